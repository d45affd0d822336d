"""The bank holidays of the four nations are right, substitute days included, and administrators keep them."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.urls import reverse

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.people import actions
from saidanddone.people.models import BankHoliday, Nation
from saidanddone.people.queries import holidays
from tests.people.cast import ROLES_OF_CAST

pytestmark = pytest.mark.django_db
MONDAY = 0
YEARS = range(2024, 2029)
EXTRA = {("scotland", date(2026, 6, 15))}
"""The World Cup bank holiday: appointed once, and in no rule."""


def easter(year):
    """Sunday, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def first_monday(year, month):
    day = date(year, month, 1)
    return day + timedelta(days=(MONDAY - day.weekday()) % 7)


def last_monday(year, month):
    day = date(year, month, 31)
    return day - timedelta(days=day.weekday())


def substituted(days):
    """Each day that falls on a weekend moves to the next working day that is not taken already."""
    taken = {day for day in days if day.weekday() < 5}
    for day in sorted(day for day in days if day.weekday() >= 5):
        while day.weekday() >= 5 or day in taken:
            day += timedelta(days=1)
        taken.add(day)
    return taken


def by_the_rules(nation, year):
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    if nation == "scotland":
        fixed += [date(year, 1, 2), date(year, 11, 30)]
    if nation == "northern_ireland":
        fixed += [date(year, 3, 17), date(year, 7, 12)]
    moving = {easter(year) - timedelta(days=2), first_monday(year, 5), last_monday(year, 5)}
    if nation == "scotland":
        moving.add(first_monday(year, 8))
    else:
        moving |= {easter(year) + timedelta(days=1), last_monday(year, 8)}
    return substituted(fixed) | moving


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("nation", Nation.values)
def test_the_seeded_days_are_those_of_the_rules(nation, year):
    seeded = {day for day in holidays(nation) if day.year == year}

    assert seeded == by_the_rules(nation, year) | {day for where, day in EXTRA if where == nation and day.year == year}


def test_the_known_days_of_2026_in_wales():
    assert sorted(day.isoformat() for day in holidays("wales") if day.year == 2026) == [
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-04",
        "2026-05-25",
        "2026-08-31",
        "2026-12-25",
        "2026-12-28",
    ]


def test_every_seeded_day_is_named_and_on_a_weekday():
    found = list(BankHoliday.objects.order_by("pk"))

    assert all(holiday.name and holiday.date.weekday() < 5 for holiday in found)
    assert Counter(holiday.nation for holiday in found) == {
        "england": 40,
        "wales": 40,
        "scotland": 46,
        "northern_ireland": 50,
    }


def test_the_calendar_is_read_once(django_assert_num_queries):
    holidays("wales")

    with django_assert_num_queries(0):
        holidays("wales")


def test_a_new_day_holds_at_once(at, django_capture_on_commit_callbacks):
    day = date(2026, 9, 7)
    before = holidays("wales")

    with django_capture_on_commit_callbacks(execute=True):
        holiday = actions.add_bank_holiday(by=SITE, nation="wales", day=day, name="A day of thanks", at=at)

    assert day not in before
    assert day in holidays("wales")
    assert day not in holidays("england")
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_bank_holiday(by=SITE, holiday=holiday, at=at)
    assert day not in holidays("wales")


def test_adding_a_day_again_renames_it(at):
    for name in ("Christmas", "Christmas Day"):
        actions.add_bank_holiday(by=SITE, nation="wales", day=date(2026, 12, 25), name=name, at=at)

    assert BankHoliday.objects.get(nation="wales", date=date(2026, 12, 25)).name == "Christmas Day"


@pytest.mark.parametrize("name", ["stranger", "resident", *ROLES_OF_CAST])
def test_who_may_change_the_calendar(cast, at, name):
    holiday = BankHoliday.objects.order_by("pk").first()
    add = {"nation": "wales", "day": date(2026, 9, 7), "name": "A day", "at": at}

    if name == "administrator":
        actions.add_bank_holiday(by=cast.viewer(name), **add)
        actions.remove_bank_holiday(by=cast.viewer(name), holiday=holiday, at=at)
    else:
        with pytest.raises(Refused):
            actions.add_bank_holiday(by=cast.viewer(name), **add)
        with pytest.raises(Refused):
            actions.remove_bank_holiday(by=cast.viewer(name), holiday=holiday, at=at)


def test_an_administrator_adds_and_removes_a_day(client, cast):
    client.force_login(cast.aled)
    told = {"nation": "wales", "day_day": "7", "day_month": "9", "day_year": "2026", "name": "A day of thanks"}

    response = client.post(reverse("add_bank_holiday"), told)

    holiday = BankHoliday.objects.get(name="A day of thanks")
    assert response["Location"] == reverse("desk_calendar_year", args=[2026])
    assert b"A day of thanks" in client.get(response["Location"]).content
    client.post(reverse("remove_bank_holiday", args=[holiday.pk]))
    assert not BankHoliday.objects.filter(pk=holiday.pk).exists()


@pytest.mark.parametrize(
    "changes",
    [{"nation": "mars"}, {"day_day": "31", "day_month": "2"}, {"day_year": "1066"}, {"name": ""}, {"name": "x" * 81}],
)
def test_a_wrong_day_is_named(client, cast, changes):
    client.force_login(cast.aled)
    told = {"nation": "wales", "day_day": "7", "day_month": "9", "day_year": "2026", "name": "A day"} | changes

    assert client.post(reverse("add_bank_holiday"), told).status_code == 400


@pytest.mark.parametrize("year", [2024, 2028, 2031])
def test_a_year_shows_all_four_nations(client, cast, year, django_assert_max_num_queries):
    client.force_login(cast.aled)

    with django_assert_max_num_queries(12):
        page = client.get(reverse("desk_calendar_year", args=[year])).content.decode()

    assert all(str(nation.label) in page for nation in Nation)


@pytest.mark.parametrize("year", ["0", "1066", "9999", "99999999999999999999"])
def test_a_year_out_of_reach_is_not_found(client, cast, year):
    client.force_login(cast.aled)

    assert client.get(f"/desk/bank-holidays/{year}/").status_code == 404
