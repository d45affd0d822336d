"""What everyone may see of promises, as files of any length.

Every field of the model is either a column or left out for a reason: `COLUMNS` and `LEFT_OUT`, held by a test.
"""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from saidanddone.commitments.models import Commitment, Outcome
from saidanddone.commitments.queries import wall
from saidanddone.commitments.recording import public_origin_of
from saidanddone.core.downloads import Column, Download, of
from saidanddone.core.viewer import STRANGER

BATCH = 500


def _shown(other: Commitment | Outcome | None) -> str | None:
    """What a moderator hid is not named here either."""
    return other.public_id if other and other.is_public else None


COLUMNS: dict[str, Column] = {
    "public_id": of("public_id"),
    "url": lambda row: settings.SITE_URL + reverse("commitment", args=[row.public_id]),
    "promise": of("promise"),
    "language": of("language"),
    "state": of("seen"),
    "organisation": of("organisation.slug"),
    "partners": lambda row: [f"{each.organisation.slug}: {each.part}" for each in row.partners.all()],
    "place": of("place.slug"),
    "for_whom": of("for_whom"),
    "pledged_by": of("pledged_by"),
    "notice": of("notice"),
    "service": of("service.public_id"),
    "outcome": lambda row: _shown(row.outcome),
    "origin": public_origin_of,
    "start_date": of("start_date"),
    "due_date": of("due_date"),
    "first_due_date": of("first_due_date"),
    "is_standing": of("is_standing"),
    "standard": of("standard"),
    "cost_pence": of("cost_pence"),
    "funding": of("funding"),
    "funding_end_date": of("funding_end_date"),
    "risk": of("risk"),
    "made_at": of("made_at"),
    "kept_date": of("kept_date"),
    "dropped_date": of("dropped_date"),
    "drop_reason": of("drop_reason"),
    "replaced_by": lambda row: _shown(row.replaced_by),
    "asked_at": of("asked_at"),
    "worked_yes": of("worked_yes"),
    "worked_partly": of("worked_partly"),
    "worked_no": of("worked_no"),
    "worked_cannot_tell": of("worked_cannot_tell"),
    "is_redacted": of("is_redacted"),
}
LEFT_OUT = {
    "id": "the database's own number; public_id stands for it",
    "decision": "origin names it",
    "finding": "origin names it",
    "contribution": "origin names it",
    "translation": "the words stand in the language in which they were written",
    "translated_by": "the words stand in the language in which they were written",
    "translated_from": "the words stand in the language in which they were written",
    "made_by": "an organisation promises; who pressed the button is its own business",
    "hidden_at": "nothing in the file is hidden",
    "import_key": "who imported knows it",
    "submission_key": "keeps a form that is sent twice from making two rows",
}
DOWNLOAD = Download("commitments", COLUMNS, LEFT_OUT)


def rows(filters: wall.Filters, *, on: date) -> Iterator[Commitment]:
    """All that match, by age."""
    return _with_all(wall.matching(filters, viewer=STRANGER, on=on)).iterator(chunk_size=BATCH)


def _with_all(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    related = ("organisation", "place", "service", "outcome", "decision", "finding", "contribution", "replaced_by")
    worked = {
        f"worked_{value}": Count("follow_ups", filter=Q(follow_ups__value=value), distinct=True)
        for value in ("yes", "partly", "no", "cannot_tell")
    }
    ready = wall.with_cards(rows).select_related(*related).prefetch_related("partners__organisation")
    return ready.annotate(**worked).order_by("pk")
