"""Count working days: Monday to Friday, less the bank holidays given."""

from collections.abc import Collection
from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < 5 and day not in holidays


def add_working_days(start: date, days: int, holidays: Collection[date]) -> date:
    """The last day of a promise of `days` working days that was given on `start`, which is not counted."""
    day = start
    while days > 0:
        day += _ONE_DAY
        days -= is_working_day(day, holidays)
    return day


def working_days_between(start: date, end: date, holidays: Collection[date]) -> int:
    """Working days after `start`, up to and including `end`; 0 where `end` is not after `start`."""
    count, day = 0, start
    while day < end:
        day += _ONE_DAY
        count += is_working_day(day, holidays)
    return count
