"""An installation of its own for processes that are killed: a database of the kind under test, and a data folder."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).parents[2]


@contextmanager
def installation(
    folder: Path, *, app: str = "record", settings: str = "tests.record.bare_settings"
) -> Iterator[dict[str, str]]:
    """Give the environment variables of a fresh installation with the tables of one app."""
    with _database(folder) as address:
        variables = {"DATABASE_URL": address, "DATA_DIR": str(folder), "DEMONSTRATION": "yes"}
        command = [sys.executable, "-m", "django", "migrate", app, "--skip-checks", "--verbosity", "0"]
        where = {"DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": str(ROOT)}
        subprocess.run(command, env=os.environ | where | variables, check=True, cwd=ROOT)
        yield where | variables


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder}/crashed.sqlite3"
        return
    import psycopg

    at = connection.settings_dict
    name, server = f"crash_{secrets.token_hex(4)}", {"host": at["HOST"], "port": at["PORT"] or None, "user": at["USER"]}
    with psycopg.connect(dbname="postgres", password=at["PASSWORD"], autocommit=True, **server) as administration:
        administration.execute(f'CREATE DATABASE "{name}"')
        yield f"postgresql://{quote(at['USER'])}:{quote(at['PASSWORD'])}@/{name}?host={at['HOST']}&port={at['PORT']}"
        administration.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
