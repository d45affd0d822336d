"""Which figures say too much by themselves."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rules:
    """What is kept back. The defaults are this product's rule for every figure about people.

    Attributes
    ----------
    smallest_base : int, default 10
        Totals of fewer people are kept back, and with them all that they are made of.
    smallest_cell : int, default 10
        Counts of fewer people inside a table are kept back; 1 lets all but nought through.
    zeros : bool, default True
        Nought is kept back too: it says of everybody in a group what they are not.
    unanimous : bool, default True
        Where everybody in a group gave one answer, that count is kept back: it says what each of them is.
    width : int, default 10
        Nobody may narrow a count that is kept back to fewer than `width` + 1 possible values.
    round_to : int, default 1
        Published counts are rounded to this base (5 is usual); 1 leaves them exact.
    reliable_base : int, default 30
        Shares of fewer people are marked [u], and so are estimates
    reliable_effective : int, default 30
        of an effective number below this,
    widest_interval : float, default 0.3
        or of an interval wider than this, from end to end.

    Raises
    ------
    ValueError
        Where a number is out of its range.

    References
    ----------
    Secure Research Service of the Office for National Statistics, and SACRO's `acro` 1.0: threshold 10, zeros
    disclosive, rounding to base 5. Griffiths, E. et al. (2019). *Handbook on Statistical Disclosure Control for
    Outputs*, section 6.2 on class disclosure. Parker, J. D. et al. (2017). National Center for Health Statistics data
    presentation standards for proportions. *Vital and Health Statistics* 2(175): 30 people, 30 effective, 0.30 wide.

    Examples
    --------
    >>> print(Rules(round_to=5))
    Counts under 10, noughts and unanimous groups are kept back; what is shown is rounded to 5.
    """

    smallest_base: int = 10
    smallest_cell: int = 10
    zeros: bool = True
    unanimous: bool = True
    width: int = 10
    round_to: int = 1
    reliable_base: int = 30
    reliable_effective: int = 30
    widest_interval: float = 0.3

    def __post_init__(self) -> None:
        if min(self.smallest_base, self.smallest_cell, self.width, self.round_to) < 1 or self.reliable_base < 0:
            raise ValueError("rules are whole numbers from 1 on")
        if self.reliable_effective < 0 or not self.widest_interval > 0:
            raise ValueError("an effective number is not negative, and an interval wider than nought")

    def __str__(self) -> str:
        kept = [f"counts under {max(self.smallest_base, self.smallest_cell)}"]
        kept += ["noughts"] if self.zeros else []
        kept += ["unanimous groups"] if self.unanimous else []
        listed = kept[0] if len(kept) == 1 else f"{', '.join(kept[:-1])} and {kept[-1]}"
        rounded = f"; what is shown is rounded to {self.round_to}" if self.round_to > 1 else ""
        return f"{listed.capitalize()} are kept back{rounded}."

    def rounded(self, count: int) -> int:
        """A count rounded to the base, halves upwards: 12 is 10 and 13 is 15 to base 5."""
        return (2 * count + self.round_to) // (2 * self.round_to) * self.round_to

    def is_reliable(self, base: int, effective: float, width: float) -> bool:
        """Whether an estimate rests on enough people and its interval is not too wide.

        Parameters
        ----------
        base : int
            People, unweighted.
        effective : float
            As many people of a simple sample would be as sure.
        width : float
            Of the interval, from end to end.

        Examples
        --------
        >>> [Rules().is_reliable(60, effective, 0.25) for effective in (40, 20)]
        [True, False]
        """
        enough = base >= self.reliable_base and effective >= self.reliable_effective
        return enough and width <= self.widest_interval

    def says_too_much(self, counts: Counts, possible: Mask) -> Mask:
        """Which counts inside a table must be kept back whatever stands beside them.

        Parameters
        ----------
        counts : ndarray of int, shape (rows, columns)
            Each row a group, each column an answer.
        possible : ndarray of bool, shape (rows, columns)
            False where nobody can be, which everybody knows.

        Returns
        -------
        ndarray of bool, shape (rows, columns)

        Examples
        --------
        >>> Rules().says_too_much(np.array([[4, 40, 0], [0, 50, 0]]), np.ones((2, 3), dtype=bool)).astype(int)
        array([[1, 0, 1],
               [1, 1, 1]])
        """
        bases = counts.sum(axis=1, keepdims=True)
        found: Mask = (counts > 0) & ((counts < self.smallest_cell) | (bases < self.smallest_base))
        found |= (counts == 0) & possible & (self.zeros | (bases < self.smallest_base))
        choice = possible.sum(axis=1, keepdims=True) > 1
        found |= (counts == bases) & (counts > 0) & choice & self.unanimous
        return found

    def too_few(self, totals: Counts) -> Mask:
        """Which totals must be kept back; a total of nobody always says too much."""
        few: Mask = totals < self.smallest_base
        return few
