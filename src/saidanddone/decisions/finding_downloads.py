"""Findings that stand, as CSV or JSON, with what they rest on counted. A field is a column or left out for a reason."""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from saidanddone.core import clock
from saidanddone.core.tables import csv_lines
from saidanddone.core.throttle import ClientThrottle
from saidanddone.decisions.credits import CREDIT_OF
from saidanddone.decisions.queries.findings import FindingCard, FindingFilters, cards_of, public_findings

BATCH = 200
COLUMNS: dict[str, Callable[[FindingCard], Any]] = {
    "public_id": lambda card: card.finding.public_id,
    "url": lambda card: settings.SITE_URL + reverse("finding", args=[card.finding.public_id]),
    "kind": lambda card: card.finding.kind,
    "title": lambda card: card.finding.title,
    "summary": lambda card: card.finding.summary,
    "missing": lambda card: card.finding.missing,
    "disagreement": lambda card: card.finding.disagreement,
    "language": lambda card: card.finding.language,
    "translation": lambda card: card.finding.translation.get("summary", ""),
    "translated_by": lambda card: card.finding.translated_by,
    "place": lambda card: card.finding.place.slug,
    "topic": lambda card: card.finding.topic.slug if card.finding.topic else "",
    "organisation": lambda card: card.finding.organisation.slug,
    "published_at": lambda card: card.finding.published_at.isoformat() if card.finding.published_at else "",
    "is_redacted": lambda card: "yes" if card.finding.is_redacted else "no",
    "writers": lambda card: "; ".join(f"{each.name}: {each.role} ({CREDIT_OF[each.role]})" for each in card.writers),
    "people": lambda card: card.counts.people,
    "contributions": lambda card: card.counts.contributions,
    "supports": lambda card: card.counts.supports,
    "checks_yes": lambda card: card.counts.yes,
    "checks_partly": lambda card: card.counts.partly,
    "checks_no": lambda card: card.counts.no,
}
LEFT_OUT = {
    "id": "the database's own number; public_id stands for it",
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
_throttle = ClientThrottle("download", limit=10, address_limit=60, seconds=60)


def throttle(request: HttpRequest) -> None:
    _throttle.hit(request, at=clock.now().timestamp())


def lines(filters: FindingFilters) -> Iterator[str]:
    """The CSV line by line, after a mark for spreadsheets that it is UTF-8."""
    yield "\ufeff"
    yield from csv_lines(tuple(COLUMNS), ([value(card) for value in COLUMNS.values()] for card in _cards(filters)))


def rows(filters: FindingFilters) -> list[dict[str, Any]]:
    return [{name: value(card) for name, value in COLUMNS.items()} for card in _cards(filters)]


def _cards(filters: FindingFilters) -> Iterator[FindingCard]:
    """In batches, so that the counts of all take few queries and few rows stand in memory."""
    found = public_findings(filters).prefetch_related("writers")
    batch = []
    for finding in found.iterator(chunk_size=BATCH):
        batch.append(finding)
        if len(batch) == BATCH:
            yield from cards_of(batch)
            batch = []
    yield from cards_of(batch)
