"""What was estimated: a value, how sure it is, and what it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from saidanddone.analysis.survey._frame import Floats, Frame
from saidanddone.analysis.survey._intervals import By, Interval, interval
from saidanddone.analysis.survey._replicates import Replicates

TAYLOR = "Taylor linearisation"


class Kind(StrEnum):
    """What a value is of."""

    MEAN = "mean"
    SHARE = "share"
    NET = "net"
    RATIO = "ratio"
    TOTAL = "total"
    QUANTILE = "quantile"
    DIFFERENCE = "difference"
    COEFFICIENT = "coefficient"

    def written(self, value: float) -> str:
        """The value as people read it: shares and nets as per cents.

        >>> Kind.SHARE.written(0.423), Kind.MEAN.written(5.814), Kind.NET.written(-0.141)
        ('42.3%', '5.81', '-14.1%')
        """
        if np.isnan(value):
            return "unknown"
        if self in {Kind.SHARE, Kind.NET}:
            return f"{100 * value:.1f}%"
        return f"{value:,.0f}" if self is Kind.TOTAL else f"{value:,.2f}"


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """One figure of a sample.

    Attributes
    ----------
    name, group : str
        What was asked, and of whom; `group` is empty for everybody.
    kind : Kind
    value, error : float
        The estimate and its standard error; `nan` where nobody answered.
    degrees : float
        Degrees of freedom: clusters with somebody of the group in them, less their strata.
    count : int
        People who answered, unweighted.
    design_effect : float
        The variance, over that of as many people drawn by lot; `nan` where that has no meaning.
    method : str
        How the error was worked out.
    deviations : ndarray of float, shape (k,)
        What the clusters add to the variance: its squares add up to it. Two estimates of one source share the places,
        which is how a difference knows their covariance.
    sources : tuple of Frame or Replicates
        The design, or the replicates of it, that gave the deviations; several, one after the other, for a difference
        of independent samples.
    """

    name: str
    group: str
    kind: Kind
    value: float
    error: float
    degrees: float
    count: int
    design_effect: float
    method: str
    deviations: Floats
    sources: tuple[Frame | Replicates, ...]

    @property
    def effective_count(self) -> float:
        """How many people drawn by lot would tell as much."""
        return self.count / self.design_effect if self.design_effect > 0 else float("nan")

    def interval(self, level: float = 0.95, by: By = By.T) -> Interval:
        """The interval of confidence; see `By` for the ways."""
        return interval(self.value, self.error, self.degrees, level=level, by=by, count=self.count)

    def __sub__(self, other: "Estimate") -> "Estimate":
        return difference(self, other)

    def __str__(self) -> str:
        of = f"{self.name}, {self.group}" if self.name and self.group else self.name or self.group or str(self.kind)
        if np.isnan(self.value):
            return f"{of}: unknown (nobody answered)."
        reach = self.interval()
        ends = f"{self.kind.written(reach.lower)} to {self.kind.written(reach.upper)}"
        return f"{of}: {self.kind.written(self.value)} (95% interval {ends}; n = {self.count:,})."


@dataclass(frozen=True, slots=True, eq=False)
class Estimates(Sequence[Estimate]):
    """The same figure of several groups, in the order of their labels: a table that knows its covariances.

    Attributes
    ----------
    groups : tuple of str, length d
    values, degrees, design_effects : ndarray of float, shape (d,)
    counts : ndarray of int, shape (d,)
    deviations : ndarray of float, shape (k, d)
    """

    name: str
    kind: Kind
    groups: tuple[str, ...]
    values: Floats
    degrees: Floats
    counts: Floats
    design_effects: Floats
    deviations: Floats
    source: Frame | Replicates
    method: str = TAYLOR

    @property
    def errors(self) -> Floats:
        """Standard errors, shape (d,)."""
        found: Floats = np.sqrt(np.einsum("kd,kd->d", self.deviations, self.deviations))
        return np.where(np.isnan(self.values), np.nan, found)

    @property
    def covariance(self) -> Floats:
        """Of each group with each, shape (d, d)."""
        found: Floats = self.deviations.T @ self.deviations
        return found

    @property
    def only(self) -> Estimate:
        """The estimate of everybody, where nothing was split."""
        if len(self) != 1:
            raise ValueError(f"there are {len(self)} estimates, one for each group: name one")
        return self._at(0)

    def of(self, group: str) -> Estimate:
        """The estimate of one group.

        Raises
        ------
        KeyError
            Where there is no such group.
        """
        if group not in self.groups:
            raise KeyError(f"no group {group!r}; there are {', '.join(self.groups)}")
        return self._at(self.groups.index(group))

    def part(self, places: slice) -> "Estimates":
        """Some of the groups, in their order."""
        return replace(
            self,
            groups=self.groups[places],
            values=self.values[places],
            degrees=self.degrees[places],
            counts=self.counts[places],
            design_effects=self.design_effects[places],
            deviations=self.deviations[:, places],
        )

    def __len__(self) -> int:
        return len(self.groups)

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        return [self._at(each) for each in range(*at.indices(len(self)))] if isinstance(at, slice) else self._at(at)

    def __iter__(self) -> Iterator[Estimate]:
        return (self._at(each) for each in range(len(self)))

    def _at(self, at: int) -> Estimate:
        return Estimate(
            name=self.name,
            group=self.groups[at],
            kind=self.kind,
            value=float(self.values[at]),
            error=float(self.errors[at]),
            degrees=float(self.degrees[at]),
            count=int(self.counts[at]),
            design_effect=float(self.design_effects[at]),
            method=self.method,
            deviations=self.deviations[:, at],
            sources=(self.source,),
        )

    def __str__(self) -> str:
        if len(self) == 1:
            return str(self.only)
        width = max(len(each) for each in (*self.groups, "group"))
        lines = [f"{self.name or self.kind}", f"{'group':<{width}}  {self.kind:>9}  {'from':>9}  {'to':>9}  {'n':>9}"]
        for each in self:
            reach, written = each.interval(), self.kind.written
            ends = f"{written(reach.lower):>9}  {written(reach.upper):>9}"
            lines.append(f"{each.group:<{width}}  {written(each.value):>9}  {ends}  {each.count:>9,}")
        return "\n".join(lines)


def difference(later: Estimate, earlier: Estimate, *, independent: bool = False) -> Estimate:
    """One estimate less another, with the covariance of the people and clusters that both rest on.

    Parameters
    ----------
    later, earlier : Estimate
        Of one design: put waves that share people or clusters into one design, with the wave as a group.
    independent : bool, default False
        Say so where the two come from different samples that share nobody.

    Returns
    -------
    Estimate
        Its degrees of freedom are the smaller of the two, which is careful; for independent samples Welch and
        Satterthwaite's. Its count is the smaller one.

    Raises
    ------
    ValueError
        Where the two come from different designs or replicates and are not said to be independent.

    Examples
    --------
    >>> import saidanddone.analysis.survey as survey
    >>> people = survey.design(np.ones(8), clusters=[1, 2, 3, 4, 1, 2, 3, 4])
    >>> trust = survey.mean(people, [4, 5, 6, 5, 5, 6, 7, 5.0], by=["2024"] * 4 + ["2026"] * 4, name="Trust")
    >>> print(trust.of("2026") - trust.of("2024"))
    Trust, 2026 less 2024: 0.75 (95% interval -0.05 to 1.55; n = 4).
    """
    if independent:
        deviations = np.concatenate([later.deviations, -earlier.deviations])
        degrees, sources = _welch(later, earlier), (*later.sources, *earlier.sources)
    elif list(map(id, later.sources)) == list(map(id, earlier.sources)):
        deviations = later.deviations - earlier.deviations
        degrees, sources = min(later.degrees, earlier.degrees), later.sources
    else:
        raise ValueError(
            "these come from different designs or replicates: say independent=True if the samples share nobody"
        )
    return replace(
        later,
        name=later.name if later.name == earlier.name else f"{later.name} less {earlier.name}",
        group=later.group if later.group == earlier.group else f"{later.group} less {earlier.group}",
        kind=later.kind if later.kind in {Kind.SHARE, Kind.NET} else Kind.DIFFERENCE,
        value=later.value - earlier.value,
        error=float(np.sqrt((deviations**2).sum())),
        degrees=degrees,
        count=min(later.count, earlier.count),
        design_effect=float("nan"),
        deviations=deviations,
        sources=sources,
    )


def _welch(one: Estimate, other: Estimate) -> float:
    both = one.error**2 + other.error**2
    parts = one.error**4 / max(one.degrees, 1) + other.error**4 / max(other.degrees, 1)
    return float(both**2 / parts) if parts > 0 else min(one.degrees, other.degrees)
