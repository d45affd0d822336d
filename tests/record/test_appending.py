"""Entries are appended in the transaction of what they are about, and hold nothing that was private."""

import json

import pytest
from django.db import transaction

from saidanddone.core.refs import Ref
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.record import actions, canonical, kinds, queries, tree
from saidanddone.record.actions import Draft
from saidanddone.record.models import Entry, Log, Opening
from tests.record.factories import NOON, publish, sequenced

THING = Ref("contribution", "7k3m9qx2pd")
WORDS = "Mae'r bws yn hwyr bob dydd."


@pytest.mark.django_db
def test_an_entry_waits_until_it_is_sequenced():
    (entry,) = publish(about=THING)

    assert (entry.log, entry.position) == (None, None)
    assert bytes(entry.leaf_hash) == tree.leaf_hash(bytes(entry.content))
    assert list(Entry.objects.waiting()) == [entry]
    assert list(Entry.objects.about(THING)) == [entry]
    assert queries.receipt_for(entry) is None


@pytest.mark.django_db
def test_an_entry_says_what_it_is():
    (entry,) = publish(about=THING)

    assert entry.sentence == "Words were withdrawn, and what could open them here was deleted."
    assert entry.facts == {"number": 0}
    assert str(entry) == "withdrawal contribution:7k3m9qx2pd"
    assert json.loads(bytes(entry.content))["at"] == "2026-11-22T12:00:00.000000Z"


@pytest.mark.django_db
def test_private_words_enter_as_a_commitment_only():
    (entry,) = publish(about=THING, private={"text": WORDS})

    assert b"bws" not in bytes(entry.content)
    opening = Opening.objects.get()
    assert entry.commitments == {"text": canonical.commit(bytes(opening.salt), WORDS)}


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused():
    with pytest.raises(actions.NotInTransaction):
        actions.append(by=SITE, kind="withdrawal", about=THING, at=NOON, fields={})
    with pytest.raises(actions.NotInTransaction):
        actions.forget(by=SITE, about=THING, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_an_entry_goes_with_the_transaction_that_it_was_in():
    def publish_and_stumble():
        with transaction.atomic():
            actions.append(by=SITE, kind="withdrawal", about=THING, at=NOON, fields={}, private={"text": WORDS})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        publish_and_stumble()

    assert not Entry.objects.exists()
    assert not Opening.objects.exists()


@pytest.mark.django_db
def test_a_kind_that_nobody_registered_is_refused():
    with pytest.raises(kinds.UnknownKind, match="gossip"):
        actions.append(by=SITE, kind="gossip", about=THING, at=NOON, fields={})


@pytest.mark.parametrize(("name", "words"), [("Answer", "small letters"), ("log-started", "twice")])
def test_a_kind_is_registered_once_and_well_named(name, words):
    with pytest.raises(ValueError, match=words):
        kinds.register(name, "A sentence.")


def test_every_kind_has_its_sentence():
    assert all(sentence.endswith(".") for sentence in kinds.all_kinds().values())
    assert kinds.sentence("of-an-app-that-is-gone") == "of-an-app-that-is-gone"


@pytest.mark.django_db
def test_many_are_appended_in_few_queries(django_assert_num_queries):
    drafts = [Draft("withdrawal", Ref("contribution", f"c{n}"), {"n": n}, {"text": str(n)}) for n in range(100)]

    with django_assert_num_queries(5), transaction.atomic():
        made = actions.append_many(by=SITE, at=NOON, drafts=drafts)

    assert len(made) == Opening.objects.count() == 100
    assert [entry.pk for entry in made] == sorted(entry.pk for entry in made)


@pytest.mark.django_db
def test_one_is_appended_in_three_queries(django_assert_num_queries):
    with django_assert_num_queries(5):  # with the savepoint of this test
        publish(private={"text": WORDS})


@pytest.mark.django_db
def test_nothing_is_appended_while_the_log_is_contradicted():
    sequenced(1)
    Log.objects.update(contradiction=Log.Contradiction.BEHIND, contradicted_at=NOON)

    with pytest.raises(Refused, match="Nothing can be published"):
        publish()
    with pytest.raises(Refused, match="Nothing can be published"):
        actions.append_many(by=STRANGER, at=NOON, drafts=[])
