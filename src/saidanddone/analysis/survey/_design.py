"""A sample: how its people were chosen, and what each answer weighs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saidanddone.analysis.survey._calibration import Calibration, Fit, fits
from saidanddone.analysis.survey._codes import Ints
from saidanddone.analysis.survey._frame import Floats, Frame, Lonely, frame


@dataclass(frozen=True)
class Design:
    """How n people were chosen. Made by `design`, and by everything that changes weights.

    Attributes
    ----------
    weights : ndarray of float, shape (n,)
        How many people each stands for; 0 is somebody who does not count.
    frame : Frame
        Strata, clusters and stages.
    unit : ndarray of int, shape (n,)
        The unit of the frame in which each person lies.
    calibration : tuple of Calibration
        What the weights were fitted to, the first fit first.
    """

    weights: Floats
    frame: Frame
    unit: Ints
    calibration: tuple[Calibration, ...] = ()

    @cached_property
    def fits(self) -> tuple[Fit, ...]:
        """What every variance needs of the calibrations, worked out once, the last fit first."""
        return fits(self.calibration, self.weights, self.unit, self.frame.units)

    def __len__(self) -> int:
        return len(self.weights)

    def __str__(self) -> str:
        first = self.frame.stages[0]
        strata = f" in {len(first.drawn):,} strata" if len(first.drawn) > 1 else ""
        clusters = "" if len(first.stratum) == len(self) else f", {len(first.stratum):,} clusters"
        fitted = "".join(f", {each.method}" for each in self.calibration)
        return f"{len(self):,} people{clusters}{strata}{fitted}."

    def weighted(self, weights: Floats, calibration: Calibration | None = None) -> "Design":
        """The same people with other weights."""
        fits = (*self.calibration, calibration) if calibration else self.calibration
        return replace(self, weights=checked_weights(weights, len(self)), calibration=fits)


def design(
    weights: ArrayLike,
    *,
    strata: ArrayLike | Sequence[ArrayLike] | None = None,
    clusters: ArrayLike | Sequence[ArrayLike] | None = None,
    population: ArrayLike | Sequence[ArrayLike] | None = None,
    nest: bool = False,
    lonely: Lonely = Lonely.FAIL,
) -> Design:
    """Say how people were chosen.

    Parameters
    ----------
    weights : array_like of float, shape (n,)
        How many people each stands for, from nought up.
    strata : array_like, shape (n,), or a list of them, optional
        The stratum of each person; a list has one array for each stage, the outermost first.
    clusters : array_like, shape (n,), or a list of them, optional
        The cluster of each person, or one array for each stage. Without clusters each person is one.
    population : array_like of float, shape (n,), or a list of them, optional
        How many clusters the stratum holds from which each person's cluster was drawn, so that variances shrink where
        much of it was (finite population correction). Without it the first stage alone counts, as if drawn with
        replacement: careful, and usual.
    nest : bool, default False
        Whether names of clusters begin anew in each stratum.
    lonely : Lonely, default Lonely.FAIL
        What a stratum with a single cluster adds to a variance.

    Returns
    -------
    Design

    Raises
    ------
    ValueError
        Where arrays differ in length, a weight is no number or below nought, a label is missing, a cluster lies in two
        strata, or a population is smaller than what was drawn of it.
    LonelyClusterError
        Where a stratum has a single cluster and no rule is named.

    References
    ----------
    Lumley, T. (2010). *Complex Surveys: A Guide to Analysis Using R*, chapters 2 and 3.

    Examples
    --------
    >>> print(design([20.0, 20, 30, 30], strata=["Aberwen", "Aberwen", "Trefnant", "Trefnant"]))
    4 people in 2 strata.
    """
    checked = checked_weights(np.asarray(weights, dtype=float), None)
    found, unit = frame(len(checked), strata, clusters, population, nest=nest, rule=lonely)
    return Design(checked, found, unit)


def checked_weights(weights: NDArray[np.float64], rows: int | None) -> Floats:
    if weights.ndim != 1 or not len(weights) or (rows is not None and len(weights) != rows):
        raise ValueError(f"weights are one to a person; these have the shape {weights.shape}")
    if not np.isfinite(weights).all() or weights.min() < 0:
        row = int(np.argmax(~np.isfinite(weights) | (weights < 0)))
        raise ValueError(f"row {row}: a weight is a number from nought up, not {weights[row]}")
    if not weights.any():
        raise ValueError("all weights are nought")
    return weights
