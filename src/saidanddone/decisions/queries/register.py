"""The register of decisions: what is open for views first, then what is being decided, then what was decided."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from saidanddone.core.paging import Page, paginate
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.bilingual import Said
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
    title: Said
    excerpt: Said
    clock: Promised | None
    missed: int
    is_review_late: bool

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
    shown = Said(excerpt(body.text, 220), body.language)
    return Row(decision, said, shown, next_day(decision, days), missed, decision.is_review_late(on))
