"""Weights of those who answered that stand for those who were asked and did not."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from saidanddone.analysis.survey._codes import Codes, Ints
from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._frame import Floats, Mask
from saidanddone.analysis.survey._margins import UnmetError
from saidanddone.analysis.survey._propensities import fit_propensities, model_matrix, read_answered, read_groups
from saidanddone.analysis.survey._weighting import Spread, Target, Weighting, met

NEAR = 0.01
"""How near a model of propensities brings the groups that it looked at, for them to count as met."""


def adjust_for_nonresponse(
    design: Design,
    answered: ArrayLike,
    *,
    classes: ArrayLike | None = None,
    predictors: Mapping[str, ArrayLike] | None = None,
    bands: int | None = None,
    name: str = "class",
) -> Weighting:
    """Give the weight of those who did not answer to those like them who did.

    Parameters
    ----------
    design : Design
        Everybody who was asked.
    answered : array_like of bool, shape (n,)
        Who answered.
    classes : array_like, shape (n,), optional
        The weighting class of each person: within one, those who answered stand for all who were asked.
    predictors : mapping of name to array_like of shape (n,), optional
        What a logistic model of answering knows of everybody who was asked, in place of classes: labels are groups,
        numbers are numbers. Weights are divided by the propensity, and then scaled so that the total stays.
    bands : int, optional
        Make so many classes of like propensities in place of dividing by them, which keeps weights from growing large.
    name : str, default "class"
        What classes tell, for reading.

    Returns
    -------
    Weighting
        Those who did not answer weigh nought. Targets are the people asked of each class, or of each group of the
        predictors, which a model meets within 1% or is said not to. Errors take these weights as given.

    Raises
    ------
    ValueError
        Where neither or both ways are named, or a label or a number is missing.
    UnmetError
        Where nobody of a class answered.

    References
    ----------
    Little, R. J. A. (1986). Survey nonresponse adjustments for estimates of means. *International Statistical Review*
    54, 139-157.

    Examples
    --------
    >>> from saidanddone.analysis.survey import design
    >>> asked = design([10.0] * 6)
    >>> found = adjust_for_nonresponse(asked, [1, 0, 0, 1, 1, 0], classes=["young"] * 3 + ["old"] * 3)
    >>> found.design.weights
    array([30.,  0.,  0., 15., 15.,  0.])
    """
    if (classes is None) == (predictors is None):
        raise ValueError("name either weighting classes or predictors of a model")
    said = read_answered(design, answered)
    if classes is not None:
        groups = {name: read_groups(design, name, classes)}
        weights = _by_class(design, said, groups[name], name)
        return _weighting(design, said, weights, groups, "weighting classes for non-response", 1e-9)
    known = predictors or {}
    groups = {
        each: read_groups(design, each, labels)
        for each, labels in known.items()
        if np.asarray(labels).dtype.kind not in "iuf"
    }
    for each, codes in groups.items():
        _by_class(design, said, codes, each)
    matrix = model_matrix(design, known)
    propensity = fit_propensities(matrix, design.weights * said, design.weights).values
    if bands is None:
        weights = np.where(said, design.weights / np.where(said, propensity, 1), 0)
        weights = weights * (design.weights.sum() / weights.sum())
        return _weighting(design, said, weights, groups, "propensities to answer", NEAR)
    weights = _by_class(design, said, _banded(design, propensity, bands), "propensity")
    return _weighting(design, said, weights, groups, f"{bands} bands of propensities to answer", NEAR)


def adjust_by_wave(
    design: Design,
    answered: ArrayLike,
    *,
    classes: Sequence[ArrayLike] | None = None,
    predictors: Sequence[Mapping[str, ArrayLike]] | None = None,
    bands: int | None = None,
) -> tuple[Weighting, ...]:
    """Weights of a panel wave by wave: those who stayed stand for those who were there in the wave before.

    Parameters
    ----------
    design : Design
        Everybody who was asked in the first wave.
    answered : array_like of bool, shape (n, waves)
        Who answered in which wave. Somebody who missed one has no weight from then on, though they may come back: the
        weights are of those who answered in every wave so far.
    classes, predictors : sequence of what `adjust_for_nonresponse` takes, one for each wave
        Answers of earlier waves may be predictors of later ones; they matter only of those who were there.
    bands : int, optional
        As for `adjust_for_nonresponse`.

    Returns
    -------
    tuple of Weighting, one for each wave

    Raises
    ------
    ValueError
        Where there are not as many classes or predictors as waves; and as `adjust_for_nonresponse`.
    UnmetError
        As `adjust_for_nonresponse`.

    References
    ----------
    Kalton, G. and Brick, M. (2000). Weighting in household panel surveys. In D. Rose (ed.), *Researching Social and
    Economic Change*, 96-112.

    Examples
    --------
    >>> from saidanddone.analysis.survey import design
    >>> waves = adjust_by_wave(design(np.ones(4)), [[1, 1], [1, 0], [1, 1], [0, 0]], classes=[["a"] * 4] * 2)
    >>> [wave.design.weights.round(2).tolist() for wave in waves]
    [[1.33, 1.33, 1.33, 0.0], [2.0, 0.0, 2.0, 0.0]]
    """
    table = np.asarray(answered, dtype=float)
    if table.ndim != 2 or table.shape[0] != len(design):
        raise ValueError(f"{table.shape} in `answered`: one row to a person, one column to a wave")
    for given in (classes, predictors):
        if given is not None and len(given) != table.shape[1]:
            raise ValueError(f"{len(given)} waves of what is known, but {table.shape[1]} waves of answers")
    found: list[Weighting] = []
    people = design
    for wave in range(table.shape[1]):
        adjusted = adjust_for_nonresponse(
            people,
            table[:, wave],
            classes=None if classes is None else classes[wave],
            predictors=None if predictors is None else predictors[wave],
            bands=bands,
        )
        found.append(adjusted)
        people = adjusted.design
    return tuple(found)


def _by_class(design: Design, said: Mask, codes: Codes, name: str) -> Floats:
    asked = np.bincount(codes.of_row, design.weights, len(codes))
    heard = np.bincount(codes.of_row, design.weights * said, len(codes))
    silent = (asked > 0) & (heard == 0)
    if silent.any():
        label = codes.labels[int(np.argmax(silent))]
        raise UnmetError(f"{name}: nobody of {str(label)!r} answered; join it with another")
    factor = np.divide(asked, heard, out=np.zeros(len(codes)), where=heard > 0)
    weights: Floats = design.weights * said * factor[codes.of_row]
    return weights


def _banded(design: Design, propensity: Floats, bands: int) -> Codes:
    """Bands that hold about as many people each; people of one propensity are in one band."""
    if bands < 2:
        raise ValueError(f"{bands} bands: two are the fewest")
    ends = np.quantile(propensity[design.weights > 0], np.arange(1, bands) / bands)
    band: Ints = np.searchsorted(np.unique(ends), propensity, side="left")
    return Codes(band, np.arange(bands))


def _weighting(
    design: Design, said: Mask, weights: Floats, groups: Mapping[str, Codes], method: str, tolerance: float
) -> Weighting:
    targets = []
    before = design.weights * said
    for name, codes in groups.items():
        sums = [np.bincount(codes.of_row, each, len(codes)) for each in (design.weights, before, weights, before > 0)]
        for label, asked, heard, now, count in zip(codes.labels, *sums, strict=True):
            known, after = float(asked), float(now)
            targets.append(
                Target(name, str(label), known, float(heard), after, int(count), met(after, known, tolerance))
            )
    return Weighting(design.weighted(weights), method, tuple(targets), Spread.of(before), Spread.of(weights), 1)
