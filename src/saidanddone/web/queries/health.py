"""Whether the parts that must run do: the database, the record's sequencer, the worker with its queue."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError, connection
from django_tasks_db.models import DBTaskResult

from saidanddone import __version__
from saidanddone.record.models import Entry, Log

SLOW_SECONDS = 60
"""A sequencer or a queue that is so far behind is not well. The record's aim is one second."""


@dataclass(frozen=True, slots=True)
class Health:
    database: bool
    record_standing: bool | None
    record_waiting: int | None
    record_lag_seconds: float | None
    tasks_waiting: int | None
    task_lag_seconds: float | None

    @property
    def is_well(self) -> bool:
        lags = (self.record_lag_seconds, self.task_lag_seconds)
        return self.database and self.record_standing is not False and all((lag or 0) <= SLOW_SECONDS for lag in lags)

    def as_json(self) -> dict[str, Any]:
        return {
            "status": "well" if self.is_well else "unwell",
            "version": __version__,
            "database": {"reachable": self.database},
            "record": {
                "standing": self.record_standing,
                "waiting": self.record_waiting,
                "lag_seconds": self.record_lag_seconds,
            },
            "tasks": {"waiting": self.tasks_waiting, "lag_seconds": self.task_lag_seconds},
        }


def health(at: datetime) -> Health:
    try:
        connection.ensure_connection()
        log = Log.objects.newest()
        oldest_entry = Entry.objects.waiting().order_by("pk").first()
        due = DBTaskResult.objects.ready()
        oldest_task = due.order_by("enqueued_at", "pk").first()
        return Health(
            database=True,
            record_standing=log is None or log.is_standing,
            record_waiting=Entry.objects.waiting().count(),
            record_lag_seconds=_seconds(oldest_entry.at if oldest_entry else None, at),
            tasks_waiting=due.count(),
            task_lag_seconds=_seconds(max(oldest_task.enqueued_at, _planned(oldest_task)) if oldest_task else None, at),
        )
    except DatabaseError:
        return Health(False, None, None, None, None, None)


def _planned(task: DBTaskResult) -> datetime:
    """When the task should run; what has no such time should run at once."""
    return task.enqueued_at if task.run_after.year == 9999 else task.run_after


def _seconds(since: datetime | None, at: datetime) -> float:
    return 0.0 if since is None else max(0.0, round((at - since).total_seconds(), 1))
