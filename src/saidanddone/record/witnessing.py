"""Being a witness of somebody else's record: look at its checkpoint, and sign it only if nothing before has changed.

What was signed last is kept in a file: it is all that a witness needs to remember, and must never lose.

Source: https://c2sp.org/tlog-witness, with the difference that the witness comes to the record.
"""

import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from saidanddone.record import tiles, tree
from saidanddone.record.audit import Source, signed_head
from saidanddone.record.notes import Checkpoint, Note, Signer, VerifierKey


class NotConsistent(Exception):
    """The record no longer holds what this witness signed before. Nothing is signed; the world should know."""


@dataclass(frozen=True)
class Witnessed:
    """A checkpoint with the witness's cosignature, and the number of entries that are new since the last one."""

    note: Note
    head: Checkpoint
    new: int


def cosign(source: Source, signer: Signer, keys: Sequence[VerifierKey], *, at: datetime, memory: Path) -> Witnessed:
    """Check the newest checkpoint against the last one signed, sign it, and remember it.

    Reads O(log n) tiles. Raises `NotConsistent`, `BadNote` or `Unreadable`, having signed nothing.
    """
    note = Note.parse(source.text("checkpoint"))
    head, _ = signed_head(str(note), keys)
    last = Checkpoint.parse(Note.parse(memory.read_text()).text) if memory.exists() else None
    if last:
        require_consistency(source, last, head)
    signed = Note(note.text, note.signatures).signed(signer.cosign(note.text, at=at))
    _keep(memory, str(signed))
    return Witnessed(signed, head, head.size - (last.size if last else 0))


def require_consistency(source: Source, last: Checkpoint, head: Checkpoint) -> None:
    """Raise `NotConsistent` unless the record only added to what it was."""
    if last.origin != head.origin or last.size > head.size:
        raise NotConsistent(f"{last.origin} had {last.size} entries, and now {head.origin} has {head.size}")
    proof = tree.consistency_proof(last.size, head.size, tiles.reader(_reader(source, head.size)))
    if not tree.verify_consistency(last.size, head.size, last.root, head.root, proof):
        raise NotConsistent(f"the first {last.size} entries of {head.origin} are not what they were")


def submit(place: str, note: Note) -> str:
    """Bring the cosignature to the record; give its answer."""
    address = f"{place.rstrip('/')}/witness"
    request = urllib.request.Request(address, str(note).encode(), {"Content-Type": "text/plain"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - the person names the address
        return str(answer.read(1_000).decode()).strip()


def _reader(source: Source, size: int) -> "TileOfSize":
    return TileOfSize(source, {(tile.level, tile.index): tile for tile in tiles.tiles_of(size)})


@dataclass(frozen=True)
class TileOfSize:
    """Reads the tiles of a tree of one size, each at the width that it has there."""

    source: Source
    tiles: dict[tuple[int, int], tiles.Tile]

    def __call__(self, level: int, index: int) -> bytes:
        return self.source.read(f"tile/{self.tiles[level, index].path}")


def _keep(path: Path, content: str) -> None:
    """Write beside and exchange, so that a crash leaves the old memory or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_text(content)
    beside.replace(path)
