"""`saidanddone check`: whether this installation is set up well."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from saidanddone.config.safety import insecurities, oddities
from saidanddone.core.commands import ExampleCommand


class Command(ExampleCommand):
    help = "Say whether this installation is set up well; the exit code is 0 only if it is."
    example = "saidanddone check"

    def handle(self, **options: Any) -> None:
        found = [*security(), *database(), *folders()]
        for fine, sentence in found:
            self.stdout.write(f"{'ok  ' if fine else 'BAD '} {sentence}")
        if not all(fine for fine, _ in found):
            raise SystemExit(1)


def security() -> Iterator[tuple[bool, str]]:
    problems = [*insecurities(settings), *oddities(settings)]
    yield from ((False, problem) for problem in problems)
    if not problems:
        where = " on this machine, as the demonstration" if settings.DEMONSTRATION else ""
        yield True, f"The settings are safe to serve with{where}."


def database() -> Iterator[tuple[bool, str]]:
    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        yield False, f"The database does not answer: {error}"
        return
    yield True, f"The database answers ({connection.display_name})."
    yield not waiting, f"{waiting} migrations wait: run saidanddone migrate." if waiting else "All migrations have run."


def folders() -> Iterator[tuple[bool, str]]:
    for folder in (Path(settings.DATA_DIR), Path(settings.RECORD_DIR)):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / ".write-probe"
            probe.touch()
            probe.unlink()
        except OSError as error:
            yield False, f"{folder} cannot be written to: {error.strerror}."
        else:
            yield True, f"{folder} can be written to."
