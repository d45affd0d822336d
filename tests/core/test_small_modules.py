"""The clock, rules, viewers, jobs and languages."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.utils import translation

from saidanddone.core import clock, jobs, languages
from saidanddone.core.rules import Refused, allows
from saidanddone.core.viewer import SITE, STRANGER, Viewer


def test_now_is_aware_and_in_utc():
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 1, 31, 23, 30, tzinfo=UTC), date(2026, 1, 31)),
    ],
)
def test_a_day_is_the_day_where_the_area_is(settings, at, day):
    settings.LOCAL_TIME_ZONE = "Europe/London"

    assert clock.local_date(at) == day


def refuse_odd(*, number):
    if number % 2:
        raise Refused("odd")


def test_a_check_becomes_a_boolean():
    assert allows(refuse_odd, number=2)
    assert not allows(refuse_odd, number=1)


def test_a_permission_is_held_on_the_site_or_in_an_organisation():
    moderator = Viewer(person_id=1, permissions=frozenset({("moderate", None)}))
    officer = Viewer(person_id=2, permissions=frozenset({("answer", 5)}))

    assert moderator.may("moderate")
    assert moderator.may("moderate", 5)
    assert officer.may("answer", 5)
    assert not officer.may("answer", 6)
    assert not officer.may("answer")
    assert not STRANGER.may("answer", 5)
    assert SITE.may("anything")


def test_a_stranger_is_nobody_in_particular():
    assert STRANGER.is_stranger
    assert not SITE.is_stranger
    assert not Viewer(contributor_ids=frozenset({1})).is_stranger


called = []
remember = SimpleNamespace(enqueue=lambda **arguments: called.append(arguments))


@pytest.mark.django_db
def test_a_task_is_queued_when_the_transaction_has_committed(django_capture_on_commit_callbacks):
    called.clear()

    with django_capture_on_commit_callbacks(execute=True):
        jobs.queue(f"{__name__}.remember", number=1)
        queued_before_commit = list(called)

    assert queued_before_commit == []
    assert called == [{"number": 1}]


@pytest.mark.parametrize(
    ("language", "name_cy", "expected"),
    [("en", "Lle", "Place"), ("cy", "Lle", "Lle"), ("cy", "", "Place")],
)
def test_a_name_is_said_in_the_readers_language(language, name_cy, expected):
    thing = SimpleNamespace(name="Place", name_cy=name_cy)

    with translation.override(language):
        assert languages.said_in(thing, "name") == expected
    assert languages.said_in(thing, "name", language) == expected


@pytest.mark.parametrize(("code", "expected"), [("cy-gb", "cy"), ("en-gb", "en"), ("fr", "en"), (None, "en")])
def test_the_active_language_is_one_of_the_sites(code, expected):
    with translation.override(code):
        assert languages.active() == expected
