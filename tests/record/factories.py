"""Records to test with: in a folder, written by the pure parts alone; and in the database, as an app writes."""

from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import SITE
from saidanddone.record import actions, canonical, notes, receipts, sequencer, tiles, tree

ORIGIN = "record.example/aberwen"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LOG = notes.Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(b"L" * 32))
WITNESS = notes.Signer("witness.example/canolfan", Ed25519PrivateKey.from_private_bytes(b"W" * 32))


def entry(number: int, **fields) -> bytes:
    return canonical.entry_bytes(
        kind="answer", about=f"answer:a{number}", at=NOON, fields={"number": number, **fields}, commitments={}
    )


def entries(count: int) -> list[bytes]:
    return [entry(number) for number in range(count)]


def checkpoint(contents: list[bytes], signer: notes.Signer = LOG, origin: str = ORIGIN) -> notes.Note:
    text = notes.Checkpoint(origin, len(contents), tree.Tree(contents).root()).text
    return notes.Note(text).signed(signer.sign(text))


def write(folder: Path, contents: list[bytes], note: notes.Note | None = None) -> Path:
    hashes = tiles.Hashes(lambda level, index: b"")
    hashes.extend(0, [tree.leaf_hash(each) for each in contents])
    files = {"checkpoint": str(note or checkpoint(contents)).encode(), "key": f"{LOG.key()}\n".encode()}
    for tile in tiles.tiles_of(len(contents)):
        files[f"tile/{tile.path}"] = bytes(hashes.changed[tile.level, tile.index])[: tile.width * 32]
        if tile.level == 0:
            start = tile.index * tiles.WIDTH
            files[f"tile/{tile.entries.path}"] = tiles.pack(contents[start : start + tile.width])
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def receipt(contents: list[bytes], index: int) -> receipts.Receipt:
    proof = tree.inclusion_proof(index, len(contents), tree.Tree(contents).node)
    return receipts.Receipt(index, tuple(proof), checkpoint(contents)).with_entry(contents[index])


def publish(count: int = 1, *, about: Ref | None = None, private: dict | None = None, at: datetime = NOON) -> list:
    """Append entries as an app would, each in a transaction of its own."""
    made = []
    for number in range(count):
        with transaction.atomic():
            entry = actions.append(
                by=SITE,
                kind="withdrawal",
                about=about or Ref("contribution", f"c{number}"),
                at=at,
                fields={"number": number},
                private=private,
            )
        made.append(entry)
    return made


def sequenced(count: int, **facts):
    """Append so many entries, and sequence them; give the checkpoint."""
    publish(count, **facts)
    return sequencer.run_once(NOON)
