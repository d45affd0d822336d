"""Tables of the same people, written down as figures that are tied to each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from numpy.typing import ArrayLike

from saidanddone.analysis.disclosure._figures import Figures, Key, Ledger, Mask, Numbers, key_of
from saidanddone.analysis.disclosure._tables import checked

MOST_CROSSED = 20_000
"""More combinations than this take a linear program too long."""


@dataclass(frozen=True, slots=True)
class LinkedTable:
    """A table that is to be published beside others of the same people.

    Attributes
    ----------
    counts : array_like of int, shape (rows,) or (rows, columns)
        People. Everybody is in each of the tables once: who did not say is a label too.
    rows : tuple of str and sequence of str
        The variable, and its labels in the order of the counts.
    columns : tuple of str and sequence of str, optional
    impossible : array_like of bool, optional
        As in `protect`.
    unseen : sequence of str, optional
        Labels of rows that are not shown, and need no guard where they can be worked out.

    Examples
    --------
    >>> LinkedTable([[30, 20], [25, 40]], ("region", ["North", "South"]), ("sex", ["F", "M"])).variables
    ('region', 'sex')
    """

    counts: ArrayLike
    rows: tuple[str, Sequence[str]]
    columns: tuple[str, Sequence[str]] | None = None
    impossible: ArrayLike | None = None
    unseen: Sequence[str] = ()

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of what it is split by."""
        return (self.rows[0],) if self.columns is None else (self.rows[0], self.columns[0])

    @property
    def labels(self) -> tuple[list[str], list[str] | None]:
        """Of rows and of columns."""
        return list(self.rows[1]), None if self.columns is None else list(self.columns[1])

    @property
    def keys(self) -> list[Key]:
        """Of its figures, in order: cells row by row, totals of rows, of columns, and of all."""
        rows = [{self.rows[0]: label} for label in self.rows[1]]
        if self.columns is None:
            return [*map(key_of, rows), ()]
        columns = [{self.columns[0]: label} for label in self.columns[1]]
        return [*(key_of(row | column) for row in rows for column in columns), *map(key_of, [*rows, *columns]), ()]

    def is_seen(self, key: Key) -> bool:
        """Whether a figure is not of an unseen row."""
        return not any(variable == self.rows[0] and label in self.unseen for variable, label in key)

    def checked(self) -> tuple[Numbers, Mask]:
        """Its counts in two dimensions, and where anybody can be."""
        return checked(self.counts, *self.labels, self.impossible)


@dataclass(frozen=True, slots=True)
class Nesting:
    """A variable whose labels lie within those of another, as wards within areas.

    Attributes
    ----------
    variable, within : str
    of : mapping of str to str
        Each label of the variable with the one that it lies within.

    Examples
    --------
    >>> print(Nesting("ward", "area", {"Castle": "North", "Quay": "North"}))
    ward within area
    """

    variable: str
    within: str
    of: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.variable} within {self.within}"


Levels = list[list[Key]]
"""For one dimension: its own labels, those that each lies within, and so on; everybody at last."""


def linked(tables: Sequence[LinkedTable], within: Sequence[Nesting]) -> Figures:
    """All figures of several tables, those between that nobody publishes, and how they add up.

    Raises
    ------
    ValueError
        Where tables contradict each other, or labels or nestings do not fit.

    Notes
    -----
    Where tables cross in a ring (A by B, B by C, C by A) the sums of the tables do not say all: there must be people
    who have all three. Their counts, which are not known here, are figures too then (Dobra and Fienberg 2000; the ring
    is what is left by the reduction of Graham, Yu and Ozsoyoglu).
    """
    if not tables or any(len(set(table.variables)) < len(table.variables) for table in tables):
        raise ValueError("linked tables: one at least, and each split by different variables")
    ledger, nestings = Ledger(), _checked_nestings(tables, within)
    for table in tables:
        _write(ledger, table, nestings)
    ring = _ring([_closed(table.variables, nestings) for table in tables])
    if ring:
        _write_crossed(ledger, ring, _labels(tables, nestings), nestings)
    return ledger.closed()


def _write(ledger: Ledger, table: LinkedTable, nestings: Mapping[str, Nesting]) -> None:
    """The figures of one table at all levels of both dimensions, and their sums."""
    counts, possible = table.checked()
    down = _levels(*table.rows, nestings)
    across: Levels = [[()]] if table.columns is None else _levels(*table.columns, nestings)
    for (row_level, rows), (column_level, columns) in product(enumerate(down), enumerate(across)):
        published = row_level in {0, len(down) - 1} and column_level in {0, len(across) - 1}
        people: dict[Key, int] = {}
        could: dict[Key, bool] = {}
        for (row, key), (column, other) in product(enumerate(rows), enumerate(columns)):
            both = tuple(sorted(key + other))
            people[both] = people.get(both, 0) + int(counts[row, column])
            could[both] = could.get(both, False) or bool(possible[row, column])
        for key, count in people.items():
            ledger.write(key, count, published=published and table.is_seen(key))
        ledger.fixed.update(key for key, can in could.items() if not can)
    for lower, upper, others in [*_steps(down, across), *_steps(across, down)]:
        _add_up(ledger, lower, upper, others)


def _steps(levels: Levels, others: Levels) -> Iterator[tuple[list[Key], list[Key], list[Key]]]:
    """Each level with the one above it, beside each level of the other dimension."""
    for lower, upper in pairwise(levels):
        for other in others:
            yield lower, upper, other


def _add_up(ledger: Ledger, lower: list[Key], upper: list[Key], others: list[Key]) -> None:
    parts: dict[Key, dict[Key, None]] = {}
    for part, whole in zip(lower, upper, strict=True):
        parts.setdefault(whole, {})[part] = None
    for whole, other in product(parts, dict.fromkeys(others)):
        children = [tuple(sorted(part + other)) for part in parts[whole]]
        ledger.add_up(tuple(sorted(whole + other)), lower[0][0][0], children)


def _levels(variable: str, labels: Sequence[str], nestings: Mapping[str, Nesting]) -> Levels:
    levels: Levels = [[((variable, label),) for label in labels]]
    while variable in nestings:
        nesting = nestings[variable]
        variable, labels = nesting.within, [nesting.of[label] for label in labels]
        levels.append([((variable, label),) for label in labels])
    levels.append([()] * len(labels))
    return levels


def _checked_nestings(tables: Sequence[LinkedTable], within: Sequence[Nesting]) -> dict[str, Nesting]:
    nestings = {nesting.variable: nesting for nesting in within}
    if len(nestings) < len(within):
        raise ValueError("within: each variable lies within one other")
    for start in nestings:
        seen = [start]
        while seen[-1] in nestings:
            seen.append(nestings[seen[-1]].within)
            if seen[-1] == start:
                raise ValueError(f"within: {start} lies within itself")
    _labels(tables, nestings)
    return nestings


def _labels(tables: Sequence[LinkedTable], nestings: Mapping[str, Nesting]) -> dict[str, list[str]]:
    """The labels of each variable, the same wherever it is used."""
    found: dict[str, set[str]] = {}
    for table in tables:
        for variable, labels in (table.rows, *([table.columns] if table.columns else [])):
            own = set(labels)
            while True:
                if found.setdefault(variable, own) != own:
                    raise ValueError(f"{variable}: has the same labels in all tables")
                if variable not in nestings:
                    break
                nesting = nestings[variable]
                if missing := own - set(nesting.of):
                    raise ValueError(f"{nesting}: it is not said within which {sorted(missing)[0]!r} lies")
                variable, own = nesting.within, {nesting.of[label] for label in own}
    return {variable: sorted(labels) for variable, labels in found.items()}


def _closed(variables: Sequence[str], nestings: Mapping[str, Nesting]) -> frozenset[str]:
    """Variables with all that they lie within."""
    found = list(variables)
    for variable in found:
        if variable in nestings:
            found.append(nestings[variable].within)
    return frozenset(found)


def _ring(edges: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """What is left of the tables' variables when all that hangs on one table only is cut off; none for most sets."""
    left, before = set(edges), None
    while left != before:
        before = set(left)
        once = {name for edge in left for name in edge if sum(name in other for other in left) == 1}
        left = {edge - once for edge in left} - {frozenset()}
        left = {edge for edge in left if not any(edge < other for other in left)}
        if len(left) == 1:
            return []
    return sorted(left, key=sorted)


def _finest(variables: frozenset[str], nestings: Mapping[str, Nesting]) -> list[str]:
    above = {name for each in variables for name in _closed([each], nestings) - {each}}
    return sorted(variables - above)


def _write_crossed(
    ledger: Ledger, ring: list[frozenset[str]], labels: Mapping[str, list[str]], nestings: Mapping[str, Nesting]
) -> None:
    """The people by all variables of a ring at once: unknown, but there, and none of them negative."""
    variables = _finest(frozenset[str]().union(*ring), nestings)
    number = int(np.prod([len(labels[name]) for name in variables]))
    if number > MOST_CROSSED:
        raise ValueError(
            f"these tables cross in a ring of {number:,} combinations ({', '.join(variables)}); {MOST_CROSSED:,} at "
            "most: publish fewer of them together"
        )
    crossed = [dict(zip(variables, each, strict=True)) for each in product(*(labels[name] for name in variables))]
    for edge in ring:
        finest = _finest(edge, nestings)
        parts: dict[Key, list[Key]] = {}
        for each in crossed:
            parts.setdefault(key_of({name: _at(each, name, nestings) for name in finest}), []).append(key_of(each))
        for whole, those in parts.items():
            ledger.add_up(whole, "crossed", those)
    for each in crossed:
        ledger.write(key_of(each), 0, published=False)


def _at(labels: Mapping[str, str], name: str, nestings: Mapping[str, Nesting]) -> str:
    """The label of one variable for people of whom finer ones are known."""
    if name in labels:
        return labels[name]
    lower = next(each for each in nestings.values() if each.within == name and _reaches(labels, each, nestings))
    return lower.of[_at(labels, lower.variable, nestings)]


def _reaches(labels: Mapping[str, str], nesting: Nesting, nestings: Mapping[str, Nesting]) -> bool:
    return any(nesting.variable in _closed([name], nestings) for name in labels)
