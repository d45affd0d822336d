"""How far answering went with who people are: the R-indicator, as a whole and by group."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from saidanddone.analysis.survey._codes import Codes, Ints, crossed
from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._frame import Floats, sum_by
from saidanddone.analysis.survey._intervals import By, Interval, interval
from saidanddone.analysis.survey._propensities import Propensities, fit_propensities, read_answered, read_groups


@dataclass(frozen=True, slots=True)
class Partial:
    """What one variable, or one group of it, has to do with who answered.

    Attributes
    ----------
    variable, label : str
        `label` is empty for the variable as a whole.
    unconditional, unconditional_error : float
        How far answering differs between groups; for a group, below nought where fewer of it answered than of all.
    conditional, conditional_error : float
        The same among people who are alike in all other variables. The error of a whole variable is approximate.
    """

    variable: str
    label: str
    unconditional: float
    unconditional_error: float
    conditional: float
    conditional_error: float


@dataclass(frozen=True, slots=True)
class RIndicator:
    """1 less twice the standard deviation of the propensities to answer: 1 where answering has nothing to do with them.

    Attributes
    ----------
    value, unadjusted : float
        With and without the correction for the bias that comes of estimated propensities.
    error : float
        The standard error.
    interval : Interval
    response_rate : float
        Weighted.
    variation, variation_error : float
        The coefficient of variation of the propensities: the most that the mean of those who answered can be off, in
        standard deviations of what is asked, as far as it goes with these variables.
    variables, groups : tuple of Partial
    """

    value: float
    unadjusted: float
    error: float
    interval: Interval
    response_rate: float
    variation: float
    variation_error: float
    variables: tuple[Partial, ...]
    groups: tuple[Partial, ...]

    def __str__(self) -> str:
        ends = f"{self.interval.lower:.3f} to {self.interval.upper:.3f}"
        level = f"{100 * self.interval.level:g}%"
        names = [f"{each.variable}: {each.label}" if each.label else each.variable for each in self._rows]
        width = max(len(each) for each in (*names, "variable"))
        lines = [
            f"R-indicator {self.value:.3f} ({level} interval {ends}); {100 * self.response_rate:.1f}% answered.",
            f"{'variable':<{width}}  {'alone':>7}  {'error':>7}  {'beside others':>13}  {'error':>7}",
        ]
        for name, each in zip(names, self._rows, strict=True):
            alone = f"{each.unconditional:>7.3f}  {each.unconditional_error:>7.3f}"
            lines.append(f"{name:<{width}}  {alone}  {each.conditional:>13.3f}  {each.conditional_error:>7.3f}")
        return "\n".join(lines)

    @property
    def _rows(self) -> list[Partial]:
        return [
            row
            for variable in self.variables
            for row in (variable, *(each for each in self.groups if each.variable == variable.variable))
        ]


def r_indicator(
    design: Design, answered: ArrayLike, groups: Mapping[str, ArrayLike], *, level: float = 0.95
) -> RIndicator:
    """How representative the answers are, of all who were asked, by what is known of them.

    Propensities come from a logistic model with the main effects of all variables. Bias, errors and partial indicators
    are those of the RISQ project.

    Parameters
    ----------
    design : Design
        Everybody who was asked.
    answered : array_like of bool, shape (n,)
        Who answered.
    groups : mapping of name to array_like of shape (n,)
        What is known of everybody who was asked, as labels; band numbers first.
    level : float, default 0.95
        Of the interval, which is even to both sides and ends at 0 and 1.

    Returns
    -------
    RIndicator

    Raises
    ------
    ValueError
        Where a label is missing, or everybody answered or nobody.

    References
    ----------
    Schouten, B., Cobben, F. and Bethlehem, J. (2009). Indicators for the representativeness of survey response. *Survey
    Methodology* 35, 101-113.
    Shlomo, N., Skinner, C. and Schouten, B. (2012). Estimation of an indicator of the representativeness of survey
    response. *Journal of Statistical Planning and Inference* 142, 201-211.
    de Heij, V., Schouten, B. and Shlomo, N. (2015). *RISQ manual 2.1*.

    Examples
    --------
    >>> from saidanddone.analysis.survey import design
    >>> ages = ["young"] * 100 + ["old"] * 100
    >>> print(r_indicator(design(np.ones(200)), [1] * 40 + [0] * 60 + [1] * 70 + [0] * 30, {"age": ages}))
    R-indicator 0.714 (95% interval 0.581 to 0.847); 55.0% answered.
    variable      alone    error  beside others    error
    age           0.143    0.034          0.143    0.034
    age: old      0.106    0.020          0.106    0.024
    age: young   -0.106    0.020          0.106    0.024
    """
    said = read_answered(design, answered)
    if said[design.weights > 0].all():
        raise ValueError("everybody answered: there is nothing to compare")
    if not groups:
        raise ValueError("name at least one variable")
    first = int(np.argmax(design.weights > 0))
    codes = {name: _counted(design, read_groups(design, name, labels), first) for name, labels in groups.items()}
    model = _Model.of(design, said, codes)
    reach = interval(model.value, model.error, 1, level=level, by=By.NORMAL)
    known = [_Variable(model, name, each, _Model.of(design, said, {name: each})) for name, each in codes.items()]
    return RIndicator(
        value=model.value,
        unadjusted=float(1 - 2 * np.sqrt(model.variance)),
        error=model.error,
        interval=Interval(max(reach.lower, 0.0), min(reach.upper, 1.0), level, By.NORMAL),
        response_rate=float((design.weights * said).sum() / design.weights.sum()),
        variation=model.variation,
        variation_error=float(np.sqrt(model.error**2 / 4 / model.mean**2 + model.variation**4 / len(design))),
        variables=tuple(each.whole() for each in known),
        groups=tuple(row for each in known for row in each.by_group()),
    )


def _counted(design: Design, codes: Codes, first: int) -> Codes:
    """Groups in which somebody counts; whoever does not is put beside the first who does, with the weight nought."""
    there = crossed(Codes(np.where(design.weights > 0, codes.of_row, codes.of_row[first]), codes.labels))
    return Codes(there.of_row, codes.labels[there.labels])


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    """The propensities of the C cells of all variables, and what comes of them.

    `cell` has the shape (n,), `weight` (C,), `moved` (C, p): how fast a cell's propensity moves with the coefficients.
    """

    design: Design
    codes: dict[str, Codes]
    cell: Ints
    of_cell: dict[str, Ints]
    weight: Floats
    fit: Propensities
    moved: Floats

    @classmethod
    def of(cls, design: Design, said: np.ndarray[tuple[int], np.dtype[np.bool_]], codes: dict[str, Codes]) -> "_Model":
        combined = crossed(*codes.values())
        cells = len(combined)
        row = np.empty(cells, dtype=np.int64)
        row[combined.of_row] = np.arange(len(combined.of_row))
        of_cell = {name: each.of_row[row] for name, each in codes.items()}
        matrix = np.stack(
            [np.ones(cells)]
            + [of_cell[name] == number for name, each in codes.items() for number in range(1, len(each))],
            axis=1,
        ).astype(float)
        weight = np.bincount(combined.of_row, design.weights, cells).astype(float)
        heard = np.bincount(combined.of_row, design.weights * said, cells).astype(float)
        scale = (design.weights > 0).sum() / weight.sum()
        fit = fit_propensities(matrix, scale * heard, scale * weight)
        moved = (fit.values * (1 - fit.values))[:, None] * matrix
        return cls(design, codes, combined.of_row, of_cell, weight, fit, moved)

    @property
    def people(self) -> float:
        return float(self.weight.sum())

    @property
    def mean(self) -> float:
        return float(self.weight @ self.fit.values / self.people)

    @property
    def variance(self) -> float:
        """Of the propensities."""
        return float(self.weight @ (self.fit.values - self.mean) ** 2 / (self.people - 1))

    @property
    def kept(self) -> float:
        """Which part of the variance is left without its bias."""
        spread = np.einsum("cp,pq,cq->c", self.moved, self.fit.covariance, self.moved)
        bias = (self.weight @ spread - self.variance_of_total(self.fit.values[:, None])[0] / self.people) / self.people
        return max(0.0, 1 - float(bias) / self.variance) if self.variance > 0 else 0.0

    @property
    def value(self) -> float:
        return float(1 - 2 * np.sqrt(self.variance * self.kept))

    @property
    def variation(self) -> float:
        return float(np.sqrt(self.variance * self.kept) / self.mean)

    @property
    def error(self) -> float:
        """From the model and from the drawing of the sample."""
        share = self.weight / self.people
        apart = self.fit.values - self.mean
        moved = self.moved - share @ self.moved
        crossed_with = (share * apart) @ moved
        within = (moved.T * share) @ moved @ self.fit.covariance
        drawn = self.variance_of_total((apart**2)[:, None])[0] / self.people**2
        model = 4 * crossed_with @ self.fit.covariance @ crossed_with + 2 * np.trace(within @ within)
        spread = share @ apart**2
        return float(np.sqrt((model + drawn) / spread)) if spread > 0 else float("nan")

    def variance_of_total(self, by_cell: Floats) -> Floats:
        """The design's variance of totals of d figures that are known by cell, shape (C, d)."""
        frame, weights = self.design.frame, self.design.weights
        found = []
        for column in by_cell.T:
            deviations = frame.deviations(sum_by(self.design.unit, weights * column[self.cell], frame.units)[:, None])
            found.append(float((deviations**2).sum()))
        return np.array(found)


@dataclass(frozen=True, slots=True, eq=False)
class _Variable:
    """The partial indicators of one variable; `alone` is the model of it without the others."""

    model: _Model
    name: str
    codes: Codes
    alone: _Model

    def whole(self) -> Partial:
        kept = self.model.kept
        unconditional = float(np.sqrt((self._between() ** 2).sum() * kept))
        conditional = float(np.sqrt(self._within().sum() * kept))
        error = self.alone.error / 2
        return Partial(self.name, "", unconditional, error, conditional, error)

    def by_group(self) -> list[Partial]:
        rows = zip(
            self.codes.labels,
            self._between(),
            self._between_errors(),
            np.sqrt(self._within()),
            self._within_errors(),
            strict=True,
        )
        return [Partial(self.name, str(label), *(float(each) for each in numbers)) for label, *numbers in rows]

    @property
    def _group(self) -> Ints:
        """The group of each cell."""
        return self.model.of_cell[self.name]

    def _sum(self, by_cell: Floats) -> Floats:
        return np.bincount(self._group, by_cell, len(self.codes)).astype(float)

    def _between(self) -> Floats:
        model = self.model
        people = self._sum(model.weight)
        means = self._sum(model.weight * model.fit.values) / people
        found: Floats = (means - model.mean) * np.sqrt(people / model.people)
        return found

    def _between_errors(self) -> Floats:
        model = self.model
        people = self._sum(model.weight)
        inside = self._group[:, None] == np.arange(len(self.codes))
        own = model.variance_of_total(inside * model.fit.values[:, None])
        others = model.variance_of_total(~inside * model.fit.values[:, None])
        parts = own * (1 / people - 1 / model.people) ** 2 + others / model.people**2
        found: Floats = np.sqrt(people / model.people * parts)
        return found

    def _apart(self) -> tuple[Floats, Floats]:
        """Propensities, and how fast they move, less their means among people alike in all other variables."""
        model = self.model
        others = [Codes(model.of_cell[name], each.labels) for name, each in model.codes.items() if name != self.name]
        alike = crossed(*others).of_row if others else np.zeros(len(model.weight), dtype=np.int64)
        length = int(alike.max()) + 1
        people = np.bincount(alike, model.weight, length)
        both = np.column_stack([model.fit.values, model.moved])
        means = sum_by(alike, both * model.weight[:, None], length) / people[:, None]
        left = both - means[alike]
        return left[:, 0], left[:, 1:]

    def _within(self) -> Floats:
        apart, _ = self._apart()
        return self._sum(self.model.weight * apart**2) / self.model.people

    def _within_errors(self) -> Floats:
        model, covariance = self.model, self.model.fit.covariance
        apart, moved = self._apart()
        inside = self._group[:, None] == np.arange(len(self.codes))
        drawn = model.variance_of_total(inside * (apart**2)[:, None])
        found = []
        for number, others in enumerate(drawn):
            weight = model.weight * inside[:, number]
            along = (weight * apart) @ moved
            across = (moved.T * weight) @ moved @ covariance
            parts = 4 * along @ covariance @ along + 2 * np.trace(across @ across) + others
            scale = model.people * (weight @ apart**2)
            found.append(np.sqrt(parts / scale) / 2 if scale > 0 else np.nan)
        return np.array(found)
