"""What a variance must know of weights that were fitted to known totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from saidanddone.analysis.survey._codes import Ints
from saidanddone.analysis.survey._frame import Floats


class Tally(Protocol):
    """Variables added up by code and by answer, item after item."""

    def __call__(self, places: Ints, width: int) -> Floats:
        """The answers of n people as places from 0 to width - 1: shape (p, codes, width)."""


class Auxiliary(Protocol):
    """What weights were calibrated to: p variables of n people whose totals are known of everybody."""

    def sums(self, weighted: Floats, code: Ints, length: int) -> Floats:
        """Add up the p variables, times a weight of shape (n,), by code: shape (length, p). The code -1 is left out."""

    def tally(self, weights: Floats, code: Ints, length: int) -> Tally:
        """Ready to add up the p variables, times a weight of shape (n,), by code and answer. -1 is left out."""

    def cross(self, weighted: Floats) -> Floats:
        """The p variables times k columns of weighted values, shape (n, k), added up: shape (p, k)."""

    def gram(self, weights: Floats) -> Floats:
        """The p variables times each other, weighted by shape (n,): shape (p, p)."""

    def overlap(self, other: "Auxiliary", weights: Floats) -> Floats:
        """The q variables of another times these p, weighted by shape (n,): shape (q, p)."""

    def at(self, slopes: Floats) -> Floats:
        """The p variables of each person times slopes of the shape (p, d): shape (n, d)."""


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """One fit of weights to known totals.

    Attributes
    ----------
    auxiliary : Auxiliary
        The variables whose totals were met.
    base, fitted : ndarray of float, shape (n,)
        The weights before and after.
    method : str
        How they were fitted, for reading.
    """

    auxiliary: Auxiliary
    base: Floats
    fitted: Floats
    method: str


class Product(Protocol):
    """Something of the shape (U, p) that knows its product with slopes of the shape (p, d)."""

    def __matmul__(self, slopes: Floats) -> Floats: ...


@dataclass(frozen=True, slots=True, eq=False)
class PeopleAsUnits:
    """Weights times variables where each person is a unit: worked out when asked, never kept."""

    auxiliary: Auxiliary
    weights: Floats

    def __matmul__(self, slopes: Floats) -> Floats:
        found: Floats = self.weights[:, None] * self.auxiliary.at(slopes)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A calibration as variances use it, the same for all that is estimated.

    What is estimated is split into what the variables explain, whose total is known, and the rest. The slopes come from
    `weights`, the base weights; what is explained is taken off each unit with calibrated weights.

    Attributes
    ----------
    auxiliary : Auxiliary
    weights : ndarray of float, shape (n,)
        Base weights, times all that was done to weights after this fit and was no fit.
    by_unit : ndarray of float, or what multiplies like it, shape (U, p)
        Calibrated weights times the variables.
    gram : ndarray of float, shape (p, p)
        Base weights times the variables times each other.
    overlaps : tuple of ndarray of float, shape (p, q)
        Weights times the variables times those of each later fit, the last first.
    method : str
    """

    auxiliary: Auxiliary
    weights: Floats
    by_unit: Product
    gram: Floats
    overlaps: tuple[Floats, ...]
    method: str


def fits(calibrations: tuple[Calibration, ...], weights: Floats, unit: Ints, units: int) -> tuple[Fit, ...]:
    """The fits behind the weights of n people in U units, the last first, as they are taken off.

    The last totals are met by the weights as they are; those of earlier fits were met by weights that have changed
    since. So the last is taken off first, and an earlier one explains what the later left (two-phase regression:
    Särndal, C.-E., Swensson, B. and Wretman, J. (1992), *Model Assisted Survey Sampling*, chapter 9).
    """
    found: list[Fit] = []
    later: list[tuple[Auxiliary, Floats]] = []
    own_unit = units == len(weights) and bool((unit == np.arange(units)).all())
    changed, grown, kept_on = weights, np.ones(len(weights)), np.ones(len(weights))
    for each in reversed(calibrations):
        factor = _quotient(changed, each.fitted)
        later = [(auxiliary, between * factor) for auxiliary, between in later]
        grown = grown * factor
        kept = each.fitted * kept_on
        by_unit: Product = PeopleAsUnits(each.auxiliary, kept) if own_unit else each.auxiliary.sums(kept, unit, units)
        overlaps = tuple(auxiliary.overlap(each.auxiliary, each.base * between) for auxiliary, between in later)
        gram = each.auxiliary.gram(each.base)
        found.append(Fit(each.auxiliary, each.base * grown, by_unit, gram, overlaps, each.method))
        later.append((each.auxiliary, np.ones(len(weights))))
        kept_on = kept_on * _quotient(each.fitted, each.base)
        changed = each.base
    return tuple(found)


def _quotient(above: Floats, below: Floats) -> Floats:
    """Whoever weighed nothing is left as they are."""
    return np.divide(above, below, out=np.ones(len(below)), where=below > 0)


def explained(fits: Sequence[Fit], crossed: Sequence[Floats]) -> Floats | None:
    """What fits explain of each unit's sums, shape (U, d), the last fit first; nothing was fitted, nothing explained.

    `crossed`: for each fit its weights times its variables times what is added up, shape (p, d).
    """
    later: list[Floats] = []
    found: Floats | None = None
    for fit, left in zip(fits, crossed, strict=True):
        for overlap, slopes in zip(fit.overlaps, later, strict=True):
            left = left - overlap @ slopes
        later.append(solved(fit.gram, left))
        part = fit.by_unit @ later[-1]
        found = part if found is None else found + part
    return found


def solved(gram: Floats, crossed: Floats) -> Floats:
    """Slopes of least squares. Categories of several margins tell the same twice; then it is the shortest solution.

    Variables are brought to one scale first, so that only what truly tells nothing new is left out.
    """
    across = np.diag(gram)
    scale = np.sqrt(np.where(across > 0, across, 1))
    if np.count_nonzero(gram) == np.count_nonzero(across):
        apart: Floats = crossed * np.where(across > 0, 1 / scale**2, 0)[:, None]
        return apart
    slopes: Floats = np.linalg.lstsq(gram / np.outer(scale, scale), crossed / scale[:, None], rcond=1e-12)[0]
    return slopes / scale[:, None]
