"""Figures with how sure they are: of everybody, and of groups with small numbers kept back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from saidanddone.analysis import survey
from saidanddone.analysis.survey import By, Design, Estimates, Histogram, Kind
from saidanddone.surveys.insights.items import Codes, Item

EVERYBODY = ""
FEWEST, FEWEST_OF_STAFF, RELIABLE = 10, 20, 30
"""Under the first nothing is shown, of staff under the second, as colleagues know each other; under the third of
effective people it is marked [u].
"""
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, as `Estimate` keeps it; a marker `c` has no numbers beside it."""

    item: str
    figure: str
    kind: str
    variable: str = ""
    group: str = ""
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    error: float | None = None
    degrees: float | None = None
    count: int | None = None
    effective_count: float | None = None
    marker: str = ""

    @property
    def kept_back(self) -> "Figure":
        return Figure(self.item, self.figure, self.kind, self.variable, self.group, marker="c")


@dataclass(frozen=True)
class Read:
    """Items of a wave and the groups that people fall into, with everything that figures are worked out of.

    `groups` has for each variable the group of each person: a code, or `OUTSIDE` for whoever gave no answer.
    """

    design: Design
    items: Sequence[Item]
    groups: Mapping[str, Codes]
    fewest: int = FEWEST

    OUTSIDE = -1_000_000

    def estimates(self, number: int, figure: survey.Figure, variable: str) -> Estimates:
        """By one pass over people where weights are those of the design; else by the errors that know of the fit."""
        if not self.design.calibration:
            return self._histogram.estimates(str(number), figure, variable)
        by = self.groups[variable] if variable else None
        return replace(survey.mean(self.design, self.items[number].counted(figure), by=by), kind=figure.kind)

    @cached_property
    def _histogram(self) -> Histogram:
        read = {str(number): (each.codes, each.scoring) for number, each in enumerate(self.items)}
        return survey.tabulate(self.design, read, by=self.groups)

    def counts(self, number: int, variable: str) -> tuple[tuple[str, ...], NDArray[np.int64]]:
        """People by group and answer, unweighted: rows of groups, columns of `scoring.answers`."""
        places, width = self.items[number].places, len(self.items[number].scoring.answers)
        group = self.groups[variable]
        labels = np.unique(group)
        row = np.searchsorted(labels, group)
        table = np.bincount(row * width + places, minlength=len(labels) * width).reshape(len(labels), width)
        return tuple(str(each) for each in labels), table


def of_everybody(read: Read) -> Iterator[Figure]:
    """Whole totals are public as they are; nothing is shown of fewer than ten."""
    for number, item in enumerate(read.items):
        nobody_asked = bool((item.codes == item.left).all())
        answers = item.answers if read.fewest == FEWEST else ()  # a single answer of few colleagues names them
        for figure in (*item.figures, *item.unknown, *answers):
            for row in rows_of(item.name, figure.name, read.estimates(number, figure, EVERYBODY)):
                yield row if nobody_asked or (row.count or 0) >= read.fewest else row.kept_back


def of_groups(read: Read, hidden: Callable[[int], Mapping[str, "Hidden"]]) -> Iterator[Figure]:
    hidden_of = [hidden(number) for number in range(len(read.items))] if read.groups else []
    for variable in read.groups:
        for number, item in enumerate(read.items):
            if item.name == variable:
                continue
            kept_back = hidden_of[number][variable]
            for figure in item.figures:
                for row in rows_of(item.name, figure.name, read.estimates(number, figure, variable), variable):
                    if row.group == str(Read.OUTSIDE):
                        continue
                    yield row.kept_back if kept_back.hides(row.group, figure.name) else row


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is kept back of one item by one variable: parts by group and figure, and groups as a whole."""

    parts: frozenset[tuple[str, str]]
    groups: frozenset[str]

    def hides(self, group: str, figure: str) -> bool:
        """A mean and a net go with any part of the group: beside the other parts they would give it away."""
        if group in self.groups or (group, figure) in self.parts:
            return True
        return figure in {"mean", "net"} and any(each == group for each, _part in self.parts)


def rows_of(item: str, figure: str, found: Estimates, variable: str = "") -> Iterator[Figure]:
    """Estimates as rows. Whatever nobody answered has the marker `x`."""
    errors = found.errors
    for place, group in enumerate(found.groups):
        value, error, degrees = float(found.values[place]), float(errors[place]), float(found.degrees[place])
        count, effect = int(found.counts[place]), float(found.design_effects[place])
        row = Figure(item, figure, kind_of(found.kind), variable, group, count=count, degrees=degrees)
        if np.isnan(value) or not count:
            yield replace(row, marker="x")
            continue
        lower, upper = reach(found, place, value, error, degrees)
        effective = count / effect if effect > 0 else None
        low = (count if effective is None else min(count, effective)) < RELIABLE or lower is None
        yield replace(
            row,
            value=value,
            lower=lower,
            upper=upper,
            error=number_or_none(error),
            effective_count=effective,
            marker="u" if low else "",
        )


def reach(
    found: Estimates, place: int, value: float, error: float, degrees: float
) -> tuple[float | None, float | None]:
    """By Student's t; where that would leave nought to all, a share's is Korn and Graubard's."""
    if degrees < 1 or np.isnan(error):
        return None, None
    half = error * float(stats.t.isf((1 - LEVEL) / 2, degrees))
    lower, upper = value - half, value + half
    if found.kind is Kind.SHARE and (lower < 0 or upper > 1 or error == 0):
        exact = found[place].interval(LEVEL, By.BETA)
        return number_or_none(exact.lower), number_or_none(exact.upper)
    if found.kind is Kind.NET:
        return max(lower, -1.0), min(upper, 1.0)
    return lower, upper


def kind_of(kind: Kind) -> str:
    return str(kind) if kind in {Kind.MEAN, Kind.SHARE, Kind.NET, Kind.DIFFERENCE} else "mean"


def number_or_none(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
