"""On which days an outcome's reports are due."""

from calendar import monthrange
from datetime import date

from saidanddone.commitments.models import Outcome
from saidanddone.core.clock import local_date


def due_dates(outcome: Outcome, today: date) -> list[date]:
    """The days on which its reports are due, up to the next one. A month that lacks the day has its last one.

    None lies before it was entered here: what nobody could publish is not late.
    """
    days: list[date] = []
    count = 1
    while not days or days[-1] <= today:
        day = _months_after(outcome.set_date, outcome.report_months * count)
        days.append(day)
        count += 1
    return [day for day in days if day > local_date(outcome.set_at)]


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
