"""How long the finding workspace waits: the index of what was said, a suggestion from it, and groups proposed.

The texts are those of `words`, and varied real statements where ../shared/data/opinions is there. Each build runs in a
process of its own, so that its peak of memory is its own.
"""

import csv
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measurement import Measurement, Options
from benchmarks.words import ENGLISH, WELSH, sentence

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT.parent / "shared" / "data" / "opinions"
TOPICS = (
    "The number 14 bus",
    "Bins",
    "The swimming pool",
    "Potholes",
    "Seeing a doctor",
    "The library",
    "Damp",
    "Parking",
)
PLACES = ("Aberwen", "Pentre Bach", "Llanfair", "Glan-yr-afon", "Cwmteg", "the High Street")
NEW_WORDS = 0.02
"""How often a word of a real statement is replaced by one that nobody used: names, places, slips of the pen."""
QUESTIONS = 200
BUILD_SECONDS, BUILD_MEGABYTES, SUGGEST_MS = 60, 1000, 300
SOURCES = ("made", "statements")


def measure(options: Options) -> Iterator[Measurement]:
    if options.database != "sqlite":
        return  # no database is asked
    for source in SOURCES:
        if source == "statements" and not REAL.exists():
            print(f"statements: skipped, {REAL} is not there")
            continue
        for size in options.sizes:
            command = [sys.executable, "-m", "benchmarks.suggesting", source, str(size)]
            done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
            yield from _figures(source, size, json.loads(done.stdout))


def _figures(source: str, size: int, found: dict[str, float]) -> Iterator[Measurement]:
    within = size <= 10_000  # what is promised
    about = f"{found['letters']:.0f} letters a text, {found['features'] / 1e6:.1f} million features kept"
    for what, value, unit, target, note in (
        ("build", found["build"], "s", BUILD_SECONDS, about),
        ("most memory", found["memory"], "MB", BUILD_MEGABYTES, "the whole process, with NumPy, SciPy and the texts"),
        ("suggestion, slowest", found["slowest"], "ms", SUGGEST_MS, f"median {found['median']:.1f} ms"),
        ("groups proposed", found["groups"], "s", None, f"most memory then {found['memory with groups']:.0f} MB"),
    ):
        yield Measurement(
            what=f"text index ({source}): {what}",
            value=value,
            unit=unit,
            database="none",
            size=size,
            target=target if within else None,
            at_most=True,
            note=note,
        )


def texts(source: str, size: int) -> list[str]:
    """Texts of one to six sentences; one in four is Welsh where they are made."""
    rng = random.Random(size)
    if source == "made":
        return [
            " ".join(
                sentence(rng, ENGLISH if rng.random() < 0.75 else WELSH, rng.choice(TOPICS), rng.choice(PLACES))
                for _ in range(rng.randint(1, 6))
            )
            for _ in range(size)
        ]
    said = [
        row["comment-body"].split()
        for path in sorted(REAL.glob("*/comments.csv"))
        for row in csv.DictReader(path.open())
    ]
    return [_varied(rng, [rng.choice(said) for _ in range(rng.randint(1, 6))]) for _ in range(size)]


def _varied(rng: random.Random, statements: list[list[str]]) -> str:
    """Real statements together, with some words left out and some that nobody else uses."""
    words = [word for statement in statements for word in statement if rng.random() > 0.05]
    made = ["".join(rng.choices("abcdefghilmnoprstuwŵy", k=rng.randint(3, 10))) for _ in words]
    return " ".join(new if rng.random() < NEW_WORDS else word for word, new in zip(words, made, strict=True))


def one_build(source: str, size: int) -> dict[str, float]:
    """Build, ask and group once; figures by name."""
    from saidanddone.analysis.text import TextIndex, propose_groups

    said = texts(source, size)
    start = time.perf_counter()
    index = TextIndex().fit(said)
    build = time.perf_counter() - start
    memory = _most_memory()
    rng = random.Random(1)
    waited = []
    for turn in range(QUESTIONS):
        query = (said[rng.randrange(size)], rng.randrange(size), rng.sample(range(size), min(size, 500)))[turn % 3]
        start = time.perf_counter()
        index.similar(query, k=20)
        waited.append((time.perf_counter() - start) * 1000)
    start = time.perf_counter()
    propose_groups(index, seed=1)
    return {
        "build": build,
        "memory": memory,
        "slowest": max(waited),
        "median": sorted(waited)[len(waited) // 2],
        "groups": time.perf_counter() - start,
        "memory with groups": _most_memory(),
        "letters": sum(map(len, said)) / size,
        "features": float(index.matrix.nnz),
    }


def _most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(one_build(sys.argv[1], int(sys.argv[2]))))
