"""The Merkle tree that binds the entries: RFC 6962, section 2.1, over SHA-256.

A *node* is the hash of a complete subtree: ``node(level, index)`` covers the ``2**level`` entries that begin
at entry ``index * 2**level``. Complete subtrees never change once they are there, so hashes are kept by
level, appending costs O(log n), and the root and every proof for every size, old or new, come from O(log n)
of them.

All hashes are 32 bytes; entries are counted from 0; a proof is a list of hashes from the leaf upwards.

Sources: RFC 6962 (tree and proofs), RFC 9162 sections 2.1.3.2 and 2.1.4.2 (verification).
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

Node = Callable[[int, int], bytes]
"""Reads the hash of the complete subtree at (level, index)."""

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


class OutOfRange(ValueError):
    """A proof or a root was asked for that the tree of that size does not have."""


def leaf_hash(entry: bytes) -> bytes:
    """Hash one entry into its leaf.

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbouring subtrees (32 bytes each) into the one above them."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """Give the top of the complete subtree over ``hashes``, whose number is a power of two.

    >>> fold([leaf_hash(b"a"), leaf_hash(b"b")]) == node_hash(leaf_hash(b"a"), leaf_hash(b"b"))
    True
    """
    row = list(hashes)
    while len(row) > 1:
        row = [node_hash(row[place], row[place + 1]) for place in range(0, len(row), 2)]
    return row[0]


def root(size: int, node: Node) -> bytes:
    """Give the root of the tree of the first ``size`` entries.

    >>> root(0, node=Tree().node) == EMPTY_ROOT
    True
    """
    return _hash_of(0, size, node) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """Prove that entry ``index`` is in the tree of the first ``size`` entries (RFC 6962, 2.1.1).

    Raises `OutOfRange` if there is no such entry.

    >>> tree = Tree([b"a", b"b", b"c"])
    >>> proof = inclusion_proof(2, 3, tree.node)
    >>> verify_inclusion(leaf_hash(b"c"), 2, 3, proof, tree.root())
    True
    """
    if not 0 <= index < size:
        raise OutOfRange(f"entry {index} is not among the first {size}")
    start, end, siblings = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            siblings.append((middle, end))
            end = middle
        else:
            siblings.append((start, middle))
            start = middle
    return [_hash_of(*span, node) for span in reversed(siblings)]


def consistency_proof(old: int, new: int, node: Node) -> list[bytes]:
    """Prove that the tree of ``new`` entries begins with the very tree of ``old`` entries (RFC 6962, 2.1.2).

    Raises `OutOfRange` unless ``0 <= old <= new``. Empty if the two are one, or if there was nothing before.

    >>> tree = Tree([b"a", b"b", b"c"])
    >>> verify_consistency(2, 3, tree.root(2), tree.root(3), consistency_proof(2, 3, tree.node))
    True
    """
    if not 0 <= old <= new:
        raise OutOfRange(f"a tree of {old} entries cannot have grown into one of {new}")
    if old == 0:
        return []
    start, end, spans = 0, new, []
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    if start:
        spans.append((start, end))
    return [_hash_of(*span, node) for span in reversed(spans)]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Say whether ``proof`` shows that ``leaf`` is entry ``index`` of the tree with this size and root."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place % 2 or place == last:
            found = node_hash(sibling, found)
            place, last = _climb(place, last)
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether ``proof`` shows that the newer tree only added to the older one."""
    if not 0 < old < new:
        expected = EMPTY_ROOT if old == 0 else new_root
        return 0 <= old <= new and not proof and old_root == expected
    steps = [old_root, *proof] if old.bit_count() == 1 else list(proof)
    if not steps:
        return False
    place, last = old - 1, new - 1
    while place % 2:
        place, last = place >> 1, last >> 1
    old_found = new_found = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            return False
        if place % 2 or place == last:
            old_found, new_found = node_hash(sibling, old_found), node_hash(sibling, new_found)
            place, last = _climb(place, last)
        else:
            new_found = node_hash(new_found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and old_found == old_root and new_found == new_root


class Tree:
    """A tree held in memory, its hashes kept by level.

    >>> tree = Tree()
    >>> tree.append(b"first"), tree.append(b"second"), len(tree)
    (0, 1, 2)
    """

    def __init__(self, entries: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for entry in entries:
            self.append(entry)

    def __len__(self) -> int:
        return len(self._levels[0])

    def append(self, entry: bytes) -> int:
        """Add an entry; give its position."""
        return self.append_leaf(leaf_hash(entry))

    def append_leaf(self, leaf: bytes) -> int:
        """Add an entry by its leaf hash; give its position. Hashes at most once per level."""
        made, level = leaf, 0
        self._levels[0].append(made)
        while len(self._levels[level]) % 2 == 0:
            made = node_hash(self._levels[level][-2], made)
            level += 1
            if level == len(self._levels):
                self._levels.append([])
            self._levels[level].append(made)
        return len(self) - 1

    def node(self, level: int, index: int) -> bytes:
        return self._levels[level][index]

    def root(self, size: int | None = None) -> bytes:
        """Give the root now, or as it was at an earlier size."""
        return root(len(self) if size is None else size, self.node)


def _split(count: int) -> int:
    """Give the largest power of two smaller than ``count``: where RFC 6962 divides a list in two."""
    return int(1 << ((count - 1).bit_length() - 1))


def _hash_of(start: int, end: int, node: Node) -> bytes:
    """Hash the entries from ``start`` to ``end``, a span of RFC 6962's division, from complete subtrees."""
    pieces = []
    for level in reversed(range((end - start).bit_length())):
        if (end - start) >> level & 1:
            pieces.append(node(level, start >> level))
            start += 1 << level
    found = pieces.pop()
    while pieces:
        found = node_hash(pieces.pop(), found)
    return found


def _climb(place: int, last: int) -> tuple[int, int]:
    """Pass the levels where a right-hand node has no sibling, and so is carried up as it is."""
    while place and not place % 2:
        place, last = place >> 1, last >> 1
    return place, last
