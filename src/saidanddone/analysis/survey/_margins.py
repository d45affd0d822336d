"""What is known of everybody: how many people each category of each margin holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from saidanddone.analysis.survey._auxiliary import Cells
from saidanddone.analysis.survey._codes import MISSING, Codes, Ints, crossed, encode
from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._frame import Floats

Counts = Mapping[str, float] | Mapping[int, float]
Margins = Mapping[str, tuple[ArrayLike, Counts]]
"""By name of the variable: the label of each person, and how many people of the population have each label."""


class Unmet(StrEnum):
    """What to do where the totals of the population cannot all be met."""

    FAIL = "fail"
    """It is an error, which says what cannot be met."""
    SAY = "say"
    """Come as close as can be, and say in the result what is not met."""


class UnmetError(ValueError):
    """Totals of the population cannot be met by any weights of these people."""


@dataclass(frozen=True, slots=True, eq=False)
class Margin:
    """One margin of k categories: whose category is which, and how many people of the population have each.

    Attributes
    ----------
    name : str
    of_row : ndarray of int, shape (n,)
    labels : tuple of str, length k
    population : ndarray of float, shape (k,)
    """

    name: str
    of_row: Ints
    labels: tuple[str, ...]
    population: Floats

    @classmethod
    def read(cls, design: Design, name: str, labels: ArrayLike, population: Counts) -> "Margin":
        """Match the labels of people with those of the population; whoever counts has one that is known."""
        codes = encode(labels)
        if len(codes.of_row) != len(design):
            raise ValueError(f"{name}: {len(codes.of_row)} labels for {len(design)} people")
        sizes = np.array(list(population.values()), dtype=float)
        _check_sizes(name, list(population), sizes)
        known: dict[object, int] = {each: number for number, each in enumerate(population)}
        given = [each.item() if hasattr(each, "item") else each for each in codes.labels]
        number = np.array([known.get(each, MISSING) for each in given], dtype=np.int64)
        of_row = codes.of_row
        if not np.array_equal(number, np.arange(len(number))):
            of_row = np.append(number, MISSING)[of_row]
        if of_row.min() == MISSING:
            _check_known(design, name, codes, of_row)
            of_row = np.maximum(of_row, 0)
        return cls(name, of_row, tuple(str(each) for each in known), sizes)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Margins of the population beside those of the sample; the p categories of all margins stand one after another.

    Attributes
    ----------
    margins : tuple of Margin
    cells : Cells
    population : ndarray of float, shape (p,)
        As given.
    before : ndarray of float, shape (p,)
        What the sample's people stood for.
    counts : ndarray of float, shape (p,)
        People of the sample.
    """

    margins: tuple[Margin, ...]
    cells: Cells
    population: Floats
    before: Floats
    counts: Floats

    @classmethod
    def read(cls, design: Design, margins: Margins) -> "Profile":
        """All margins, each checked; not yet against each other."""
        if not margins:
            raise ValueError("name at least one margin")
        read = tuple(Margin.read(design, name, labels, known) for name, (labels, known) in margins.items())
        cells = cells_of(read)
        known = np.concatenate([each.population for each in read])
        counts = cells.totals((design.weights > 0).astype(float))
        found = cls(read, cells, known, cells.totals(design.weights), counts)
        nobody = (counts > 0) & (known == 0)
        if nobody.any():
            variable, label = found.names[int(np.argmax(nobody))]
            raise ValueError(f"{variable}: nobody of the population is {label!r}, yet people of the sample are")
        return found

    @property
    def names(self) -> list[tuple[str, str]]:
        """The variable and the label of each category."""
        return [(each.name, label) for each in self.margins for label in each.labels]

    def check(self, tolerance: float) -> None:
        """Whether weights can meet the margins: nobody is missing, and all add up to the same population."""
        empty = (self.counts == 0) & (self.population > 0)
        if empty.any():
            variable, label = self.names[int(np.argmax(empty))]
            raise UnmetError(
                f"{variable}: nobody of the sample is {label!r}; join categories, "
                "or say unmet=Unmet.SAY to weight without them"
            )
        first, *others = self.margins
        total = first.population.sum()
        for each in others:
            if abs(each.population.sum() - total) > tolerance * total:
                raise UnmetError(
                    f"the population is {total:,.10g} by {first.name}, but {each.population.sum():,.10g} by "
                    f"{each.name}; bring them to one total, or say unmet=Unmet.SAY to take that of {first.name}"
                )

    def aims(self) -> Floats:
        """What weights are to add up to, shape (p,): what is known, without categories of whom nobody answered.

        Every margin has the total of the first.
        """
        found = []
        ends = np.cumsum([len(each.labels) for each in self.margins])[:-1]
        for each, counts in zip(self.margins, np.split(self.counts, ends), strict=True):
            reached = np.where(counts > 0, each.population, 0)
            found.append(reached * (self.margins[0].population.sum() / reached.sum()))
        return np.concatenate(found)


def cells_of(margins: tuple[Margin, ...]) -> Cells:
    """The combinations of categories that occur."""
    combined = crossed(*(Codes(each.of_row, np.arange(len(each.labels))) for each in margins))
    rows = np.empty(len(combined), dtype=np.int64)
    rows[combined.of_row] = np.arange(len(combined.of_row))
    starts = np.cumsum([0, *(len(each.labels) for each in margins)])
    categories = np.stack([each.of_row[rows] + start for each, start in zip(margins, starts, strict=False)], axis=1)
    return Cells(combined.of_row, categories, int(starts[-1]))


def _check_known(design: Design, name: str, codes: Codes, of_row: Ints) -> None:
    lost = (of_row == MISSING) & (design.weights > 0)
    if not lost.any():
        return
    row = int(np.argmax(lost))
    if codes.of_row[row] == MISSING:
        raise ValueError(f"row {row} has no label of {name}; give it one, or the weight nought")
    label = codes.labels[codes.of_row[row]]
    raise ValueError(f"row {row}: {name} is {str(label)!r}, of which the population says nothing")


def _check_sizes(name: str, labels: list[str | int], sizes: Floats) -> None:
    if not len(sizes):
        raise ValueError(f"{name}: the population has no categories")
    wrong = ~np.isfinite(sizes) | (sizes < 0)
    if wrong.any():
        at = int(np.argmax(wrong))
        raise ValueError(f"{name}: {labels[at]!r} holds {sizes[at]} people; it is a number from nought up")
    if not sizes.any():
        raise ValueError(f"{name}: the population holds nobody")
