"""Networks that everybody knows, ways to draw one by chance, and the figures by plain loops."""

from itertools import combinations, permutations

import networkx
import numpy as np
from hypothesis import strategies as st

from saidanddone.analysis.network import Network

KINDS = ("business", "community", "public")


def of_graph(graph, kinds=None):
    return Network.of(map(str, graph), [(str(a), str(b)) for a, b in graph.edges], kinds=kinds)


KITE = of_graph(networkx.krackhardt_kite_graph())
KARATE = of_graph(networkx.karate_club_graph())
MARRIAGES = networkx.florentine_families_graph()
MARRIAGES.add_node("Pucci")
FLORENCE = of_graph(MARRIAGES)
"""Padgett's sixteen families, the Pucci with them, who married none of the others."""


@st.composite
def networks(draw, least=0, most=9, directed=None):
    """Few organisations of three kinds, with any ties."""
    names = [f"organisation {number}" for number in range(draw(st.integers(least, most)))]
    one_way = draw(st.booleans()) if directed is None else directed
    pairs = list(permutations(names, 2) if one_way else combinations(names, 2))
    ties = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    kinds = {name: draw(st.sampled_from(KINDS)) for name in names}
    return Network.of(names, ties, kinds=kinds, directed=one_way)


def turned(network, chance):
    """The same network, everything in another order, undirected ties turned round."""
    names = list(network.names)
    chance.shuffle(names)
    ties = [(*pair, weight) for pair, weight in network.strengths().items()]
    chance.shuffle(ties)
    if not network.directed:
        ties = [(b, a, weight) for a, b, weight in ties]
    kinds = dict(zip(network.names, network.kinds, strict=True))
    return Network.of(names, ties, kinds=kinds, directed=network.directed)


def graph_of(network):
    """For networkx, without directions."""
    graph = networkx.Graph()
    graph.add_nodes_from(network.names)
    graph.add_edges_from(network.strengths())
    return graph


def table(network):
    """Who has a tie to whom, as a plain table."""
    found = np.zeros((len(network), len(network)), dtype=int)
    for source, target in zip(network.sources, network.targets, strict=True):
        found[source, target] = 1
        if not network.directed:
            found[target, source] = 1
    return found


def plain_resamples(networks, resamples, seed):
    """The vertex bootstrap as it is written down: each network is built, tie by tie."""
    tables, rng = [table(each) for each in networks], np.random.default_rng(seed)
    size = len(networks[0])
    for _ in range(resamples):
        drawn = rng.integers(0, size, size)
        again = [each[np.ix_(drawn, drawn)] for each in tables]
        for i, j in combinations(range(size), 2):
            if drawn[i] == drawn[j]:
                a, b = rng.choice(size, 2, replace=False)
                for new, old in zip(again, tables, strict=True):
                    new[i, j], new[j, i] = old[a, b], old[b, a]
        yield again


def plain_density(there):
    return there.sum() / (len(there) * (len(there) - 1))


def plain_reciprocity(there):
    return (there * there.T).sum() / there.sum() if there.any() else float("nan")


def plain_centralisation(there, directed):
    received, size = there.sum(axis=0), len(there)
    return (received.max() - received).sum() / ((size - 1) ** 2 if directed else (size - 1) * (size - 2))
