"""Replicates: the same figure of many samples that might have been drawn instead, from the sums of clusters alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._frame import Floats, Frame, Lonely, LonelyClusterError, Mask, sum_by
from saidanddone.analysis.survey._hadamard import hadamard


class Sample(Protocol):
    """Whatever knows how its people were chosen: a design, or people that were read into a histogram."""

    @property
    def frame(self) -> Frame: ...


class Centre(StrEnum):
    """From where the replicates of a figure are measured."""

    MEAN = "mean"
    """From their own mean, as R `survey` does unless told otherwise."""
    ESTIMATE = "estimate"
    """From the figure of the whole sample, which is careful (`mse=TRUE`)."""


@dataclass(frozen=True, slots=True, eq=False)
class Replicates:
    """R samples that might have been drawn, made by `jackknife`, `balanced`, `bootstrap` or `replicates`.

    Attributes
    ----------
    frame : Frame
        How the people were chosen.
    method : str
    scale : ndarray of float, shape (R,)
        What the square of each replicate's distance counts.
    centre : Centre
    multipliers : ndarray of float, shape (R, C), or None
        By what the weights of each cluster of the first stage are multiplied in each replicate. `None` for the
        jackknife, whose replicates follow from the sums without any.

    Examples
    --------
    >>> import saidanddone.analysis.survey as survey
    >>> people = survey.design(np.ones(6), clusters=[1, 1, 2, 2, 3, 3])
    >>> print(survey.jackknife(people))
    3 replicates by jackknife.
    """

    frame: Frame
    method: str
    scale: Floats
    centre: Centre
    multipliers: Floats | None = None

    def __len__(self) -> int:
        return len(self.scale)

    def __str__(self) -> str:
        return f"{len(self):,} replicates by {self.method}."

    def totals(self, sums: Floats, explained: Floats | None = None) -> Floats:
        """The totals of each replicate, shape (R, k), of weighted sums by unit, shape (U, k).

        Of weights that were fitted to known totals, `explained` is what the fits explain of the sums. No chance is
        in that: slopes are held, and each replicate is moved to the known totals.
        """
        if explained is None:
            return self._totals(sums)
        moved: Floats = self._totals(sums - explained) + explained.sum(axis=0)
        return moved

    def _totals(self, sums: Floats) -> Floats:
        first = self.frame.stages[0]
        clusters = sum_by(first.cluster, sums, len(first.stratum))
        if self.multipliers is not None:
            weighted: Floats = self.multipliers @ clusters
            return weighted
        strata, drawn = sum_by(first.stratum, clusters, len(first.drawn)), first.drawn[:, None]
        # Without a cluster, the others of its stratum stand for it; a stratum of one leaves that to all strata.
        others = drawn / np.maximum(drawn - 1, 1)
        rest = strata.sum(axis=0) + (strata / drawn)[first.stratum] * others[first.stratum]
        found: Floats = rest - clusters * others[first.stratum]
        alone = first.lonely[first.stratum]
        if alone.any():
            found[alone] = (strata.sum(axis=0) - clusters[alone]) * (len(strata) / max(len(strata) - 1, 1))
        return found

    def deviations(self, figures: Floats, values: Floats) -> Floats:
        """Of the figures of each replicate, shape (R, d), rows whose cross-product is the covariance of `values`.

        A figure that cannot be worked out in each replicate has no error that is known, and so no deviations.
        """
        counted = self.scale > 0
        centre = figures[counted].mean(axis=0) if self.centre is Centre.MEAN else values
        distances: Floats = np.where(counted[:, None], figures - centre, 0) * np.sqrt(self.scale)[:, None]
        return np.where(np.isnan(distances).any(axis=0), np.nan, distances)

    def degrees(self, present: Mask) -> Floats:
        """Degrees of freedom: those of the design, but at most one less than there are replicates."""
        return np.minimum(self.frame.degrees(present), max(len(self) - 1, 1))

    def each(self, design: Design) -> Iterator[Floats]:
        """What the weight of each person is multiplied by, shape (n,), one replicate after the other."""
        cluster = self.frame.stages[0].cluster[design.unit]
        if self.multipliers is not None:
            yield from (row[cluster] for row in self.multipliers)
            return
        yield from (self._without(number)[cluster] for number in range(len(self)))

    def _without(self, number: int) -> Floats:
        first = self.frame.stages[0]
        stratum = first.stratum[number]
        drawn = first.drawn[stratum]
        if first.lonely[stratum]:
            kept = np.full(len(first.stratum), len(first.drawn) / max(len(first.drawn) - 1, 1))
        else:
            kept = np.where(first.stratum == stratum, drawn / max(drawn - 1, 1), 1)
        kept[number] = 0
        return kept


def jackknife(sample: Sample, *, centre: Centre = Centre.MEAN) -> Replicates:
    """One cluster of the first stage is left out at a time, and the others of its stratum stand for it.

    No weights of replicates are stored: their sums follow from the sums of clusters and of strata.

    Parameters
    ----------
    sample : Design or Histogram
        Of one stage, or of several of which the first alone is counted. With a known population the variance shrinks
        as far as the first stage tells, and what later stages add is left out: leave the population out to be careful.
    centre : Centre, default Centre.MEAN

    Returns
    -------
    Replicates

    Raises
    ------
    ValueError
        Where there is one cluster altogether.

    Notes
    -----
    Lonely clusters follow the rule of the design. By `Lonely.AVERAGE` the number of strata is what counts, as it does
    in linearisation; R counts clusters.

    References
    ----------
    Wolter, K. M. (2007). *Introduction to Variance Estimation*, chapter 4. JK1 and JKn of R `survey`.

    Examples
    --------
    >>> import saidanddone.analysis.survey as survey
    >>> people = survey.design([20.0] * 6, clusters=[1, 1, 2, 2, 3, 3])
    >>> print(survey.mean(people, [3, 5, 6, 6, 8, 9.0], errors=survey.jackknife(people), name="Trust"))
    Trust: 6.17 (95% interval 0.57 to 11.77; n = 6).
    """
    first, rule = sample.frame.stages[0], sample.frame.rule
    if len(first.stratum) < 2:
        raise ValueError("there is a single cluster: nothing can be left out")
    scale = (1 - first.fraction) * (first.drawn - 1) / first.drawn
    lonely = first.lonely
    if rule is Lonely.ADJUST:
        strata = len(first.drawn)
        scale = np.where(lonely, (1 - first.fraction) * (strata - 1) / strata, scale)
    if rule is Lonely.AVERAGE and lonely.any():
        scale = scale * len(lonely) / max((~lonely).sum(), 1)
    return Replicates(sample.frame, "jackknife", scale[first.stratum], centre)


def balanced(sample: Sample, *, rho: float = 0, centre: Centre = Centre.MEAN) -> Replicates:
    """Half of the clusters at a time, one of each stratum, in halves that balance each other.

    Parameters
    ----------
    sample : Design or Histogram
        With two clusters in each stratum; a stratum of one that was certain to be drawn stays whole.
    rho : float, default 0
        Fay's: how much of its weight the other half keeps, from 0 to below 1. Above 0 no group falls out of a
        replicate.
    centre : Centre, default Centre.MEAN

    Returns
    -------
    Replicates

    Raises
    ------
    ValueError
        Where a stratum has not two clusters, or `rho` lies elsewhere.

    Notes
    -----
    Known populations shrink the halves' distances by the root of what was not drawn; R leaves them out.

    References
    ----------
    Judkins, D. R. (1990). Fay's method for variance estimation. *Journal of Official Statistics* 6, 223-239.

    Examples
    --------
    >>> import saidanddone.analysis.survey as survey
    >>> people = survey.design(np.ones(6), strata=["a", "a", "b", "b", "c", "c"])
    >>> halves = survey.balanced(people, rho=0.5)
    >>> print(halves)
    4 replicates by Fay's balanced halves (rho = 0.5).
    >>> print(survey.mean(people, [3, 5, 6, 6, 8, 9.0], errors=halves, name="Trust"))
    Trust: 6.17 (95% interval 4.98 to 7.35; n = 6).
    """
    if not 0 <= rho < 1:
        raise ValueError(f"rho lies from 0 to below 1, not at {rho}")
    first = sample.frame.stages[0]
    whole = _certain(sample)
    if (first.drawn[~whole] != 2).any():
        found = int(first.drawn[np.flatnonzero(~whole & (first.drawn != 2))[0]])
        raise ValueError(f"balanced halves need two clusters in each stratum; one has {found}")
    signs = hadamard(int((~whole).sum()) + 1)[1 : int((~whole).sum()) + 1].T
    of_stratum = np.zeros((len(signs), len(first.drawn)))
    of_stratum[:, ~whole] = signs * np.sqrt(1 - first.fraction[~whole])
    order = np.argsort(first.stratum, kind="stable")
    earlier = np.ones(len(first.stratum), dtype=bool)
    earlier[order[1:]] = first.stratum[order[1:]] != first.stratum[order[:-1]]
    multipliers = 1 + (1 - rho) * of_stratum[:, first.stratum] * np.where(earlier, -1, 1)
    method = f"Fay's balanced halves (rho = {rho:g})" if rho else "balanced halves"
    scale = np.full(len(signs), 1 / (len(signs) * (1 - rho) ** 2))
    return Replicates(sample.frame, method, scale, centre, multipliers)


def bootstrap(sample: Sample, count: int, rng: np.random.Generator, *, centre: Centre = Centre.MEAN) -> Replicates:
    """Clusters are drawn again from each stratum, with replacement, one fewer than there are: Rao and Wu's bootstrap.

    Parameters
    ----------
    sample : Design or Histogram
    count : int
        How many samples are drawn; 500 settle a standard error to about 3 %.
    rng : Generator
        Where chance comes from; the same seed gives the same replicates.
    centre : Centre, default Centre.MEAN

    Returns
    -------
    Replicates
        Holds `count` times the number of clusters: for people without clusters, think of the memory.

    Raises
    ------
    ValueError
        Where fewer than two are asked for.
    LonelyClusterError
        Where a stratum has a single cluster that was not certain to be drawn.

    References
    ----------
    Rao, J. N. K. and Wu, C. F. J. (1988). Resampling inference with complex survey data. *Journal of the American
    Statistical Association* 83, 231-241. The `subbootstrap` of R `survey`.

    Examples
    --------
    >>> import saidanddone.analysis.survey as survey
    >>> people = survey.design(np.ones(8), strata=["a"] * 4 + ["b"] * 4)
    >>> drawn = survey.bootstrap(people, 400, np.random.default_rng(1))
    >>> print(survey.mean(people, [3, 5, 6, 6, 8, 9, 7, 4.0], errors=drawn, name="Trust"))
    Trust: 6.00 (95% interval 4.37 to 7.63; n = 8).
    """
    if count < 2:
        raise ValueError(f"a bootstrap draws two samples or more, not {count}")
    first = sample.frame.stages[0]
    whole = _certain(sample)
    multipliers = np.ones((count, len(first.stratum)))
    for stratum in np.flatnonzero(~whole):
        members = np.flatnonzero(first.stratum == stratum)
        drawn = len(members) - 1
        times = rng.multinomial(drawn, np.full(len(members), 1 / len(members)), size=count)
        reach = np.sqrt(1 - first.fraction[stratum])
        multipliers[:, members] = 1 - reach + reach * times * len(members) / drawn
    scale = np.full(count, 1 / (count - 1))
    return Replicates(sample.frame, "bootstrap", scale, centre, multipliers)


def replicates(
    design: Design,
    multipliers: ArrayLike,
    *,
    scale: float | ArrayLike,
    centre: Centre = Centre.MEAN,
    method: str = "replicate weights",
) -> Replicates:
    """Replicates that somebody else made, for instance those that come with a file.

    Parameters
    ----------
    design : Design
    multipliers : array_like of float, shape (R, n)
        By what each person's weight is multiplied in each replicate: the replicate weight over the weight. Alike for
        all people of a cluster; where weights were fitted again in each replicate they are not, and the design has to
        be without clusters.
    scale : float or array_like of float, shape (R,)
        What the square of each replicate's distance counts; the file's documentation says it.
    centre : Centre, default Centre.MEAN
    method : str
        For reading.

    Returns
    -------
    Replicates

    Raises
    ------
    ValueError
        Where shapes differ, a number is below nought or none, or people of one cluster differ.

    Examples
    --------
    >>> import saidanddone.analysis.survey as survey
    >>> people = survey.design(np.ones(3))
    >>> left_out = [[0, 1.5, 1.5], [1.5, 0, 1.5], [1.5, 1.5, 0]]
    >>> print(survey.mean(people, [3, 5, 7.0], errors=survey.replicates(people, left_out, scale=2 / 3), name="Trust"))
    Trust: 5.00 (95% interval 0.03 to 9.97; n = 3).
    """
    given = np.asarray(multipliers, dtype=float)
    if given.ndim != 2 or given.shape[1] != len(design):
        raise ValueError(f"multipliers have the shape {given.shape} for {len(design)} people")
    scales = np.broadcast_to(np.asarray(scale, dtype=float), len(given)).copy()
    if not np.isfinite(given).all() or given.min() < 0 or not np.isfinite(scales).all() or scales.min() < 0:
        raise ValueError("multipliers and scales are numbers from nought up")
    first = design.frame.stages[0]
    cluster = first.cluster[design.unit]
    person = np.empty(len(first.stratum), dtype=np.int64)
    person[cluster] = np.arange(len(cluster))
    of_cluster = given[:, person]
    alike = np.isclose(of_cluster[:, cluster], given, rtol=1e-9, atol=0).all(axis=0)
    if not alike.all():
        raise ValueError(f"row {int(np.argmax(~alike))}: its multipliers differ from others of its cluster")
    return Replicates(design.frame, method, scales, centre, of_cluster)


def _certain(sample: Sample) -> Mask:
    """Which strata stay whole in each replicate, shape (H,): there is nothing else to draw, or the rule says so."""
    first, rule = sample.frame.stages[0], sample.frame.rule
    if first.lonely.any() and rule is not Lonely.CERTAINTY:
        raise LonelyClusterError(
            f"{int(first.lonely.sum())} strata have a single cluster; these replicates know the rule 'certainty' alone"
        )
    certain: Mask = first.drawn == 1
    return certain
