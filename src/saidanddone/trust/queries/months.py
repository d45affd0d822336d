"""Figures of the record by the month: of organisations, as everyone may read them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from saidanddone.contributions.models import Addressee, Answer, Contribution, Verdict
from saidanddone.trust.models import Comparison

MOST = 10
"""So many comparisons a page shows."""


@dataclass(frozen=True, slots=True)
class Month:
    """`value` is nothing where there is nothing to be a share of."""

    start: date
    numerator: int
    of: int

    @property
    def value(self) -> float | None:
        return self.numerator / self.of if self.of else None

    @property
    def number(self) -> int:
        """Months since the year nought."""
        return self.start.year * 12 + self.start.month - 1


Counted = Iterable[tuple[Any, ...]]
"""Organisation, month, how many met it, of how many, and of how many it is not settled yet."""
Months = Mapping[int, list[Month]]
"""By organisation, the oldest first."""


def months_of(measure: str, organisations: Collection[int], *, on: date) -> Months:
    """One query. The month that still runs is left out, as is one in which something may yet be answered in time."""
    zone = ZoneInfo(settings.LOCAL_TIME_ZONE)
    found: defaultdict[int, list[Month]] = defaultdict(list)
    read = _in_time if measure == Comparison.Measure.IN_TIME else _understood
    for organisation, moment, numerator, of, is_open in read(organisations, on, zone):
        start = moment.date()
        if not is_open and (start.year, start.month) < (on.year, on.month):
            found[organisation].append(Month(start, numerator, of))
    return found


def _in_time(organisations: Collection[int], on: date, zone: ZoneInfo) -> Counted:
    rows = Addressee.objects.filter(
        organisation__in=organisations, promise_days__isnull=False, contribution__in=Contribution.objects.public()
    )
    return (
        rows.annotate(month=TruncMonth("asked_at", tzinfo=zone))
        .values("organisation", "month")
        .annotate(
            met=Count("pk", filter=Q(answered_in_time=True)),
            every=Count("pk"),
            open=Count("pk", filter=Q(state=Addressee.State.WAITING, due_date__gte=on)),
        )
        .order_by("organisation", "month")
        .values_list("organisation", "month", "met", "every", "open")
    )


def _understood(organisations: Collection[int], on: date, zone: ZoneInfo) -> Counted:
    answers = Answer.objects.filter(
        organisation__in=organisations, hidden_at=None, contribution__in=Contribution.objects.public()
    )
    rows = Verdict.objects.filter(answer__in=answers, value__in=("yes", "partly", "no"))
    return (
        rows.annotate(month=TruncMonth("given_at", tzinfo=zone))
        .values("answer__organisation", "month")
        .annotate(met=Count("pk", filter=Q(value="yes")), every=Count("pk"), open=Count("pk", filter=Q(pk=None)))
        .order_by("answer__organisation", "month")
        .values_list("answer__organisation", "month", "met", "every", "open")
    )
