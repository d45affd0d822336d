"""Means, shares, nets, ratios and totals of people's answers, with errors that know how the people were chosen."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from saidanddone.analysis.survey._calibration import Fit
from saidanddone.analysis.survey._codes import MISSING, Ints, encode
from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._estimates import Estimates, Kind
from saidanddone.analysis.survey._frame import Floats, Mask
from saidanddone.analysis.survey._replicates import Replicates
from saidanddone.analysis.survey._sums import Fitted, Sums


def mean(
    design: Design,
    answers: ArrayLike,
    *,
    by: ArrayLike | None = None,
    where: ArrayLike | None = None,
    errors: Replicates | None = None,
    name: str = "",
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
    errors : Replicates, optional
        From which standard errors come; without it they come from Taylor linearisation.
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
    rows = Rows.of(design, by, where)
    return rows.ratio(numbers_of(answers, design), None).estimates(name, Kind.MEAN, rows.groups, errors)


def share(
    design: Design,
    chosen: ArrayLike,
    *,
    by: ArrayLike | None = None,
    where: ArrayLike | None = None,
    errors: Replicates | None = None,
    name: str = "",
) -> Estimates:
    """The share of those asked to whom something applies: 1 or True yes, 0 or False no, `nan` not in the base.

    As `mean`, of noughts and ones.

    Examples
    --------
    >>> from saidanddone.analysis.survey import design
    >>> print(share(design(np.ones(40)), [True] * 14 + [False] * 26, name="Trust the council"))
    Trust the council: 35.0% (95% interval 19.6% to 50.4%; n = 40).
    """
    numbers = numbers_of(chosen, design)
    if not np.isin(numbers[~np.isnan(numbers)], (0, 1)).all():
        raise ValueError("a share is of noughts and ones: compare the answers first")
    rows = Rows.of(design, by, where)
    return rows.ratio(numbers, None).estimates(name, Kind.SHARE, rows.groups, errors)


def net(
    design: Design,
    high: ArrayLike,
    low: ArrayLike,
    *,
    by: ArrayLike | None = None,
    where: ArrayLike | None = None,
    errors: Replicates | None = None,
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
    above, below = numbers_of(high, design), numbers_of(low, design)
    if (np.isnan(above) != np.isnan(below)).any() or (above * below > 0).any():
        raise ValueError("high and low answers have one base, and nobody gave both")
    rows = Rows.of(design, by, where)
    return rows.ratio(above - below, None).estimates(name, Kind.NET, rows.groups, errors)


def ratio(
    design: Design,
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    by: ArrayLike | None = None,
    where: ArrayLike | None = None,
    errors: Replicates | None = None,
    name: str = "",
) -> Estimates:
    """One total over another, of those who gave both; otherwise as `mean`.

    Examples
    --------
    >>> from saidanddone.analysis.survey import design
    >>> print(ratio(design(np.ones(4)), [1, 2, 2, 3.0], [2, 4, 5, 5.0], name="Kept of promised"))
    Kept of promised: 0.50 (95% interval 0.34 to 0.66; n = 4).
    """
    rows = Rows.of(design, by, where)
    sums = rows.ratio(numbers_of(numerator, design), numbers_of(denominator, design))
    return sums.estimates(name, Kind.RATIO, rows.groups, errors)


def total(
    design: Design,
    amounts: ArrayLike,
    *,
    by: ArrayLike | None = None,
    where: ArrayLike | None = None,
    errors: Replicates | None = None,
    name: str = "",
) -> Estimates:
    """What all people together have, as far as the weights tell; otherwise as `mean`.

    Examples
    --------
    >>> from saidanddone.analysis.survey import design
    >>> print(total(design(np.full(5, 200.0)), [1, 0, 1, 1, 0], name="People who wrote"))
    People who wrote: 600 (95% interval -80 to 1,280; n = 5).
    """
    rows = Rows.of(design, by, where)
    return rows.total(numbers_of(amounts, design)).estimates(name, Kind.TOTAL, rows.groups, errors)


@dataclass(frozen=True, slots=True)
class Rows:
    """People in their groups: where the rows of a design become sums of its units.

    `cell` is the unit and the group of each person in one number; whoever is in no group has a place that is left out.
    """

    design: Design
    group: Ints
    groups: tuple[str, ...]
    cell: Ints

    @classmethod
    def of(cls, design: Design, by: ArrayLike | None, where: ArrayLike | None) -> "Rows":
        codes = encode(np.zeros(len(design), dtype=np.int64) if by is None else by)
        if len(codes.of_row) != len(design):
            raise ValueError(f"{len(codes.of_row)} groups for {len(design)} people")
        counted = design.weights > 0
        if where is not None:
            counted &= inside_of(where, design)
        groups = ("",) if by is None else tuple(str(each) for each in codes.labels)
        group = codes.of_row if counted.all() else np.where(counted, codes.of_row, MISSING)
        return cls(design, group, groups, design.unit * (len(groups) + 1) + (group + 1))

    def ratio(self, numerator: Floats, denominator: Floats | None) -> Sums:
        """Sums over those with both numbers; without a denominator, over the number of those who answered."""
        answered = ~np.isnan(numerator) if denominator is None else ~np.isnan(numerator + denominator)
        above = _or_nought(numerator, answered)
        below = answered.astype(float) if denominator is None else _or_nought(denominator, answered)
        return self._sums(above, below, answered, has_effect=denominator is None)

    def total(self, amounts: Floats) -> Sums:
        answered = ~np.isnan(amounts)
        return self._sums(_or_nought(amounts, answered), None, answered, has_effect=False)

    def _sums(self, above: Floats, below: Floats | None, answered: Mask, *, has_effect: bool) -> Sums:
        weighted = self.design.weights * above
        return Sums(
            frame=self.design.frame,
            numerators=self._by_unit(weighted),
            denominators=None if below is None else self._by_unit(self.design.weights * below),
            present=self._by_unit(None) > 0,
            counts=self._by_group(answered),
            squares=self._by_group(weighted * above) if has_effect else np.full(len(self.groups), np.nan),
            fitted=tuple(self._fitted(each, above, below) for each in self.design.fits),
        )

    def _by_group(self, values: Floats | Mask) -> Floats:
        return np.bincount(self.group + 1, values, len(self.groups) + 1)[1:].astype(float)

    def _by_unit(self, values: Floats | None) -> Floats:
        units, places = self.design.frame.units, len(self.groups) + 1
        return np.bincount(self.cell, values, units * places).astype(float).reshape(units, places)[:, 1:]

    def _fitted(self, fit: Fit, above: Floats, below: Floats | None) -> Fitted:
        """Group by group without a column for each: people are added up by cell of the variables and group at once."""
        sums, groups = fit.auxiliary.sums, len(self.groups)
        return Fitted(
            fit=fit,
            numerators=sums(fit.weights * above, self.group, groups).T,
            denominators=None if below is None else sums(fit.weights * below, self.group, groups).T,
        )


def _or_nought(numbers: Floats, answered: Mask) -> Floats:
    return numbers if answered.all() else np.where(answered, numbers, 0)


def inside_of(where: ArrayLike, design: Design) -> Mask:
    """Whom it is about. A number that is missing would count as true, so nothing but true and false is taken."""
    inside = np.asarray(where)
    if inside.shape != (len(design),) or inside.dtype != bool:
        given = f"{inside.dtype} of the shape {inside.shape}"
        raise ValueError(f"`where` is True or False for each of {len(design)} people; this is {given}")
    return inside


def numbers_of(given: ArrayLike, design: Design) -> Floats:
    numbers = np.asarray(given, dtype=float)
    if numbers.shape != (len(design),):
        raise ValueError(f"{numbers.shape} answers for {len(design)} people")
    if np.isinf(numbers).any():
        raise ValueError(f"row {int(np.argmax(np.isinf(numbers)))}: an answer is a number or nan, not endless")
    return numbers
