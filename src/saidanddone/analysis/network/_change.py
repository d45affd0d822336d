"""What changed between two waves: ties that came, went and stayed, and how far the figures moved."""

from dataclasses import dataclass

import numpy as np

from saidanddone.analysis.network._figures import FEWEST, METHOD, RESAMPLES, Measure, error_of, reach_of
from saidanddone.analysis.network._networks import Network, columns, count_of, listed
from saidanddone.analysis.network._resampling import Counts, resampled

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """How far a figure moved among the organisations of both waves.

    Attributes
    ----------
    measure : Measure
    before, after : float
        From 0 to 1; `nan` where it means nothing.
    error, lower, upper : float
        Of the difference: the standard error and the ends of the interval; `nan` of fewer than five organisations, and
        where all resamples agree.
    level : float
    method : str
    """

    measure: Measure
    before: float
    after: float
    error: float
    lower: float
    upper: float
    level: float
    method: str = METHOD

    @property
    def value(self) -> float:
        """After less before."""
        return self.after - self.before

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves no change out."""
        return self.lower > 0 or self.upper < 0

    def __str__(self) -> str:
        if np.isnan(self.value):
            return f"{self.measure.capitalize()}: not known in both waves."
        sure = f"{self.level:.0%} interval {self.interval}" if self.interval else "no interval"
        return (
            f"{self.measure.capitalize()}: {self.before:.1%}, then {self.after:.1%} ({100 * self.value:+.1f}, {sure})."
        )

    @property
    def interval(self) -> str:
        """In percentage points; empty where there is none."""
        return "" if np.isnan(self.error) else f"{100 * self.lower:+.1f} to {100 * self.upper:+.1f}"


@dataclass(frozen=True, slots=True)
class Change:
    """Two waves side by side.

    Attributes
    ----------
    joined, left : tuple of str
        Organisations of the second wave alone, and of the first alone.
    shared : int
        How many are in both. The figures are of these, so that they do not move by who was asked.
    came, went, stayed : tuple of (str, str)
        Ties, of all organisations.
    stronger, weaker : tuple of (str, str)
        Those that stayed with another strength.
    differences : tuple of Difference
        Density, reciprocity and centralisation.
    """

    joined: tuple[str, ...]
    left: tuple[str, ...]
    shared: int
    came: tuple[Pair, ...]
    went: tuple[Pair, ...]
    stayed: tuple[Pair, ...]
    stronger: tuple[Pair, ...]
    weaker: tuple[Pair, ...]
    differences: tuple[Difference, ...]

    @property
    def stability(self) -> float:
        """The share of all ties of either wave that are in both (Jaccard); `nan` where there are none."""
        every = len(self.came) + len(self.went) + len(self.stayed)
        return len(self.stayed) / every if every else float("nan")

    def __str__(self) -> str:
        ties = f"{count_of(len(self.came), 'tie')} came, {len(self.went):,} went, {len(self.stayed):,} stayed"
        who = [f" Joined: {listed(self.joined)}."] * bool(self.joined) + [f" Left: {listed(self.left)}."] * bool(
            self.left
        )
        of = f" Figures of the {count_of(self.shared, 'organisation')} in both."
        rows = [_row(each) for each in self.differences]
        head = ("figure", "before", "after", "change", f"{self.differences[0].level:.0%} interval")
        return f"{ties}.{''.join(who)}{of}\n{columns(head, rows)}"


def _row(each: Difference) -> tuple[str, ...]:
    before, after = ("" if np.isnan(value) else f"{value:.1%}" for value in (each.before, each.after))
    moved = "" if np.isnan(each.value) else f"{100 * each.value:+.1f}"
    return str(each.measure), before, after, moved, each.interval


def change(before: Network, after: Network, *, seed: int, resamples: int = RESAMPLES, level: float = 0.95) -> Change:
    """What changed from one wave to the next.

    Parameters
    ----------
    before, after : Network
        Both directed, or neither. Organisations may have joined or left.
    seed, resamples : int
    level : float
        Of the intervals, between 0 and 1.

    Returns
    -------
    Change

    Raises
    ------
    ValueError
        Where one is directed and the other not, `level` is no share, or there are fewer than two resamples.

    Notes
    -----
    Each resample draws the same organisations in both waves, and the same pairs where a copy has no tie to itself; the
    error is the standard deviation of the differences. What the waves share cancels out, as in a paired test.

    References
    ----------
    Snijders, T. A. B. and Borgatti, S. P. (1999). Non-parametric standard errors and tests for network statistics.
    *Connections* 22(2), 161-170.

    Examples
    --------
    >>> five = ["clinic", "council", "food bank", "police", "school"]
    >>> first = Network.of(five, [("clinic", "council"), ("council", "school"), ("council", "police")])
    >>> second = Network.of(five, [("clinic", "council"), ("council", "school"), ("food bank", "school")])
    >>> print(change(first, second, seed=1))
    1 tie came, 1 went, 2 stayed. Figures of the 5 organisations in both.
    figure          before   after  change  95% interval
    density          30.0%   30.0%    +0.0  -38.6 to +38.6
    reciprocity     100.0%  100.0%    +0.0
    centralisation   75.0%   33.3%   -41.7  -100.0 to +20.8
    """
    if before.directed != after.directed:
        raise ValueError("the ties of one wave are directed and those of the other are not")
    then, now = before.strengths(), after.strengths()
    stayed = [pair for pair in then if pair in now]
    shared = set(before.names) & set(after.names)
    return Change(
        joined=tuple(name for name in after.names if name not in shared),
        left=tuple(name for name in before.names if name not in shared),
        shared=len(shared),
        came=tuple(pair for pair in now if pair not in then),
        went=tuple(pair for pair in then if pair not in now),
        stayed=tuple(stayed),
        stronger=tuple(pair for pair in stayed if now[pair] > then[pair]),
        weaker=tuple(pair for pair in stayed if now[pair] < then[pair]),
        differences=_differences(before.among(shared), after.among(shared), seed, resamples, level),
    )


def _differences(before: Network, after: Network, seed: int, resamples: int, level: float) -> tuple[Difference, ...]:
    reach, directed = reach_of(level), before.directed
    again = resampled([before, after], seed, resamples) if len(before) >= FEWEST else None
    found = []
    for measure in Measure:
        then, now = (float(measure.of(Counts.of(each), directed)[0]) for each in (before, after))
        error = np.nan
        if again is not None and not np.isnan(now - then):
            error = error_of(measure.of(again[1], directed) - measure.of(again[0], directed))
        lower, upper = now - then - reach * error, now - then + reach * error
        found.append(Difference(measure, then, now, error, float(max(lower, -1)), float(min(upper, 1)), level))
    return tuple(found)
