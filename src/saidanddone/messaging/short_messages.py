"""What a text message costs: networks count it in parts, and fewer letters fit into one as soon as one is rare.

160 letters of the basic alphabet (GSM 03.38) make one part; of longer messages each part holds 153. One letter outside
it, as the ŵ and ŷ of Welsh, and the whole is sent in UCS-2: 70, then 67 to a part.
"""

import math

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")
"""Sent as two."""
_PLAINER = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " "})


def plain(words: str) -> str:
    """With the quotation marks and dashes of a typewriter, which say the same and fit the basic alphabet."""
    return words.translate(_PLAINER)


def parts(words: str) -> int:
    """How many messages a network counts, and bills."""
    if all(letter in _BASIC or letter in _EXTENDED for letter in words):
        return _parts(len(words) + sum(letter in _EXTENDED for letter in words), one=160, many=153)
    return _parts(len(words.encode("utf-16-be")) // 2, one=70, many=67)


def _parts(length: int, *, one: int, many: int) -> int:
    return 1 if length <= one else math.ceil(length / many)
