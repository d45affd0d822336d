"""All that the list page shows: a page of cards or a map, the filters in force and how to drop each, the ways on."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from saidanddone.contributions.cards import Card, card
from saidanddone.contributions.filters import FilterForm
from saidanddone.contributions.models import Contribution
from saidanddone.contributions.queries import lists, maps
from saidanddone.core.paging import Page
from saidanddone.core.viewer import Viewer


@dataclass(frozen=True)
class Listing:
    """`spots` is None on the list itself, and what is on the map on the map."""

    form: FilterForm
    page: Page[Contribution]
    cards: list[Card]
    spots: list[maps.Spot] | None = field(default=None)

    @property
    def geojson(self) -> dict[str, Any]:
        return maps.with_ground(maps.geojson(self.spots)) if self.spots else maps.geojson([])

    @cached_property
    def chosen(self) -> list[tuple[str, str]]:
        """What each filter in force says, and the address without it."""
        return [(words, _url("contributions", self._kept(without=name))) for words, name in self.form.chosen]

    @property
    def canonical_url(self) -> str:
        return settings.SITE_URL + reverse("contributions")

    @property
    def list_url(self) -> str:
        return _url("contributions", self._kept(without="view"))

    @property
    def map_url(self) -> str:
        kept = self._kept(without="view")
        kept["view"] = "map"
        return _url("contributions", kept)

    @property
    def atom_url(self) -> str:
        return _url("contributions_atom", self._filters_only)

    @property
    def json_feed_url(self) -> str:
        return _url("contributions_json_feed", self._filters_only)

    @property
    def query(self) -> str:
        """The filters in force, to follow the address of a file."""
        return f"?{self._filters_only.urlencode()}" if self._filters_only else ""

    @property
    def is_filtered(self) -> bool:
        return bool(self.form.chosen)

    @cached_property
    def _filters_only(self) -> QueryDict:
        kept = self._kept(without="view")
        kept.pop("sort", None)
        return kept

    def _kept(self, *, without: str) -> QueryDict:
        """The address's parameters that say something, but for the page and one more."""
        kept = QueryDict(mutable=True)
        for name, value in self.form.parameters.dict().items():
            if value and name not in ("page", without):
                kept[name] = str(value)
        return kept


def listing(form: FilterForm, *, viewer: Viewer, on: date, number: int) -> Listing:
    """The page that valid filters and a page number ask for."""
    filters = form.filters
    if form.parameters.get("view") == "map":
        return Listing(form, _no_page(), [], maps.spots(filters, viewer=viewer, on=on, query=_but_place(form)))
    page = lists.page(filters, viewer=viewer, on=on, number=number)
    return Listing(form, page, [card(row, on) for row in page.rows])


def _no_page() -> Page[Contribution]:
    return Page([], 1, lists.SIZE, 0, False, False)


def _but_place(form: FilterForm) -> str:
    """The other filters, to follow a place in an address."""
    kept = QueryDict(mutable=True)
    for name, value in form.parameters.dict().items():
        if value and name not in ("page", "view", "place"):
            kept[name] = str(value)
    return f"&{kept.urlencode()}" if kept else ""


def _url(name: str, parameters: QueryDict) -> str:
    return f"{reverse(name)}?{parameters.urlencode()}" if parameters else reverse(name)
