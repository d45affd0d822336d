"""Weights that meet the margins of the population: one margin at once, or several in turn."""

import numpy as np
from numpy.typing import ArrayLike

from saidanddone.analysis.survey._calibration import Calibration
from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._frame import Floats
from saidanddone.analysis.survey._margins import Counts, Margins, Profile, Unmet, UnmetError
from saidanddone.analysis.survey._weighting import Spread, Weighting, targets_of, worst

TOLERANCE = 1e-9


def post_stratify(
    design: Design, labels: ArrayLike, population: Counts, *, name: str = "stratum", unmet: Unmet = Unmet.FAIL
) -> Weighting:
    """Weight the people of each category so that together they stand for all who live there.

    Parameters
    ----------
    design : Design
    labels : array_like, shape (n,)
        The category of each person. Join several variables into one label to meet their combinations.
    population : mapping of label to float
        How many people of the population have each label.
    name : str, default "stratum"
        What the labels tell, for reading.
    unmet : Unmet, default Unmet.FAIL
        What to do where nobody of the sample is in a category; with `Unmet.SAY` the others stand for them.

    Returns
    -------
    Weighting
        Its design's errors know of the weights: what differs between categories no longer adds to them.

    Raises
    ------
    ValueError
        Where somebody has no label or one that the population lacks.
    UnmetError
        Where nobody of the sample is in a category in which people live.

    References
    ----------
    Holt, D. and Smith, T. M. F. (1979). Post stratification. *Journal of the Royal Statistical Society A* 142, 33-46.

    Examples
    --------
    >>> from saidanddone.analysis.survey import design
    >>> print(post_stratify(design([10.0] * 4), ["young", "old", "old", "old"], {"young": 40, "old": 60}, name="age"))
    Post-stratification of 4 people in 1 step: they tell as much as 4 of equal weights (design effect 1.12); the \
largest weight is 2.0 times the smallest.
    margin              n     before      after  population
    age: young          1      25.0%      40.0%       40.0%
    age: old            3      75.0%      60.0%       60.0%
    """
    profile = Profile.read(design, {name: (labels, population)})
    if unmet is Unmet.FAIL:
        profile.check(TOLERANCE)
    weights, steps = raked(profile, design.weights, tolerance=TOLERANCE, iterations=1)
    fit = Calibration(profile.cells, design.weights, weights, "post-stratification")
    return weighting_of(design, fit, profile, steps)


def rake(
    design: Design, margins: Margins, *, tolerance: float = TOLERANCE, iterations: int = 200, unmet: Unmet = Unmet.FAIL
) -> Weighting:
    """Weight people so that every margin is that of the population, though its combinations are not known.

    Margins are met in turn until all hold at once, by the cells that occur, so that a million people cost little more
    than a thousand. The weights are those of `calibrate` with `Method.RAKING`.

    Parameters
    ----------
    design : Design
    margins : mapping of name to (labels, population)
        For each variable the label of each person, shape (n,), and how many people of the population have each label.
        All populations add up to the same.
    tolerance : float, default 1e-9
        How near each total is met: its distance over (1 + the total).
    iterations : int, default 200
        How often all margins are gone through at most.
    unmet : Unmet, default Unmet.FAIL
        What to do where a category has nobody in the sample, populations do not add up to the same, or the steps do not
        end. With `Unmet.SAY` the first margin's total holds, other categories stand for empty ones, and the result says
        what is not met.

    Returns
    -------
    Weighting
        Its design's errors know of the weights: residuals of a regression on the margins with base weights, as those of
        R's `calibrate(calfun = "raking")`. R's `rake` takes no weights at all in that regression: where base weights
        differ its errors do too, a little.

    Raises
    ------
    ValueError
        Where somebody has no label or one that the population lacks.
    UnmetError
        Where the margins cannot be met.

    References
    ----------
    Deming, W. E. and Stephan, F. F. (1940). On a least squares adjustment of a sampled frequency table when the
    expected marginal totals are known. *Annals of Mathematical Statistics* 11, 427-444.
    Deville, J.-C., Särndal, C.-E. and Sautory, O. (1993). Generalized raking procedures in survey sampling. *Journal of
    the American Statistical Association* 88, 1013-1020.

    Examples
    --------
    >>> from saidanddone.analysis.survey import design
    >>> age, home = ["young", "young", "old", "old", "old"], ["own", "rent", "own", "own", "rent"]
    >>> margins = {"age": (age, {"young": 30, "old": 70}), "home": (home, {"own": 50, "rent": 50})}
    >>> rake(design([20.0] * 5), margins).design.weights.round(2)
    array([11.41, 18.59, 19.29, 19.29, 31.41])
    """
    profile = Profile.read(design, margins)
    if unmet is Unmet.FAIL:
        profile.check(tolerance)
    weights, steps = raked(profile, design.weights, tolerance=tolerance, iterations=iterations)
    fit = Calibration(profile.cells, design.weights, weights, "raking")
    found = weighting_of(design, fit, profile, steps, tolerance)
    if unmet is Unmet.FAIL and found.unmet:
        raise UnmetError(
            f"after {steps} rounds {len(found.unmet)} totals are not met, among them "
            f"{found.unmet[0].variable} {found.unmet[0].label}: combinations that nobody has may stand in the way; "
            "join categories, allow more iterations, or say unmet=Unmet.SAY"
        )
    return found


def raked(profile: Profile, base: Floats, *, tolerance: float, iterations: int) -> tuple[Floats, int]:
    """Iterative proportional fitting on cells; the weights of people, and the rounds that it took."""
    cells, known = profile.cells, profile.aims()
    held = np.bincount(cells.cell, base, len(cells.categories)).astype(float)
    factor, reached, steps = np.ones(len(held)), profile.before, 0
    while steps < iterations and worst(reached, known) > tolerance / 10:
        for margin in cells.categories.T:
            sums = np.bincount(margin, held * factor, cells.width)
            factor = factor * np.divide(known, sums, out=np.zeros(cells.width), where=sums > 0)[margin]
        reached = cells.over_cells((held * factor)[:, None])[:, 0]
        steps += 1
    return base * factor[cells.cell], steps


def weighting_of(
    design: Design, fit: Calibration, profile: Profile, steps: int, tolerance: float = TOLERANCE
) -> Weighting:
    """The design with weights that were fitted to margins, and what is to be said of it."""
    return Weighting(
        design=design.weighted(fit.fitted, fit),
        method=fit.method,
        targets=targets_of(profile, profile.cells.totals(fit.fitted), tolerance),
        before=Spread.of(design.weights),
        after=Spread.of(fit.fitted),
        iterations=steps,
    )
