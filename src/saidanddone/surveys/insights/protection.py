"""Which figures of groups are kept back, so that nobody can be recognised, nor worked out by subtraction.

All whole totals are public: how many gave each answer, and how many belong to each group. So each table of one item by
one variable is audited as if its totals were known (`disclosure.protect_parts`, by maximum flow), and tables that share
no more than totals give nothing away about each other. What is no opinion (don't know, prefer not to say, no answer) is
reckoned as known too: it is shown of everybody only, and how many of a group gave none can be worked out.

Of rounds that ask everyone, the same people answer again and again: there a group is kept back too where its difference
to the last round is of fewer than ten who came or went.

Not covered: crosses that no table shows (age by place), what several questions say of the same people together, and
rounds before the last one.
"""

from collections.abc import Sequence
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

    def protected(self, rules: Rules, guarded: Sequence[str] = ()) -> ProtectedTable:
        """Those who are in no group are a row that is not shown."""
        unseen = [each for each in self.groups if each == str(Read.OUTSIDE)]
        return protect_parts(self.parted, self.groups, self.names, unseen=unseen, guarded=guarded, rules=rules)

    def told_by(self, earlier: "Table", fewest: int) -> list[str]:
        """Groups whose difference to an earlier round of the same people is as good as those who came, or who went.

        Fewer than `fewest` of them, and at most one moved the other way: an answer that somebody changed leaves open
        whose it was, but where nearly all kept theirs the difference is of whoever is new, or is gone.
        """
        found = []
        for group in {*self.groups} & {*earlier.groups} - {str(Read.OUTSIDE)}:
            now, then = self._row(group), earlier._row(group)
            balance = [now.get(name, 0) - then.get(name, 0) for name in {*now, *then}]
            more, less = sum(each for each in balance if each > 0), -sum(each for each in balance if each < 0)
            if 0 < max(more, less) < fewest and min(more, less) <= 1:
                found.append(group)
        return sorted(found)

    def _row(self, group: str) -> dict[str, int]:
        return dict(zip(self.names, self.parted[self.groups.index(group)].tolist(), strict=True))


def hidden_in(read: Read, number: int, earlier: Read | None = None) -> dict[str, Hidden]:
    """By variable: what is kept back of an item, by the unweighted counts of groups by the parts of the item.

    Bases under ten (of staff under twenty), parts under ten, noughts and unanimous groups, and as much more as keeps
    these from being worked out; what nobody answered is nought in each group, as everybody sees. What rests on a part
    goes with it; where a group's base goes, all of the group does. `earlier` is a round that asked the same people.
    """
    variables = [each for each in read.groups if each != read.items[number].name]
    return {variable: _hidden(read, number, variable, earlier) for variable in variables}


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


def _hidden(read: Read, number: int, variable: str, earlier: Read | None) -> Hidden:
    found = table_of(read, number, variable)
    bases = dict(zip(found.groups, found.parted.sum(axis=1).tolist(), strict=True))
    gone = frozenset(each for each in read.counts(number, variable)[0] if bases.get(each, 0) < read.fewest)
    if not found.groups:
        return Hidden(frozenset(), gone)
    told = [] if earlier is None else _told(read, number, variable, earlier)
    table = found.protected(Rules(smallest_base=read.fewest), told)
    hidden = frozenset(
        (row, column)
        for row, cells in zip(table.rows, table.cells, strict=True)
        for column, cell in zip(table.columns, cells, strict=True)
        if not cell.shown
    )
    return Hidden(hidden, gone)


def _told(read: Read, number: int, variable: str, earlier: Read) -> list[str]:
    """The same answer to the same question by the same variable, where the earlier round asked both."""
    item = read.items[number]
    same = [place for place, each in enumerate(earlier.items) if (each.name, each.main) == (item.name, item.main)]
    if not same or variable not in earlier.groups:
        return []
    return table_of(read, number, variable).told_by(table_of(earlier, same[0], variable), read.fewest)


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
