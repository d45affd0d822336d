"""Signed notes: text with signatures under it. A checkpoint is one; a witness adds its cosignature to it.

Keys are Ed25519. A *verifier key* is the public half as one line, ``<name>+<key id>+<base64>``, fit to print,
to keep and to hand to others.

Sources: https://c2sp.org/signed-note, https://c2sp.org/tlog-checkpoint, https://c2sp.org/tlog-cosignature
"""

import base64
import binascii
import hashlib
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from saidanddone.record.tree import HASH_BYTES

NOTE = 0x01
"""The kind of key that signs a note's text as it stands."""

COSIGNATURE = 0x04
"""The kind of key with which a witness signs a checkpoint and the moment it saw it."""

MAX_NOTE_BYTES = 64_000
MAX_SIZE = 2**63 - 1

_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]{1,200}")
_SIGNATURE = re.compile(r"— (\S+) ([A-Za-z0-9+/]+={0,2})")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


class BadNote(ValueError):
    """The text is not a well-formed note, checkpoint or key, or no trusted key signed it. Says which."""


@dataclass(frozen=True)
class Signature:
    """One signature under a note: who, which of their keys (4 bytes), and the signature itself."""

    name: str
    key_id: bytes
    value: bytes

    @property
    def line(self) -> str:
        return f"— {self.name} {base64.b64encode(self.key_id + self.value).decode()}\n"

    @classmethod
    def parse(cls, line: str) -> "Signature":
        match = _SIGNATURE.fullmatch(line)
        if not match or not _NAME.fullmatch(match[1]):
            raise BadNote("a signature line is not of the form “— name base64”")
        content = decode_base64(match[2])
        if len(content) < 5:
            raise BadNote("a signature is too short")
        return cls(match[1], content[:4], content[4:])


@dataclass(frozen=True)
class VerifierKey:
    """The public half of a key: whose it is, its kind (`NOTE` or `COSIGNATURE`) and its 32 bytes.

    >>> key = VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    >>> key.name, key.key_id.hex()
    ('PeterNeumann', 'c74f20a3')
    """

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Four bytes that, with the name, say which key signed; not a defence against forgery."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self) -> str:
        content = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{content}"

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """Read a key from its line; raise `BadNote` if it is not one, or its id is not its own."""
        name, _, rest = text.strip().partition("+")
        key_id, _, content = rest.partition("+")
        raw = decode_base64(content)
        if not _NAME.fullmatch(name) or raw[:1] not in (b"\x01", b"\x04") or len(raw) != 33:
            raise BadNote("the key is not of the form name+id+base64 with an Ed25519 key in it")
        key = cls(name, raw[0], raw[1:])
        if key.key_id.hex() != key_id:
            raise BadNote("the key's id does not belong to it")
        return key

    def made(self, signature: Signature) -> bool:
        """Say whether the signature claims to be by this key."""
        return (signature.name, signature.key_id) == (self.name, self.key_id)

    def accepts(self, text: str, signature: Signature) -> bool:
        """Say whether this key signed this text, at whatever moment a cosignature names."""
        value, message = signature.value, text.encode()
        if self.kind == COSIGNATURE:
            if len(value) != 72:
                return False
            message, value = _cosigned(text, _timestamp(signature)), value[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(value, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """A name and a private key, which sign as the log (`sign`) or as a witness (`cosign`)."""

    name: str
    private: Ed25519PrivateKey

    def key(self, kind: int = NOTE) -> VerifierKey:
        return VerifierKey(self.name, kind, self.private.public_key().public_bytes_raw())

    def sign(self, text: str) -> Signature:
        return Signature(self.name, self.key().key_id, self.private.sign(text.encode()))

    def cosign(self, text: str, *, at: datetime) -> Signature:
        """State that this was the largest checkpoint seen of its log, and that it continued all before."""
        moment = int(at.timestamp())
        value = struct.pack(">Q", moment) + self.private.sign(_cosigned(text, moment))
        return Signature(self.name, self.key(COSIGNATURE).key_id, value)


@dataclass(frozen=True)
class Note:
    """A text, which ends in a newline, and the signatures under it.

    >>> from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    >>> signer = Signer("example.org/record", Ed25519PrivateKey.generate())
    >>> text = "Bins are emptied on Tuesdays.\\n"
    >>> note = Note(text).signed(signer.sign(text))
    >>> Note.parse(str(note)).signers([signer.key()]) == (signer.key(),)
    True
    """

    text: str
    signatures: tuple[Signature, ...] = ()

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(signature.line for signature in self.signatures)}"

    def signed(self, *signatures: Signature) -> "Note":
        return replace(self, signatures=(*self.signatures, *signatures))

    @classmethod
    def parse(cls, content: str) -> "Note":
        """Read a note; raise `BadNote` if it is malformed or over 64,000 bytes."""
        if len(content.encode(errors="replace")) > MAX_NOTE_BYTES:
            raise BadNote("the note is too long")
        if any(letter < " " and letter != "\n" for letter in content):
            raise BadNote("the note has control characters in it")
        text, divider, lines = content.rpartition("\n\n")
        if not divider or not lines.endswith("\n"):
            raise BadNote("the note has no signatures under a blank line")
        return cls(text + "\n", tuple(Signature.parse(line) for line in lines[:-1].split("\n")))

    def signers(self, keys: Iterable[VerifierKey]) -> tuple[VerifierKey, ...]:
        """Give those of ``keys`` that signed; raise `BadNote` if none did, or if one's signature is false."""
        found = []
        for key in keys:
            made = [signature for signature in self.signatures if key.made(signature)]
            if not all(key.accepts(self.text, signature) for signature in made):
                raise BadNote(f"the signature by {key.name} is false")
            found += [key] * bool(made)
        if not found:
            raise BadNote("no trusted key signed this")
        return tuple(found)


@dataclass(frozen=True)
class Checkpoint:
    """What a log states of itself: its origin, the number of its entries, and the root over them (32 bytes).

    >>> print(Checkpoint("example.com/behind-the-sofa", 1, bytes(32)).text, end="")
    example.com/behind-the-sofa
    1
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
    """

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read a checkpoint's text; raise `BadNote` if it is not one. Extension lines are passed over."""
        *lines, end = text.split("\n")
        if len(lines) < 3 or not all(lines) or end:
            raise BadNote("the checkpoint is not an origin, a size and a root")
        origin, size, root = lines[:3]
        if not _NUMBER.fullmatch(size) or int(size) > MAX_SIZE:
            raise BadNote("the checkpoint does not state its size")
        hash_ = decode_base64(root)
        if len(hash_) != HASH_BYTES:
            raise BadNote("the checkpoint's root is not 32 bytes")
        return cls(origin, int(size), hash_)


def cosigned_at(signature: Signature) -> datetime:
    """Give the moment that a cosignature states; raise `BadNote` if it states none that a calendar has."""
    try:
        return datetime.fromtimestamp(_timestamp(signature), UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise BadNote("the cosignature's moment is outside the calendar") from error


def decode_base64(text: str) -> bytes:
    """Read standard base64 in its one canonical spelling; raise `BadNote` for any other."""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadNote("what should be base64 is not") from error
    if base64.b64encode(content).decode() != text:
        raise BadNote("what should be base64 is spelt in another way")
    return content


def _timestamp(signature: Signature) -> int:
    return int.from_bytes(signature.value[:8], "big")


def _cosigned(text: str, moment: int) -> bytes:
    return f"cosignature/v1\ntime {moment}\n{text}".encode()
