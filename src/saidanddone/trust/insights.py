"""Groups held beside each other, with small numbers of people kept back; and what came before and after.

The only door of this app to `analysis`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from saidanddone.analysis import disclosure, targets
from saidanddone.analysis.targets import Change, Fitted, Interrupted
from saidanddone.thread import insights as thread
from saidanddone.trust.periods import Period
from saidanddone.trust.queries.months import Month
from saidanddone.trust.queries.parts import Raw
from saidanddone.trust.record.figures import Definition, Part, Shown

__all__ = ["Change", "Fitted", "Interrupted", "before_and_after", "heard", "medians", "shares"]


def shares(raws: Sequence[Raw], measure: str, base: str) -> list[Part]:
    """A share in each part that has a base; kept back where few people would show."""
    known = [raw for raw in raws if raw.counts[base]]
    counts = {raw.slug: dict(raw.counts) for raw in known}
    compared = thread.compare(counts, {measure: base}, (measure,))
    found = [(raw, each.shares[measure].share) for raw, each in zip(known, compared, strict=True)]
    return [
        Part(raw.name, None, None, is_kept_back=True) if share is None else Part(raw.name, share, raw.counts[base])
        for raw, share in found
    ]


def medians(raws: Sequence[Raw]) -> list[Part]:
    """Days within which half were answered, where the share that was answered may be shown."""
    answered = [raw for raw in raws if raw.counts["answered"]]
    compared = shares(raws, "answered", "said")
    may_show = {part.name for part in compared if part.value is not None}
    return [
        Part(raw.name, raw.days.median, raw.counts["answered"])
        if raw.name in may_show
        else Part(raw.name, None, None, is_kept_back=True)
        for raw in answered
    ]


def heard(means: Definition, raws: Sequence[Raw], *, period: Period, rows: str) -> Shown:
    """One less half of all differences between a part's share of what was said and its share of the people.

    Worked out of the parts that may be shown alone, so that it gives none of the others away.
    """
    known = [raw for raw in raws if raw.people]
    counts = disclosure.protect([raw.counts["said"] for raw in known], [raw.slug for raw in known]) if known else None
    shown = [raw for raw, (cell,) in zip(known, counts.cells, strict=True) if cell.shown] if counts else []
    hidden = [Part(raw.name, None, None, is_kept_back=True) for raw in known if raw not in shown]
    said, people = sum(raw.counts["said"] for raw in shown), sum(raw.people or 0 for raw in shown)
    found = Shown(means, period.until, rows=rows, since=period.since)
    if len(shown) < 2:
        return replace(found, parts=tuple(hidden), is_kept_back=any(raw.counts["said"] for raw in known))
    parts = [Part(raw.name, raw.counts["said"] / said, raw.counts["said"], (raw.people or 0) / people) for raw in shown]
    apart = sum(abs((each.value or 0) - (each.beside or 0)) for each in parts) / 2
    return replace(found, value=1 - apart, of=said, parts=(*parts, *hidden))


def before_and_after(months: Sequence[Month], since: date) -> Interrupted:
    """The change of level and of slope at a day; months of which it is the first full one count as after."""
    numbers = np.array([each.number for each in months], dtype=float)
    values = np.array([np.nan if each.value is None else each.value for each in months], dtype=float)
    break_at = since.year * 12 + since.month - 1 + (since.day > 1)
    return targets.interrupted(numbers, values, since=break_at)
