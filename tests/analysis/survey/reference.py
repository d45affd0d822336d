"""R survey's api data and the numbers that R made of it; the scripts are in tests/analysis/reference."""

import csv
import gzip
import json
from functools import cache
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent.parent / "reference"
CLOSE = 1e-8


@cache
def api(name: str) -> dict[str, np.ndarray]:
    """The columns of one of R's samples: numbers with nan where nothing stands, or words."""
    with gzip.open(FOLDER / f"{name}.csv.gz", "rt", encoding="ascii") as file:
        rows = list(csv.DictReader(file))
    return {column: _column([row[column] for row in rows]) for column in rows[0]}


def _column(values: list[str]) -> np.ndarray:
    try:
        return np.array([float(value or "nan") for value in values])
    except ValueError:
        return np.array(values)


@cache
def numbers(topic: str) -> dict[str, np.ndarray]:
    """What R found, by name."""
    found = json.loads((FOLDER / f"{topic}.json").read_text(encoding="ascii"))["numbers"]
    return {name: np.array(values, dtype=float) for name, values in found.items()}


def agrees(topic: str, name: str, *found: object, within: float = CLOSE) -> None:
    """That what was found is what R found, number by number."""
    flat = np.concatenate([np.ravel(np.asarray(each, dtype=float)) for each in found])
    np.testing.assert_allclose(flat, numbers(topic)[name], rtol=within, atol=0)
