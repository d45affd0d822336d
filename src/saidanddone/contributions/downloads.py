"""What everyone may see of contributions, as files of any length.

Every field of the model is either a column or left out for a reason: `COLUMNS` and `LEFT_OUT`, held by a test.
"""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.urls import reverse

from saidanddone.contributions.filters import Filters
from saidanddone.contributions.models import Contribution
from saidanddone.contributions.queries import lists
from saidanddone.core.downloads import Column, Download, of
from saidanddone.core.viewer import STRANGER

BATCH = 500
COLUMNS: dict[str, Column] = {
    "public_id": of("public_id"),
    "url": lambda row: settings.SITE_URL + reverse("contribution", args=[row.public_id]),
    "kind": of("kind"),
    "text": of("text"),
    "language": of("language"),
    "place": of("place.name"),
    "place_slug": of("place.slug"),
    "latitude": of("latitude"),
    "longitude": of("longitude"),
    "topic": of("topic.slug"),
    "service": of("service.name"),
    "said_date": of("said_date"),
    "channel": of("channel"),
    "credit": of("credit"),
    "credit_name": of("credit_name"),
    "may_be_quoted": of("may_be_quoted"),
    "published_at": of("published_at"),
    "corrected_at": of("corrected_at"),
    "is_redacted": of("is_redacted"),
    "support_count": of("support_count"),
    "organisations": lambda row: [each.organisation.slug for each in row.addressees.all()],
    "answers": lambda row: [f"{each.organisation.slug}: {each.state}" for each in row.addressees.all()],
    "first_answer_days": lambda row: [
        f"{each.organisation.slug}: {each.first_answer_days}"
        for each in row.addressees.all()
        if each.first_answer_days is not None
    ],
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
DOWNLOAD = Download("contributions", COLUMNS, LEFT_OUT)


def rows(filters: Filters, *, on: date) -> Iterator[Contribution]:
    """All that match, by age."""
    found = lists.with_cards(lists.matching(filters, viewer=STRANGER, on=on)).order_by("pk")
    return found.iterator(chunk_size=BATCH)
