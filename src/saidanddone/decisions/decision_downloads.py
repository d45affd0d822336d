"""The register of decisions as files. Every field of the model is a column or left out for a reason, held by a test."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from saidanddone.core.downloads import Column, Download, of
from saidanddone.core.viewer import STRANGER
from saidanddone.decisions.filters import Filters
from saidanddone.decisions.models import Decision
from saidanddone.decisions.queries.register import matching

BATCH = 200


def _once_decided(path: str) -> Column:
    """What is public only from then on."""
    found = of(path)
    return lambda row: found(row) if row.decided_at else None


COLUMNS: dict[str, Column] = {
    "public_id": of("public_id"),
    "url": lambda row: settings.SITE_URL + reverse("decision", args=[row.public_id]),
    "organisation": of("organisation.slug"),
    "place": of("place.slug"),
    "topic": of("topic.slug"),
    "state": of("state"),
    "language": of("language"),
    "question": of("question"),
    "why_now": of("why_now"),
    "who_is_affected": of("who_is_affected"),
    "announced_at": of("announced_at"),
    "views_close_date": of("views_close_date"),
    "promised_dates": lambda row: [
        f"{each.state}: {each.due_date}" + (" (moved)" if each.superseded_at else "")
        for each in row.date_promises.all()
    ],
    "headline": _once_decided("headline"),
    "where_from": _once_decided("where_from"),
    "choice": _once_decided("choice.title"),
    "reasons": _once_decided("reasons"),
    "without_listening_because": _once_decided("without_listening_because"),
    "decided_by": _once_decided("decided_by"),
    "authority": _once_decided("authority"),
    "interests": _once_decided("interests"),
    "dissent": _once_decided("dissent"),
    "conditions": _once_decided("conditions"),
    "decided_date": _once_decided("decided_date"),
    "review_date": _once_decided("review_date"),
    "trust_impact": of("trust_impact"),
    "bed_in_until_date": of("bed_in_until_date"),
    "is_pilot": of("is_pilot"),
    "pilot_review_date": of("pilot_review_date"),
    "pilot_end": of("pilot_end"),
    "pilot_learnt": of("pilot_learnt"),
    "replaced_by": lambda row: row.replaced_by.public_id if row.replaced_by and row.replaced_by.is_public else None,
    "reason": of("reason"),
    "is_redacted": of("is_redacted"),
}
LEFT_OUT = {
    "id": "the database's own number; public_id stands for it",
    "translation": "the page shows it; the file has the words as they were written",
    "translated_by": "the page shows it; the file has the words as they were written",
    "translated_from": "the page shows it; the file has the words as they were written",
    "created_by": "who typed it is the organisation's own business",
    "created_at": "announced_at is what everyone can see",
    "decided_at": "decided_date says when; the record says when it was published",
    "hidden_at": "nothing in the file is hidden",
    "submission_key": "keeps a form that is sent twice from making two rows",
}
DOWNLOAD = Download("decisions", COLUMNS, LEFT_OUT)


def rows(filters: Filters) -> Iterator[Decision]:
    """All that match, in the order of the register."""
    found = matching(filters, viewer=STRANGER)
    return found.select_related("choice", "replaced_by", "organisation", "place", "topic").iterator(chunk_size=BATCH)
