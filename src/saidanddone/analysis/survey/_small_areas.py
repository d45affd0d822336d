"""Small areas: where few were asked, a model borrows from other areas, says so, and says how sure it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, stats

from saidanddone.analysis.survey._frame import Floats

MODELLED = "modelled"


@dataclass(frozen=True, slots=True)
class Modelled:
    """The figure of one area, from a model. Never shown without `error` and the word `label`.

    Attributes
    ----------
    area : str
    value : float
    error : float
        The root of the mean squared error, which counts what is unsure of the model itself.
    direct : float
        What was measured there; `nan` where nobody was asked.
    weight : float
        How much of the value is what was measured there, from 0 to 1; the rest is the model's.
    """

    area: str
    value: float
    error: float
    direct: float
    weight: float
    label: str = MODELLED

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        reach = stats.norm.isf((1 - level) / 2) * self.error
        return float(self.value - reach), float(self.value + reach)

    def __str__(self) -> str:
        low, high = self.interval()
        return (
            f"{self.area}: {self.value:.3f} ({low:.3f} to {high:.3f}, {self.label}; {self.weight:.0%} measured there)."
        )


@dataclass(frozen=True, slots=True, eq=False)
class SmallAreas:
    """Figures of all areas, and the model that they come from.

    Attributes
    ----------
    areas : tuple of Modelled
    between : float
        The variance between areas that the terms do not explain.
    coefficients : mapping of str to float
    """

    areas: tuple[Modelled, ...]
    between: float
    coefficients: Mapping[str, float]
    method: str

    def __iter__(self) -> Iterator[Modelled]:
        return iter(self.areas)

    def __str__(self) -> str:
        return "\n".join([f"{self.method}; {MODELLED}.", *(str(each) for each in self.areas)])


def fay_herriot(
    areas: Sequence[str], direct: ArrayLike, errors: ArrayLike, terms: Mapping[str, ArrayLike]
) -> SmallAreas:
    """Areas between what was measured there and what areas like them have.

    The model of Fay and Herriot: the true figure of an area is what its terms foretell, and a chance of its own; what
    was measured is that, and an error whose variance is known. The variance between areas comes by restricted maximum
    likelihood, the figures are empirical best linear unbiased predictors.

    Parameters
    ----------
    areas : sequence of str, length m
        Each once.
    direct : array_like of float, shape (m,)
        What was measured; `nan` where nobody was asked.
    errors : array_like of float, shape (m,)
        Standard errors of `direct`, above nought; not looked at where nobody was asked.
    terms : mapping of str to array_like of float, shape (m,)
        What is known of every area. A constant is added.

    Returns
    -------
    SmallAreas
        With mean squared errors of second order (Datta and Lahiri 2000).

    Raises
    ------
    ValueError
        Where shapes differ, a name repeats, a term is missing or follows from the others, an error is not above nought,
        or fewer areas were measured than two more than there are terms.

    References
    ----------
    Fay, R. E. and Herriot, R. A. (1979). *Journal of the American Statistical Association* 74, 269-277. Rao, J. N. K.
    and Molina, I. (2015). *Small Area Estimation*, sections 6.1 and 6.2.

    Examples
    --------
    >>> found = fay_herriot(["A", "B", "C", "D"], [0.4, 0.5, 0.7, float("nan")], [0.1, 0.1, 0.1, 1], {})
    >>> print(found.areas[3])
    D: 0.533 (0.249 to 0.818, modelled; 0% measured there).
    """
    measured, variances, matrix, names = _checked(areas, direct, errors, terms)
    known = ~np.isnan(measured)
    y, psi, x = measured[known], variances[known], matrix[known]
    between = _between(y, psi, x)
    gram = np.linalg.inv((x / (between + psi)[:, None]).T @ x).astype(np.float64, copy=False)
    beta = gram @ (x.T @ (y / (between + psi)))
    foretold = matrix @ beta
    weight = np.where(known, between / np.where(known, between + variances, 1), 0.0)
    values = np.where(known, weight * np.where(known, measured, 0) + (1 - weight) * foretold, foretold)
    mean_squared = _mean_squared(weight, variances, matrix, gram, between, psi, known)
    listed = tuple(
        Modelled(str(area), float(value), float(np.sqrt(squared)), float(seen), float(part))
        for area, value, squared, seen, part in zip(areas, values, mean_squared, measured, weight, strict=True)
    )
    coefficients = dict(zip(names, (float(each) for each in beta), strict=True))
    return SmallAreas(listed, between, coefficients, "Fay and Herriot's model by restricted maximum likelihood")


def _checked(
    areas: Sequence[str], direct: ArrayLike, errors: ArrayLike, terms: Mapping[str, ArrayLike]
) -> tuple[Floats, Floats, Floats, tuple[str, ...]]:
    measured, spread = np.asarray(direct, dtype=float), np.asarray(errors, dtype=float)
    columns = {name: np.asarray(given, dtype=float) for name, given in terms.items()}
    for name, column in {"direct": measured, "errors": spread, **columns}.items():
        if column.shape != (len(areas),):
            raise ValueError(f"{name} has the shape {column.shape} for {len(areas)} areas")
    if len(set(areas)) < len(areas):
        raise ValueError("an area stands twice")
    known = ~np.isnan(measured)
    if not (spread[known] > 0).all():
        raise ValueError(f"{areas[int(np.argmax(known & ~(spread > 0)))]}: an error is above nought")
    matrix = np.column_stack([np.ones(len(areas)), *columns.values()])
    if not np.isfinite(matrix).all():
        raise ValueError("a term is known of every area")
    if known.sum() < matrix.shape[1] + 2:
        raise ValueError(f"{int(known.sum())} areas were measured: too few for {matrix.shape[1]} terms")
    if np.linalg.matrix_rank(matrix[known]) < matrix.shape[1]:
        raise ValueError("a term follows from the others")
    return measured, np.where(known, spread, 1) ** 2, matrix, ("(constant)", *columns)


def _between(y: Floats, psi: Floats, x: Floats) -> float:
    """Restricted maximum likelihood; nought where areas differ no more than their errors let them."""

    def misfit(between: float) -> float:
        total = between + psi
        gram = (x / total[:, None]).T @ x
        beta = np.linalg.solve(gram, x.T @ (y / total))
        gap = y - x @ beta
        return float(np.log(total).sum() + np.linalg.slogdet(gram)[1] + (gap**2 / total).sum())

    scale = float(y.var() + psi.mean())
    found = optimize.minimize_scalar(misfit, bounds=(0, 10 * scale), method="bounded", options={"xatol": 1e-13 * scale})
    return 0.0 if misfit(0.0) <= found.fun else float(found.x)


def _mean_squared(
    weight: Floats,
    variances: Floats,
    matrix: Floats,
    gram: Floats,
    between: float,
    psi: Floats,
    known: np.ndarray,
) -> Floats:
    """g1 + g2 + 2 g3: the area's own chance, the coefficients, and the variance between areas."""
    own = np.where(known, weight * variances, between)
    model = (1 - weight) ** 2 * np.einsum("mi,ij,mj->m", matrix, gram, matrix)
    unsure = 2 / (1 / (between + psi) ** 2).sum()
    tail = np.where(known, variances**2 / (between + variances) ** 3, 0) * unsure
    found: Floats = own + model + 2 * tail
    return found


def post_stratified(
    cells: Mapping[str, tuple[float, float]], populations: Mapping[str, Mapping[str, float]]
) -> SmallAreas:
    """Areas as they would be if people of a kind were alike everywhere: each kind's figure, by how many live there.

    Parameters
    ----------
    cells : mapping of str to (float, float)
        Each kind's figure and its standard error, from the whole sample; kinds are taken as independent.
    populations : mapping of str to mapping of str to float
        By area, how many of each kind live there.

    Returns
    -------
    SmallAreas

    Raises
    ------
    ValueError
        Where an area has people of a kind that was not measured, or nobody lives there.

    Examples
    --------
    >>> by_age = {"young": (0.5, 0.02), "old": (0.3, 0.03)}
    >>> print(post_stratified(by_age, {"Trefnant": {"young": 200, "old": 600}}).areas[0])
    Trefnant: 0.350 (0.305 to 0.395, modelled; 0% measured there).
    """
    listed = []
    for area, people in populations.items():
        strangers = sorted(set(people) - set(cells))
        if strangers:
            raise ValueError(f"{area}: {strangers[0]!r} was not measured")
        total = sum(people.values())
        if not total > 0 or min(people.values()) < 0:
            raise ValueError(f"{area}: numbers of people are from nought up, and somebody lives there")
        value = sum(count * cells[kind][0] for kind, count in people.items()) / total
        squared = sum((count / total * cells[kind][1]) ** 2 for kind, count in people.items())
        listed.append(Modelled(area, value, squared**0.5, float("nan"), 0.0))
    return SmallAreas(tuple(listed), float("nan"), {}, "Post-stratification by kinds of people")
