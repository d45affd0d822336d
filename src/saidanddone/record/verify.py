#!/usr/bin/env python3
"""Check a public record: that no entry was altered, removed or put in another order.

    python3 verify.py https://example.org/record/          check a record on the web
    python3 verify.py FOLDER                               check a copy on this computer
    python3 verify.py --receipt FILE --key KEY             check a receipt, with no connection at all
    python3 verify.py --receipt FILE --opening FILE …      check that words are those that were recorded

Keep the record's key (the line that begins with its name) from the first time, and give it with --key after
that: a key that comes from the same place as the record can be exchanged together with it. With --save FILE
the newest checkpoint is kept; with --since FILE the next check shows that nothing before it has changed.

What a check proves: every entry stands unaltered under the signed checkpoint, and, with --since, nothing
that was there has gone. What it does not prove: that an entry is true, or that nothing was left out before
it was recorded. A record without witnesses can show two people two histories: compare checkpoints with
someone, or give --witness.

One file, nothing to install; runs on Python 3.9 and later. Shares no code with the software that keeps the
record, so that a mistake there is not repeated here. Follows RFC 6962 (tree), RFC 8032 (signatures) and
c2sp.org (tlog-tiles, signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof).
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

LARGEST = 256 * 65537
MOST = 10**9
AT_ONCE = 64
PLAIN = json.JSONEncoder(sort_keys=True, ensure_ascii=False, check_circular=False, separators=(",", ":"))


class Wrong(Exception):
    """Something does not hold. The message says what."""


# ---- the tree (RFC 6962) -------------------------------------------------------------------------


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def leaf(entry: bytes) -> bytes:
    return sha256(b"\0" + entry)


class Growing:
    """A tree that grows at its right-hand edge: the tops of its complete subtrees, largest first."""

    def __init__(self) -> None:
        self.size = 0
        self.tops: list[bytes] = []

    def add(self, hashed: bytes) -> None:
        self.tops.append(hashed)
        self.size += 1
        carry = self.size
        while not carry & 1:
            right = self.tops.pop()
            self.tops[-1] = sha256(b"\1" + self.tops[-1] + right)
            carry >>= 1

    def root(self) -> bytes:
        if not self.tops:
            return sha256(b"")
        found = self.tops[-1]
        for top in self.tops[-2::-1]:
            found = sha256(b"\1" + top + found)
        return found


def included(hashed: bytes, index: int, size: int, proof: list[bytes]) -> bytes:
    """Give the root that an inclusion proof leads to, walking down RFC 6962's own definition from the top."""
    if size == 1:
        if proof:
            raise Wrong("the proof is too long")
        return hashed
    if not proof:
        raise Wrong("the proof is too short")
    half = 1 << ((size - 1).bit_length() - 1)
    if index < half:
        return sha256(b"\1" + included(hashed, index, half, proof[:-1]) + proof[-1])
    return sha256(b"\1" + proof[-1] + included(hashed, index - half, size - half, proof[:-1]))


# ---- signatures (RFC 8032, Ed25519) --------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
# A point is (X, Y, Z, T): x = X/Z, y = Y/Z, xy = T/Z.


def plus(a: Any, b: Any) -> Any:
    low, high = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    cross, depth = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = high - low, depth - cross, depth + cross, high + low
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number: int, point: Any) -> Any:
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = plus(total, point)
        point = plus(point, point)
        number >>= 1
    return total


def unpacked(packed: bytes) -> Any:
    """Read a point; None if the bytes are none."""
    y = int.from_bytes(packed, "little")
    odd, y = y >> 255, y & (1 << 255) - 1
    squared = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(squared, (P + 3) // 8, P)
    if (x * x - squared) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if y >= P or (x * x - squared) % P or (x == 0 and odd):
        return None
    if x & 1 != odd:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = unpacked((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signature_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    if len(public) != 32 or len(signature) != 64:
        return False
    key, number = unpacked(public), int.from_bytes(signature[32:], "little")
    if key is None or number >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    minus_key = (P - key[0], key[1], key[2], P - key[3])
    x, y, z, _ = plus(times(number, BASE), times(challenge, minus_key))
    inverse = pow(z, P - 2, P)
    expected: int = y * inverse % P | (x * inverse % P & 1) << 255
    return expected.to_bytes(32, "little") == signature[:32]


# ---- keys, signed notes, checkpoints, receipts ---------------------------------------------------


def unbase64(text: str) -> bytes:
    try:
        content = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise Wrong("something that should be base64 is not") from None
    if base64.b64encode(content).decode() != text:
        raise Wrong("something that should be base64 is spelt in another way")
    return content


class Key(NamedTuple):
    """Whose key, four bytes that tell it from others, its kind (1 signs, 4 cosigns), its public half."""

    name: str
    id: bytes
    kind: int
    public: bytes

    @classmethod
    def read(cls, line: str) -> Key:
        name, _, rest = line.strip().partition("+")
        key_id, _, content = rest.partition("+")
        raw = unbase64(content)
        if not name or len(raw) != 33 or raw[0] not in (1, 4):
            raise Wrong("a key has the form name+id+base64")
        if sha256(name.encode() + b"\n" + raw)[:4].hex() != key_id:
            raise Wrong(f"the key of {name} has an id that is not its own")
        return cls(name, bytes.fromhex(key_id), raw[0], raw[1:])

    def holds(self, text: str, signature: bytes) -> bool:
        if self.kind == 1:
            return signature_holds(self.public, text.encode(), signature)
        moment = int.from_bytes(signature[:8], "big")
        return signature_holds(self.public, f"cosignature/v1\ntime {moment}\n{text}".encode(), signature[8:])


class Head(NamedTuple):
    """What a signed checkpoint states, and who signed it."""

    origin: str
    size: int
    root: bytes
    signers: list[str]


def read_checkpoint(note: str, keys: list[Key]) -> Head:
    """Read a checkpoint, which the record's own key must have signed, and nobody known falsely."""
    text, divider, lines = note.rpartition("\n\n")
    parts = (text + "\n").split("\n")
    if not divider or not note.endswith("\n") or len(parts) < 4 or not all(parts[:-1]):
        raise Wrong("the checkpoint is not a signed note")
    if not (parts[1].isascii() and parts[1].isdigit() and str(int(parts[1][:20])) == parts[1]):
        raise Wrong("the checkpoint does not state its size")
    if int(parts[1]) > MOST:
        raise Wrong("the checkpoint states more entries than this program reads")
    signers = []
    for line in lines[:-1].split("\n"):
        dash, _, rest = line.partition(" ")
        name, _, content = rest.partition(" ")
        raw = unbase64(content)
        if dash != "—" or len(raw) < 5:
            raise Wrong("a signature line of the checkpoint is malformed")
        for key in keys:
            if (key.name, key.id) == (name, raw[:4]):
                if not key.holds(text + "\n", raw[4:]):
                    raise Wrong(f"the signature by {name} is false")
                signers.append(name)
    if parts[0] not in signers:
        raise Wrong(f"the checkpoint of {parts[0]} is not signed by its own key")
    root = unbase64(parts[2])
    if len(root) != 32:
        raise Wrong("the checkpoint's root is not 32 bytes")
    return Head(parts[0], int(parts[1]), root, signers)


class Receipt(NamedTuple):
    number: int
    proof: list[bytes]
    note: str
    entry: bytes | None


def read_receipt(content: str) -> Receipt:
    top, _, note = content.partition("\n\n")
    lines = top.split("\n")
    if lines.pop(0) != "c2sp.org/tlog-proof@v1":
        raise Wrong("this is not a receipt: its first line should be c2sp.org/tlog-proof@v1")
    entry = unbase64(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else None
    word, _, index = (lines.pop(0) if lines else "").partition(" ")
    if word != "index" or not (index.isascii() and index.isdigit() and str(int(index[:20])) == index):
        raise Wrong("the receipt does not say which entry it is for")
    return Receipt(int(index), [unbase64(line) for line in lines], note, entry)


def check_receipt(receipt: Receipt, entry: bytes, keys: list[Key]) -> Head:
    head = read_checkpoint(receipt.note, keys)
    if receipt.number >= head.size or len(receipt.proof) > 63 or any(len(each) != 32 for each in receipt.proof):
        raise Wrong("the receipt's proof is malformed")
    if included(leaf(entry), receipt.number, head.size, receipt.proof) != head.root:
        raise Wrong(f"the entry is not number {receipt.number} of this record")
    return head


def check_opening(opening: dict[str, str], entry: bytes) -> None:
    """Check that salt and content are what an entry committed to."""
    committed = json.loads(entry).get("private", {}).get(opening["field"])
    found = sha256(bytes.fromhex(opening["salt"]) + opening["content"].encode()).hex()
    if len(opening["salt"]) != 64 or committed != found:
        raise Wrong("these are not the words that were recorded")


# ---- where a record is read from -----------------------------------------------------------------


class Source:
    """A record on the web or in a folder."""

    def __init__(self, place: str) -> None:
        self.place = place.rstrip("/")
        self.is_web = place.startswith(("http://", "https://"))

    def read(self, path: str) -> bytes:
        try:
            content = self.fetch(path) if self.is_web else (Path(self.place) / path).read_bytes()
        except (OSError, urllib.error.HTTPError) as error:
            raise Wrong(f"{path} could not be read: {error}") from None
        if len(content) > LARGEST:
            raise Wrong(f"{path} is larger than it can be")
        return content

    def fetch(self, path: str) -> bytes:
        request = urllib.request.Request(f"{self.place}/{path}")  # noqa: S310 - the person names it
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return bytes(answer.read(LARGEST + 1))

    def text(self, path: str) -> str:
        return decoded(self.read(path), path)

    def in_order(self, paths: list[str]) -> Iterator[bytes]:
        """Read many files: one by one from a folder, several at once from the web."""
        if not self.is_web:
            yield from map(self.read, paths)
            return
        with ThreadPoolExecutor(8) as pool:
            for start in range(0, len(paths), AT_ONCE):
                yield from pool.map(self.read, paths[start : start + AT_ONCE])


def decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise Wrong(f"{name} is not text") from None


def tile_path(level: int | str, index: int, width: int) -> str:
    digits = str(index)
    digits = "0" * (-len(digits) % 3) + digits
    parts = [digits[place : place + 3] for place in range(0, len(digits), 3)]
    name = "/".join(["x" + part for part in parts[:-1]] + parts[-1:])
    return f"tile/{level}/{name}" + ("" if width == 256 else f".p/{width}")


def widths(count: int) -> list[int]:
    """Say how many hashes each tile of a level holds, of which the last may be partial."""
    return [256] * (count // 256) + [count % 256] * bool(count % 256)


# ---- checking a whole record ---------------------------------------------------------------------


class Check:
    """Reads every entry and every tile once, and keeps what was found wrong."""

    def __init__(self, source: Source, head: Head, since: Head | None = None, progress: bool = False) -> None:
        self.source, self.head, self.since, self.progress = source, head, since, progress
        self.wrong: list[str] = []
        self.kinds: Counter[str] = Counter()
        self.tree = Growing()
        self.old_root = self.tree.root() if since and since.size == 0 else None

    def run(self) -> None:
        if self.since and (self.since.origin != self.head.origin or self.since.size > self.head.size):
            earlier = f"{self.since.origin}, {self.since.size} entries"
            self.wrong.append(f"the earlier checkpoint ({earlier}) is not of this record's past")
        tops = self.entries_and_lowest_tiles()
        if self.tree.root() != self.head.root:
            self.wrong.append("the entries do not add up to the signed checkpoint: something was changed")
        if self.since and self.old_root is not None and self.old_root != self.since.root:
            self.wrong.append(f"the first {self.since.size} entries are not those of the earlier checkpoint")
        level = 1
        while tops:
            tops = self.tiles(level, tops)
            level += 1

    def entries_and_lowest_tiles(self) -> list[bytes]:
        """Hash all entries; give the hashes that level 1 should hold."""
        tops, each = [], widths(self.head.size)
        bundles = self.source.in_order([tile_path("entries", *place) for place in enumerate(each)])
        tiles = self.source.in_order([tile_path(0, *place) for place in enumerate(each)])
        for index, (bundle, tile, width) in enumerate(zip(bundles, tiles, each)):  # noqa: B905 - Python 3.9
            entries = split(bundle, width, index)
            hashes = list(map(leaf, entries))
            self.compare(tile, hashes, index)
            for place, hashed in enumerate(hashes):
                self.tree.add(hashed)
                if self.since and self.tree.size == self.since.size:
                    self.old_root = self.tree.root()
                self.look_at(index * 256 + place, entries[place])
            if width == 256:
                tops.append(top_of(hashes))
            if self.progress and index % 40 == 0:
                print(f"\r{self.tree.size} of {self.head.size} entries", end="", file=sys.stderr)
        if self.progress:
            print("\r" + " " * 60 + "\r", end="", file=sys.stderr)
        return tops

    def compare(self, tile: bytes, hashes: list[bytes], index: int) -> None:
        if tile == b"".join(hashes):
            return
        differing = [place for place, each in enumerate(hashes) if tile[place * 32 : place * 32 + 32] != each]
        number = index * 256 + (differing or [0])[0]
        self.wrong.append(f"entry {number} does not match the tree's hashes")

    def look_at(self, number: int, entry: bytes) -> None:
        try:
            content = json.loads(entry.decode())
            plain = PLAIN.encode(content).encode()
            self.kinds[str(content["kind"])] += 1
        except (ValueError, KeyError, TypeError):
            plain = b""
        if plain != entry:
            self.wrong.append(f"entry {number} is not written as an entry should be")

    def tiles(self, level: int, hashes: list[bytes]) -> list[bytes]:
        """Compare a level's tiles with the hashes they should hold; give those of the level above."""
        tops, each = [], widths(len(hashes))
        found = self.source.in_order([tile_path(level, *place) for place in enumerate(each)])
        for index, width in enumerate(each):
            expected = hashes[index * 256 : index * 256 + width]
            if next(found) != b"".join(expected):
                self.wrong.append(f"tile {index} of level {level} does not match the entries")
            if width == 256:
                tops.append(top_of(expected))
        return tops


def top_of(hashes: list[bytes]) -> bytes:
    while len(hashes) > 1:
        hashes = [sha256(b"\1" + hashes[each] + hashes[each + 1]) for each in range(0, len(hashes), 2)]
    return hashes[0]


def split(bundle: bytes, count: int, index: int) -> list[bytes]:
    entries, place = [], 0
    while place < len(bundle):
        start = place + 2
        place = start + int.from_bytes(bundle[place:start], "big")
        entries.append(bundle[start:place])
    if place != len(bundle) or len(entries) != count:
        raise Wrong(f"bundle {index} does not hold {count} whole entries")
    return entries


# ---- the command ---------------------------------------------------------------------------------


def options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", nargs="?", help="address or folder of the record")
    parser.add_argument("--key", help="the record's key, as you kept it; a line or a file")
    parser.add_argument("--witness", action="append", default=[], help="key of a witness that must have signed too")
    parser.add_argument("--since", metavar="FILE", help="an earlier checkpoint, which the record must continue")
    parser.add_argument("--save", metavar="FILE", help="keep the checkpoint here if all is well")
    parser.add_argument("--receipt", metavar="FILE", help="check this receipt")
    parser.add_argument("--entry", metavar="FILE", help="the entry of the receipt, if it is too long to be in it")
    parser.add_argument("--opening", metavar="FILE", help="check words and salt against the entry of the receipt")
    given = parser.parse_args(arguments)
    if not (given.source or given.receipt):
        parser.error("say which record or which receipt to check")
    if given.opening and not given.receipt:
        parser.error("an opening is checked against a receipt: give --receipt too")
    if given.receipt and not (given.key or given.source):
        parser.error("give the record's --key, or its address, to check a receipt")
    return given


def line_or_file(text: str) -> str:
    return text if text.count("+") > 1 else file_text(text)


def file_text(path: str) -> str:
    return decoded(file_bytes(path), path)


def file_bytes(path: str) -> bytes:
    return Source(str(Path(path).parent)).read(Path(path).name)


def keys_of(given: argparse.Namespace) -> list[Key]:
    if given.key:
        log = [Key.read(line_or_file(given.key))]
    else:
        log = [Key.read(Source(given.source).text("key"))]
        print("The key came from the record itself. Keep it, and give it with --key from now on.")
        print("  key         {}".format(Source(given.source).text("key").strip()))
    return log + [Key.read(line_or_file(each)) for each in given.witness]


def require_witnesses(head: Head, keys: list[Key]) -> None:
    for key in keys[1:]:
        if key.name not in head.signers:
            raise Wrong(f"the witness {key.name} has not signed this checkpoint")


def report_receipt(given: argparse.Namespace, keys: list[Key]) -> None:
    receipt = read_receipt(file_text(given.receipt))
    entry = file_bytes(given.entry) if given.entry else receipt.entry
    if entry is None:
        raise Wrong("the receipt does not carry its entry: download the entry and give it with --entry")
    head = check_receipt(receipt, entry, keys)
    require_witnesses(head, keys)
    print(f"The receipt holds: this is entry {receipt.number} of {head.origin}.")
    print("  entry       {}".format(entry.decode("utf-8", "replace")))
    print("  signed by   {}".format(", ".join(head.signers)))
    if given.opening:
        try:
            check_opening(json.loads(file_text(given.opening)), entry)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Wrong("the opening is not a file of field, salt and content") from None
        print("The words are those that were recorded.")


def report_record(given: argparse.Namespace, keys: list[Key]) -> bool:
    started, source = time.monotonic(), Source(given.source)
    note = source.text("checkpoint")
    head = read_checkpoint(note, keys)
    require_witnesses(head, keys)
    since = read_checkpoint(file_text(given.since), keys) if given.since else None
    check = Check(source, head, since, progress=sys.stderr.isatty())
    check.run()
    print(f"  record      {head.origin}")
    print(
        "  entries     {} ({})".format(
            head.size, ", ".join("{} {}".format(*each) for each in sorted(check.kinds.items()))
        )
    )
    print(f"  root        {base64.b64encode(head.root).decode()}")
    print("  signed by   {}".format(", ".join(head.signers)))
    print(f"  took        {time.monotonic() - started:.1f} s")
    for each in check.wrong[:20]:
        print(f"WRONG: {each}")
    if not check.wrong:
        print("All is well: no entry was altered, removed or put in another order.")
        if given.save:
            Path(given.save).write_bytes(note.encode())
    return not check.wrong


def main(arguments: list[str] | None = None) -> int:
    given = options(arguments)
    try:
        keys = keys_of(given)
        if given.receipt:
            report_receipt(given, keys)
            return 0
        return 0 if report_record(given, keys) else 1
    except Wrong as error:
        print(f"WRONG: {error}.")
        return 1


if __name__ == "__main__":  # pragma: no cover - run by itself in tests of the command
    sys.exit(main())
