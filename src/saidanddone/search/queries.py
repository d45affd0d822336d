"""Ask the index: `find()` is the one way to look for words, whatever the database."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from saidanddone.search.words import SEPARATOR, Asked, asked

LIMIT = 3000
"""Of a very common word the newest so many are ranked; the answer comes at once and stays useful."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found; the higher its rank, the better it fits."""

    kind: str
    public_id: str
    rank: float


def find(text: str, *, kinds: Collection[str], limit: int = LIMIT, unfinished: bool = False) -> list[Hit]:
    """What holds every word of the text, best first; of equals the newest first.

    Only what the public may read is in the index. A caller that shows more, or other, filters by `visible_to`.
    With `unfinished` the last word stands for all that begin with it, as while somebody types.
    """
    query = asked(text, unfinished=unfinished)
    if not (query and kinds):
        return []
    rows = _matches(query, kinds, min(limit, LIMIT))
    hits = [Hit(kind, public_id, _rank(query, terms)) for kind, public_id, terms in rows]
    return sorted(hits, key=lambda hit: -hit.rank)


def _matches(query: tuple[Asked, ...], kinds: Collection[str], limit: int) -> list[tuple[str, str, str]]:
    """Kind, public id and terms of what holds every word, newest first."""
    sql, condition = _DIALECTS[connection.vendor]
    marks = ", ".join(["%s"] * len(kinds))
    with connection.cursor() as cursor:
        cursor.execute(sql.format(kinds=marks), [condition(query), *kinds, limit])
        return cursor.fetchall()


def _fts5(query: tuple[Asked, ...]) -> str:
    """Every term in quotation marks, so that nothing of it can be syntax."""
    return " AND ".join(f"({' OR '.join(_quoted(word))})" for word in query)


def _quoted(word: Asked) -> list[str]:
    return [f'"{form}"' for form in word.forms] + ([f'"{word.word}"*'] if word.unfinished else [])


def _tsquery(query: tuple[Asked, ...]) -> str:
    return " & ".join(f"({' | '.join(_lexemes(word))})" for word in query)


def _lexemes(word: Asked) -> list[str]:
    return [f"'{form}'" for form in word.forms] + ([f"'{word.word}':*"] if word.unfinished else [])


_SELECT = "SELECT document.kind, document.public_id, document.terms FROM "
_DIALECTS = {
    # CROSS JOIN keeps SQLite from starting at the documents: the full-text table gives them newest first by itself.
    "sqlite": (
        _SELECT + "search_fts CROSS JOIN search_searchdocument AS document ON document.id = search_fts.rowid "
        "WHERE search_fts MATCH %s AND document.kind IN ({kinds}) ORDER BY search_fts.rowid DESC LIMIT %s",
        _fts5,
    ),
    "postgresql": (
        _SELECT + "search_searchdocument AS document "
        "WHERE document.vector @@ %s::tsquery AND document.kind IN ({kinds}) ORDER BY document.id DESC LIMIT %s",
        _tsquery,
    ),
}

_IN_TITLE = 3.0
_OTHER_FORM = 0.5
_NEIGHBOURS = 1.5
_USUAL_LENGTH = 60


def _rank(query: tuple[Asked, ...], terms: str) -> float:
    """How well a document fits: the words as typed before other forms of them, titles before texts, short before long.

    BM25's saturation without its rarity of words: every hit holds every word, so rarity would say little, and to know
    it costs a scan of all that hold a common word.
    """
    title, body, _ = terms.split(SEPARATOR)
    title, body = f" {title} ", f" {body} "
    damping = 0.4 + 0.6 * body.count(" ") / _USUAL_LENGTH
    rank = 0.0
    for word in query:
        exact = body.count(f" {word.word} ")
        rank += exact / (exact + damping) if exact else _OTHER_FORM / (1 + damping)
        rank += _IN_TITLE if f" {word.word} " in title else 0
    if len(query) > 1 and f" {' '.join(word.word for word in query)} " in title + body:
        rank *= _NEIGHBOURS
    return round(rank, 6)
