"""Erasing what somebody said leaves every proof as it was."""

import pytest

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import SITE
from saidanddone.record import actions, queries, sequencer
from saidanddone.record.models import Entry, Log, Opening
from tests.record.factories import NOON, publish, sequenced

pytestmark = pytest.mark.django_db
THING, OTHER = Ref("contribution", "7k3m9qx2pd"), Ref("contribution", "2b4d6f8h0j")


def test_what_could_open_the_words_is_deleted_and_the_withdrawal_recorded():
    sequenced(1, about=THING, private={"text": "a", "name": "b"})
    publish(about=OTHER, private={"text": "other words"})

    deleted = actions.forget(by=SITE, about=THING, at=NOON)

    assert deleted == 2
    assert Opening.objects.get().entry.about == OTHER
    assert [entry.kind for entry in Entry.objects.about(THING)] == ["withdrawal", "withdrawal"]


def test_every_receipt_still_holds():
    sequenced(3, about=THING, private={"text": "a"})
    before = [queries.receipt_for(entry) for entry in Entry.objects.order_by("position")]

    actions.forget(by=SITE, about=THING, at=NOON)
    sequencer.run_once(NOON)

    keys = [Log.objects.get().key]
    for receipt in before:
        receipt.check(receipt.entry, keys)
    for entry in Entry.objects.all():
        queries.receipt_for(entry).check(bytes(entry.content), keys)


def test_forgetting_twice_appends_nothing_new():
    publish(about=THING, private={"text": "a"})
    actions.forget(by=SITE, about=THING, at=NOON)

    assert actions.forget(by=SITE, about=THING, at=NOON) == 0
    assert Entry.objects.about(THING).count() == 2


def test_what_was_never_recorded_leaves_no_trace_when_it_is_forgotten():
    assert actions.forget(by=SITE, about=THING, at=NOON) == 0
    assert not Entry.objects.exists()


def test_erasure_does_not_wait_for_a_contradicted_log():
    sequenced(1, about=THING, private={"text": "a"})
    Log.objects.update(contradiction=Log.Contradiction.BEHIND, contradicted_at=NOON)

    assert actions.forget(by=SITE, about=THING, at=NOON) == 1


def test_words_that_were_corrected_lose_what_could_open_them():
    sequenced(1, about=THING, private={"text": "a", "name": "b"})
    publish(about=OTHER, private={"text": "other words"})

    closed = actions.close(by=SITE, about=THING, at=NOON, fields=["text"])

    assert closed == 1
    assert sorted(Opening.objects.values_list("field", flat=True)) == ["name", "text"]
    assert Entry.objects.about(THING).count() == 1
