"""Checks a whole record, on the web or in a folder, with this package's own tree and keys: `saidanddone record verify`.

`verify.py` is the same check written a second time, with nothing in common. The two must always agree.
"""

import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from saidanddone.record import canonical, tiles, tree
from saidanddone.record.notes import BadNote, Checkpoint, Note, VerifierKey

LARGEST = tiles.WIDTH * (tiles.MAX_ENTRY_BYTES + 2)
AT_ONCE = 64
SHOWN = 20


class Unreadable(Exception):
    """A file of the record is missing, or could not be read."""


@dataclass
class Audit:
    """What a check found: the signed head, who signed, entries by kind, and everything that does not hold."""

    head: Checkpoint
    signers: tuple[VerifierKey, ...]
    kinds: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.wrong

    def __str__(self) -> str:
        kinds = ", ".join(f"{kind} {count:,}" for kind, count in sorted(self.kinds.items()))
        lines = [f"{self.head.origin}: {self.head.size:,} entries ({kinds})"]
        lines.append("signed by " + ", ".join(key.name for key in self.signers))
        lines += [f"WRONG: {each}" for each in self.wrong[:SHOWN]]
        if self.holds:
            lines.append("All is well: no entry was altered, removed or put in another order.")
        return "\n".join(lines)


class Source:
    """Reads the files of a record from a folder or from the web."""

    def __init__(self, place: str) -> None:
        self.place = place.rstrip("/")
        self.is_web = place.startswith(("http://", "https://"))

    def read(self, path: str) -> bytes:
        """Read one file; raise `Unreadable`."""
        try:
            content = self._fetch(path) if self.is_web else (Path(self.place) / path).read_bytes()
        except OSError as error:
            raise Unreadable(f"{path}: {error}") from error
        if len(content) > LARGEST:
            raise Unreadable(f"{path} is larger than it can be")
        return content

    def text(self, path: str) -> str:
        try:
            return self.read(path).decode()
        except UnicodeDecodeError as error:
            raise Unreadable(f"{path} is not text") from error

    def in_order(self, found: Sequence[tiles.Tile]) -> Iterator[bytes]:
        """Read many tiles, several at once from the web."""
        paths = [f"tile/{tile.path}" for tile in found]
        if not self.is_web:
            yield from map(self.read, paths)
            return
        with ThreadPoolExecutor(8) as pool:
            for some in _in_batches(paths):
                yield from pool.map(self.read, some)

    def _fetch(self, path: str) -> bytes:
        request = urllib.request.Request(f"{self.place}/{path}")  # noqa: S310 - the person names the address
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return bytes(answer.read(LARGEST + 1))


def signed_head(note: str, keys: Sequence[VerifierKey]) -> tuple[Checkpoint, tuple[VerifierKey, ...]]:
    """Read a checkpoint that the log's own key must have signed; raise `BadNote` otherwise."""
    parsed = Note.parse(note)
    head, signers = Checkpoint.parse(parsed.text), parsed.signers(keys)
    if not any(key.name == head.origin for key in signers):
        raise BadNote(f"the log {head.origin} itself did not sign the checkpoint")
    return head, signers


def audit(
    source: Source,
    keys: Sequence[VerifierKey],
    since: Checkpoint | None = None,
    advance: Callable[[int], None] = lambda count: None,
) -> Audit:
    """Read everything and check it against the signed checkpoint, and against an earlier one if given.

    Raises `Unreadable` or `BadNote` if there is nothing to check. `advance` is told the entries read.
    """
    found = Audit(*signed_head(source.text("checkpoint"), keys))
    grown = _rebuild(source, found, advance)
    if grown is None:
        return found
    if grown.root() != found.head.root:
        found.wrong.append("the entries do not add up to the signed checkpoint: something was changed")
    if since:
        _compare_with_past(found, grown, since)
    _check_higher_tiles(source, found, grown)
    return found


def _rebuild(source: Source, found: Audit, advance: Callable[[int], None]) -> tree.Tree | None:
    """Hash every entry into a tree, comparing the lowest tiles on the way."""
    grown = tree.Tree()
    lowest = [tile for tile in tiles.tiles_of(found.head.size) if tile.level == 0]
    bundles, hashes = source.in_order([tile.entries for tile in lowest]), source.in_order(lowest)
    try:
        for tile, bundle, kept in zip(lowest, bundles, hashes, strict=True):
            entries = tiles.unpack(bundle, tile.width)
            leaves = [tree.leaf_hash(entry) for entry in entries]
            if kept != b"".join(leaves):
                found.wrong += _differences(tile, kept, leaves)
            for leaf, entry in zip(leaves, entries, strict=True):
                _look_at(entry, grown.append_leaf(leaf), found)
            advance(tile.width)
    except (Unreadable, tiles.BadBundle) as error:
        found.wrong.append(str(error))
        return None
    return grown


def _differences(tile: tiles.Tile, kept: bytes, leaves: list[bytes]) -> list[str]:
    """Name the entries that are not those of the tile; or the tile, if it is only too long."""
    size = tree.HASH_BYTES
    places = [place for place, leaf in enumerate(leaves) if kept[place * size : (place + 1) * size] != leaf]
    start = tile.index * tiles.WIDTH
    named = [f"entry {start + place} does not match the tree's hashes" for place in places]
    return named or [f"tile {tile.path} does not match the entries"]


def _look_at(entry: bytes, number: int, found: Audit) -> None:
    try:
        found.kinds[canonical.kind_of(entry)] += 1
    except canonical.Unrecordable:
        found.wrong.append(f"entry {number} is not written as an entry should be")


def _compare_with_past(found: Audit, grown: tree.Tree, since: Checkpoint) -> None:
    if since.origin != found.head.origin or since.size > len(grown):
        found.wrong.append(f"the earlier checkpoint ({since.origin}, {since.size}) is not of this record's past")
    elif grown.root(since.size) != since.root:
        found.wrong.append(f"the first {since.size} entries are not those of the earlier checkpoint")


def _check_higher_tiles(source: Source, found: Audit, grown: tree.Tree) -> None:
    for tile in tiles.tiles_of(found.head.size):
        if tile.level == 0:
            continue
        start = tile.index * tiles.WIDTH
        level = tile.level * tiles.HEIGHT
        expected = b"".join(grown.node(level, place) for place in range(start, start + tile.width))
        try:
            kept = source.read(f"tile/{tile.path}")
        except Unreadable as error:
            found.wrong.append(str(error))
            continue
        if kept != expected:
            found.wrong.append(f"tile {tile.path} does not match the entries")


def _in_batches(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(paths), AT_ONCE):
        yield paths[start : start + AT_ONCE]
