"""The vertex bootstrap: the same network with its organisations drawn again, many times, without building any of them.

Organisations are drawn with replacement. Two that were drawn have the tie that they have; two copies of one have no tie
to themselves, so theirs is that of a pair drawn from the whole network. Networks of the same organisations are drawn
together, the same organisations and the same pairs for all, so that differences between waves keep what they share.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from saidanddone.analysis.network._networks import Floats, Ints, Network

CELLS = 1_000_000
"""So many drawn organisations are held at once."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What figures are made of, for one network or for many resamples of it.

    Attributes
    ----------
    organisations : int
    ties, returned : ndarray of float, shape (resamples,)
        Directed ties, of an undirected network two for each; and how many of them go both ways.
    spread : ndarray of float, shape (resamples,)
        How far the ties received of all fall short of the most that one receives, added up.
    """

    organisations: int
    ties: Floats
    returned: Floats
    spread: Floats

    @classmethod
    def of(cls, network: Network) -> "Counts":
        there = network.matrix()
        received = np.asarray(there.sum(axis=0)).reshape(1, -1)
        return cls(len(network), *_sums(received, np.array([there.multiply(there.T).sum()])))


def _sums(received: Floats, returned: Floats) -> tuple[Floats, Floats, Floats]:
    ties = received.sum(axis=1)
    most = received.max(axis=1, initial=0)
    return ties, returned, most * received.shape[1] - ties


def resampled(networks: Sequence[Network], seed: int, resamples: int) -> list[Counts]:
    """The counts of each network in every resample, all drawn together.

    Parameters
    ----------
    networks : sequence of Network
        Of the same names; there are two of them at least.
    seed, resamples : int

    Returns
    -------
    list of Counts

    Raises
    ------
    ValueError
        Where fewer than two resamples are asked for.

    References
    ----------
    Snijders, T. A. B. and Borgatti, S. P. (1999). Non-parametric standard errors and tests for network statistics.
    *Connections* 22(2), 161-170.
    """
    if resamples < 2:
        raise ValueError(f"an error needs two resamples at least, not {resamples}")
    size = len(networks[0])
    rng = np.random.default_rng(seed)
    chances = np.cumsum(_census(networks))
    chances /= chances[-1]
    parts = list(_batches(size, resamples))
    found = [_batch(networks, np.sort(rng.integers(0, size, (part, size)), axis=1), chances, rng) for part in parts]
    return [
        Counts(size, *(np.concatenate([batch[place][sums] for batch in found]) for sums in range(3)))
        for place in range(len(networks))
    ]


def _batches(size: int, resamples: int) -> Iterator[int]:
    most = max(1, CELLS // size)
    while resamples > 0:
        yield min(most, resamples)
        resamples -= most


def _census(networks: Sequence[Network]) -> Floats:
    """How many ordered pairs there are by their ties: bit 2w says that the first has one to the second in network w,
    bit 2w + 1 that the second has one to the first."""
    size = len(networks[0])
    keys, bits = [], []
    for number, network in enumerate(networks):
        there = network.matrix().tocoo()
        keys += [there.row.astype(np.int64) * size + there.col, there.col.astype(np.int64) * size + there.row]
        bits += [np.full(there.nnz, 1 << 2 * number), np.full(there.nnz, 2 << 2 * number)]
    _, pair = np.unique(np.concatenate(keys), return_inverse=True)
    codes = np.bincount(pair, np.concatenate(bits)).astype(np.int64)
    counts = np.bincount(codes, minlength=4 ** len(networks)).astype(float)
    counts[0] = size * (size - 1) - len(codes)
    return counts


def _batch(
    networks: Sequence[Network], drawn: Ints, chances: Floats, rng: np.random.Generator
) -> list[tuple[Floats, Floats, Floats]]:
    """Some resamples at once; `drawn` has in each row the organisations of one, in order, so that copies stand side by
    side."""
    resamples, size = drawn.shape
    rows = np.arange(resamples)[:, None]
    times = np.bincount((rows * size + drawn).ravel(), minlength=resamples * size).reshape(resamples, size)
    times = times.astype(float)
    received, returned = [], []
    for network in networks:
        there = network.matrix()
        received.append(np.take_along_axis((there.T @ times.T).T, drawn, axis=1))
        both = there.multiply(there.T).tocsr()
        returned.append((times * (both @ times.T).T).sum(axis=1))
    for apart in range(1, int(times.max())):  # a place stands in one pair of each distance, so none is added twice
        first, second = np.nonzero(drawn[:, apart:] == drawn[:, :-apart])
        codes = np.searchsorted(chances, rng.random(len(first)), side="right")
        for number in range(len(networks)):
            to_second, to_first = codes >> 2 * number & 1, codes >> 2 * number + 1 & 1
            received[number][first, second + apart] += to_second
            received[number][first, second] += to_first
            returned[number] += 2 * np.bincount(first, to_second & to_first, resamples)
    return [_sums(*each) for each in zip(received, returned, strict=True)]
