"""Means, shares, nets, ratios and totals of people's answers, with errors that know how the people were chosen."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from saidanddone.analysis.survey._codes import MISSING, Ints, encode
from saidanddone.analysis.survey._design import Calibration, Design
from saidanddone.analysis.survey._estimates import Estimates, Kind
from saidanddone.analysis.survey._frame import Floats, Mask
from saidanddone.analysis.survey._sums import Fitted, Sums


def mean(
    design: Design, answers: ArrayLike, *, by: ArrayLike | None = None, where: ArrayLike | None = None, name: str = ""
) -> Estimates:
    """The mean of those who answered.

    Parameters
    ----------
    design : Design
    answers : array_like of float, shape (n,)
        `nan` is no answer; whoever gave none is left out of this item, and of no other.
    by : array_like, shape (n,), optional
        The group of each person, for one estimate a group. `None` and `nan` are in no group.
    where : array_like of bool, shape (n,), optional
        Whom it is about. The others still say how the sample was drawn, so never leave them out beforehand.
    name : str
        What was asked, for reading.

    Returns
    -------
    Estimates

    Raises
    ------
    ValueError
        Where arrays differ in length, or an answer is endless.

    References
    ----------
    Binder, D. A. (1983). On the variances of asymptotically normal estimators from complex surveys. *International
    Statistical Review* 51, 279-292.

    Examples
    --------
    >>> from saidanddone.analysis.survey import design
    >>> people = design([20.0, 20, 20, 30, 30, 30], strata=["Aberwen"] * 3 + ["Trefnant"] * 3)
    >>> print(mean(people, [3, 5, 7, 6, float("nan"), 8], name="Trust in the council"))
    Trust in the council: 6.00 (95% interval 3.88 to 8.12; n = 5).
    """
    rows = _Rows.of(design, by, where)
    return rows.ratio(_numbers(answers, design), None).estimates(name, Kind.MEAN, rows.groups)


def share(
    design: Design, chosen: ArrayLike, *, by: ArrayLike | None = None, where: ArrayLike | None = None, name: str = ""
) -> Estimates:
    """The share of those asked to whom something applies: 1 or True yes, 0 or False no, `nan` not in the base.

    As `mean`, of noughts and ones.

    Examples
    --------
    >>> from saidanddone.analysis.survey import design
    >>> print(share(design(np.ones(40)), [True] * 14 + [False] * 26, name="Trust the council"))
    Trust the council: 35.0% (95% interval 19.6% to 50.4%; n = 40).
    """
    numbers = _numbers(chosen, design)
    if not np.isin(numbers[~np.isnan(numbers)], (0, 1)).all():
        raise ValueError("a share is of noughts and ones: compare the answers first")
    rows = _Rows.of(design, by, where)
    return rows.ratio(numbers, None).estimates(name, Kind.SHARE, rows.groups)


def net(
    design: Design,
    high: ArrayLike,
    low: ArrayLike,
    *,
    by: ArrayLike | None = None,
    where: ArrayLike | None = None,
    name: str = "",
) -> Estimates:
    """The share of high answers less that of low ones: the mean of +1, 0 and −1, so that its error is right.

    High and low answers lean against each other, so the errors of the two shares cannot simply be added.

    Parameters
    ----------
    high, low : array_like, shape (n,)
        As `chosen` of `share`, with the same base; nobody is both.

    Examples
    --------
    >>> from saidanddone.analysis.survey import design
    >>> high, low = [1] * 35 + [0] * 65, [0] * 51 + [1] * 49
    >>> print(net(design(np.ones(100)), high, low, name="Net trust"))
    Net trust: -14.0% (95% interval -32.1% to 4.1%; n = 100).
    """
    above, below = _numbers(high, design), _numbers(low, design)
    if (np.isnan(above) != np.isnan(below)).any() or (above * below > 0).any():
        raise ValueError("high and low answers have one base, and nobody gave both")
    rows = _Rows.of(design, by, where)
    return rows.ratio(above - below, None).estimates(name, Kind.NET, rows.groups)


def ratio(
    design: Design,
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    by: ArrayLike | None = None,
    where: ArrayLike | None = None,
    name: str = "",
) -> Estimates:
    """One total over another, of those who gave both; otherwise as `mean`.

    Examples
    --------
    >>> from saidanddone.analysis.survey import design
    >>> print(ratio(design(np.ones(4)), [1, 2, 2, 3.0], [2, 4, 5, 5.0], name="Kept of promised"))
    Kept of promised: 0.50 (95% interval 0.34 to 0.66; n = 4).
    """
    rows = _Rows.of(design, by, where)
    sums = rows.ratio(_numbers(numerator, design), _numbers(denominator, design))
    return sums.estimates(name, Kind.RATIO, rows.groups)


def total(
    design: Design, amounts: ArrayLike, *, by: ArrayLike | None = None, where: ArrayLike | None = None, name: str = ""
) -> Estimates:
    """What all people together have, as far as the weights tell; otherwise as `mean`.

    Examples
    --------
    >>> from saidanddone.analysis.survey import design
    >>> print(total(design(np.full(5, 200.0)), [1, 0, 1, 1, 0], name="People who wrote"))
    People who wrote: 600 (95% interval -80 to 1,280; n = 5).
    """
    rows = _Rows.of(design, by, where)
    return rows.total(_numbers(amounts, design)).estimates(name, Kind.TOTAL, rows.groups)


@dataclass(frozen=True, slots=True)
class _Rows:
    """People in their groups: where the rows of a design become sums of its units."""

    design: Design
    group: Ints
    groups: tuple[str, ...]

    @classmethod
    def of(cls, design: Design, by: ArrayLike | None, where: ArrayLike | None) -> "_Rows":
        codes = encode(np.zeros(len(design), dtype=np.int64) if by is None else by)
        if len(codes.of_row) != len(design):
            raise ValueError(f"{len(codes.of_row)} groups for {len(design)} people")
        inside = np.ones(len(design), dtype=bool) if where is None else np.asarray(where, dtype=bool)
        if inside.shape != (len(design),):
            raise ValueError(f"{len(inside)} in `where` for {len(design)} people")
        counted = inside & (design.weights > 0)
        groups = ("",) if by is None else tuple(str(each) for each in codes.labels)
        return cls(design, np.where(counted, codes.of_row, MISSING), groups)

    def ratio(self, numerator: Floats, denominator: Floats | None) -> Sums:
        """Sums over those with both numbers; without a denominator, over the number of those who answered."""
        answered = ~np.isnan(numerator) if denominator is None else ~np.isnan(numerator + denominator)
        above = np.where(answered, numerator, 0)
        below = answered.astype(float) if denominator is None else np.where(answered, denominator, 0)
        return self._sums(above, below, answered, has_effect=denominator is None)

    def total(self, amounts: Floats) -> Sums:
        answered = ~np.isnan(amounts)
        return self._sums(np.where(answered, amounts, 0), None, answered, has_effect=False)

    def _sums(self, above: Floats, below: Floats | None, answered: Mask, *, has_effect: bool) -> Sums:
        weights = self.design.weights
        counts = self._by_group(answered.astype(float))
        return Sums(
            frame=self.design.frame,
            numerators=self._by_unit(weights * above),
            denominators=None if below is None else self._by_unit(weights * below),
            present=self._by_unit((self.group != MISSING).astype(float)) > 0,
            counts=counts,
            squares=self._by_group(weights * above**2) if has_effect else np.full(len(self.groups), np.nan),
            fitted=tuple(self._fitted(each, above, below) for each in self.design.calibration),
        )

    def _by_group(self, values: Floats) -> Floats:
        inside = self.group != MISSING
        return np.bincount(self.group[inside], values[inside], len(self.groups)).astype(float)

    def _by_unit(self, values: Floats) -> Floats:
        inside = self.group != MISSING
        code = self.design.unit * len(self.groups) + self.group
        if not inside.all():
            code, values = code[inside], values[inside]
        cells = np.bincount(code, values, self.design.frame.units * len(self.groups)).astype(float)
        return cells.reshape(self.design.frame.units, len(self.groups))

    def _fitted(self, calibration: Calibration, above: Floats, below: Floats | None) -> Fitted:
        auxiliary, base = calibration.auxiliary, calibration.base
        return Fitted(
            by_unit=auxiliary.sums(self.design.weights, self.design.unit, self.design.frame.units),
            gram=auxiliary.gram(base),
            numerators=auxiliary.cross(self._columns(base * above)),
            denominators=None if below is None else auxiliary.cross(self._columns(base * below)),
            method=calibration.method,
        )

    def _columns(self, values: Floats) -> Floats:
        """The values of each group in a column of its own, shape (n, d)."""
        columns = np.zeros((len(values), len(self.groups)))
        inside = np.flatnonzero(self.group != MISSING)
        columns[inside, self.group[inside]] = values[inside]
        return columns


def _numbers(given: ArrayLike, design: Design) -> Floats:
    numbers = np.asarray(given, dtype=float)
    if numbers.shape != (len(design),):
        raise ValueError(f"{numbers.shape} answers for {len(design)} people")
    if np.isinf(numbers).any():
        raise ValueError(f"row {int(np.argmax(np.isinf(numbers)))}: an answer is a number or nan, not endless")
    return numbers
