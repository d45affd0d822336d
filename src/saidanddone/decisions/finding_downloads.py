"""Findings that stand, as files, with what they rest on counted. A field is a column or left out for a reason."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from saidanddone.core.downloads import Column, Download, of
from saidanddone.decisions.credits import CREDIT_OF
from saidanddone.decisions.queries.findings import FindingCard, FindingFilters, cards_of, public_findings

BATCH = 200
COLUMNS: dict[str, Column] = {
    "public_id": of("finding.public_id"),
    "url": lambda card: settings.SITE_URL + reverse("finding", args=[card.finding.public_id]),
    "kind": of("finding.kind"),
    "title": of("finding.title"),
    "summary": of("finding.summary"),
    "missing": of("finding.missing"),
    "disagreement": of("finding.disagreement"),
    "language": of("finding.language"),
    "translation": lambda card: None if card.finding.is_behind("summary") else card.finding.translation.get("summary"),
    "translated_by": of("finding.translated_by"),
    "place": of("finding.place.slug"),
    "topic": of("finding.topic.slug"),
    "organisation": of("finding.organisation.slug"),
    "published_at": of("finding.published_at"),
    "is_redacted": of("finding.is_redacted"),
    "writers": lambda card: [f"{each.name}: {each.role} ({CREDIT_OF[each.role]})" for each in card.writers],
    "people": of("counts.people"),
    "contributions": of("counts.contributions"),
    "supports": of("counts.supports"),
    "checks_yes": of("counts.yes"),
    "checks_partly": of("counts.partly"),
    "checks_no": of("counts.no"),
}
LEFT_OUT = {
    "id": "the database's own number; public_id stands for it",
    "translated_from": "a translation of earlier words is not in the file",
    "state": "everything in the file is published and stands",
    "created_by": "who typed it; those who wrote it are writers",
    "created_at": "published_at is what everyone can see",
    "checking_at": "before it was published",
    "checking_until_date": "before it was published",
    "superseded_by": "everything in the file stands",
    "ended_at": "everything in the file stands",
    "reason": "everything in the file stands",
    "hidden_at": "nothing in the file is hidden",
    "submission_key": "keeps a form that is sent twice from making two rows",
}
DOWNLOAD = Download("findings", COLUMNS, LEFT_OUT)


def rows(filters: FindingFilters) -> Iterator[FindingCard]:
    """In batches, so that the counts of all take few queries and few rows stand in memory."""
    found = public_findings(filters).prefetch_related("writers")
    batch = []
    for finding in found.iterator(chunk_size=BATCH):
        batch.append(finding)
        if len(batch) == BATCH:
            yield from cards_of(batch)
            batch = []
    yield from cards_of(batch)
