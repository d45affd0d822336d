"""Places as pages, maps and importers need them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet

from saidanddone.places import boundaries
from saidanddone.places.models import Place, Profile
from saidanddone.places.profiles import label_of, label_of_dimension
from saidanddone.search.index import Document


def place_at(*, latitude: float, longitude: float) -> Place | None:
    """The smallest place that the point lies in: of those whose boundary holds it, the deepest."""
    found = [
        place
        for place in Place.objects.around(latitude=latitude, longitude=longitude)
        if place.boundary and boundaries.contains(place.boundary, longitude=longitude, latitude=latitude)
    ]
    return max(found, key=lambda place: (place.depth, place.pk), default=None)


def tree() -> QuerySet[Place]:
    """Every place below the one that it nests in; without the boundaries, which are large."""
    large = ("boundary", "outline", "parent__boundary", "parent__outline")
    return Place.objects.select_related("parent").defer(*large).order_by("path")


def outlines(places: QuerySet[Place]) -> list[dict[str, Any]]:
    """GeoJSON features of places, for a map; those without a boundary are left out."""
    shown = places.filter(outline__isnull=False).defer("boundary").order_by("path")
    return [
        {
            "type": "Feature",
            "geometry": place.outline,
            "properties": {"slug": place.slug, "name": place.local_name, "level": place.level},
        }
        for place in shown
    ]


def map_of(place: Place) -> dict[str, Any] | None:
    """The outline of one place, for a map; `None` where no boundary is known."""
    if place.outline is None:
        return None
    properties = {"slug": place.slug, "name": place.local_name, "level": place.level}
    return {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "geometry": place.outline, "properties": properties}],
    }


def known_places() -> dict[str, int]:
    """Every slug, code and name → its place; a name that two places have means neither of them."""
    found: dict[str, int] = {}
    doubled: set[str] = set()
    rows = list(Place.objects.order_by("pk").values_list("pk", "slug", "code", "name", "name_cy"))
    for pk, _slug, _code, *names in rows:
        for name in {name.casefold() for name in names if name}:
            doubled |= {name} & found.keys()
            found[name] = pk
    found = {name: pk for name, pk in found.items() if name not in doubled}
    return found | {key.casefold(): pk for pk, slug, code, *_names in rows for key in (code, slug) if key}


# Population profile


@dataclass(frozen=True, slots=True)
class Category:
    """`share` is of the dimension's whole, from 0 to 1."""

    label: str
    count: int
    share: float | None
    figure: Profile


@dataclass(frozen=True, slots=True)
class Dimension:
    """The newest figures of one dimension, from one source."""

    key: str
    label: str
    source: str
    year: int
    total: int
    categories: tuple[Category, ...]


def profile_of(place: Place) -> list[Dimension]:
    """A place's profile, each dimension by its newest year (and there the source that comes first by name)."""
    figures = Profile.objects.filter(place=place).order_by("dimension", "-year", "source", "pk")
    chosen: dict[str, list[Profile]] = {}
    for figure in figures:
        rows = chosen.setdefault(figure.dimension, [])
        if not rows or (rows[0].year, rows[0].source) == (figure.year, figure.source):
            rows.append(figure)
    return [_dimension(key, rows) for key, rows in chosen.items()]


def _dimension(key: str, rows: list[Profile]) -> Dimension:
    total = sum(row.count for row in rows)
    return Dimension(
        key=key,
        label=label_of_dimension(key),
        source=rows[0].source,
        year=rows[0].year,
        total=total,
        categories=tuple(
            Category(label_of(key, row.category), row.count, row.count / total if total else None, row) for row in rows
        ),
    )


# Search


DATELESS = datetime(2000, 1, 1, tzinfo=UTC)
"""A place is not news: in search it stands behind what was said lately."""


def document_of(place: Place) -> Document:
    """What search keeps of a place."""
    return {
        "kind": "place",
        "public_id": place.public_id,
        "language": "en",
        "title": place.name,
        "body": " ".join(word for word in (place.name_cy, place.code) if word),
        "moment": DATELESS,
    }


def documents() -> Iterator[Document]:
    return (document_of(place) for place in tree().iterator())
