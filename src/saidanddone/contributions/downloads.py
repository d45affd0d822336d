"""What everyone may see of contributions, as a CSV file of any length.

Every field of the model is either a column or left out for a reason: `COLUMNS` and `LEFT_OUT`, held by a test.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from saidanddone.contributions.filters import Filters
from saidanddone.contributions.models import Contribution
from saidanddone.contributions.queries import lists
from saidanddone.core import clock
from saidanddone.core.tables import csv_lines
from saidanddone.core.throttle import ClientThrottle
from saidanddone.core.viewer import STRANGER

BATCH = 500
COLUMNS: dict[str, Callable[[Contribution], Any]] = {
    "public_id": lambda row: row.public_id,
    "url": lambda row: settings.SITE_URL + reverse("contribution", args=[row.public_id]),
    "kind": lambda row: row.kind,
    "text": lambda row: row.text,
    "language": lambda row: row.language,
    "place": lambda row: row.place.name,
    "place_slug": lambda row: row.place.slug,
    "latitude": lambda row: row.latitude,
    "longitude": lambda row: row.longitude,
    "topic": lambda row: row.topic.slug if row.topic else "",
    "service": lambda row: row.service.name if row.service else "",
    "said_date": lambda row: row.said_date.isoformat(),
    "channel": lambda row: row.channel,
    "credit": lambda row: row.credit,
    "credit_name": lambda row: row.credit_name,
    "may_be_quoted": lambda row: "yes" if row.may_be_quoted else "no",
    "published_at": lambda row: row.published_at.isoformat() if row.published_at else "",
    "corrected_at": lambda row: row.corrected_at.isoformat() if row.corrected_at else "",
    "is_redacted": lambda row: "yes" if row.is_redacted else "no",
    "support_count": lambda row: row.support_count,
    "organisations": lambda row: "; ".join(each.organisation.slug for each in row.addressees.all()),
    "answers": lambda row: "; ".join(f"{each.organisation.slug}: {each.state}" for each in row.addressees.all()),
    "first_answer_days": lambda row: "; ".join(
        f"{each.organisation.slug}: {each.first_answer_days}"
        for each in row.addressees.all()
        if each.first_answer_days is not None
    ),
}
LEFT_OUT = {
    "entered_by": "who wrote it down for somebody else is between them",
    "id": "the database's own number; public_id stands for it",
    "source_kind": "inner reference to where it came from",
    "source_id": "inner reference to where it came from",
    "contributor": "who said it; what they chose to show is credit_name",
    "may_be_contacted": "between the contributor and the organisations",
    "audience": "everything in the file is for everyone",
    "shared_with": "everything in the file is for everyone",
    "state": "everything in the file is published",
    "created_at": "published_at is what everyone can see",
    "hidden_at": "nothing in the file is hidden",
    "withdrawn_at": "nothing in the file is withdrawn",
    "same_as": "the other one may be seen by fewer",
    "import_key": "who imported knows it; it may name a person's number in another system",
    "submission_key": "keeps a form that is sent twice from making two rows",
}
_throttle = ClientThrottle("download", limit=10, address_limit=60, seconds=60)


def throttle(request: HttpRequest) -> None:
    _throttle.hit(request, at=clock.now().timestamp())


def lines(filters: Filters, *, on: date) -> Iterator[str]:
    """The file line by line: a mark for spreadsheets that it is UTF-8, the names of the columns, the rows by age."""
    rows = lists.with_cards(lists.matching(filters, viewer=STRANGER, on=on)).order_by("pk")
    yield "\ufeff"
    yield from csv_lines(tuple(COLUMNS), _cells(rows.iterator(chunk_size=BATCH)))


def _cells(rows: Iterable[Contribution]) -> Iterator[list[Any]]:
    for row in rows:
        yield [value(row) for value in COLUMNS.values()]
