"""Every write to places and their population profiles."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from saidanddone.core.table_files import TableRow
from saidanddone.core.viewer import Viewer
from saidanddone.places import boundaries
from saidanddone.places.importing import BadValue, PlaceFacts, ProfileFacts, Summary, place_facts, profile_facts
from saidanddone.places.models import Place, Profile
from saidanddone.places.permissions import (
    check_add_place,
    check_edit_place,
    check_import_places,
    check_import_profile,
    check_remove_figure,
    check_set_figure,
)
from saidanddone.places.queries import document_of, known_places
from saidanddone.search import index

BATCH = 1000
LONGEST_PATH = 500
FIGURE = ("place_id", "dimension", "category", "year", "source")
"""What makes a figure of a profile the same figure."""


@transaction.atomic
def add_place(*, by: Viewer, facts: PlaceFacts, parent: Place | None, at: datetime) -> Place:
    check_add_place(by=by)
    place = _fill(Place(slug=facts.slug, level=Place.Level.COMMUNITY), facts, parent)
    place.save()
    index.put(**document_of(place))
    return place


@transaction.atomic
def edit_place(*, by: Viewer, place: Place, facts: PlaceFacts, parent: Place | None, at: datetime) -> None:
    """Change what is said of a place. Its slug stays, since addresses are made of it."""
    check_edit_place(by=by, place=place, parent=parent)
    old_path = place.path
    _fill(place, facts, parent).save()
    _move_those_within(old_path, place.path)
    index.put(**document_of(place))


@transaction.atomic
def set_figure(
    *, by: Viewer, place: Place, dimension: str, category: str, count: int, source: str, year: int, at: datetime
) -> Profile:
    """Say how many people of a category live in a place; said before by the same source and year, it is corrected."""
    check_set_figure(by=by)
    figure, _ = Profile.objects.update_or_create(
        place=place, dimension=dimension, category=category, source=source, year=year, defaults={"count": count}
    )
    return figure


def remove_figure(*, by: Viewer, figure: Profile, at: datetime) -> None:
    check_remove_figure(by=by)
    figure.delete()


@transaction.atomic
def import_places(
    *,
    by: Viewer,
    features: Iterable[Any],
    maps: Mapping[str, str],
    fixed: Mapping[str, str],
    at: datetime,
    is_trial: bool = False,
    tick: Callable[[], None] = lambda: None,
) -> Summary:
    """Bring in places, those that others nest in first, whatever their order in the file.

    A place is known again by its slug. With `is_trial` everything is done and then undone.
    """
    check_import_places(by=by)
    summary = Summary()
    waiting = _readable(features, maps, fixed, summary)
    known, put = _known(), list[Place]()
    while True:
        ready = [each for each in waiting if each[1].parent is None or each[1].parent in known]
        waiting = [each for each in waiting if each[1].parent is not None and each[1].parent not in known]
        if not ready:
            break
        for number, facts, raw in ready:
            _put_one(number, facts, raw, known, summary, put)
            tick()
    for number, facts, raw in waiting:
        summary.reject(number, BadValue("parent", facts.parent, "is no place that we know, nor one in this file"), raw)
        tick()
    summary.rejected.sort(key=lambda rejected: rejected.number)
    index.put_many(document_of(place) for place in put)
    transaction.set_rollback(is_trial)
    return summary


Waiting = list[tuple[int, PlaceFacts, Any]]


def _known() -> dict[str, Place]:
    """Every place by its slug and its official code, each with its parent at hand."""
    places = {place.pk: place for place in Place.objects.all()}
    for place in places.values():
        place.parent = places.get(place.parent_id) if place.parent_id else None
    return {key: place for place in places.values() for key in (place.code, place.slug) if key}


def _readable(features: Iterable[Any], maps: Mapping[str, str], fixed: Mapping[str, str], summary: Summary) -> Waiting:
    """The facts of each feature with its number; what cannot be read, or says otherwise than before, is rejected."""
    seen: dict[str, PlaceFacts] = {}
    found: Waiting = []
    for number, raw in enumerate(features, start=1):
        try:
            facts = place_facts(raw, maps=maps, fixed=fixed)
            if seen.setdefault(facts.slug, facts) != facts:
                raise BadValue("slug", facts.slug, "stands in this file twice, with different facts")
        except BadValue as bad:
            summary.reject(number, bad, raw)
        else:
            found.append((number, facts, raw))
    return found


def _put_one(
    number: int, facts: PlaceFacts, raw: Any, known: dict[str, Place], summary: Summary, put: list[Place]
) -> None:
    place = known.get(facts.slug)
    try:
        if place is not None and place.slug != facts.slug:
            raise BadValue("slug", facts.slug, "is the official code of another place")
        place, outcome = _put(place, facts, known.get(facts.parent) if facts.parent else None, known)
    except BadValue as bad:
        summary.reject(number, bad, raw)
        return
    known[place.slug] = place
    if place.code:
        known[place.code] = place
    if outcome != "unchanged":
        put.append(place)
    summary.count(outcome)


def _put(place: Place | None, facts: PlaceFacts, parent: Place | None, known: Mapping[str, Place]) -> tuple[Place, str]:
    if place is None:
        new = _fill(Place(slug=facts.slug, level=Place.Level.COMMUNITY), facts, parent)
        _check_length(new)
        new.save()
        return new, "created"
    if parent is not None and parent.path.startswith(place.path):
        raise BadValue("parent", facts.parent, "lies in this place itself")
    if facts.code and place.code and facts.code != place.code:
        raise BadValue("code", facts.code, f"differs from {place.code}, which this slug has; give it another slug")
    before, old_path = _state(place), place.path
    _fill(place, facts, parent or (place.parent if facts.parent is None else None))
    if _state(place) == before:
        return place, "unchanged"
    _check_length(place)
    place.save()
    _move_those_within(old_path, place.path)
    for other in {id(other): other for other in known.values()}.values():
        if other.path.startswith(old_path):
            other.path = place.path + other.path.removeprefix(old_path)
    return place, "changed"


def _check_length(place: Place) -> None:
    if len(place.path) > LONGEST_PATH:
        raise BadValue("parent", place.path, "nests too deep: the slugs from the top are longer than 500 characters")


def _state(place: Place) -> tuple[object, ...]:
    return place.name, place.name_cy, place.level, place.code, place.path, place.boundary


def _fill(place: Place, facts: PlaceFacts, parent: Place | None) -> Place:
    """Put facts on the row, and what follows from them: path, outline, centre and extent."""
    place.name = facts.name
    for name in ("name_cy", "level", "code"):
        if (value := getattr(facts, name)) is not None:
            setattr(place, name, value)
    place.parent = parent
    place.path = f"{parent.path if parent else ''}{place.slug}/"
    if facts.boundary is not None and facts.boundary != place.boundary:
        place.boundary, place.outline = facts.boundary, boundaries.outline(facts.boundary)
        place.longitude, place.latitude = boundaries.centroid(facts.boundary)
        extent = boundaries.box(facts.boundary)
        place.west, place.south, place.east, place.north = extent.west, extent.south, extent.east, extent.north
    return place


def _move_those_within(old_path: str, new_path: str) -> None:
    if old_path == new_path:
        return
    moved = list(Place.objects.filter(path__startswith=old_path))
    for place in moved:
        place.path = new_path + place.path.removeprefix(old_path)
    Place.objects.bulk_update(moved, ["path"], batch_size=BATCH)


@transaction.atomic
def import_profile(
    *,
    by: Viewer,
    rows: Iterable[TableRow],
    at: datetime,
    is_trial: bool = False,
    tick: Callable[[], None] = lambda: None,
) -> Summary:
    """Bring in population profiles. A figure is known again by place, dimension, category, year and source."""
    check_import_profile(by=by)
    summary, places, seen = Summary(), known_places(), dict[tuple[Any, ...], int]()
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        fitting = [facts for row in batch if (facts := _fitting(row, places, seen, summary)) is not None]
        _put_figures(fitting, places, summary)
        for _row in batch:
            tick()
    transaction.set_rollback(is_trial)
    return summary


def _fitting(
    row: TableRow, places: Mapping[str, int], seen: dict[tuple[Any, ...], int], summary: Summary
) -> ProfileFacts | None:
    try:
        facts = profile_facts(row)
        if facts.place.casefold() not in places:
            raise BadValue("place", facts.place, "is no place that we know: give its slug, code or name")
        if seen.setdefault(_key(facts, places), facts.count) != facts.count:
            raise BadValue("count", facts.count, "was given before in this file, and differed")
    except BadValue as bad:
        summary.reject(row.line, bad, row.cells)
        return None
    return facts


def _key(facts: ProfileFacts, places: Mapping[str, int]) -> tuple[Any, ...]:
    return places[facts.place.casefold()], facts.dimension, facts.category, facts.year, facts.source


def _put_figures(batch: list[ProfileFacts], places: Mapping[str, int], summary: Summary) -> None:
    known = {
        tuple(getattr(figure, name) for name in FIGURE): figure
        for figure in Profile.objects.filter(place_id__in={places[facts.place.casefold()] for facts in batch})
    }
    new, changed = [], []
    for facts in batch:
        key = _key(facts, places)
        if key not in known:
            known[key] = Profile(**dict(zip(FIGURE, key, strict=True)), count=facts.count)
            new.append(known[key])
            summary.count("created")
        elif known[key].count != facts.count:
            known[key].count = facts.count
            changed.append(known[key])
            summary.count("changed")
        else:
            summary.count("unchanged")
    Profile.objects.bulk_create(new)
    Profile.objects.bulk_update(changed, ["count"])
