"""What is judged: values in time with their intervals, and the two ends of a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Better(StrEnum):
    """Which way is better for people."""

    HIGHER = "higher"
    LOWER = "lower"

    @property
    def sign(self) -> int:
        return 1 if self is Better.HIGHER else -1


@dataclass(frozen=True, slots=True)
class Mark:
    """One end of the line: a baseline or a target, and the day that its value is of."""

    day: float
    value: float

    def __post_init__(self) -> None:
        if not (np.isfinite(self.day) and np.isfinite(self.value)):
            raise ValueError("a baseline or a target is a number of a day")

    def __str__(self) -> str:
        return f"{self.value:g} on day {self.day:g}"


@dataclass(frozen=True, slots=True)
class Series:
    """Values by day, the oldest first. `nan` is a period without a value; without an interval its ends are the value.

    Days are numbers, as `date.toordinal` gives them.
    """

    days: Floats
    values: Floats
    lower: Floats
    upper: Floats

    @classmethod
    def of(
        cls,
        days: Sequence[float] | Floats,
        values: Sequence[float] | Floats,
        lower: Sequence[float] | Floats | None = None,
        upper: Sequence[float] | Floats | None = None,
    ) -> "Series":
        """Make a series of what was observed, in any order.

        Parameters
        ----------
        days : sequence of float
            The day each value is of, each once.
        values : sequence of float
            `nan` where there is no value.
        lower, upper : sequence of float, optional
            The ends of each interval; `nan` where there is none.

        Returns
        -------
        Series

        Raises
        ------
        ValueError
            If lengths differ, a day comes twice, or an interval does not hold its value.

        Examples
        --------
        >>> print(Series.of([20, 10], [55.0, 50.0], [52.0, 47.0], [58.0, 53.0]))
        2 values, newest 55 (52 to 58) on day 20
        """
        at, value = _floats(days), _floats(values)
        low = value if lower is None else _floats(lower)
        high = value if upper is None else _floats(upper)
        if not at.shape == value.shape == low.shape == high.shape:
            raise ValueError("days, values and both ends of the intervals are of one length")
        low, high = np.where(np.isnan(low), value, low), np.where(np.isnan(high), value, high)
        if len(np.unique(at)) != len(at) or not np.isfinite(at).all():
            raise ValueError("each day comes once")
        if np.isinf(np.concatenate((value, low, high))).any() or ((low > value) | (value > high)).any():
            raise ValueError("an interval holds its value, and all are finite")
        order = np.argsort(at, kind="stable")
        return cls(at[order], value[order], low[order], high[order])

    def __len__(self) -> int:
        return len(self.days)

    def __str__(self) -> str:
        known = self.known()
        if not len(known):
            return "no values"
        span = f" ({known.lower[-1]:g} to {known.upper[-1]:g})" if known.lower[-1] < known.upper[-1] else ""
        return f"{len(known)} values, newest {known.values[-1]:g}{span} on day {known.days[-1]:g}"

    def until(self, day: float) -> "Series":
        """What is of that day or before."""
        return self._where(self.days <= day)

    def known(self) -> "Series":
        """Without the periods that have no value."""
        return self._where(~np.isnan(self.values))

    def _where(self, kept: NDArray[np.bool_]) -> "Series":
        return Series(self.days[kept], self.values[kept], self.lower[kept], self.upper[kept])


def _floats(numbers: Sequence[float] | Floats) -> Floats:
    return np.asarray(numbers, dtype=np.float64).reshape(-1)
