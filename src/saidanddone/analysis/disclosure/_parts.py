"""Tables of parts whose totals everybody knows: how large each group is, and how many gave each answer in all."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from saidanddone.analysis.disclosure._network import Limits, Numbers, as_network, hide_more
from saidanddone.analysis.disclosure._rules import Rules
from saidanddone.analysis.disclosure._tables import BY_FLOW, USUAL, ProtectedTable, checked, in_parts, publish

BESIDE_TOTALS = f"{BY_FLOW}; all totals are known"


def protect_parts(
    counts: ArrayLike,
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    unseen: Sequence[str] = (),
    guarded: Sequence[str] = (),
    rules: Rules = USUAL,
) -> ProtectedTable:
    """A table that stands beside totals which are public whatever they are, as those of a whole survey are.

    Parameters
    ----------
    counts : array_like of int, shape (rows, columns)
        People; each row a group, each column an answer.
    rows, columns : sequence of str
    unseen : sequence of str, optional
        Rows that are not shown, and need no guard where they can be worked out.
    guarded : sequence of str, optional
        Rows of which all is kept back, such as those that an earlier release would give away.
    rules : Rules, optional

    Returns
    -------
    ProtectedTable
        With all of its totals.

    Raises
    ------
    ValueError
        As `protect`; and where an unseen or a guarded row is none.

    Notes
    -----
    Primary suppression inside the table is that of `protect`. Nobody can narrow a count that is kept back to a range
    less than `width` wide, or, where the group or the answer is too small for that, further than its two totals alone
    do: from max(0, r + c − n) to min(r, c), the bounds of Fréchet. This is checked exactly, by maximum flow. As all
    totals are known, other tables that share no more than totals with this one tell nothing about it, so tables of the
    same people by several variables can be protected one by one.

    References
    ----------
    Dobra, A. and Fienberg, S. E. (2000). Bounds for cell entries in contingency tables given marginal totals and
    decomposable graphs. *PNAS* 97(22), 11885–11892.

    Examples
    --------
    >>> counts = [[30, 4, 26], [50, 40, 20], [21, 44, 35]]
    >>> print(protect_parts(counts, ["North", "Mid", "South"], ["yes", "partly", "no"]))
           yes  partly   no  all
    North   30     [c]  [c]   60
    Mid     50     [c]  [c]  110
    South   21      44   35  100
    all    101      88   81  270
    [c]: kept back so that nobody can be recognised.
    """
    table, possible = checked(counts, rows, columns, None)
    if missing := {*unseen, *guarded} - set(rows):
        raise ValueError(f"{sorted(missing)[0]!r} is no row")
    by_row, by_column = np.argsort(np.array(rows), kind="stable"), np.argsort(np.array(columns), kind="stable")
    ordered = table[np.ix_(by_row, by_column)]
    seen = np.array([rows[place] not in unseen for place in by_row])
    whole = np.array([rows[place] in guarded for place in by_row])
    primary = (rules.says_too_much(ordered, possible) | whole[:, None]) & seen[:, None]
    network = as_network(ordered, False)
    totals = np.ones(len(network.values), dtype=bool)
    totals[: table.size] = False
    first = np.zeros_like(totals)
    first[: table.size] = primary.ravel()
    hidden = hide_more(network, first, totals, Limits.between(network, *_reach(ordered), rules.width))
    parts = in_parts(hidden, (len(rows), len(columns)))
    parts[0] = parts[0][np.ix_(np.argsort(by_row), np.argsort(by_column))]
    never = in_parts(np.zeros_like(hidden), (len(rows), len(columns)))
    return publish(table, rows, columns, rules, parts, never, method=BESIDE_TOTALS)


def _reach(table: Numbers) -> tuple[Numbers, Numbers]:
    """Between which values each cell lies by its two totals alone, in the order of the network; totals as they are."""
    across, down, whole = table.sum(axis=1), table.sum(axis=0), table.sum()
    lowest = np.maximum(across[:, None] + down[None, :] - whole, 0).ravel()
    highest = np.minimum(across[:, None], down[None, :]).ravel()
    totals = np.concatenate([across, down, [whole]])
    return np.concatenate([lowest, totals]), np.concatenate([highest, totals])
