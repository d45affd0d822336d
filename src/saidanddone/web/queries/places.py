"""Places, who lives there, what is said there, who serves there."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from saidanddone.contributions.models import Contribution
from saidanddone.contributions.queries.figures import PlaceFigures, place_counts, place_figures
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place
from saidanddone.places.queries import Dimension, profile_of
from saidanddone.ui import numbers
from saidanddone.web import cards
from saidanddone.web.queries import came_of_it, stories

NEWEST = 8
MOST_AREAS = 150
"""So many outlines a page can carry to a slow phone."""


@dataclass(slots=True)
class PlaceRow:
    """A place with what was said in it, the places within it included."""

    place: Place
    said: int
    depth: int = 0
    within: list["PlaceRow"] = field(default_factory=list)

    @property
    def url(self) -> str:
        return reverse("place", args=[self.place.slug])

    @property
    def level(self) -> int:
        """How far to set it in; no page sets in further than four."""
        return min(self.depth, 4)

    @property
    def words(self) -> str:
        if not self.said:
            return gettext("nothing said yet")
        return ngettext("%(n)s said", "%(n)s said", self.said) % {"n": f"{self.said:,}"}


@dataclass(frozen=True, slots=True)
class ProfileTable:
    """One dimension of a place's profile, as its table shows it: category, people, share."""

    title: str
    source: str
    rows: list[tuple[str, int, str]]


@dataclass(frozen=True, slots=True)
class PlacePage:
    place: Place
    figures: PlaceFigures
    above: list[Place]
    within: list[PlaceRow]
    profile: list[ProfileTable]
    organisations: list[Organisation]
    newest: list[cards.Card]
    alliances: list[came_of_it.Row]
    came_of_it: list[came_of_it.Row]
    map: dict[str, Any]

    @property
    def said(self) -> int | None:
        return self.figures.said or None

    @property
    def answered(self) -> int | None:
        return self.figures.answered if self.figures.said else None

    @property
    def waiting(self) -> int | None:
        return self.figures.waiting if self.figures.said else None


def tree(top: Place | None = None) -> list[PlaceRow]:
    """Places in the order of their nesting, each counting what is within it: two queries."""
    places = Place.objects.all() if top is None else Place.objects.within(top)
    found = list(places.defer("boundary").order_by("path"))
    own = place_counts()
    said = {place.pk: own.get(place.pk, 0) for place in found}
    for place in reversed(found):  # what nests deeper comes later in the order of paths
        if place.parent_id in said:
            said[place.parent_id] += said[place.pk]
    least = min((place.path.count("/") for place in found), default=0)
    return [PlaceRow(place, said[place.pk], place.path.count("/") - least) for place in found]


def as_map(rows: list[PlaceRow]) -> dict[str, Any]:
    """The smallest places as areas with what was said there; those that hold others would cover them."""
    return {"type": "FeatureCollection", "features": [_feature(row) for row in areas(rows)]}


def areas(rows: list[PlaceRow]) -> list[PlaceRow]:
    """The places that hold no others; where these are too many to draw, the deepest level that is not."""
    parents = {row.place.parent_id for row in rows}
    leaves = [row for row in rows if row.place.outline and row.place.pk not in parents]
    if len(leaves) <= MOST_AREAS:
        return leaves
    by_depth: dict[int, list[PlaceRow]] = {}
    for row in rows:
        by_depth.setdefault(row.depth, []).append(row)
    drawable = [depth for depth, found in by_depth.items() if len(found) <= MOST_AREAS]
    return [row for row in by_depth[max(drawable)] if row.place.outline] if drawable else []


def _feature(row: PlaceRow) -> dict[str, Any]:
    properties = {
        "name": row.place.local_name,
        "url": row.url,
        "note": row.words,
        "count": row.said,
        "tone": "said" if row.said else "",
    }
    return {"type": "Feature", "properties": properties, "geometry": row.place.outline}


def place_page(place: Place, on: date) -> PlacePage:
    rows = tree(place)
    inside = Contribution.objects.public().filter(place__in=[row.place.pk for row in rows])
    beside = came_of_it.of_place(place, on)
    newest = stories.first_of(inside.newest_first(), NEWEST)
    return PlacePage(
        place=place,
        figures=place_figures(place),
        above=list(Place.objects.above(place).exclude(pk=place.pk).defer("boundary", "outline").order_by("path")),
        within=[row for row in rows if row.place.parent_id == place.pk],
        profile=[_table(dimension) for dimension in profile_of(place)],
        organisations=list(Organisation.objects.open().serving(place).order_by("kind", "slug")),
        newest=[cards.of_contribution(each, on) for each in newest],
        came_of_it=[each for each in beside if each.kind != "alliance"],
        alliances=[each for each in beside if each.kind == "alliance"],
        map=as_map(rows),
    )


def _table(dimension: Dimension) -> ProfileTable:
    return ProfileTable(
        title=dimension.label,
        source=gettext("Source: %(source)s, %(year)s") % {"source": dimension.source, "year": dimension.year},
        rows=[(each.label, each.count, numbers.in_table(numbers.percent(each.share))) for each in dimension.categories],
    )
