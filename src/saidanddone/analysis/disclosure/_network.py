"""What can be worked out from what is published, and what else must be kept back so that it cannot.

A table with its totals is a network: each count and each total is an arc, each sum a node at which what comes in goes
out again. What somebody can work out about one hidden count are the circulations through it along hidden arcs; the
range is a maximum flow, so it is exact, and whole numbers come by themselves.
"""

import heapq
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]
MOST = 2**27
"""More people than this are no survey, and no places either."""
NO_LIMIT = 4 * MOST + 1


@dataclass(frozen=True)
class Network:
    """Counts as arcs between sums.

    Attributes
    ----------
    tails, heads : ndarray of int, shape (arcs,)
        The nodes of each arc. At each node the values of arcs that leave equal those that arrive.
    values : ndarray of int, shape (arcs,)
        The true counts; none is negative.
    """

    tails: Numbers
    heads: Numbers
    values: Numbers

    @property
    def nodes(self) -> int:
        return int(max(self.tails.max(), self.heads.max())) + 1

    @cached_property
    def arcs(self) -> list[tuple[int, int, int]]:
        """Tail, head and value of each: a flow goes through few arcs, and lists are faster then."""
        return list(zip(self.tails.tolist(), self.heads.tolist(), self.values.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Range:
    """The values that a hidden count, or a change, may have for somebody who knows all that is published.

    Attributes
    ----------
    low, high : int or None
        Both included; None where there is no limit. Only a change has no lowest value.
    """

    low: int | None
    high: int | None

    @property
    def width(self) -> float:
        """From end to end; infinite where one is open."""
        return float("inf") if self.low is None or self.high is None else self.high - self.low

    def __str__(self) -> str:
        if self.low is None:
            return "anything" if self.high is None else f"{self.high:,} or less"
        return f"{self.low:,} or more" if self.high is None else f"{self.low:,} to {self.high:,}"


def as_network(counts: Numbers, one_dimension: bool) -> Network:
    """A table with its totals, in the order: cells row by row, row totals, column totals, grand total.

    Parameters
    ----------
    counts : ndarray of int, shape (rows, columns)
    one_dimension : bool
        Of one column, with no totals but the grand one.

    Returns
    -------
    Network
    """
    rows, columns = counts.shape
    if one_dimension:
        tails, heads = np.zeros(rows + 1, dtype=np.int64), np.ones(rows + 1, dtype=np.int64)
        return Network(np.append(tails[:-1], 1), np.append(heads[:-1], 0), np.append(counts[:, 0], counts.sum()))
    row, column = np.arange(rows), rows + np.arange(columns)
    all_rows, all_columns = rows + columns, rows + columns + 1
    return Network(
        tails=np.concatenate([np.repeat(row, columns), np.full(rows, all_rows), column, [all_columns]]),
        heads=np.concatenate([np.tile(column, rows), row, np.full(columns, all_columns), [all_rows]]),
        values=np.concatenate([counts.ravel(), counts.sum(axis=1), counts.sum(axis=0), [counts.sum()]]),
    )


def possible_range(network: Network, hidden: Mask, arc: int) -> Range:
    """What somebody can work out about one hidden count from all that is not hidden.

    Parameters
    ----------
    network : Network
    hidden : ndarray of bool, shape (arcs,)
    arc : int
        One of the hidden.

    Returns
    -------
    Range

    References
    ----------
    Cox, L. H. (1995). Network models for complementary cell suppression. *JASA* 90(432), 1453–1462.
    """
    value = int(network.values[arc])
    limit = 4 * int(network.values.max()) + 1
    way = Ways(network, hidden)
    down, up = (way.room(arc, upwards, limit) for upwards in (False, True))
    return Range(value - down, None if up == limit else value + up)


@dataclass(frozen=True)
class Limits:
    """How wide each arc's range must be, and between which values it can lie where all are hidden that may be."""

    widths: Numbers
    lowest: Numbers
    highest: Numbers

    @classmethod
    def alike(cls, network: Network, width: int) -> "Limits":
        """The same width for all, and any value from nought on."""
        none = np.zeros_like(network.values)
        return cls(none + width, none, none + NO_LIMIT)

    @classmethod
    def between(cls, network: Network, lowest: Numbers, highest: Numbers, width: int) -> "Limits":
        """As wide, or as wide as it can be."""
        return cls(np.minimum(width, highest - lowest), lowest, highest)


def hide_more(network: Network, primary: Mask, fixed: Mask, limits: Limits) -> Mask:
    """Which arcs to hide in all, so that every hidden one has a range at least as wide as its limits say.

    Parameters
    ----------
    network : Network
    primary : ndarray of bool, shape (arcs,)
        What must be hidden.
    fixed : ndarray of bool, shape (arcs,)
        What cannot be hidden because everybody knows it.
    limits : Limits

    Returns
    -------
    ndarray of bool, shape (arcs,)
        The primary ones and as few people in others as was found, cells before totals.

    Notes
    -----
    For each primary arc too narrow, flow is sent round along the cheapest way, where hidden arcs cost nothing and
    others their count; what it passes is hidden. Afterwards each one hidden so, the largest first, is shown again where
    the primary ones stay wide without it, which also shows whatever could be worked out anyway. At last the others that
    are still hidden are made wide too, where they are not.

    References
    ----------
    Kelly, J. P., Golden, B. L. and Assad, A. A. (1992). Cell suppression: disclosure protection for sensitive tabular
    data. *Networks* 22(4), 397–417, with their clean-up.
    """
    needy = _smallest_first(network, primary)
    hidden = _widened(network, primary, fixed, needy, limits)
    before = -1
    while before != hidden.sum():
        before = int(hidden.sum())
        for arc in reversed(_smallest_first(network, hidden & ~primary)):
            hidden[arc] = False
            ways = Ways(network, hidden)
            hidden[arc] = any(ways.is_narrow(each, int(limits.widths[each])) for each in needy)
    before = -1
    while before != hidden.sum():
        before = int(hidden.sum())
        hidden = _widened(network, hidden, fixed, _smallest_first(network, hidden), limits)
    return hidden


def _widened(network: Network, hidden: Mask, fixed: Mask, needy: list[int], limits: Limits) -> Mask:
    """More arcs hidden until each needy one is wide."""
    hidden = hidden.copy()
    ways = Ways(network, hidden)
    for arc in needy:
        if ways.is_narrow(arc, int(limits.widths[arc])):
            hidden = _cheapest_way(network, hidden, fixed, arc, limits)
            ways = Ways(network, hidden)
    return hidden


def _smallest_first(network: Network, mask: Mask) -> list[int]:
    return sorted(_arcs(mask), key=lambda arc: (int(network.values[arc]), arc))


def _arcs(mask: Mask) -> list[int]:
    return [int(arc) for arc in np.flatnonzero(mask)]


class Ways:
    """All ways round along hidden arcs, written down once for one mask."""

    def __init__(self, network: Network, hidden: Mask) -> None:
        self.network = network
        self.out: list[list[tuple[int, int, bool]]] = [[] for _ in range(network.nodes)]
        for arc in np.flatnonzero(hidden).tolist():
            tail, head, _ = network.arcs[arc]
            self.out[tail].append((head, arc, True))
            self.out[head].append((tail, arc, False))

    def is_narrow(self, arc: int, width: int) -> bool:
        """Whether the range of a hidden arc is less than `width` wide."""
        down = self.room(arc, False, width)
        return down < width and down + self.room(arc, True, width - down) < width

    def room(self, arc: int, upwards: bool, limit: int) -> int:
        """How far one hidden value can go up or down, at most `limit`, when the other hidden ones make up for it.

        A maximum flow by shortest augmenting ways (Edmonds and Karp 1972), which ends at the limit.
        """
        start, end, value = self.network.arcs[arc]
        if upwards:
            start, end = end, start
        else:
            limit = min(limit, value)
        flow, sent = {arc: 0}, 0
        while sent < limit:
            way = self._shortest(arc, start, end, flow)
            if way is None:
                break
            falls = (self.network.arcs[each][2] + flow.get(each, 0) for each, forward in way if not forward)
            step = min([limit - sent, *falls])
            for each, forward in way:
                flow[each] = flow.get(each, 0) + (step if forward else -step)
            sent += step
        return sent

    def _shortest(self, arc: int, start: int, end: int, flow: dict[int, int]) -> list[tuple[int, bool]] | None:
        """A way with the fewest arcs that does not go through `arc`; a value can always rise, and fall to nought."""
        arcs, reached = self.network.arcs, {start: (-1, True, start)}
        queue = [start]
        for node in queue:
            for other, each, forward in self.out[node]:
                if other in reached or each == arc or not (forward or arcs[each][2] + flow.get(each, 0) > 0):
                    continue
                reached[other] = (each, forward, node)
                if other == end:
                    return _walk_back(reached, start, end)
                queue.append(other)
        return None


def _cheapest_way(network: Network, hidden: Mask, fixed: Mask, arc: int, limits: Limits) -> Mask:
    """Hide what it takes to widen one arc, upwards or downwards first, whichever hides less."""
    width, value = int(limits.widths[arc]), int(network.values[arc])
    ways = Ways(network, hidden)
    down, up = (ways.room(arc, upwards, width) for upwards in (False, True))
    most_up, most_down = int(limits.highest[arc]) - value, value - int(limits.lowest[arc])
    found = []
    for upwards, other, most in ((True, down, most_up), (False, up, most_down)):
        first = min(width - other, most)
        way = _send(network, hidden, fixed, arc, upwards, first)
        if way is not None and first < width - other:
            way = _send(network, way, fixed, arc, not upwards, width - first)
        if way is not None:
            found.append(way)
    return min(found, key=lambda way: int((_costs(network) * (way & ~hidden)).sum()))


def _costs(network: Network) -> Numbers:
    """What it costs to hide each arc: its people, and one more so that nothing is free."""
    return network.values + 1


def _send(network: Network, hidden: Mask, fixed: Mask, arc: int, upwards: bool, wanted: int) -> Mask | None:
    """Send `wanted` round through an arc along cheapest ways; what is hidden then, or None where an arc cannot fall
    so far."""
    if not upwards and network.values[arc] < wanted:
        return None
    start, end = int(network.tails[arc]), int(network.heads[arc])
    start, end = (end, start) if upwards else (start, end)
    now_hidden = hidden.copy()
    flow = np.zeros(len(network.values), dtype=np.int64)
    while wanted > 0:
        usable = ~fixed
        usable[arc] = False
        way = _shortest(network, now_hidden, usable, flow, start, end)
        step = min([wanted, *(int(network.values[each] + flow[each]) for each, forward in way if not forward)])
        for each, forward in way:
            flow[each] += step if forward else -step
            now_hidden[each] = True
        wanted -= step
    return now_hidden


def _shortest(
    network: Network, hidden: Mask, usable: Mask, flow: Numbers, start: int, end: int
) -> list[tuple[int, bool]]:
    """Dijkstra's way from start to end: arcs, and whether each is gone along (its value rises) or against (falls).

    There is always one, within the limits: when nothing else serves, all totals that a count is in can rise and fall
    with it, and where totals are fixed, all counts beside it.
    """
    costs = np.where(hidden, 0, _costs(network))
    out: list[list[tuple[int, int, bool]]] = [[] for _ in range(network.nodes)]
    for arc in _arcs(usable):
        out[network.tails[arc]].append((int(network.heads[arc]), arc, True))
        if network.values[arc] + flow[arc] > 0:
            out[network.heads[arc]].append((int(network.tails[arc]), arc, False))
    reached: dict[int, tuple[int, bool, int]] = {}
    queue: list[tuple[int, int, int, tuple[int, bool, int]]] = [(0, 0, start, (-1, True, start))]
    while end not in reached:
        cost, steps, node, by = heapq.heappop(queue)
        if node not in reached:
            reached[node] = by
            for next_node, arc, forward in out[node]:
                heapq.heappush(queue, (cost + int(costs[arc]), steps + 1, next_node, (arc, forward, node)))
    return _walk_back(reached, start, end)


def _walk_back(reached: dict[int, tuple[int, bool, int]], start: int, end: int) -> list[tuple[int, bool]]:
    way = []
    while end != start:
        arc, forward, end = reached[end]
        way.append((arc, forward))
    return way
