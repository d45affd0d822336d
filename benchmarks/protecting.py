"""How long it takes to keep back small numbers in a table of 40 groups by 8 answers, and to attack it."""

import time
from collections.abc import Iterator

import numpy as np

from benchmarks.measurement import Measurement, Options

ROWS, COLUMNS, PEOPLE = 40, 8, 12_834
TABLES = 10
TARGET = 2.0


def measure(options: Options) -> Iterator[Measurement]:
    from saidanddone.analysis.disclosure import attack, protect

    if options.database != "sqlite":
        return  # no database is asked
    rng = np.random.default_rng(1)
    labels = [f"{place:02}" for place in range(ROWS)], list("abcdefgh")
    protecting, attacking, primary, kept = [], [], 0, 0
    for _ in range(TABLES):
        shares = np.outer(rng.dirichlet(np.ones(ROWS)), rng.dirichlet(np.full(COLUMNS, 3)))
        counts = rng.poisson(PEOPLE * shares + 1)
        start = time.perf_counter()
        table = protect(counts, *labels)
        protecting.append(time.perf_counter() - start)
        attack(counts, table)
        attacking.append(time.perf_counter() - start)
        primary += int((counts < 10).sum())
        kept += table.suppressed
    yield Measurement(
        what=f"disclosure: {ROWS} × {COLUMNS} protected and attacked, slowest",
        value=max(attacking),
        unit="s",
        database="none",
        target=TARGET,
        at_most=True,
        note=f"protected alone {max(protecting):.2f} s; {TABLES} tables, {primary} small cells, {kept} figures kept",
    )
