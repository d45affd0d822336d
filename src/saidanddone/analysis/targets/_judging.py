"""The rule: where the newest value, with its interval, lies to the line from baseline to target."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from saidanddone.analysis.targets._series import Better, Mark, Series

METHOD = "distance from the straight line between baseline and target"


class State(StrEnum):
    """What the rule computes. `NO_DATA` is a state of its own: never the worst of the others, and never zero."""

    MET = "met"
    ON_COURSE = "on_course"
    SOME = "some_progress"
    WORSE = "worse"
    TOO_EARLY = "too_early"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rule says of a series. What is not known is `None`."""

    state: State
    on: float
    """The day of judging."""
    day: float | None = None
    """The day of the value that was judged."""
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    expected: float | None = None
    """Where the line is on the day of the value."""
    distance: float | None = None
    """From the line to the value: above nought is better than the line."""
    share: float | None = None
    """How much of the way from baseline to target is gone: 0 at the baseline, 1 at the target, under 0 if worse."""
    count: int = 0
    """Values that are known on the day of judging."""
    method: str = METHOD

    def __str__(self) -> str:
        if self.value is None or self.expected is None:
            return f"{self.state} ({self.count} values)"
        span = f", {self.lower:g} to {self.upper:g}" if self.lower != self.upper else ""
        return f"{self.state}: {self.value:g}{span}; the line is at {self.expected:g} ({self.count} values)"


def judge(
    observations: Series,
    *,
    baseline: Mark | None,
    target: Mark | None,
    better: Better,
    on: float,
    stale_after: float = float("inf"),
) -> Judgement:
    """Judge a series by the distance of its newest value from the line between baseline and target.

    Parameters
    ----------
    observations : Series
        In any order; what is of a day after `on` is not looked at.
    baseline, target : Mark or None
        The ends of the line that is in force; the target is of a later day.
    better : Better
        Which way is better.
    on : float
        The day of judging.
    stale_after : float
        A newest value older than so many days on that day says nothing of it any more.

    Returns
    -------
    Judgement
        `no_data`: there is no line, or the newest period has no value, or it is stale.
        `too_early`: nothing is known from after the baseline; or the interval covers both sides of the line, or else of
        the baseline, so that nobody can tell.
        `met`: the whole interval is at the target or better; where the target only holds or limits a loss, not before
        its day.
        `on_course`: the whole interval is on the line or better.
        `some_progress`: it is short of the line, and better than the baseline.
        `worse`: it is worse than the baseline.

    Raises
    ------
    ValueError
        If the target is not of a later day than the baseline.

    Notes
    -----
    With s = 1 where higher is better, −1 where lower is, baseline (t₀, b) and target (t₁, τ), the line at t is
    e(t) = b + (τ − b) · clip((t − t₀) / (t₁ − t₀), 0, 1), and an interval [l, u] is on the line or better when
    min(s·l, s·u) ≥ s·e(t). Without an interval l = u = the value.

    References
    ----------
    The straight line from baseline to target is the trajectory of: Productivity Commission, *Closing the Gap Annual
    Data Compilation Report*. That an interval which covers both sides decides nothing is this product's own rule.

    Examples
    --------
    >>> half_way = Series.of([0, 50], [40.0, 52.0], [38.0, 50.5], [42.0, 53.5])
    >>> print(judge(half_way, baseline=Mark(0, 40), target=Mark(100, 60), better=Better.HIGHER, on=60))
    on_course: 52, 50.5 to 53.5; the line is at 50 (2 values)
    """
    if baseline and target and target.day <= baseline.day:
        raise ValueError("the target is of a later day than the baseline")
    seen = observations.until(on)
    known = seen.known()
    count = len(known)
    if baseline is None or target is None or not count or np.isnan(seen.values[-1]):
        return Judgement(State.NO_DATA, on, count=count)
    day, value, low, high = (float(each[-1]) for each in (known.days, known.values, known.lower, known.upper))
    way = min(max((day - baseline.day) / (target.day - baseline.day), 0.0), 1.0)
    expected = target.value if way == 1 else baseline.value + (target.value - baseline.value) * way
    state = State.NO_DATA if on - day > stale_after else _state(day, (low, high), baseline, target, expected, better)
    gap = target.value - baseline.value
    return Judgement(
        state,
        on,
        day=day,
        value=value,
        lower=low,
        upper=high,
        expected=expected,
        distance=better.sign * (value - expected),
        share=(value - baseline.value) / gap if gap * better.sign > 0 else None,
        count=count,
    )


def _state(
    day: float, interval: tuple[float, float], baseline: Mark, target: Mark, expected: float, better: Better
) -> State:
    least, most = sorted(better.sign * end for end in interval)
    line, start, end = (better.sign * each for each in (expected, baseline.value, target.value))
    if day <= baseline.day:
        return State.TOO_EARLY
    if least >= end and (end > start or day >= target.day):
        return State.MET
    if least >= line:
        return State.ON_COURSE
    if most > line:
        return State.TOO_EARLY
    if least > start:
        return State.SOME
    return State.WORSE if most < start else State.TOO_EARLY
