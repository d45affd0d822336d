"""Telling the people whom one movement concerns: 2,000 made due in a transaction, then written and queued.

Sending them to a mail sink is measured by `messages`.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks.measurement import Measurement, Options

NUMBER = 2_000
AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def measure(options: Options) -> Iterator[Measurement]:
    from django.db import transaction

    from saidanddone.contributions import signals
    from saidanddone.core.viewer import SITE
    from saidanddone.thread import actions
    from saidanddone.thread.planning import GRACE

    finding, contributions = _people()
    began = time.perf_counter()
    with transaction.atomic():
        signals.send("in_finding", about=finding.ref, contribution_ids=contributions, by=SITE, at=AT)
    took = time.perf_counter() - began
    yield Measurement("telling: 2,000 made due in one transaction", took, "s", options.database, target=1, at_most=True)
    began = time.perf_counter()
    told = actions.send_due(by=SITE, at=AT + GRACE + timedelta(minutes=1))
    took = time.perf_counter() - began
    rate = told / took
    yield Measurement("telling: written in their language and queued", rate, "/s", options.database, target=200)


def _people() -> tuple:  # type: ignore[type-arg]
    from saidanddone.contributions.models import Contribution
    from saidanddone.decisions.models import Finding
    from saidanddone.people.models import Contributor, Organisation
    from saidanddone.places.models import Place

    place = Place.objects.create(slug="a", name="A", path="a/")
    organisation = Organisation.objects.create(slug="o", name="O")
    finding = Finding.objects.create(
        title="T",
        language="en",
        place=place,
        organisation=organisation,
        created_at=AT,
        published_at=AT,
        state="published",
    )
    rows = Contributor.objects.bulk_create(
        Contributor(email=f"{n}@example.org", language=("en", "cy")[n % 2], created_at=AT) for n in range(NUMBER)
    )
    said = Contribution.objects.bulk_create(
        Contribution(
            kind="idea",
            text="A bus.",
            language="en",
            place=place,
            said_date=AT.date(),
            channel="web",
            contributor=row,
            credit="uncredited",
            may_be_contacted=True,
            state="published",
            created_at=AT,
            published_at=AT,
        )
        for row in rows
    )
    return finding, [each.pk for each in said]
