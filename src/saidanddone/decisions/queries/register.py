"""The register of decisions: what is open for views first, then what is being decided, then what was decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from saidanddone.core.paging import Page, paginate
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.filters import Filters
from saidanddone.decisions.models import Decision
from saidanddone.decisions.queries.clocks import Promised, next_day, promised_days

_State = Decision.State
SIZE = 20
GROUPS = {
    "open": (_State.OPEN,),
    "deciding": (_State.ANNOUNCED, _State.DECIDING),
    "decided": (_State.DECIDED, _State.REVIEW),
    "ended": (_State.REPLACED, _State.WITHDRAWN),
}
"""The order of the register."""
_RANKS = {state: rank for rank, states in enumerate(GROUPS.values()) for state in states}


@dataclass(frozen=True, slots=True)
class Row:
    """A decision in the register."""

    decision: Decision
    title: str
    excerpt: str
    clock: Promised | None
    missed: int

    @property
    def group(self) -> str:
        return tuple(GROUPS)[_RANKS[_State(self.decision.state)]]

    @property
    def heading(self) -> str:
        return {
            "open": _("Open for your views"),
            "deciding": _("Being decided"),
            "decided": _("Decided"),
            "ended": _("Replaced or withdrawn"),
        }[self.group]

    @property
    def topic(self) -> str:
        return self.decision.topic.local_name if self.decision.topic else ""

    @property
    def url(self) -> str:
        return reverse("decision", args=[self.decision.public_id])


@dataclass(frozen=True, slots=True)
class Register:
    page: Page[Decision]
    rows: list[Row]


def register(filters: Filters, *, viewer: Viewer, on: date, number: int) -> Register:
    """A page of what is public, in four queries."""
    page = paginate(matching(filters, viewer=viewer), number=number, size=SIZE)
    return Register(page, [row_of(each, on) for each in page.rows])


def matching(filters: Filters, *, viewer: Viewer) -> QuerySet[Decision]:
    """What is public and matches, in the order of the register; drafts stand on the desk."""
    rows = Decision.objects.visible_to(viewer).public()
    if filters.place:
        rows = rows.filter(place__in=filters.place_ids)
    if filters.topic:
        rows = rows.filter(topic=filters.topic)
    if filters.organisation:
        rows = rows.filter(organisation=filters.organisation)
    if filters.state:
        rows = rows.filter(state=filters.state)
    return in_order(with_cards(rows))


def with_cards(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    large = ("place__boundary", "place__outline")
    return rows.select_related("organisation", "place", "topic").defer(*large).prefetch_related("date_promises")


def in_order(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    """By group; those open for views by the day on which they close, the others by age."""
    whens = [When(state=state, then=Value(rank)) for state, rank in _RANKS.items()]
    closing = Case(When(state=_State.OPEN, then="views_close_date"), default=None)
    rank = Case(*whens, default=Value(len(GROUPS)), output_field=IntegerField())
    return rows.annotate(rank=rank, closing=closing).order_by(
        "rank", "closing", "-decided_date", "-announced_at", "-pk"
    )


def row_of(decision: Decision, on: date) -> Row:
    days = promised_days(decision.date_promises.all(), on)
    is_taken = decision.decided_at is not None and bool(decision.headline)
    said = decision.said("headline" if is_taken else "question")
    body = decision.said("reasons" if is_taken else "why_now")
    missed = sum(1 for each in days if each.is_missed)
    return Row(decision, said.text, excerpt(body.text, 220), next_day(decision, days), missed)


def downloaded(filters: Filters, *, viewer: Viewer) -> Iterator[dict[str, Any]]:
    """Every row of the register as the files give it."""
    rows = matching(filters, viewer=viewer).select_related("choice", "replaced_by", "organisation", "place", "topic")
    for decision in rows.iterator(chunk_size=200):
        yield {name: value(decision) for name, value in COLUMNS.items()}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _taken(decision: Decision, value: Any) -> Any:
    """What is public only once it is decided."""
    return value if decision.decided_at else ""


COLUMNS: dict[str, Any] = {
    "public_id": lambda row: row.public_id,
    "url": lambda row: settings.SITE_URL + reverse("decision", args=[row.public_id]),
    "organisation": lambda row: row.organisation.slug,
    "place": lambda row: row.place.slug,
    "topic": lambda row: row.topic.slug if row.topic else "",
    "state": lambda row: str(row.state),
    "language": lambda row: row.language,
    "question": lambda row: row.question,
    "why_now": lambda row: row.why_now,
    "who_is_affected": lambda row: row.who_is_affected,
    "announced_at": lambda row: row.announced_at.isoformat(),
    "views_close_date": lambda row: _day(row.views_close_date),
    "promised_dates": lambda row: "; ".join(
        f"{each.state}: {each.due_date}" + (" (moved)" if each.superseded_at else "")
        for each in row.date_promises.all()
    ),
    "headline": lambda row: _taken(row, row.headline),
    "where_from": lambda row: _taken(row, row.where_from),
    "choice": lambda row: _taken(row, row.choice.title if row.choice else ""),
    "reasons": lambda row: _taken(row, row.reasons),
    "without_listening_because": lambda row: _taken(row, row.without_listening_because),
    "decided_by": lambda row: _taken(row, row.decided_by),
    "authority": lambda row: _taken(row, row.authority),
    "interests": lambda row: _taken(row, row.interests),
    "dissent": lambda row: _taken(row, row.dissent),
    "conditions": lambda row: _taken(row, row.conditions),
    "decided_date": lambda row: _taken(row, _day(row.decided_date)),
    "review_date": lambda row: _taken(row, _day(row.review_date)),
    "trust_impact": lambda row: row.trust_impact,
    "bed_in_until_date": lambda row: _day(row.bed_in_until_date),
    "is_pilot": lambda row: "yes" if row.is_pilot else "no",
    "pilot_review_date": lambda row: _day(row.pilot_review_date),
    "pilot_end": lambda row: row.pilot_end,
    "pilot_learnt": lambda row: row.pilot_learnt,
    "replaced_by": lambda row: row.replaced_by.public_id if row.replaced_by else "",
    "reason": lambda row: row.reason,
    "is_redacted": lambda row: "yes" if row.is_redacted else "no",
}
LEFT_OUT = {
    "id": "the database's own number; public_id stands for it",
    "translation": "the page shows it; the file has the words as they were written",
    "translated_by": "the page shows it; the file has the words as they were written",
    "created_by": "who typed it is the organisation's own business",
    "created_at": "announced_at is what everyone can see",
    "decided_at": "decided_date says when; the record says when it was published",
    "hidden_at": "nothing in the file is hidden",
    "submission_key": "keeps a form that is sent twice from making two rows",
}
"""Every field of the model is a column or is left out for a reason, held by a test."""
