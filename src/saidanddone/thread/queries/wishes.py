"""How many people wish to be told, in few queries."""

from collections.abc import Collection, Iterator

from saidanddone.thread.models import TellingWish

AT_ONCE = 500
"""Ids to a statement: SQLite takes under a thousand values."""


def wishes_of(contributor_ids: Collection[int]) -> dict[int, TellingWish]:
    return {
        wish.contributor_id: wish
        for ids in parts(contributor_ids)
        for wish in TellingWish.objects.filter(contributor__in=ids)
    }


def parts(ids: Collection[int]) -> Iterator[list[int]]:
    """Some hundreds at a time, in order."""
    ordered = sorted(ids)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))
