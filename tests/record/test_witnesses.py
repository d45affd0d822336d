"""Registered witnesses' cosignatures are kept under our checkpoints, and nothing else is."""

from datetime import timedelta

import pytest
from django.urls import reverse

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.record import actions, notes, queries
from saidanddone.record.models import Cosignature, Entry, Witness
from saidanddone.record.notes import COSIGNATURE, BadNote, Note
from tests.record.factories import LOG, NOON, WITNESS, checkpoint, entries, sequenced

pytestmark = pytest.mark.django_db
KEY = str(WITNESS.key(COSIGNATURE))


@pytest.fixture
def witness() -> Witness:
    return actions.register_witness(by=SITE, at=NOON, key=KEY)


def cosigned(found, signer=WITNESS, at=NOON) -> Note:
    text = found.signed_note.text
    return Note(text).signed(signer.cosign(text, at=at))


def bring(client, note: Note | bytes):
    body = note if isinstance(note, bytes) else str(note).encode()
    return client.post(reverse("record_witness"), body, content_type="text/plain")


def test_a_registered_witness_is_heard_once(client, witness):
    found = sequenced(2)

    first = bring(client, cosigned(found))
    second = bring(client, cosigned(found, at=NOON + timedelta(minutes=1)))

    assert (first.status_code, first.text, second.text) == (200, "1\n", "0\n")
    assert Cosignature.objects.get().cosigned_at == NOON
    assert str(Cosignature.objects.get()) == f"witness.example/canolfan on {found.pk}"


def test_the_checkpoint_is_served_with_its_cosignatures(client, witness):
    found = sequenced(2)
    bring(client, cosigned(found))

    note = Note.parse(client.get(reverse("record_checkpoint")).text)

    assert note.signers([found.log.key, witness.key]) == (found.log.key, witness.key)
    assert "Last signed by a partner at 2 entries" in client.get(reverse("record")).text
    assert client.get(reverse("record_witnesses")).text == f"{KEY}\n"


def test_a_receipt_rests_on_the_newest_checkpoint_that_was_witnessed(client, witness):
    early, late = sequenced(2), sequenced(2)
    bring(client, cosigned(early))
    first, last = Entry.objects.get(position=0), Entry.objects.get(position=3)

    keys = queries.trusted_keys()
    assert queries.receipt_for(first).check(bytes(first.content), keys).witnesses == ("witness.example/canolfan",)
    assert queries.receipt_for(last).check(bytes(last.content), keys).size == late.size


def test_a_stranger_is_not_heard(client):
    found = sequenced(2)

    answer = bring(client, cosigned(found))

    assert (answer.status_code, answer.text) == (400, "no trusted key signed this\n")


def test_a_witness_that_retired_is_not_heard(client, witness):
    found = sequenced(2)
    actions.retire_witness(by=SITE, at=NOON, name=witness.name)

    assert bring(client, cosigned(found)).status_code == 400


def test_a_witness_can_come_back(witness):
    actions.retire_witness(by=SITE, at=NOON, name=witness.name)

    again = actions.register_witness(by=SITE, at=NOON, key=KEY)

    assert (again.pk, again.retired_at) == (witness.pk, None)
    assert str(again) == "witness.example/canolfan"


def test_a_false_cosignature_is_refused(client, witness):
    found = sequenced(2)
    text = found.signed_note.text
    false = Note(text).signed(WITNESS.cosign("something else\n", at=NOON))

    answer = bring(client, false)

    assert answer.status_code == 400
    assert "is false" in answer.text
    assert not Cosignature.objects.exists()


def test_a_checkpoint_that_is_not_ours_is_refused(client, witness):
    sequenced(2)
    foreign = checkpoint(entries(2))

    answer = bring(client, foreign.signed(WITNESS.cosign(foreign.text, at=NOON)))

    assert (answer.status_code, answer.text) == (400, "this checkpoint is not one of this record\n")


def test_a_checkpoint_with_another_root_is_refused(client, witness):
    found = sequenced(2)
    head = notes.Checkpoint(found.log.origin, 2, bytes(32))

    answer = bring(client, Note(head.text).signed(WITNESS.cosign(head.text, at=NOON)))

    assert answer.status_code == 400


@pytest.mark.parametrize("body", [b"", b"hello", b"\xff\xfe", b"x" * 70_000])
def test_anything_else_is_answered_with_400(client, body):
    assert bring(client, body).status_code == 400


def test_only_posting_brings_anything(client):
    assert client.get(reverse("record_witness")).status_code == 405


@pytest.mark.parametrize(
    "act",
    [
        lambda: actions.register_witness(by=STRANGER, at=NOON, key=KEY),
        lambda: actions.retire_witness(by=STRANGER, at=NOON, name="x"),
    ],
    ids=["register", "retire"],
)
def test_only_an_administrator_decides_who_witnesses(act):
    with pytest.raises(Refused):
        act()


def test_a_key_that_signs_notes_makes_no_witness():
    with pytest.raises(BadNote):
        actions.register_witness(by=SITE, at=NOON, key=str(LOG.key()))
