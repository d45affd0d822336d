"""Who works with whom: the figures with their intervals, who bridges, who cannot be spared, and where each stands."""

import math
from collections.abc import Mapping
from typing import Any

from saidanddone.alliances.ties import Ties
from saidanddone.analysis.network import Bridge, Difference, Figure, Network, bridges, change, describe, layout
from saidanddone.analysis.network import single_points as points_of

SEED = 5
PIVOTS_FROM, PIVOTS = 500, 200
"""From so many organisations on, shortest ways are followed from some of them, drawn by chance."""
DRAWN, BRIDGES, POINTS, NAMED = 40, 5, 10, 12
"""So many organisations are drawn, those with most ties; so many bridges, single points, and names of each, listed."""

Places = Mapping[str, tuple[float, float]]


def worked_out(now: Ties, then: Ties, before: Places) -> dict[str, Any]:
    """All of it as plain values, to be kept: nothing of this is worked out while somebody waits for a page."""
    network = _network(now)
    many = len(network) > PIVOTS_FROM
    figures = describe(network, seed=SEED)
    found = bridges(network, seed=SEED, pivots=PIVOTS if many else None, top=BRIDGES)
    points = points_of(network)
    return {
        "organisations": len(network),
        "ties": network.ties,
        "density": _figure(figures.density),
        "centralisation": _figure(figures.centralisation),
        "bridges": [_bridge(each) for each in found.bridges[:BRIDGES] if each.betweenness > 0],
        "points": [
            {
                "name": each.name,
                "cut_off": each.organisations,
                "who": [n for part in each.cut_off for n in part][:NAMED],
            }
            for each in points.points[:POINTS]
        ],
        "alone": len(points.alone),
        "change": _change(_network(then), network),
        "places": _places(network, before),
    }


def _network(ties: Ties) -> Network:
    strengths = [(one, other, sum(shared.values())) for (one, other), shared in ties.shared.items()]
    return Network.of(ties.kinds, strengths, kinds=ties.kinds)


def _figure(figure: Figure | Difference) -> dict[str, float | None]:
    """JSON knows no number that is none."""
    return {name: _known(getattr(figure, name)) for name in ("value", "lower", "upper")}


def _known(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), 4)


def _bridge(bridge: Bridge) -> dict[str, Any]:
    facts = {name: _known(getattr(bridge, name)) for name in ("betweenness", "effective_size", "lower", "upper")}
    only_through = [list(pair) for pair in bridge.only_through[:NAMED]]
    return {"name": bridge.name, "ties": bridge.ties, "only_through": only_through, **facts}


def _change(then: Network, now: Network) -> dict[str, Any]:
    moved = change(then, now, seed=SEED)
    density = next((each for each in moved.differences if each.measure == "density"), None)
    return {
        "came": len(moved.came),
        "went": len(moved.went),
        "joined": len(moved.joined),
        "left": len(moved.left),
        "shared": moved.shared,
        "density": _figure(density) if density else None,
    }


def _places(network: Network, before: Places) -> dict[str, tuple[float, float]]:
    """Of those that are drawn, where they stood before if they did."""
    count: dict[str, int] = dict.fromkeys(network.names, 0)
    for one, other in network.strengths():
        count[one] += 1
        count[other] += 1
    tied = sorted((name for name in count if count[name]), key=lambda name: (-count[name], name))
    drawn = network.among(tied[:DRAWN])
    if not len(drawn):
        return {}
    kept = {name: (float(x), float(y)) for name, (x, y) in before.items() if name in drawn.names}
    placed = layout(drawn, kept or None, seed=SEED).places()
    return {name: (round(x, 4), round(y, 4)) for name, (x, y) in placed.items()}
