"""Who gave, was acknowledged, used, named, told, thanked and paid: raw figures, which `insights` makes fit to show."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from saidanddone.places.models import Place
from saidanddone.thread.coverage import EVERYWHERE
from saidanddone.thread.models import CoverageFigure, GroupFigure
from saidanddone.thread.queries.coverage import Histogram

BASES = {
    "acknowledged": "said",
    "used": "said",
    "named": "used",
    "told": "said",
    "thanked": "said",
    "paid": "thanked",
}
"""Measure → what it is a share of.

Named: of what was used, how much carries the name that was chosen. Paid: of all that was thanked for, in words or more,
so that those who got words alone are protected as a cell of their own.
"""
WITH_DAYS = frozenset({"acknowledged", "used", "told", "thanked", "paid"})


@dataclass(frozen=True, slots=True)
class Group:
    counts: dict[str, int]
    medians: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    name: str
    slug: str
    group: Group


def groups(dimension: str) -> dict[str, Group]:
    rows = GroupFigure.objects.filter(dimension=dimension, count__gt=0)
    return _groups(rows.values_list("group", "measure", "days", "count"))


def everyone() -> Group:
    """The whole area: a whole total, so it is public as it is."""
    rows = CoverageFigure.objects.filter(organisation_id=0, place_id=EVERYWHERE, count__gt=0)
    found = _groups(("", *row) for row in rows.values_list("measure", "days", "count"))
    return found.get("", Group({}, {}))


def places() -> list[PlaceRow]:
    """The places next below the whole area, each with all within it."""
    paths = {place.pk: place for place in Place.objects.defer("boundary", "outline")}
    depth = 2 if sum(place.path.count("/") == 1 for place in paths.values()) == 1 else 1
    figures = CoverageFigure.objects.filter(organisation_id=0, place_id__in=paths, count__gt=0)
    rows = figures.values_list("place_id", "measure", "days", "count")
    found = _groups(
        ("/".join(paths[pk].path.split("/")[:-1][:depth]) + "/", measure, days, count)
        for pk, measure, days, count in rows
    )
    named = {place.path: place for place in paths.values()}
    return [PlaceRow(named[path].local_name, named[path].slug, found[path]) for path in sorted(found)]


def _groups(rows: Iterable[tuple[str, str, int, int]]) -> dict[str, Group]:
    histograms: dict[str, dict[str, Histogram]] = defaultdict(lambda: defaultdict(Histogram))
    for group, measure, days, count in rows:
        histograms[group][measure].days[days] += count
    return {
        group: Group(
            {measure: found.count for measure, found in measures.items()},
            {measure: found.median for measure, found in measures.items()},
        )
        for group, measures in histograms.items()
    }
