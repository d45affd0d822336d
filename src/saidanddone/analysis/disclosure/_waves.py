"""One table released again and again, of people of whom some come or go: what changed must not tell who."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from saidanddone.analysis.disclosure._attacker import Attacker
from saidanddone.analysis.disclosure._figures import Figures, Key, Mask, named
from saidanddone.analysis.disclosure._linked import LinkedInference
from saidanddone.analysis.disclosure._linking import LinkedTable, linked
from saidanddone.analysis.disclosure._rules import Rules
from saidanddone.analysis.disclosure._suppression import hide_linked
from saidanddone.analysis.disclosure._tables import SUPPRESSED, USUAL, ProtectedTable, in_parts, kept_first, publish

BY_WAVES = "primary and complementary suppression against all earlier releases, checked by linear programs"


class Moves(StrEnum):
    """What everybody knows of how people come and go between releases.

    Examples
    --------
    >>> print(Moves.LEFT)
    nobody joins
    """

    JOINED = "nobody leaves"
    LEFT = "nobody joins"
    BOTH = "people join and leave"


def stepped(people: int, step: int = 10) -> int:
    """How many people, in the order in which they came, a live figure may count: it moves in steps.

    Examples
    --------
    >>> [stepped(people) for people in (9, 10, 19, 23)]
    [0, 10, 10, 20]
    """
    if step < 1 or people < 0:
        raise ValueError("steps of one person or more, and people from nobody on")
    return people // step * step


def protect_waves(
    counts: Sequence[ArrayLike],
    rows: Sequence[str],
    columns: Sequence[str] | None = None,
    *,
    earlier: Sequence[ProtectedTable],
    moves: Moves = Moves.BOTH,
    rules: Rules = USUAL,
) -> ProtectedTable:
    """The newest release of a table, with what would tell too much beside the earlier ones kept back.

    Parameters
    ----------
    counts : sequence of array_like of int, each of shape (rows,) or (rows, columns)
        The true counts of each release, the newest last.
    rows, columns : sequence of str
        The same in all releases.
    earlier : sequence of ProtectedTable
        What was published of all but the newest, in order; it cannot be taken back.
    moves : Moves, optional
        A collection that grows is `JOINED`, a panel that nobody new joins `LEFT`. Waves that are samples of their own,
        with nobody known to be in two, need none of this.
    rules : Rules, optional

    Returns
    -------
    ProtectedTable

    Raises
    ------
    ValueError
        Where counts, labels and earlier tables do not fit, or a count moves against `moves`.

    Notes
    -----
    The people who came or left between any two releases are a table too, which everybody can work out by subtraction;
    it is guarded by the same rules, though where nobody of a group moved there is nobody to guard. Of people who join
    and leave only the balance is known: balances under `smallest_cell`, and of whole groups under `smallest_base`, are
    guarded. Where what is public already leaves a change no width, all of the new release is kept back. A release in
    which few moved is kept back nearly whole: wait until there are more (`stepped`).

    References
    ----------
    Hundepool, A. et al. (2012). *Statistical Disclosure Control*, section 2.3 on differencing. Wiley.

    Examples
    --------
    >>> from saidanddone.analysis.disclosure import protect
    >>> before = protect([[30, 40], [50, 20]], ["North", "South"], ["yes", "no"])
    >>> now = [[42, 43], [50, 20]]
    >>> print(protect_waves(
    ...     [[[30, 40], [50, 20]], now], ["North", "South"], ["yes", "no"], earlier=[before], moves=Moves.JOINED
    ... ))
           yes   no  all
    North  [c]  [c]   85
    South   50   20   70
    all    [c]  [c]  155
    [c]: kept back so that nobody can be recognised.
    """
    tables = _releases(counts, rows, columns, earlier, len(counts) - 1)
    figures, size = _chained(tables, moves)
    public = np.zeros(len(figures.keys), dtype=bool)
    primary = np.zeros_like(public)
    for number, shown in enumerate(earlier):
        kept_back = np.array([cell == SUPPRESSED for cell in shown.figures])
        primary[number * size : (number + 1) * size] = kept_back
        public[number * size : (number + 1) * size] = ~kept_back
    newest = slice((len(tables) - 1) * size, len(tables) * size)
    now = tables[-1].checked()[0]
    everywhere = np.ones(now.shape, dtype=bool)
    primary[newest] = kept_first(now, everywhere, rules, columns is None)[0]
    guarded = np.zeros_like(public)
    for number, pair in enumerate(combinations(tables, 2), start=len(tables)):
        guarded[number * size : (number + 1) * size] = _too_few_moved(*pair, moves, rules)
    frozen = Figures(figures.keys, figures.values, figures.equations, figures.latent, public, figures.signed)
    hidden = hide_linked(frozen, primary, rules.width, guarded)
    kept = in_parts(hidden[newest], (now.shape[0], now.shape[1]))
    never = in_parts(np.zeros(size, dtype=bool), (now.shape[0], now.shape[1]))
    return publish(now, rows, columns, rules, kept, never, method=BY_WAVES)


def attack_waves(
    counts: Sequence[ArrayLike],
    rows: Sequence[str],
    columns: Sequence[str] | None = None,
    *,
    published: Sequence[ProtectedTable],
    moves: Moves = Moves.BOTH,
) -> tuple[LinkedInference, ...]:
    """What somebody can work out from all releases: each figure kept back, and each change between two of them.

    Parameters
    ----------
    counts, rows, columns, moves
        As in `protect_waves`.
    published : sequence of ProtectedTable
        What is public of each release.

    Returns
    -------
    tuple of LinkedInference
        A figure says its "release", from 1 on, or the two that it changed "between".

    Examples
    --------
    >>> from saidanddone.analysis.disclosure import protect
    >>> waves = [30, 40], [29, 40]
    >>> public = [protect(wave, ["North", "South"]) for wave in waves]
    >>> print(attack_waves(waves, ["North", "South"], published=public, moves=Moves.LEFT)[0])
    between 1 and 2, row North: 1 to 1
    """
    tables = _releases(counts, rows, columns, published, len(counts))
    figures, size = _chained(tables, moves)
    hidden = figures.latent.copy()
    hidden[: len(tables) * size] = [cell == SUPPRESSED for shown in published for cell in shown.figures]
    attacker = Attacker(figures, hidden)
    return tuple(
        LinkedInference(figures.keys[number], attacker.range(int(number))) for number in np.flatnonzero(hidden)
    )


def _releases(
    counts: Sequence[ArrayLike],
    rows: Sequence[str],
    columns: Sequence[str] | None,
    published: Sequence[ProtectedTable],
    expected: int,
) -> list[LinkedTable]:
    if not counts or len(published) != expected:
        raise ValueError(f"waves: one table of counts at least, and {max(expected, 0)} published beside {len(counts)}")
    if any((list(shown.rows), list(shown.columns)) != (list(rows), list(columns or ())) for shown in published):
        raise ValueError("waves: the same labels in all releases, in the same order")
    across = None if columns is None else ("column", list(columns))
    return [LinkedTable(each, ("row", list(rows)), across) for each in counts]


def _chained(tables: Sequence[LinkedTable], moves: Moves) -> tuple[Figures, int]:
    """All releases one after another, then the changes between each two, and how many figures a release has."""
    keys, parts = tables[0].keys, [linked([table], ()) for table in tables]
    size, releases = len(keys), len(tables)
    order = [parts[0].keys.index(key) for key in keys]
    within = sparse.block_diag([part.equations[:, order] for part in parts], format="csr")
    values = [part.values[order] for part in parts]
    between = list(combinations(range(releases), 2))
    equations, changes, names = [], [], [_tagged(key, "release", f"{k + 1}") for k in range(releases) for key in keys]
    for number, (first, second) in enumerate(between):
        more, less = (first, second) if moves == Moves.LEFT else (second, first)
        changes.append(values[more] - values[less])
        names += [_tagged(key, "between", f"{first + 1} and {second + 1}") for key in keys]
        row = np.zeros(releases + len(between))
        row[[more, less, releases + number]] = 1, -1, -1
        equations.append(sparse.kron(row[None, :], sparse.eye_array(size), format="csr"))
        if moves != Moves.BOTH and (changes[-1] < 0).any():
            raise ValueError(
                f"waves: {moves}, but {named(names[-size:][int(np.argmin(changes[-1]))])} moves against it"
            )
    wider = sparse.hstack([within, sparse.csr_array((within.shape[0], size * len(between)))])
    change = np.arange(len(names)) >= releases * size
    return Figures(
        keys=tuple(names),
        values=np.concatenate([*values, *changes]),
        equations=sparse.csr_array(sparse.vstack([wider, *equations])),
        latent=change,
        fixed=np.zeros(len(names), dtype=bool),
        signed=change & (moves == Moves.BOTH),
    ), size


def _tagged(key: Key, name: str, value: str) -> Key:
    return ((name, value), *key)


def _too_few_moved(first: LinkedTable, second: LinkedTable, moves: Moves, rules: Rules) -> Mask:
    """Which changes must not be worked out: cells, then totals of rows, of columns, and of all."""
    balance = second.checked()[0] - first.checked()[0]
    moved, flat = np.abs(balance), first.columns is None
    sums = [balance.sum(keepdims=True).ravel()]
    if not flat:
        sums = [balance.sum(axis=1), balance.sum(axis=0), *sums]
    totals = np.abs(np.concatenate(sums))
    few = (totals > 0) & (totals < rules.smallest_base)
    if moves == Moves.BOTH:
        return np.concatenate([((moved > 0) & (moved < rules.smallest_cell)).ravel(), few])
    across = moved.T if flat else moved
    cells = rules.says_too_much(across, np.ones(across.shape, dtype=bool)) & (across.sum(axis=1, keepdims=True) > 0)
    return np.concatenate([(cells.T if flat else cells).ravel(), few])
