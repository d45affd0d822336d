"""Sums that an engine collected, as a histogram: labels become codes, and what is wrong is said."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saidanddone.analysis.survey._auxiliary import Cells
from saidanddone.analysis.survey._calibration import Fit
from saidanddone.analysis.survey._codes import MISSING, Codes, Ints, crossed, encode
from saidanddone.analysis.survey._frame import Floats, Frame, Lonely, LonelyClusterError, Mask, frame, sum_by
from saidanddone.analysis.survey._histograms import EVERYBODY, Answers, Histogram, Split
from saidanddone.analysis.survey._scoring import Scoring

CHANGED = "the table changed while it was read: read it again, or from a snapshot"
SHOWN = 5
"""How many wrong answers are named."""


def codes_of(column: Any) -> Codes:
    """A column of Arrow as codes. Each label is looked at once, however many rows have it."""
    found = column.combine_chunks().dictionary_encode()
    labels = encode(found.dictionary.to_numpy(zero_copy_only=False))
    of_label = np.append(labels.of_row, MISSING)
    return Codes(of_label[found.indices.fill_null(MISSING).to_numpy(zero_copy_only=False)], labels.labels)


def floats_of(column: Any) -> Floats:
    found: Floats = column.to_numpy().astype(float, copy=False)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """The frame, and the labels by which its units are known again in what is collected later."""

    frame: Frame
    of_key: Ints
    columns: Mapping[str, NDArray[np.generic]]
    """By column the labels that occur."""
    keys: NDArray[np.generic]
    """The combinations of labels that occur, as numbers in their order."""

    def of_rows(self, table: Any) -> Ints:
        """The unit of each row of a later table."""
        codes = [codes_of(table[name]) for name in self.columns]
        known = zip(codes, self.columns.values(), strict=True)
        combined = crossed(*codes)
        if not all(np.array_equal(code.labels, labels) for code, labels in known) or not np.array_equal(
            combined.labels, self.keys
        ):
            raise ValueError(CHANGED)
        return self.of_key[combined.of_row]


@dataclass(frozen=True, slots=True, eq=False)
class Collected:
    """Rows of sums by unit, group, item and answer.

    Attributes
    ----------
    units : Units
    unit, item : ndarray of int, shape (R,)
    group : Codes
    answer, weight, people, rows, no_weight : ndarray of float, shape (R,)
        The answer, `nan` where there is none; the weight; how many weigh something; how many there are; how many have
        a weight that is none.
    """

    units: Units
    unit: Ints
    group: Codes
    item: Ints
    answer: Floats
    weight: Floats
    people: Floats
    rows: Floats
    no_weight: Floats = field(default_factory=lambda: np.zeros(0))

    @classmethod
    def of(cls, table: Any, of_unit: Mapping[str, str], *, nest: bool, rule: Lonely) -> "Collected":
        """The first table that is collected: the frame is made of it."""
        if not table.num_rows:
            raise ValueError("the table holds nobody")
        codes = {name: codes_of(table[name]) for name in of_unit}
        rows = floats_of(table["rows"])[floats_of(table["item"]) == 0]
        for name, code in codes.items():
            missing = code.of_row[floats_of(table["item"]) == 0] == MISSING
            if missing.any():
                raise ValueError(f"{rows[missing].sum():,.0f} rows have nothing in the column {of_unit[name]!r}")
        combined = crossed(*codes.values())
        first = np.empty(len(combined), dtype=np.int64)
        first[combined.of_row] = np.arange(len(combined.of_row))
        labels = {name: code.labels[code.of_row[first]] for name, code in codes.items()}
        units = Units(
            *_frame(len(combined), labels, nest=nest, rule=rule),
            {name: code.labels for name, code in codes.items()},
            combined.labels,
        )
        return cls._read(table, units, units.of_key[combined.of_row])

    @classmethod
    def _read(cls, table: Any, units: Units, unit: Ints) -> "Collected":
        numbers = {name: floats_of(table[name]) for name in ("answer", "weight", "people", "rows", "no_weight")}
        item = floats_of(table["item"]).astype(np.int64)
        return cls(units, unit, codes_of(table["group"]), item, **numbers)

    def again(self, table: Any) -> "Collected":
        """The same people, parted by another variable."""
        found = self._read(table, self.units, self.units.of_rows(table))
        if found.rows.sum() != self.rows.sum():
            raise ValueError(CHANGED)
        return found

    def check(self) -> None:
        """Whether each weight is one."""
        wrong = self.no_weight[self.item == 0].sum()
        if wrong:
            raise ValueError(f"{wrong:,.0f} rows: a weight is a number from nought up")
        if not self.people.any():
            raise ValueError("all weights are nought")

    def histogram(
        self, items: Mapping[str, Scoring], by: Mapping[str, "Collected"], fitting: "Fitting | None"
    ) -> Histogram:
        """What was collected, as `tabulate` would have read it. `by` has the rows of each variable."""
        splits, answers = {}, {}
        for name, rows in {EVERYBODY: self._together(), **by}.items():
            split, pair, inside = rows._split(EVERYBODY if name == EVERYBODY else None)
            splits[name] = split
            for at, (item, scoring) in enumerate(items.items()):
                chosen = inside & (rows.item == at)
                places = placed(item, scoring, rows.answer, rows.rows, rows.item == at)[inside[rows.item == at]]
                fitted = () if fitting is None else (fitting.of_item(at, item, scoring, name),)
                answers[item, name] = rows._answers(split, pair[chosen], chosen, places, scoring, fitted)
        return Histogram(self.units.frame, dict(items), splits, answers, () if fitting is None else (fitting.fit,))

    def _together(self) -> "Collected":
        group = Codes(np.zeros(len(self.unit), dtype=np.int64), np.zeros(1))
        return Collected(self.units, self.unit, group, self.item, self.answer, self.weight, self.people, self.rows)

    def _split(self, label: str | None) -> tuple[Split, Ints, Mask]:
        """The pairs of unit and group in which somebody weighs something, the pair of each row, and which rows count.

        Of a row that does not count the pair means nothing.
        """
        inside: Mask = (self.people > 0) & (self.group.of_row != MISSING)
        width = max(len(self.group), 1)
        pairs = encode((self.unit * width + self.group.of_row)[inside])
        of_row = np.zeros(len(inside), dtype=np.int64)
        of_row[inside] = pairs.of_row
        at = np.asarray(pairs.labels, dtype=np.int64)
        groups = tuple(str(each) for each in self.group.labels) if label is None else (label,)
        return Split(groups, at // width, at % width), of_row, inside

    def _answers(
        self, split: Split, pair: Ints, chosen: Mask, places: Ints, scoring: Scoring, fitted: tuple[Floats, ...]
    ) -> Answers:
        length = len(scoring.answers)
        at, size = pair * length + places, len(split.unit) * length
        weights = np.bincount(at, self.weight[chosen], size).reshape(-1, length).astype(float, copy=False)
        people = np.bincount(at, self.people[chosen], size).reshape(-1, length).astype(float, copy=False)
        return Answers(weights, sum_by(split.group, people, len(split.groups)), fitted)


def placed(item: str, scoring: Scoring, answer: Floats, rows: Floats, chosen: Mask) -> Ints:
    """The place of the answer of each chosen row; what is no answer is refused with how many gave it."""
    given = answer[chosen]
    wrong = ~np.isin(given, scoring.answers)
    if not wrong.any():
        return scoring.places(given, name=item)
    values, code = np.unique(given[wrong], return_inverse=True)
    counts = np.bincount(code, rows[chosen][wrong])
    order = np.argsort(-counts, kind="stable")
    said = ["no answer at all" if np.isnan(values[at]) else f"{values[at]:g}" for at in order[:SHOWN]]
    named = ", ".join(f"{each} ({counts[at]:,.0f} rows)" for each, at in zip(said, order, strict=False))
    more = f" and {len(order) - SHOWN} others" if len(order) > SHOWN else ""
    raise ValueError(f"{item} takes {scoring.takes}, but there is {named}{more}")


def _frame(keys: int, labels: Mapping[str, NDArray[np.generic]], *, nest: bool, rule: Lonely) -> tuple[Frame, Ints]:
    """The frame of units. Where it is wrong the number of a row says nothing, as rows are units here."""
    columns = [
        [column for name, column in labels.items() if name.startswith(kind)]
        for kind in ("stratum", "cluster", "population")
    ]
    strata, clusters, population = (each or None for each in columns)
    try:
        return frame(keys, strata, clusters, population, nest=nest, rule=rule)
    except LonelyClusterError:
        raise
    except ValueError as error:
        raise ValueError(re.sub(r"^row \d+: ", "", str(error))) from None


@dataclass(frozen=True, slots=True, eq=False)
class Fitting:
    """What is collected of a fit to margins: base weights by cell of the margins, group, item and answer."""

    fit: Fit
    parted: Mapping[str, "CellSums"]

    @classmethod
    def of(
        cls, people: Collected, tables: Mapping[str | None, Any], by_margin: Any, margins: tuple[str, ...], method: str
    ) -> "Fitting":
        parted = {name or EVERYBODY: CellSums.of(table, margins) for name, table in tables.items()}
        first = next(iter(parted.values()))
        if any(not first.alike(each) for each in parted.values()):
            raise ValueError(CHANGED)
        cells, once = first.cells, first.item == 0
        own = Cells(np.arange(len(cells.categories)), cells.categories, cells.width)
        base = np.bincount(cells.cell[once], first.base[once], len(cells.categories)).astype(float)
        unit = people.units.of_rows(by_margin)
        by_unit = first.by_category(by_margin, unit, people.units.frame.units)
        return cls(Fit(own, base, by_unit, own.gram(base), (), method), {EVERYBODY: first.together(), **parted})

    def of_item(self, at: int, item: str, scoring: Scoring, by: str) -> Floats:
        """Base weights by category, group and answer."""
        rows = self.parted[by]
        chosen = rows.item == at
        places = placed(item, scoring, rows.answer, rows.rows, chosen)
        cells = Cells(rows.cells.cell[chosen], rows.cells.categories, rows.cells.width)
        tally = cells.tally(rows.counted[chosen], rows.group.of_row[chosen], max(len(rows.group), 1))
        return tally(places, len(scoring.answers))


@dataclass(frozen=True, slots=True, eq=False)
class CellSums:
    """Rows of base weights by cell of the margins, group, item and answer; `counted` of those who weigh something."""

    cells: Cells
    labels: tuple[NDArray[np.generic], ...]
    group: Codes
    item: Ints
    answer: Floats
    base: Floats
    counted: Floats
    rows: Floats

    @classmethod
    def of(cls, table: Any, margins: tuple[str, ...]) -> "CellSums":
        item = floats_of(table["item"]).astype(np.int64)
        rows, base = floats_of(table["rows"]), floats_of(table["base"])
        wrong = floats_of(table["no_weight"])[item == 0].sum()
        if wrong:
            raise ValueError(f"{wrong:,.0f} rows: a base weight is a number from nought up")
        codes = [codes_of(table[f"margin{at}"]) for at in range(len(margins))]
        for name, code in zip(margins, codes, strict=True):
            lost = (code.of_row == MISSING) & (item == 0) & (base > 0)
            if lost.any():
                raise ValueError(f"{rows[lost].sum():,.0f} rows have no label of {name}; give them one, or no weight")
        starts = np.cumsum([0, *(len(each) for each in codes)])
        combined = crossed(*codes)
        known = np.flatnonzero(combined.of_row != MISSING)
        first = np.empty(len(combined), dtype=np.int64)
        first[combined.of_row[known]] = known
        categories = np.stack([code.of_row[first] + start for code, start in zip(codes, starts, strict=False)], axis=1)
        group = codes_of(table["group"])
        return cls(
            cells=Cells(combined.of_row[known], categories, int(starts[-1])),
            labels=tuple(each.labels for each in codes),
            group=Codes(group.of_row[known], group.labels),
            item=item[known],
            answer=floats_of(table["answer"])[known],
            base=base[known],
            counted=floats_of(table["counted"])[known],
            rows=rows[known],
        )

    def alike(self, other: "CellSums") -> bool:
        """Whether categories mean the same."""
        return _same(self.labels, other.labels) and np.array_equal(self.cells.categories, other.cells.categories)

    def together(self) -> "CellSums":
        everybody = Codes(np.zeros(len(self.item), dtype=np.int64), np.zeros(1))
        return CellSums(self.cells, self.labels, everybody, self.item, self.answer, self.base, self.counted, self.rows)

    def by_category(self, table: Any, unit: Ints, units: int) -> Floats:
        """Weights by unit and category, shape (U, p)."""
        margin, weight = floats_of(table["item"]), floats_of(table["weight"])
        found, start = np.zeros(units * self.cells.width), 0
        for at, labels in enumerate(self.labels):
            chosen = np.flatnonzero(margin == at)
            code = codes_of(table["label"].take(chosen))
            if not _same([labels], [code.labels]):
                raise ValueError(CHANGED)
            known = code.of_row != MISSING
            cell = unit[chosen][known] * self.cells.width + start + code.of_row[known]
            found += np.bincount(cell, weight[chosen][known], len(found))
            start += len(labels)
        return found.reshape(units, self.cells.width)


def _same(some: Iterable[NDArray[np.generic]], others: Iterable[NDArray[np.generic]]) -> bool:
    return all(np.array_equal(one, other) for one, other in zip(some, others, strict=True))
