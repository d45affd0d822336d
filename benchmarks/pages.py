"""Pages under load at each size: requests a second, and how many questions they ask the database."""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks import seed
from benchmarks.load import load, server
from benchmarks.measurement import Measurement, Options

MOST_QUERIES = 12
LEAST_PER_SECOND = 60


@dataclass(frozen=True, slots=True)
class Page:
    what: str
    path: str
    most_queries: int = MOST_QUERIES
    least_per_second: int = LEAST_PER_SECOND


def measure(options: Options) -> Iterator[Measurement]:
    from django.core.management import call_command
    from django.db import connection

    call_command("collectstatic", verbosity=0, interactive=False)
    for size in options.sizes:
        seed.grow(size, index=True)
        seed.settle()
        pages = _pages()
        for page in pages:
            yield _queries(page, options, size)
        connection.close()
        with server(options.workers) as address:
            for page in pages:
                yield _speed(page, address, options, size)


def _pages() -> list[Page]:
    eventful = seed.eventful()
    return [
        Page("home", "/"),
        Page("list", "/contributions/"),
        Page("list, filtered", "/contributions/?topic=damp&state=waiting"),
        Page("place", "/places/bencher/"),
        Page("ward", "/places/ward-3/"),
        Page("organisation", "/organisations/organisation-0/"),
        Page("organisations", "/organisations/"),
        Page("contribution with 20 events", f"/contributions/{eventful}/", 15, 80),
        Page("API, list of 20", "/api/v1/contributions"),
    ]


def _queries(page: Page, options: Options, size: int) -> Measurement:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.get(page.path)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(page.path)
    assert response.status_code == 200, (page.path, response.status_code)
    slowest = max(queries, key=lambda query: float(query["time"]))
    note = f"slowest {float(slowest['time']) * 1000:.0f} ms" if float(slowest["time"]) > 0.01 else ""
    return Measurement(
        f"{page.what}: queries",
        len(queries),
        "",
        options.database,
        size,
        target=page.most_queries,
        at_most=True,
        note=note,
    )


def _speed(page: Page, address: str, options: Options, size: int) -> Measurement:
    found = load(address + page.path, options.seconds)
    slow = f"99 % within {found.slow:.0f} ms, " if found.slow is not None else ""
    failed = f", {found.failed} FAILED" if found.failed else ""
    return Measurement(
        f"{page.what}: requests",
        0.0 if found.failed else found.per_second,
        "a second",
        options.database,
        size,
        target=page.least_per_second,
        note=f"{slow}{options.workers} workers, by {found.by}{failed}",
    )
