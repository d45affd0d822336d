"""Organisations and the ties between them, checked once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Tie = tuple[str, str] | tuple[str, str, float]
MOST_KINDS = 60
"""More kinds tell nobody anything, and each pair of them is looked at."""


@dataclass(frozen=True, eq=False, slots=True)
class Network:
    """Organisations with their kinds, and ties with their strengths. Made by `Network.of`.

    Attributes
    ----------
    names : tuple of str
        In alphabetical order, whatever order they came in: so no figure depends on it, nor what chance draws.
    kinds : tuple of str
        Of each organisation.
    sources, targets : ndarray of int, shape (ties,)
        Places in `names`. Of an undirected tie the source is the earlier.
    weights : ndarray of float, shape (ties,)
        Above nought.
    directed : bool
        Whether ties go from the source to the target alone.
    """

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    sources: Ints
    targets: Ints
    weights: Floats
    directed: bool

    @classmethod
    def of(
        cls,
        names: Iterable[str],
        ties: Iterable[Tie] = (),
        *,
        kinds: Mapping[str, str] | None = None,
        directed: bool = False,
    ) -> "Network":
        """Check and keep a network.

        Parameters
        ----------
        names : iterable of str
            Every organisation, those without a tie too.
        ties : iterable of tuple
            Two names, and a strength above nought where there is one; without it 1.
        kinds : mapping of str to str, optional
            The kind of each organisation; at most sixty kinds.
        directed : bool
            Whether a tie goes from the first to the second, so that it may be returned or not.

        Returns
        -------
        Network

        Raises
        ------
        ValueError
            Where a name stands twice, a tie leads to itself or to an unknown name or stands twice, a strength is not a
            number above nought, or an organisation has no kind while others have one.

        Examples
        --------
        >>> print(Network.of(["library", "clinic", "school"], [("school", "library", 2), ("clinic", "library")]))
        3 organisations of 1 kind, 2 ties.
        """
        given = list(names)
        if twice := [name for name, times in Counter(given).items() if times > 1]:
            raise ValueError(f"{twice[0]!r} stands twice among the organisations")
        ordered = tuple(sorted(given))
        place = {name: number for number, name in enumerate(ordered)}
        found = sorted(_checked(ties, place, directed).items())
        pairs = np.array([pair for pair, _ in found], dtype=np.int64).reshape(-1, 2)
        weights = np.array([weight for _, weight in found], dtype=float)
        return cls(ordered, _kinds(ordered, kinds), pairs[:, 0], pairs[:, 1], weights, directed)

    def __len__(self) -> int:
        return len(self.names)

    @property
    def ties(self) -> int:
        """How many; of a directed network each direction counts."""
        return len(self.sources)

    def matrix(self) -> sparse.csr_matrix:
        """Whom each has a tie to: ones, without strengths; of an undirected network the same both ways."""
        rows, columns = self.sources, self.targets
        if not self.directed:
            rows, columns = np.concatenate([rows, columns]), np.concatenate([columns, rows])
        ones = np.ones(len(rows))
        return sparse.csr_matrix((ones, (rows, columns)), shape=(len(self), len(self)))

    def neighbours(self) -> sparse.csr_matrix:
        """Who has a tie with whom, in whichever direction: symmetric, ones."""
        there = self.matrix()
        either = (there + there.T).tocsr()
        either.data = np.ones(len(either.data))
        return either

    def among(self, names: Iterable[str]) -> "Network":
        """The same network of these organisations alone."""
        kept = set(names)
        kinds = {name: kind for name, kind in zip(self.names, self.kinds, strict=True) if name in kept}
        ties = [(a, b, weight) for (a, b), weight in self.strengths().items() if a in kept and b in kept]
        return Network.of(kinds, ties, kinds=kinds, directed=self.directed)

    def strengths(self) -> dict[tuple[str, str], float]:
        """The strength of each tie, by the two names."""
        ends = zip(self.sources, self.targets, self.weights, strict=True)
        return {(self.names[source], self.names[target]): float(weight) for source, target, weight in ends}

    def __str__(self) -> str:
        kinds = count_of(len(set(self.kinds)), "kind")
        return f"{count_of(len(self), 'organisation')} of {kinds}, {count_of(self.ties, 'tie')}."


def _checked(ties: Iterable[Tie], place: Mapping[str, int], directed: bool) -> dict[tuple[int, int], float]:
    found: dict[tuple[int, int], float] = {}
    for source, target, *given in ties:
        for name in (source, target):
            if name not in place:
                raise ValueError(f"a tie names {name!r}, which is not among the organisations")
        if source == target:
            raise ValueError(f"{source!r} has a tie to itself")
        weight = float(given[0]) if given else 1.0
        if not 0 < weight < np.inf:
            raise ValueError(f"the tie of {source!r} and {target!r} has the strength {weight:g}; it is above nought")
        one, other = place[source], place[target]
        pair = (one, other) if directed else (min(one, other), max(one, other))
        if pair in found:
            raise ValueError(f"the tie of {source!r} and {target!r} stands twice")
        found[pair] = weight
    return found


def _kinds(names: tuple[str, ...], kinds: Mapping[str, str] | None) -> tuple[str, ...]:
    if kinds is None:
        return ("",) * len(names)
    if missing := [name for name in names if name not in kinds]:
        raise ValueError(f"{missing[0]!r} has no kind")
    if unknown := sorted(set(kinds) - set(names)):
        raise ValueError(f"a kind is given of {unknown[0]!r}, which is not among the organisations")
    found = tuple(kinds[name] for name in names)
    if len(set(found)) > MOST_KINDS:
        raise ValueError(f"{len(set(found))} kinds, where at most {MOST_KINDS} can be told apart: join what is alike")
    return found


def count_of(number: int, word: str) -> str:
    """A number with its noun."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def listed(names: Iterable[str], most: int = 6) -> str:
    """Names in a row, the first few of many."""
    given = list(names)
    more = f" and {len(given) - most:,} more" if len(given) > most else ""
    return ", ".join(given[:most]) + more


def columns(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in plain letters: words to the left in the first and the last column, numbers to the right between."""
    table = [head, *rows]
    widths = [max(len(row[place]) for row in table) for place in range(len(head))]
    last = len(head) - 1
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place in (0, last) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    )
