"""Figures of whole networks: published values, plain loops, bounds, and nothing to count."""

import random
from itertools import combinations

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.analysis.network import Network, centralisation, change, density, describe, reciprocity
from tests.analysis.network.places import (
    FLORENCE,
    KARATE,
    KITE,
    graph_of,
    networks,
    plain_centralisation,
    plain_density,
    plain_reciprocity,
    plain_resamples,
    table,
    turned,
)

FEW = {"seed": 1, "resamples": 20}


def test_densities_are_those_that_are_published():
    assert density(KITE, **FEW).value == pytest.approx(18 / 45)
    assert density(KARATE, **FEW).value == pytest.approx(0.139, abs=0.0005)
    assert density(FLORENCE, **FEW).value == pytest.approx(20 / 120)


def test_centralisations_are_those_that_are_published():
    assert centralisation(FLORENCE, **FEW).value == pytest.approx(0.2667, abs=0.0001)
    assert centralisation(KARATE, **FEW).value == pytest.approx(0.3996, abs=0.0001)
    assert centralisation(KITE, **FEW).value == pytest.approx(24 / 72)


@given(networks(least=3))
def test_values_are_those_of_plain_loops(network):
    found, there = describe(network, **FEW), table(network)

    assert found.density.value == pytest.approx(plain_density(there))
    assert found.reciprocity.value == pytest.approx(plain_reciprocity(there), nan_ok=True)
    assert found.centralisation.value == pytest.approx(plain_centralisation(there, network.directed))


@given(networks(least=1, directed=True))
def test_reciprocity_is_that_of_networkx(network):
    graph = networkx.DiGraph(list(network.strengths()))

    expected = networkx.overall_reciprocity(graph) if network.ties else float("nan")
    assert reciprocity(network, **FEW).value == pytest.approx(expected, nan_ok=True)


@given(networks(), st.integers(0, 100))
def test_everything_lies_between_nought_and_one_and_prints(network, seed):
    found = describe(network, seed=seed, resamples=20)

    for each in (found.density, found.reciprocity, found.centralisation):
        numbers = [number for number in (each.lower, each.value, each.upper) if not np.isnan(number)]
        assert all(0 <= number <= 1 for number in numbers)
        assert numbers == sorted(numbers)
        assert str(each).endswith(").")
    assert str(found).count("\n") == 4


@given(networks(), st.integers(0, 1000))
def test_the_order_of_names_does_not_matter(network, seed):
    again = turned(network, random.Random(seed))

    assert repr(describe(again, **FEW)) == repr(describe(network, **FEW))


@given(networks(least=2, directed=False))
def test_ties_there_and_ties_not_there_make_one(network):
    missing = networkx.complement(graph_of(network)).edges
    other = Network.of(network.names, missing)

    assert density(network, **FEW).value + density(other, **FEW).value == pytest.approx(1)


@given(networks(least=2, directed=False))
def test_a_symmetric_network_is_all_returned_and_as_dense_as_its_undirected_self(network):
    pairs = [*network.strengths(), *((b, a) for a, b in network.strengths())]
    both_ways = Network.of(network.names, pairs, directed=True)

    assert density(both_ways, **FEW).value == pytest.approx(density(network, **FEW).value)
    for each in (reciprocity(both_ways, **FEW), reciprocity(network, **FEW)):
        assert each.value == 1 if network.ties else np.isnan(each.value)


@pytest.mark.parametrize(
    ("network", "says"),
    [
        (Network.of([]), "Density: not known, as it takes two organisations (0 organisations, 0 ties)."),
        (Network.of(["clinic"]), "Density: not known, as it takes two organisations (1 organisation, 0 ties)."),
        (Network.of("abcdef"), "Density: 0.0% (no interval; 6 organisations, 0 ties)."),
        (Network.of("abcdef", combinations("abcdef", 2)), "Density: 100.0% (no interval; 6 organisations, 15 ties)."),
    ],
)
def test_where_there_is_nothing_to_tell_a_sentence_says_so(network, says):
    assert str(density(network, **FEW)) == says


def test_what_is_not_known_says_why():
    two, none = Network.of("ab", [("a", "b")]), Network.of("abcdef", directed=True)

    assert "as it takes three organisations" in str(centralisation(two, **FEW))
    assert "as there are no ties" in str(reciprocity(none, **FEW))
    assert describe(none, **FEW).reciprocity.shown[1] == ""


def test_options_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="a level lies between 0 and 1, not at 95"):
        density(KITE, seed=1, level=95)
    with pytest.raises(ValueError, match="two resamples at least, not 1"):
        density(KITE, seed=1, resamples=1)


def test_chance_is_that_of_the_seed():
    assert density(KITE, seed=3) == density(KITE, seed=3)
    assert density(KITE, seed=3) != density(KITE, seed=4)


def test_many_resamples_in_parts_are_as_many(monkeypatch):
    monkeypatch.setattr("saidanddone.analysis.network._resampling.CELLS", 100)

    assert density(KITE, seed=1, resamples=2005).error == pytest.approx(density(KITE, seed=2).error, rel=0.1)


def some(directed, seed, size=8, share=0.35):
    rng = np.random.default_rng(seed)
    pairs = [(a, b) for a in range(size) for b in range(size) if a != b and (directed or a < b)]
    ties = [(str(a), str(b)) for a, b in pairs if rng.random() < share]
    return Network.of(map(str, range(size)), ties, directed=directed)


@pytest.mark.slow
@pytest.mark.parametrize("directed", [True, False])
def test_errors_are_those_of_networks_built_tie_by_tie(directed):
    first, second = some(directed, 1), some(directed, 2)
    drawn = list(plain_resamples([first, second], 6000, seed=5))
    measures = {
        "density": plain_density,
        "reciprocity": plain_reciprocity,
        "centralisation": lambda there: plain_centralisation(there, directed),
    }

    figures = describe(first, seed=1, resamples=20_000)
    moved = {each.measure: each for each in change(first, second, seed=1, resamples=20_000).differences}

    for name, measure in measures.items():
        values = np.array([[measure(each) for each in pair] for pair in drawn])
        if name == "reciprocity" and not directed:
            assert np.isnan(figures.reciprocity.error)
            continue
        assert getattr(figures, name).error == pytest.approx(np.nanstd(values[:, 0]), rel=0.04)
        assert moved[name].error == pytest.approx(np.nanstd(values[:, 1] - values[:, 0]), rel=0.04)


@pytest.mark.slow
def test_intervals_cover_the_density_of_where_the_organisations_came_from():
    """Organisations differ in how many they work with; whom chance sends changes the density."""
    rng, covered, rounds, size = np.random.default_rng(20261124), 0, 600, 40
    far = rng.normal(-1.2, 0.8, (2, 1_000_000)).sum(axis=0)
    truth = (1 / (1 + np.exp(-far))).mean()
    names = [str(number) for number in range(size)]
    for turn in range(rounds):
        outgoing = rng.normal(-1.2, 0.8, size)
        chance = 1 / (1 + np.exp(-(outgoing[:, None] + outgoing)))
        there = np.triu(rng.random((size, size)) < chance, 1)
        found = density(
            Network.of(names, [(names[a], names[b]) for a, b in np.argwhere(there)]), seed=turn, resamples=300
        )
        covered += found.lower <= truth <= found.upper

    assert 0.93 <= covered / rounds <= 0.99
