"""The trust page of a large organisation: one reader, with the year's figures and with those of all the time."""

import time
from collections.abc import Iterable

from benchmarks import seed
from benchmarks.measurement import Measurement, Options

PAGE = 1000.0
"""In milliseconds: a page of all the time, that nothing keeps. The year is counted from rows, and has no target yet."""


def measure(options: Options) -> Iterable[Measurement]:
    from django.core.management import call_command

    from saidanddone.core import clock
    from saidanddone.core.viewer import SITE
    from saidanddone.thread.actions import recount_ways

    size = max(options.sizes)
    call_command("collectstatic", verbosity=0, interactive=False)
    seed.grow(size)
    recount_ways(by=SITE, at=clock.now())
    seed.settle()
    for subject, name in _subjects():
        for query, period in (("", "the year"), ("?period=all", "all the time")):
            took, queries = _read(subject.url() + query)
            what, note = f"trust page of {name}, {period}", f"{queries} queries"
            target = PAGE if query else None
            yield Measurement(what, took, "ms", options.database, size, target, at_most=True, note=note)
        took = _counted(subject)
        what = f"trust page of {name}: the year counted from rows"
        yield Measurement(what, took, "ms", options.database, size)


def _subjects() -> list[tuple[object, str]]:  # mypy does not read benchmarks
    from django.db.models import Count

    from saidanddone.contributions.models import Addressee
    from saidanddone.people.models import Organisation
    from saidanddone.trust.subjects import Subject, area

    asked = Addressee.objects.order_by().values("organisation").annotate(number=Count("pk")).order_by("-number")
    return [
        (area(), "the area"),
        (Subject(organisation=Organisation.objects.get(pk=asked[0]["organisation"])), "the largest organisation"),
    ]


def _read(path: str) -> tuple[float, int]:
    """The median of five reads in milliseconds, and how many queries one asks."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.get(path)
    times = []
    for _ in range(5):
        started = time.perf_counter()
        client.get(path)
        times.append(time.perf_counter() - started)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(path)
    return sorted(times)[2] * 1000, len(asked)


def _counted(subject: object) -> float:
    from saidanddone.core import clock
    from saidanddone.trust.periods import year_to
    from saidanddone.trust.queries import parts

    period = year_to(clock.local_date(clock.now()))
    times = []
    for _ in range(3):
        started = time.perf_counter()
        parts.counted(subject, period)
        times.append(time.perf_counter() - started)
    return sorted(times)[1] * 1000
