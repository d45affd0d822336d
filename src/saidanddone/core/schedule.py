"""Jobs that come round: each app names its own in `apps.py`, and `saidanddone work` runs those that are due.

A job takes the moment as `at` and can be run twice without harm; what it did is kept in its own tables.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Job:
    """`function` is a dotted name, so that naming a job imports nothing."""

    function: str
    every: timedelta

    def run(self, at: datetime) -> None:
        job: Callable[..., object] = import_string(self.function)
        job(at=at)


_jobs: dict[str, Job] = {}


def every(interval: timedelta, function: str) -> None:
    """Have `function(at=…)` called about once each interval."""
    _jobs[function] = Job(function, interval)


def jobs() -> tuple[Job, ...]:
    return tuple(_jobs.values())


class Rounds:
    """Which jobs are due. Kept in memory: after a restart each job simply runs once more."""

    def __init__(self) -> None:
        self._last: dict[str, datetime] = {}

    def due(self, at: datetime) -> list[Job]:
        found = [
            job
            for job in jobs()
            if at - self._last.get(job.function, datetime.min.replace(tzinfo=at.tzinfo)) >= job.every
        ]
        self._last |= {job.function: at for job in found}
        return found
