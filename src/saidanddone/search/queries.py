"""Ask the index: `find()` is the one way to look for words, whatever the database."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from saidanddone.search.words import Asked, asked, of_kind

LIMIT = 2000
"""Of a very common word the newest so many are ranked; the answer comes at once and stays useful."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found; the higher its rank, the better it fits."""

    kind: str
    public_id: str
    rank: float


def find(text: str, *, kinds: Collection[str], limit: int = LIMIT, unfinished: bool = False) -> list[Hit]:
    """What holds every word of the text, best first; of equals the newest first. Of each kind at most `limit`.

    Only what the public may read is in the index. A caller that shows more, or other, filters by `visible_to`.
    With `unfinished` the last word stands for all that begin with it, as while somebody types.
    """
    query = asked(text, unfinished=unfinished)
    hits = [
        Hit(kind, public_id, _rank(query, f" {title} ", f" {body} "))
        for kind in kinds
        for public_id, title, body in _newest(query, kind, min(limit, LIMIT))
    ]
    return sorted(hits, key=lambda hit: -hit.rank)


def _newest(query: tuple[Asked, ...], kind: str, limit: int) -> list[tuple[str, str, str]]:
    """Public id, title and body of what is of this kind and holds every word, newest first."""
    if not query:
        return []
    sql, condition = _DIALECTS[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql, [condition((Asked("", (of_kind(kind),)), *query)), limit])
        return cursor.fetchall()


def _fts5(query: tuple[Asked, ...]) -> str:
    """Every term in quotation marks, so that nothing of it can be syntax."""
    beginnings = [f'"{word.beginning}"*' if word.beginning else "" for word in query]
    return _every_word(query, '"', beginnings, " AND ", " OR ")


def _tsquery(query: tuple[Asked, ...]) -> str:
    beginnings = [f"'{word.beginning}':*" if word.beginning else "" for word in query]
    return _every_word(query, "'", beginnings, " & ", " | ")


def _every_word(query: tuple[Asked, ...], mark: str, beginnings: list[str], every: str, one_of: str) -> str:
    return every.join(
        f"({one_of.join([*(f'{mark}{term}{mark}' for term in word.terms), *filter(None, [beginning])])})"
        for word, beginning in zip(query, beginnings, strict=True)
    )


_SQLITE = """
    SELECT document.public_id, document.title, document.body
    FROM search_fts CROSS JOIN search_searchdocument AS document ON document.id = search_fts.rowid
    WHERE search_fts MATCH %s ORDER BY search_fts.rowid DESC LIMIT %s
"""
"""CROSS JOIN keeps SQLite from starting at the documents: the full-text table gives them newest first by itself."""

_POSTGRESQL = """
    WITH matching AS MATERIALIZED (
        SELECT id FROM search_searchdocument WHERE vector @@ (SELECT %s::tsquery)
    ), newest AS MATERIALIZED (SELECT id FROM matching ORDER BY id DESC LIMIT %s)
    SELECT document.public_id, document.title, document.body
    FROM newest JOIN search_searchdocument AS document USING (id) ORDER BY document.id DESC
"""
"""PostgreSQL holds that matching a row is cheap, and would read them all in the order of their age. Behind a
sub-select it cannot see how common the words are, and takes the index."""

_DIALECTS = {"sqlite": (_SQLITE, _fts5), "postgresql": (_POSTGRESQL, _tsquery)}

_IN_TITLE = 3.0
_OTHER_FORM = 0.5
_NEIGHBOURS = 1.5
_USUAL_LENGTH = 60


def _rank(query: tuple[Asked, ...], title: str, body: str) -> float:
    """How well a document fits: the words as typed before other forms of them, titles before texts, short before long.

    BM25's saturation without its rarity of words: every hit holds every word, so rarity would say little, and to know
    it costs a scan of all that hold a common word.
    """
    damping = 0.4 + 0.6 * body.count(" ") / _USUAL_LENGTH
    rank = 0.0
    for word in query:
        exact = body.count(f" {word.word} ")
        rank += exact / (exact + damping) if exact else _OTHER_FORM / (1 + damping)
        rank += _IN_TITLE if f" {word.word} " in title else 0
    if len(query) > 1 and f" {' '.join(word.word for word in query)} " in title + body:
        rank *= _NEIGHBOURS
    return rank
