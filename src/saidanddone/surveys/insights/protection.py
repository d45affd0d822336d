"""Which figures of groups are kept back, so that nobody can be recognised, nor worked out by subtraction."""

import numpy as np
from numpy.typing import NDArray

from saidanddone.analysis.disclosure import ProtectedTable, Rules, protect
from saidanddone.surveys.insights.figures import Hidden, Read
from saidanddone.surveys.insights.items import Item

Counts = NDArray[np.int64]
REST = "…"
"""Answers that are in no part that is shown."""


def hidden_in(read: Read, number: int, variable: str) -> Hidden:
    """By the unweighted counts of groups by the parts of an item, whose totals everybody sees.

    Bases under ten (of staff under twenty), parts under ten, noughts and unanimous groups, and as much more as keeps
    these from being worked out; what nobody answered is nought in each group, as everybody sees. What rests on a part
    goes with it; where a group's base goes, all of the group does.
    """
    item = read.items[number]
    groups, counts = read.counts(number, variable)
    names, columns = _parts(item)
    parted = counts @ columns
    given = parted.sum(axis=0) > 0
    names, parted = [name for name, anybody in zip(names, given, strict=True) if anybody], parted[:, given]
    asked = parted.sum(axis=1)
    there = [place for place in range(len(groups)) if asked[place]]
    sides = frozenset({each.name for each in item.scoring.bands if each.side} & set(names))
    if not there:
        return Hidden(frozenset(), frozenset(groups), frozenset(names), sides)
    rules = Rules(smallest_base=read.fewest)
    table = protect(parted[there], [groups[place] for place in there], names, rules=rules)
    hidden = {
        (row, column)
        for row, cells in zip(table.rows, table.cells, strict=True)
        for column, cell in zip(names, cells, strict=True)
        if not cell.shown
    }
    totals = zip(table.rows, table.row_totals, strict=True)
    gone = {row for row, total in totals if not total.shown} | set(groups) - set(table.rows)
    if _needs_a_whole(table, parted[there], read.fewest):
        gone = set(groups)
    return Hidden(frozenset(hidden), frozenset(gone), frozenset(names), sides)


def _needs_a_whole(table: ProtectedTable, parted: Counts, fewest: int) -> bool:
    """Whether groups are safe only while a whole total is kept back, which it never is."""
    wholes = zip(table.column_totals, parted.sum(axis=0), strict=True)
    return any(not cell.shown and count >= fewest for cell, count in wholes) or not table.total.shown


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
