"""How likely people were to answer, by what is known of everybody who was asked."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from saidanddone.analysis.survey._calibration import solved
from saidanddone.analysis.survey._codes import MISSING, Codes, encode
from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._frame import Floats, Mask


@dataclass(frozen=True, slots=True, eq=False)
class Propensities:
    """A logistic model of answering, of m people or cells.

    Attributes
    ----------
    values : ndarray of float, shape (m,)
    covariance : ndarray of float, shape (p, p)
        Of the coefficients, as if the weights were counts of people.
    """

    values: Floats
    covariance: Floats


def fit_propensities(matrix: Floats, answered: Floats, asked: Floats, iterations: int = 60) -> Propensities:
    """Fit by maximum (pseudo) likelihood.

    `matrix` has the shape (m, p); `answered` and `asked` are weighted numbers of people, shape (m,). Where all or none
    of a group answered, its coefficient has no end; its propensity still goes to 1 or 0, and that is what is used.
    """
    coefficients = np.zeros(matrix.shape[1])
    values = np.full(len(asked), 0.5)
    for _ in range(iterations):
        gap = matrix.T @ (answered - asked * values)
        if np.abs(gap).max() <= 1e-12 * asked.sum() * np.abs(matrix).max():
            break
        gram = (matrix.T * (asked * values * (1 - values))) @ matrix
        change = solved(gram, gap[:, None])[:, 0]
        before = _likelihood(matrix @ coefficients, answered, asked)
        while _likelihood(matrix @ (coefficients + change), answered, asked) < before - 1e-9 * abs(before):
            change = change / 2
        coefficients = coefficients + change
        values = special.expit(matrix @ coefficients)
    gram = (matrix.T * (asked * values * (1 - values))) @ matrix
    return Propensities(values, np.linalg.pinv(gram, rcond=1e-13, hermitian=True))


def _likelihood(log_odds: Floats, answered: Floats, asked: Floats) -> float:
    return float(answered @ log_odds - asked @ np.logaddexp(0, log_odds))


def read_answered(design: Design, answered: ArrayLike) -> Mask:
    """Who answered: one True or False, or 1 or 0, to a person."""
    given = np.asarray(answered, dtype=float)
    if given.shape != (len(design),):
        raise ValueError(f"{given.shape} in `answered` for {len(design)} people")
    if not np.isin(given, (0, 1)).all():
        row = int(np.argmax(~np.isin(given, (0, 1))))
        raise ValueError(f"row {row}: somebody answered or not, 1 or 0, not {given[row]}")
    found: Mask = given == 1
    if not (found & (design.weights > 0)).any():
        raise ValueError("nobody answered")
    return found


def read_groups(design: Design, name: str, labels: ArrayLike) -> Codes:
    """The labels of people, of whom everybody who counts has one."""
    codes = encode(labels)
    if len(codes.of_row) != len(design):
        raise ValueError(f"{name}: {len(codes.of_row)} labels for {len(design)} people")
    lost = (codes.of_row == MISSING) & (design.weights > 0)
    if lost.any():
        raise ValueError(f"row {int(np.argmax(lost))} has no {name}; give it one, or the weight nought")
    return Codes(np.maximum(codes.of_row, 0), codes.labels)


def model_matrix(design: Design, predictors: Mapping[str, ArrayLike]) -> Floats:
    """A column of ones, the numbers, brought to mean 0 and spread 1, and each group but the first of the labels."""
    if not predictors:
        raise ValueError("name at least one predictor")
    counted = design.weights > 0
    columns = [np.ones(len(design))]
    for name, given in predictors.items():
        array = np.asarray(given)
        if array.dtype.kind not in "iuf":
            codes = read_groups(design, name, array)
            columns += [(codes.of_row == number).astype(float) for number in range(1, len(codes))]
            continue
        if array.shape != (len(design),):
            raise ValueError(f"{name}: {array.shape} numbers for {len(design)} people")
        lost = ~np.isfinite(array) & counted
        if lost.any():
            raise ValueError(f"row {int(np.argmax(lost))} has no {name}; give it a number, or the weight nought")
        spread = float(array[counted].std()) or 1.0
        columns.append(np.where(counted, (array - array[counted].mean()) / spread, 0))
    return np.stack(columns, axis=1)
