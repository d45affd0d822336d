"""Weighted logit: what goes with a yes, with errors that know the design."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._estimates import Estimates, Kind
from saidanddone.analysis.survey._frame import Floats, Mask
from saidanddone.analysis.survey._influence import complete, influenced

INTERCEPT = "(intercept)"
ROUNDS = 60
PARTED = "the terms part the answers without a rest: their coefficients have no end"


class NoFitError(ValueError):
    """A model that cannot be fitted to these answers."""


@dataclass(frozen=True, slots=True, eq=False)
class Logit:
    """A fitted logit of m people and p terms. Made by `logit`.

    Attributes
    ----------
    coefficients : Estimates
        On the scale of log odds, one for each term, the intercept first.
    count, left_out : int
        People in it, and people who did not give all that it asks.
    rounds : int
        Until nothing moved.
    """

    coefficients: Estimates
    count: int
    left_out: int
    rounds: int
    design: Design
    people: Mask
    terms: Floats
    slopes: Floats
    """What a weight of one adds to the coefficients, shape (m, p)."""

    def __str__(self) -> str:
        return f"{self.coefficients}\n{self.count:,} people; {self.left_out:,} left out for want of an answer."

    def effects(self, *, name: str = "average marginal effect") -> Estimates:
        """Average marginal effects: by how much the share of yes differs with one unit of each term.

        Both what is unsure of the coefficients and over whom it is averaged are in the errors.

        References
        ----------
        Graubard, B. I. and Korn, E. L. (1999). Predictive margins with survey data. *Biometrics* 55, 652-659.
        """
        beta = self.coefficients.values
        weights = self.design.weights[self.people] / self.design.weights[self.people].sum()
        chances = special.expit(self.terms @ beta)
        spread = chances * (1 - chances)
        bent = spread * (1 - 2 * chances)
        effects = (weights @ spread) * beta[1:]
        moved = np.outer(beta[1:], (weights * bent) @ self.terms)
        moved[:, 1:] += (weights @ spread) * np.eye(len(beta) - 1)
        total = self.design.weights[self.people].sum()
        influence = (np.outer(spread, beta[1:]) - effects) / total + self.slopes @ moved.T
        return influenced(
            self.design,
            self.people,
            influence,
            effects,
            self.coefficients.groups[1:],
            kind=Kind.SHARE,
            name=name,
            fewer_degrees=len(beta) - 1,
        )


def logit(
    design: Design,
    chosen: ArrayLike,
    terms: Mapping[str, ArrayLike],
    *,
    where: ArrayLike | None = None,
    name: str = "",
) -> Logit:
    """Fit a logit by weighted maximum likelihood.

    Parameters
    ----------
    design : Design
    chosen : array_like, shape (n,)
        1 or True for yes, 0 or False for no, `nan` for who is in neither.
    terms : mapping of str to array_like of float, shape (n,)
        What may go with it, by name. `nan` is no answer; whoever lacks one of them is left out, and counted.
    where : array_like of bool, shape (n,), optional
        Whom it is about.
    name : str

    Returns
    -------
    Logit
        Degrees of freedom are the design's less the terms.

    Raises
    ------
    NoFitError
        Where everybody said the same, terms tell the same twice, or terms part yes from no without a rest.
    ValueError
        As `mean`.

    Notes
    -----
    Errors are those of `svyglm` of R `survey` with `epsilon=1e-15`: R's usual tolerance leaves errors 6e-5 off.

    References
    ----------
    Binder, D. A. (1983). *International Statistical Review* 51, 279-292.

    Examples
    --------
    >>> from saidanddone.analysis.survey import design
    >>> answered = [0, 0, 1, 0, 1, 1, 0, 1, 1, 1]
    >>> print(logit(design(np.ones(10)), answered, {"days waited": [9, 8, 7, 6, 5, 4, 3, 2, 1, 0.0]}).effects())
    average marginal effect, days waited: -8.5% (95% interval -13.0% to -3.9%; n = 10).
    """
    outcome = np.asarray(chosen, dtype=float)
    columns = {"the outcome": outcome, **{each: np.asarray(given, dtype=float) for each, given in terms.items()}}
    people = complete(design, columns, where)
    if not np.isin(outcome[people], (0, 1)).all():
        raise ValueError("the outcome of a logit is 0 or 1")
    names = (INTERCEPT, *terms)
    matrix = np.column_stack([np.ones(people.sum()), *(columns[each][people] for each in terms)])
    asked = complete(design, {"the outcome": outcome}, where)
    beta, information, rounds = _fit(matrix, outcome[people], design.weights[people])
    residual = outcome[people] - special.expit(matrix @ beta)
    slopes = np.linalg.solve(information, (matrix * residual[:, None]).T).T
    found = influenced(
        design, people, slopes, beta, names, kind=Kind.COEFFICIENT, name=name, fewer_degrees=len(names) - 1
    )
    return Logit(found, int(people.sum()), int(asked.sum() - people.sum()), rounds, design, people, matrix, slopes)


def _fit(matrix: Floats, outcome: Floats, weights: Floats) -> tuple[Floats, Floats, int]:
    """Newton's steps until they are nothing; half a step where a whole one leads down."""
    if not len(outcome) or outcome.min() == outcome.max():
        raise NoFitError("everybody said the same: nothing goes with it")
    check_terms(matrix, weights)
    beta = np.zeros(matrix.shape[1])
    reached = _likelihood(matrix @ beta, outcome, weights)
    for rounds in range(1, ROUNDS + 1):
        chances = special.expit(matrix @ beta)
        step = newton(_information(matrix, chances, weights), matrix.T @ (weights * (outcome - chances)))
        likely = _likelihood(matrix @ (beta + step), outcome, weights)
        while likely < reached - 1e-9 * abs(reached):
            step /= 2
            likely = _likelihood(matrix @ (beta + step), outcome, weights)
        beta, reached = beta + step, likely
        if np.abs(step).max() <= 1e-13 * max(1.0, np.abs(beta).max()):
            return beta, _information(matrix, special.expit(matrix @ beta), weights), rounds
    raise NoFitError(PARTED)


def newton(information: Floats, slope: Floats) -> Floats:
    """The step to where the slope would be nought; where the information is gone, coefficients have no end."""
    try:
        step = np.linalg.solve(information, slope).astype(np.float64, copy=False)
    except np.linalg.LinAlgError:
        raise NoFitError(PARTED) from None
    return step


def _information(matrix: Floats, chances: Floats, weights: Floats) -> Floats:
    found: Floats = (matrix * (weights * chances * (1 - chances))[:, None]).T @ matrix
    return found


def _likelihood(margins: Floats, outcome: Floats, weights: Floats) -> float:
    return float(-(weights * np.logaddexp(0, np.where(outcome == 1, -margins, margins))).sum())


def check_terms(matrix: Floats, weights: Floats) -> None:
    """Refuse terms of which one follows from the others."""
    scaled = matrix * np.sqrt(weights)[:, None]
    lengths = np.sqrt((scaled**2).sum(axis=0))
    if (lengths == 0).any() or np.linalg.matrix_rank(scaled / lengths, tol=1e-9) < matrix.shape[1]:
        raise NoFitError("a term follows from the others, or is nought for everybody")
