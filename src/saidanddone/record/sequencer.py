"""Runs the sequencer: what has come is ordered, hashed and signed at least every second.

`saidanddone work` calls `run`, in a thread or process of its own. Any number may run: one at a time does the work.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event

from django.db import DatabaseError, close_old_connections, connection

from saidanddone.core import clock
from saidanddone.core.viewer import SITE
from saidanddone.record.actions import AT_MOST, sequence
from saidanddone.record.models import Checkpoint, Entry, Log

EVERY_SECONDS = 0.5
CHECK_MEMORY_EVERY = 20
"""Idle rounds after which the database is compared with what was last signed, though nothing waits."""

logger = logging.getLogger(__name__)


def run_once(at: datetime) -> Checkpoint | None:
    """Sequence all that waits now; give the last checkpoint signed, if any. Takes no lock while nothing waits."""
    last = None
    while is_needed():
        signed = sequence(by=SITE, at=at, at_most=AT_MOST)
        if signed is None:
            break
        last = signed
    return last


def is_needed() -> bool:
    """Whether entries wait, or have their positions but are not signed yet."""
    if Entry.objects.waiting().exists():
        return True
    log = Log.objects.newest()
    return bool(log and log.size and not log.checkpoints.filter(size=log.size).exists())


def run(stop: Event, now: Callable[[], datetime] = clock.now, every: float = EVERY_SECONDS) -> None:
    """Sequence until `stop` is set. A database that is away for a while is waited for."""
    idle = 0
    while not stop.wait(every):
        try:
            close_old_connections()
            idle = 0 if run_once(now()) else idle + 1
            if idle % CHECK_MEMORY_EVERY == 1:
                sequence(by=SITE, at=now())
        except DatabaseError:
            logger.warning("the record waits for the database", exc_info=True)
            connection.close()
