"""Groups and places held beside each other, with small numbers of people kept back."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.cache import cache

from saidanddone.analysis import disclosure

KEPT_FOR = 600
"""Seconds: the same counts always give the same table, so it is only a matter of space."""


@dataclass(frozen=True, slots=True)
class Share:
    """What may be shown of one group: None where it is kept back."""

    share: float | None
    is_uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """One group; `base` is None where few took part."""

    group: str
    base: int | None
    shares: dict[str, Share]


def compare(
    counts: Mapping[str, Mapping[str, int]], bases: Mapping[str, str], measures: Sequence[str]
) -> list[Compared]:
    """The share of each group that came to each milestone, in the order of the groups.

    Each milestone is a table of its own (came so far, did not), protected with its totals; a group's base is shown
    only if every table shows it. `bases` names what a measure is a share of.
    """
    if not counts:
        return []
    tables = {measure: _table(counts, measure, bases[measure]) for measure in measures}
    return [_compared(group, counts[group], tables, bases) for group in counts]


Shown = Mapping[str, tuple[bool, bool]]


def _compared(group: str, own: Mapping[str, int], tables: Mapping[str, Shown], bases: Mapping[str, str]) -> Compared:
    shares, is_base_shown = {}, True
    for measure, table in tables.items():
        is_share_shown, is_total_shown = table[group]
        base = own.get(bases[measure], 0)
        share = own.get(measure, 0) / base if is_share_shown and base else None
        shares[measure] = Share(share, share is not None and base < disclosure.Rules().reliable_base)
        is_base_shown = is_base_shown and (is_total_shown or bases[measure] != "said")
    return Compared(group, own.get("said", 0) if is_base_shown else None, shares)


def _table(counts: Mapping[str, Mapping[str, int]], measure: str, base: str) -> dict[str, tuple[bool, bool]]:
    """Of each group: whether its share may be shown, and whether its total."""
    numbers = {
        group: [own.get(measure, 0), max(0, own.get(base, 0) - own.get(measure, 0))] for group, own in counts.items()
    }
    key = "compared:" + hashlib.sha256(json.dumps(numbers, sort_keys=True).encode()).hexdigest()
    return cache.get_or_set(key, lambda: _protected(numbers), KEPT_FOR)  # type: ignore[return-value]


def _protected(numbers: dict[str, list[int]]) -> dict[str, tuple[bool, bool]]:
    groups = list(numbers)
    table = disclosure.protect(list(numbers.values()), groups, ["so", "not so"])
    return {
        group: (all(cell.shown for cell in table.cells[index]), table.row_totals[index].shown)
        for index, group in enumerate(groups)
    }
