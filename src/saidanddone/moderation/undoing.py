"""What one decision took out of words, put back, and nothing that another decision took out since."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

_PIECES = re.compile(r"\s+|[^\s]+")
_Change = tuple[int, int, list[str]]
"""From where to where pieces give way to other ones."""


def put_back(original: str, left: str, now: str) -> str:
    """`now` with what the step from `original` to `left` took out put back, where nothing was changed since.

    >>> put_back("Eira of number 4 shouts", "[…] of number 4 shouts", "[…] of […] shouts")
    'Eira of […] shouts'

    Where another change touches the same words they stay out: too little is better than too much.
    """
    pieces = _PIECES.findall(left)
    since = list(_changes(pieces, _PIECES.findall(now)))
    back = [
        change
        for change in _changes(pieces, _PIECES.findall(original))
        if not any(start <= change[1] and change[0] <= end for start, end, _ in since)
    ]
    for start, end, others in sorted(since + back, key=lambda change: change[0], reverse=True):
        pieces[start:end] = others
    return "".join(pieces)


def _changes(before: list[str], after: list[str]) -> Iterator[_Change]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for operation, start, end, other_start, other_end in matcher.get_opcodes():
        if operation != "equal":
            yield start, end, after[other_start:other_end]
