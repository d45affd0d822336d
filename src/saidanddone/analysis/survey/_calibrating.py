"""Weights as near as can be to what they were that meet known totals of categories and of numbers."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from saidanddone.analysis.survey._auxiliary import Cells, Joint, Numbers
from saidanddone.analysis.survey._calibration import Calibration
from saidanddone.analysis.survey._codes import Ints
from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._distances import Distance, Rule, Task
from saidanddone.analysis.survey._frame import Floats
from saidanddone.analysis.survey._margins import Margins, Profile, Unmet, UnmetError
from saidanddone.analysis.survey._raking import TOLERANCE
from saidanddone.analysis.survey._weighting import Spread, Target, Weighting, met, targets_of

Totals = Mapping[str, tuple[ArrayLike, float]]
"""By name of the variable: the number of each person, and what it adds up to in the population."""


def calibrate(
    design: Design,
    *,
    margins: Margins | None = None,
    numbers: Totals | None = None,
    distance: Distance = Distance.LINEAR,
    bounds: tuple[float, float] | None = None,
    tolerance: float = TOLERANCE,
    iterations: int = 100,
    unmet: Unmet = Unmet.FAIL,
) -> Weighting:
    """Weight people so that known totals are met, moving weights no further than needed.

    Parameters
    ----------
    design : Design
    margins : mapping of name to (labels, population), optional
        As for `rake`.
    numbers : mapping of name to (values, total), optional
        For each number the value of each person, shape (n,), and its total in the population. To meet the number of
        people too where no margin does, give a number that is 1 for everybody.
    distance : Distance, default Distance.LINEAR
        How the change of weights is measured.
    bounds : tuple of two floats, optional
        How little and how much a new weight may be of the old one, such as (0.3, 3).
    tolerance : float, default 1e-9
        How near each total is met: its distance over (1 + the total).
    iterations : int, default 100
    unmet : Unmet, default Unmet.FAIL
        What to do where totals cannot be met, by these people or within these bounds.

    Returns
    -------
    Weighting
        Its design's errors know of the weights: residuals of a regression on the variables with base weights.

    Raises
    ------
    ValueError
        Where a label or a number is missing, or bounds do not lie on both sides of 1.
    UnmetError
        Where totals cannot be met; it says by how much bounds would have to be wider. Also where weights would fall
        below nought.

    References
    ----------
    Deville, J.-C. and Särndal, C.-E. (1992). Calibration estimators in survey sampling. *Journal of the American
    Statistical Association* 87, 376-382.

    Examples
    --------
    >>> from saidanddone.analysis.survey import design
    >>> people = design([10.0] * 4)
    >>> numbers = {"people": (np.ones(4), 40), "years": ([20, 30, 50, 60], 1500)}
    >>> print(calibrate(people, numbers=numbers, distance=Distance.LOGIT, bounds=(0.5, 2)))
    Calibration (logit, 0.5 to 2) of 4 people in 5 steps: they tell as much as 4 of equal weights (design effect \
1.03); the largest weight is 1.5 times the smallest.
    margin          n     before      after  population
    people          4         40         40          40
    years           4      1,600      1,500       1,500
    """
    rule = Rule.of(distance, bounds)
    profile = Profile.read(design, margins) if margins else None
    if profile and unmet is Unmet.FAIL:
        profile.check(tolerance)
    values, totals = _read_numbers(design, numbers or {})
    auxiliary = _joined(profile.cells if profile else None, Numbers(values) if len(totals) else None)
    known = np.concatenate([profile.aims() if profile else np.zeros(0), totals])
    task, cell = _task(auxiliary, design.weights, known, rule)
    factors, steps = task.solve(tolerance, iterations)
    weights = design.weights * (factors if cell is None else factors[cell])
    if weights.min() < 0:
        raise UnmetError(
            f"{int((weights < 0).sum())} people would weigh less than nought: name bounds, or another distance"
        )
    limits = f", {rule.lower:g} to {rule.upper:g}" if bounds else ""
    fit = Calibration(auxiliary, design.weights, weights, f"calibration ({distance}{limits})")
    targets = _targets(design, weights, profile, numbers or {}, values, tolerance)
    found = Weighting(
        design.weighted(weights, fit), fit.method, targets, Spread.of(design.weights), Spread.of(weights), steps
    )
    if found.unmet and unmet is Unmet.FAIL:
        raise UnmetError(_reason(found, task, rule))
    return found


def _read_numbers(design: Design, numbers: Totals) -> tuple[Floats, Floats]:
    values = np.zeros((len(design), len(numbers)))
    for at, (name, (given, total)) in enumerate(numbers.items()):
        column = np.asarray(given, dtype=float)
        if column.shape != (len(design),):
            raise ValueError(f"{name}: {column.shape} numbers for {len(design)} people")
        lost = ~np.isfinite(column) & (design.weights > 0)
        if lost.any():
            raise ValueError(f"row {int(np.argmax(lost))} has no {name}; give it a number, or the weight nought")
        if not np.isfinite(total):
            raise ValueError(f"{name}: the total of the population is a number, not {total}")
        values[:, at] = np.where(design.weights > 0, column, 0)
    return values, np.array([total for _, total in numbers.values()], dtype=float)


def _joined(cells: Cells | None, numbers: Numbers | None) -> Cells | Numbers | Joint:
    if cells and numbers:
        return Joint((cells, numbers), (cells.width, numbers.matrix.shape[1]))
    if cells:
        return cells
    if numbers:
        return numbers
    raise ValueError("name at least one margin or number")


def _task(auxiliary: Cells | Numbers | Joint, base: Floats, known: Floats, rule: Rule) -> tuple[Task, Ints | None]:
    """Where only categories are known, people of one cell move alike, and cells are what is solved for."""
    if not isinstance(auxiliary, Cells):
        return Task(auxiliary, base, known, rule), None
    held = np.bincount(auxiliary.cell, base, len(auxiliary.categories)).astype(float)
    alone = Cells(np.arange(len(held)), auxiliary.categories, auxiliary.width)
    return Task(alone, held, known, rule), auxiliary.cell


def _targets(
    design: Design, weights: Floats, profile: Profile | None, numbers: Totals, values: Floats, tolerance: float
) -> tuple[Target, ...]:
    found = targets_of(profile, profile.cells.totals(weights), tolerance) if profile else ()
    before, after = design.weights @ values, weights @ values
    count = int((design.weights > 0).sum())
    return found + tuple(
        Target(name, "", float(total), float(before[at]), float(after[at]), count, met(after[at], total, tolerance))
        for at, (name, (_, total)) in enumerate(numbers.items())
    )


def _reason(found: Weighting, task: Task, rule: Rule) -> str:
    first = max(found.unmet, key=lambda each: abs(each.after - each.population) / (1 + abs(each.population)))
    name = f"{first.variable} {first.label}".strip()
    said = f"after {found.iterations} steps {len(found.unmet)} totals are not met, among them {name}: "
    said += f"{first.after:,.6g} for {first.population:,.6g}"
    wider = task.wider()
    if wider is None:
        return f"{said}; no bounds would do, or there are too many people to say"
    if wider > 1e-9:
        return (
            f"{said}; bounds would have to be {rule.lower - wider:.4g} to {rule.upper + wider:.4g} "
            "or wider, or say unmet=Unmet.SAY"
        )
    return f"{said}; some weights meet them: allow more iterations, or bounds that are less tight"
