"""Receipts: the proof, in under 2 kB of text, that one entry is in the record. It can be checked offline for
years.

The form is C2SP tlog-proof. A receipt carries its entry as extra data where that leaves it under 2 kB; a
longer entry is downloaded beside it.

Source: https://c2sp.org/tlog-proof
"""

import base64
import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from saidanddone.record.notes import MAX_SIZE, BadNote, Checkpoint, Note, VerifierKey, decode_base64
from saidanddone.record.tree import HASH_BYTES, leaf_hash, verify_inclusion

HEADER = "c2sp.org/tlog-proof@v1"
MAX_BYTES = 2_000
"""A receipt with its entry is never longer; without it, only if very many witnesses signed."""

MAX_READ_BYTES = 200_000

_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})", re.ASCII)


class BadReceipt(ValueError):
    """The text is not a receipt, or what it claims does not hold. Says which."""


@dataclass(frozen=True)
class Receipt:
    """The entry's position (from 0), its inclusion proof, the signed checkpoint, and the entry if carried."""

    index: int
    proof: tuple[bytes, ...]
    checkpoint: Note
    entry: bytes | None = None

    def __str__(self) -> str:
        extra = [] if self.entry is None else [f"extra {base64.b64encode(self.entry).decode()}"]
        hashes = [base64.b64encode(each).decode() for each in self.proof]
        return "\n".join([HEADER, *extra, f"index {self.index}", *hashes, "", str(self.checkpoint)])

    def with_entry(self, entry: bytes) -> "Receipt":
        """Carry the entry, unless the receipt would then be over 2 kB."""
        whole = replace(self, entry=entry)
        return whole if len(str(whole).encode()) <= MAX_BYTES else self

    @classmethod
    def parse(cls, content: str) -> "Receipt":
        """Read a receipt; raise `BadReceipt` if it is malformed."""
        if len(content) > MAX_READ_BYTES:
            raise BadReceipt("the receipt is too long")
        head, _, checkpoint = content.partition("\n\n")
        header, *lines = head.split("\n")
        if header != HEADER:
            raise BadReceipt(f"a receipt begins with the line {HEADER}")
        try:
            extra = decode_base64(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else None
            index = _index(lines.pop(0) if lines else "")
            proof = tuple(_hash(line) for line in lines)
            return cls(index, proof, Note.parse(checkpoint), extra)
        except BadNote as error:
            raise BadReceipt(str(error)) from error

    def check(self, entry: bytes, keys: Collection[VerifierKey]) -> "Proved":
        """Say what the receipt proves of ``entry`` to one who trusts ``keys``; raise `BadReceipt` if nothing.

        One of the keys must be the log's own: a key whose name is the origin that the checkpoint states.
        """
        try:
            head = Checkpoint.parse(self.checkpoint.text)
            signers = self.checkpoint.signers(keys)
        except BadNote as error:
            raise BadReceipt(str(error)) from error
        if not any(key.name == head.origin for key in signers):
            raise BadReceipt(f"the log {head.origin} itself did not sign the checkpoint")
        if not verify_inclusion(leaf_hash(entry), self.index, head.size, self.proof, head.root):
            raise BadReceipt(f"the entry is not number {self.index} of this log")
        witnesses = tuple(key.name for key in signers if key.name != head.origin)
        return Proved(head.origin, self.index, head.size, witnesses)


@dataclass(frozen=True)
class Proved:
    """What a receipt proved: this entry is at this position of this log, which had so many entries then."""

    origin: str
    index: int
    size: int
    witnesses: tuple[str, ...]


def _index(line: str) -> int:
    match = _INDEX.fullmatch(line)
    if not match or int(match[1]) > MAX_SIZE:
        raise BadReceipt("the receipt does not say its entry's index")
    return int(match[1])


def _hash(line: str) -> bytes:
    content = decode_base64(line)
    if len(content) != HASH_BYTES:
        raise BadReceipt("a hash of the proof is not 32 bytes")
    return content
