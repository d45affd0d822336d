"""Who bridges whom: published values, networkx's own, plain search, and nobody."""

import random
from itertools import combinations

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.analysis.network import Network, bridges
from tests.analysis.network.places import FLORENCE, KARATE, KITE, graph_of, networks, turned

FEW = {"seed": 1, "resamples": 20}


def by_name(network, **options):
    return {each.name: each for each in bridges(network, **FEW | options).bridges}


def test_heather_of_the_kite_and_the_medici_are_the_greatest_bridges_as_published():
    kite, florence = by_name(KITE), by_name(FLORENCE)

    assert next(iter(kite)) == "7"
    assert kite["7"].betweenness == pytest.approx(0.389, abs=0.0005)
    assert [kite[name].betweenness for name in ("5", "6", "8", "3")] == pytest.approx(
        [0.231, 0.231, 0.222, 0.102], abs=0.0005
    )
    assert next(iter(florence)) == "Medici"
    assert florence["Medici"].betweenness * 15 * 14 / 2 == pytest.approx(47.5)
    assert florence["Guadagni"].betweenness * 15 * 14 / 2 == pytest.approx(23.17, abs=0.005)


@given(networks(least=1))
def test_figures_are_those_of_networkx(network):
    graph, found = graph_of(network), by_name(network)

    assert {name: each.betweenness for name, each in found.items()} == pytest.approx(
        networkx.betweenness_centrality(graph)
    )
    sizes = {name: 0.0 if np.isnan(size) else size for name, size in networkx.effective_size(graph).items()}
    assert {name: each.effective_size for name, each in found.items()} == pytest.approx(sizes)


def test_many_organisations_are_searched_in_parts(monkeypatch):
    whole = by_name(KARATE)
    monkeypatch.setattr("saidanddone.analysis.network._bridges.BATCH", 5)

    assert {name: each.betweenness for name, each in by_name(KARATE).items()} == pytest.approx(
        {name: each.betweenness for name, each in whole.items()}
    )


def test_pivots_come_near_and_say_so():
    close, exact = bridges(KARATE, **FEW, pivots=25), bridges(KARATE, **FEW)
    found = {each.name: each.betweenness for each in close.bridges}

    assert close.pivots == 25
    assert "Estimated from 25 pivots." in str(close)
    assert exact.pivots is None
    assert bridges(KARATE, **FEW, pivots=34).pivots is None
    assert all(found[each.name] == pytest.approx(each.betweenness, abs=0.12) for each in exact.bridges)


@pytest.mark.slow
def test_over_many_seeds_pivots_are_right_on_average():
    runs = [by_name(KITE, seed=seed, pivots=4)["7"].betweenness for seed in range(400)]

    assert np.mean(runs) == pytest.approx(0.389, abs=0.02)


def meet(network, kinds, without):
    """Whether two kinds have a tie or a common partner, found by looking at everything."""
    graph = graph_of(network)
    graph.remove_nodes_from(without)
    of_kind = dict(zip(network.names, network.kinds, strict=True))
    one, other = ([name for name in graph if of_kind[name] == kind] for kind in kinds)
    ways = any(graph.has_edge(a, b) or set(graph[a]) & set(graph[b]) for a in one for b in other)
    return ways, bool(one) and bool(other)


@given(networks())
def test_kinds_that_meet_through_one_alone_are_those_that_a_plain_search_finds(network):
    for name, bridge in by_name(network).items():
        expected = [
            pair
            for pair in combinations(sorted(set(network.kinds)), 2)
            if meet(network, pair, [])[0] and meet(network, pair, [name]) == (False, True)
        ]

        assert list(bridge.only_through) == expected


@given(networks(), st.integers(0, 1000))
def test_the_order_of_names_does_not_matter(network, seed):
    assert repr(bridges(turned(network, random.Random(seed)), **FEW)) == repr(bridges(network, **FEW))


def test_an_interval_of_effective_size_holds_it_and_only_the_first_have_one():
    found = bridges(KARATE, seed=1, top=3).bridges

    assert all(0 <= each.lower < each.effective_size < each.upper for each in found[:3])
    assert all(np.isnan(each.lower) for each in found[3:])


def test_bridges_as_great_as_each_other_are_named_together():
    assert str(bridges(Network.of("abcd", ["ab", "bc", "cd"]), **FEW)).startswith(
        "b, c are the greatest bridges, each as great: 66.7% of shortest ways of others lead through it (4 "
    )


@pytest.mark.slow
def test_the_error_of_effective_size_is_that_of_partners_drawn_one_by_one():
    rng, runs = np.random.default_rng(3), []
    graph = graph_of(KARATE)
    others, partners = sorted(set(graph) - {"0"}), sorted(graph["0"])
    pairs = [graph.has_edge(a, b) for a, b in combinations(partners, 2)]
    for _ in range(3000):
        drawn = [name for name in rng.choice(others, len(others)) if name in graph["0"]]
        ties = sum(rng.choice(pairs) if a == b else graph.has_edge(a, b) for a, b in combinations(drawn, 2))
        runs.append(len(drawn) - 2 * ties / len(drawn))

    found = by_name(KARATE, resamples=20_000)["0"]

    assert (found.upper - found.lower) / (2 * 1.96) == pytest.approx(np.std(runs), rel=0.05)


@pytest.mark.parametrize(
    ("network", "of"),
    [
        (Network.of([]), "0 organisations"),
        (Network.of(["clinic"]), "1 organisation"),
        (Network.of("ab", [("a", "b")]), "2 organisations"),
        (Network.of("abcdef"), "6 organisations"),
        (Network.of("abcdef", combinations("abcdef", 2)), "6 organisations"),
    ],
)
def test_where_nobody_bridges_a_sentence_says_so(network, of):
    assert str(bridges(network, **FEW)) == f"Nobody bridges: no two others meet only through a third ({of})."


def test_a_bridge_of_few_has_no_interval():
    assert (
        "a                2   100.0%             2.0\n" in str(bridges(Network.of("abc", ["ab", "ac"]), **FEW)) + "\n"
    )


@pytest.mark.parametrize("options", [{"pivots": 0}, {"resamples": 1}])
def test_options_that_make_no_sense_are_refused(options):
    with pytest.raises(ValueError, match="two resamples and one pivot at least"):
        bridges(KITE, **FEW | options)
