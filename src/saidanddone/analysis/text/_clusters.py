"""Directions in which texts bunch, and how many bunches would be found again: dense, small, and seeded."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
STARTS = 3
ROUNDS = 30
POWER_STEPS = 2


def condense(matrix: sparse.csr_matrix, dimensions: int, rng: np.random.Generator) -> Floats:
    """The rows in few dimensions, each of length one, by randomised singular value decomposition.

    Parameters
    ----------
    matrix : csr_matrix, shape (n, columns)
    dimensions : int
        At most so many; fewer where the matrix is small.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray, shape (n, at most dimensions)
        Empty rows stay nought.

    References
    ----------
    Halko, N., Martinsson, P. G. and Tropp, J. A. (2011). Finding structure with randomness. *SIAM Review* 53(2),
    217–288, algorithm 4.4.
    """
    wanted = min(dimensions, *matrix.shape)
    width = min(wanted + 10, *matrix.shape)
    basis = np.linalg.qr(matrix @ rng.standard_normal((matrix.shape[1], width)).astype(np.float32))[0]
    for _ in range(POWER_STEPS):
        basis = np.linalg.qr(matrix @ np.linalg.qr(matrix.T @ basis)[0])[0]
    left, sizes, _ = np.linalg.svd((matrix.T @ basis).T, full_matrices=False)
    return of_length_one((basis @ left)[:, :wanted].astype(np.float64) * sizes[:wanted])


def of_length_one(rows: Floats) -> Floats:
    """Each row divided by its length; rows of nought stay."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(norms > 0, norms, 1)


def bunch(points: Floats, k: int, rng: np.random.Generator) -> tuple[Numbers, Floats]:
    """Spherical k-means: the best of a few starts.

    Parameters
    ----------
    points : ndarray, shape (n, d)
        Rows of length one; n is at least k.
    k : int
    rng : numpy.random.Generator

    Returns
    -------
    labels : ndarray of int, shape (n,)
    centres : ndarray, shape (k, d)
        Rows of length one.

    References
    ----------
    Dhillon, I. S. and Modha, D. S. (2001). Concept decompositions for large sparse text data using clustering.
    *Machine Learning* 42, 143–175. Arthur, D. and Vassilvitskii, S. (2007). k-means++. *SODA*, 1027–1035.
    """
    found = [_bunch_from(points, _start(points, k, rng)) for _ in range(STARTS)]
    closeness = [round(float(np.max(points @ centres.T, axis=1).sum()), 9) for _, centres in found]
    return found[int(np.argmax(closeness))]


def steadiness(points: Floats, k: int, rng: np.random.Generator, splits: int) -> float:
    """How far k bunches found in one half of the texts are found again in the other: 0 as by chance, 1 wholly.

    Each half is bunched, the centres of one half sort the other, and the two groupings are compared.

    Parameters
    ----------
    points : ndarray, shape (n, d)
        Rows of length one; n is at least 2k.
    k : int
    rng : numpy.random.Generator
    splits : int
        How often the texts are halved anew; the mean is taken.

    Returns
    -------
    float

    References
    ----------
    Tibshirani, R. and Walther, G. (2005). Cluster validation by prediction strength. *Journal of Computational and
    Graphical Statistics* 14(3), 511–528; with the index of Hubert, L. and Arabie, P. (1985). Comparing partitions.
    *Journal of Classification* 2, 193–218, in place of the least cluster, which small groups of texts never pass.
    """
    values = []
    for _ in range(splits):
        order = rng.permutation(len(points))
        first, second = points[order[: len(points) // 2]], points[order[len(points) // 2 :]]
        centres = bunch(first, k, rng)[1]
        found = bunch(second, k, rng)[0]
        values.append(agreement(np.argmax(second @ centres.T, axis=1), found))
    return float(np.mean(values))


def agreement(one: Numbers, other: Numbers) -> float:
    """The adjusted Rand index of two groupings of the same things: 1 alike, 0 as by chance.

    Parameters
    ----------
    one, other : ndarray of int, shape (n,)

    Returns
    -------
    float

    Examples
    --------
    >>> agreement(np.array([0, 0, 1, 1]), np.array([5, 5, 2, 2]))
    1.0
    """
    counts = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(counts, (one, other), 1)
    together = _couples(counts).sum()
    in_one, in_other = _couples(counts.sum(axis=1)).sum(), _couples(counts.sum(axis=0)).sum()
    chance = in_one * in_other / _couples(np.array(len(one), dtype=float))
    most = (in_one + in_other) / 2
    return 1.0 if most == chance else float((together - chance) / (most - chance))


def _couples(counts: Floats) -> Floats:
    return counts * (counts - 1) / 2


def _bunch_from(points: Floats, centres: Floats) -> tuple[Numbers, Floats]:
    labels: Numbers = np.argmax(points @ centres.T, axis=1)
    for _ in range(ROUNDS):
        centres = _centres(points, labels, centres)
        nearest = np.argmax(points @ centres.T, axis=1)
        if np.array_equal(nearest, labels):
            break
        labels = nearest
    return labels, centres


def _start(points: Floats, k: int, rng: np.random.Generator) -> Floats:
    """k-means++: each further centre is drawn the more likely the farther it lies from those there are."""
    chosen = [int(rng.integers(len(points)))]
    distance = 1 - points @ points[chosen[0]]
    for _ in range(1, k):
        weights = np.clip(distance, 0, None)
        total = weights.sum()
        chosen.append(int(rng.choice(len(points), p=weights / total)) if total > 1e-9 else chosen[-1])
        distance = np.minimum(distance, 1 - points @ points[chosen[-1]])
    return points[chosen]


def _centres(points: Floats, labels: Numbers, before: Floats) -> Floats:
    """The mean direction of each bunch; a bunch that lost all its points keeps its place."""
    members = (labels == np.arange(len(before))[:, None]).astype(np.float64)
    return of_length_one(np.where(members.any(axis=1, keepdims=True), members @ points, before))
