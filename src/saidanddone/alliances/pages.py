"""The one page of an alliance, put together: deal, relationship, outcomes and money, the thread, what is next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from saidanddone.alliances import due
from saidanddone.alliances.deals import Deal, deal_of
from saidanddone.alliances.models import Alliance
from saidanddone.alliances.queries.alliances import Reader, reader_of, signed_versions
from saidanddone.alliances.queries.relationship import Relationship, relationship_of
from saidanddone.alliances.queries.work import Work, work_of
from saidanddone.commitments.models import Outcome
from saidanddone.commitments.outcome_pages import Measure, measure
from saidanddone.core.clock import local_date
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.bilingual import Said
from saidanddone.funds.pages import Horizon, horizon
from saidanddone.funds.queries.figures import Standing
from saidanddone.places.models import Place

EVENTS_SHOWN = 8
DUE_SHOWN = 6
DEAL_SHOWN = frozenset({"decision_rule", "clash", "not_acting", "shared_risk"})
"""Kinds of what belongs to all that stand on the one page; the rest is on the page of the deal."""


@dataclass(frozen=True, slots=True)
class Event:
    """One knot of the thread. `words` are somebody's own; `heading` is what happened, in ours."""

    day: date
    stage: str
    icon: str
    heading: str
    words: Said | None = None
    url: str = ""
    note: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeCard:
    outcome: Outcome
    measures: list[Measure]


def outcome_cards(outcomes: Iterable[Outcome], *, on: date) -> list[OutcomeCard]:
    """Each with how its measures moved."""
    return [OutcomeCard(each, [measure(one, on=on) for one in each.indicators.all()]) for each in outcomes]


@dataclass(frozen=True, slots=True)
class FundCard:
    stood: Standing
    horizon: Horizon | None


@dataclass(frozen=True, slots=True)
class Cooperation:
    """What partners did together, in numbers that their pages show one by one."""

    decisions: int
    kept: int
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class Page:
    alliance: Alliance
    reader: Reader
    deal: Deal
    relationship: Relationship
    outcomes: list[OutcomeCard]
    funds: list[FundCard]
    places: list[Place]
    cooperation: Cooperation
    events: list[Event]
    late: list[due.Due]
    to_come: list[due.Due]

    @property
    def translated(self) -> list[str]:
        """Which of its own words may be shown beside their translation: those that read as they were signed."""
        names = ("title", "purpose", "end_reason")
        return [
            name for name in names if self.deal.text.get(name, self.alliance.end_reason) == getattr(self.alliance, name)
        ]

    @property
    def deal_shown(self) -> frozenset[str]:
        return DEAL_SHOWN

    @property
    def newest_events(self) -> list[Event]:
        return self.events[:EVENTS_SHOWN]

    @property
    def earlier_events(self) -> list[Event]:
        return self.events[EVENTS_SHOWN:]

    @property
    def next(self) -> list[due.Due]:
        return self.to_come[:DUE_SHOWN]

    @property
    def later(self) -> list[due.Due]:
        return self.to_come[DUE_SHOWN:]

    @property
    def left(self) -> list[tuple[str, date, str]]:
        """Who left: name, day, why."""
        rows = [each for each in self.alliance.parties.all() if each.left_date]
        return [(str(each), each.left_date, each.leave_reason) for each in rows if each.left_date]


def page(alliance: Alliance, viewer: Viewer, *, at: datetime) -> Page:
    """`alliance` was read by `with_deals`. The number of queries does not grow with what it holds."""
    on, reader = local_date(at), reader_of(viewer, alliance)
    deal = deal_of(alliance, reader)
    relationship = relationship_of(alliance, reader)
    work = work_of(alliance, deal.text["outcomes"], viewer, on=on)
    dated = due.due_of(alliance, relationship, work, on=on)
    places = Place.objects.filter(slug__in=deal.text["places"]).defer("boundary", "outline").order_by("path")
    return Page(
        alliance=alliance,
        reader=reader,
        deal=deal,
        relationship=relationship,
        outcomes=outcome_cards(work.outcomes, on=on),
        funds=[FundCard(each, horizon(each.fund, on=on)) for each in work.funds],
        places=list(places),
        cooperation=_cooperation(work),
        events=sorted(_events(alliance, relationship, work), key=lambda each: each.day, reverse=True),
        late=due.late(dated),
        to_come=due.to_come(dated),
    )


def _cooperation(work: Work) -> Cooperation:
    seen = [each.seen for each in work.promises]  # type: ignore[attr-defined]
    return Cooperation(
        decisions=len(work.decisions),
        kept=sum(1 for each in seen if each in {"kept", "kept_late"}),
        open=sum(1 for each in work.promises if each.is_open),
        late=seen.count("overdue"),
    )


def _events(alliance: Alliance, relationship: Relationship, work: Work) -> Iterator[Event]:
    yield from _of_deal(alliance)
    yield from _of_relationship(relationship)
    for decision in work.decisions:
        day = decision.decided_date or local_date(decision.announced_at or decision.created_at)
        heading = _("Decided") if decision.decided_date else _("To be decided")
        name = "headline" if decision.headline else "question"
        url = reverse("decision", args=[decision.public_id])
        yield Event(day, "decided", "decided", heading, decision.said(name), url, decision.organisation.local_name)
    for promise in work.promises:
        url, who = reverse("commitment", args=[promise.public_id]), promise.organisation.local_name
        state = str(promise.seen)  # type: ignore[attr-defined]
        made = local_date(promise.made_at)
        yield Event(made, "done", "promise", _("Promised"), promise.said("promise"), url, who, state)
    for setback in work.setbacks:
        url, who = reverse("setback", args=[setback.public_id]), setback.organisation.local_name
        yield Event(local_date(setback.said_at), "late", "warning", _("Setback"), setback.said("title"), url, who)


def _of_deal(alliance: Alliance) -> Iterator[Event]:
    """What happened last on a day comes first."""
    if alliance.ended_date:
        yield Event(alliance.ended_date, "plain", "no", _("The alliance ended"), alliance.said("end_reason"))
    url = reverse("alliance_versions", args=[alliance.public_id])
    for version in signed_versions(alliance):
        heading = _("All signed the deal") if version.number == 1 else _("All signed a new version of the deal")
        assert version.signed_at  # noqa: S101 - those that were signed
        words = Said(version.reason, alliance.language) if version.reason else None
        yield Event(local_date(version.signed_at), "brand", "edit", heading, words, url)
    for party in alliance.parties.all():
        if party.left_date:
            heading = _("%(party)s left") % {"party": party}
            yield Event(party.left_date, "plain", "no", heading, Said(party.leave_reason, alliance.language))


def _of_relationship(relationship: Relationship) -> Iterator[Event]:
    for check in relationship.held:
        assert check.closed_at  # noqa: S101 - those that were held
        yield Event(local_date(check.closed_at), "felt", "felt", _("Relationship check held"))
    for review in relationship.reviews:
        yield Event(
            review.held_date,
            "felt",
            "seen",
            _("Review: %(kind)s") % {"kind": review.get_kind_display()},
        )
    for call in relationship.call_outs:
        heading = _("Call-out: a drill") if call.is_drill else _("Call-out")
        yield Event(local_date(call.called_at), "late", "feed", heading)
