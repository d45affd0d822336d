"""What came of new weights: how near they bring the sample to the population, and what that costs."""

from dataclasses import dataclass

import numpy as np

from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._frame import Floats
from saidanddone.analysis.survey._margins import Profile


@dataclass(frozen=True, slots=True)
class Spread:
    """How unequal weights are.

    Attributes
    ----------
    count : int
        People who count.
    smallest, largest : float
    effective_count : float
        Kish's: how many people of equal weights would tell as much of an answer that has nothing to do with weights.
    """

    count: int
    smallest: float
    largest: float
    effective_count: float

    @classmethod
    def of(cls, weights: Floats) -> "Spread":
        """Kish, L. (1965), *Survey Sampling*, section 11.7; people of weight nought are not looked at."""
        counted = weights if weights.min() > 0 else weights[weights > 0]
        effective = float(counted.sum() ** 2 / (counted**2).sum())
        return cls(len(counted), float(counted.min()), float(counted.max()), effective)

    @property
    def design_effect(self) -> float:
        """By how much unequal weights make variances larger."""
        return self.count / self.effective_count

    @property
    def ratio(self) -> float:
        """The largest weight over the smallest."""
        return self.largest / self.smallest


@dataclass(frozen=True, slots=True)
class Target:
    """One known total: a category's people, or the total of a number (`label` is empty then).

    Attributes
    ----------
    variable, label : str
    population, before, after : float
        What is known, and what the weights added up to before and after.
    count : int
        People of the sample.
    met : bool
        Whether `after` is what is known, within the tolerance.
    """

    variable: str
    label: str
    population: float
    before: float
    after: float
    count: int
    met: bool


@dataclass(frozen=True, slots=True, eq=False)
class Weighting:
    """A design with new weights, and what is to be said of them.

    Attributes
    ----------
    design : Design
        The same people with the new weights.
    method : str
    targets : tuple of Target
        Margins and totals before and after against the population.
    before, after : Spread
    trimmed : float
        The share of people whose weight was cut.
    moved : float
        The share of all weight that was cut off and given to others.
    iterations : int
    """

    design: Design
    method: str
    targets: tuple[Target, ...]
    before: Spread
    after: Spread
    iterations: int
    trimmed: float = 0.0
    moved: float = 0.0

    @property
    def unmet(self) -> tuple[Target, ...]:
        """Totals that the weights do not meet."""
        return tuple(each for each in self.targets if not each.met)

    @property
    def summary(self) -> str:
        """What the weights are like, in one sentence."""
        after = self.after
        cut = f"; {100 * self.trimmed:.1f}% of people were cut" if self.trimmed else ""
        return (
            f"{self.method[:1].upper()}{self.method[1:]} of {after.count:,} people in {self.iterations} "
            f"step{'' if self.iterations == 1 else 's'}: they tell as much as {after.effective_count:,.0f} of equal "
            f"weights (design effect {after.design_effect:.2f}); the largest weight is {after.ratio:,.1f} times the "
            f"smallest{cut}."
        )

    def __str__(self) -> str:
        if not self.targets:
            return self.summary
        names = [f"{each.variable}: {each.label}" if each.label else each.variable for each in self.targets]
        width = max(len(each) for each in (*names, "margin"))
        lines = [self.summary, f"{'margin':<{width}}  {'n':>9}  {'before':>9}  {'after':>9}  {'population':>10}"]
        for name, each in zip(names, self.targets, strict=True):
            before, after, known = self._written(each)
            line = f"{name:<{width}}  {each.count:>9,}  {before:>9}  {after:>9}  {known:>10}"
            lines.append(line if each.met else f"{line}  not met")
        return "\n".join(lines)

    def _written(self, target: Target) -> tuple[str, str, str]:
        """Categories as shares of their margin, totals as they are."""
        if not target.label:
            return f"{target.before:,.0f}", f"{target.after:,.0f}", f"{target.population:,.0f}"
        beside = [each for each in self.targets if each.variable == target.variable]
        return (
            f"{100 * target.before / sum(each.before for each in beside):.1f}%",
            f"{100 * target.after / sum(each.after for each in beside):.1f}%",
            f"{100 * target.population / sum(each.population for each in beside):.1f}%",
        )


def targets_of(profile: Profile, after: Floats, tolerance: float) -> tuple[Target, ...]:
    """The known totals of margins; `after` is what the new weights add up to, shape (p,)."""
    rows = zip(profile.names, profile.population, profile.before, after, profile.counts, strict=True)
    return tuple(
        Target(variable, label, float(known), float(before), float(now), int(count), met(now, known, tolerance))
        for (variable, label), known, before, now, count in rows
    )


def met(after: float, known: float, tolerance: float) -> bool:
    """Nearer to what is known than the tolerance says, as R `survey` measures it."""
    return bool(abs(after - known) <= tolerance * (1 + abs(known)))


def worst(after: Floats, known: Floats) -> float:
    """The largest distance from what is known, in the measure of `met`."""
    return float(np.max(np.abs(after - known) / (1 + np.abs(known))))
