"""The one pass over people: weighted numbers by cluster, group, item and answer.

A scale of 0 to 10 has eleven points and a few codes, so this small table is enough for every figure of an item: mean,
shares, net, don't know, quantiles, their errors and their replicates. It can be made here, or by a database that holds
the people, and no row of a person goes further than this.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from saidanddone.analysis.survey._calibration import Fit, Tally
from saidanddone.analysis.survey._codes import MISSING, Ints, encode
from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._estimates import Estimates
from saidanddone.analysis.survey._frame import Floats, Frame, sum_by
from saidanddone.analysis.survey._replicates import Replicates
from saidanddone.analysis.survey._scoring import Figure, Scoring
from saidanddone.analysis.survey._sums import Fitted, Sums

EVERYBODY = ""


@dataclass(frozen=True, slots=True)
class Split:
    """People parted by one variable: the C pairs of unit and group in which somebody is.

    Attributes
    ----------
    groups : tuple of str, length G
    unit, group : ndarray of int, shape (C,)
    """

    groups: tuple[str, ...]
    unit: Ints
    group: Ints

    def spread(self, cells: Floats, units: int) -> Floats:
        """Values of pairs, shape (C,), as a table of units by groups, shape (units, G)."""
        table = np.zeros((units, len(self.groups)))
        table[self.unit, self.group] = cells
        return table


@dataclass(frozen=True, slots=True)
class Answers:
    """One item in one split.

    Attributes
    ----------
    weights : ndarray of float, shape (C, K)
        Weighted numbers by pair and answer.
    counts : ndarray of float, shape (G, K)
        People by group and answer.
    fitted : tuple of ndarray of float, shape (p, G, K)
        For each fit of the weights, its own weights by variable, group and answer.
    """

    weights: Floats
    counts: Floats
    fitted: tuple[Floats, ...] = ()


@dataclass(frozen=True, slots=True)
class Histogram:
    """What is read of people, item by item. Made by `tabulate`.

    Attributes
    ----------
    frame : Frame
    scorings : mapping of str to Scoring
        By item.
    splits : mapping of str to Split
        By variable; the empty name is everybody.
    answers : mapping of (str, str) to Answers
        By item and variable.
    fits : tuple of Fit
        What the weights were fitted to, the last fit first.
    """

    frame: Frame
    scorings: Mapping[str, Scoring]
    splits: Mapping[str, Split]
    answers: Mapping[tuple[str, str], Answers]
    fits: tuple[Fit, ...] = ()

    def estimates(self, item: str, figure: Figure, by: str = EVERYBODY, errors: Replicates | None = None) -> Estimates:
        """A figure of an item, for each group of a variable; errors by linearisation, or by replicates of the design.

        Raises
        ------
        KeyError
            Where there is no such item or variable.
        """
        sums = self.sums(item, figure, by)
        return sums.estimates(f"{item}, {figure.name}", figure.kind, self.splits[by].groups, errors)

    def sums(self, item: str, figure: Figure, by: str = EVERYBODY) -> Sums:
        """What each unit adds to the figure: for replicates, contrasts and everything else that starts from sums."""
        answers, split = self.answers[item, by], self.splits[by]
        return Sums(
            frame=self.frame,
            numerators=split.spread(answers.weights @ figure.above, self.frame.units),
            denominators=split.spread(answers.weights @ figure.below, self.frame.units),
            present=split.spread(np.ones(len(split.unit)), self.frame.units) > 0,
            counts=answers.counts @ figure.below,
            squares=self._of_groups(answers, split) @ figure.above**2,
            fitted=tuple(
                Fitted(fit, by_variable @ figure.above, by_variable @ figure.below)
                for fit, by_variable in zip(self.fits, answers.fitted, strict=True)
            ),
        )

    @staticmethod
    def _of_groups(answers: Answers, split: Split) -> Floats:
        return sum_by(split.group, answers.weights, len(split.groups))


def tabulate(
    design: Design,
    items: Mapping[str, tuple[ArrayLike, Scoring]],
    *,
    by: Mapping[str, ArrayLike] | None = None,
) -> Histogram:
    """Read people once.

    Parameters
    ----------
    design : Design
        Where its weights were fitted to known totals, errors know of it.
    items : mapping of str to (array_like of int, shape (n,), and Scoring)
        The answer codes of each item.
    by : mapping of str to array_like, shape (n,), optional
        Variables to part people by. Everybody together is always there, under the empty name.

    Returns
    -------
    Histogram

    Raises
    ------
    ValueError
        Where arrays differ in length or an answer is not on its scale.

    Examples
    --------
    >>> from saidanddone.analysis import survey
    >>> people = survey.design(np.ones(6))
    >>> read = survey.tabulate(people, {"Council": ([7, 8, 3, 5, 88, 9], survey.OECD)})
    >>> print(read.estimates("Council", survey.OECD.share("high")))
    Council, high: 50.0% (95% interval -7.5% to 107.5%; n = 6).
    """
    readers = {name: _Reader.of(design, labels) for name, labels in (by or {}).items()}
    whole = next((name for name, reader in readers.items() if reader.is_whole), None)
    if whole is None:
        readers[EVERYBODY] = _Reader.of(design, None)
    answers = {}
    for item, (codes, scoring) in items.items():
        places = scoring.places(codes, name=item)
        if len(places) != len(design):
            raise ValueError(f"{len(places)} answers to {item} for {len(design)} people")
        for name, reader in readers.items():
            answers[item, name] = reader.read(places, len(scoring.answers))
        if whole is not None:
            answers[item, EVERYBODY] = _joined(readers[whole].split, answers[item, whole])
    splits = {name: reader.split for name, reader in readers.items()}
    splits.setdefault(EVERYBODY, _everybody(splits[whole].unit) if whole is not None else splits[EVERYBODY])
    scorings = {item: scoring for item, (_codes, scoring) in items.items()}
    return Histogram(design.frame, scorings, splits, answers, design.fits)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads items for one split: in which pair of unit and group each person lies, worked out once."""

    split: Split
    cell: Ints
    weights: Floats
    inside: Ints | None
    """The rows that count, or `None` where all do."""
    tallies: tuple[Tally, ...]
    """For each fit of the weights."""

    @classmethod
    def of(cls, design: Design, labels: ArrayLike | None) -> "_Reader":
        codes = encode(np.zeros(len(design), dtype=np.int64) if labels is None else labels)
        if len(codes.of_row) != len(design):
            raise ValueError(f"{len(codes.of_row)} groups for {len(design)} people")
        counts = (codes.of_row != MISSING) & (design.weights > 0)
        inside = None if counts.all() else np.flatnonzero(counts)
        group, unit, weights = codes.of_row, design.unit, design.weights
        if inside is not None:
            group, unit, weights = group[inside], unit[inside], weights[inside]
        pairs = encode(unit * len(codes) + group)
        at = np.asarray(pairs.labels, dtype=np.int64)
        groups = (EVERYBODY,) if labels is None else tuple(str(each) for each in codes.labels)
        split = Split(groups, at // max(len(codes), 1), at % max(len(codes), 1))
        code = codes.of_row if inside is None else np.where(counts, codes.of_row, MISSING)
        tallies = tuple(each.auxiliary.tally(each.weights, code, len(groups)) for each in design.fits)
        return cls(split, pairs.of_row, weights, inside, tallies)

    @property
    def is_whole(self) -> bool:
        return self.inside is None

    def read(self, places: Ints, length: int) -> Answers:
        at = self.cell * length
        at += places if self.inside is None else places[self.inside]
        size = len(self.split.unit) * length
        weighted = np.bincount(at, self.weights, size).reshape(-1, length).astype(float, copy=False)
        people = np.bincount(at, minlength=size).reshape(-1, length).astype(float)
        counts = sum_by(self.split.group, people, len(self.split.groups))
        return Answers(weighted, counts, tuple(tally(places, length) for tally in self.tallies))


def _everybody(unit: Ints) -> Split:
    units = encode(unit)
    return Split((EVERYBODY,), np.asarray(units.labels, dtype=np.int64), np.zeros(len(units), dtype=np.int64))


def _joined(split: Split, answers: Answers) -> Answers:
    """Everybody, of a split in which everybody is."""
    units = encode(split.unit)
    weights = sum_by(units.of_row, answers.weights, len(units))
    fitted = tuple(each.sum(axis=1, keepdims=True) for each in answers.fitted)
    return Answers(weights, answers.counts.sum(axis=0, keepdims=True), fitted)
