"""Figures that no formula for an error fits: any function of totals, or of weights, by replicates."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from saidanddone.analysis.survey._calibration import Fit, explained
from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._estimates import Estimates, Kind
from saidanddone.analysis.survey._frame import Floats
from saidanddone.analysis.survey._replicates import Replicates


def function_of_totals(
    design: Design,
    columns: Iterable[ArrayLike],
    function: Callable[[Floats], ArrayLike],
    *,
    errors: Replicates,
    groups: Sequence[str] = ("",),
    kind: Kind = Kind.RATIO,
    name: str = "",
) -> Estimates:
    """Figures worked out from the weighted totals of some columns, with errors by replicates.

    People are read once, a column at a time; every replicate is then a function of a few sums. So it suits what rests
    on many people and is worked out often: correlations, shares of what explains something, scores from counts.

    Parameters
    ----------
    design : Design
        Calibrated weights are known to it: slopes on what they were fitted to are held, and each replicate is moved to
        the known totals.
    columns : iterable of array_like, each of shape (n,)
        What is weighted and added up. Nothing may be missing: put nought where somebody does not count, and a column
        of ones and noughts for those who do. A generator keeps one column in memory.
    function : callable
        From the k totals, shape (k,), to the d figures, shape (d,).
    errors : Replicates
    groups : sequence of str, length d
        What each figure is of.
    kind : Kind, default Kind.RATIO
    name : str

    Returns
    -------
    Estimates
        Its counts are the people of the design.

    Raises
    ------
    ValueError
        Where a column has another length, or a number is missing or endless; where the replicates are of another
        design; where the function gives other than d figures.

    References
    ----------
    Wolter, K. M. (2007). *Introduction to Variance Estimation*, chapters 3 to 5.

    Examples
    --------
    >>> import saidanddone.analysis.survey as survey
    >>> trust, hope = np.array([3, 5, 6, 6, 8, 9.0]), np.array([2, 4, 6, 5, 9, 8.0])
    >>> people = survey.design(np.ones(6))
    >>> def correlation(totals):
    ...     n, x, y, xx, yy, xy = totals
    ...     return (n * xy - x * y) / np.sqrt((n * xx - x**2) * (n * yy - y**2))
    >>> columns = [np.ones(6), trust, hope, trust**2, hope**2, trust * hope]
    >>> print(function_of_totals(people, columns, correlation, errors=survey.jackknife(people), name="Trust and hope"))
    Trust and hope: 0.95 (95% interval 0.82 to 1.09; n = 6).
    """
    _check(design, errors)
    # Where weights were fitted the columns are needed twice.
    rows = (_column(each, design) for each in columns)
    kept = list(rows) if design.calibration else []
    by_unit = [np.bincount(design.unit, design.weights * each, design.frame.units) for each in kept or rows]
    sums = np.stack(by_unit, axis=1).astype(np.float64, copy=False)
    of_fits = explained(design.fits, [_crossed(each, kept) for each in design.fits])
    figures = [_figures(function(each), groups) for each in errors.totals(sums, of_fits)]
    return _estimates(design, _figures(function(sums.sum(axis=0)), groups), figures, errors, groups, kind, name)


def function_of_weights(
    design: Design,
    function: Callable[[Floats], ArrayLike],
    *,
    errors: Replicates,
    fit: Callable[[Floats], Floats] | None = None,
    groups: Sequence[str] = ("",),
    kind: Kind = Kind.RATIO,
    name: str = "",
) -> Estimates:
    """Figures worked out anew with the weights of each replicate: whatever can be asked of weighted people.

    Parameters
    ----------
    design : Design
    function : callable
        From weights, shape (n,), to the d figures, shape (d,).
    errors : Replicates
    fit : callable, optional
        From weights before to weights after they are fitted, for calibrated designs: each replicate is fitted again,
        from the weights before the first fit.
    groups, kind, name
        As in `function_of_totals`.

    Returns
    -------
    Estimates

    Raises
    ------
    ValueError
        As `function_of_totals`; and where weights were fitted and it is not said how.

    References
    ----------
    `withReplicates` of R `survey`.

    Examples
    --------
    >>> import saidanddone.analysis.survey as survey
    >>> people, trust = survey.design(np.ones(6)), np.array([3, 5, 6, 6, 8, 9.0])
    >>> def spread(weights):
    ...     return np.sqrt(np.cov(trust, aweights=weights))
    >>> found = function_of_weights(people, spread, errors=survey.jackknife(people), name="Spread of trust")
    >>> print(found)
    Spread of trust: 2.14 (95% interval 0.48 to 3.79; n = 6).
    """
    _check(design, errors)
    if design.calibration and fit is None:
        raise ValueError("these weights were fitted: say how to fit them again in each replicate")
    base = design.calibration[0].base if design.calibration else design.weights
    fitted = fit or (lambda weights: weights)
    figures = [_figures(function(fitted(base * each)), groups) for each in errors.each(design)]
    return _estimates(design, _figures(function(design.weights), groups), figures, errors, groups, kind, name)


def _check(design: Design, errors: Replicates) -> None:
    if errors.frame is not design.frame:
        raise ValueError("these replicates are of another design")


def _column(given: ArrayLike, design: Design) -> Floats:
    column = np.asarray(given, dtype=float)
    if column.shape != (len(design),):
        raise ValueError(f"a column has the shape {column.shape} for {len(design)} people")
    if not np.isfinite(column).all():
        row = int(np.argmax(~np.isfinite(column)))
        raise ValueError(f"row {row}: {column[row]} cannot be added up")
    return column


def _crossed(fit: Fit, columns: list[Floats]) -> Floats:
    return np.concatenate([fit.auxiliary.cross((fit.weights * each)[:, None]) for each in columns], axis=1)


def _figures(given: ArrayLike, groups: Sequence[str]) -> Floats:
    figures = np.atleast_1d(np.asarray(given, dtype=float))
    if figures.shape != (len(groups),):
        raise ValueError(f"the function gave the shape {figures.shape} for {len(groups)} figures")
    return figures


def _estimates(
    design: Design,
    values: Floats,
    figures: list[Floats],
    errors: Replicates,
    groups: Sequence[str],
    kind: Kind,
    name: str,
) -> Estimates:
    counted = design.weights > 0
    present = np.bincount(design.unit, counted, design.frame.units)[:, None] > 0
    return Estimates(
        name=name,
        kind=kind,
        groups=tuple(groups),
        values=values,
        degrees=np.repeat(errors.degrees(present), len(groups)),
        counts=np.full(len(groups), float(counted.sum())),
        design_effects=np.full(len(groups), np.nan),
        deviations=errors.deviations(np.array(figures), values),
        source=errors,
        method=", ".join([errors.method, *(each.method for each in design.calibration)]),
    )
