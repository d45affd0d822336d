"""How long a question takes among so many contributions: the published mix of common, rare, two-word and Welsh."""

import time
from collections.abc import Iterator

from django.db import connection

from benchmarks.measurement import Measurement, Options
from benchmarks.seed import grow

QUERIES = {
    "common": ("told", "help", "children", "ward", "put", "old", "waited", "morning", "winter", "the"),
    "rare": ("defibrillator", "culvert", "tramway", "cockles", "lichen", "xylophone"),
    "two words": ("bins ward", "school morning", "small change", "damp spring", "library hours", "rare lichen"),
    "Welsh": ("blant", "phlant", "cymydog", "newid", "ysgol bob bore", "gwenoliaid", "aros wythnos", "fam"),
    "typing": ("potho", "libr", "gwen"),
}
"""What is asked; each question counts the same."""
ROUNDS = 15
TARGET = 100


def measure(options: Options) -> Iterator[Measurement]:
    from saidanddone.search.queries import find

    for size in options.sizes:
        grow(size, index=True)
        _settle()
        times: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            for name, questions in QUERIES.items():
                for question in questions:
                    start = time.perf_counter()
                    find(question, kinds=["contribution"], unfinished=name == "typing")
                    times.setdefault(name, []).append((time.perf_counter() - start) * 1000)
        every = [each for some in times.values() for each in some]
        note = ", ".join(f"{name} {_percentile(some):.0f}" for name, some in times.items())
        yield Measurement(
            what="search, 95th percentile",
            value=_percentile(every),
            unit="ms",
            database=options.database,
            size=size,
            target=TARGET,
            at_most=True,
            note=f"{note}; {len(every)} questions",
        )


def _settle() -> None:
    """What a database does by itself after a while: learn the spread of the terms."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _percentile(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]
