"""Promises and setbacks in the search index: what is public can be found, in the words in which it was written."""

from collections.abc import Iterator

from saidanddone.commitments.models import Commitment, Setback
from saidanddone.core.text import to_plain
from saidanddone.search import index as search


def put_commitment(commitment: Commitment) -> None:
    """Make it findable, or take it out where a moderator hid it."""
    if commitment.hidden_at:
        search.remove(kind="commitment", public_id=commitment.public_id)
    else:
        search.put(**_commitment(commitment))


def put_setback(setback: Setback) -> None:
    if setback.hidden_at:
        search.remove(kind="setback", public_id=setback.public_id)
    else:
        search.put(**_setback(setback))


def _commitment(row: Commitment) -> search.Document:
    words = (row.notice, row.for_whom, row.pledged_by, row.standard, *row.translation.values())
    return {
        "kind": "commitment",
        "public_id": row.public_id,
        "language": row.language,
        "title": row.promise,
        "body": to_plain("\n".join((*words, row.place.name, row.organisation.name))),
        "moment": row.made_at,
    }


def _setback(row: Setback) -> search.Document:
    return {
        "kind": "setback",
        "public_id": row.public_id,
        "language": row.language,
        "title": row.title,
        "body": to_plain("\n".join((row.text, row.touched, row.fix, row.found, row.lesson, *row.translation.values()))),
        "moment": row.said_at,
    }


def commitments() -> Iterator[search.Document]:
    """Every public promise, oldest first, to build the index anew."""
    rows = Commitment.objects.public().select_related("place", "organisation").order_by("made_at", "pk")
    yield from map(_commitment, rows.iterator(chunk_size=500))


def setbacks() -> Iterator[search.Document]:
    yield from map(_setback, Setback.objects.public().order_by("said_at", "pk").iterator(chunk_size=500))
