"""A receipt is a C2SP tlog-proof under 2 kB; it proves one entry, offline, and nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.record import notes, receipts, tree, verify
from saidanddone.record.receipts import BadReceipt, Receipt
from tests.record.factories import LOG, NOON, ORIGIN, WITNESS, checkpoint, entries, entry, receipt

KEYS = [LOG.key(), WITNESS.key(notes.COSIGNATURE)]
PLAIN_KEYS = [verify.Key.read(str(key)) for key in KEYS]
CONTENTS = entries(20)


@given(st.integers(0, 19))
def test_a_receipt_is_read_back_and_holds_in_both_verifiers(index):
    given_out = receipt(CONTENTS, index)

    found = Receipt.parse(str(given_out))

    assert found == given_out
    assert found.check(CONTENTS[index], KEYS) == receipts.Proved(ORIGIN, index, 20, ())
    second = verify.read_receipt(str(given_out))
    assert verify.check_receipt(second, second.entry, PLAIN_KEYS).size == 20


def test_a_receipt_holds_for_no_other_entry():
    given_out = receipt(CONTENTS, 3)

    with pytest.raises(BadReceipt, match="not number 3"):
        given_out.check(CONTENTS[4], KEYS)
    with pytest.raises(verify.Wrong, match="not number 3"):
        verify.check_receipt(verify.read_receipt(str(given_out)), CONTENTS[4], PLAIN_KEYS)


def test_a_receipt_names_the_witnesses():
    note = checkpoint(CONTENTS)
    witnessed = replace(receipt(CONTENTS, 3), checkpoint=note.signed(WITNESS.cosign(note.text, at=NOON)))

    assert witnessed.check(CONTENTS[3], KEYS).witnesses == (WITNESS.name,)


def test_a_witness_alone_cannot_vouch_for_a_log():
    text = checkpoint(CONTENTS).text
    alone = replace(receipt(CONTENTS, 3), checkpoint=notes.Note(text).signed(WITNESS.cosign(text, at=NOON)))

    with pytest.raises(BadReceipt, match="itself did not sign"):
        alone.check(CONTENTS[3], KEYS)
    with pytest.raises(verify.Wrong, match="not signed by its own key"):
        verify.check_receipt(verify.read_receipt(str(alone)), CONTENTS[3], PLAIN_KEYS)


def test_a_receipt_without_a_trusted_signature_is_refused():
    with pytest.raises(BadReceipt, match="no trusted key"):
        receipt(CONTENTS, 3).check(CONTENTS[3], [])


def test_a_signed_note_that_is_no_checkpoint_is_refused():
    note = notes.Note("hello\n").signed(LOG.sign("hello\n"))

    with pytest.raises(BadReceipt, match="checkpoint"):
        replace(receipt(CONTENTS, 3), checkpoint=note).check(CONTENTS[3], KEYS)


def test_a_receipt_stays_under_two_kilobytes():
    text = notes.Checkpoint(ORIGIN, 1_000_000, bytes(32)).text
    note = notes.Note(text).signed(LOG.sign(text), *[WITNESS.cosign(text, at=NOON)] * 3)
    bare = Receipt(999_999, (bytes(32),) * 20, note)

    short, long = bare.with_entry(entry(1)), bare.with_entry(entry(1, text="x" * 2_000))

    assert short.entry == entry(1)
    assert long.entry is None
    assert max(len(str(short).encode()), len(str(long).encode())) < 2_000


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"),
        ("index 3", "index 03"),
        ("index 3", "index -3"),
        ("index 3", "index ٣"),
        ("index 3", "number 3"),
        ("index 3\n", "index 9223372036854775808\n"),
        ("index 3\n", "index 3\nAAAA\n"),
        ("extra ey", "extra !y"),
        ("\n\n", "\n"),
        ("— ", "- "),
    ],
)
def test_a_malformed_receipt_is_refused(old, new):
    spoilt = str(receipt(CONTENTS, 3)).replace(old, new, 1)

    with pytest.raises(BadReceipt):
        Receipt.parse(spoilt).check(CONTENTS[3], KEYS)
    with pytest.raises(verify.Wrong):
        verify.check_receipt(verify.read_receipt(spoilt), CONTENTS[3], PLAIN_KEYS)


@pytest.mark.parametrize("content", ["", "c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v1\n\n", "x" * 300_000])
def test_what_is_no_receipt_is_refused(content):
    with pytest.raises(BadReceipt):
        Receipt.parse(content)
    with pytest.raises(verify.Wrong):
        verify.check_receipt(verify.read_receipt(content), b"", PLAIN_KEYS)


def test_an_index_beyond_the_log_is_refused_by_both():
    beyond = replace(receipt(CONTENTS, 3), index=20)

    assert not tree.verify_inclusion(bytes(32), 20, 20, [], bytes(32))
    with pytest.raises(BadReceipt):
        beyond.check(CONTENTS[3], KEYS)
    with pytest.raises(verify.Wrong):
        verify.check_receipt(verify.read_receipt(str(beyond)), CONTENTS[3], PLAIN_KEYS)


@pytest.mark.parametrize("change", [lambda proof: proof[:-1], lambda proof: (*proof, bytes(32))], ids=["short", "long"])
def test_a_proof_of_another_length_is_refused_by_both(change):
    honest = receipt(CONTENTS, 3)
    other = replace(honest, proof=change(honest.proof))

    with pytest.raises(BadReceipt):
        other.check(CONTENTS[3], KEYS)
    with pytest.raises(verify.Wrong, match="too"):
        verify.check_receipt(verify.read_receipt(str(other)), CONTENTS[3], PLAIN_KEYS)


def test_base64_in_another_spelling_is_refused_by_both():
    honest = str(receipt(CONTENTS, 3))
    line = honest.split("\n")[3]
    other = honest.replace(line, line[:-2] + chr(ord(line[-2]) + 1) + "=", 1)

    with pytest.raises(BadReceipt, match="spelt"):
        Receipt.parse(other)
    with pytest.raises(verify.Wrong, match="spelt"):
        verify.read_receipt(other)
