"""Outcomes with all that stands on their pages, in a number of queries that does not grow."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from saidanddone.commitments.models import (
    Burden,
    Commitment,
    Indicator,
    Line,
    Observation,
    Opinion,
    Outcome,
    Owner,
    Report,
    Setback,
)
from saidanddone.commitments.states import state_on
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission

COMMITMENTS_SHOWN = 50
FUNDING_AHEAD_DAYS = 731
"""Two years: funding that ends within them stands in the hand-over pack."""


def measured() -> QuerySet[Indicator]:
    """Indicators with their figures, lines and opinions."""
    observations = Observation.objects.select_related("place").order_by("end_date", "recorded_at", "pk")
    lines = Line.objects.order_by("set_at", "pk")
    opinions = Opinion.objects.order_by("-given_at", "-pk")
    return (
        Indicator.objects.select_related("steward", "outcome__place")
        .prefetch_related(
            Prefetch("observations", observations), Prefetch("lines", lines), Prefetch("opinions", opinions)
        )
        .order_by("order", "pk")
    )


def _owners() -> QuerySet[Owner]:
    rows = Owner.objects.select_related("organisation", "follows__organisation")
    return rows.order_by("until_date", "since_date", "organisation__name", "pk")


def outcomes(viewer: Viewer) -> QuerySet[Outcome]:
    """Those that may be seen, live ones first, with owners and measures."""
    return (
        Outcome.objects.visible_to(viewer)
        .select_related("place")
        .prefetch_related(Prefetch("owners", _owners()), Prefetch("indicators", measured()))
        .order_by("-ended_date", "set_date", "pk")
    )


def live(viewer: Viewer) -> list[Outcome]:
    return list(outcomes(viewer).live().order_by("set_date", "pk"))  # type: ignore[attr-defined]


def ended(viewer: Viewer) -> QuerySet[Outcome]:
    rows = Outcome.objects.visible_to(viewer).select_related("place")
    return rows.filter(ended_date__isnull=False).order_by("-ended_date", "pk")


def outcome_of(viewer: Viewer, public_id: str) -> Outcome:
    return get_object_or_404(outcomes(viewer), public_id=public_id)


def indicator_of(viewer: Viewer, public_id: str) -> Indicator:
    indicator = get_object_or_404(Indicator.objects.select_related("outcome", "steward"), public_id=public_id)
    if not Outcome.objects.visible_to(viewer).filter(pk=indicator.outcome_id).exists():
        raise Http404
    return indicator


@dataclass(frozen=True, slots=True)
class Calendar:
    """The reports of an outcome by their day. `overdue` says by itself what was not published."""

    published: list[Report]
    overdue: list[Report]
    next: Report | None

    @property
    def all(self) -> list[Report]:
        rows = [*self.published, *self.overdue, *([self.next] if self.next else [])]
        return sorted(rows, key=lambda report: report.due_date, reverse=True)

    @property
    def earlier(self) -> list[Report]:
        """Published ones but the newest, which stand behind a press."""
        newest = max((report.due_date for report in self.published), default=None)
        return [report for report in self.all if report.published_at is not None and report.due_date != newest]

    @property
    def shown(self) -> list[Report]:
        """What is to come, what is missing, and the newest."""
        return [report for report in self.all if report not in self.earlier]


def calendar(outcome: Outcome, on: date) -> Calendar:
    reports = list(outcome.reports.order_by("due_date"))
    unpublished = [each for each in reports if each.published_at is None]
    return Calendar(
        published=[each for each in reports if each.published_at is not None],
        overdue=[each for each in unpublished if each.due_date < on],
        next=next((each for each in unpublished if each.due_date >= on), None),
    )


def overdue_reports(outcomes_shown: Collection[Outcome], on: date) -> dict[int, int]:
    """How many reports of each outcome are not published on their day."""
    late = Report.objects.filter(outcome__in=outcomes_shown, published_at__isnull=True, due_date__lt=on)
    return dict(late.values_list("outcome").annotate(Count("pk")).order_by())


def commitments(outcome: Outcome, viewer: Viewer, on: date) -> QuerySet[Commitment]:
    """The promises that serve it, with the state that each has on a day."""
    rows = Commitment.objects.visible_to(viewer).filter(outcome=outcome).select_related("organisation", "place")
    return rows.annotate(state=state_on(on)).order_by("due_date", "pk")


def setbacks(outcome: Outcome, viewer: Viewer) -> QuerySet[Setback]:
    rows = Setback.objects.visible_to(viewer).filter(outcome=outcome).select_related("organisation")
    return rows.order_by("-said_at", "-pk")


def decisions_of(outcome: Outcome) -> list[tuple[date, str]]:
    """The decisions behind its promises: when each was taken, and its headline."""
    rows = Commitment.objects.public().filter(outcome=outcome, decision__decided_date__isnull=False)
    shown = rows.filter(decision__hidden_at__isnull=True)
    found = shown.values_list("decision__decided_date", "decision__headline", "decision__question")
    return sorted({(day, headline or question) for day, headline, question in found if day})


def burden_rows(outcome: Outcome) -> list[tuple[str, str, int]]:
    rows = Burden.objects.filter(outcome=outcome).values_list("process", "weight")
    return list(rows.annotate(Count("pk")).order_by("process", "weight"))


def ending_funds(outcome: Outcome, viewer: Viewer, on: date) -> QuerySet[Commitment]:
    """Promises whose money ends within two years."""
    last = date.fromordinal(on.toordinal() + FUNDING_AHEAD_DAYS)
    rows = commitments(outcome, viewer, on).filter(funding_end_date__range=(on, last))
    return rows.order_by("funding_end_date", "pk")


# The desk


def organisation_for_outcomes(viewer: Viewer, slug: str) -> Organisation:
    """An organisation for someone who works in it; nobody else finds a desk there."""
    organisation = get_object_or_404(Organisation, slug=slug)
    if organisation.pk not in viewer.organisation_ids and not viewer.may(Permission.ADMINISTER):
        raise Http404
    return organisation


def first_organisation(viewer: Viewer) -> Organisation | None:
    return Organisation.objects.open().filter(pk__in=viewer.organisation_ids).order_by("name", "pk").first()


def owned_by(organisation: Organisation) -> QuerySet[Owner]:
    """Its parts in outcomes that are live, those that wait for its word first."""
    rows = Owner.objects.current().filter(organisation=organisation, outcome__ended_date__isnull=True)
    return rows.select_related("outcome__place", "organisation").order_by("agreed_at", "outcome__set_date", "pk")


def stewarded_by(organisation: Organisation) -> QuerySet[Indicator]:
    """Indicators that it looks after."""
    rows = Indicator.objects.filter(steward=organisation, outcome__ended_date__isnull=True)
    return rows.select_related("outcome").order_by("outcome__set_date", "order", "pk")


def others_than(organisation: Organisation, viewer: Viewer) -> QuerySet[Outcome]:
    """Live outcomes that it might answer for too."""
    own = Owner.objects.current().filter(organisation=organisation)
    return Outcome.objects.visible_to(viewer).live().exclude(pk__in=own.values("outcome")).order_by("set_date", "pk")


def report_of(viewer: Viewer, public_id: str) -> Report:
    rows = Report.objects.select_related("outcome").filter(outcome__in=Outcome.objects.visible_to(viewer))
    return get_object_or_404(rows, public_id=public_id)
