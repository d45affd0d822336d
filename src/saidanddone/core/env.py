"""Typed reading of environment variables; a missing or wrong one stops the program with a sentence that helps."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

Value = TypeVar("Value")


class BadSetting(SystemExit):
    """Stops the program; the message says which variable is wrong and what to do."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"Setting {name}: {what} See .env.example for every setting.")


READ: set[str] = set()
"""Every variable that was asked for; a test holds `.env.example` to it."""


def text(name: str, default: str | None = None) -> str:
    return _read(name, default, str, "text")


def integer(name: str, default: int | None = None) -> int:
    return _read(name, default, int, "a whole number, such as 10")


def boolean(name: str, default: bool | None = None) -> bool:
    return _read(name, default, _boolean, "yes or no")


def folder(name: str, default: Path | None = None) -> Path:
    return _read(name, default, Path, "the path of a folder")


def listed(name: str, default: list[str] | None = None) -> list[str]:
    return _read(
        name,
        default,
        lambda raw: [part.strip() for part in raw.split(",") if part.strip()],
        "words with commas between",
    )


def _read(name: str, default: Value | None, read: Callable[[str], Value], expected: str) -> Value:
    READ.add(name)
    raw = os.environ.get(name, "").strip()
    if not raw:
        if default is None:
            raise BadSetting(name, f"is missing; set it to {expected}.")
        return default
    try:
        return read(raw)
    except ValueError:
        raise BadSetting(name, f"is {raw!r}; it must be {expected}.") from None


def _boolean(raw: str) -> bool:
    words = {
        "1": True,
        "yes": True,
        "true": True,
        "on": True,
        "0": False,
        "no": False,
        "false": False,
        "off": False,
    }
    if raw.lower() not in words:
        raise ValueError(raw)
    return words[raw.lower()]


def database(name: str, default: Path) -> dict[str, object]:
    """`postgresql://user:password@host:port/name?host=/socket`, `sqlite:///path`, or nothing: SQLite at `default`."""
    address = urlsplit(text(name, f"sqlite:///{default}"))
    if address.scheme == "sqlite":
        return _sqlite(address.path[1:] if address.path.startswith("//") else address.path)
    if address.scheme not in ("postgresql", "postgres"):
        raise BadSetting(name, f"starts with {address.scheme!r}; it must start with postgresql:// or sqlite:///.")
    query = dict(parse_qsl(address.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.path.lstrip("/"),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": query.get("host", address.hostname or ""),
        "PORT": str(address.port or query.get("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: str) -> dict[str, object]:
    """Safe under concurrent writers: WAL, immediate transactions, a patient busy timeout, nothing acknowledged lost."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; "
                "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000; PRAGMA journal_size_limit=27103364;"
            ),
        },
    }
