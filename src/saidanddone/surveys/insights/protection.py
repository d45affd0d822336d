"""Which figures of groups are kept back, so that nobody can be recognised, nor worked out by subtraction.

All tables of one item (by age, by place …) are audited together: they share its whole totals, so that what one keeps
back another could give away (`disclosure.protect_linked`, by linear programs). Not covered: crosses that no table shows
(age by place), one item against another, and rounds of a panel against each other.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saidanddone.analysis.disclosure import LinkedTable, ProtectedTable, Rules, protect_linked
from saidanddone.surveys.insights.figures import Hidden, Read
from saidanddone.surveys.insights.items import Item

Counts = NDArray[np.int64]
REST = "…"
"""Answers that are in no part that is shown."""


@dataclass(frozen=True)
class Table:
    """One item by one variable: people by group and part, only groups in which somebody was asked it."""

    groups: tuple[str, ...]
    names: tuple[str, ...]
    parted: Counts

    def linked(self, variable: str) -> LinkedTable:
        """Those who are in no group are a row that is not shown."""
        unseen = [each for each in self.groups if each == str(Read.OUTSIDE)]
        return LinkedTable(self.parted, (variable, self.groups), ("an answer", self.names), unseen=unseen)


def hidden_in(read: Read, number: int) -> dict[str, Hidden]:
    """By variable: what is kept back of an item, by the unweighted counts of groups by the parts of the item.

    Bases under ten (of staff under twenty), parts under ten, noughts and unanimous groups, and as much more in all
    tables as keeps these from being worked out of any; what nobody answered is nought in each group, as everybody sees.
    What rests on a part goes with it; where a group's base goes, all of the group does. Where a table is safe only
    while a whole total is kept back, which it never is, all of its groups go.
    """
    variables = [each for each in read.groups if each != read.items[number].name]
    found = {variable: table_of(read, number, variable) for variable in variables}
    tables = {variable: each for variable, each in found.items() if each.groups}
    published = protected(tables, Rules(smallest_base=read.fewest))
    return {variable: _hidden(read, number, variable, published.get(variable)) for variable in variables}


def table_of(read: Read, number: int, variable: str) -> Table:
    item = read.items[number]
    groups, counts = read.counts(number, variable)
    names, columns = _parts(item)
    parted = counts @ columns
    given, there = parted.sum(axis=0) > 0, parted.sum(axis=1) > 0
    return Table(
        tuple(group for group, anybody in zip(groups, there, strict=True) if anybody),
        tuple(name for name, anybody in zip(names, given, strict=True) if anybody),
        parted[there][:, given],
    )


def protected(tables: dict[str, Table], rules: Rules) -> dict[str, ProtectedTable]:
    """Tables fit to stand beside each other and beside whole totals; one that is not is left out.

    First those go that are not fit by themselves, then the one with the fewest people in a group, until all fit.
    """
    left = {name: each for name, each in tables.items() if _fits({name: each}, _together({name: each}, rules))}
    while left:
        found = _together(left, rules)
        if _fits(left, found):
            return found
        del left[min(left, key=lambda name: (int(left[name].parted.sum(axis=1).min()), name))]
    return {}


def _together(tables: dict[str, Table], rules: Rules) -> dict[str, ProtectedTable]:
    linked = [each.linked(name) for name, each in tables.items()]
    return dict(zip(tables, protect_linked(linked, rules=rules), strict=True))


def _fits(tables: dict[str, Table], published: dict[str, ProtectedTable]) -> bool:
    """Whether the wholes that everybody sees may stand as they do: those that are large enough are always public."""
    for name, shown in published.items():
        wholes = zip(shown.column_totals, tables[name].parted.sum(axis=0), strict=True)
        if not shown.total.shown or any(
            not cell.shown and count >= shown.rules.smallest_base for cell, count in wholes
        ):
            return False
    return True


def _hidden(read: Read, number: int, variable: str, table: ProtectedTable | None) -> Hidden:
    groups, item = read.counts(number, variable)[0], read.items[number]
    names = frozenset(table.columns) if table else frozenset(_parts(item)[0])
    sides = frozenset({each.name for each in item.scoring.bands if each.side} & names)
    if table is None:
        return Hidden(frozenset(), frozenset(groups), names, sides)
    hidden = {
        (row, column)
        for row, cells in zip(table.rows, table.cells, strict=True)
        for column, cell in zip(table.columns, cells, strict=True)
        if not cell.shown
    }
    totals = zip(table.rows, table.row_totals, strict=True)
    gone = {row for row, total in totals if not total.shown} | set(groups) - set(table.rows)
    return Hidden(frozenset(hidden), frozenset(gone), names, sides)


def _parts(item: Item) -> tuple[list[str], Counts]:
    """The parts that people fall into, each answer in one at most; the last is the rest, where there is any."""
    answers = item.scoring.answers
    columns = [each.above > 0 for each in item.parts]
    names = [each.name for each in item.parts]
    asked = np.array([code != item.left for code in answers])
    rest = asked & ~np.any(columns, axis=0)
    if rest.any():
        columns.append(rest)
        names.append(REST)
    return names, np.array(columns, dtype=np.int64).T
