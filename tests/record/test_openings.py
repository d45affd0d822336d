"""Words are held against what was recorded: the same, different, or sealed for good."""

import json

import pytest

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import SITE
from saidanddone.record import actions, verify
from saidanddone.record.models import Entry
from saidanddone.record.openings import Standing, Words, hold
from tests.record.factories import NOON, sequenced

pytestmark = pytest.mark.django_db
THING, OTHER = Ref("contribution", "7k3m9qx2pd"), Ref("answer", "7k3m9qx2pd")
WORDS = "Mae'r bws yn hwyr bob dydd."


def standing(*shown: Words) -> list[Standing]:
    return [held.standing for held in hold(shown)]


def test_words_that_were_recorded_are_the_same():
    sequenced(1, about=THING, private={"text": WORDS})

    (held,) = hold([Words(THING, "text", WORDS)])

    assert held.standing == Standing.SAME
    assert (held.entry.position, held.as_json()["content"]) == (0, WORDS)
    verify.check_opening(json.loads(json.dumps(held.as_json())), bytes(Entry.objects.get().content))


def test_other_words_of_the_same_thing_differ_and_open_nothing():
    sequenced(1, about=THING, private={"text": WORDS})

    (held,) = hold([Words(THING, "text", "Mae'r bws ar amser.")])

    assert held.standing == Standing.DIFFERENT
    assert held.entry is None
    with pytest.raises(ValueError, match="opens no entry"):
        held.as_json()


def test_every_version_that_was_recorded_is_the_same():
    sequenced(1, about=THING, private={"text": "Before."})
    sequenced(1, about=THING, private={"text": WORDS})

    assert standing(Words(THING, "text", "Before."), Words(THING, "text", WORDS)) == [Standing.SAME] * 2


def test_of_another_thing_or_field_nothing_can_be_said():
    sequenced(1, about=THING, private={"text": WORDS})

    assert standing(Words(OTHER, "text", WORDS), Words(THING, "reason", WORDS)) == [Standing.SEALED] * 2


def test_when_the_key_is_deleted_nothing_can_be_said_any_more(django_capture_on_commit_callbacks):
    sequenced(1, about=THING, private={"text": WORDS})
    actions.forget(by=SITE, about=THING, at=NOON)

    assert standing(Words(THING, "text", WORDS)) == [Standing.SEALED]


def test_any_number_of_words_is_one_query(django_assert_num_queries):
    for number in range(5):
        sequenced(1, about=Ref("answer", f"{number:010}"), private={"text": WORDS})
    shown = [Words(Ref("answer", f"{number:010}"), "text", WORDS) for number in range(5)]

    with django_assert_num_queries(1):
        assert {held.standing for held in hold(shown)} == {Standing.SAME}
    with django_assert_num_queries(0):
        assert hold([]) == []
