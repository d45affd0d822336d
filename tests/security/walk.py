"""Every address of the site by name, and a way to open each of them as each of the cast, leaving nothing behind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from tests.access_table import ACCESS
from tests.people.cast import ROLES_OF_CAST
from tests.security.undoing import undone
from tests.security.world import ARGUMENTS, World

PEOPLE = ("stranger", "resident", *ROLES_OF_CAST)
_WRITE = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|ALTER|CREATE|DROP|TRUNCATE)\b", re.I)
_SESSIONS = re.compile(r"django_session\b")


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        else:
            yield pattern


def names() -> list[str]:
    """The names of all addresses, in the order of the URL conf; redirects without a name lead to these."""
    return list(dict.fromkeys(str(pattern.name) for pattern in patterns() if pattern.name))


def by_name() -> dict[str, URLPattern]:
    return {str(pattern.name): pattern for pattern in patterns() if pattern.name}


def readable() -> list[str]:
    """Names that a GET is meant for; the others take a POST alone."""
    return [name for name in names() if name in ACCESS]


def url(world: World, name: str) -> str:
    return reverse(name, kwargs=ARGUMENTS[name](world) if name in ARGUMENTS else {})


@dataclass(frozen=True)
class Visit:
    """One request and what came of it."""

    who: str
    name: str
    method: str
    url: str
    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    body: str
    writes: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.name} as {self.who}: {self.status}"

    @property
    def is_html(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")


def client_of(world: World, who: str, **options) -> Client:
    client = Client(REMOTE_ADDR="198.51.100.7", **options)
    world.cast.sign_in(client, who)
    return client


def visit(client: Client, who: str, name: str, address: str, method: str = "GET", **request) -> Visit:
    """Send one request and undo whatever it did. An exception is a status of 500, with its words as the body."""
    client.raise_request_exception = True
    kept = {key: morsel.value for key, morsel in client.cookies.items()}
    writes: list[str] = []

    def note(execute, sql, parameters, many, context):
        if _WRITE.match(sql) and not _SESSIONS.search(sql[:120]):
            writes.append(f"{sql[:200]} {str(parameters)[:200]}")
        return execute(sql, parameters, many, context)

    language = translation.override(settings.LANGUAGE_CODE)  # the answer's own language stays inside
    with language, undone(), connection.execute_wrapper(note):
        try:
            response = client.generic(method, address, **request)
            body = b"".join(response) if response.streaming else response.content
            status, headers = response.status_code, dict(response.headers)
            cookies = {name: morsel.OutputString() for name, morsel in response.cookies.items()}
        except Exception as error:
            status, headers, cookies = 500, {}, {}
            body = f"{type(error).__name__}: {error}".encode()
    client.cookies.clear()
    for key, value in kept.items():
        client.cookies[key] = value
    cache.clear()
    return Visit(who, name, method, address, status, headers, cookies, _words(body, headers), tuple(writes))


def _words(body: bytes, headers: dict[str, str]) -> str:
    """What stands in the answer; of a download that is packed, in each of its files."""
    if headers.get("Content-Type") != "application/zip":
        return body.decode(errors="replace")
    with ZipFile(BytesIO(body)) as packed:
        return "\n".join(packed.read(each).decode(errors="replace") for each in packed.namelist())


def walk(world: World, who: str, found: list[str] | None = None) -> Iterator[Visit]:
    """Open every address that a GET is meant for."""
    client = client_of(world, who)
    for name in found or readable():
        yield visit(client, who, name, url(world, name))


def knock(world: World, who: str) -> Iterator[Visit]:
    """What takes a POST alone, with an empty form."""
    client = client_of(world, who)
    for name in names():
        if f"POST:{name}" in ACCESS:
            yield visit(client, who, name, url(world, name), "POST")
