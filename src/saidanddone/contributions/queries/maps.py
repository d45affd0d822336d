"""Where people spoke: points on a map, and the same as a list."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from saidanddone.contributions.filters import Filters
from saidanddone.contributions.models import Tally
from saidanddone.contributions.models.figures import Scope
from saidanddone.contributions.queries import lists
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import Viewer
from saidanddone.places.models import Place

MOST_POINTS = 300
"""Up to so many contributions stand where they were said; more are gathered at their places."""

MOST_OUTLINES = 200


@dataclass(frozen=True, slots=True)
class Spot:
    """Something on the map: one contribution with a point of its own, or all those of one place."""

    name: str
    url: str
    count: int
    latitude: float | None
    longitude: float | None

    @property
    def note(self) -> str:
        return ngettext("%(count)s contribution", "%(count)s contributions", self.count) % {"count": f"{self.count:,}"}


def spots(filters: Filters, *, viewer: Viewer, on: date, query: str = "") -> list[Spot]:
    """The busiest first. `query` holds the other filters, so that a place leads to its part of the same list."""
    places = {place.pk: place for place in Place.objects.defer("boundary", "outline").order_by("path")}
    if filters.is_unfiltered:
        said = Tally.objects.filter(scope=Scope.PLACE, measure="said", count__gt=0).values_list("scope_id", "count")
        return _by_place(dict(said), places, query)
    rows = lists.matching(filters, viewer=viewer, on=on)
    fields = ("pk", "public_id", "text", "latitude", "longitude", "place")
    found = list(rows.values(*fields)[: MOST_POINTS + 1])
    if len(found) > MOST_POINTS:
        return _by_place(dict(rows.values_list("place").annotate(Count("pk"))), places, query)
    counts: defaultdict[int, int] = defaultdict(int)
    for row in found:
        counts[row["place"]] += row["latitude"] is None
    own = [_own(row) for row in sorted(found, key=lambda row: -row["pk"]) if row["latitude"] is not None]
    return _by_place(counts, places, query) + own


def points(filters: Filters, *, viewer: Viewer, on: date) -> dict[str, Any]:
    return geojson(spots(filters, viewer=viewer, on=on))


def geojson(found: list[Spot]) -> dict[str, Any]:
    """GeoJSON (RFC 7946) as the component `map` takes it; places without a centre stand in the list only."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": spot.name, "url": spot.url, "note": spot.note, "count": spot.count},
                "geometry": {"type": "Point", "coordinates": [spot.longitude, spot.latitude]},
            }
            for spot in found
            if spot.latitude is not None
        ],
    }


def with_ground(points: dict[str, Any]) -> dict[str, Any]:
    """Points on the outlines of the places, so that the eye finds its way without a basemap."""
    return {**points, "features": [*outlines(), *points["features"]]}


def outlines() -> list[dict[str, Any]]:
    """Every place's outline, as ground that other things stand on."""
    rows = Place.objects.filter(outline__isnull=False).order_by("path").defer("boundary")[:MOST_OUTLINES]
    return [
        {"type": "Feature", "geometry": row.outline, "properties": {"name": row.local_name, "is_ground": True}}
        for row in rows
    ]


def _own(row: dict[str, Any]) -> Spot:
    url = reverse("contribution", args=[row["public_id"]])
    return Spot(f"“{excerpt(row['text'], 80)}”", url, 1, row["latitude"], row["longitude"])


def _by_place(counts: dict[int, int], places: dict[int, Place], query: str) -> list[Spot]:
    found = [
        Spot(
            places[pk].local_name,
            f"{reverse('contributions')}?place={places[pk].slug}{query}",
            count,
            places[pk].latitude,
            places[pk].longitude,
        )
        for pk, count in counts.items()
        if count
    ]
    return sorted(found, key=lambda spot: (-spot.count, spot.name))
