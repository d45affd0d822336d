"""Several tables of the same people, protected together: what one keeps back, another must not give away."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from saidanddone.analysis.disclosure._attacker import Attacker
from saidanddone.analysis.disclosure._figures import Figures, Key, Mask, named
from saidanddone.analysis.disclosure._linking import LinkedTable, Nesting, linked
from saidanddone.analysis.disclosure._network import Range
from saidanddone.analysis.disclosure._rules import Rules
from saidanddone.analysis.disclosure._suppression import hide_linked
from saidanddone.analysis.disclosure._tables import (
    SUPPRESSED,
    USUAL,
    ProtectedTable,
    in_parts,
    kept_first,
    protect,
    publish,
)

BY_PROGRAM = "primary and complementary suppression of linked tables, checked by linear programs"


@dataclass(frozen=True, slots=True)
class LinkedInference:
    """What can be worked out about one figure that is kept back.

    Attributes
    ----------
    figure : tuple of pairs of str
        Variables with labels; the empty one is everybody.
    range : Range
    """

    figure: Key
    range: Range

    def __str__(self) -> str:
        return f"{named(self.figure)}: {self.range}"


def protect_linked(
    tables: Sequence[LinkedTable], *, within: Sequence[Nesting] = (), rules: Rules = USUAL
) -> tuple[ProtectedTable, ...]:
    """Keep back what says too much about few people in any of several tables, and what gives it away in another.

    Parameters
    ----------
    tables : sequence of LinkedTable
        All tables of the same people that will be public together, each with its totals.
    within : sequence of Nesting, optional
        Which variables lie within others, as wards within areas.
    rules : Rules, optional

    Returns
    -------
    tuple of ProtectedTable
        In the order of the tables. A figure that is in several is shown in all of them or in none; the same figures
        are kept back in whatever order tables, rows and columns come.

    Raises
    ------
    ValueError
        Where tables are not of the same people, or labels or nestings do not fit.

    Notes
    -----
    Primary suppression is that of `protect`, table by table. Then further figures are kept back until somebody who
    knows every published figure of all tables, how they add up, and that people are whole and never negative, cannot
    narrow any figure that is kept back, for whatever reason, to a range less than `width` wide: for each there are two
    sets of tables that look the same from outside and differ by `width` in it. One table alone goes by `protect`.
    Crosses that no table publishes (age by sex from region by age and region by sex) are not guarded.

    References
    ----------
    Hundepool, A. et al. (2012). *Statistical Disclosure Control*, section 4.3 on linked tables. Wiley.

    Examples
    --------
    >>> region = ("region", ["North", "Mid", "South"])
    >>> age = LinkedTable([[30, 24, 26], [50, 40, 20], [21, 44, 35]], region, ("age", ["16-34", "35-64", "65+"]))
    >>> sex = LinkedTable([[43, 37], [61, 49], [96, 4]], region, ("sex", ["F", "M"]))
    >>> print(*protect_linked([age, sex]), sep="\\n\\n")
           16-34  35-64  65+  all
    North     30     24   26   80
    Mid       50     40   20  110
    South     21     44   35  100
    all      101    108   81  290
    <BLANKLINE>
             F    M  all
    North  [c]  [c]   80
    Mid     61   49  110
    South  [c]  [c]  100
    all    200   90  290
    [c]: kept back so that nobody can be recognised.
    """
    figures = linked(tables, within)
    place = {key: number for number, key in enumerate(figures.keys)}
    if len(tables) == 1 and not figures.latent.any():
        (table,) = tables
        return (protect(table.counts, *table.labels, rules=rules, impossible=table.impossible),)
    primary = np.zeros(len(place), dtype=bool)
    for table in tables:
        counts, possible = table.checked()
        first, _ = kept_first(counts, possible, rules, table.columns is None)
        seen = np.array([table.is_seen(key) for key in table.keys])
        primary[[place[key] for key in table.keys]] |= first & seen
    hidden = hide_linked(figures, primary & ~figures.fixed, rules.width)
    return tuple(_published(table, figures, hidden, place, rules) for table in tables)


def attack_linked(
    tables: Sequence[LinkedTable], published: Sequence[ProtectedTable], *, within: Sequence[Nesting] = ()
) -> tuple[LinkedInference, ...]:
    """What somebody can work out about each figure that is kept back, from all that several tables show.

    Parameters
    ----------
    tables : sequence of LinkedTable
        The true counts.
    published : sequence of ProtectedTable
        What is shown of each, in the same order; taken as exact, which only helps the attacker where it is rounded. A
        figure is known where one of the tables shows it.
    within : sequence of Nesting, optional

    Returns
    -------
    tuple of LinkedInference
        Each figure once: that of everybody first, then totals, then cells.

    Raises
    ------
    ValueError
        Where there are not as many tables published, or they have other labels.

    Examples
    --------
    >>> region = ("region", ["North", "Mid"])
    >>> tables = [LinkedTable([[43, 37], [96, 4]], region, ("sex", ["F", "M"])), LinkedTable([80, 100], region)]
    >>> for each in attack_linked(tables, protect_linked(tables)):
    ...     print(each)
    region Mid, sex F: 59 to 100
    region Mid, sex M: 0 to 41
    region North, sex F: 39 to 80
    region North, sex M: 0 to 41
    """
    if len(tables) != len(published):
        raise ValueError(f"published: one for each of {len(tables)} tables; these are {len(published)}")
    figures = linked(tables, within)
    place = {key: number for number, key in enumerate(figures.keys)}
    hidden = ~figures.fixed
    for table, shown in zip(tables, published, strict=True):
        if (list(shown.rows), list(shown.columns)) != (table.labels[0], table.labels[1] or []):
            raise ValueError("published: each with the labels of its table, in the same order")
        for key, cell in zip(table.keys, shown.figures, strict=True):
            hidden[place[key]] &= cell == SUPPRESSED
    attacker = Attacker(figures, hidden)
    return tuple(
        LinkedInference(figures.keys[number], attacker.range(int(number)))
        for number in np.flatnonzero(hidden & ~figures.latent)
    )


def _published(
    table: LinkedTable, figures: Figures, hidden: Mask, place: dict[Key, int], rules: Rules
) -> ProtectedTable:
    counts, _ = table.checked()
    places = [place[key] for key in table.keys]
    kept, never = (in_parts(mask[places], (counts.shape[0], counts.shape[1])) for mask in (hidden, figures.fixed))
    rows, columns = table.labels
    return publish(counts, rows, columns, rules, kept, never, method=BY_PROGRAM)
