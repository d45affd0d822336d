"""A network of 2,000 organisations with 20,000 ties: all figures with their intervals, and the picture.

A few organisations have many ties and most have few, as among real ones. In a process of its own, so that its peak of
memory is its own.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measurement import Measurement, Options, busy
from saidanddone.analysis.network import Network, bridges, change, describe, layout, single_points

ROOT = Path(__file__).resolve().parents[1]
ORGANISATIONS, TIES, KINDS = 2_000, 20_000, 5
RESAMPLES = 200
SECONDS = 5.0
FIGURES = ("made", "density, reciprocity, centralisation", "bridges", "single points", "change between waves")


def measure(options: Options) -> Iterator[Measurement]:
    if options.database != "sqlite":
        return  # no database is asked
    command = [sys.executable, "-m", "benchmarks.network"]
    found = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    parts = ", ".join(f"{name} {found[name]:.2f}" for name in FIGURES)
    load = busy()
    figures = sum(found[name] for name in FIGURES)
    note = f"{TIES:,} ties, {RESAMPLES} resamples: {parts} s; {load}"
    yield _measured("all figures", figures, "s", target=SECONDS, note=note)
    again = f"{found['layout again']:.2f} s from the wave before; {load}"
    yield _measured("layout", found["layout"], "s", note=again)
    yield _measured("most memory", found["megabytes"], "MB", note="the whole process, with layouts")


def _measured(what: str, value: float, unit: str, *, note: str, target: float | None = None) -> Measurement:
    return Measurement(
        what=f"network: {what}",
        value=value,
        unit=unit,
        database="none",
        size=ORGANISATIONS,
        target=target,
        at_most=True,
        note=note,
    )


def waves() -> list[tuple[list[str], list[tuple[str, str]], dict[str, str]]]:
    """Names, ties and kinds of two waves; in the second, one in ten ties is another."""
    rng = np.random.default_rng(1)
    names = [f"Organisation {number}" for number in range(ORGANISATIONS)]
    kinds = {name: f"kind {number % KINDS}" for number, name in enumerate(names)}
    busy = rng.pareto(2, ORGANISATIONS) + 0.3
    drawn = np.sort(rng.choice(ORGANISATIONS, (4 * TIES, 2), p=busy / busy.sum()), axis=1)
    pairs = rng.permutation(np.unique(drawn[drawn[:, 0] < drawn[:, 1]], axis=0))
    moved = TIES // 10
    both = pairs[:TIES], pairs[moved : TIES + moved]
    return [(names, [(names[one], names[other]) for one, other in wave], kinds) for wave in both]


def figures() -> dict[str, float]:
    """Seconds by what was worked out."""
    found: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        result = work()
        found[name] = time.perf_counter() - start
        return result

    given = waves()
    before, after = timed("made", lambda: [Network.of(names, ties, kinds=kinds) for names, ties, kinds in given])
    timed("density, reciprocity, centralisation", lambda: describe(after, seed=1, resamples=RESAMPLES))
    timed("bridges", lambda: bridges(after, seed=1, resamples=RESAMPLES))
    timed("single points", lambda: single_points(after))
    timed("change between waves", lambda: change(before, after, seed=1, resamples=RESAMPLES))
    first = timed("layout", lambda: layout(before, seed=1))
    timed("layout again", lambda: layout(after, first.places(), seed=1))
    return found | {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


if __name__ == "__main__":
    print(json.dumps(figures()))
