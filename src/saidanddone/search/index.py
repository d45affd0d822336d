"""Put things into the index, and take them out: called in the transaction of the action that changes the thing.

Only what the public may read is put here. Higher apps register where their things come from, so that the whole index
can be built anew.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import NotRequired, TypedDict, Unpack

from django.db import connection, transaction

from saidanddone.search import words
from saidanddone.search.models import SearchDocument

BATCH = 500


class Document(TypedDict):
    """One thing that can be found, as the public may read it."""

    kind: str
    public_id: str
    language: str
    title: NotRequired[str]
    body: NotRequired[str]
    moment: datetime


_sources: dict[str, Callable[[], Iterable[Document]]] = {}


def register_source(kind: str, documents: Callable[[], Iterable[Document]]) -> None:
    """Name where the documents of a kind come from, oldest first. Called in the `apps.py` of the app that owns it."""
    _sources[kind] = documents


def put(**document: Unpack[Document]) -> None:
    """Make a thing findable, or bring its words up to date."""
    put_many([document])


def put_many(documents: Iterable[Document]) -> int:
    """The same for many, in batches; returns how many."""
    count, remaining = 0, iter(documents)
    while batch := list(islice(remaining, BATCH)):
        SearchDocument.objects.bulk_create(
            [_row(document) for document in batch],
            update_conflicts=True,
            unique_fields=["kind", "public_id"],
            update_fields=["language", "title", "body", "terms", "moment"],
        )
        count += len(batch)
    return count


def remove(*, kind: str, public_id: str) -> None:
    """Make a thing unfindable. Nothing happens if it was not there."""
    SearchDocument.objects.filter(kind=kind, public_id=public_id).delete()


def remove_many(*, kind: str, public_ids: Iterable[str]) -> None:
    remaining = iter(public_ids)
    while batch := list(islice(remaining, BATCH)):
        SearchDocument.objects.filter(kind=kind, public_id__in=batch).delete()


def purge() -> None:
    """Let go of the words of what was removed: FTS5 only marks them as deleted, and would keep them in its segments."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_fts (search_fts) VALUES ('optimize')")


def kinds() -> list[str]:
    """The kinds of things whose source is known."""
    return list(_sources)


def rebuild(
    chosen: Iterable[str] | None = None, advance: Callable[[int], None] = lambda documents: None
) -> dict[str, int]:
    """Empty the index of each kind and fill it from its source; returns how many documents each kind has."""
    counts = {}
    for kind in kinds() if chosen is None else chosen:
        with transaction.atomic():
            SearchDocument.objects.filter(kind=kind).delete()
            counts[kind] = put_many(_watched(_sources[kind](), advance))
    return counts


def _watched(documents: Iterable[Document], advance: Callable[[int], None]) -> Iterator[Document]:
    for document in documents:
        yield document
        advance(1)


def _row(document: Document) -> SearchDocument:
    title, body = words.words(document.get("title", "")), words.words(document.get("body", ""))
    return SearchDocument(
        kind=document["kind"],
        public_id=document["public_id"],
        language=document["language"],
        moment=document["moment"],
        title=" ".join(title),
        body=" ".join(body),
        terms=words.terms(title + body, kind=document["kind"], language=document["language"]),
    )
