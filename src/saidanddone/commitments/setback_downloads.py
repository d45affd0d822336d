"""What went wrong, as files. Every field of the model is a column or left out for a reason, held by a test."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from saidanddone.commitments.models import Commitment, Outcome, Setback
from saidanddone.core.downloads import Column, Download, of
from saidanddone.decisions.models import Decision

BATCH = 200


def _public(name: str) -> Column:
    """The id of what it concerns, where everyone may read that."""

    def value(row: Setback) -> object:
        other: Commitment | Decision | Outcome | None = getattr(row, name)
        return other.public_id if other and other.is_public else None

    return value


COLUMNS: dict[str, Column] = {
    "public_id": of("public_id"),
    "url": lambda row: settings.SITE_URL + reverse("setback", args=[row.public_id]),
    "title": of("title"),
    "text": of("text"),
    "language": of("language"),
    "organisation": of("organisation.slug"),
    "place": of("place.slug"),
    "service": of("service.public_id"),
    "commitment": _public("commitment"),
    "decision": _public("decision"),
    "outcome": _public("outcome"),
    "known_date": of("known_date"),
    "said_at": of("said_at"),
    "is_in_time": of("is_in_time"),
    "touched": of("touched"),
    "cost": of("cost"),
    "cause": of("cause"),
    "fix": of("fix"),
    "fix_owner": of("fix_owner"),
    "check_date": of("check_date"),
    "checked_date": of("checked_date"),
    "found": of("found"),
    "lesson": of("lesson"),
    "is_redacted": of("is_redacted"),
}
LEFT_OUT = {
    "id": "the database's own number; public_id stands for it",
    "translation": "the words stand in the language in which they were written",
    "translated_by": "the words stand in the language in which they were written",
    "translated_from": "the words stand in the language in which they were written",
    "said_by": "an organisation says it; who pressed the button is its own business",
    "hidden_at": "nothing in the file is hidden",
    "submission_key": "keeps a form that is sent twice from making two rows",
}
DOWNLOAD = Download("setbacks", COLUMNS, LEFT_OUT)


def rows() -> Iterator[Setback]:
    """All that everyone may read, newest first."""
    related = ("organisation", "place", "service", "commitment", "decision", "outcome")
    found = Setback.objects.public().select_related(*related).defer("place__boundary", "place__outline")
    return found.order_by("-said_at", "-pk").iterator(chunk_size=BATCH)
