"""Outcomes, and the figures of one, as files. A field of the models is a column or left out for a reason."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse

from saidanddone.commitments.models import Observation, Outcome, Owner
from saidanddone.core.downloads import Column, Download, of

BATCH = 500
_OUTCOME: dict[str, Column] = {
    "public_id": of("public_id"),
    "url": lambda row: settings.SITE_URL + reverse("outcome", args=[row.public_id]),
    "title": of("title"),
    "why": of("why"),
    "language": of("language"),
    "place": of("place.slug"),
    "owners": lambda row: [each.organisation.slug for each in row.owners.all()],
    "report_months": of("report_months"),
    "set_date": of("set_date"),
    "ended_date": of("ended_date"),
    "end_reason": of("end_reason"),
    "lessons": of("lessons"),
    "is_redacted": of("is_redacted"),
}
_FIGURE: dict[str, Column] = {
    "indicator": of("indicator.key"),
    "place": of("place.slug"),
    "start": of("start_date"),
    "end": of("end_date"),
    "value": of("value"),
    "lower": of("lower"),
    "upper": of("upper"),
    "n": of("sample_size"),
    "status": of("status"),
    "source": of("source"),
    "note": of("note"),
    "public_id": of("public_id"),
    "recorded_at": of("recorded_at"),
    "superseded_at": of("superseded_at"),
}
"""As `saidanddone import indicators` reads them, and what revised what."""
OUTCOMES = Download(
    "outcomes",
    _OUTCOME,
    {
        "id": "the database's own number; public_id stands for it",
        "translation": "the words stand in the language in which they were written",
        "translated_by": "the words stand in the language in which they were written",
        "translated_from": "the words stand in the language in which they were written",
        "set_by": "its owners answer for it; who pressed the button is their own business",
        "set_at": "set_date says when",
        "hidden_at": "nothing in the file is hidden",
        "submission_key": "keeps a form that is sent twice from making two rows",
    },
)
FIGURES = Download(
    "figures",
    _FIGURE,
    {
        "id": "the database's own number; public_id stands for it",
        "start_date": "start is it",
        "end_date": "end is it",
        "sample_size": "n is it",
        "recorded_by": "who typed it in is the steward's own business",
    },
)


def outcomes() -> Iterator[Outcome]:
    """All that everyone may read, by age, with those who have agreed to answer."""
    owners = Prefetch("owners", Owner.objects.agreed().select_related("organisation").order_by("since_date", "pk"))
    rows = Outcome.objects.public().select_related("place").defer("place__boundary", "place__outline")
    return rows.prefetch_related(owners).order_by("set_date", "pk").iterator(chunk_size=BATCH)


def figures(outcome: Outcome) -> Iterator[Observation]:
    """By indicator and period, those that were revised too."""
    rows = Observation.objects.filter(indicator__outcome=outcome).select_related("indicator", "place")
    shown = rows.defer("place__boundary", "place__outline")
    return shown.order_by("indicator__order", "indicator", "end_date", "recorded_at", "pk").iterator(chunk_size=BATCH)
