"""svy's part of the comparison, in an environment of its own: `PYTHON svy_package.py FOLDER` prints seconds as JSON.

It imports nothing of ours, as that environment has only svy and NumPy.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars
import svy

ITEMS = [f"item{at}" for at in range(12)]
MARGINS = [f"margin{at}" for at in range(5)]


def main(folder: Path) -> None:
    names = ("county", "ward", "domain", "government", *MARGINS)
    columns = {name: np.fromfile(folder / name, "<i4").astype(np.int64) for name in names}
    columns["weight"] = np.fromfile(folder / "weight", "<f8")
    for name in ITEMS:
        points = np.fromfile(folder / name, "<i4").astype(float)
        columns[name] = np.where(points == 88, np.nan, points)
    frame = polars.DataFrame(columns).with_columns(polars.col(ITEMS).fill_nan(None))
    frame = frame.with_columns(high=polars.when(polars.col("government") != 5).then(polars.col("government") > 5) * 1.0)
    known = json.loads((folder / "population.json").read_text())
    seconds: dict[str, float] = {"version": svy.__version__} if hasattr(svy, "__version__") else {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        found = work()
        seconds[name] = time.perf_counter() - start
        return found

    sample = timed("design", lambda: svy.Sample(frame, svy.Design(stratum="county", psu="ward", wgt="weight")))
    controls = {name: dict(enumerate(known[name])) for name in MARGINS}
    raked = timed("rake", lambda: sample.weighting.rake(controls=controls, tol=1e-9))
    for name, people in (("items by domains", sample), ("raked items by domains", raked)):
        timed(name, lambda people=people: [people.estimation.mean(y, by="domain", drop_nulls=True) for y in ITEMS])
    timed("logit", lambda: sample.glm.fit("high", x=ITEMS, family="binomial"))
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
