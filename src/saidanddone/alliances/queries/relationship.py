"""What of a relationship somebody reads: checks held, reviews, barriers, call-outs, the plan, repairs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet

from saidanddone.alliances.models import Alliance, Barrier, CallOut, Check, PlanStep, Repair, Review
from saidanddone.alliances.queries.alliances import Reader


@dataclass(frozen=True, slots=True)
class Relationship:
    """`plan` is for partners, as is what of `barriers` and `repairs` is not public."""

    checks: Sequence[Check]
    reviews: Sequence[Review]
    barriers: Sequence[Barrier]
    call_outs: Sequence[CallOut]
    plan: Sequence[PlanStep] = field(default=())
    repairs: Sequence[Repair] = field(default=())

    @property
    def held(self) -> list[Check]:
        """The newest first."""
        return [each for each in self.checks if each.closed_at]

    @property
    def next_check_date(self) -> date | None:
        """When the one that is planned or open begins; without one, the day named when the last was talked over."""
        coming = [each for each in self.checks if not each.closed_at]
        if coming:
            return coming[0].opens_date
        return self.checks[0].next_date if self.checks else None

    @property
    def open_barriers(self) -> list[Barrier]:
        return [each for each in self.barriers if each.ended_date is None]

    @property
    def past_barriers(self) -> list[Barrier]:
        return [each for each in self.barriers if each.ended_date is not None]

    @property
    def open_repairs(self) -> list[Repair]:
        return [each for each in self.repairs if each.over_date is None]


def relationship_of(alliance: Alliance, reader: Reader) -> Relationship:
    """Seven queries at most."""
    asked = Count("raters", distinct=True)
    organisations = Count("raters__party__organisation", distinct=True)
    checks = alliance.checks.annotate(asked=asked, organisations=organisations).order_by("-number")
    owned = ("owner__organisation",)
    barriers = alliance.barriers.select_related(*owned).order_by("due_date", "pk")
    came = Count("acknowledgements", distinct=True)
    return Relationship(
        checks=list(checks),
        reviews=list(alliance.reviews.order_by("-held_date", "-pk")),
        barriers=list(barriers if reader.is_partner else barriers.filter(is_public=True)),
        call_outs=list(alliance.call_outs.annotate(came=came).order_by("-called_at", "-pk")),
        plan=list(_plan(alliance)) if reader.is_partner else (),
        repairs=list(_repairs(alliance, reader)),
    )


def _plan(alliance: Alliance) -> QuerySet[PlanStep]:
    rows = alliance.plan.filter(ended_date__isnull=True).select_related("owner__organisation")
    return rows.order_by("next_date", "pk")


def _repairs(alliance: Alliance, reader: Reader) -> QuerySet[Repair]:
    """For everyone those that are promises in public."""
    rows = Repair.objects.filter(check_of__alliance=alliance).select_related(
        "owner__organisation", "commitment__replaced_by"
    )
    shown = rows if reader.is_partner else rows.filter(commitment__isnull=False, commitment__hidden_at__isnull=True)
    return shown.order_by("due_date", "pk")
