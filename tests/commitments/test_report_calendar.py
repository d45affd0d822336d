"""A report is due every so many months from the day the outcome was set; the calendar makes itself."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.commitments import actions
from saidanddone.commitments.models import Outcome, Report
from saidanddone.commitments.report_calendar import due_dates
from saidanddone.core.viewer import SITE
from tests.commitments.factories import OutcomeFactory

SET = datetime(2025, 8, 31, 9, tzinfo=UTC)


def moment(*day):
    return datetime(*day, 10, tzinfo=UTC)


def days(outcome):
    return list(outcome.reports.order_by("due_date").values_list("due_date", flat=True))


@pytest.mark.django_db
def test_reports_are_due_by_their_months_and_the_next_one_is_known():
    outcome = OutcomeFactory(set_date=SET.date(), set_at=SET)

    actions.make_reports_due(by=SITE, at=moment(2026, 9, 1))

    assert days(outcome) == [date(2026, 2, 28), date(2026, 8, 31), date(2027, 2, 28)]


@pytest.mark.django_db
def test_a_day_missed_or_run_twice_makes_the_same_calendar():
    outcome = OutcomeFactory(set_date=SET.date(), set_at=SET)

    made = [actions.make_reports_due(by=SITE, at=moment(2026, month, 1)) for month in (1, 1, 2, 9, 9)]

    assert made == [1, 0, 0, 2, 0]
    assert len(days(outcome)) == 3


@pytest.mark.django_db
def test_nothing_is_due_from_before_it_was_entered_here_nor_after_its_end():
    old = OutcomeFactory(set_date=date(2020, 1, 1), set_at=SET)
    ended = OutcomeFactory(set_date=SET.date(), set_at=SET, ended_date=date(2025, 12, 1), end_reason="Done.")

    actions.make_reports_due(by=SITE, at=moment(2026, 3, 2))

    assert days(old) == [date(2026, 1, 1), date(2026, 7, 1)]
    assert days(ended) == []


@pytest.mark.django_db
def test_a_report_is_published_once_and_keeps_the_day_it_was_due(cast, outcome, at):
    report = Report.objects.create(outcome=outcome, due_date=date(2026, 2, 1))

    published = actions.publish_report(by=cast.viewer("lead"), at=at, report=report, text="All is well.")

    assert (published.due_date, published.published_at, published.language) == (date(2026, 2, 1), at, "en")


@given(
    set_date=st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    months=st.integers(1, 24),
    later=st.integers(0, 4000),
)
def test_the_calendar_goes_on_and_never_skips(set_date, months, later):
    today = date.fromordinal(set_date.toordinal() + later)
    outcome = Outcome(
        set_date=set_date,
        set_at=datetime(set_date.year, set_date.month, set_date.day, tzinfo=UTC),
        report_months=months,
    )

    found = due_dates(outcome, today)

    assert found == sorted(set(found))
    assert found[-1] > today
    assert all(day <= today for day in found[:-1])
    assert {(day.year * 12 + day.month - set_date.year * 12 - set_date.month) % months for day in found} == {0}
