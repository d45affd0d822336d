"""Bringing in a file of a hundred thousand rows: rows a second, and the most memory it took."""

import csv
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import seed
from benchmarks.measurement import Measurement, Options
from benchmarks.words import ENGLISH, WELSH, sentence

LEAST_PER_SECOND = 2_000
MOST_MEMORY = 300
COLUMNS = ("id", "author", "said", "text", "language", "kind", "place", "topic", "organisation", "credit", "checked")


def measure(options: Options) -> Iterator[Measurement]:
    seed.grow(0)
    size = max(options.sizes)
    file = options.folder / "said.csv"
    write(file, size)
    took, memory, summary = _run(file)
    again, _, unchanged = _run(file)
    database = options.database
    assert f"{size:,} read · {size:,} created · 0 unchanged · 0 rejected" in summary, summary
    assert f"{size:,} read · 0 created · {size:,} unchanged · 0 rejected" in unchanged, unchanged
    yield Measurement("import: rows", size / took, "/s", database, size, target=LEAST_PER_SECOND)
    yield Measurement("import: most memory", memory, "MB", database, size, target=MOST_MEMORY, at_most=True)
    yield Measurement("import: the same file again", size / again, "/s", database, size)


def write(file: Path, rows: int) -> None:
    """Rows as a council might have them from its last survey: a third of the authors speak more than once."""
    rng = random.Random(rows)
    with file.open("w", encoding="utf-8", newline="") as opened:
        table = csv.writer(opened)
        table.writerow(COLUMNS)
        for number in range(rows):
            is_welsh = rng.random() < 1 / 7
            topic, ward = rng.choice(seed.TOPICS), rng.randrange(32)
            words = WELSH if is_welsh else ENGLISH
            text = " ".join(sentence(rng, words, topic.replace("-", " "), f"Ward {ward}") for _ in range(3))
            said = f"2025-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
            organisation = f"organisation-{rng.randrange(12)}"
            author = f"a{rng.randrange(max(1, 2 * rows // 3))}"
            facts = ("cy" if is_welsh else "en", rng.choice(seed.KINDS), f"ward-{ward}", topic, organisation)
            table.writerow((number, author, said, text, *facts, rng.choice(("", "Mair")), 1))


def _run(file: Path) -> tuple[float, float, str]:
    """Run the command as a person would; seconds, megabytes at most, and what it said at its end."""
    command = ["saidanddone", "import", "contributions", str(file), "--source", "bench"]
    measured = [sys.executable, "-c", MEASURED, *command]
    start = time.perf_counter()
    done = subprocess.run(measured, check=True, capture_output=True, text=True)
    took = time.perf_counter() - start
    return took, float(done.stderr.rsplit("peak:", 1)[1]) / 1024, done.stdout


MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print("peak:", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""
