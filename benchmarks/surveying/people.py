"""A million people in wards of counties, with answers, margins and domains, for every tool the same."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PEOPLE, COUNTIES, WARDS, ITEMS, DOMAINS = 1_000_000, 60, 40, 12, 5
CATEGORIES = (2, 4, 6, 8, 10)
"""Of the five margins: 30 together."""
POPULATION = 60_000_000
DONT_KNOW, SHARE_UNKNOWN = 88, 0.04
ITEM_NAMES = tuple(f"item{at}" for at in range(ITEMS))
MARGIN_NAMES = tuple(f"margin{at}" for at in range(len(CATEGORIES)))


@dataclass(frozen=True, slots=True)
class People:
    """Columns by name, and how many of the population are in each category of each margin."""

    columns: dict[str, NDArray]
    population: dict[str, list[float]]


def make(folder: Path, people: int = PEOPLE) -> None:
    """Columns as plain binary files, which every tool reads alike: whole numbers of four bytes, weights of eight."""
    chance = np.random.default_rng(20260302)
    county = chance.integers(0, COUNTIES, people)
    ward = county * WARDS + chance.integers(0, WARDS, people)
    weight = chance.uniform(0.5, 2, people)
    columns = {"county": county, "ward": ward, "domain": chance.integers(0, DOMAINS, people)}
    population = {}
    for name, size in zip(MARGIN_NAMES, CATEGORIES, strict=True):
        columns[name] = chance.choice(size, people, p=chance.dirichlet(np.full(size, 8)))
        known = np.bincount(columns[name], weight) * chance.uniform(0.85, 1.15, size)
        population[name] = (known / known.sum() * POPULATION).tolist()
    trusting = chance.normal(5.3, 2, people) + chance.normal(0, 0.5, COUNTIES * WARDS)[ward]
    for name in (*ITEM_NAMES, "government"):
        columns[name] = np.clip(np.rint(trusting + chance.normal(0, 1.8, people)), 0, 10).astype(int)
    for name in ITEM_NAMES:
        columns[name][chance.random(people) < SHARE_UNKNOWN] = DONT_KNOW
    for name, column in columns.items():
        column.astype("<i4").tofile(folder / name)
    weight.astype("<f8").tofile(folder / "weight")
    (folder / "population.json").write_text(json.dumps(population))


def read(folder: Path) -> People:
    """As a notebook would hold them: whole numbers of eight bytes."""
    names = ("county", "ward", "domain", "government", *MARGIN_NAMES, *ITEM_NAMES)
    columns = {name: np.fromfile(folder / name, "<i4").astype(np.int64) for name in names}
    columns["weight"] = np.fromfile(folder / "weight", "<f8")
    return People(columns, json.loads((folder / "population.json").read_text()))
