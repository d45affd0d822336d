"""Intervals of an estimate, by name."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import special, stats


class By(StrEnum):
    """How an interval is made."""

    T = "t"
    """Evenly to both sides, by Student's t with the design's degrees of freedom."""
    NORMAL = "normal"
    """Evenly to both sides, as if the design had endless degrees of freedom."""
    LOGIT = "logit"
    """For shares: even on the scale of log odds, so that it stays between nought and all. Of nobody and of everybody
    there are no log odds; then it is by `BETA`."""
    BETA = "beta"
    """For shares that are small or rest on few people: Korn and Graubard's exact interval of the effective number."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `lower` to `upper`, with the level of confidence and how it was made."""

    lower: float
    upper: float
    level: float
    by: By

    def __contains__(self, value: float) -> bool:
        return self.lower <= value <= self.upper


def interval(value: float, error: float, degrees: float, *, level: float, by: By, count: int = 0) -> Interval:
    """The interval of an estimate with a standard error; what cannot be known is `nan`.

    `by` logit and beta need a share between nought and one, and beta the number of people. The formulas are those of
    `svyciprop` of R `survey`; Korn, E. L. and Graubard, B. I. (1998), *Survey Methodology* 24, 193-201.
    """
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not at {level}")
    if np.isnan(value) or np.isnan(error) or degrees < 1:
        return Interval(np.nan, np.nan, level, by)
    tail = (1 - level) / 2
    if by in {By.LOGIT, By.BETA} and not 0 <= value <= 1:
        raise ValueError(f"an interval by {by} is of a share, not of {value}")
    if by is By.BETA or (by is By.LOGIT and value in {0, 1}):
        return _beta(value, error, degrees, level, count)
    if by is By.LOGIT:
        reach = stats.t.isf(tail, degrees) * error / (value * (1 - value))
        middle = special.logit(value)
        return Interval(float(special.expit(middle - reach)), float(special.expit(middle + reach)), level, by)
    reach = error * (stats.norm.isf(tail) if by is By.NORMAL else stats.t.isf(tail, degrees))
    return Interval(float(value - reach), float(value + reach), level, by)


def _beta(value: float, error: float, degrees: float, level: float, count: int) -> Interval:
    """Where everybody or nobody said it, the error is nought and the number of people itself is the effective one."""
    tail = (1 - level) / 2
    effective = value * (1 - value) / error**2 if error > 0 else float(count)
    if count > 1:
        effective *= (stats.t.isf(tail, count - 1) / stats.t.isf(tail, degrees)) ** 2
    yes, no = effective * value, effective * (1 - value)
    lower = float(stats.beta.ppf(tail, yes, no + 1)) if yes > 0 else 0.0
    upper = float(stats.beta.ppf(1 - tail, yes + 1, no)) if no > 0 else 1.0
    return Interval(lower, upper, level, By.BETA)
