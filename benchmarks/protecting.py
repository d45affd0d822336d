"""How long it takes to keep back small numbers in a table of 40 groups by 8 answers, in linked ones, and to attack."""

import time
from collections.abc import Iterator

import numpy as np

from benchmarks.measurement import Measurement, Options

ROWS, COLUMNS, PEOPLE = 40, 8, 12_834
TABLES = 10
TARGET = 2.0


def measure(options: Options) -> Iterator[Measurement]:
    if options.database != "sqlite":
        return  # no database is asked
    yield from _one_table()
    yield from _linked_tables()


def _one_table() -> Iterator[Measurement]:
    from saidanddone.analysis.disclosure import LinkedTable, attack_linked, protect

    rng = np.random.default_rng(1)
    labels = [f"{place:02}" for place in range(ROWS)], list("abcdefgh")
    protecting, attacking, primary, kept = [], [], 0, 0
    for _ in range(TABLES):
        shares = np.outer(rng.dirichlet(np.ones(ROWS)), rng.dirichlet(np.full(COLUMNS, 3)))
        counts = rng.poisson(PEOPLE * shares + 1)
        start = time.perf_counter()
        table = protect(counts, *labels)
        protecting.append(time.perf_counter() - start)
        attack_linked([LinkedTable(counts, ("group", labels[0]), ("answer", labels[1]))], [table])
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


def _linked_tables() -> Iterator[Measurement]:
    """A survey of 1,100 people in ten places, by five variables."""
    from saidanddone.analysis.disclosure import LinkedTable, attack_linked, protect_linked

    rng = np.random.default_rng(1)
    seconds, kept = [], 0
    for _ in range(TABLES):
        place = rng.choice(10, 1_100, p=rng.dirichlet(np.full(10, 5)))
        tables = []
        for number, labels in enumerate([2, 5, 6, 4, 3]):
            counts = np.zeros((10, labels), dtype=int)
            np.add.at(counts, (place, rng.choice(labels, 1_100, p=rng.dirichlet(np.full(labels, 3)))), 1)
            tables.append(LinkedTable(counts, ("place", list("abcdefghij")), (f"v{number}", list("uvwxyz")[:labels])))
        start = time.perf_counter()
        published = protect_linked(tables)
        attack_linked(tables, published)
        seconds.append(time.perf_counter() - start)
        kept += sum(table.suppressed for table in published)
    yield Measurement(
        what="disclosure: 10 places by 5 variables, linked, protected and attacked, slowest",
        value=max(seconds),
        unit="s",
        database="none",
        target=TARGET,
        at_most=True,
        note=f"{TABLES} sets of five tables of 1,100 people, {kept} figures kept",
    )
