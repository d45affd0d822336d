"""Places in a picture: inside the square, apart, near where ties are, and stable between waves."""

import random
from itertools import combinations

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.analysis.network import Network, layout
from tests.analysis.network.places import FLORENCE, KARATE, KITE, networks, of_graph, turned


def shift(one, other, names):
    """How far each moved."""
    return np.array([np.hypot(*np.subtract(one.places()[name], other.places()[name])) for name in names])


@given(networks(), st.integers(0, 100))
def test_everybody_stands_inside_the_square_and_no_two_together(network, seed):
    found = layout(network, seed=seed)
    points = np.array(found.points).reshape(-1, 2)

    assert found.names == network.names
    assert ((points >= 0.039) & (points <= 0.961)).all()
    assert all(np.hypot(*(a - b)) > 0.01 for a, b in combinations(points, 2))
    assert 0 <= found.stress <= 1
    assert np.isnan(found.moved)
    assert str(found)


@given(networks(), st.integers(0, 1000))
def test_the_order_of_names_does_not_matter(network, seed):
    first = layout(network, seed=1)
    again = turned(network, random.Random(seed))

    assert layout(again, seed=1) == first or first.points == layout(again, seed=1).points
    assert layout(again, first.places(), seed=1).points == layout(network, first.places(), seed=1).points


@pytest.mark.parametrize("network", [KITE, KARATE, FLORENCE])
def test_an_unchanged_network_stays_where_it_was(network):
    first = layout(network, seed=1)

    again = layout(network, first.places(), seed=2)

    assert shift(first, again, network.names).max() < 0.02


@pytest.mark.parametrize("network", [KITE, KARATE, FLORENCE])
def test_who_keeps_their_ties_moves_little_when_others_change(network):
    first = layout(network, seed=1)
    ties = list(network.strengths())
    gone, new = ties[len(ties) // 2], "zzz newcomer"
    after = Network.of([*network.names, new], [each for each in ties if each != gone] + [(new, network.names[0])])

    second = layout(after, first.places(), seed=1)

    unchanged = set(network.names) - {*gone, network.names[0]}
    assert np.median(shift(first, second, unchanged)) < 0.06
    assert shift(first, second, unchanged).max() < 0.2
    assert second.moved < 0.08
    x, y = np.subtract(second.places()[new], second.places()[network.names[0]])
    assert 0.02 < np.hypot(x, y) < 0.5


def test_a_path_is_a_line_and_a_ring_is_round():
    path, ring = (of_graph(graph(12)) for graph in (networkx.path_graph, networkx.cycle_graph))

    assert layout(path, seed=1).stress < 0.01
    points = np.array(layout(ring, seed=1).points)
    reach = np.hypot(*(points - points.mean(axis=0)).T)
    assert reach.max() / reach.min() < 1.05


@pytest.mark.slow
def test_a_large_star_has_its_middle_in_the_middle():
    found = layout(of_graph(networkx.star_graph(800)), seed=1)

    assert found.places()["0"] == pytest.approx((0.5, 0.5), abs=0.05)
    assert found.stress < 0.3


def test_strangers_to_the_picture_before_begin_anew_or_beside_their_partners():
    first = layout(Network.of("abc", ["ab", "bc"]), seed=1)

    known = layout(Network.of("abcde", ["ab", "bc", "cd"]), first.places(), seed=1)
    unknown = layout(Network.of("xyz", ["xy"]), first.places(), seed=1)
    one_before = layout(Network.of("abc", ["ab", "bc"]), {"a": (0.5, 0.5)}, seed=1)

    assert known.moved < 0.1
    assert np.isnan(unknown.moved)
    assert len(set(one_before.points)) == 3


def test_none_and_one_have_their_place():
    assert str(layout(Network.of([]), seed=1)) == "0 organisations, stress 0.00."
    assert layout(Network.of("a"), seed=1).points == ((0.5, 0.5),)
    assert layout(Network.of("a"), {"a": (0.2, 0.7)}, seed=1).points == ((0.2, 0.7),)


def test_a_place_outside_the_square_is_refused():
    with pytest.raises(ValueError, match="'a' stood at"):
        layout(Network.of("ab"), {"a": (0.2, 1.7)}, seed=1)


def test_everybody_at_the_same_place_before_is_no_reason_to_fail():
    found = layout(KITE, dict.fromkeys(KITE.names, (0.5, 0.5)), seed=1)

    assert len(found.points) == 10
    assert found.stress <= 1
