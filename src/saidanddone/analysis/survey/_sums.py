"""What each cluster adds to a figure: all that its estimate, its variance and its replicates need of the people.

A mean, a share, a net, a ratio and a total are each one sum over another. So people are read once; everything after
that works on a few thousand clusters, whatever engine did the reading.
"""

from dataclasses import dataclass

import numpy as np

from saidanddone.analysis.survey._estimates import TAYLOR, Estimates, Kind
from saidanddone.analysis.survey._frame import Floats, Frame, Mask


@dataclass(frozen=True, slots=True)
class Fitted:
    """The same sums, by p variables that the weights were calibrated to.

    Attributes
    ----------
    by_unit : ndarray of float, shape (U, p)
        Calibrated weights times the variables.
    gram : ndarray of float, shape (p, p)
        Base weights times the variables times each other.
    numerators, denominators : ndarray of float, shape (p, d)
        Base weights times the variables times what is added up. Without `denominators` the figure is a total.
    method : str
    """

    by_unit: Floats
    gram: Floats
    numerators: Floats
    denominators: Floats | None
    method: str

    def explained(self, ratios: Floats, totals: Floats) -> Floats:
        """What the calibration explains of each unit's part in the variance, shape (U, d)."""
        crossed = self.numerators if self.denominators is None else self.numerators - self.denominators * ratios
        slopes = np.linalg.lstsq(self.gram, crossed / totals, rcond=1e-10)[0]
        found: Floats = self.by_unit @ slopes
        return found


@dataclass(frozen=True, slots=True)
class Sums:
    """Weighted sums of d figures in each of U units of a frame.

    Attributes
    ----------
    frame : Frame
    numerators : ndarray of float, shape (U, d)
        What is measured, times the weight.
    denominators : ndarray of float or None, shape (U, d)
        What it is measured of; `None` for totals.
    present : ndarray of bool, shape (U, d)
        Whether anybody of the figure's group is there, answer or not.
    counts : ndarray of float, shape (d,)
        People who count, unweighted.
    squares : ndarray of float, shape (d,)
        What is measured, squared, times the weight: for the design effect; `nan` where that has no meaning.
    fitted : tuple of Fitted
    """

    frame: Frame
    numerators: Floats
    denominators: Floats | None
    present: Mask
    counts: Floats
    squares: Floats
    fitted: tuple[Fitted, ...] = ()

    def estimates(self, name: str, kind: Kind, groups: tuple[str, ...]) -> Estimates:
        """By Taylor linearisation: a ratio's variance is that of the sums of (numerator − ratio × denominator)."""
        values, bases = self._values()
        deviations = self.frame.deviations(self.linearised(values, bases))
        variances = np.einsum("kd,kd->d", deviations, deviations)
        with np.errstate(divide="ignore", invalid="ignore"):
            by_lot = (self.squares / bases - values**2) / (self.counts - 1)
            design_effects = np.where(by_lot > 0, variances / by_lot, np.nan)
        method = ", ".join([TAYLOR, *(each.method for each in self.fitted)])
        degrees = self.frame.degrees(self.present)
        return Estimates(
            name, kind, groups, values, degrees, self.counts, design_effects, deviations, self.frame, method
        )

    def _values(self) -> tuple[Floats, Floats]:
        totals = self.numerators.sum(axis=0)
        if self.denominators is None:
            return totals, np.ones_like(totals)
        bases = self.denominators.sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(bases != 0, totals / bases, np.nan), bases

    def linearised(self, values: Floats, bases: Floats) -> Floats:
        """What each unit adds to each figure's error, shape (U, d); nothing where a figure is unknown."""
        known = np.where(np.isnan(values), 0, values)
        divisors = np.where(bases != 0, bases, np.inf)
        gaps = self.numerators if self.denominators is None else self.numerators - self.denominators * known
        added = gaps / divisors
        for fit in self.fitted:
            added = added - fit.explained(known, divisors)
        return added
