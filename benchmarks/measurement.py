"""One measured figure with its target, and the options that every benchmark takes.

A benchmark is a module here with `measure(options) -> Iterable[Measurement]`. It runs in a process of its own, with
Django set up on an empty migrated database of the kind that `options.database` names and an empty `DATA_DIR`.
"""

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SIZES = (1_000, 10_000, 100_000)


def busy() -> str:
    """How busy the machine was in the last minute, for the note beside a figure."""
    return f"load {os.getloadavg()[0]:.1f}"


@dataclass(frozen=True, slots=True)
class Options:
    """What to measure on. `folder` is scratch space, deleted afterwards; `seconds` is how long to load a page."""

    database: str
    folder: Path
    sizes: tuple[int, ...] = SIZES
    seconds: float = 5.0
    workers: int = 2


@dataclass(frozen=True, slots=True)
class Measurement:
    """`target` is met when `value` is at least (or, with `at_most`, at most) that much. No target: for information."""

    what: str
    value: float
    unit: str
    database: str
    size: int | None = None
    target: float | None = None
    at_most: bool = False
    note: str = ""

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        return self.value <= self.target if self.at_most else self.value >= self.target

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
