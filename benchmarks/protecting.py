"""How long it takes to keep back small numbers in a table of 40 groups by 8 answers, and to attack it.

Alone, and as one of two tables of the same people that are published together: by ward and by area.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from benchmarks.measurement import Measurement, Options

ROWS, COLUMNS, PEOPLE, AREAS = 40, 8, 12_834, 8
TABLES = 10
TARGET = 2.0
LABELS = [f"{place:02}" for place in range(ROWS)], list("abcdefgh")


def measure(options: Options) -> Iterator[Measurement]:
    from saidanddone.analysis.disclosure import LinkedTable, Nesting, attack, attack_linked, protect, protect_linked

    if options.database != "sqlite":
        return  # no database is asked
    size = f"{ROWS} × {COLUMNS}"
    yield _measured(
        f"disclosure: {size} protected and attacked, slowest",
        lambda counts: protect(counts, *LABELS),
        lambda counts, found: attack(counts, found),
        target=TARGET,
    )
    areas = [f"area {area}" for area in range(AREAS)]
    nesting = Nesting("ward", "area", {ward: areas[at % AREAS] for at, ward in enumerate(LABELS[0])})

    def alone(counts: Any) -> list[LinkedTable]:
        return [LinkedTable(counts, ("ward", LABELS[0]), ("says", LABELS[1]))]

    def both(counts: Any) -> list[LinkedTable]:
        of_area = np.stack([counts[area::AREAS].sum(axis=0) for area in range(AREAS)])
        return [*alone(counts), LinkedTable(of_area, ("area", areas), ("says", LABELS[1]))]

    yield _measured(
        f"disclosure: {size} by the linear program, slowest",
        lambda counts: protect_linked(alone(counts)),
        lambda counts, found: attack_linked(alone(counts), found),
        target=TARGET,
    )
    yield _measured(
        f"disclosure: {size} with its {AREAS} areas, slowest",
        lambda counts: protect_linked(both(counts), within=[nesting]),
        lambda counts, found: attack_linked(both(counts), found, within=[nesting]),
    )


def _measured(
    what: str, protect: Callable[[Any], Any], attack: Callable[[Any, Any], Any], target: float | None = None
) -> Measurement:
    rng = np.random.default_rng(1)
    protecting, attacking, primary, kept = [], [], 0, 0
    for _ in range(TABLES):
        shares = np.outer(rng.dirichlet(np.ones(ROWS)), rng.dirichlet(np.full(COLUMNS, 3)))
        counts = rng.poisson(PEOPLE * shares + 1)
        start = time.perf_counter()
        found = protect(counts)
        protecting.append(time.perf_counter() - start)
        attack(counts, found)
        attacking.append(time.perf_counter() - start)
        primary += int((counts < 10).sum())
        kept += sum(each.suppressed for each in (found if isinstance(found, tuple) else (found,)))
    return Measurement(
        what=what,
        value=max(attacking),
        unit="s",
        database="none",
        target=target,
        at_most=True,
        note=f"protected alone {max(protecting):.2f} s; {TABLES} tables, {primary} small cells, {kept} figures kept",
    )
