"""Weighted shares of what a survey asked, by group: which may be shown, and how sure they are."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saidanddone.analysis.disclosure._linked import protect_linked
from saidanddone.analysis.disclosure._linking import LinkedTable, Nesting
from saidanddone.analysis.disclosure._markers import Cell, Marker
from saidanddone.analysis.disclosure._rules import Rules
from saidanddone.analysis.disclosure._tables import SUPPRESSED, USUAL, ProtectedTable, protect

Floats = NDArray[np.float64]
PER_CENT = 1 / 100
REST = "\N{INVISIBLE SEPARATOR}"
"""A label that no group has: those who are in none of the groups."""


@dataclass(frozen=True, slots=True)
class GroupedShares:
    """Estimates of one question by group, before they are protected.

    Attributes
    ----------
    groups : sequence of str
        Nobody is in two of them.
    counts : array_like of int, shape (groups, answers)
        People who gave each answer, unweighted.
    shares : array_like of float, shape (groups, answers)
        Weighted, unrounded, from 0 to 1; in each group they add up to 1. Anything where nobody answered.
    effective : array_like of float, shape (groups,) or (groups, answers), optional
        The effective number; without it, the number of people. Where it is not known (nan), the estimate is marked.
    lower, upper : array_like of float, shape (groups, answers), optional
        Ends of the intervals, nan where there is none. What lies beyond 0 and 1 is cut off.

    Examples
    --------
    >>> GroupedShares(["F", "M"], [[30, 22], [41, 19]], [[0.6, 0.4], [0.7, 0.3]]).groups
    ['F', 'M']
    """

    groups: Sequence[str]
    counts: ArrayLike
    shares: ArrayLike
    effective: ArrayLike | None = None
    lower: ArrayLike | None = None
    upper: ArrayLike | None = None


@dataclass(frozen=True, slots=True)
class ProtectedEstimate:
    """One share that may be published, or the marker in its place.

    Attributes
    ----------
    share : Cell
        From 0 to 1, in whole hundredths.
    lower, upper : float or None
        Likewise; None where there are none, or the share is kept back.
    """

    share: Cell
    lower: float | None = None
    upper: float | None = None

    def __str__(self) -> str:
        if self.share.value is None:
            return str(self.share)
        return f"{self.share.value:.0%}" + (f" {self.share.marker}" if self.share.marker else "")


@dataclass(frozen=True, slots=True)
class ProtectedGroup:
    """All shares of one group.

    Attributes
    ----------
    group : str
    base : Cell
        How many people answered, rounded.
    estimates : tuple of ProtectedEstimate
        In the order of the answers.
    summary : Marker or None
        What stands beside, or in the place of, a mean or a net of the group: [c] where any of its answers is kept back,
        since a mean and the other shares would give it away; [u] where they rest on too few people.
    """

    group: str
    base: Cell
    estimates: tuple[ProtectedEstimate, ...]
    summary: Marker | None

    def __str__(self) -> str:
        return f"{self.group}: {', '.join(map(str, self.estimates))} of {self.base}"


@dataclass(frozen=True, slots=True)
class ProtectedEstimates:
    """What may be published of one question.

    Attributes
    ----------
    answers : tuple of str
    everybody : ProtectedGroup
    by : mapping of str to tuple of ProtectedGroup
        The groups of each variable, in order.
    rules : Rules
    method : str
    """

    answers: tuple[str, ...]
    everybody: ProtectedGroup
    by: Mapping[str, tuple[ProtectedGroup, ...]]
    rules: Rules
    method: str

    def of(self, variable: str, group: str) -> ProtectedGroup:
        """One group.

        Raises
        ------
        KeyError
            Where there is none of that name.
        """
        for found in self.by[variable]:
            if found.group == group:
                return found
        raise KeyError(group)

    def __str__(self) -> str:
        return "\n".join(
            str(group) for group in (self.everybody, *(each for groups in self.by.values() for each in groups))
        )


def protect_estimates(
    answers: Sequence[str],
    everybody: GroupedShares,
    by: Mapping[str, GroupedShares] | None = None,
    *,
    within: Sequence[Nesting] = (),
    rules: Rules = USUAL,
) -> ProtectedEstimates:
    """Which weighted shares of one question may be shown, to whole per cents, with rounded bases.

    Parameters
    ----------
    answers : sequence of str
        Each person gave one of them.
    everybody : GroupedShares
        Of one group: all who answered.
    by : mapping of str to GroupedShares, optional
        The same by group, for each variable that people are split by. Who is in no group of a variable could be found
        by subtraction, and is guarded too where they are more than one in a hundred: of fewer, whole per cents of
        everybody and of the groups leave open whether all of them or none gave an answer.
    within : sequence of Nesting, optional
        Which variables lie within others.
    rules : Rules, optional
        Bases are rounded to `round_to`, or to 5 where the rules leave counts exact: a per cent beside an exact base
        gives the count away. `Rules(smallest_cell=1, zeros=False)` keeps back small bases and unanimous groups only.

    Returns
    -------
    ProtectedEstimates

    Raises
    ------
    ValueError
        Where arrays are not of one shape, shares are no shares, or groups hold more people than there are.

    Notes
    -----
    A share is protected as if it gave the unweighted count away, which it nearly does where weights are even: the
    counts of all variables are one set of linked tables (`protect_linked`), and a share is shown where its count and
    its base are. Then [u] marks what rests on too few people or has too wide an interval (`Rules.is_reliable`).

    Examples
    --------
    >>> everybody = GroupedShares(["all"], [[71, 45]], [[0.64, 0.36]])
    >>> by_sex = GroupedShares(["F", "M"], [[51, 26], [20, 19]], [[0.68, 0.32], [0.5449, 0.4551]], effective=[60, 28])
    >>> print(protect_estimates(["trust", "not"], everybody, {"sex": by_sex}))
    all: 64%, 36% of 115
    F: 68%, 32% of 75
    M: 54% [u], 46% [u] of 40
    """
    if rules.round_to == 1:
        rules = dataclasses.replace(rules, round_to=5)
    whole = _Checked("everybody", everybody, len(answers))
    if len(whole.groups) != 1:
        raise ValueError("everybody: one group")
    checked = {variable: _Checked(variable, shares, len(answers)) for variable, shares in (by or {}).items()}
    tables = [_table(variable, each, whole, answers) for variable, each in checked.items()]
    if not tables:
        shown = [protect(whole.counts[0], answers, rules=rules)]
        return ProtectedEstimates(tuple(answers), _group(whole, 0, shown[0].figures, rules), {}, rules, shown[0].method)
    shown = list(protect_linked(tables, within=within, rules=rules))
    total = (*shown[0].column_totals, shown[0].total)
    return ProtectedEstimates(
        tuple(answers),
        _group(whole, 0, total, rules),
        {variable: _groups(checked[variable], table, rules) for variable, table in zip(checked, shown, strict=True)},
        rules,
        shown[0].method,
    )


class _Checked:
    """What was given, as arrays of one shape."""

    def __init__(self, name: str, given: GroupedShares, answers: int) -> None:
        self.name, self.groups = name, list(given.groups)
        shape = (len(self.groups), answers)
        self.counts = self._array("counts", given.counts, shape)
        self.shares = self._array("shares", given.shares, shape)
        self.bases = self.counts.sum(axis=1)
        self.effective = self._effective(given.effective)
        if (given.lower is None) != (given.upper is None):
            raise ValueError(f"{name}: both ends of the intervals, or neither")
        none = np.full(shape, np.nan)
        self.lower = none if given.lower is None else self._array("lower", given.lower, shape)
        self.upper = none if given.upper is None else self._array("upper", given.upper, shape)
        self._check()

    def _effective(self, given: ArrayLike | None) -> Floats:
        """The effective number of each estimate; nought where it is not known."""
        found = np.asarray(self.bases if given is None else given, dtype=np.float64)
        if found.ndim == 1 and len(found) == len(self.groups):
            found = np.repeat(found[:, None], self.counts.shape[1], axis=1)
        found = np.nan_to_num(self._array("effective", found, self.counts.shape), nan=0.0)
        if (found < 0).any():
            raise ValueError(f"{self.name}: effective numbers are not negative")
        return found

    def _array(self, which: str, given: ArrayLike, shape: tuple[int, ...]) -> Floats:
        found = np.asarray(given, dtype=np.float64)
        if found.shape != shape:
            raise ValueError(f"{self.name}: {which} are of the shape {shape}; these are {found.shape}")
        return found

    def _check(self) -> None:
        asked = self.bases > 0
        if not (np.isfinite(self.counts).all() and (self.counts >= 0).all() and (self.counts % 1 == 0).all()):
            raise ValueError(f"{self.name}: counts are whole numbers of people")
        for row in np.flatnonzero(asked):
            shares = self.shares[row]
            if not ((shares >= 0).all() and (shares <= 1).all() and abs(shares.sum() - 1) < 1e-6):
                raise ValueError(f"{self.name}, {self.groups[row]}: shares lie between 0 and 1 and add up to 1")
            if (shares[self.counts[row] == 0] > 0).any():
                raise ValueError(f"{self.name}, {self.groups[row]}: a share of an answer that nobody gave")


def _table(variable: str, given: _Checked, whole: _Checked, answers: Sequence[str]) -> LinkedTable:
    """The counts by group, with those who are in none as one more."""
    rest = whole.counts[0] - given.counts.sum(axis=0)
    if (rest < 0).any():
        raise ValueError(f"{variable}: more people than there are in all")
    if not rest.any():
        return LinkedTable(given.counts, (variable, given.groups), ("", answers))
    lost = [REST] if rest.sum() <= PER_CENT * whole.counts.sum() else []
    counts = np.vstack([given.counts, rest])
    return LinkedTable(counts, (variable, [*given.groups, REST]), ("", answers), unseen=lost)


def _groups(given: _Checked, table: ProtectedTable, rules: Rules) -> tuple[ProtectedGroup, ...]:
    return tuple(
        _group(given, place, (*table.cells[place], table.row_totals[place]), rules)
        for place in range(len(given.groups))
    )


def _group(given: _Checked, place: int, shown: Sequence[Cell], rules: Rules) -> ProtectedGroup:
    """One group, from the counts of its answers as they may be shown, and its base."""
    *cells, base = shown
    estimates = tuple(
        _estimate(given, place, answer, rules) if cell.shown and base.shown else ProtectedEstimate(SUPPRESSED)
        for answer, cell in enumerate(cells)
    )
    people, effective = int(given.bases[place]), float(given.effective[place].min())
    summary = None if rules.is_reliable(people, effective, 0) else Marker.UNRELIABLE
    if not all(estimate.share.shown for estimate in estimates):
        summary = Marker.SUPPRESSED
    return ProtectedGroup(given.groups[place], base, estimates, summary)


def _estimate(given: _Checked, place: int, answer: int, rules: Rules) -> ProtectedEstimate:
    lower, upper = (float(np.clip(end[place, answer], 0, 1)) for end in (given.lower, given.upper))
    has_interval = np.isfinite(lower) and np.isfinite(upper)
    width = upper - lower if has_interval else 0.0
    reliable = rules.is_reliable(int(given.bases[place]), float(given.effective[place, answer]), width)
    share = Cell.rounded(float(given.shares[place, answer]), PER_CENT, None if reliable else Marker.UNRELIABLE)
    if not has_interval:
        return ProtectedEstimate(share)
    return ProtectedEstimate(share, Cell.rounded(lower, PER_CENT).value, Cell.rounded(upper, PER_CENT).value)
