"""Tests that know how the people were chosen: one figure, several at once, and a table of two questions."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike
from scipy import linalg, stats

from saidanddone.analysis.survey._codes import MISSING, Codes, Ints, encode
from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._estimates import Estimate, Estimates, Kind
from saidanddone.analysis.survey._frame import Floats, Mask
from saidanddone.analysis.survey._means import Rows, inside_of, total
from saidanddone.analysis.survey._replicates import Replicates


@dataclass(frozen=True, slots=True)
class Statistic:
    """What a test found.

    Attributes
    ----------
    method : str
    distribution : str
        "t", "F" or "chi-squared".
    value : float
    degrees : tuple of float
        Degrees of freedom of the distribution, as it is written.
    p_value : float
        How often chance alone gives as much or more, where nothing is there.
    """

    method: str
    distribution: str
    value: float
    degrees: tuple[float, ...]
    p_value: float

    def __str__(self) -> str:
        degrees = ", ".join(f"{each:.4g}" for each in self.degrees)
        chance = "p < 0.001" if self.p_value < 0.001 else f"p = {self.p_value:.3f}"
        return f"{self.method}: {self.distribution}({degrees}) = {self.value:.2f}, {chance}."


def t_test(estimate: Estimate, against: float = 0) -> Statistic:
    """Whether an estimate, often a difference, is other than a number; to both sides.

    Parameters
    ----------
    estimate : Estimate
    against : float, default 0

    Returns
    -------
    Statistic
        Its p-value is `nan` where the estimate's error is not known.

    Examples
    --------
    >>> import saidanddone.analysis.survey as survey
    >>> people = survey.design(np.ones(8), clusters=[1, 2, 3, 4, 1, 2, 3, 4])
    >>> trust = survey.mean(people, [4, 5, 6, 5, 5, 6, 7, 5.0], by=["2024"] * 4 + ["2026"] * 4)
    >>> print(t_test(trust.of("2026") - trust.of("2024")))
    Design-based t test: t(3) = 3.00, p = 0.058.
    """
    gap = estimate.value - against
    value = gap / estimate.error if estimate.error > 0 else np.copysign(np.inf, gap) if gap else 0.0
    known = not np.isnan(estimate.error) and not np.isnan(gap) and estimate.degrees > 0
    chance = 2 * float(stats.t.sf(abs(value), estimate.degrees)) if known else np.nan
    return Statistic("Design-based t test", "t", float(value) if known else np.nan, (estimate.degrees,), chance)


def wald(
    estimates: Estimates,
    contrasts: ArrayLike | None = None,
    *,
    degrees: float | None = None,
    adjusted: bool = True,
) -> Statistic:
    """Whether several contrasts of estimates are all nought; without contrasts, whether all groups are alike.

    Parameters
    ----------
    estimates : Estimates
        Of d groups.
    contrasts : array_like of float, shape (q, d), optional
        What each contrast takes of each group. Without it every group less the one before.
    degrees : float, optional
        Degrees of freedom of the design. Without it those of all people of the design, but no more than the groups'
        together.
    adjusted : bool, default True
        Whether to allow for a covariance that is itself estimated from few clusters: F with degrees less q − 1.

    Returns
    -------
    Statistic

    Raises
    ------
    ValueError
        Where shapes differ, an estimate or its error is unknown, contrasts repeat each other, or there are too few
        clusters for so many.

    References
    ----------
    Korn, E. L. and Graubard, B. I. (1990). Simultaneous testing of regression coefficients with complex survey data.
    *The American Statistician* 44, 270-276. `regTermTest` of R `survey` (not adjusted); "adjWald" of its `svychisq`.

    Examples
    --------
    >>> import saidanddone.analysis.survey as survey
    >>> people = survey.design(np.ones(12))
    >>> trust = survey.mean(people, [3, 4, 5, 4, 6, 7, 8, 7, 5, 5, 6, 4.0], by=["a"] * 4 + ["b"] * 4 + ["c"] * 4)
    >>> print(survey.wald(trust))
    Design-based Wald test: F(2, 8) = 15.21, p = 0.002.
    """
    unknown = np.isnan(estimates.values) | np.isnan(estimates.errors)
    if unknown.any():
        raise ValueError(
            f"group {estimates.groups[int(np.argmax(unknown))]!r} has no estimate or no error that is known"
        )
    d = len(estimates)
    taken = np.eye(d)[1:] - np.eye(d)[:-1] if contrasts is None else np.atleast_2d(np.asarray(contrasts, dtype=float))
    if taken.ndim != 2 or not len(taken) or taken.shape[1] != d:
        raise ValueError(f"contrasts have the shape {taken.shape} for {d} groups")
    q = len(taken)
    gaps, spread = taken @ estimates.values, estimates.deviations @ taken.T
    freedom = _freedom(estimates) if degrees is None else degrees
    residual = freedom - q + 1 if adjusted else freedom
    if residual <= 0 or np.linalg.matrix_rank(spread) < q:
        raise ValueError(f"{q} contrasts cannot be told apart with {freedom:g} degrees of freedom")
    value = float(gaps @ np.linalg.solve(spread.T @ spread, gaps)) / q * residual / freedom
    return Statistic("Design-based Wald test", "F", value, (q, residual), float(stats.f.sf(value, q, residual)))


def _freedom(estimates: Estimates) -> float:
    everybody = np.ones((_units(estimates), 1), dtype=bool)
    return float(min(estimates.source.degrees(everybody)[0], estimates.degrees.sum()))


def _units(estimates: Estimates) -> int:
    source = estimates.source
    return source.frame.units if isinstance(source, Replicates) else source.units


@dataclass(frozen=True)
class Association:
    """Whether two questions go together, in a table of r rows and c columns.

    Attributes
    ----------
    name : str
    rows, columns : tuple of str
    shares : ndarray of float, shape (r, c)
        Of everybody who answered both.
    covariance : ndarray of float, shape (r * c, r * c)
        Of the shares, row by row.
    count : int
        People who answered both, unweighted.
    degrees : float
        Degrees of freedom of the design.
    """

    name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    shares: Floats
    covariance: Floats
    count: int
    degrees: float

    @property
    def pearson(self) -> float:
        """Pearson's X², as if people had been drawn by lot: not to be read as chi-squared."""
        expected = self.shares.sum(axis=1)[:, None] * self.shares.sum(axis=0)
        return float(self.count * ((self.shares - expected) ** 2 / expected).sum())

    @property
    def first_order(self) -> Statistic:
        """Rao and Scott's first correction: X² over the mean generalised design effect, as chi-squared."""
        effects = self.design_effects
        value, freedom = self.pearson / effects.mean(), len(effects)
        return Statistic(
            "Rao-Scott first order", "chi-squared", value, (freedom,), float(stats.chi2.sf(value, freedom))
        )

    @property
    def second_order(self) -> Statistic:
        """Their second, which also allows for effects that differ, as F: the one to report."""
        effects = self.design_effects
        value = self.pearson / effects.sum()
        freedom = float(effects.sum() ** 2 / (effects**2).sum())
        degrees = (freedom, freedom * self.degrees)
        return Statistic("Rao-Scott second order", "F", value, degrees, float(stats.f.sf(value, *degrees)))

    @cached_property
    def design_effects(self) -> Floats:
        """How much more each contrast varies than drawn by lot (generalised effects), shape ((r − 1) (c − 1),)."""
        shares = self.shares.ravel()
        inverse = np.divide(1, shares, out=np.zeros_like(shares), where=shares > 0)
        contrasts = np.kron(linalg.helmert(len(self.rows)), linalg.helmert(len(self.columns))).T
        weighted = inverse[:, None] * contrasts
        by_lot = contrasts.T @ weighted / self.count
        found: Floats = linalg.eigh(weighted.T @ self.covariance @ weighted, by_lot, eigvals_only=True)
        return found

    def __str__(self) -> str:
        return f"{self.name or 'Association'}, {self.count:,} people. {self.second_order}"


def association(
    design: Design,
    rows: ArrayLike,
    columns: ArrayLike,
    *,
    where: ArrayLike | None = None,
    errors: Replicates | None = None,
    name: str = "",
) -> Association:
    """Whether the answers to two questions go together, by Rao and Scott's tests.

    Parameters
    ----------
    design : Design
    rows, columns : array_like, shape (n,)
        The answer of each person to either question; `None` and `nan` are no answer. Whoever lacks one is left out.
    where, errors, name
        As in `mean`.

    Returns
    -------
    Association

    Raises
    ------
    ValueError
        Where arrays differ in length, or everybody gave one and the same answer to a question.

    References
    ----------
    Rao, J. N. K. and Scott, A. J. (1984). On chi-squared tests for multiway contingency tables with cell proportions
    estimated from survey data. *Annals of Statistics* 12, 46-60. `svychisq` of R `survey`.

    Examples
    --------
    >>> import saidanddone.analysis.survey as survey
    >>> people = survey.design(np.ones(80))
    >>> heard = ["yes"] * 30 + ["no"] * 50
    >>> trusts = [1] * 20 + [0] * 10 + [1] * 18 + [0] * 32
    >>> print(survey.association(people, heard, trusts, name="Being heard and trust"))
    Being heard and trust, 80 people. Rao-Scott second order: F(1, 79) = 6.98, p = 0.010.
    """
    inside = np.ones(len(design), dtype=bool) if where is None else inside_of(where, design)
    degrees = total(design, np.ones(len(design)), where=inside, errors=errors).degrees[0]
    answered = inside & (design.weights > 0)
    codes = [_complete(each, len(design)) for each in (rows, columns)]
    for each in codes:
        answered &= each.of_row != MISSING
    across, down = (_occurring(each, answered) for each in codes)
    cells = _shares(Rows.of(design, across.of_row * len(down) + down.of_row, answered), errors)
    # A cell in which nobody is has no estimate: it adds nothing.
    places = np.array([int(each) for each in cells.groups])
    shares, spreads = np.zeros(len(across) * len(down)), np.zeros((len(cells.deviations), len(across) * len(down)))
    shares[places], spreads[:, places] = cells.values, cells.deviations
    return Association(
        name=name,
        rows=tuple(str(label) for label in across.labels),
        columns=tuple(str(label) for label in down.labels),
        shares=shares.reshape(len(across), len(down)),
        covariance=spreads.T @ spreads,
        count=int(answered.sum()),
        degrees=float(degrees),
    )


def _shares(rows: Rows, errors: Replicates | None) -> Estimates:
    """The share of each group in all groups together."""
    sums = rows.total(np.ones(len(rows.design)))
    together = [replace(each, denominators=_together(each.numerators)) for each in sums.fitted]
    of_all = replace(sums, denominators=_together(sums.numerators), fitted=tuple(together))
    return of_all.estimates("", Kind.SHARE, rows.groups, errors)


def _together(columns: Floats) -> Floats:
    return np.broadcast_to(columns.sum(axis=1, keepdims=True), columns.shape)


def _complete(labels: ArrayLike, people: int) -> Codes:
    codes = encode(labels)
    if len(codes.of_row) != people:
        raise ValueError(f"{len(codes.of_row)} answers for {people} people")
    return codes


def _occurring(codes: Codes, answered: Mask) -> Codes:
    """The labels of those who answered both, numbered anew."""
    found = np.unique(codes.of_row[answered])
    if len(found) < 2:
        raise ValueError("all who answered gave one and the same answer: nothing can go together with it")
    anew: Ints = np.zeros(len(codes) + 1, dtype=np.int64)
    anew[found] = np.arange(len(found))
    return Codes(anew[codes.of_row], codes.labels[found])
