"""Single points of failure: organisations without which others are cut off."""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx
import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from saidanddone.analysis.network._networks import Ints, Network, columns, count_of, listed


@dataclass(frozen=True, slots=True)
class SinglePoint:
    """An organisation whose going would cut others off.

    Attributes
    ----------
    name, kind : str
    cut_off : tuple of tuple of str
        The parts that would have no way left to the largest, the largest of them first.
    """

    name: str
    kind: str
    cut_off: tuple[tuple[str, ...], ...]

    @property
    def organisations(self) -> int:
        """How many would be cut off."""
        return sum(map(len, self.cut_off))


@dataclass(frozen=True, slots=True)
class SinglePoints:
    """All single points of failure, the one that cuts off most first.

    Attributes
    ----------
    points : tuple of SinglePoint
    alone : tuple of str
        Who has no tie at all.
    parts : int
        Into how many parts the network falls already, those alone not counted.
    organisations : int
    """

    points: tuple[SinglePoint, ...]
    alone: tuple[str, ...]
    parts: int
    organisations: int

    def __str__(self) -> str:
        of = count_of(self.organisations, "organisation")
        apart = f" It is in {self.parts:,} parts already." if self.parts > 1 else ""
        apart += f" Without any tie: {listed(self.alone)}." if self.alone else ""
        if not self.points:
            return f"No single point of failure among {of}.{apart}"
        rows = [(each.name, str(each.organisations), "; ".join(_parts(each.cut_off))) for each in self.points]
        said = f"{count_of(len(self.points), 'single point')} of failure among {of}"
        most = f"without {self.points[0].name}, {self.points[0].organisations:,} would be cut off"
        return f"{said}: {most}.{apart}\n{columns(('without', 'cut off', 'who'), rows)}"


def _parts(parts: tuple[tuple[str, ...], ...]) -> Iterable[str]:
    return (listed(part) for part in parts)


def single_points(network: Network) -> SinglePoints:
    """Who, by going, would leave others without a way to the rest. Ties count in both directions.

    Parameters
    ----------
    network : Network

    Returns
    -------
    SinglePoints

    Notes
    -----
    These are the articulation points. Of the parts that are left, the largest counts as the rest; of two as large, the
    one with the earlier name. No interval goes with them: a resample puts copies beside a single point, and so takes
    away what makes it one. They are of the ties that are known; one that nobody wrote down would change them.

    References
    ----------
    Tarjan, R. E. (1972). Depth-first search and linear graph algorithms. *SIAM Journal on Computing* 1(2), 146-160.

    Examples
    --------
    >>> ties = [("clinic", "council"), ("council", "school"), ("clinic", "school"), ("council", "food bank")]
    >>> print(single_points(Network.of(["clinic", "council", "food bank", "school"], ties)))
    1 single point of failure among 4 organisations: without council, 1 would be cut off.
    without  cut off  who
    council        1  food bank
    """
    near = network.neighbours()
    degrees = np.diff(near.indptr)
    _, part = connected_components(near, directed=False)
    graph = networkx.Graph(zip(network.sources.tolist(), network.targets.tolist(), strict=True))
    points = [_point(network, near, part, one) for one in networkx.articulation_points(graph)]
    return SinglePoints(
        points=tuple(sorted(points, key=lambda each: (-each.organisations, each.name))),
        alone=tuple(network.names[one] for one in np.flatnonzero(degrees == 0)),
        parts=len(set(part[degrees > 0].tolist())),
        organisations=len(network),
    )


def _point(network: Network, near: sparse.csr_matrix, part: Ints, one: int) -> SinglePoint:
    rest = np.flatnonzero((part == part[one]) & (np.arange(len(part)) != one))
    count, piece = connected_components(near[rest][:, rest], directed=False)
    pieces = [tuple(network.names[place] for place in rest[piece == number]) for number in range(count)]
    pieces.sort(key=lambda names: (-len(names), names))
    return SinglePoint(network.names[one], network.kinds[one], tuple(pieces[1:]))
