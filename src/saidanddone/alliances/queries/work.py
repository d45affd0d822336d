"""What an alliance works at: its outcomes with their figures, the promises and decisions of these, and its money."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from saidanddone.alliances.models import Alliance
from saidanddone.commitments.models import Commitment, Outcome, Report, Setback
from saidanddone.commitments.queries import outcomes as of_outcomes
from saidanddone.commitments.states import seen_on
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.models import Decision
from saidanddone.funds.models import Fund
from saidanddone.funds.queries.figures import Standing, standing
from saidanddone.funds.queries.funds import current_year

MOST = 200
"""Of each kind: an alliance with more promises than a page can hold shows the newest, and leads on to the wall."""


@dataclass(frozen=True, slots=True)
class Work:
    outcomes: Sequence[Outcome]
    promises: Sequence[Commitment]
    decisions: Sequence[Decision]
    setbacks: Sequence[Setback]
    reports_due: Sequence[Report]
    funds: Sequence[Standing]


def work_of(alliance: Alliance, outcome_ids: Collection[str], viewer: Viewer, *, on: date) -> Work:
    """`outcome_ids` are those of the deal in force. What a moderator hid is not among it."""
    outcomes = list(of_outcomes.outcomes(viewer).filter(public_id__in=outcome_ids).order_by("set_date", "pk"))
    promises = Commitment.objects.visible_to(viewer).filter(outcome__in=outcomes).select_related("organisation")
    setbacks = Setback.objects.visible_to(viewer).filter(outcome__in=outcomes).select_related("organisation")
    of_promises = Commitment.objects.visible_to(viewer).filter(outcome__in=outcomes, decision__isnull=False)
    decisions = Decision.objects.visible_to(viewer).public().filter(pk__in=of_promises.values("decision"))
    reports = Report.objects.filter(outcome__in=outcomes, published_at__isnull=True).select_related("outcome")
    funds = Fund.objects.visible_to(viewer).filter(pk__in=alliance.pools.values("fund")).select_related("host")
    return Work(
        outcomes=outcomes,
        promises=list(promises.annotate(seen=seen_on(on)).order_by("-made_at", "-pk")[:MOST]),
        decisions=list(decisions.select_related("organisation").order_by("-announced_at", "-pk")[:MOST]),
        setbacks=list(setbacks.order_by("-said_at", "-pk")[:MOST]),
        reports_due=list(reports.order_by("due_date", "pk")[:MOST]),
        funds=[standing(each, year=current_year(each, on), on=on) for each in funds.order_by("pk")],
    )
