"""Which characters the shipped fonts can show, and what stands for one that they cannot.

A document for everybody has no empty boxes: PDF/UA-1 refuses a character without a shape. A symbol is named in
brackets, as a screen reader would read it out; a letter of another script becomes the replacement character.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

FONT = Path(__file__).resolve().parent / "fonts" / "noto-sans-regular.ttf"
"""Every weight has the same characters; a test holds them to it."""
REPLACEMENT = "\ufffd"
TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What changes the direction of the words that follow: they would be set back to front."""
_SEGMENTED = 12
"""The format of a character map that reaches beyond the first 65,536."""


def settable(value: Any) -> Any:
    """JSON values, with every string in them made of characters that can be shown."""
    if isinstance(value, str):
        return value if value.isascii() else "".join(map(_shown, value))
    if isinstance(value, dict):
        return {key: settable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [settable(each) for each in value]
    return value


def _shown(character: str) -> str:
    if character in TURNING:
        return ""
    if ord(character) in characters(FONT) or character.isspace():
        return character
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me"):  # joiners, and what picks an emoji's colour
        return ""
    name = unicodedata.name(character, "")
    return f"[{name.lower()}]" if name and category.startswith("S") else REPLACEMENT


@lru_cache(maxsize=4)
def characters(font: Path) -> frozenset[int]:
    """The code points that a TrueType font has a shape for, by its `cmap` table."""
    content = font.read_bytes()
    return frozenset(point for first, last in _ranges(content) for point in range(first, last + 1))


def _ranges(content: bytes) -> Iterator[tuple[int, int]]:
    (tables,) = struct.unpack_from(">H", content, 4)
    directory = (struct.unpack_from(">4sLLL", content, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, _, offset, _ in directory if tag == b"cmap")
    (maps,) = struct.unpack_from(">H", content, start + 2)
    for number in range(maps):
        _, _, offset = struct.unpack_from(">HHL", content, start + 4 + 8 * number)
        (form,) = struct.unpack_from(">H", content, start + offset)
        if form == _SEGMENTED:
            (groups,) = struct.unpack_from(">L", content, start + offset + 12)
            for group in range(groups):
                first, last, _ = struct.unpack_from(">LLL", content, start + offset + 16 + 12 * group)
                yield first, last
