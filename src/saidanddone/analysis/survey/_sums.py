"""What each cluster adds to a figure: all that its estimate, its variance and its replicates need of the people.

A mean, a share, a net, a ratio and a total are each one sum over another. So people are read once; everything after
that works on a few thousand clusters, whatever engine did the reading.
"""

from dataclasses import dataclass

import numpy as np

from saidanddone.analysis.survey._calibration import Fit, explained
from saidanddone.analysis.survey._estimates import TAYLOR, Estimates, Kind
from saidanddone.analysis.survey._frame import Floats, Frame, Mask
from saidanddone.analysis.survey._replicates import Replicates


@dataclass(frozen=True, slots=True)
class Fitted:
    """The same sums, by p variables that the weights were calibrated to.

    Attributes
    ----------
    fit : Fit
    numerators, denominators : ndarray of float, shape (p, d)
        The fit's weights times the variables times what is added up. Without `denominators` the figure is a total.
    """

    fit: Fit
    numerators: Floats
    denominators: Floats | None

    def crossed(self, ratios: Floats, totals: Floats) -> Floats:
        """The fit's weights times the variables times what each figure adds to its error, shape (p, d)."""
        gaps = self.numerators if self.denominators is None else self.numerators - self.denominators * ratios
        return gaps / totals


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
        The last fit first.
    """

    frame: Frame
    numerators: Floats
    denominators: Floats | None
    present: Mask
    counts: Floats
    squares: Floats
    fitted: tuple[Fitted, ...] = ()

    def estimates(self, name: str, kind: Kind, groups: tuple[str, ...], errors: Replicates | None = None) -> Estimates:
        """By Taylor linearisation, a ratio's variance being that of the sums of (numerator − ratio × denominator).

        With `errors` by replicates of the sums instead.
        """
        values, bases = self._values()
        deviations = self._deviations(values, bases, errors)
        variances = np.einsum("kd,kd->d", deviations, deviations)
        with np.errstate(divide="ignore", invalid="ignore"):
            by_lot = (self.squares / bases - values**2) / (self.counts - 1)
            design_effects = np.where(by_lot > 0, variances / by_lot, np.nan)
        method = ", ".join([errors.method if errors else TAYLOR, *(each.fit.method for each in reversed(self.fitted))])
        source = errors or self.frame
        degrees = source.degrees(self.present)
        return Estimates(name, kind, groups, values, degrees, self.counts, design_effects, deviations, source, method)

    def _deviations(self, values: Floats, bases: Floats, errors: Replicates | None) -> Floats:
        if errors is None:
            return self.frame.deviations(self.linearised(values, bases))
        if errors.frame is not self.frame:
            raise ValueError("these replicates are of another design")
        fits = [each.fit for each in self.fitted]
        figures = errors.totals(self.numerators, explained(fits, [each.numerators for each in self.fitted]))
        if self.denominators is not None:
            known = [each.denominators for each in self.fitted if each.denominators is not None]
            below = errors.totals(self.denominators, explained(fits, known))
            with np.errstate(divide="ignore", invalid="ignore"):
                figures = np.where(below != 0, figures / below, np.nan)
        return errors.deviations(figures, values)

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
        of_fits = explained([each.fit for each in self.fitted], [each.crossed(known, divisors) for each in self.fitted])
        added = gaps / divisors
        return added if of_fits is None else added - of_fits
