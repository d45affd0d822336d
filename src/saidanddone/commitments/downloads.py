"""What everyone may see of promises, as CSV or JSON of any length.

Every field of the model is either a column or left out for a reason: `COLUMNS` and `LEFT_OUT`, held by a test.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from saidanddone.commitments.models import Commitment
from saidanddone.commitments.queries import wall
from saidanddone.commitments.recording import origin_of
from saidanddone.core import clock
from saidanddone.core.tables import csv_lines
from saidanddone.core.throttle import ClientThrottle
from saidanddone.core.viewer import STRANGER

BATCH = 500
Value = Callable[[Any], Any]


def _day(name: str) -> Value:
    return lambda row: day.isoformat() if (day := getattr(row, name)) else ""


def _slug(name: str) -> Value:
    return lambda row: getattr(row, name).slug if getattr(row, name) else ""


def _public_id(name: str) -> Value:
    return lambda row: getattr(row, name).public_id if getattr(row, name) else ""


COLUMNS: dict[str, Value] = {
    "public_id": lambda row: row.public_id,
    "url": lambda row: settings.SITE_URL + reverse("commitment", args=[row.public_id]),
    "promise": lambda row: row.promise,
    "language": lambda row: row.language,
    "state": lambda row: str(row.seen),
    "organisation": _slug("organisation"),
    "partners": lambda row: "; ".join(f"{each.organisation.slug}: {each.part}" for each in row.partners.all()),
    "place": _slug("place"),
    "for_whom": lambda row: row.for_whom,
    "notice": lambda row: row.notice,
    "service": _public_id("service"),
    "outcome": _public_id("outcome"),
    "origin": lambda row: str(origin_of(row) or ""),
    "start_date": _day("start_date"),
    "due_date": _day("due_date"),
    "first_due_date": _day("first_due_date"),
    "is_standing": lambda row: "yes" if row.is_standing else "no",
    "standard": lambda row: row.standard,
    "cost_pence": lambda row: row.cost_pence,
    "funding": lambda row: row.funding,
    "funding_end_date": _day("funding_end_date"),
    "risk": lambda row: row.risk,
    "made_at": lambda row: row.made_at.isoformat(),
    "kept_date": _day("kept_date"),
    "dropped_date": _day("dropped_date"),
    "drop_reason": lambda row: row.drop_reason,
    "replaced_by": _public_id("replaced_by"),
    "asked_at": lambda row: row.asked_at.isoformat() if row.asked_at else "",
    "worked_yes": lambda row: row.worked_yes,
    "worked_partly": lambda row: row.worked_partly,
    "worked_no": lambda row: row.worked_no,
    "worked_cannot_tell": lambda row: row.worked_cannot_tell,
    "is_redacted": lambda row: "yes" if row.is_redacted else "no",
}
LEFT_OUT = {
    "id": "the database's own number; public_id stands for it",
    "decision": "origin names it",
    "finding": "origin names it",
    "contribution": "origin names it",
    "translation": "the words stand in the language in which they were written",
    "translated_by": "the words stand in the language in which they were written",
    "made_by": "an organisation promises; who pressed the button is its own business",
    "hidden_at": "nothing in the file is hidden",
    "import_key": "who imported knows it",
    "submission_key": "keeps a form that is sent twice from making two rows",
}
_throttle = ClientThrottle("download", limit=10, address_limit=60, seconds=60)


def throttle(request: HttpRequest) -> None:
    _throttle.hit(request, at=clock.now().timestamp())


def csv(filters: wall.Filters, *, on: date) -> Iterator[str]:
    """The file line by line: a mark for spreadsheets that it is UTF-8, the names of the columns, the rows by age."""
    yield "\ufeff"
    yield from csv_lines(tuple(COLUMNS), (list(row.values()) for row in _rows(filters, on)))


def as_json(filters: wall.Filters, *, on: date) -> Iterator[str]:
    """An array of objects, one a line."""
    yield "["
    for number, row in enumerate(_rows(filters, on)):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"


def _rows(filters: wall.Filters, on: date) -> Iterator[dict[str, Any]]:
    for row in _with_all(wall.matching(filters, viewer=STRANGER, on=on)).iterator(chunk_size=BATCH):
        yield {name: value(row) for name, value in COLUMNS.items()}


def _with_all(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    related = ("organisation", "place", "service", "outcome", "decision", "finding", "contribution", "replaced_by")
    worked = {
        f"worked_{value}": Count("follow_ups", filter=Q(follow_ups__value=value), distinct=True)
        for value in ("yes", "partly", "no", "cannot_tell")
    }
    ready = wall.with_cards(rows).select_related(*related).prefetch_related("partners__organisation")
    return ready.annotate(**worked).order_by("pk")
