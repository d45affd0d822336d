from dataclasses import astuple
from datetime import date, timedelta

import pytest
from django.urls import reverse

from saidanddone.core.viewer import STRANGER
from saidanddone.moderation import actions, queries

pytestmark = pytest.mark.django_db


def test_nothing_has_happened_yet(at):
    assert queries.monthly(at=at) == []


def test_each_month_counts_what_happened_in_it(board, decide, moderator, second_moderator, cast, at):
    held = board.pin(is_shown=False)
    actions.hold(by=STRANGER, about=held, at=at - timedelta(hours=5))
    decide(moderator, held, "publish", category="", reason="")
    reported = board.pin(contributor_id=cast.mair.pk)
    actions.report(by=STRANGER, about=reported, reason="spam", words="", reporter_key="k", at=at - timedelta(hours=2))
    first = decide(moderator, reported)
    actions.appeal(by=cast.viewer("resident"), decision=first, words="No.", at=at - timedelta(hours=1))
    decide(second_moderator, reported, "publish", category="", reason="")

    march = queries.monthly(at=at)[0]

    assert astuple(march) == (date(2026, 3, 1), 1, 1, 2, 1, 0, 1, 0, 1, 2.0)


def test_quiet_months_between_are_there_with_no_median(board, decide, moderator, at):
    about = board.pin(is_shown=False)
    actions.hold(by=STRANGER, about=about, at=at - timedelta(days=70))

    months = queries.monthly(at=at)

    assert [(month.first_day.month, month.held, month.median_hours) for month in months] == [
        (3, 0, None),
        (2, 0, None),
        (1, 0, None),
        (12, 1, None),
    ]


def test_the_counts_read_as_a_page_and_as_a_table(client, board, decide, moderator, at, monkeypatch):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: at)
    about = board.pin(is_shown=False)
    actions.hold(by=STRANGER, about=about, at=at)
    decide(moderator, about)

    page = client.get(reverse("moderation_counts")).content.decode()
    table = client.get("/moderation/counts.csv").getvalue().decode()

    assert "March 2026" in page
    assert table.splitlines()[1] == "2026-03,0,1,0,1,0,0,0,0,0.0"
