"""Single points of failure, and who would be cut off."""

import networkx
import pytest
from hypothesis import given

from saidanddone.analysis.network import Network, single_points
from tests.analysis.network.places import FLORENCE, KITE, graph_of, networks


def test_the_points_of_the_kite_and_of_florence_are_those_that_are_known():
    kite, florence = single_points(KITE), single_points(FLORENCE)

    assert [(each.name, each.cut_off) for each in kite.points] == [("7", (("8", "9"),)), ("8", (("9",),))]
    assert [each.name for each in florence.points] == ["Medici", "Albizzi", "Guadagni", "Salviati"]
    assert florence.points[0].cut_off == (("Pazzi", "Salviati"), ("Acciaiuoli",))
    assert florence.alone == ("Pucci",)


@given(networks())
def test_each_without_whom_there_are_more_parts_is_one_and_nobody_else(network):
    graph = graph_of(network)
    parts = networkx.number_connected_components
    expected = {name for name in graph if parts(graph.subgraph(set(graph) - {name})) > parts(graph)} if graph else set()

    found = single_points(network)

    assert {each.name for each in found.points} == expected
    for each in found.points:
        rest = graph.subgraph(set(graph) - {each.name})
        pieces = [tuple(sorted(piece)) for piece in networkx.connected_components(rest)]
        assert set(each.cut_off) < set(pieces)
        assert each.organisations == sum(map(len, each.cut_off))
    assert found.parts + len(found.alone) == parts(graph)


@pytest.mark.parametrize(
    ("network", "says"),
    [
        (Network.of([]), "No single point of failure among 0 organisations."),
        (Network.of(["a"]), "No single point of failure among 1 organisation. Without any tie: a."),
        (Network.of("abc", ["ab", "bc", "ca"]), "No single point of failure among 3 organisations."),
        (
            Network.of("abcd", ["ab", "cd"]),
            "No single point of failure among 4 organisations. It is in 2 parts already.",
        ),
        (
            Network.of("abcdefghij"),
            "No single point of failure among 10 organisations. Without any tie: a, b, c, d, e, f and 4 more.",
        ),
    ],
)
def test_where_there_is_none_a_sentence_says_so(network, says):
    assert str(single_points(network)) == says


def test_of_two_parts_as_large_the_one_with_the_earlier_name_is_the_rest():
    assert single_points(Network.of("abcde", ["ba", "bc", "bd", "be"])).points[0].cut_off == (("c",), ("d",), ("e",))
