"""Ordered logit: what goes with a higher point on a scale, without pretending that points are even steps apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._estimates import Estimates, Kind
from saidanddone.analysis.survey._frame import Floats
from saidanddone.analysis.survey._influence import complete, influenced
from saidanddone.analysis.survey._logit import PARTED, ROUNDS, NoFitError, check_terms, newton


@dataclass(frozen=True, slots=True, eq=False)
class OrderedLogit:
    """A fitted ordered logit.

    Attributes
    ----------
    coefficients : Estimates
        One for each term: the log odds of a higher point.
    thresholds : Estimates
        Where one point gives way to the next, named "4|5".
    count, left_out : int
    rounds : int
    """

    coefficients: Estimates
    thresholds: Estimates
    count: int
    left_out: int
    rounds: int

    def __str__(self) -> str:
        return f"{self.coefficients}\n{self.count:,} people; {self.left_out:,} left out for want of an answer."


def ordered_logit(
    design: Design,
    points: ArrayLike,
    terms: Mapping[str, ArrayLike],
    *,
    where: ArrayLike | None = None,
    name: str = "",
) -> OrderedLogit:
    """Fit a cumulative logit with even slopes by weighted maximum likelihood.

    Parameters
    ----------
    design : Design
    points : array_like of float, shape (n,)
        The answers; their order counts and nothing else. `nan` is no answer.
    terms, where, name
        As in `logit`.

    Returns
    -------
    OrderedLogit

    Raises
    ------
    NoFitError
        As `logit`.

    Notes
    -----
    `svyolr` of R `survey`; R stops its search early, so its numbers agree to about six digits.

    References
    ----------
    McCullagh, P. (1980). Regression models for ordinal data. *Journal of the Royal Statistical Society B* 42, 109-142.

    Examples
    --------
    >>> from saidanddone.analysis.survey import design
    >>> trust, waited = [2, 3, 3, 5, 5, 3, 5, 2, 5, 5, 3, 2], np.array([9, 8, 4, 3, 2, 6, 1, 7, 5, 0, 1, 6.0])
    >>> print(ordered_logit(design(np.ones(12)), trust, {"days waited": waited}).coefficients)
    days waited: -0.67 (95% interval -1.26 to -0.09; n = 12).
    """
    answers = np.asarray(points, dtype=float)
    columns = {"the answers": answers, **{each: np.asarray(given, dtype=float) for each, given in terms.items()}}
    people = complete(design, columns, where)
    asked = complete(design, {"the answers": answers}, where)
    found, place = np.unique(answers[people], return_inverse=True)
    if len(found) < 2:
        raise NoFitError("everybody said the same: nothing goes with it")
    matrix = np.column_stack([columns[each][people] for each in terms]) if terms else np.empty((len(place), 0))
    check_terms(np.column_stack([np.ones(len(place)), matrix]), design.weights[people])
    fit = _Fit(matrix, place, len(found) - 1, design.weights[people])
    values, rounds = fit.solve()
    scores, information = fit.scores(values), fit.information(values)
    labels = (*terms, *(f"{low:g}|{high:g}" for low, high in pairwise(found)))
    slopes = np.linalg.solve(information, scores.T).T.astype(np.float64, copy=False)
    whole = influenced(
        design, people, slopes, values, labels, kind=Kind.COEFFICIENT, name=name, fewer_degrees=len(labels) - 1
    )
    count = int(people.sum())
    return OrderedLogit(
        whole.part(slice(0, len(terms))), whole.part(slice(len(terms), None)), count, int(asked.sum()) - count, rounds
    )


@dataclass(frozen=True, slots=True)
class _Fit:
    """The likelihood of (slopes, thresholds): m people, p slopes, t thresholds."""

    matrix: Floats
    place: np.ndarray
    thresholds: int
    weights: Floats

    def _ends(self, values: Floats) -> tuple[Floats, Floats, Floats]:
        """The chance of each answer, and the logistic densities at its two ends."""
        margin = self.matrix @ values[: self.matrix.shape[1]]
        ends = np.concatenate([[-np.inf], values[self.matrix.shape[1] :], [np.inf]])
        upper, lower = special.expit(ends[self.place + 1] - margin), special.expit(ends[self.place] - margin)
        # Far above, both are nearly one: their difference is the one of their complements.
        far = lower > 0.5
        other = special.expit(margin - ends[self.place]) - special.expit(margin - ends[self.place + 1])
        return np.where(far, other, upper - lower), upper * (1 - upper), lower * (1 - lower)

    def likelihood(self, values: Floats) -> float:
        if (np.diff(values[self.matrix.shape[1] :]) <= 0).any():
            return -np.inf
        with np.errstate(divide="ignore"):
            return float(self.weights @ np.log(self._ends(values)[0]))

    def scores(self, values: Floats) -> Floats:
        """The derivatives of each person's log chance, shape (m, p + t)."""
        chance, upper, lower = self._ends(values)
        scores = np.zeros((len(chance), len(values)))
        slopes = self.matrix.shape[1]
        scores[:, :slopes] = -self.matrix * ((upper - lower) / chance)[:, None]
        below, rows = self.place > 0, np.arange(len(chance))
        above = self.place < self.thresholds
        scores[rows[above], slopes + self.place[above]] += (upper / chance)[above]
        scores[rows[below], slopes + self.place[below] - 1] -= (lower / chance)[below]
        return scores

    def information(self, values: Floats) -> Floats:
        """Less the second derivatives of the weighted log likelihood, shape (p + t, p + t)."""
        chance, upper, lower = self._ends(values)
        first = self.scores(values)
        slopes = self.matrix.shape[1]
        margin = self.matrix @ values[:slopes]
        ends = np.concatenate([[-np.inf], values[slopes:], [np.inf]])
        bent_up = upper * -np.tanh((ends[self.place + 1] - margin) / 2)
        bent_low = lower * -np.tanh((ends[self.place] - margin) / 2)
        up, low = np.zeros_like(first), np.zeros_like(first)
        up[:, :slopes], low[:, :slopes] = -self.matrix, -self.matrix
        rows, above, below = np.arange(len(chance)), self.place < self.thresholds, self.place > 0
        up[rows[above], slopes + self.place[above]] = 1
        low[rows[below], slopes + self.place[below] - 1] = 1
        up_part = (up * (self.weights * bent_up / chance)[:, None]).T @ up
        low_part = (low * (self.weights * bent_low / chance)[:, None]).T @ low
        found: Floats = (first * self.weights[:, None]).T @ first - up_part + low_part
        return found

    def solve(self) -> tuple[Floats, int]:
        shares = np.cumsum(np.bincount(self.place, self.weights))[:-1] / self.weights.sum()
        values = np.concatenate([np.zeros(self.matrix.shape[1]), special.logit(shares)])
        reached = self.likelihood(values)
        for rounds in range(1, ROUNDS + 1):
            step = newton(self.information(values), self.weights @ self.scores(values))
            likely = self.likelihood(values + step)
            while likely < reached - 1e-9 * abs(reached):
                step /= 2
                likely = self.likelihood(values + step)
            values, reached = values + step, likely
            if np.abs(step).max() <= 1e-12 * max(1.0, np.abs(values).max()):
                return values, rounds
        raise NoFitError(PARTED)
