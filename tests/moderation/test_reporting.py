import pytest
from django.core.exceptions import PermissionDenied

from saidanddone.core.viewer import STRANGER, Viewer
from saidanddone.moderation import actions, queries, registry
from saidanddone.moderation.models import Case, Report

pytestmark = pytest.mark.django_db


def report(about, at, key="k1", **facts):
    facts = {"reason": "personal", "words": ""} | facts
    return actions.report(by=STRANGER, about=about, reporter_key=key, at=at, **facts)


def test_a_report_opens_a_case_and_further_ones_join_it(board, at):
    about = board.pin()

    report(about, at)
    report(about, at, key="k2", reason="spam", words="  It is an advert.\x00 ")

    case = Case.objects.get()
    assert (case.origin, case.state, case.about) == ("reported", "open", about)
    assert [r.words for r in case.reports.order_by("pk")] == ["", "It is an advert."]


def test_one_person_reports_a_thing_once(board, at):
    about = board.pin()

    assert report(about, at)
    assert not report(about, at)
    assert Report.objects.count() == 1


def test_what_was_held_is_one_case_with_its_reports(board, at):
    about = board.pin()
    actions.hold(by=STRANGER, about=about, at=at)
    actions.hold(by=STRANGER, about=about, at=at)

    report(about, at)

    assert Case.objects.get().origin == "held"


def test_nobody_reports_what_they_cannot_read(board, at):
    with pytest.raises(PermissionDenied):
        report(board.pin(is_shown=False), at)


def test_a_kind_that_nobody_moderates_is_named():
    with pytest.raises(registry.UnknownKind, match="ghost"):
        registry.handler("ghost")


def test_reporters_are_told_apart_and_never_named(board):
    about, other = board.pin(), board.pin()
    account, linked = Viewer(person_id=1), Viewer(contributor_ids=frozenset({1}))

    keys = [queries.reporter_key(account, "s", about), queries.reporter_key(account, "s", other)]
    keys += [queries.reporter_key(linked, "s", about), queries.reporter_key(STRANGER, "s", about)]
    keys += [queries.reporter_key(STRANGER, "t", about)]

    assert len(set(keys)) == 5
    assert all(len(key) == 64 for key in keys)
    assert queries.reporter_key(account, "another session", about) == keys[0]
