"""Scales: whether items measure one thing well enough to be put together."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize

from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._frame import Floats
from saidanddone.analysis.survey._influence import complete

ENOUGH = 0.7
"""Below this alpha items are not put together, unless somebody insists and it is said."""


class NotOneScaleError(ValueError):
    """Items that do not hang together well enough to be one figure."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well items hang together.

    Attributes
    ----------
    alpha : float
        Cronbach's: the share of the sum's variance that the items have in common if all tell it alike.
    omega : float
        McDonald's: the same, where items may tell it more or less well; `nan` for two items.
    loadings : mapping of str to float
        How well each item tells what they have in common, as a correlation.
    count, left_out : int
        People who answered all items, and people who did not.
    """

    alpha: float
    omega: float
    loadings: Mapping[str, float]
    count: int
    left_out: int

    @property
    def is_enough(self) -> bool:
        return self.alpha >= ENOUGH

    def __str__(self) -> str:
        verdict = "" if self.is_enough else f" Under {ENOUGH}: not to be put together."
        items = f"{len(self.loadings)} items"
        return f"{items}: alpha {self.alpha:.2f}, omega {self.omega:.2f}; n = {self.count:,}.{verdict}"


def reliability(design: Design, items: Mapping[str, ArrayLike]) -> Reliability:
    """Alpha and omega from the weighted covariance of those who answered all items.

    Parameters
    ----------
    design : Design
        Its weights alone are used.
    items : mapping of str to array_like of float, shape (n,)
        Two or more, turned so that high always means more. `nan` is no answer.

    Returns
    -------
    Reliability

    Raises
    ------
    ValueError
        Where there is one item, fewer than three people answered all, or an item is the same for everybody.

    References
    ----------
    Cronbach, L. J. (1951). *Psychometrika* 16, 297-334. McDonald, R. P. (1999). *Test Theory*, chapter 6: one factor by
    maximum likelihood. `svycralpha` of R `survey`; `omega` of R `psych` works on correlations, this on covariances.

    Examples
    --------
    >>> import saidanddone.analysis.survey as survey
    >>> said = {"open": [1, 2, 3, 4, 5.0], "fair": [2, 2, 3, 5, 5.0], "honest": [1, 3, 3, 4, 4.0]}
    >>> print(reliability(survey.design(np.ones(5)), said))
    3 items: alpha 0.95, omega 0.97; n = 5.
    """
    columns = {name: np.asarray(given, dtype=float) for name, given in items.items()}
    if len(columns) < 2:
        raise ValueError("one item alone hangs together with nothing")
    people = complete(design, columns, None)
    if people.sum() < 3:
        raise ValueError(f"{int(people.sum())} people answered all items: too few to say how they hang together")
    rows = np.stack([each[people] for each in columns.values()])
    covariance = np.cov(rows, aweights=design.weights[people])
    if not (np.diag(covariance) > 1e-12).all():
        raise ValueError(f"{list(columns)[int(np.argmin(np.diag(covariance)))]} is the same for everybody")
    loadings = one_factor(covariance)
    return Reliability(
        alpha=alpha_of(covariance),
        omega=_omega(covariance, loadings) if len(columns) > 2 else float("nan"),
        loadings=dict(zip(columns, (float(each) for each in loadings), strict=True)),
        count=int(people.sum()),
        left_out=int((design.weights > 0).sum() - people.sum()),
    )


def composite(design: Design, items: Mapping[str, ArrayLike], *, forced: bool = False) -> Floats:
    """The mean of all items for each person who answered all of them, shape (n,); `nan` for the others.

    Raises
    ------
    NotOneScaleError
        Where alpha is under .7 and nobody insists by `forced=True`, which is to be said wherever the figure stands.

    Examples
    --------
    >>> import saidanddone.analysis.survey as survey
    >>> said = {"open": [1, 2, 3, 4, 5.0], "fair": [2, 2, 3, 5, float("nan")]}
    >>> composite(survey.design(np.ones(5)), said)
    array([1.5, 2. , 3. , 4.5, nan])
    """
    found = reliability(design, items)
    if not (found.is_enough or forced):
        raise NotOneScaleError(f"alpha is {found.alpha:.2f}, under {ENOUGH}: show the items by themselves")
    means: Floats = np.mean([np.asarray(given, dtype=float) for given in items.values()], axis=0)
    return means


def alpha_of(covariance: Floats) -> float:
    items = len(covariance)
    return float(items / (items - 1) * (1 - np.trace(covariance) / covariance.sum()))


def _omega(covariance: Floats, loadings: Floats) -> float:
    spread = np.sqrt(np.diag(covariance))
    common = float((spread * loadings).sum() ** 2)
    return common / (common + float((spread**2 * (1 - loadings**2)).sum()))


def one_factor(covariance: Floats) -> Floats:
    """Loadings of one factor by maximum likelihood, as correlations with it, shape (k,); most of them are positive.

    The likelihood is searched over what each item has for itself alone (Jöreskog 1967), as R `factanal` does.
    """
    spread = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(spread, spread)
    start = 1 / np.maximum(np.diag(np.linalg.pinv(correlation)), 1.0) * (1 - 0.5 / len(correlation))
    found = optimize.minimize(
        _misfit,
        np.clip(start, 0.01, 0.99),
        args=(correlation,),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0.005, 1)] * len(correlation),
        options={"ftol": 1e-15, "gtol": 1e-10, "maxiter": 5000},
    )
    loadings = _loadings(found.x, correlation)
    return -loadings if loadings.sum() < 0 else loadings


def _loadings(alone: Floats, correlation: Floats) -> Floats:
    root = np.sqrt(alone)
    values, vectors = np.linalg.eigh(correlation / np.outer(root, root))
    found: Floats = vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0)) * root
    return found


def _misfit(alone: Floats, correlation: Floats) -> tuple[float, Floats]:
    root = np.sqrt(alone)
    values = np.linalg.eigvalsh(correlation / np.outer(root, root))[:-1]
    loadings = _loadings(alone, correlation)
    implied = np.outer(loadings, loadings) + np.diag(alone)
    values = np.maximum(values, 1e-12)
    return float((values - np.log(values) - 1).sum()), np.diag(implied - correlation) / alone**2
