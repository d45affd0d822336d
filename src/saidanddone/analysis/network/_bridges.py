"""Who bridges whom: through whom others reach each other, and which kinds meet through one organisation alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy import sparse

from saidanddone.analysis.network._figures import FEWEST, RESAMPLES, error_of, reach_of
from saidanddone.analysis.network._networks import Floats, Ints, Network, columns, count_of, listed

BATCH = 256
"""So many starts are searched from at once."""
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Bridge:
    """One organisation as a bridge.

    Attributes
    ----------
    name, kind : str
    ties : int
        With how many others it has one, in whichever direction.
    betweenness : float
        The share of shortest ways between all pairs of others that lead through it, from 0 to 1.
    effective_size : float
        Of how many separate circles its partners are: their number, less how many others each of them knows there.
    lower, upper : float
        The ends of the interval of `effective_size`; `nan` where there is none.
    only_through : tuple of (str, str)
        Pairs of kinds that meet through it alone: they have neither a tie nor a common partner without it.
    """

    name: str
    kind: str
    ties: int
    betweenness: float
    effective_size: float
    lower: float
    upper: float
    only_through: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bridges:
    """All organisations, the greatest bridge first.

    Attributes
    ----------
    bridges : tuple of Bridge
    pivots : int or None
        From how many organisations, drawn by chance, shortest ways were followed; None from all, and then exactly.
    level : float
        Of the intervals.
    organisations : int
    """

    bridges: tuple[Bridge, ...]
    pivots: int | None
    level: float
    organisations: int

    def __str__(self) -> str:
        how = "" if self.pivots is None else f" Estimated from {count_of(self.pivots, 'pivot')}."
        first = [each for each in self.bridges if each.betweenness > 0]
        if not first:
            return f"Nobody bridges: no two others meet only through a third ({_of(self.organisations)}).{how}"
        rows = [_row(each) for each in first[:SHOWN]]
        head = (
            "organisation",
            "ties",
            "between",
            "effective size",
            f"{self.level:.0%} interval",
            "kinds only through it",
        )
        most = first[0].betweenness
        equal = [each.name for each in first if most - each.betweenness < 1e-9]
        are = "is the greatest bridge" if len(equal) == 1 else "are the greatest bridges, each as great"
        sentence = f"{listed(equal)} {are}: {most:.1%} of shortest ways of others lead through it"
        return f"{sentence} ({_of(self.organisations)}).{how}\n{columns(head, rows)}"


def _of(organisations: int) -> str:
    return count_of(organisations, "organisation")


def _row(bridge: Bridge) -> tuple[str, ...]:
    interval = "" if np.isnan(bridge.lower) else f"{bridge.lower:.1f} to {bridge.upper:.1f}"
    pairs = listed((f"{one} and {other}" for one, other in bridge.only_through), most=3)
    return bridge.name, str(bridge.ties), f"{bridge.betweenness:.1%}", f"{bridge.effective_size:.1f}", interval, pairs


def bridges(
    network: Network,
    *,
    seed: int,
    pivots: int | None = None,
    top: int = SHOWN,
    resamples: int = RESAMPLES,
    level: float = 0.95,
) -> Bridges:
    """Through whom organisations reach each other. Ties count in both directions, without their strength.

    Parameters
    ----------
    network : Network
    seed : int
        Of pivots and resampling.
    pivots : int, optional
        Follow shortest ways from so many organisations, drawn by chance, where all would take too long.
    top : int
        How many of the first get an interval.
    resamples : int
    level : float
        Of the intervals, between 0 and 1.

    Returns
    -------
    Bridges

    Raises
    ------
    ValueError
        Where `level` is no share, there are fewer than two resamples, or less than one pivot.

    Notes
    -----
    Betweenness is Σ σₛₜ(v)/σₛₜ over the pairs s, t of others, by their number (n − 1)(n − 2)/2. With k pivots the sum
    over sources is n/k times that over the pivots. It has no interval: in a resample an organisation shares its ways
    with its own copies. Effective size is d − 2t/d for d partners with t ties among them. Its interval keeps the
    organisation and draws the others again; ties of copies are drawn from those among its partners.

    References
    ----------
    Brandes, U. (2001). A faster algorithm for betweenness centrality. *Journal of Mathematical Sociology* 25, 163-177.
    Brandes, U. and Pich, C. (2007). Centrality estimation in large networks. *IJBC* 17(7), 2303-2318.
    Borgatti, S. P. (1997). Structural holes: unpacking Burt's redundancy measures. *Connections* 20(1), 35-38.

    Examples
    --------
    >>> kinds = {"clinic": "health", "council": "public", "farm": "business", "shop": "business", "ward": "health"}
    >>> ties = [("clinic", "ward"), ("clinic", "council"), ("council", "shop"), ("shop", "farm")]
    >>> print(bridges(Network.of(kinds, ties, kinds=kinds), seed=1))
    council is the greatest bridge: 66.7% of shortest ways of others lead through it (5 organisations).
    organisation  ties  between  effective size  95% interval  kinds only through it
    council          2    66.7%             2.0    0.0 to 4.0  business and health
    clinic           2    50.0%             2.0    0.1 to 3.9  business and health, health and public
    shop             2    50.0%             2.0    0.0 to 4.0  business and health, business and public
    """
    reach = reach_of(level)
    if resamples < 2 or (pivots is not None and pivots < 1):
        raise ValueError("bridges: two resamples and one pivot at least")
    rng = np.random.default_rng(seed)
    near = network.neighbours()
    starts = _starts(len(network), pivots, rng)
    between = _betweenness(near, starts)
    ties: Floats = np.asarray(near.sum(axis=1)).ravel()
    sizes = ties - np.divide(_among(near), ties, out=np.zeros(len(ties)), where=ties > 0)
    pairs = _only_through(network, near)
    found = []
    order = sorted(
        range(len(network)), key=lambda one: (-round(float(between[one]), 9), -sizes[one], network.names[one])
    )
    for rank, one in enumerate(order):
        sure = rank < top and between[one] > 0 and len(network) >= FEWEST
        error = error_of(_sizes_again(near, one, rng, resamples)) if sure else np.nan
        ends = max(0.0, sizes[one] - reach * error) if sure else np.nan, sizes[one] + reach * error
        numbers = int(ties[one]), float(between[one]), float(sizes[one]), float(ends[0]), float(ends[1])
        found.append(Bridge(network.names[one], network.kinds[one], *numbers, tuple(pairs.get(one, ()))))
    return Bridges(tuple(found), None if len(starts) == len(network) else len(starts), level, len(network))


def _starts(size: int, pivots: int | None, rng: np.random.Generator) -> Ints:
    if pivots is None or pivots >= size:
        return np.arange(size)
    return np.sort(rng.choice(size, pivots, replace=False))


def _among(near: sparse.csr_matrix) -> Floats:
    """For each organisation, how often two of its partners have a tie, counted from both."""
    return np.asarray(near.multiply(near @ near).sum(axis=1)).ravel()


def _sizes_again(near: sparse.csr_matrix, one: int, rng: np.random.Generator, resamples: int) -> Floats:
    """The effective size of one in resamples of the others."""
    partners = near.indices[near.indptr[one] : near.indptr[one + 1]]
    others, known = near.shape[0] - 1, len(partners)
    inner = near[partners][:, partners]
    share = inner.sum() / (known * (known - 1))
    chances = np.append(np.full(known, 1 / others), (others - known) / others)
    times = rng.multinomial(others, chances, size=resamples)[:, :known].astype(float)
    copies = (times * (times - 1)).sum(axis=1) / 2
    ties = (times * (inner @ times.T).T).sum(axis=1) + 2 * rng.binomial(copies.astype(np.int64), share)
    drawn = times.sum(axis=1)
    sizes: Floats = drawn - np.divide(ties, drawn, out=np.zeros(resamples), where=drawn > 0)
    return sizes


def _betweenness(near: sparse.csr_matrix, starts: Ints) -> Floats:
    """Brandes's sums from many starts at once, a step of the search for all of them in one product of matrices."""
    size = near.shape[0]
    total: Floats = np.zeros(size)
    if size < 3:
        return total
    for first in range(0, len(starts), BATCH):
        total += _dependencies(near, starts[first : first + BATCH])
    total *= size / len(starts) / ((size - 1) * (size - 2))
    return total


def _dependencies(near: sparse.csr_matrix, starts: Ints) -> Floats:
    lane = np.arange(len(starts))
    ways = np.zeros((near.shape[0], len(starts)))
    ways[starts, lane] = 1
    steps = np.where(ways > 0, 0, -1)
    front, step = ways.copy(), 0
    while front.any():
        step += 1
        front = np.where(steps < 0, near @ front, 0)
        steps[front > 0] = step
        ways += front
    share = np.zeros_like(ways)
    for farther in range(step - 1, 0, -1):
        passed = np.divide(1 + share, ways, out=np.zeros_like(ways), where=steps == farther)
        share += np.where(steps == farther - 1, ways * (near @ passed), 0)
    share[starts, lane] = 0
    total: Floats = share.sum(axis=1)
    return total


def _only_through(network: Network, near: sparse.csr_matrix) -> dict[int, list[tuple[str, str]]]:
    """By organisation, the pairs of kinds that meet through it alone."""
    kinds = sorted(set(network.kinds))
    group = np.array([kinds.index(kind) for kind in network.kinds], dtype=np.int64)
    member = np.zeros((len(network), len(kinds)))
    member[np.arange(len(network)), group] = 1
    meets = Meetings(near, member, near @ member)
    found: dict[int, list[tuple[str, str]]] = {}
    for one, other in combinations(range(len(kinds)), 2):
        for place in meets.candidates(one, other):
            if meets.need(one, other, place):
                found.setdefault(place, []).append((kinds[one], kinds[other]))
    return found


@dataclass(frozen=True, slots=True)
class Meetings:
    """How kinds meet. `member` says who is of which kind, `partners` how many partners of each kind each has."""

    near: sparse.csr_matrix
    member: Floats
    partners: Floats

    def candidates(self, one: int, other: int) -> Iterator[int]:
        """Those of one way in which two kinds meet: without each of these there may be no other."""
        tied = np.flatnonzero(self.member[:, one] * self.partners[:, other])
        if len(tied):
            yield int(tied[0])
            yield self._partner(int(tied[0]), other)
            return
        common = np.flatnonzero((self.partners[:, one] > 0) & (self.partners[:, other] > 0))
        if len(common):
            yield int(common[0])
            yield self._partner(int(common[0]), one)
            yield self._partner(int(common[0]), other)

    def _partner(self, of: int, kind: int) -> int:
        near = self.near.indices[self.near.indptr[of] : self.near.indptr[of + 1]]
        return int(near[np.argmax(self.member[near, kind])])

    def need(self, one: int, other: int, place: int) -> bool:
        """Whether two kinds, each with somebody besides, do not meet without this organisation."""
        pair = [one, other]
        left = self.member[:, pair].copy()
        left[place] = 0
        if not left.any(axis=0).all():
            return False
        tied = self.near[:, [place]].toarray()
        remain = self.partners[:, pair] - tied * self.member[place, pair]
        remain[place] = 0
        return not ((remain > 0).all(axis=1) | (left * remain[:, ::-1] > 0).any(axis=1)).any()
