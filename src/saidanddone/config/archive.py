"""One file that holds an installation: its database, its files, its record.

A gzipped tar: `saidanddone.json` (what this is), `database.sqlite3` or `database.pgdump`, `files/…`, `record/…`.
"""

import io
import json
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection

from saidanddone import __version__
from saidanddone.core.commands import Progress

FORMAT = 1


class BadArchive(Exception):
    """The file is no backup, or of another kind of database; the message says which."""


def write(target: Path, *, at: datetime) -> dict[str, Any]:
    """Write a backup that only its owner can read; nothing stands at `target` until it is whole.

    The site may be written to meanwhile. So the record's memory of what was signed goes first: in a backup it may be
    behind the database, never ahead. The files go last: each that the database names is among them.
    """
    about = {"format": FORMAT, "version": __version__, "made_at": at.isoformat(), "database": connection.vendor}
    partial = target.with_name(target.name + ".partial")
    partial.touch(mode=0o600)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder, tarfile.open(partial, "w:gz") as archive:
        stated = Path(folder, "saidanddone.json")
        stated.write_text(json.dumps(about, indent=2))
        archive.add(stated, stated.name)
        _add(archive, _files_of("record", Path(settings.RECORD_DIR)))
        database = _dump(Path(folder))
        rest = [(database, database.name), *_files_of("files", Path(settings.MEDIA_ROOT))]
        with Progress("Bytes", total=sum(_size(path) for path, _ in rest)) as progress:
            _add(archive, rest, progress.advance)
    partial.replace(target)
    return about


def _files_of(name: str, directory: Path) -> list[tuple[Path, str]]:
    """The files of a directory, each with its name in the backup."""
    paths = sorted(path for path in directory.rglob("*") if path.is_file())
    return [(path, f"{name}/{path.relative_to(directory)}") for path in paths]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _add(
    archive: tarfile.TarFile, files: list[tuple[Path, str]], advance: Callable[[int], None] = lambda count: None
) -> None:
    """Add files; one that somebody has erased meanwhile is passed over."""
    for path, name in files:
        with suppress(FileNotFoundError), path.open("rb") as file:
            archive.addfile(archive.gettarinfo(arcname=name, fileobj=file), _Counted(file, advance))


class _Counted(io.RawIOBase):
    """A file that says how many bytes were read of it."""

    def __init__(self, file: BinaryIO, advance: Callable[[int], None]) -> None:
        self._file, self._advance = file, advance

    def read(self, size: int = -1) -> bytes:
        found = self._file.read(size)
        self._advance(len(found))
        return found


def read(source: Path) -> dict[str, Any]:
    """Bring back database, files and record.

    A record folder that stands here already is kept: it remembers the newest checkpoint that was signed, and so
    notices when the backup is older than what people were shown.
    """
    with _unpacked(source) as folder:
        about = _about(folder)
        if about["database"] != connection.vendor:
            raise BadArchive(f"this backup is of {about['database']}; this installation uses {connection.vendor}")
        _load(folder)
        for name, directory in _directories():
            if (folder / name).exists() and not (name == "record" and directory.exists()):
                shutil.copytree(folder / name, directory, dirs_exist_ok=True)
    return about


def _directories() -> list[tuple[str, Path]]:
    return [("files", Path(settings.MEDIA_ROOT)), ("record", Path(settings.RECORD_DIR))]


@contextmanager
def _unpacked(source: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        try:
            with source.open("rb") as file, Progress("Bytes", total=source.stat().st_size) as progress:
                counted = _Counted(file, progress.advance)
                with tarfile.open(fileobj=counted, mode="r|gz") as archive:
                    archive.extractall(folder, filter="data")
        except (tarfile.TarError, EOFError, OSError) as error:
            raise BadArchive(f"{source} cannot be read as a backup: {error}") from error
        yield Path(folder)


def _about(folder: Path) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads((folder / "saidanddone.json").read_text())
    except (OSError, ValueError):
        raise BadArchive("the file holds no saidanddone.json, so it is no backup of Said & Done") from None
    if about.get("format") != FORMAT:
        raise BadArchive(f"the backup has format {about.get('format')}; this version reads format {FORMAT}")
    return about


def _dump(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        target = folder / "database.sqlite3"
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
        return target
    target = folder / "database.pgdump"
    _run(["pg_dump", "--format=custom", "--no-owner", f"--file={target}", *_address()])
    return target


def _load(folder: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / "database.sqlite3")) as copy:
            copy.backup(connection.connection)
        return
    options = ["--clean", "--if-exists", "--no-owner", "--single-transaction"]
    address = _address()
    connection.close()
    _run(["pg_restore", *options, *address, str(folder / "database.pgdump")])


def _address() -> list[str]:
    """The database as one word with all that its address demands, such as sslmode; the password goes another way."""
    from psycopg.conninfo import make_conninfo

    held = connection.settings_dict
    named = {"dbname": held["NAME"], "user": held["USER"], "host": held["HOST"], "port": held["PORT"]}
    return [f"--dbname={make_conninfo(**{name: value for name, value in (named | held['OPTIONS']).items() if value})}"]


def _run(command: list[str]) -> None:
    try:
        environment = (
            {"PGPASSWORD": connection.settings_dict["PASSWORD"]} if connection.settings_dict["PASSWORD"] else {}
        )
        path = {"PATH": "/usr/local/bin:/usr/bin:/bin", **environment}
        subprocess.run(command, check=True, capture_output=True, text=True, env=path)  # noqa: S603 - ours, by name
    except FileNotFoundError:
        raise BadArchive(f"{command[0]} is not installed; it comes with PostgreSQL's client programs") from None
    except subprocess.CalledProcessError as error:
        raise BadArchive(f"{command[0]} failed: {error.stderr.strip()[:500]}") from error
