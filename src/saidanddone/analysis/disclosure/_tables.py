"""Tables of counts of people, protected before anybody sees them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from saidanddone.analysis.disclosure._markers import Cell, Marker
from saidanddone.analysis.disclosure._network import (
    MOST,
    Limits,
    Mask,
    Numbers,
    Range,
    as_network,
    hide_more,
    possible_range,
)
from saidanddone.analysis.disclosure._rules import Rules

USUAL = Rules()
BY_FLOW = "primary and complementary suppression, checked by maximum flow"
SUPPRESSED = Cell(None, Marker.SUPPRESSED)


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """A table that may be published: nothing in it tells what was kept back.

    Attributes
    ----------
    rows, columns : tuple of str
        Labels. A table of one dimension has rows only.
    cells : tuple of tuple of Cell
        Row by row; rows of one cell in a table of one dimension.
    row_totals, column_totals : tuple of Cell
        Both empty in a table of one dimension.
    total : Cell
    rules : Rules
    method : str
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...]
    column_totals: tuple[Cell, ...]
    total: Cell
    rules: Rules
    method: str

    def cell(self, row: str, column: str | None = None) -> Cell:
        """The cell under its labels.

        Raises
        ------
        KeyError
            Where there is no such label, or a column is named in a table of one dimension, or none in one of two.
        """
        if row not in self.rows or (column is None) == bool(self.columns) or column not in (*self.columns, None):
            raise KeyError((row, column))
        return self.cells[self.rows.index(row)][0 if column is None else self.columns.index(column)]

    @property
    def figures(self) -> tuple[Cell, ...]:
        """All of it: cells row by row, totals of rows, of columns, and of all."""
        return (*(cell for row in self.cells for cell in row), *self.row_totals, *self.column_totals, self.total)

    @property
    def suppressed(self) -> int:
        """How many figures are kept back, totals included."""
        return self.figures.count(SUPPRESSED)

    def __str__(self) -> str:
        body = [
            [label, *map(str, cells), *map(str, self.row_totals[place : place + 1])]
            for place, (label, cells) in enumerate(zip(self.rows, self.cells, strict=True))
        ]
        head = [["", *self.columns, "all"]] if self.columns else []
        lines = [*head, *body, ["all", *map(str, self.column_totals), str(self.total)]]
        widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
        shown = [
            "  ".join(
                [line[0].ljust(widths[0]), *(part.rjust(widths[place + 1]) for place, part in enumerate(line[1:]))]
            )
            for line in lines
        ]
        note = f"{Marker.SUPPRESSED}: {Marker.SUPPRESSED.words}." if self.suppressed else ""
        return "\n".join([*(line.rstrip() for line in shown), *([note] if note else [])])


@dataclass(frozen=True, slots=True)
class Inference:
    """What can be worked out about one figure that is kept back; a label is None where the figure is a total."""

    row: str | None
    column: str | None
    range: Range

    def __str__(self) -> str:
        return f"{self.row or 'all'}, {self.column or 'all'}: {self.range}"


def protect(
    counts: ArrayLike,
    rows: Sequence[str],
    columns: Sequence[str] | None = None,
    *,
    rules: Rules = USUAL,
    impossible: ArrayLike | None = None,
) -> ProtectedTable:
    """Keep back what says too much about few people, and what else would give it away by subtraction.

    Parameters
    ----------
    counts : array_like of int, shape (rows,) or (rows, columns)
        People, each counted once. In two dimensions each row is a group and each column an answer; in one dimension
        all rows together are the group.
    rows, columns : sequence of str
        Labels, each once; no columns in one dimension.
    rules : Rules, optional
    impossible : array_like of bool, same shape, optional
        Where nobody can be and everybody knows it (no births in a barracks): shown as [z].

    Returns
    -------
    ProtectedTable
        The same for the same labels and counts in whatever order they come.

    Raises
    ------
    ValueError
        Where counts are negative, not whole or too large, people stand where it is impossible, or labels do not fit.

    Notes
    -----
    Primary: totals under `smallest_base`, cells under `smallest_cell` or in such a total, noughts, and unanimous rows.
    Secondary: further cells, and totals where cells do not suffice, until somebody who knows every published figure
    and that no count is negative cannot narrow any that is kept back to fewer than `width` + 1 values. This is checked
    exactly, by maximum flow; it says nothing of what the same person may know from another table of the same people
    (see `protect_linked`), of being one of them, or of the rules by which a count was kept back.
    Rounding comes last: totals are rounded by themselves, so rounded figures may not add up, and none is contradicted.

    References
    ----------
    Hundepool, A. et al. (2012). *Statistical Disclosure Control*, chapter 4. Wiley.

    Examples
    --------
    >>> print(protect([[30, 4, 26], [50, 40, 20], [21, 44, 35]], ["North", "Mid", "South"], ["yes", "partly", "no"]))
           yes  partly   no  all
    North   30     [c]  [c]   60
    Mid     50     [c]  [c]  110
    South   21      44   35  100
    all    101      88   81  270
    [c]: kept back so that nobody can be recognised.
    """
    table, possible = checked(counts, rows, columns, impossible)
    row_order = sorted(range(len(rows)), key=lambda place: rows[place])
    column_order = sorted(range(len(columns)), key=lambda place: columns[place]) if columns is not None else [0]
    ordered = np.ix_(row_order, column_order)
    hidden, fixed = _hide(table[ordered], possible[ordered], rules, columns is None)
    return publish(table, rows, columns, rules, *_undone(hidden, fixed, row_order, column_order), method=BY_FLOW)


def attack(counts: ArrayLike, table: ProtectedTable) -> tuple[Inference, ...]:
    """What somebody can work out about each figure that a table keeps back, from those that it shows.

    Parameters
    ----------
    counts : array_like of int
        The true counts that the table was made of, in the order of its labels.
    table : ProtectedTable
        What is shown is taken as exact, which only helps the attacker where it is rounded.

    Returns
    -------
    tuple of Inference
        Cells row by row, then totals of rows and columns, then the grand total.

    Raises
    ------
    ValueError
        Where the counts are not of the table's shape.

    Examples
    --------
    >>> counts = [[30, 4, 26], [50, 40, 20], [21, 44, 35]]
    >>> table = protect(counts, ["North", "Mid", "South"], ["yes", "partly", "no"])
    >>> print(*attack(counts, table), sep="; ")
    North, partly: 0 to 30; North, no: 0 to 30; Mid, partly: 14 to 44; Mid, no: 16 to 46
    """
    true = _checked(counts, len(table.rows), len(table.columns) if table.columns else None)
    network = as_network(true, not table.columns)
    hidden = np.array([cell == SUPPRESSED for cell in table.figures])
    columns: tuple[str | None, ...] = table.columns or (None,)
    names: list[tuple[str | None, str | None]] = [(row, column) for row in table.rows for column in columns]
    if table.columns:
        names += [*((row, None) for row in table.rows), *((None, column) for column in table.columns)]
    names.append((None, None))
    return tuple(Inference(*names[arc], possible_range(network, hidden, int(arc))) for arc in np.flatnonzero(hidden))


def checked(
    counts: ArrayLike, rows: Sequence[str], columns: Sequence[str] | None, impossible: ArrayLike | None
) -> tuple[Numbers, Mask]:
    """The counts in two dimensions, and where anybody can be."""
    table = _checked(counts, len(rows), None if columns is None else len(columns))
    possible = ~_mask(impossible, table.shape)
    if table[~possible].any():
        raise ValueError("impossible: there are people where there cannot be any")
    for labels in (rows, columns or ()):
        if len(set(labels)) != len(labels):
            raise ValueError("labels: each only once")
    return table, possible


def _checked(counts: ArrayLike, rows: int, columns: int | None) -> Numbers:
    """The counts as whole numbers in two dimensions."""
    given = np.asarray(counts)
    shape = (rows,) if columns is None else (rows, columns)
    if given.shape != shape or not rows or columns == 0:
        raise ValueError(f"counts: the labels ask for the shape {shape}, none of it nought; this is {given.shape}")
    if not (np.issubdtype(given.dtype, np.number) and np.isfinite(given).all() and (given == np.floor(given)).all()):
        raise ValueError("counts: whole numbers of people")
    if (given < 0).any() or given.sum() > MOST:
        raise ValueError(f"counts: none negative, and {MOST:,} people at most")
    return given.astype(np.int64).reshape(rows, columns or 1)


def _mask(impossible: ArrayLike | None, shape: tuple[int, ...]) -> Mask:
    if impossible is None:
        return np.zeros(shape, dtype=bool)
    given = np.asarray(impossible, dtype=bool)
    if given.size != shape[0] * shape[1]:
        raise ValueError("impossible: of the same shape as the counts")
    return given.reshape(shape)


def _hide(table: Numbers, possible: Mask, rules: Rules, one_dimension: bool) -> tuple[Mask, Mask]:
    """Which figures are kept back and which are known to be impossible: cells, then totals, as in the network."""
    first, fixed = kept_first(table, possible, rules, one_dimension)
    network = as_network(table, one_dimension)
    return hide_more(network, first, fixed, Limits.alike(network, rules.width)), fixed


def kept_first(table: Numbers, possible: Mask, rules: Rules, one_dimension: bool) -> tuple[Mask, Mask]:
    """Which figures the rules keep back whatever stands beside them, and which are known to be impossible."""
    across, could = (table.T, possible.T) if one_dimension else (table, possible)
    primary = rules.says_too_much(across, could)
    totals: list[Numbers] = [table.ravel().sum(keepdims=True)]
    nobody: list[Mask] = [possible.ravel().sum(keepdims=True) == 0]
    if not one_dimension:
        totals = [table.sum(axis=1), table.sum(axis=0), *totals]
        nobody = [possible.sum(axis=1) == 0, possible.sum(axis=0) == 0, *nobody]
    fixed = np.concatenate([~possible.ravel(), *nobody])
    cells = (primary.T if one_dimension else primary).ravel()
    return np.concatenate([cells, rules.too_few(np.concatenate(totals))]) & ~fixed, fixed


def in_parts(mask: Mask, shape: tuple[int, int]) -> list[Mask]:
    """A mask in the order of the network, split into cells, totals of rows, of columns, and of all."""
    rows, columns = shape
    cells, rest = mask[: rows * columns].reshape(rows, columns), mask[rows * columns : -1]
    return [cells, rest[:rows], rest[rows:], mask[-1:]]


def _undone(
    hidden: Mask, fixed: Mask, row_order: Sequence[int], column_order: Sequence[int]
) -> tuple[list[Mask], list[Mask]]:
    """Both masks in the order that was given, split into cells, totals of rows, of columns, and of all."""
    rows, columns = len(row_order), len(column_order)
    back, across = np.argsort(row_order), np.argsort(column_order)
    parts: list[list[Mask]] = []
    for mask in (hidden, fixed):
        cells, row_totals, column_totals, total = in_parts(mask, (rows, columns))
        totals = [row_totals[back], column_totals[across]] if len(row_totals) else [row_totals, column_totals]
        parts.append([cells[np.ix_(back, across)], *totals, total])
    return parts[0], parts[1]


def publish(
    table: Numbers,
    rows: Sequence[str],
    columns: Sequence[str] | None,
    rules: Rules,
    hidden: list[Mask],
    fixed: list[Mask],
    *,
    method: str,
) -> ProtectedTable:
    """The table as it may be shown."""
    values = [table.ravel(), table.sum(axis=1), table.sum(axis=0), table.sum(keepdims=True).ravel()]
    shown = [
        tuple(
            published(int(value), rules, hidden=bool(kept), impossible=bool(never))
            for value, kept, never in zip(some, keep.ravel(), nobody.ravel(), strict=False)
        )
        for some, keep, nobody in zip(values, hidden, fixed, strict=True)
    ]
    width = table.shape[1]
    return ProtectedTable(
        rows=tuple(rows),
        columns=tuple(columns or ()),
        cells=tuple(shown[0][start : start + width] for start in range(0, table.size, width)),
        row_totals=shown[1],
        column_totals=shown[2],
        total=shown[3][0],
        rules=rules,
        method=method,
    )


def published(value: int, rules: Rules, *, hidden: bool, impossible: bool = False) -> Cell:
    """One count as it may be shown."""
    if hidden or impossible:
        return Cell(None, Marker.NOT_APPLICABLE) if impossible else SUPPRESSED
    rounded = rules.rounded(value)
    return Cell(rounded, Marker.LOW if value and not rounded else None)
