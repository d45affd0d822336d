from datetime import date

from saidanddone.core.working_days import add_working_days, working_days_between

GOOD_FRIDAY = date(2026, 4, 3)
EASTER_MONDAY = date(2026, 4, 6)


def test_a_promise_skips_weekends_and_bank_holidays():
    due = add_working_days(date(2026, 4, 1), 3, {GOOD_FRIDAY, EASTER_MONDAY})

    assert due == date(2026, 4, 8)


def test_days_between_count_the_last_day_but_not_the_first():
    days = working_days_between(date(2026, 4, 1), date(2026, 4, 8), {GOOD_FRIDAY, EASTER_MONDAY})

    assert days == 3
