"""`saidanddone serve`: pages and worker on one machine."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from saidanddone.config.safety import insist, oddities
from saidanddone.config.supervisor import Supervisor
from saidanddone.core.commands import ExampleCommand


class Command(ExampleCommand):
    help = "Serve the site: brings the database up to date, then runs pages and worker until it is stopped."
    example = "saidanddone serve --host 0.0.0.0 --port 8000 --workers 2"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.PORT, help="PORT, or 8000, if not given")
        parser.add_argument("--workers", type=int, default=2, help="processes that serve pages; one for each core")

    def handle(self, *, host: str, port: int, workers: int, **options: Any) -> None:
        insist(settings, host=host)
        for oddity in oddities(settings):
            self.stderr.write(oddity)
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        connection.close()
        raise SystemExit(Supervisor([pages(host, port, workers), worker()]).run())


def pages(host: str, port: int, workers: int) -> list[str]:
    """One blocking thread a process on SQLite, where writers wait for each other anyway; four on PostgreSQL."""
    threads = "1" if connection.vendor == "sqlite" else "4"
    where = ["--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", threads]
    quiet = ["--log-level", "warning", "--no-ws"]
    target = "saidanddone.config.wsgi:application"
    return [sys.executable, "-m", "granian", "--interface", "wsgi", *where, *quiet, target]


def worker() -> list[str]:
    return [sys.executable, "-m", "saidanddone", "work"]
