"""Boundaries are areas on earth, simple, closed, small enough, and simplified without being bent."""

import json
import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.places import boundaries
from saidanddone.places.boundaries import BadBoundary, Box, centroid, clean, contains, outline, parse, simplify

SQUARE = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]
HOLE = [[0.5, 0.5], [0.5, 1.5], [1.5, 1.5], [1.5, 0.5], [0.5, 0.5]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def star(count, radius=0.1, wobble=0.3, middle=(-4.5, 52.3)):
    """A ring around a middle that never crosses itself, since its angle only grows."""
    points = [
        [
            middle[0] + radius * (1 + wobble * math.sin(7 * angle)) * math.cos(angle),
            middle[1] + radius * (1 + wobble * math.sin(7 * angle)) * math.sin(angle),
        ]
        for angle in (2 * math.pi * step / count for step in range(count))
    ]
    return [*points, points[0]]


@st.composite
def rings(draw):
    """Rings around a middle; with a corner in each quarter none of their sides can pass on the wrong side of it."""
    angles = sorted({0, 90, 180, 270} | draw(st.sets(st.integers(0, 359), max_size=60)))
    radii = [draw(st.floats(0.01, 0.4)) for _ in angles]
    points = [
        [-4 + radius * math.cos(math.radians(angle)), 52 + radius * math.sin(math.radians(angle))]
        for angle, radius in zip(angles, radii, strict=True)
    ]
    return [*points, points[0]]


lines = st.lists(
    st.tuples(st.floats(-5, 5).map(lambda x: round(x, 4)), st.floats(-5, 5).map(lambda x: round(x, 4))),
    min_size=2,
    max_size=60,
)


def test_outer_rings_run_anticlockwise_and_holes_clockwise():
    cleaned = clean(polygon(SQUARE[::-1], HOLE[::-1]))

    assert cleaned["coordinates"] == [SQUARE, HOLE]


def test_a_multipolygon_of_one_area_is_a_polygon():
    assert clean({"type": "MultiPolygon", "coordinates": [[SQUARE]]}) == polygon(SQUARE)


def test_heights_and_needless_digits_are_dropped():
    ring = [[0, 0, 17], [1.12345678, 0, 17], [1, 1, 17], [0, 0, 17]]

    assert clean(polygon(ring))["coordinates"] == [[[0, 0], [1.123457, 0], [1, 1], [0, 0]]]


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        (None, "Polygon or a MultiPolygon"),
        ([], "Polygon or a MultiPolygon"),
        ({"type": "Point", "coordinates": [0, 0]}, "this is Point"),
        ({"type": "Polygon"}, "no outline"),
        ({"type": "Polygon", "coordinates": []}, "no outline"),
        ({"type": "MultiPolygon", "coordinates": []}, "no coordinates"),
        ({"type": "MultiPolygon", "coordinates": "abc"}, "no coordinates"),
        ({"type": "MultiPolygon", "coordinates": [7]}, "no outline"),
        (polygon("abcd"), "fewer than four"),
        (polygon([[0, 0], [1, 1], [0, 0]]), "fewer than four"),
        (polygon([[0, 0], [1, 0], [1, 1], [0, 1]]), "not closed"),
        (polygon([[0, 0], [1, 0], [2, 0], [0, 0]]), "encloses nothing"),
        (polygon([[1, 1]] * 5), "encloses nothing"),
        (polygon([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]), "encloses nothing|crosses itself"),
        (polygon([[0, 0], [4, 4], [4, 0], [0, 3], [0, 0]]), "crosses itself near"),
        (polygon([[0, 0], [4, 0], [2, 0], [2, 3], [0, 0]]), "crosses itself"),
        (polygon([[0, 0], [4, 0], [4, 4], [3, 0], [1, 0], [0, 4], [0, 0]]), "crosses itself"),
        (polygon([[0, 0], [1, 0], [1], [0, 0]]), "not a pair"),
        (polygon([[0, 0], [1, 0], {"x": 1}, [0, 0]]), "not a pair"),
        (polygon([[0, 0], ["1", 0], [1, 1], [0, 0]]), "pair of numbers"),
        (polygon([[0, 0], [True, 0], [1, 1], [0, 0]]), "pair of numbers"),
        (polygon([[0, 0], [math.nan, 0], [1, 1], [0, 0]]), "not on earth"),
        (polygon([[0, 0], [math.inf, 0], [1, 1], [0, 0]]), "not on earth"),
        (polygon([[258000, 281000], [259000, 281000], [259000, 282000], [258000, 281000]]), "not on earth"),
        (polygon([[0, 0], [1, 0], [1, 91], [0, 0]]), "not on earth"),
        (polygon(SQUARE, [[5, 5], [5, 6], [6, 6], [5, 5]]), "outside its area"),
        (polygon([[0, 0]] * 20_001), "20,000 points"),
        (polygon(*[SQUARE] * 501), "20,000 points"),
    ],
)
def test_what_is_no_area_is_refused_with_the_reason(geometry, reason):
    with pytest.raises(BadBoundary, match=reason):
        clean(geometry)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, b"\xff\xfe", "null", '"x"', '{"type":"FeatureCollection"}'])
def test_a_text_that_is_no_geojson_is_refused(text):
    with pytest.raises(BadBoundary):
        parse(text)


def test_a_file_that_is_too_large_is_refused_unread():
    with pytest.raises(BadBoundary, match="2 MB"):
        parse(b" " * 2_000_001)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda geometry: geometry,
        lambda geometry: {"type": "Feature", "properties": {}, "geometry": geometry},
        lambda geometry: {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": geometry}]},
    ],
)
def test_a_boundary_is_found_in_a_geometry_a_feature_and_a_collection_of_one(wrap):
    assert parse(json.dumps(wrap(polygon(SQUARE)))) == polygon(SQUARE)


def test_touching_at_a_corner_is_let_pass():
    ring = [[0, 0], [2, 0], [1, 1], [2, 2], [0, 2], [1, 1], [0, 0]]

    assert clean(polygon(ring))


def test_the_centre_of_gravity_leaves_holes_out():
    lopsided = [[1.0, 0.5], [1.0, 1.5], [1.8, 1.5], [1.8, 0.5], [1.0, 0.5]]

    assert centroid(polygon(SQUARE)) == (1, 1)
    assert centroid(polygon(SQUARE, HOLE)) == (1, 1)
    assert centroid(polygon(SQUARE, lopsided))[0] == pytest.approx(1 - 0.8 * 0.4 / 3.2)


def test_the_centre_of_several_areas_weighs_them_by_size():
    small = [[10, 0], [11, 0], [11, 1], [10, 1], [10, 0]]

    assert centroid({"type": "MultiPolygon", "coordinates": [[SQUARE], [small]]}) == pytest.approx((2.9, 0.9))


def test_a_point_is_inside_but_not_in_a_hole():
    ring = polygon(SQUARE, HOLE)

    assert contains(ring, longitude=0.2, latitude=0.2)
    assert not contains(ring, longitude=1, latitude=1)
    assert not contains(ring, longitude=3, latitude=1)


def test_the_box_goes_around_every_area():
    far = [[10, -5], [11, -5], [11, 1], [10, -5]]

    assert boundaries.box({"type": "MultiPolygon", "coordinates": [[SQUARE], [far]]}) == Box(0, -5, 11, 2)


def test_an_outline_has_few_points_and_is_still_an_area():
    whole = clean(polygon(star(5000)))

    simple = outline(whole, points=200)

    assert len(simple["coordinates"][0]) <= 200
    assert clean(simple) == simple
    assert centroid(simple) == pytest.approx(centroid(whole), abs=0.002)


def test_a_small_boundary_is_its_own_outline():
    assert outline(polygon(SQUARE)) == polygon(SQUARE)


def test_a_ring_that_would_vanish_stays():
    tiny = [[1, 1], [1, 1.0001], [1.0001, 1.0001], [1.0001, 1], [1, 1]]
    whole = clean(polygon(star(1000, middle=(1, 1)), tiny))

    assert len(outline(whole, points=20)["coordinates"]) == 2


@pytest.mark.slow
def test_the_largest_boundary_is_cleaned_within_seconds():
    assert clean(polygon(star(19_999)))


@given(rings())
def test_every_simple_ring_is_taken_and_cleaning_twice_changes_nothing(ring):
    cleaned = clean(polygon(ring))

    assert clean(cleaned) == cleaned


@given(rings())
def test_turning_a_ring_round_or_starting_elsewhere_keeps_its_centre(ring):
    shifted = [*ring[2:-1], *ring[:3]]

    assert centroid(polygon(ring[::-1])) == pytest.approx(centroid(polygon(ring)), abs=1e-6)
    assert centroid(polygon(shifted)) == pytest.approx(centroid(polygon(ring)), abs=1e-6)


@given(rings(), st.integers(4, 30))
def test_an_outline_uses_points_of_the_boundary_and_is_an_area(ring, points):
    whole = clean(polygon(ring))

    simple = outline(whole, points=points)

    assert {tuple(point) for point in simple["coordinates"][0]} <= {tuple(p) for p in whole["coordinates"][0]}
    assert clean(simple) == simple


@given(lines, st.floats(0, 2))
def test_a_simplified_line_keeps_its_ends_and_its_order(line, tolerance):
    simple = simplify(line, tolerance)
    remaining = iter(line)

    assert (simple[0], simple[-1]) == (line[0], line[-1])
    assert all(point in remaining for point in simple)


@given(lines, st.floats(0, 2))
def test_every_point_that_is_left_out_is_within_the_tolerance(line, tolerance):
    simple = simplify(line, tolerance)

    for point in line:
        distances = [boundaries._distance_to(a, b)(point) for a, b in pairwise(simple)]
        assert min(distances) <= tolerance + 1e-9


@given(lines)
def test_a_greater_tolerance_never_keeps_more(line):
    kept = [len(simplify(line, tolerance)) for tolerance in (0, 0.1, 0.5, 2)]

    assert kept == sorted(kept, reverse=True)
