"""Quantiles: the answer below which a share of people lies, with Woodruff's interval."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from saidanddone.analysis.survey._codes import MISSING, Ints
from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._estimates import Kind
from saidanddone.analysis.survey._frame import Floats
from saidanddone.analysis.survey._intervals import By
from saidanddone.analysis.survey._means import Rows, numbers_of, share
from saidanddone.analysis.survey._replicates import Replicates

_CLOSE = 1e-12
"""How near a share has to come to count as reached: sums of weights carry errors of rounding."""


class QuantileRule(StrEnum):
    """Which answer it is where a share is reached between two; the rules and names of R `survey` (`qrule`)."""

    MATH = "math"
    """The lowest answer at which the share is reached: always an answer that somebody gave."""
    SCHOOL = "school"
    """Half way to the next answer where the share is reached exactly, as the median is taught."""


@dataclass(frozen=True, slots=True)
class Quantile:
    """One quantile of a group.

    Attributes
    ----------
    name, group : str
    at : float
        Which share of people lies at or below it.
    value, lower, upper : float
        The quantile and its interval; an end is `nan` where the interval reaches beyond the answers that were given.
    level : float
        Of confidence.
    error : float
        The interval's width as a standard error.
    degrees : float
    count : int
        People who answered, unweighted.
    """

    name: str
    group: str
    at: float
    value: float
    lower: float
    upper: float
    level: float
    error: float
    degrees: float
    count: int

    def __str__(self) -> str:
        of = f"{self.name}, {self.group}" if self.name and self.group else self.name or self.group or str(Kind.QUANTILE)
        what = "median" if self.at == 0.5 else f"{100 * self.at:g}% quantile"
        if np.isnan(self.value):
            return f"{of}: {what} unknown (nobody answered)."
        written = Kind.QUANTILE.written
        ends = f"{written(self.lower)} to {written(self.upper)}"
        return f"{of}: {what} {written(self.value)} ({100 * self.level:g}% interval {ends}; n = {self.count:,})."


@dataclass(frozen=True, slots=True)
class Quantiles(Sequence[Quantile]):
    """The same quantile of several groups, in the order of their labels."""

    found: tuple[Quantile, ...]

    @property
    def only(self) -> Quantile:
        """The quantile of everybody, where nothing was split."""
        if len(self) != 1:
            raise ValueError(f"there are {len(self)} quantiles, one for each group: name one")
        return self.found[0]

    def of(self, group: str) -> Quantile:
        """The quantile of one group.

        Raises
        ------
        KeyError
            Where there is no such group.
        """
        for each in self.found:
            if each.group == group:
                return each
        raise KeyError(f"no group {group!r}; there are {', '.join(each.group for each in self.found)}")

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        return self.found[at]

    def __iter__(self) -> Iterator[Quantile]:
        return iter(self.found)

    def __str__(self) -> str:
        return "\n".join(str(each) for each in self.found)


def quantile(
    design: Design,
    answers: ArrayLike,
    at: float = 0.5,
    *,
    rule: QuantileRule = QuantileRule.MATH,
    interval: By = By.T,
    level: float = 0.95,
    by: ArrayLike | None = None,
    where: ArrayLike | None = None,
    errors: Replicates | None = None,
    name: str = "",
) -> Quantiles:
    """The answer at or below which a share of people lies, the median unless another share is named.

    Parameters
    ----------
    design : Design
    answers : array_like of float, shape (n,)
        `nan` is no answer.
    at : float, default 0.5
        Between 0 and 1.
    rule : QuantileRule, default QuantileRule.MATH
    interval : By, default By.T
        How the interval of the share is made whose ends are read back as answers.
    level : float, default 0.95
    by, where, errors, name
        As in `mean`.

    Returns
    -------
    Quantiles

    Raises
    ------
    ValueError
        Where arrays differ in length, an answer is endless, or `at` or `level` lies elsewhere.

    Notes
    -----
    Woodruff's interval: of the share of people at or below the quantile, read back on the answers. Below the lowest
    answer's own share R's rules give the second lowest answer; here it is the lowest. Degrees of freedom are those of
    the group, as in `share`; R leaves out who gave no answer first.

    References
    ----------
    Woodruff, R. S. (1952). Confidence intervals for medians and other position measures. *Journal of the American
    Statistical Association* 47, 635-646. `svyquantile` of R `survey` 4.1.

    Examples
    --------
    >>> import saidanddone.analysis.survey as survey
    >>> people = survey.design(np.ones(25))
    >>> print(survey.quantile(people, np.arange(25) % 11, name="Trust in the council"))
    Trust in the council: median 4.00 (95% interval 2.00 to 7.00; n = 25).
    """
    if not 0 < at < 1:
        raise ValueError(f"a quantile lies between 0 and 1, not at {at}")
    numbers = numbers_of(answers, design)
    rows = Rows.of(design, by, where)
    group = np.where(np.isnan(numbers), MISSING, rows.group)
    spreads = _spreads(numbers, group, design.weights, len(rows.groups))
    values = np.array([each.at(at, rule) for each in spreads])
    below = np.where(np.isnan(numbers), np.nan, numbers <= np.append(values, np.nan)[group])
    shares = share(design, below, by=by, where=where, errors=errors)
    found = []
    for each, value, spread in zip(shares, values, spreads, strict=True):
        reach = each.interval(level, interval)
        lower, upper = spread.at(reach.lower, rule), spread.at(reach.upper, rule)
        error = (upper - lower) / (2 * stats.t.isf((1 - level) / 2, each.degrees)) if each.degrees > 0 else np.nan
        found.append(
            Quantile(name, each.group, at, float(value), lower, upper, level, float(error), each.degrees, each.count)
        )
    return Quantiles(tuple(found))


@dataclass(frozen=True, slots=True)
class _Spread:
    """The answers of a group in order, and how much weight lies at or below each."""

    answers: Floats
    weights: Floats

    def at(self, share: float, rule: QuantileRule) -> float:
        if not len(self.answers) or np.isnan(share) or not 0 <= share <= 1:
            return float("nan")
        last = len(self.answers) - 1
        target, close = share * self.weights[-1], _CLOSE * self.weights[-1]
        reached = int(np.searchsorted(self.weights, target - close))
        answer = float(self.answers[min(reached, last)])
        exact = reached < last and self.weights[reached] <= target + close
        if rule is QuantileRule.SCHOOL and exact:
            return (answer + float(self.answers[reached + 1])) / 2
        return answer


def _spreads(numbers: Floats, group: Ints, weights: Floats, groups: int) -> list[_Spread]:
    order = np.lexsort((numbers, group))
    ends = np.searchsorted(group[order], np.arange(groups + 1))
    parts = (order[start:end] for start, end in pairwise(ends))
    return [_Spread(numbers[part], np.cumsum(weights[part])) for part in parts]
