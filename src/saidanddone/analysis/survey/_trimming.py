"""Weights that are cut where they are so large that few people would speak for many."""

import numpy as np

from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._frame import Floats, Mask
from saidanddone.analysis.survey._margins import UnmetError
from saidanddone.analysis.survey._weighting import Spread, Weighting


def trim(
    design: Design,
    *,
    times_median: float | None = None,
    upper: float | None = None,
    lower: float | None = None,
    iterations: int = 100,
) -> Weighting:
    """Cut weights at a bound, and spread what is cut evenly over the others, so that the total stays.

    Parameters
    ----------
    design : Design
    times_median : float, optional
        The largest weight as a multiple of the median of all who count.
    upper, lower : float, optional
        The largest and the smallest weight itself. People whose weight is nought stay at nought.
    iterations : int, default 100
        How often to look again at those whom the spreading brings beyond a bound. 1 is R's `trimWeights`, more is the
        same with `strict = TRUE`. Whoever was cut stays at the bound.

    Returns
    -------
    Weighting
        With the share of people whose weight was changed at a bound, and the share of all weight that was moved.
        Margins that were met before may no longer be: rake again, or use `calibrate` with bounds.

    Raises
    ------
    ValueError
        Where no bound is named, or both ways of naming the largest are.
    UnmetError
        Where so many are beyond the bounds that nobody is left to take the weight.

    References
    ----------
    Potter, F. J. (1990). A study of procedures to identify and trim extreme sampling weights. *Proceedings of the
    Section on Survey Research Methods, American Statistical Association*, 225-230.

    Examples
    --------
    >>> from saidanddone.analysis.survey import design
    >>> found = trim(design([1.0, 1, 1, 1, 6]), times_median=3)
    >>> found.design.weights, found.trimmed, found.moved
    (array([1.75, 1.75, 1.75, 1.75, 3.  ]), 0.2, 0.3)
    """
    counted = design.weights > 0
    low, high = _bounds(design.weights[counted], times_median, upper, lower)
    weights = design.weights.copy()
    cut: Mask = np.zeros(len(weights), dtype=bool)
    steps = 0
    while steps < iterations:
        outside = counted & ~cut & ((weights > high) | (weights < low))
        if not outside.any():
            break
        cut |= outside
        if cut.sum() == counted.sum():
            raise UnmetError(f"all {int(counted.sum())} people are beyond the bounds: widen them")
        over = (weights[outside] - np.clip(weights[outside], low, high)).sum()
        weights[outside] = np.clip(weights[outside], low, high)
        weights[counted & ~cut] += over / (counted & ~cut).sum()
        steps += 1
    return Weighting(
        design=design.weighted(weights),
        method="trimming",
        targets=(),
        before=Spread.of(design.weights),
        after=Spread.of(weights),
        iterations=steps,
        trimmed=float(cut.sum() / counted.sum()),
        moved=float(np.abs(weights - design.weights).sum() / 2 / design.weights.sum()),
    )


def _bounds(
    weights: Floats, times_median: float | None, upper: float | None, lower: float | None
) -> tuple[float, float]:
    if times_median is not None and upper is not None:
        raise ValueError("name the largest weight as a multiple of the median or itself, not both")
    if times_median is None and upper is None and lower is None:
        raise ValueError("name the largest weight, the smallest, or both")
    high = float(times_median * np.median(weights)) if times_median is not None else upper
    low, high = (0.0 if lower is None else lower), (np.inf if high is None else high)
    if not 0 <= low < high:
        raise ValueError(f"the smallest weight is less than the largest and not below nought, not {low:g} and {high:g}")
    return low, high
