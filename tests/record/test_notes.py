"""Signed notes, checkpoints and cosignatures are those of C2SP, and both implementations agree on each."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.record import notes, verify
from saidanddone.record.notes import COSIGNATURE, BadNote, Checkpoint, Note, Signature, VerifierKey
from tests.record.factories import LOG, NOON, ORIGIN, WITNESS

# From the documentation of golang.org/x/mod/sumdb/note, the reference implementation.
NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NEUMANN_PRIVATE = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
NEUMANN_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotp"
    "RZb6KE6RyyBwJnAM=\n"
)
# From c2sp.org/signed-note, "Verifier keys".
EXAMPLE = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmR"
    "KuwHjG1Yu72IneyaQM=\n"
)
# RFC 8032, section 7.1, tests 1 to 3: public key, message, signature.
RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]
ZEROS = "A" * 43 + "="
TEXT = Checkpoint(ORIGIN, 5, b"r" * 32).text


@pytest.mark.parametrize(("key", "note"), [(NEUMANN, NEUMANN_NOTE), (EXAMPLE, EXAMPLE_NOTE)])
def test_a_published_note_holds(key, note):
    trusted = VerifierKey.parse(key)

    assert Note.parse(note).signers([trusted]) == (trusted,)
    assert str(trusted) == key
    assert str(Note.parse(note)) == note


def test_a_published_note_is_signed_alike():
    private = Ed25519PrivateKey.from_private_bytes(base64.b64decode(NEUMANN_PRIVATE)[1:])
    signer = notes.Signer("PeterNeumann", private)
    text = Note.parse(NEUMANN_NOTE).text

    assert str(Note(text).signed(signer.sign(text))) == NEUMANN_NOTE
    assert str(signer.key()) == NEUMANN


@pytest.mark.parametrize(("public", "message", "signature"), RFC_8032)
def test_the_dependency_free_signature_check_gives_the_published_answers(public, message, signature):
    given_bytes = [bytes.fromhex(each) for each in (public, message, signature)]

    assert verify.signature_holds(*given_bytes)
    assert not verify.signature_holds(given_bytes[0], given_bytes[1] + b"x", given_bytes[2])


@pytest.mark.slow
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 64 * 8 - 1))
def test_both_signature_checks_agree(seed, message, bit):
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = private.public_key().public_bytes_raw(), private.sign(message)
    turned = bytearray(signature)
    turned[bit // 8] ^= 1 << bit % 8

    assert verify.signature_holds(public, message, signature)
    assert not verify.signature_holds(public, message, bytes(turned))


@pytest.mark.parametrize(
    ("public", "signature"),
    [
        (b"\xff" * 32, bytes(64)),
        (bytes(31), bytes(64)),
        (bytes(32), bytes(63)),
        ((2).to_bytes(32, "little"), bytes(64)),
        (LOG.key().public, bytes(32) + b"\xff" * 32),
        ((1 | 1 << 255).to_bytes(32, "little"), bytes(64)),
    ],
)
def test_what_is_no_key_or_no_signature_never_holds(public, signature):
    assert not verify.signature_holds(public, b"", signature)
    assert not VerifierKey("x", notes.NOTE, public).accepts("", Signature("x", b"1234", signature))


def test_a_witness_cosigns_what_the_log_signed():
    note = Note(TEXT).signed(LOG.sign(TEXT), WITNESS.cosign(TEXT, at=NOON))
    keys = [LOG.key(), WITNESS.key(COSIGNATURE)]

    assert note.signers(keys) == tuple(keys)
    assert notes.cosigned_at(note.signatures[1]) == NOON
    assert verify.read_checkpoint(str(note), [verify.Key.read(str(key)) for key in keys]).signers == [
        ORIGIN,
        "witness.example/canolfan",
    ]


def test_the_cosigned_message_is_that_of_the_specification():
    cosignature = WITNESS.cosign(TEXT, at=datetime.fromtimestamp(1679315147, UTC))

    message = f"cosignature/v1\ntime 1679315147\n{TEXT}".encode()
    WITNESS.private.public_key().verify(cosignature.value[8:], message)
    assert cosignature.value[:8] == (1679315147).to_bytes(8, "big")


def test_a_cosignature_does_not_hold_at_another_moment():
    cosignature = WITNESS.cosign(TEXT, at=NOON)
    later = WITNESS.cosign(TEXT, at=NOON + timedelta(seconds=1))

    forged = replace(cosignature, value=later.value[:8] + cosignature.value[8:])

    assert not WITNESS.key(COSIGNATURE).accepts(TEXT, forged)
    assert not WITNESS.key(COSIGNATURE).accepts(TEXT, replace(cosignature, value=cosignature.value[:-1]))


def test_a_moment_beyond_the_calendar_is_refused():
    with pytest.raises(BadNote, match="calendar"):
        notes.cosigned_at(Signature("w", b"1234", b"\xff" * 72))


def test_a_false_signature_by_a_trusted_key_spoils_the_note():
    note = Note(TEXT).signed(LOG.sign("other text\n"), WITNESS.cosign(TEXT, at=NOON))

    with pytest.raises(BadNote, match="false"):
        note.signers([WITNESS.key(COSIGNATURE), LOG.key()])
    with pytest.raises(verify.Wrong, match="false"):
        verify.read_checkpoint(str(note), [verify.Key.read(str(LOG.key()))])


def test_signatures_by_strangers_are_passed_over():
    stranger = notes.Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(b"S" * 32))
    note = Note(TEXT).signed(stranger.sign(TEXT), LOG.sign(TEXT))

    assert note.signers([LOG.key()]) == (LOG.key(),)
    with pytest.raises(BadNote, match="no trusted key"):
        note.signers([WITNESS.key(COSIGNATURE)])


@pytest.mark.parametrize(
    "content",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n— name",
        "te\txt\n\n— name AAAAAAA=\n",
        "text\n\n- name AAAAAAA=\n",
        "text\n\n— na+me AAAAAAA=\n",
        "text\n\n— name AAAA\n",
        "text\n\n— name AAAAAAB=\n",
        "text\n\n— name AAAAAA\n",
        "x" * 64_001,
    ],
)
def test_a_malformed_note_is_refused(content):
    with pytest.raises(BadNote):
        Note.parse(content)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10Q=",
        "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+éRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
)
def test_a_malformed_key_is_refused(line):
    with pytest.raises(BadNote):
        VerifierKey.parse(line)
    with pytest.raises(verify.Wrong):
        verify.Key.read(line)


def test_a_published_checkpoint_is_read():
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"

    found = Checkpoint.parse(text)

    assert (found.origin, found.size, found.text) == ("example.com/behind-the-sofa", 20852163, text)
    assert Checkpoint.parse(text + "an extension\n") == found


@pytest.mark.parametrize(
    "text",
    [
        *("", "o\n", "o\n1\n", "o\n1\nAAAA\n", f"o\n01\n{ZEROS}\n", f"o\n-1\n{ZEROS}\n", f"o\n٣\n{ZEROS}\n"),
        *(f"o\n{2**63}\n{ZEROS}\n", f"\n1\n{ZEROS}\n", f"o\n1\n{ZEROS}\n\n", f"o\n1\n{ZEROS}"),
    ],
)
def test_a_malformed_checkpoint_is_refused(text):
    with pytest.raises(BadNote):
        Checkpoint.parse(text)
    with pytest.raises(verify.Wrong):
        verify.read_checkpoint(str(Note(text).signed(LOG.sign(text))), [verify.Key.read(str(LOG.key()))])
