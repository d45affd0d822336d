"""What was found for some words, of each kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from saidanddone.contributions.models import Contribution
from saidanddone.contributions.queries.lists import with_cards
from saidanddone.core.paging import Page
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place
from saidanddone.search.queries import LIMIT, count, find
from saidanddone.web import cards
from saidanddone.web.queries import came_of_it

KINDS = ("contribution", "organisation", "place", *came_of_it.STAGES)
SIZE = 10
MOST = 6
"""Of each kind but what was said; they are few and come first."""


@dataclass(frozen=True, slots=True)
class Found:
    words: str
    page: Page[Contribution]
    cards: list[cards.Card]
    organisations: list[Organisation]
    places: list[Place]
    came_of_it: list[came_of_it.Row]

    @property
    def is_empty(self) -> bool:
        return not (self.page.total or self.organisations or self.places or self.came_of_it)


def found(words: str, number: int, on: date) -> Found:
    hits = find(words, kinds=KINDS)
    ids = {kind: [hit.public_id for hit in hits if hit.kind == kind] for kind in KINDS}
    is_cut = len(ids["contribution"]) == LIMIT and count(words, kind="contribution") > LIMIT
    page = _contributions(ids["contribution"], number, is_cut)
    organisations = Organisation.objects.filter(public_id__in=ids["organisation"][:MOST])
    places = Place.objects.filter(public_id__in=ids["place"][:MOST]).defer("boundary", "outline")
    return Found(
        words=words,
        page=page,
        cards=[cards.of_contribution(row, on) for row in page.rows],
        organisations=_in_order(organisations, ids["organisation"]),
        places=_in_order(places, ids["place"]),
        came_of_it=came_of_it.of_ids({kind: ids[kind][:MOST] for kind in came_of_it.STAGES}, on),
    )


def _contributions(ids: list[str], number: int, is_cut: bool) -> Page[Contribution]:
    """One page, best first; of a very common word only the newest were ranked.

    The index holds what is public alone; the rows are asked for by the same rule again.
    """
    start = (number - 1) * SIZE
    rows = with_cards(Contribution.objects.public().filter(public_id__in=ids[start : start + SIZE]))
    return Page(
        rows=_in_order(rows, ids),
        number=number,
        size=SIZE,
        total=len(ids),
        more_than_total=is_cut,
        has_next=len(ids) > start + SIZE,
    )


def _in_order(rows: Iterable[Any], ids: list[str]) -> list[Any]:
    place = {public_id: number for number, public_id in enumerate(ids)}
    return sorted(rows, key=lambda row: place[row.public_id])
