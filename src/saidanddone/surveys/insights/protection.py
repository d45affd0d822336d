"""Which figures of groups are kept back, so that nobody can be recognised, nor worked out by subtraction.

All whole totals are public: how many gave each answer, and how many belong to each group. So each table of one item by
one variable is audited as if its totals were known (`disclosure.protect_parts`, by maximum flow), and tables that share
no more than totals give nothing away about each other. What is no opinion (don't know, prefer not to say, no answer) is
reckoned as known too: it is shown of everybody only, and how many of a group gave none can be worked out.

Not covered: crosses that no table shows (age by place), and what several questions say of the same people together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saidanddone.analysis.disclosure import ProtectedTable, Rules, protect_parts
from saidanddone.surveys.insights.figures import Hidden, Read
from saidanddone.surveys.insights.items import Item

Counts = NDArray[np.int64]
REST = "…"
"""Opinions that are in no part that is shown."""


@dataclass(frozen=True)
class Table:
    """One item by one variable: people by group and opinion, only groups in which somebody has one."""

    groups: tuple[str, ...]
    names: tuple[str, ...]
    parted: Counts

    def protected(self, rules: Rules) -> ProtectedTable:
        """Those who are in no group are a row that is not shown."""
        unseen = [each for each in self.groups if each == str(Read.OUTSIDE)]
        return protect_parts(self.parted, self.groups, self.names, unseen=unseen, rules=rules)


def hidden_in(read: Read, number: int) -> dict[str, Hidden]:
    """By variable: what is kept back of an item, by the unweighted counts of groups by the parts of the item.

    Bases under ten (of staff under twenty), parts under ten, noughts and unanimous groups, and as much more as keeps
    these from being worked out; what nobody answered is nought in each group, as everybody sees. What rests on a part
    goes with it; where a group's base goes, all of the group does.
    """
    variables = [each for each in read.groups if each != read.items[number].name]
    return {variable: _hidden(read, number, variable) for variable in variables}


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


def _hidden(read: Read, number: int, variable: str) -> Hidden:
    found = table_of(read, number, variable)
    bases = dict(zip(found.groups, found.parted.sum(axis=1).tolist(), strict=True))
    gone = frozenset(each for each in read.counts(number, variable)[0] if bases.get(each, 0) < read.fewest)
    if not found.groups:
        return Hidden(frozenset(), gone)
    table = found.protected(Rules(smallest_base=read.fewest))
    hidden = frozenset(
        (row, column)
        for row, cells in zip(table.rows, table.cells, strict=True)
        for column, cell in zip(table.columns, cells, strict=True)
        if not cell.shown
    )
    return Hidden(hidden, gone)


def _parts(item: Item) -> tuple[list[str], Counts]:
    """The parts that people with an opinion fall into; the last is the rest of them, where there is any."""
    columns = [each.above > 0 for each in item.parts]
    names = [each.name for each in item.parts]
    rest = ~np.any(columns, axis=0)
    rest[len(item.scoring.points) :] = False
    if rest.any():
        columns.append(rest)
        names.append(REST)
    return names, np.array(columns, dtype=np.int64).T
