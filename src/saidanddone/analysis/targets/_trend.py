"""Which way a series is going, by a method that a few wild values do not turn."""

from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

import numpy as np

from saidanddone.analysis.targets._series import Better, Floats, Series

LEAST = 5
"""Values that a trend needs."""
YEAR = 365.25
METHOD = "Theil–Sen slope with Sen's interval"


class Direction(StrEnum):
    """What the slope means for people."""

    BETTER = "better"
    WORSE = "worse"
    UNCLEAR = "unclear"
    """The interval of the slope holds nought: it may be going either way, or nowhere."""
    NOT_ENOUGH = "not_enough"


@dataclass(frozen=True, slots=True)
class Trend:
    """The slope in units a year, and what it means for people."""

    direction: Direction
    slope: float | None = None
    lower: float | None = None
    upper: float | None = None
    count: int = 0
    confidence: float = 0.95
    method: str = METHOD

    def __str__(self) -> str:
        if self.slope is None:
            return f"not enough data ({self.count} values, {LEAST} needed)"
        return (
            f"{self.direction}: {self.slope:+.3g} a year, {self.lower:+.3g} to {self.upper:+.3g} ({self.count} values)"
        )


def trend(observations: Series, *, better: Better, newest: int = 8, confidence: float = 0.95) -> Trend:
    """Tell which way the newest values are going.

    Parameters
    ----------
    observations : Series
        Periods without a value are passed over.
    better : Better
        Which way is better.
    newest : int
        How many of the newest values are looked at; at least five.
    confidence : float
        Of the interval, between 0 and 1.

    Returns
    -------
    Trend
        `not_enough` under five values; `unclear` where the interval of the slope holds nought.

    Raises
    ------
    ValueError
        If `newest` is under five, or `confidence` no share.

    Notes
    -----
    The slope is the median of (yⱼ − yᵢ) / (tⱼ − tᵢ) over all N = n(n − 1)/2 pairs. With C = z · √V,
    V = [n(n − 1)(2n + 5) − Σ k(k − 1)(2k + 5)] / 18 over groups of k equal values, the ends of the interval are the
    slopes of rank (N − C)/2 and (N + C)/2 + 1, counted from one and rounded.

    References
    ----------
    Sen, P. K. (1968). Estimates of the regression coefficient based on Kendall's tau. *Journal of the American
    Statistical Association* 63(324), 1379–1389.

    Examples
    --------
    >>> print(trend(Series.of(np.arange(6) * 365.25, [40, 42, 41, 44, 45, 47]), better=Better.HIGHER))
    better: +1.33 a year, +0.5 to +2 (6 values)
    """
    if newest < LEAST or not 0 < confidence < 1:
        raise ValueError("a trend is of five values or more, with a confidence between 0 and 1")
    known = observations.known()
    days, values = known.days[-newest:], known.values[-newest:]
    count = len(values)
    if count < LEAST:
        return Trend(Direction.NOT_ENOUGH, count=count, confidence=confidence)
    slopes = _slopes(days / YEAR, values)
    low, high = _ends(slopes, values, confidence)
    direction = Direction.UNCLEAR
    if low > 0 or high < 0:
        direction = Direction.BETTER if (low > 0) == (better is Better.HIGHER) else Direction.WORSE
    return Trend(direction, float(np.median(slopes)), low, high, count, confidence)


def _slopes(times: Floats, values: Floats) -> Floats:
    first, second = np.triu_indices(len(values), 1)
    return np.sort((values[second] - values[first]) / (times[second] - times[first]))


def _ends(slopes: Floats, values: Floats, confidence: float) -> tuple[float, float]:
    n, pairs = len(values), len(slopes)
    ties = np.unique(values, return_counts=True)[1]
    variance = (n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18
    width = NormalDist().inv_cdf((1 + confidence) / 2) * np.sqrt(variance)
    lower = max(round((pairs - width) / 2) - 1, 0)
    upper = min(round((pairs + width) / 2), pairs - 1)
    return float(slopes[lower]), float(slopes[upper])
