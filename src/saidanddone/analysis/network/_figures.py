"""Figures of a whole network: how dense it is, how mutual, how much it hangs on a few; and how sure that is."""

from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

import numpy as np

from saidanddone.analysis.network._networks import Floats, Network, columns, count_of
from saidanddone.analysis.network._resampling import Counts, resampled

FEWEST = 5
"""Organisations that an interval needs: of fewer, resampling tells nothing."""
RESAMPLES = 2000
METHOD = "vertex bootstrap (Snijders and Borgatti 1999)"


class Measure(StrEnum):
    """What is measured."""

    DENSITY = "density"
    RECIPROCITY = "reciprocity"
    CENTRALISATION = "centralisation"

    def of(self, counts: Counts, directed: bool) -> Floats:
        """The values; `nan` where it means nothing."""
        n = counts.organisations
        found = np.full(counts.ties.shape, np.nan)
        if self is Measure.RECIPROCITY:
            np.divide(counts.returned, counts.ties, out=found, where=counts.ties > 0)
        elif self is Measure.DENSITY and n > 1:
            found = counts.ties / (n * (n - 1))
        elif self is Measure.CENTRALISATION and n > 2:
            found = counts.spread / ((n - 1) ** 2 if directed else (n - 1) * (n - 2))
        return found

    @property
    def unknown(self) -> str:
        """Why there is no value."""
        if self is Measure.RECIPROCITY:
            return "there are no ties"
        return f"it takes {'two' if self is Measure.DENSITY else 'three'} organisations"


@dataclass(frozen=True, slots=True)
class Figure:
    """A share of a whole network, with its interval.

    Attributes
    ----------
    measure : Measure
    value : float
        From 0 to 1; `nan` where it means nothing.
    error : float
        The standard error; `nan` of fewer than five organisations, and where all resamples agree.
    lower, upper : float
        The ends of the interval: the value and the error by the normal law, kept between 0 and 1; `nan` with the error.
    level : float
        Of confidence.
    organisations, ties : int
    resamples : int
    method : str
    """

    measure: Measure
    value: float
    error: float
    lower: float
    upper: float
    level: float
    organisations: int
    ties: int
    resamples: int
    method: str = METHOD

    @property
    def shown(self) -> tuple[str, str]:
        """The value and its interval in words."""
        value = f"{self.value:.1%}"
        return value, "" if np.isnan(self.error) else f"{self.lower:.1%} to {self.upper:.1%}"

    def __str__(self) -> str:
        of = f"{count_of(self.organisations, 'organisation')}, {count_of(self.ties, 'tie')}"
        if np.isnan(self.value):
            return f"{self.measure.capitalize()}: not known, as {self.measure.unknown} ({of})."
        value, interval = self.shown
        sure = f"{self.level:.0%} interval {interval}" if interval else "no interval"
        return f"{self.measure.capitalize()}: {value} ({sure}; {of})."


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one network, from the same resamples."""

    density: Figure
    reciprocity: Figure
    centralisation: Figure

    def __str__(self) -> str:
        all_of_them = (self.density, self.reciprocity, self.centralisation)
        rows = [(str(each.measure), *_cells(each)) for each in all_of_them]
        head = ("figure", "value", f"{self.density.level:.0%} interval")
        return f"{self.density}\n{columns(head, rows)}"


def _cells(figure: Figure) -> tuple[str, str]:
    return ("", "") if np.isnan(figure.value) else figure.shown


def density(network: Network, *, seed: int, resamples: int = RESAMPLES, level: float = 0.95) -> Figure:
    """The share of all pairs that have a tie; of a directed network, of all ordered pairs.

    Parameters
    ----------
    network : Network
    seed : int
        Of the resampling.
    resamples : int
        At least two.
    level : float
        Of the interval, between 0 and 1.

    Returns
    -------
    Figure
        `nan` of fewer than two organisations.

    Raises
    ------
    ValueError
        Where `level` is no share, or there are fewer than two resamples.

    Notes
    -----
    m / (n(n − 1)/2), or m / (n(n − 1)) for directed ties. The error is the standard deviation over networks whose
    organisations are drawn again with replacement; the tie of an organisation with its own copy is that of a pair drawn
    from all. It asks how the figure would differ among other organisations like these. Where ties are all but chance,
    whoever they tie, the interval is wider than it need be.

    References
    ----------
    Snijders, T. A. B. and Borgatti, S. P. (1999). Non-parametric standard errors and tests for network statistics.
    *Connections* 22(2), 161-170.

    Examples
    --------
    >>> ties = [("council", other) for other in ("clinic", "library", "police", "school")]
    >>> town = Network.of(["council", "clinic", "library", "police", "school"], [*ties, ("clinic", "school")])
    >>> print(density(town, seed=1))
    Density: 50.0% (95% interval 4.8% to 95.2%; 5 organisations, 5 ties).
    """
    return _figure(network, Measure.DENSITY, seed, resamples, level)


def reciprocity(network: Network, *, seed: int, resamples: int = RESAMPLES, level: float = 0.95) -> Figure:
    """The share of directed ties that are returned. Undirected ties always are.

    As `density`; `nan` without ties.

    Notes
    -----
    The number of ties that have one the other way, over the number of ties.

    Examples
    --------
    >>> says = [("clinic", "school"), ("school", "clinic"), ("council", "school"), ("police", "council")]
    >>> print(reciprocity(Network.of(["clinic", "council", "police", "school"], says, directed=True), seed=1))
    Reciprocity: 50.0% (no interval; 4 organisations, 4 ties).
    """
    return _figure(network, Measure.RECIPROCITY, seed, resamples, level)


def centralisation(network: Network, *, seed: int, resamples: int = RESAMPLES, level: float = 0.95) -> Figure:
    """How much the ties hang on one organisation: 1 in a star, 0 where all have the same number.

    As `density`; of directed ties those received are counted. `nan` of fewer than three organisations.

    Notes
    -----
    Σ (most − dᵢ) over its greatest value, (n − 1)(n − 2), or (n − 1)² for ties received. A resample often has the
    busiest organisation twice or not at all, so the interval is wide in small networks.

    References
    ----------
    Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. *Social Networks* 1(3), 215-239.

    Examples
    --------
    >>> ties = [("council", "clinic"), ("council", "school"), ("council", "shop")]
    >>> star = Network.of(["council", "clinic", "school", "shop"], ties)
    >>> print(centralisation(star, seed=1))
    Centralisation: 100.0% (no interval; 4 organisations, 3 ties).
    """
    return _figure(network, Measure.CENTRALISATION, seed, resamples, level)


def describe(network: Network, *, seed: int, resamples: int = RESAMPLES, level: float = 0.95) -> Figures:
    """Density, reciprocity and centralisation from one resampling.

    As `density`.

    Examples
    --------
    >>> ties = [("council", "clinic"), ("council", "school"), ("council", "shop")]
    >>> star = Network.of(["council", "clinic", "school", "shop"], ties)
    >>> print(describe(star, seed=1))
    Density: 50.0% (no interval; 4 organisations, 3 ties).
    figure           value  95% interval
    density          50.0%
    reciprocity     100.0%
    centralisation  100.0%
    """
    found = _figures(network, tuple(Measure), seed, resamples, level)
    return Figures(*found)


def _figure(network: Network, measure: Measure, seed: int, resamples: int, level: float) -> Figure:
    return _figures(network, (measure,), seed, resamples, level)[0]


def _figures(
    network: Network, measures: tuple[Measure, ...], seed: int, resamples: int, level: float
) -> tuple[Figure, ...]:
    reach = reach_of(level)
    again = resampled([network], seed, resamples)[0] if len(network) >= FEWEST else None
    made = []
    for measure in measures:
        value = float(measure.of(Counts.of(network), network.directed)[0])
        error = np.nan if again is None or np.isnan(value) else error_of(measure.of(again, network.directed))
        lower, upper = np.clip([value - reach * error, value + reach * error], 0, 1)
        size = len(network), network.ties
        made.append(Figure(measure, value, error, float(lower), float(upper), level, *size, resamples))
    return tuple(made)


def error_of(values: Floats) -> float:
    """The standard deviation of what resamples gave; `nan` where they all agree, which says that they tell nothing."""
    known = values[~np.isnan(values)]
    error = float(known.std(ddof=1)) if len(known) > 1 else 0.0
    return error if error > 1e-12 else float("nan")


def reach_of(level: float) -> float:
    """How many errors an interval reaches to either side."""
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not at {level}")
    return NormalDist().inv_cdf((1 + level) / 2)
