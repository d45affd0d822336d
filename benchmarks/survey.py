"""A million people of a survey: weights, figures and errors, beside R `survey` and the Python package svy in one run.

Ours runs before R and again after it, so that a machine that was busy for a while does not decide. R is used where
`Rscript` and its `survey` are installed (Debian's r-base-core and r-cran-survey), svy where SVY_PYTHON names a Python
that has it: `uv venv x && VIRTUAL_ENV=x uv pip install svy numpy`.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measurement import Measurement, Options, busy
from benchmarks.surveying import people

FOLDER = Path(__file__).parent / "surveying"
ROWS = 20_000_000
TARGETS = {
    "rake": ("raking to 5 margins", 100.0),
    "items by domains": ("12 items by 5 domains, with errors", 25.0),
    "raked items by domains": ("the same, errors aware of raking", 50.0),
    "logit": ("logit of 12 terms by the OECD's rule", None),
}
MEGABYTES, MEGABYTES_OF_ROWS = 600, 2_000


def measure(options: Options) -> Iterator[Measurement]:
    if options.database != "sqlite":
        return  # no database is asked
    people.make(options.folder)
    before = _ours(options.folder)
    others = {"R": _reference(options.folder), "svy": _svy(options.folder)}
    after = _ours(options.folder)
    ours = {name: (before["seconds"][name] + after["seconds"][name]) / 2 for name in before["seconds"]}
    load = busy()
    for name, (what, target) in TARGETS.items():
        spread = f"{before['seconds'][name]:.3g} s before, {after['seconds'][name]:.3g} s after; {load}"
        yield _measured(f"survey: {what}", ours[name], "s", note=spread)
        for tool, taken in others.items():
            if name not in taken:
                continue
            yield _measured(
                f"survey: {what}, beside {tool}",
                taken[name] / ours[name],
                "times as fast",
                target=target if tool == "R" else None,
                note=f"{tool} {taken[name]:.3g} s{_also(taken, name)}",
            )
    if others["R"]:
        worst = _worst(options.folder)
        yield _measured("survey: furthest from R", worst, "of the number", target=1e-8, at_most=True)
    most = max(before["megabytes"], after["megabytes"])
    yield _measured("survey: most memory", most, "MB", target=MEGABYTES, at_most=True, note="with the columns, 170 MB")
    yield from _duckdb(options.folder)


def _measured(what: str, value: float, unit: str, **more: Any) -> Measurement:
    return Measurement(what=what, value=value, unit=unit, database="none", size=people.PEOPLE, **more)


def _also(taken: dict[str, float], name: str) -> str:
    """What R needs beforehand, and is not counted."""
    if name == "raked items by domains" and "calibrate" in taken:
        return f", after {taken['calibrate']:.3g} s in calibrate"
    return f", after {taken['design']:.3g} s for the design" if name == "items by domains" else ""


def _ours(folder: Path) -> dict[str, Any]:
    return _printed([sys.executable, "-m", "benchmarks.surveying.ours", str(folder)])


def _printed(command: list[str]) -> dict[str, Any]:
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return found


def _reference(folder: Path) -> dict[str, float]:
    """Seconds of R by task; nothing where R is not there."""
    if not shutil.which("Rscript"):
        print("survey: R is not installed (apt-get install r-base-core r-cran-survey): no ratios to it")
        return {}
    command = ["Rscript", str(FOLDER / "reference.R"), str(folder), str(people.PEOPLE)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        print(f"survey: R failed, so no ratios to it: {done.stderr.strip()[-300:]}")
        return {}
    return {name: float(taken) for name, taken in (line.split("\t") for line in done.stdout.splitlines())}


def _svy(folder: Path) -> dict[str, float]:
    python = os.environ.get("SVY_PYTHON", "")
    if not python:
        print("survey: SVY_PYTHON names no Python with svy: no ratios to it")
        return {}
    seconds: dict[str, float] = _printed([python, str(FOLDER / "svy_package.py"), str(folder)])["seconds"]
    return seconds


def _worst(folder: Path) -> float:
    """The largest distance of our estimates, errors and weights from R's, over R's."""
    pairs = [(np.fromfile(folder / f"ours{end}"), np.fromfile(folder / f"reference{end}")) for end in ("", "-weights")]
    return max(float(np.abs(one / other - 1).max()) for one, other in pairs)


def _duckdb(folder: Path) -> Iterator[Measurement]:
    found = _printed([sys.executable, "-m", "benchmarks.surveying.duckdb_rows", str(folder), str(ROWS)])
    what = "survey: one pass in DuckDB"
    yield Measurement(
        what=what,
        value=found["seconds"],
        unit="s",
        database="none",
        size=ROWS,
        note=f"made in {found['made']:.0f} s; then 12 figures of 5 domains in {found['figured']:.2f} s",
    )
    yield Measurement(
        what=f"{what}: most memory",
        value=found["megabytes"],
        unit="MB",
        database="none",
        size=ROWS,
        target=MEGABYTES_OF_ROWS,
        at_most=True,
        note="the whole process, with making the rows",
    )
