"""Typed reading of environment variables; a missing or wrong one stops the program with a sentence that helps."""

import os
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

Value = TypeVar("Value")


class BadSetting(SystemExit):
    """Stops the program; the message says which variable is wrong and what to do."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"Setting {name}: {what} See .env.example for every setting.")


READ: set[str] = set()
"""Every variable that was asked for; a test holds `.env.example` to it."""


def text(name: str, default: str | None = None) -> str:
    return _read(name, default, str, "text")


def integer(name: str, default: int | None = None, *, minimum: int = 0, maximum: int = 1_000_000) -> int:
    def read(raw: str) -> int:
        if not minimum <= int(raw) <= maximum:
            raise ValueError(raw)
        return int(raw)

    return _read(name, default, read, f"a whole number from {minimum} to {maximum}")


def boolean(name: str, default: bool | None = None) -> bool:
    return _read(name, default, _boolean, "yes or no")


def one_of(name: str, default: str, choices: Collection[str]) -> str:
    def read(raw: str) -> str:
        if raw not in choices:
            raise ValueError(raw)
        return raw

    return _read(name, default, read, f"one of {', '.join(choices)}")


def zone(name: str, default: str) -> str:
    """The name of a time zone that this machine knows."""
    return _read(name, default, _zone, "the name of a time zone, such as Europe/London")


def _zone(raw: str) -> str:
    try:
        return ZoneInfo(raw).key
    except (KeyError, OSError):  # not found, or the name of a folder of zones
        raise ValueError(raw) from None


def origin(name: str, default: str) -> str:
    """The address of a whole site, without a slash at its end."""
    return _read(name, default, _origin, "an address such as https://example.org, without a path")


def _origin(raw: str) -> str:
    address = urlsplit(raw.rstrip("/"))
    is_bare = not (address.path or address.query or address.fragment or address.username)
    if address.scheme not in ("http", "https") or not address.hostname or not is_bare or len(raw.split()) > 1:
        raise ValueError(raw)
    return f"{address.scheme}://{address.netloc if address.port else address.netloc.removesuffix(':')}"


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
    address, port = _address(name, text(name, f"sqlite:///{default}"))
    if address.scheme == "sqlite":
        if address.query:
            raise BadSetting(name, "has something after a ?, which SQLite does not take.")
        return _sqlite(address.path[1:] if address.path.startswith("//") else address.path)
    if address.scheme not in ("postgresql", "postgres"):
        raise BadSetting(name, f"starts with {address.scheme!r}; it must start with postgresql:// or sqlite:///.")
    query = dict(parse_qsl(address.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": query.pop("dbname", unquote(address.path.lstrip("/"))),
        "USER": query.pop("user", unquote(address.username or "")),
        "PASSWORD": query.pop("password", unquote(address.password or "")),
        "HOST": query.pop("host", address.hostname or ""),
        "PORT": query.pop("port", str(port or "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": _known_to_postgresql(name, query),
    }


def _known_to_postgresql(name: str, options: dict[str, str]) -> dict[str, str]:
    """What an address demands of the connection, such as sslmode; a misspelt demand must not go unheard."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import make_conninfo

    try:
        make_conninfo("", **options)
    except ProgrammingError:
        asked = ", ".join(options)
        raise BadSetting(name, f"demands what PostgreSQL does not know; after the ? stands {asked}.") from None
    return options


def email(name: str) -> dict[str, Any]:
    """`file`, `smtp://user:password@host:port` (STARTTLS unless `?starttls=no`) or `smtps://…` (TLS from the start)."""
    raw = text(name, "file")
    if raw == "file":
        return {"BACKEND": "django.core.mail.backends.filebased.EmailBackend"} | _smtp("", 25, "", "", "no", False)
    address, port = _address(name, raw)
    if address.scheme not in ("smtp", "smtps"):
        raise BadSetting(name, f"starts with {address.scheme!r}; it must be file, smtp:// or smtps://.")
    if not address.hostname:
        raise BadSetting(name, "names no mail server; write smtp://user:password@host:port.")
    is_ssl = address.scheme == "smtps"
    starttls = dict(parse_qsl(address.query)).get("starttls", "no" if is_ssl else "yes")
    if starttls not in ("yes", "no"):
        raise BadSetting(name, f"has starttls={starttls}; it must be yes or no.")
    user, password = unquote(address.username or ""), unquote(address.password or "")
    settings = _smtp(address.hostname, port or (465 if is_ssl else 587), user, password, starttls, is_ssl)
    return {"BACKEND": "saidanddone.messaging.smtp.EmailBackend"} | settings


def _smtp(host: str, port: int, user: str, password: str, starttls: str, is_ssl: bool) -> dict[str, Any]:
    is_tls = starttls == "yes" and not is_ssl
    return {"HOST": host, "PORT": port, "USER": user, "PASSWORD": password, "USE_TLS": is_tls, "USE_SSL": is_ssl}


def _address(name: str, raw: str) -> tuple[SplitResult, int | None]:
    """The address in parts with its port. The value is not quoted back, as it may hold a password."""
    try:
        address = urlsplit(raw)
        return address, address.port
    except ValueError:
        raise BadSetting(name, "cannot be read; write it as scheme://user:password@host:port/name.") from None


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
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA secure_delete=FAST; PRAGMA temp_store=MEMORY; "
                "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000; PRAGMA journal_size_limit=27103364;"
            ),
        },
    }
