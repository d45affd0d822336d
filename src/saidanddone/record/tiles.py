"""The tree and the entries as static files: C2SP tlog-tiles.

A *tile* holds up to 256 neighbouring hashes (8,192 bytes) of every eighth level of the tree; a *bundle* holds
the entries under one tile of level 0, each behind its length (two bytes, big-endian). Full ones never
change; the last of each level may be *partial*, and its path then names its width.

Source: https://c2sp.org/tlog-tiles
"""

import re
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from saidanddone.record.tree import HASH_BYTES, Node, fold

HEIGHT = 8
WIDTH = 1 << HEIGHT
ENTRIES = -1
"""The level of bundles, whose paths say ``entries`` where tiles say their level."""

MAX_ENTRY_BYTES = 65_535
MAX_LEVEL = 63
MAX_INDEX = 2**63 - 1

_PATH = re.compile(r"(entries|0|[1-9]\d?)/((?:x\d{3}/){0,6}\d{3})(?:\.p/([1-9]\d{0,2}))?", re.ASCII)


class BadPath(ValueError):
    """Not the path of a tile or a bundle."""


class BadBundle(ValueError):
    """The bytes are not a bundle of that many entries."""


@dataclass(frozen=True, order=True)
class Tile:
    """Where a tile is: its level (`ENTRIES` for a bundle), its index there, and how many it holds (1 to 256).

    >>> Tile(0, 1234067).path
    '0/x001/x234/067'
    >>> Tile(ENTRIES, 273, width=112).path
    'entries/273.p/112'
    """

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        name = "entries" if self.level == ENTRIES else str(self.level)
        partial = "" if self.is_full else f".p/{self.width}"
        return f"{name}/{_index_path(self.index)}{partial}"

    @property
    def is_full(self) -> bool:
        return self.width == WIDTH

    @property
    def entries(self) -> "Tile":
        """The bundle under a tile of level 0."""
        return Tile(ENTRIES, self.index, self.width)

    @classmethod
    def parse(cls, path: str) -> "Tile":
        """Read a path as written by `path`; raise `BadPath` for any other spelling.

        >>> Tile.parse("1/x001/067.p/3")
        Tile(level=1, index=1067, width=3)
        """
        match = _PATH.fullmatch(path)
        if not match:
            raise BadPath(path)
        name, places, width = match.groups()
        level = ENTRIES if name == "entries" else int(name)
        tile = cls(level, int(re.sub(r"[x/]", "", places)), int(width or WIDTH))
        if tile.path != path or tile.level > MAX_LEVEL or tile.index > MAX_INDEX or tile.width > WIDTH:
            raise BadPath(path)
        return tile


def tiles_of(size: int) -> Iterator[Tile]:
    """Name the tiles of a tree of ``size`` entries, level by level; level 0 first.

    >>> [tile.path for tile in tiles_of(256)]
    ['0/000', '1/000.p/1']
    """
    level = 0
    while count := size >> (HEIGHT * level):
        full, rest = divmod(count, WIDTH)
        for index in range(full):
            yield Tile(level, index)
        if rest:
            yield Tile(level, full, rest)
        level += 1


def holds(size: int, tile: Tile) -> bool:
    """Say whether a tree of ``size`` entries has this tile, whole or as the beginning of a wider one.

    >>> holds(70_000, Tile(0, 273, 112)), holds(70_000, Tile(0, 273))
    (True, False)
    """
    return tile.index * WIDTH + tile.width <= size >> (HEIGHT * max(tile.level, 0))


def pack(entries: Iterable[bytes]) -> bytes:
    """Write entries (at most 65,535 bytes each) as a bundle.

    >>> pack([b"ab", b""])
    b'\\x00\\x02ab\\x00\\x00'
    """
    return b"".join(struct.pack(">H", len(entry)) + entry for entry in entries)


def unpack(bundle: bytes, count: int) -> list[bytes]:
    """Read the ``count`` entries of a bundle; raise `BadBundle` if it holds fewer, more, or a torn one.

    >>> unpack(b"\\x00\\x02ab\\x00\\x00", 2)
    [b'ab', b'']
    """
    entries: list[bytes] = []
    place = 0
    for _ in range(count):
        end = place + 2 + int.from_bytes(bundle[place : place + 2], "big")
        if end > len(bundle):
            raise BadBundle(f"the bundle ends within entry {len(entries)}")
        entries.append(bundle[place + 2 : end])
        place = end
    if place != len(bundle):
        raise BadBundle(f"the bundle goes on after its {count} entries")
    return entries


class Hashes:
    """The tree's hashes as kept in tiles: reads the nodes that proofs need, and grows by new leaves.

    ``read(level, index)`` gives the bytes of a tile as far as it has come, empty if it has not begun. What
    was read or written is kept, so each tile is read once; `changed` holds the tiles to store again.

    >>> hashes = Hashes(lambda level, index: b"")
    >>> hashes.extend(0, [bytes(32), bytes(32)])
    >>> {place: len(content) for place, content in hashes.changed.items()}
    {(0, 0): 64}
    """

    def __init__(self, read: Callable[[int, int], bytes]) -> None:
        self._read = read
        self._tiles: dict[tuple[int, int], bytearray] = {}
        self.changed: dict[tuple[int, int], bytearray] = {}

    def extend(self, size: int, leaves: Sequence[bytes]) -> None:
        """Add leaves to a tree that had ``size`` of them. A full tile gives one hash to the level above."""
        for place, leaf in enumerate(leaves, start=size):
            self._put(0, place, leaf)

    def node(self, level: int, index: int) -> bytes:
        """Give the hash of the complete subtree at (level, index), levels counted as in `tree`."""
        tile_level, height = divmod(level, HEIGHT)
        tile_index, start = divmod(index << height, WIDTH)
        tile = self._tile(tile_level, tile_index)
        return fold([_hash_at(tile, start + place) for place in range(1 << height)])

    def _put(self, level: int, place: int, made: bytes) -> None:
        index, within = divmod(place, WIDTH)
        tile = self._tile(level, index)
        # An aborted write may have left more than the tree holds; what is beyond it is written anew.
        del tile[within * HASH_BYTES :]
        tile += made
        self.changed[level, index] = tile
        if within == WIDTH - 1:
            self._put(level + 1, index, fold([_hash_at(tile, each) for each in range(WIDTH)]))

    def _tile(self, level: int, index: int) -> bytearray:
        if (level, index) not in self._tiles:
            self._tiles[level, index] = bytearray(self._read(level, index))
        return self._tiles[level, index]


def reader(read: Callable[[int, int], bytes]) -> Node:
    """Give the nodes of a tree whose tiles ``read`` gives."""
    return Hashes(read).node


def _hash_at(tile: bytes | bytearray, place: int) -> bytes:
    return bytes(tile[place * HASH_BYTES : (place + 1) * HASH_BYTES])


def _index_path(index: int) -> str:
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    *above, last = (digits[place : place + 3] for place in range(0, len(digits), 3))
    return "".join(f"x{part}/" for part in above) + last
