"""Boundaries: read GeoJSON from strangers, refuse what is not an area, and do the little geometry that pages need.

Plain geometry on longitude and latitude. For distances, longitudes shrink with the cosine of the latitude, which is
true enough for the size of a county. RFC 7946 is the format; coordinates are WGS 84 degrees, longitude first.
"""

import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]
Geometry = dict[str, Any]

LARGEST_BYTES = 2_000_000
MOST_POINTS = 20_000
MOST_RINGS = 500
DECIMALS = 6
"""A tenth of a metre; more digits are noise that only costs space."""
OUTLINE_POINTS = 400
"""Enough for a map on a phone; what a page carries."""


class BadBoundary(ValueError):
    """It is no area that we can use; the message says why, for whoever brought it."""


@dataclass(frozen=True, slots=True)
class Box:
    """The smallest upright rectangle around a boundary."""

    west: float
    south: float
    east: float
    north: float


def parse(text: str | bytes) -> Geometry:
    """A boundary out of a GeoJSON text: a geometry, a feature, or a collection that holds one feature."""
    if len(text) > LARGEST_BYTES:
        raise BadBoundary(_("The boundary is larger than 2 MB. Simplify it first."))
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise BadBoundary(_("This is not GeoJSON: it cannot be read.")) from None
    return clean(_geometry_in(found))


def _geometry_in(found: Any) -> Any:
    if isinstance(found, dict) and found.get("type") == "FeatureCollection":
        features = found.get("features")
        if not isinstance(features, list) or len(features) != 1:
            raise BadBoundary(_("The file must hold one area; import a file of many places from the command line."))
        found = features[0]
    if isinstance(found, dict) and found.get("type") == "Feature":
        found = found.get("geometry")
    return found


def clean(geometry: Any) -> Geometry:
    """The boundary with closed, simple rings, outer ones anticlockwise; or `BadBoundary` with the reason."""
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        raise BadBoundary(_("A boundary must be a Polygon or a MultiPolygon; this is %(kind)s.") % {"kind": kind})
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise BadBoundary(_("The boundary has no coordinates."))
    _check_size(polygons)
    return _geometry([_polygon(polygon) for polygon in polygons])


def _check_size(polygons: list[Any]) -> None:
    rings = [ring for polygon in polygons if isinstance(polygon, list) for ring in polygon]
    if len(rings) > MOST_RINGS or sum(len(ring) for ring in rings if isinstance(ring, list)) > MOST_POINTS:
        raise BadBoundary(_("The boundary has more than 20,000 points. Use a generalised one."))


def _polygon(raw: Any) -> Polygon:
    if not isinstance(raw, list) or not raw:
        raise BadBoundary(_("An area of the boundary has no outline."))
    outer, *holes = (_ring(ring) for ring in raw)
    for hole in holes:
        if not _in_ring(hole[0], outer) and hole[0] not in outer:
            raise BadBoundary(_("A hole of the boundary lies outside its area."))
    return [_turned(outer, anticlockwise=True), *(_turned(hole, anticlockwise=False) for hole in holes)]


def _ring(raw: Any) -> Ring:
    if not isinstance(raw, list) or len(raw) < 4:
        raise BadBoundary(_("A line of the boundary has fewer than four points."))
    points = [_point(position) for position in raw]
    if points[0] != points[-1]:
        raise BadBoundary(_("A line of the boundary is not closed: its last point must be its first."))
    ring = [points[0]] + [there for here, there in pairwise(points) if here != there]
    if len(ring) < 4 or abs(_signed_area(ring)) == 0:
        raise BadBoundary(_("A line of the boundary encloses nothing."))
    if (crossing := _crossing(ring)) is not None:
        where = f"{crossing[1]:.5f}, {crossing[0]:.5f}"
        raise BadBoundary(_("The boundary crosses itself near %(where)s.") % {"where": where})
    return ring


def _point(position: Any) -> Point:
    if not isinstance(position, list) or not 2 <= len(position) <= 4:
        raise BadBoundary(_("A point of the boundary is not a pair of longitude and latitude."))
    longitude, latitude = position[0], position[1]
    if any(isinstance(value, bool) or not isinstance(value, int | float) for value in (longitude, latitude)):
        raise BadBoundary(_("A point of the boundary is not a pair of numbers."))
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        where = f"{longitude}, {latitude}"[:60]
        raise BadBoundary(
            _("The point %(where)s is not on earth. Coordinates must be degrees (WGS 84), longitude first.")
            % {"where": where}
        )
    return round(float(longitude), DECIMALS), round(float(latitude), DECIMALS)


def _turned(ring: Ring, *, anticlockwise: bool) -> Ring:
    return ring if (_signed_area(ring) > 0) == anticlockwise else ring[::-1]


def _geometry(polygons: list[Polygon]) -> Geometry:
    coordinates = [[[list(point) for point in ring] for ring in polygon] for polygon in polygons]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": coordinates[0]}
    return {"type": "MultiPolygon", "coordinates": coordinates}


def _polygons(geometry: Geometry) -> list[Polygon]:
    coordinates = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[[(point[0], point[1]) for point in ring] for ring in polygon] for polygon in coordinates]


# Where it is


def box(geometry: Geometry) -> Box:
    points = [point for polygon in _polygons(geometry) for point in polygon[0]]
    longitudes, latitudes = zip(*points, strict=True)
    return Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def centroid(geometry: Geometry) -> Point:
    """The centre of gravity of the area, holes taken out: longitude, latitude."""
    first = _polygons(geometry)[0][0][0]  # sums run from here, so that small areas far from zero keep their digits
    area = x = y = 0.0
    for polygon in _polygons(geometry):
        for ring in polygon:
            for (x1, y1), (x2, y2) in pairwise(ring):
                x1, y1, x2, y2 = x1 - first[0], y1 - first[1], x2 - first[0], y2 - first[1]
                cross = x1 * y2 - x2 * y1
                area += cross
                x += (x1 + x2) * cross
                y += (y1 + y2) * cross
    return round(first[0] + x / (3 * area), DECIMALS), round(first[1] + y / (3 * area), DECIMALS)


def contains(geometry: Geometry, *, longitude: float, latitude: float) -> bool:
    """Whether the point lies in the area, and not in a hole."""
    point = (longitude, latitude)
    return any(
        _in_ring(point, outer) and not any(_in_ring(point, hole) for hole in holes)
        for outer, *holes in _polygons(geometry)
    )


def _in_ring(point: Point, ring: Ring) -> bool:
    """Count the sides that a ray to the east crosses: an odd number means inside."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _signed_area(ring: Ring) -> float:
    """Positive where the ring runs anticlockwise."""
    x0, y0 = ring[0]
    return sum((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0) for (x1, y1), (x2, y2) in pairwise(ring)) / 2


# Whether it crosses itself


def _crossing(ring: Ring) -> Point | None:
    """A point near which two sides cross or run over each other.

    Sides are sorted by their western end, so that each meets only those that overlap it from west to east.
    """
    sides = sorted((min(a[0], b[0]), max(a[0], b[0]), number) for number, (a, b) in enumerate(pairwise(ring)))
    last = len(sides) - 1
    for index, (_west, east, number) in enumerate(sides):
        a, b = ring[number], ring[number + 1]
        for other_west, _other_east, other in sides[index + 1 :]:
            if other_west > east:
                break
            c, d = ring[other], ring[other + 1]
            gap = abs(number - other)
            if gap in (1, last):
                if _doubles_back(a, b, c, d):
                    return c
            elif _cross(a, b, c, d):
                return c
    return None


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two sides that are no neighbours cross, or lie on each other. Touching at a corner is let pass."""
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    c_side, d_side, a_side, b_side = _side(a, b, c), _side(a, b, d), _side(c, d, a), _side(c, d, b)
    if c_side * d_side < 0 and a_side * b_side < 0:
        return True
    return c_side == d_side == 0 and _overlap(a, b, c, d)


def _doubles_back(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two neighbouring sides lie on each other."""
    return _side(a, b, c) == _side(a, b, d) == 0 and _overlap(a, b, c, d)


def _overlap(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two sides on one line share more than an end."""
    axis = 0 if a[0] != b[0] else 1
    low, high = sorted((a[axis], b[axis]))
    other_low, other_high = sorted((c[axis], d[axis]))
    return min(high, other_high) > max(low, other_low)


def _side(a: Point, b: Point, p: Point) -> int:
    """1 where `p` lies left of the line from `a` to `b`, -1 right, 0 on it. Exact: in whole millionths of a degree."""
    scale = 10**DECIMALS
    ax, ay, bx, by, px, py = (round(value * scale) for value in (*a, *b, *p))
    turn = (bx - ax) * (py - ay) - (by - ay) * (px - ax)
    return (turn > 0) - (turn < 0)


# Simpler, for display


def outline(geometry: Geometry, *, points: int = OUTLINE_POINTS) -> Geometry:
    """The boundary with few enough points for a page: the finest simplification that has at most so many.

    A ring that would cross itself or vanish stays as it was, so that what is shown is always an area.
    """
    polygons = _polygons(geometry)
    extent = box(geometry)
    tolerance = max(extent.east - extent.west, extent.north - extent.south) / 5000
    squeeze = math.cos(math.radians((extent.south + extent.north) / 2))
    simpler = polygons
    while sum(map(len, _rings(simpler))) > points and tolerance < 1:
        simpler = [[_simpler_ring(ring, tolerance, squeeze) for ring in polygon] for polygon in polygons]
        tolerance *= 1.6
    return _geometry(simpler)


def _rings(polygons: list[Polygon]) -> Iterator[Ring]:
    return (ring for polygon in polygons for ring in polygon)


def _simpler_ring(ring: Ring, tolerance: float, squeeze: float) -> Ring:
    """A ring is cut at the point farthest from its start, as Douglas and Peucker's rule needs two fixed ends."""
    far = max(range(len(ring)), key=lambda index: math.dist(_flat(ring[0], squeeze), _flat(ring[index], squeeze)))
    simple = simplify(ring[: far + 1], tolerance, squeeze)[:-1] + simplify(ring[far:], tolerance, squeeze)
    return simple if len(simple) >= 4 and _signed_area(simple) != 0 and _crossing(simple) is None else ring


def simplify(line: Sequence[Point], tolerance: float, squeeze: float = 1.0) -> list[Point]:
    """The line with as few of its points as keep every one that is left out within `tolerance` of it.

    Douglas and Peucker (1973), without recursion. `squeeze` is the cosine of the latitude.
    """
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    flat = [_flat(point, squeeze) for point in line]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        distance_of = _distance_to(flat[first], flat[last])
        farthest = max(range(first + 1, last), key=lambda index: distance_of(flat[index]))
        if distance_of(flat[farthest]) > tolerance:
            keep.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [line[index] for index in sorted(keep)]


def _flat(point: Point, squeeze: float) -> Point:
    return point[0] * squeeze, point[1]


def _distance_to(a: Point, b: Point) -> Callable[[Point], float]:
    """The distance of a point to the side from `a` to `b`."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy

    def distance(p: Point) -> float:
        along = 0.0 if length == 0 else min(1.0, max(0.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
        return math.hypot(p[0] - a[0] - along * dx, p[1] - a[1] - along * dy)

    return distance
