"""How people were chosen, as far as it makes figures more or less certain: strata, clusters, stages.

A frame knows no answers. It turns what each cluster adds to an estimate into the estimate's variance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saidanddone.analysis.survey._codes import MISSING, Codes, Ints, crossed, encode

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Lonely(StrEnum):
    """What a stratum with a single cluster adds to a variance, where nothing there can be compared.

    The names and rules of R `survey` (`options(survey.lonely.psu)`).
    """

    FAIL = "fail"
    """It is an error: somebody has to decide."""
    CERTAINTY = "certainty"
    """Nothing: the cluster was certain to be drawn."""
    ADJUST = "adjust"
    """Its distance from the whole sample, which is careful."""
    AVERAGE = "average"
    """As much as the other strata add on average."""


class LonelyClusterError(ValueError):
    """A stratum has a single cluster, and no rule says what then."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of sampling: U units of the frame lie in C clusters, those in H strata.

    Attributes
    ----------
    cluster : ndarray of int, shape (U,)
        The cluster of each unit.
    stratum : ndarray of int, shape (C,)
        The stratum of each cluster; from the second stage on, strata lie within a cluster of the stage before.
    drawn : ndarray of float, shape (H,)
        How many clusters were drawn of each stratum.
    fraction : ndarray of float, shape (H,)
        Which share of the stratum's clusters that is; 0 where the stratum is as good as endless.
    weight : ndarray of float, shape (H,)
        The fractions of the stages before, multiplied: how much of this stage's variance counts.
    """

    cluster: Ints
    stratum: Ints
    drawn: Floats
    fraction: Floats
    weight: Floats

    @property
    def lonely(self) -> Mask:
        """Which strata have a single cluster though there are more to draw from, shape (H,)."""
        single: Mask = (self.drawn == 1) & (self.fraction < 1)
        return single

    def deviations(self, added: Floats, rule: Lonely) -> Floats:
        """Scaled distances of clusters from their stratum's mean; their squares add up to this stage's variance.

        `added`: what each unit adds to each of d estimates, shape (U, d). Returns shape (C, d).
        """
        sums = sum_by(self.cluster, added, len(self.stratum))
        means = sum_by(self.stratum, sums, len(self.drawn)) / self.drawn[:, None]
        lonely = self.lonely
        if rule is Lonely.ADJUST:
            means[lonely] = 0
        counted = np.where(lonely, 1, self.drawn / np.maximum(self.drawn - 1, 1))
        scale = self.weight * (1 - self.fraction) * counted
        if rule is Lonely.AVERAGE and lonely.any():
            scale = np.where(lonely, 0, scale * len(lonely) / max((~lonely).sum(), 1))
        distances: Floats = (sums - means[self.stratum]) * np.sqrt(scale)[self.stratum, None]
        return distances


@dataclass(frozen=True, slots=True)
class Frame:
    """All stages that add to the variance, the outermost first. Without known populations that is the first alone."""

    stages: tuple[Stage, ...]
    rule: Lonely

    @property
    def units(self) -> int:
        """U: clusters of the innermost stage that counts."""
        return len(self.stages[0].cluster)

    def deviations(self, added: Floats) -> Floats:
        """What each unit adds to d estimates, shape (U, d), as rows whose cross-product is their covariance."""
        return np.concatenate([stage.deviations(added, self.rule) for stage in self.stages])

    def degrees(self, present: Mask) -> Floats:
        """Degrees of freedom: clusters with somebody in them, less their strata; `present` has the shape (U, d)."""
        first = self.stages[0]
        clusters = sum_by(first.cluster, present.astype(float), len(first.stratum)) > 0
        strata = sum_by(first.stratum, clusters.astype(float), len(first.drawn)) > 0
        degrees: Floats = clusters.sum(axis=0) - strata.sum(axis=0).astype(float)
        return degrees


def sum_by(code: Ints, values: Floats, length: int) -> Floats:
    """Add up rows by code: values of the shape (n, d) to (length, d). What is its own code is not added up at all."""
    if length == len(code) and (code == np.arange(length)).all():
        return values
    if values.ndim == 1:
        return np.bincount(code, values, length).astype(float)
    sums = np.empty((length, values.shape[1]))
    for place, column in enumerate(values.T):
        sums[:, place] = np.bincount(code, column, length)
    return sums


def frame(
    rows: int,
    strata: ArrayLike | Sequence[ArrayLike] | None,
    clusters: ArrayLike | Sequence[ArrayLike] | None,
    population: ArrayLike | Sequence[ArrayLike] | None,
    *,
    nest: bool,
    rule: Lonely,
) -> tuple[Frame, Ints]:
    """The frame, and the unit of each row in it. See `design` for the arguments."""
    sizes = _by_stage(population, rows, "population")
    names = _by_stage(clusters, rows, "clusters") or [np.arange(rows)]
    groups = _by_stage(strata, rows, "strata")
    if max(len(groups), len(sizes)) > len(names):
        raise ValueError(f"{len(names)} stages of clusters, but {len(groups)} of strata and {len(sizes)} populations")
    outer = Codes(np.zeros(rows, dtype=np.int64), np.zeros(1))
    counted = max(len(sizes), 1)
    layers = []
    for number in range(counted):
        group = _complete(encode(groups[number]), f"strata of stage {number + 1}") if number < len(groups) else None
        inner = _complete(encode(names[number]), f"clusters of stage {number + 1}")
        stratum = crossed(outer, group) if group else outer
        within = crossed(stratum, inner) if nest or number else inner
        layers.append((within, stratum, np.asarray(sizes[number], dtype=float) if sizes else None))
        outer = within
    unit = layers[-1][0].of_row
    first_row = _first_rows(unit, len(layers[-1][0]))
    stages, weight_of_row = [], np.ones(rows)
    for number, (cluster, stratum, size) in enumerate(layers):
        stage = _stage(number + 1, cluster, stratum, size, weight_of_row, first_row)
        if rule is Lonely.FAIL and stage.lonely.any():
            raise LonelyClusterError(
                f"{int(stage.lonely.sum())} of {len(stage.drawn)} strata of stage {number + 1} have a single cluster: "
                "join strata, or name a rule for lonely clusters"
            )
        weight_of_row = weight_of_row * stage.fraction[stratum.of_row]
        stages.append(stage)
    return Frame(tuple(stages), rule), unit


def _stage(
    number: int, cluster: Codes, stratum: Codes, size: Floats | None, weight_of_row: Floats, first_row: Ints
) -> Stage:
    cluster_row = _first_rows(cluster.of_row, len(cluster))
    of_cluster = stratum.of_row[cluster_row]
    if (of_cluster[cluster.of_row] != stratum.of_row).any():
        row = int(np.argmax(of_cluster[cluster.of_row] != stratum.of_row))
        raise ValueError(
            f"row {row}: cluster {cluster.labels[cluster.of_row[row]]} lies in more than one stratum; "
            "where names of clusters begin anew in each stratum, say nest=True"
        )
    drawn = np.bincount(of_cluster, minlength=len(stratum)).astype(float)
    stratum_row = _first_rows(stratum.of_row, len(stratum))
    fraction = np.zeros(len(stratum))
    if size is not None:
        of_stratum = size[stratum_row]
        if not np.allclose(of_stratum[stratum.of_row], size, rtol=1e-9, atol=0):
            raise ValueError(f"the population of a stratum of stage {number} differs between its rows")
        if (of_stratum < drawn).any():
            raise ValueError(f"a stratum of stage {number} has more clusters drawn than its population holds")
        fraction = drawn / of_stratum
    return Stage(cluster.of_row[first_row], of_cluster, drawn, fraction, weight_of_row[stratum_row])


def _first_rows(of_row: Ints, length: int) -> Ints:
    first = np.empty(length, dtype=np.int64)
    first[of_row[::-1]] = np.arange(len(of_row) - 1, -1, -1)
    return first


def _complete(codes: Codes, what: str) -> Codes:
    if (codes.of_row == MISSING).any():
        raise ValueError(f"row {int(np.argmax(codes.of_row == MISSING))} has no label among the {what}")
    return codes


def _by_stage(given: ArrayLike | Sequence[ArrayLike] | None, rows: int, what: str) -> list[NDArray[np.generic]]:
    if given is None:
        return []
    stages = given if isinstance(given, list | tuple) and len(given) and np.ndim(given[0]) == 1 else [given]
    arrays = [np.asarray(each) for each in stages]
    for each in arrays:
        if each.shape != (rows,):
            raise ValueError(f"{what} have {each.shape} for {rows} rows")
    return arrays
