"""The days on which promises to answer do not run."""

from datetime import date

from django.core.cache import cache

from saidanddone.people.models import (
    BankHoliday,
    Nation,
)

HOLIDAYS_KEPT_SECONDS = 300
"""Another process learns of a changed calendar within this time, this one at once."""


def holidays(nation: str) -> frozenset[date]:
    """The bank holidays of a nation; asked for at every answer, so kept in the cache."""
    key = _holidays_key(nation)
    days: frozenset[date] | None = cache.get(key)
    if days is None:
        days = BankHoliday.objects.days_of(nation)
        cache.set(key, days, HOLIDAYS_KEPT_SECONDS)
    return days


def forget_holidays(nation: str) -> None:
    cache.delete(_holidays_key(nation))


def _holidays_key(nation: str) -> str:
    return f"people:holidays:{nation}"


def calendar_years() -> list[int]:
    return sorted({day.year for day in BankHoliday.objects.dates("date", "year")})


def calendar_of(year: int) -> list[tuple[str, list[BankHoliday]]]:
    """Each nation's name with its bank holidays of a year; one query."""
    found = list(BankHoliday.objects.filter(date__year=year).order_by("date", "nation"))
    return [(str(nation.label), [day for day in found if day.nation == nation]) for nation in Nation]
