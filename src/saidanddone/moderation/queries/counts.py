"""How much was reported, held, decided and appealed in each month, and how long deciding took."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from saidanddone.core.clock import local_date
from saidanddone.moderation.models import Appeal, Case, Decision, Report

MONTHS = 24


@dataclass(frozen=True, slots=True)
class Month:
    """`median_hours` is None where nothing was decided: no figure yet, not zero."""

    first_day: date
    reports: int
    held: int
    published: int
    hidden: int
    redacted: int
    appeals: int
    upheld: int
    overturned: int
    median_hours: float | None


def monthly(*, at: datetime) -> list[Month]:
    """The last two years, newest month first, up to the first month in which anything happened."""
    first = _months_back(local_date(at), MONTHS - 1)
    reports = _by_month(Report.objects.filter(reported_at__date__gte=first).values_list("reported_at", flat=True))
    held = Case.objects.filter(origin=Case.Origin.HELD, opened_at__date__gte=first)
    appeals = _by_month(Appeal.objects.filter(appealed_at__date__gte=first).values_list("appealed_at", flat=True))
    holds = _by_month(held.values_list("opened_at", flat=True))
    decided: dict[date, list[Decision]] = {}
    for decision in Decision.objects.filter(decided_at__date__gte=first).select_related("case", "on_appeal_from"):
        decided.setdefault(local_date(decision.decided_at).replace(day=1), []).append(decision)
    with_something = {*reports, *holds, *appeals, *decided}
    months = [_months_back(local_date(at), back) for back in range(MONTHS)]
    return [
        _month(month, reports[month], holds[month], appeals[month], decided.get(month, []))
        for month in months
        if with_something and month >= min(with_something)
    ]


def _month(first_day: date, reports: int, held: int, appeals: int, decided: list[Decision]) -> Month:
    outcomes = Counter(decision.outcome for decision in decided)
    on_appeal = [decision for decision in decided if decision.on_appeal_from_id]
    overturned = sum(decision.is_overturning for decision in on_appeal)
    hours = [(decision.decided_at - decision.case.opened_at).total_seconds() / 3600 for decision in decided]
    return Month(
        first_day=first_day,
        reports=reports,
        held=held,
        published=outcomes[Decision.Outcome.PUBLISH],
        hidden=outcomes[Decision.Outcome.HIDE],
        redacted=outcomes[Decision.Outcome.REDACT],
        appeals=appeals,
        upheld=len(on_appeal) - overturned,
        overturned=overturned,
        median_hours=round(median(hours), 1) if hours else None,
    )


def _by_month(moments: Iterable[datetime]) -> Counter[date]:
    return Counter(local_date(moment).replace(day=1) for moment in moments)


def _months_back(day: date, months: int) -> date:
    """The first day of the month so many before that of `day`."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
