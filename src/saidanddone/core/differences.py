"""What differs between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECES = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed (`same`), went (`gone`) or came (`new`)."""

    change: str
    words: str


def between(before: str, after: str) -> list[Piece]:
    """Both texts as one, with every word marked.

    >>> [(piece.change, piece.words) for piece in between("the last bus", "the first bus")]
    [('same', 'the '), ('gone', 'last'), ('new', 'first'), ('same', ' bus')]
    """
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    pieces: list[Piece] = []
    for operation, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            pieces.append(Piece("same", "".join(old[i:j])))
        else:
            pieces += [
                Piece(change, "".join(words)) for change, words in (("gone", old[i:j]), ("new", new[k:m])) if words
            ]
    return pieces
