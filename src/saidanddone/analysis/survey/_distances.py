"""How weights may move from what they were to meet known totals, and the steps that find the nearest that do."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import sparse, special
from scipy.optimize import linprog

from saidanddone.analysis.survey._auxiliary import Cells, Joint, Numbers
from saidanddone.analysis.survey._calibration import solved
from saidanddone.analysis.survey._frame import Floats
from saidanddone.analysis.survey._weighting import worst

MOST_UNKNOWNS = 5_000
"""Up to how many people or cells it is worked out how wide bounds would have to be."""


class Distance(StrEnum):
    """How the change of weights is measured, and so what they may become."""

    LINEAR = "linear"
    """By squares: the regression estimator (GREG). Without bounds weights can fall below nought."""
    RAKING = "raking"
    """By entropy: weights stay above nought and may grow without end, unless bounds stop them."""
    LOGIT = "logit"
    """Between two bounds, which are approached and never reached."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A distance with its bounds on new weight over old."""

    distance: Distance
    lower: float
    upper: float

    @classmethod
    def of(cls, distance: Distance, bounds: tuple[float, float] | None) -> "Rule":
        lower, upper = bounds if bounds else (-np.inf, np.inf)
        if not lower < 1 < upper:
            raise ValueError(
                f"bounds lie on both sides of 1, where weights stay as they were, not at {lower} and {upper}"
            )
        if distance is Distance.LOGIT and not (np.isfinite(lower) and np.isfinite(upper)):
            raise ValueError("the logit distance needs two bounds, such as (0.3, 3)")
        return cls(distance, max(lower, 0) if distance is Distance.RAKING else lower, upper)

    def factors(self, pull: Floats) -> tuple[Floats, Floats]:
        """New weight over old for what the variables pull at each, and how fast it changes there."""
        if self.distance is Distance.LOGIT:
            wide = (self.upper - self.lower) / ((self.upper - 1) * (1 - self.lower))
            place = special.expit(wide * pull + np.log((1 - self.lower) / (self.upper - 1)))
            reach = self.upper - self.lower
            return self.lower + reach * place, wide * reach * place * (1 - place)
        free = 1 + pull if self.distance is Distance.LINEAR else np.exp(np.minimum(pull, 700))
        slope = np.ones_like(pull) if self.distance is Distance.LINEAR else free
        inside = (free > self.lower) & (free < self.upper)
        return np.clip(free, self.lower, self.upper), np.where(inside, slope, 0)


@dataclass(frozen=True, slots=True)
class Task:
    """Base weights of n people or cells, p variables, and what these are to add up to.

    Attributes
    ----------
    auxiliary : Cells, Numbers or Joint
    base : ndarray of float, shape (n,)
    known : ndarray of float, shape (p,)
    rule : Rule
    """

    auxiliary: Cells | Numbers | Joint
    base: Floats
    known: Floats
    rule: Rule

    def reached(self, factors: Floats) -> Floats:
        """What the variables add up to, shape (p,)."""
        found: Floats = self.auxiliary.sums(self.base * factors, np.zeros(len(self.base), dtype=np.int64), 1)[0]
        return found

    def solve(self, tolerance: float, iterations: int) -> tuple[Floats, int]:
        """New weights over old, shape (n,), and the steps: Newton's, halved where they would lead away.

        Deville, J.-C. and Särndal, C.-E. (1992), *JASA* 87, 376-382, section 2. A last step after the totals are met
        brings them as near as numbers can be.
        """
        pulls = np.zeros(len(self.known))
        factors, slopes = self.rule.factors(np.zeros(len(self.base)))
        gap = self.known - self.reached(factors)
        near = False
        for step in range(1, iterations + 1):
            change = solved(self.auxiliary.gram(self.base * slopes), gap[:, None])[:, 0]
            for _ in range(30):
                tried = self.rule.factors(self.auxiliary.at((pulls + change)[:, None])[:, 0])
                left = self.known - self.reached(tried[0])
                if self._size(left) < self._size(gap):
                    break
                change = change / 2
            else:
                return factors, step
            pulls, gap, (factors, slopes) = pulls + change, left, tried
            if near:
                return factors, step
            near = worst(self.known - gap, self.known) <= tolerance / 10
        return factors, iterations

    def _size(self, gap: Floats) -> float:
        return float(np.sum((gap / (1 + np.abs(self.known))) ** 2))

    def wider(self) -> float | None:
        """By how much both bounds would have to be wider for weights to meet the totals: nought if some do.

        `None` where no bounds would do, or there are too many people to say; a linear program.
        """
        counted = self.base > 0
        if counted.sum() > MOST_UNKNOWNS:
            return None
        variables = (self.base[:, None] * self.auxiliary.at(np.eye(len(self.known))))[counted]
        people = len(variables)
        scale = 1 + np.abs(self.known)
        identity, ones = sparse.eye_array(people), sparse.csr_array(np.ones((people, 1)))
        sides = [(sparse.hstack([identity, -ones]), self.rule.upper)]
        sides.append((sparse.hstack([-identity, -ones]), -self.rule.lower))
        kept = [(rows, np.full(people, end)) for rows, end in sides if np.isfinite(end)]
        found = linprog(
            np.append(np.zeros(people), 1),
            A_ub=sparse.vstack([rows for rows, _ in kept]) if kept else None,
            b_ub=np.concatenate([ends for _, ends in kept]) if kept else None,
            A_eq=np.hstack([variables.T / scale[:, None], np.zeros((len(scale), 1))]),
            b_eq=self.known / scale,
            bounds=[(None, None)] * people + [(0, None)],
        )
        return float(found.x[-1]) if found.status == 0 else None
