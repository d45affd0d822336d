"""Where organisations stand in a picture: near each other where few ties lie between, and where they stood before."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse.csgraph import shortest_path

from saidanddone.analysis.network._networks import Floats, Mask, Network, columns, count_of

EDGE = 0.04
"""So near to the edge of the square at the most."""
STEPS, SETTLED, TURNS = 300, 1e-5, 50
STAY = 1.0
"""How much where an organisation stood before counts, against all its distances together."""
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """Places in the unit square.

    Attributes
    ----------
    names : tuple of str
    points : tuple of (float, float)
        Across and down, each from 0 to 1.
    stress : float
        How far distances in the picture are from the numbers of ties between, from 0; under 0.1 is faithful.
    moved : float
        How far those that stood before moved on average; `nan` without any.
    """

    names: tuple[str, ...]
    points: tuple[Place, ...]
    stress: float
    moved: float

    def places(self) -> dict[str, Place]:
        """By name: what the next wave starts from."""
        return dict(zip(self.names, self.points, strict=True))

    def __str__(self) -> str:
        moved = "" if np.isnan(self.moved) else f"; those that stood before moved {self.moved:.3f} on average"
        rows = [(name, f"{x:.2f}", f"{y:.2f}", "") for name, (x, y) in self.places().items()]
        sentence = f"{count_of(len(self.names), 'organisation')}, stress {self.stress:.2f}{moved}."
        return f"{sentence}\n{columns(('organisation', 'across', 'down', ''), rows)}" if rows else sentence


def layout(network: Network, before: Mapping[str, Place] | None = None, *, seed: int) -> Layout:
    """Places that read, and stay what they were from wave to wave.

    Parameters
    ----------
    network : Network
    before : mapping of str to (float, float), optional
        Where organisations stood in the picture of the wave before; `Layout.places` of it.
    seed : int
        Of the axes that the picture begins from, and the small push that parts those who stand at the same place.

    Returns
    -------
    Layout

    Raises
    ------
    ValueError
        Where a place of `before` is outside the unit square.

    Notes
    -----
    Stress Σ wᵢⱼ (|xᵢ − xⱼ| − dᵢⱼ)² is made small by majorisation, with dᵢⱼ the fewest ties between two organisations
    and w = 1/d²; from classical scaling, or from the earlier places. Those then add λᵢ |xᵢ − before|² with λᵢ = Σ wᵢⱼ,
    so that a node moves only as far as its new ties are worth. Organisations without any way between are one step
    farther apart than any others. It takes n² numbers: a hundred organisations at once, 2,000 in seconds.

    References
    ----------
    Gansner, E. R., Koren, Y. and North, S. (2004). Graph drawing by stress majorization. *Graph Drawing*, 239-250.

    Examples
    --------
    >>> three = ["clinic", "council", "school"]
    >>> first = layout(Network.of(three, [("clinic", "council"), ("council", "school")]), seed=1)
    >>> second = layout(Network.of(three, [("clinic", "council")]), first.places(), seed=1)
    >>> print(round(first.stress, 2), second.moved < 0.2)
    0.0 True
    """
    known = _known(network, before or {})
    if len(network) < 2:
        points = np.where(np.isnan(known), 0.5, known)
        return _laid(network, points, 0.0, known)
    far = _distances(network)
    pull = np.where(far > 0, 1 / np.maximum(far, 1) ** 2, 0)
    rng = np.random.default_rng(seed)
    push = rng.normal(0, 0.001, (len(network), 2))
    stood = ~np.isnan(known[:, 0])
    if not stood.any():
        start = _scaled(far, rng) + push
        points = _into_square(_settle(start, far, pull, np.zeros(len(network)), start))
    else:
        start = _beside(network, known, stood) + np.where(stood[:, None], 0, push)
        unit = _unit(start, far, pull, stood)
        points = np.clip(_settle(start, far * unit, pull, STAY * pull.sum(axis=1) * stood, start), EDGE, 1 - EDGE)
    return _laid(network, points, _stress(points, far, pull), known)


def _laid(network: Network, points: Floats, stress: float, known: Floats) -> Layout:
    ways = np.hypot(*(points - known).T)
    moved = float(np.nanmean(ways)) if not np.isnan(ways).all() else float("nan")
    return Layout(network.names, tuple((float(x), float(y)) for x, y in points), stress, moved)


def _known(network: Network, before: Mapping[str, Place]) -> Floats:
    """The earlier places; `nan` of those that had none."""
    for name, place in before.items():
        if not all(0 <= each <= 1 for each in place):
            raise ValueError(f"{name!r} stood at {place}, outside the unit square")
    nowhere = (np.nan, np.nan)
    return np.array([before.get(name, nowhere) for name in network.names], dtype=float).reshape(-1, 2)


def _distances(network: Network) -> Floats:
    far: Floats = shortest_path(network.neighbours(), directed=False, unweighted=True)
    apart = np.isinf(far)
    far[apart] = far[~apart].max() + 1
    return far


def _scaled(far: Floats, rng: np.random.Generator) -> Floats:
    """Classical scaling on two axes, found by turning two of chance towards them again and again."""
    squares = far**2
    centred = squares - squares.mean(axis=0)
    centred = -(centred - centred.mean(axis=1, keepdims=True)) / 2
    axes = rng.normal(size=(len(far), 2))
    for _turn in range(TURNS):
        axes = np.linalg.qr(centred @ axes)[0]
    scaled: Floats = axes * np.sqrt(np.abs((axes * (centred @ axes)).sum(axis=0)))
    return scaled


def _settle(start: Floats, far: Floats, pull: Floats, stay: Floats, home: Floats) -> Floats:
    """Majorisation, until nothing moves by more than a hair."""
    size, reach = len(start), far.max()
    held = np.diag(pull.sum(axis=1) + stay) - pull
    if not stay.any():
        held = held + 1 / size
    factor = cho_factor(held)
    points = start
    for _step in range(STEPS if size <= 500 else STEPS // 10):
        there = _apart(points)
        ratio = pull * np.divide(far, there, out=np.zeros_like(far), where=there > 1e-12)
        moved = cho_solve(factor, ratio.sum(axis=1)[:, None] * points - ratio @ points + stay[:, None] * home)
        furthest = np.abs(moved - points).max()
        points = moved
        if furthest < SETTLED * reach:
            break
    return points


def _apart(points: Floats) -> Floats:
    x, y = points.T
    distances: Floats = np.hypot(x[:, None] - x, y[:, None] - y)
    return distances


def _into_square(points: Floats) -> Floats:
    """Moved and scaled, the same across and down so that distances keep their meaning."""
    low, high = points.min(axis=0), points.max(axis=0)
    scale = (1 - 2 * EDGE) / max(float((high - low).max()), 1e-9)
    placed: Floats = np.clip(0.5 + (points - (low + high) / 2) * scale, EDGE, 1 - EDGE)
    return placed


def _beside(network: Network, known: Floats, stood: Mask) -> Floats:
    """Who is new begins in the middle of the partners that stood already, or of all."""
    near = network.neighbours()
    there = np.where(stood[:, None], known, 0)
    partners = np.asarray(near @ stood.astype(float)).reshape(-1, 1)
    everywhere = np.tile(known[stood].mean(axis=0), (len(known), 1))
    middle: Floats = np.divide(near @ there, partners, out=everywhere, where=partners > 0)
    middle[stood] = known[stood]
    return middle


def _unit(points: Floats, far: Floats, pull: Floats, stood: Mask) -> float:
    """How long one tie was in the earlier picture."""
    old = np.ix_(stood, stood)
    there, far, pull = _apart(points[stood]), far[old], pull[old]
    length = (pull * far * there).sum() / max((pull * far**2).sum(), 1e-9)
    return float(length) or 0.2


def _stress(points: Floats, far: Floats, pull: Floats) -> float:
    """Of the best scale, so that the size of the picture does not count: from 0 to 1."""
    there = _apart(points)
    both, own, wanted = ((pull * each).sum() for each in (far * there, there**2, far**2))
    return float(1 - both**2 / (own * wanted)) if own else 1.0
