"""What goes with trust, by the OECD's rule: association, and never a cause."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._estimates import Estimates, Kind
from saidanddone.analysis.survey._frame import Floats, Mask
from saidanddone.analysis.survey._influence import complete
from saidanddone.analysis.survey._logit import logit
from saidanddone.analysis.survey._replicates import Replicates
from saidanddone.analysis.survey._scales import alpha_of
from saidanddone.analysis.survey._shapley import MOST, shapley

ONE_THING = 0.9
"""Above this alpha, drivers are so alike that they measure one thing."""


@dataclass(frozen=True, slots=True, eq=False)
class Drivers:
    """What goes with high rather than low trust.

    Attributes
    ----------
    effects : Estimates
        Average marginal effects: the difference in the share of high trust that goes with one standard deviation more
        of a driver, the others alike.
    shares : Estimates
        Shapley shares of what all drivers explain; they add up to one.
    explained : float
        R² of the drivers, over that of the controls.
    alpha : float
        Cronbach's alpha of the drivers: above 0.9 they measure one thing, and the parting means little.
    count, midpoints, left_out : int
        People in it; people at the midpoint, whom the rule leaves out; people who did not answer everything.
    """

    effects: Estimates
    shares: Estimates
    explained: float
    alpha: float
    count: int
    midpoints: int
    left_out: int

    @property
    def measure_one_thing(self) -> bool:
        return self.alpha > ONE_THING

    def __str__(self) -> str:
        width = max(len(each) for each in self.effects.groups)
        lines = ["Associated with high rather than low trust; an association is no cause."]
        for effect, share in zip(self.effects, self.shares, strict=True):
            reach, part = effect.interval(), share.interval()
            lines.append(
                f"{effect.group:<{width}}  {100 * effect.value:+6.1f} points ({100 * reach.lower:+.1f} to "
                f"{100 * reach.upper:+.1f})  {100 * share.value:5.1f}% of what is explained "
                f"({100 * part.lower:.1f} to {100 * part.upper:.1f})"
            )
        left = f"{self.midpoints:,} at the midpoint and {self.left_out:,} without an answer left out"
        lines.append(f"R² {self.explained:.2f}; alpha of the drivers {self.alpha:.2f}; n = {self.count:,}; {left}.")
        if self.measure_one_thing:
            lines.append("The drivers are so alike that they measure one thing: how it is parted means little.")
        return "\n".join(lines)


def drivers(
    design: Design,
    high: ArrayLike,
    low: ArrayLike,
    terms: Mapping[str, ArrayLike],
    *,
    errors: Replicates,
    controls: Mapping[str, ArrayLike] | None = None,
) -> Drivers:
    """Which drivers go with high rather than low trust, and how much.

    The OECD's rule: high is 6 to 10, low 0 to 4, 5 is left out; each driver has mean 0 and standard deviation 1 among
    those who are in it; a weighted logit.

    Parameters
    ----------
    design : Design
    high, low : array_like, shape (n,)
        1 where trust is high, or low; 0 in both is the midpoint; `nan` no answer.
    terms : mapping of str to array_like of float, shape (n,)
        The drivers' points, 16 at most.
    errors : Replicates
        For the intervals of the shares.
    controls : mapping of str to array_like of float, shape (n,), optional
        What is held alike.

    Returns
    -------
    Drivers

    Raises
    ------
    ValueError
        Where there are more than 16 drivers or none, a driver is the same for everybody, or the replicates are of
        another design.

    References
    ----------
    OECD (2024). *OECD Survey on Drivers of Trust in Public Institutions: 2024 Results*, annex. Lindeman, Merenda and
    Gold (1980), for the shares.

    Examples
    --------
    >>> import saidanddone.analysis.survey as survey
    >>> chance = np.random.default_rng(1)
    >>> open_, fair = chance.integers(0, 11, (2, 400)).astype(float)
    >>> trust = open_ + fair / 2 + chance.normal(0, 3, 400)
    >>> people = survey.design(np.ones(400), clusters=np.arange(400) % 40)
    >>> found = drivers(people, trust > 8, trust < 6, {"open": open_, "fair": fair}, errors=survey.jackknife(people))
    >>> [each.group for each in found.shares if each.value > 0.5], found.count + found.midpoints
    (['open'], 400)
    """
    if not 0 < len(terms) <= MOST:
        raise ValueError(f"from 1 to {MOST} drivers, not {len(terms)}")
    if errors.frame is not design.frame:
        raise ValueError("these replicates are of another design")
    above, below = np.asarray(high, dtype=float), np.asarray(low, dtype=float)
    answered = complete(design, {"high": above, "low": below}, None)
    outcome = np.where(above == 1, 1.0, np.where(below == 1, 0.0, np.nan))
    given = {name: np.asarray(each, dtype=float) for name, each in {**(controls or {}), **terms}.items()}
    people = complete(design, {"the outcome": outcome, **given}, None)
    scaled = {name: _standardised(name, column, people, design.weights) for name, column in given.items()}
    fitted = logit(design, outcome, scaled)
    first = len(controls or {})
    at_middle = int((answered & np.isnan(outcome)).sum())
    parts, explained = _parts(design, people, outcome, scaled, first, errors)
    return Drivers(
        effects=fitted.effects(name="high trust").part(slice(first, None)),
        shares=parts,
        explained=explained,
        alpha=alpha_of(_covariance(design, people, scaled, first)) if len(terms) > 1 else float("nan"),
        count=fitted.count,
        midpoints=at_middle,
        left_out=int((design.weights > 0).sum()) - at_middle - fitted.count,
    )


def _standardised(name: str, column: Floats, people: Mask, weights: Floats) -> Floats:
    mean = np.average(column[people], weights=weights[people])
    spread = np.sqrt(np.average((column[people] - mean) ** 2, weights=weights[people]))
    if not spread > 1e-12 * max(1.0, abs(mean)):
        raise ValueError(f"{name} is the same for everybody")
    scaled: Floats = (column - mean) / spread
    return scaled


def _parts(
    design: Design, people: Mask, outcome: Floats, scaled: Mapping[str, Floats], controls: int, errors: Replicates
) -> tuple[Estimates, float]:
    """The shares of what is explained, with errors by replicates of the sums of products."""
    columns = [np.ones(people.sum()), *(each[people] for each in scaled.values()), outcome[people]]
    size, unit, weights = len(columns), design.unit[people], design.weights[people]
    places = [(one, other) for one in range(size) for other in range(one, size)]
    sums = np.empty((design.frame.units, len(places)))
    for at, (one, other) in enumerate(places):
        sums[:, at] = np.bincount(unit, weights * columns[one] * columns[other], design.frame.units)
    totals = np.concatenate([sums.sum(axis=0, keepdims=True), errors.totals(sums)])
    tables = np.empty((len(totals), size, size))
    for at, (one, other) in enumerate(places):
        tables[:, one, other] = tables[:, other, one] = totals[:, at]
    added, whole = shapley(_about_means(tables), controls)
    figures = added / np.where(whole > 0, whole, np.nan)[:, None]
    present = np.bincount(unit, minlength=design.frame.units)[:, None] > 0
    names = tuple(scaled)[controls:]
    found = Estimates(
        name="share of what is explained",
        kind=Kind.SHARE,
        groups=names,
        values=figures[0],
        degrees=np.repeat(errors.degrees(present), len(names)),
        counts=np.full(len(names), float(people.sum())),
        design_effects=np.full(len(names), np.nan),
        deviations=errors.deviations(figures[1:], figures[0]),
        source=errors,
        method=errors.method,
    )
    return found, float(whole[0])


def _about_means(tables: Floats) -> Floats:
    means = tables[:, 0, 1:] / tables[:, :1, 0]
    found: Floats = tables[:, 1:, 1:] - means[:, :, None] * tables[:, 0, None, 1:]
    return found


def _covariance(design: Design, people: Mask, scaled: Mapping[str, Floats], controls: int) -> Floats:
    rows = np.stack([each[people] for each in list(scaled.values())[controls:]])
    return np.atleast_2d(np.cov(rows, aweights=design.weights[people]))
