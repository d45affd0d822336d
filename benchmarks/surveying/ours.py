"""Our part of the comparison: `python -m benchmarks.surveying.ours FOLDER` prints seconds and memory as JSON."""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks.surveying.people import DONT_KNOW, ITEM_NAMES, MARGIN_NAMES, read
from saidanddone.analysis import survey

TIMES = 3
"""Each is done so often, and the median counts."""


def main(folder: Path) -> None:
    people = read(folder)
    seconds: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any], times: int = TIMES) -> Any:
        taken = []
        for _ in range(times):
            start = time.perf_counter()
            found = work()
            taken.append(time.perf_counter() - start)
        seconds[name] = median(taken)
        return found

    columns = people.columns
    margins = {name: (columns[name], dict(enumerate(people.population[name]))) for name in MARGIN_NAMES}
    sample = timed(
        "design", lambda: survey.design(columns["weight"], strata=columns["county"], clusters=columns["ward"])
    )
    weighting = timed("rake", lambda: survey.rake(sample, margins))
    base = timed("items by domains", lambda: _errors(sample, columns))
    # Each time with a design of its own, so that what its errors need of the fit is worked out each time.
    raked = timed("raked items by domains", lambda: _errors(sample.weighted(*_fit(weighting.design)), columns))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    terms, outcome = _terms(columns)
    logit = timed("logit", lambda: survey.logit(sample, outcome, terms).coefficients, 1)
    np.concatenate([base, raked, logit.values, logit.errors]).tofile(folder / "ours")
    weighting.design.weights.tofile(folder / "ours-weights")
    print(json.dumps({"seconds": seconds, "megabytes": memory}))


def _fit(design: survey.Design) -> tuple[np.ndarray, survey.Calibration]:
    return design.weights, design.calibration[-1]


def _errors(sample: survey.Design, columns: dict[str, np.ndarray]) -> np.ndarray:
    """Twelve means of five domains, and their errors."""
    items = {name: (columns[name], survey.OECD) for name in ITEM_NAMES}
    found = survey.tabulate(sample, items, by={"domain": columns["domain"]})
    estimates = [found.estimates(name, survey.OECD.mean(), "domain") for name in ITEM_NAMES]
    return np.concatenate([each for one in estimates for each in (one.values, one.errors)])


def _terms(columns: dict[str, np.ndarray]) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """By the OECD's rule: high 6 to 10 against low 0 to 4, who is at 5 left out, drivers standardised."""
    trust = columns["government"]
    outcome = np.where(trust == 5, np.nan, trust > 5)
    terms = {}
    for name in ITEM_NAMES:
        points = np.where(columns[name] == DONT_KNOW, np.nan, columns[name])
        terms[name] = (points - np.nanmean(points)) / np.nanstd(points)
    return terms, outcome


if __name__ == "__main__":
    main(Path(sys.argv[1]))
