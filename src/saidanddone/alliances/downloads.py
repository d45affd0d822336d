"""What everyone may see of alliances, as files of any length. A field is a column or left out for a reason."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse

from saidanddone.alliances.models import Alliance
from saidanddone.alliances.queries.alliances import matching, shown_parties
from saidanddone.commitments.models import Outcome
from saidanddone.commitments.queries.wall import Filters
from saidanddone.core.downloads import Column, Download, of
from saidanddone.core.viewer import STRANGER
from saidanddone.places.models import Place

BATCH = 500
_IN_ONE_LANGUAGE = "the words stand in the language in which they were written"
_WRITTEN = "of what is being written, which is between the parties"
COLUMNS: dict[str, Column] = {
    "public_id": of("public_id"),
    "url": lambda row: settings.SITE_URL + reverse("alliance", args=[row.public_id]),
    "title": of("title"),
    "purpose": of("purpose"),
    "language": of("language"),
    "kind": of("kind"),
    "formation": of("formation"),
    "template": of("template"),
    "state": of("state"),
    "parties": lambda row: [each.organisation.slug for each in row.parties.all()],
    "bridges": lambda row: [each.organisation.slug for each in row.parties.all() if each.is_bridge],
    "places": lambda row: [each.slug for each in row.places.all()],
    "outcomes": lambda row: [each.public_id for each in row.outcomes.all()],
    "predecessor": lambda row: row.predecessor.public_id if row.predecessor and row.predecessor.is_public else None,
    "starts_date": of("starts_date"),
    "ends_date": of("ends_date"),
    "review_date": of("review_date"),
    "drill_months": of("drill_months"),
    "no_baseline_reason": of("no_baseline_reason"),
    "signed_at": of("signed_at"),
    "ended_date": of("ended_date"),
    "end_reason": of("end_reason"),
    "is_redacted": of("is_redacted"),
}
LEFT_OUT = {
    "id": "the database's own number; public_id stands for it",
    "translation": _IN_ONE_LANGUAGE,
    "translated_by": _IN_ONE_LANGUAGE,
    "translated_from": _IN_ONE_LANGUAGE,
    "begun_by": "its parties answer for it; who pressed the button is their own business",
    "begun_at": "signed_at is what everyone can see",
    "facilitator": "a person, whose name is for partners",
    "next_facts": _WRITTEN,
    "hidden_at": "nothing in the file is hidden",
    "submission_key": "keeps a form that is sent twice from making two rows",
}
DOWNLOAD = Download("alliances", COLUMNS, LEFT_OUT)


def rows(filters: Filters) -> Iterator[Alliance]:
    """All that match and that everyone may see, by age."""
    parties = shown_parties().current()
    outcomes = Outcome.objects.public().only("public_id").order_by("pk")
    places = Place.objects.only("slug", "path").order_by("path")
    found = (
        matching(STRANGER, filters)
        .select_related("predecessor")
        .prefetch_related(Prefetch("parties", parties), Prefetch("outcomes", outcomes), Prefetch("places", places))
    )
    return found.order_by("signed_at", "pk").iterator(chunk_size=BATCH)
