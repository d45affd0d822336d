"""Many comparisons at once: which stand, when each may be chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from saidanddone.analysis.survey._codes import Ints
from saidanddone.analysis.survey._frame import Floats, Mask


@dataclass(frozen=True, slots=True, eq=False)
class Comparisons:
    """p-values that know how many there are.

    Attributes
    ----------
    method : str
    p_values, adjusted : ndarray of float, shape (m,)
        As they came, and corrected; `nan` where there was no test.
    level : float
        What was said beforehand: `Holm` of one wrong finding among all, `Benjamini-Hochberg` of wrong among findings.
    """

    method: str
    p_values: Floats
    adjusted: Floats
    level: float

    @property
    def stands(self) -> Mask:
        """Which comparisons stand after the correction, shape (m,)."""
        found: Mask = self.adjusted <= self.level
        return found

    def __str__(self) -> str:
        tests = int((~np.isnan(self.p_values)).sum())
        return f"{int(self.stands.sum())} of {tests} comparisons stand ({self.method}, level {self.level:g})."


def holm(p_values: ArrayLike, *, level: float = 0.05) -> Comparisons:
    """Holm's correction: how likely a single wrong finding is among all comparisons.

    Parameters
    ----------
    p_values : array_like of float, shape (m,)
        `nan` is no test, and is not counted.
    level : float, default 0.05

    Returns
    -------
    Comparisons

    Raises
    ------
    ValueError
        Where a p-value or the level lies outside 0 to 1.

    References
    ----------
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. *Scandinavian Journal of Statistics* 6,
    65-70.

    Examples
    --------
    >>> found = holm([0.01, 0.04, 0.03, 0.2])
    >>> found.adjusted.round(2).tolist()
    [0.04, 0.09, 0.09, 0.2]
    >>> print(found)
    1 of 4 comparisons stand (Holm, level 0.05).
    """
    given, order = _ordered(p_values, level)
    worse = given[order] * np.arange(len(order), 0, -1)
    return _comparisons("Holm", given, order, np.maximum.accumulate(worse), level)


def benjamini_hochberg(p_values: ArrayLike, *, level: float = 0.05) -> Comparisons:
    """Benjamini and Hochberg's correction: which share of the findings is wrong, on average.

    It lets more through than Holm's: for looking around, not for a single answer that much depends on.

    Parameters
    ----------
    p_values, level
        As in `holm`.

    Returns
    -------
    Comparisons

    Raises
    ------
    ValueError
        As `holm`.

    References
    ----------
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. *Journal of the Royal Statistical
    Society B* 57, 289-300.

    Examples
    --------
    >>> print(benjamini_hochberg([0.01, 0.02, 0.03, 0.2]))
    3 of 4 comparisons stand (Benjamini-Hochberg, level 0.05).
    """
    given, order = _ordered(p_values, level)
    worse = given[order] * len(order) / np.arange(1, len(order) + 1)
    lowest_from_above = np.minimum.accumulate(worse[::-1])[::-1]
    return _comparisons("Benjamini-Hochberg", given, order, lowest_from_above, level)


def _ordered(p_values: ArrayLike, level: float) -> tuple[Floats, Ints]:
    given = np.asarray(p_values, dtype=float)
    if given.ndim != 1:
        raise ValueError(f"p-values are in one row; these have the shape {given.shape}")
    outside = (given < 0) | (given > 1)
    if outside.any():
        raise ValueError(f"row {int(np.argmax(outside))}: a p-value lies from 0 to 1, not at {given[outside][0]}")
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not at {level}")
    return given, np.argsort(given, kind="stable")[: int((~np.isnan(given)).sum())]


def _comparisons(method: str, given: Floats, order: Ints, corrected: Floats, level: float) -> Comparisons:
    adjusted = np.full(len(given), np.nan)
    adjusted[order] = np.minimum(corrected, 1)
    return Comparisons(method, given, adjusted, level)
