"""`saidanddone work`: queued tasks, regular jobs, and the record's sequencer."""

import logging
import signal
import threading
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from saidanddone.core import clock
from saidanddone.core.commands import ExampleCommand
from saidanddone.core.schedule import Rounds
from saidanddone.record import sequencer

logger = logging.getLogger(__name__)
PAUSE = 1.0
"""Seconds between two looks for work."""


class Command(ExampleCommand):
    help = "Work through queued tasks and regular jobs, and give what the record received its numbers."
    example = "saidanddone work\n  saidanddone work --once   (what waits now, then stop)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now, then stop")

    def handle(self, *, once: bool, **options: Any) -> None:
        rounds = Rounds()
        if once:
            work_through(rounds, clock.now())
            sequencer.run_once(at=clock.now())
            return
        stopped = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda number, frame: stopped.set())
        numbering = threading.Thread(target=keep_numbering, args=[stopped], name="sequencer")
        numbering.start()
        while not stopped.wait(PAUSE):
            attempt(work_through, rounds, clock.now())
        numbering.join()


def work_through(rounds: Rounds, at: datetime) -> None:
    """The jobs that are due, then every queued task."""
    for job in rounds.due(at):
        attempt(job.run, at)
    Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        backend_name="default",
        interval=0,
        batch=True,
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    ).run()


def keep_numbering(stopped: threading.Event) -> None:
    while not stopped.wait(sequencer.INTERVAL):
        attempt(number_entries)


def number_entries() -> None:
    sequencer.run_once(at=clock.now())


def attempt(function: Any, *arguments: Any) -> None:
    """Call it; an error is logged and the worker goes on, as the next round tries again."""
    close_old_connections()
    try:
        function(*arguments)
    except Exception:
        logger.exception("%s failed; it will be tried again", getattr(function, "__qualname__", function))
    close_old_connections()
