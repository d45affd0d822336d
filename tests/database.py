"""The test database on SQLite: migrated once, then copied into memory, as long as no migration has changed.

Running every migration takes some ten seconds of each process; a copy takes a tenth of one.
"""

import hashlib
import os
import sqlite3
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from django.db import connection
from django.test.utils import setup_databases, teardown_databases

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "var" / "test-databases"
SHAPED_BY = ("django", "django-allauth", "django-tasks-db")


def prepare(worker: str):
    """Make the test database; returns what `teardown_databases` wants, or nothing for a copy."""
    if connection.vendor != "sqlite":
        return setup_databases(verbosity=0, interactive=False, parallel=0)
    migrated = FOLDER / f"{_shape()}.sqlite3"
    if not migrated.exists():
        held = setup_databases(verbosity=0, interactive=False)
        _keep(migrated, worker)
        return held
    connection.close()
    name = f"file:test_{worker}?mode=memory&cache=shared"
    connection.settings_dict["NAME"] = name
    connection.settings_dict["TEST"]["NAME"] = name
    connection.ensure_connection()
    with closing(sqlite3.connect(migrated)) as source:
        source.backup(connection.connection)
    return None


def remove(held) -> None:
    if held:
        teardown_databases(held, verbosity=0)


def _keep(migrated: Path, worker: str) -> None:
    """Written aside and renamed, so that another process never copies half of it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    partial = FOLDER / f"{worker}-{os.getpid()}.partial"
    with closing(sqlite3.connect(partial)) as copy:
        connection.connection.backup(copy)
    partial.replace(migrated)


def _shape() -> str:
    """What the migrated database depends on: our migrations, and the packages that bring their own."""
    digest = hashlib.sha256("".join(version(package) for package in SHAPED_BY).encode())
    for path in sorted((ROOT / "src").glob("saidanddone/*/migrations/*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]
