"""Whether those who answered are like the people of the place, and who is not heard."""

from dataclasses import dataclass

from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._estimates import Kind
from saidanddone.analysis.survey._intervals import By, Interval
from saidanddone.analysis.survey._margins import Margins, Profile
from saidanddone.analysis.survey._means import share


@dataclass(frozen=True, slots=True)
class Heard:
    """One group among those who answered.

    Attributes
    ----------
    variable, label : str
    count : int
        People who answered.
    share : float
        Of those who answered, by the weights of the design.
    interval : Interval
        Of that share.
    population : float
        Its share of the population.
    far : bool
        Whether the whole interval lies far under the share of the population.
    """

    variable: str
    label: str
    count: int
    share: float
    interval: Interval
    population: float
    far: bool

    @property
    def ratio(self) -> float:
        """Its share of those who answered over that of the population: 0.5 is half as many as there should be."""
        return self.share / self.population if self.population else float("nan")

    def __str__(self) -> str:
        written = Kind.SHARE.written
        return (
            f"{self.variable} {self.label}: {written(self.share)} of those who answered (95% interval "
            f"{written(self.interval.lower)} to {written(self.interval.upper)}; n = {self.count:,}), "
            f"{written(self.population)} of the population"
        ).replace("95%", f"{100 * self.interval.level:g}%")


@dataclass(frozen=True, slots=True)
class Representativeness:
    """Each group among those who answered beside its share of the population."""

    groups: tuple[Heard, ...]

    @property
    def unheard(self) -> tuple[Heard, ...]:
        """Groups far under their share, the farthest first."""
        return tuple(sorted((each for each in self.groups if each.far), key=lambda each: each.ratio))

    def __str__(self) -> str:
        names = [f"{each.variable}: {each.label}" for each in self.groups]
        width = max(len(each) for each in (*names, "group"))
        lines = [f"{'group':<{width}}  {'n':>9}  {'share':>7}  {'from':>7}  {'to':>7}  {'population':>10}"]
        for name, each in zip(names, self.groups, strict=True):
            numbers = (each.share, each.interval.lower, each.interval.upper)
            shares = "  ".join(f"{Kind.SHARE.written(number):>7}" for number in numbers)
            line = f"{name:<{width}}  {each.count:>9,}  {shares}  {Kind.SHARE.written(each.population):>10}"
            lines.append(f"{line}  not heard" if each.far else line)
        return "\n".join(lines)


def representativeness(
    design: Design, margins: Margins, *, level: float = 0.95, far: float = 0.8
) -> Representativeness:
    """Compare those who answered with the population profile.

    Parameters
    ----------
    design : Design
        Those who answered, with the weights that they had before they were fitted to these margins.
    margins : mapping of name to (labels, population)
        As for `rake`; populations need not add up to the same, and a group may have nobody.
    level : float, default 0.95
        Of the intervals, which are Korn and Graubard's.
    far : float, default 0.8
        A group is not heard where the upper end of its interval is less than so much of its share of the population.

    Returns
    -------
    Representativeness

    Raises
    ------
    ValueError
        Where somebody has no label or one that the population lacks, or `far` is not between 0 and 1.

    References
    ----------
    Korn, E. L. and Graubard, B. I. (1998). Confidence intervals for proportions with small expected number of positive
    counts estimated from survey data. *Survey Methodology* 24, 193-201.

    Examples
    --------
    >>> import numpy as np
    >>> from saidanddone.analysis.survey import design
    >>> ages = ["young"] * 4 + ["old"] * 96
    >>> found = representativeness(design(np.ones(100)), {"age": (ages, {"young": 300, "old": 700})})
    >>> print(found.unheard[0])
    age young: 4.0% of those who answered (95% interval 1.1% to 10.0%; n = 4), 30.0% of the population
    """
    if not 0 < far <= 1:
        raise ValueError(f"far under is a share between 0 and 1, not {far}")
    profile = Profile.read(design, margins)
    found = []
    for margin in profile.margins:
        known = margin.population / margin.population.sum()
        for number, label in enumerate(margin.labels):
            estimate = share(design, margin.of_row == number).only
            reach = estimate.interval(level, By.BETA)
            count = int(((margin.of_row == number) & (design.weights > 0)).sum())
            under = reach.upper < far * known[number]
            found.append(Heard(margin.name, label, count, estimate.value, reach, float(known[number]), bool(under)))
    return Representativeness(tuple(found))
