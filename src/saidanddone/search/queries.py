"""Ask the index, whatever the database: `find()` ranks, `matches()` filters other rows, `count()` counts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from saidanddone.search.models import SearchDocument
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
    return _best_first(query, ((kind, row) for kind in kinds for row in _newest(query, kind, min(limit, LIMIT))))


def matches(text: str, *, kind: str) -> QuerySet[SearchDocument]:
    """Everything of a kind that holds every word of the text, however much there is, in no order."""
    query = asked(text)
    if not query:
        return SearchDocument.objects.none()
    ids = RawSQL(_MATCHING[connection.vendor], [_condition(query, kind)])  # noqa: S611 - the words are a parameter
    return SearchDocument.objects.filter(kind=kind, pk__in=ids)


def count(text: str, *, kind: str) -> int:
    """How many `matches()` there are; quicker than to count these, as no document is looked at."""
    query = asked(text)
    if not query:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_COUNT[connection.vendor], [_condition(query, kind)])
        return int(cursor.fetchone()[0])


def rank(text: str, *, kind: str, public_ids: Collection[str]) -> list[str]:
    """These things, the one that fits the text best first; of equals the one that was named first."""
    documents = SearchDocument.objects.filter(kind=kind, public_id__in=public_ids)
    found = {row[0]: row for row in documents.values_list("public_id", "title", "body")}
    rows = ((kind, found[public_id]) for public_id in public_ids if public_id in found)
    return [hit.public_id for hit in _best_first(asked(text), rows)]


def _best_first(query: tuple[Asked, ...], rows: Iterable[tuple[str, tuple[str, str, str]]]) -> list[Hit]:
    hits = [Hit(kind, public_id, _rank(query, f" {title} ", f" {body} ")) for kind, (public_id, title, body) in rows]
    return sorted(hits, key=lambda hit: -hit.rank)


def _newest(query: tuple[Asked, ...], kind: str, limit: int) -> list[tuple[str, str, str]]:
    """Public id, title and body of what is of this kind and holds every word, newest first."""
    if not query:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST[connection.vendor], [_condition(query, kind), limit])
        return cursor.fetchall()


def _condition(query: tuple[Asked, ...], kind: str) -> str:
    """The query in the database's own language; the kind is a term like the words."""
    write = {"sqlite": _fts5, "postgresql": _tsquery}[connection.vendor]
    return write((Asked("", (of_kind(kind),)), *query))


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

_NEWEST = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
_COUNT = {
    "sqlite": "SELECT count(*) FROM search_fts WHERE search_fts MATCH %s",
    "postgresql": "SELECT count(*) FROM search_searchdocument WHERE vector @@ (SELECT %s::tsquery)",
}
_MATCHING = {
    "sqlite": "SELECT rowid FROM search_fts WHERE search_fts MATCH %s",
    "postgresql": "SELECT id FROM search_searchdocument WHERE vector @@ (SELECT %s::tsquery)",
}

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
