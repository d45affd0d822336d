"""What the charts of these pages show."""

from itertools import pairwise

from django.utils.translation import gettext, ngettext

from saidanddone.ui import charts
from saidanddone.web.queries.organisations import Keeping

STEPS = (0, 2, 5, 10, 15, 20, 30)
"""The last day of each bar: the same day, one or two days, a week, two weeks …; what took longer stands in the last."""


def answer_days(keeping: Keeping) -> charts.Chart | None:
    """How many first answers took so long; nothing where there has been no answer."""
    counts = dict(keeping.figures.times.histogram)
    if not counts:
        return None
    promise = keeping.organisation.promise_days
    ends = sorted({*STEPS, *([promise] if promise else [])})
    bars = [(_label(after + 1, end), _between(counts, after, end)) for after, end in pairwise([-1, *ends])]
    bars.append((gettext("over %(days)s") % {"days": ends[-1]}, _between(counts, ends[-1], None)))
    return charts.bars(
        gettext("Working days to the first answer"),
        rows=bars,
        headings=(gettext("Working days"), gettext("First answers")),
        description=_description(keeping),
        tone="done",
        marked=bars[ends.index(promise) + 1][0] if promise else "",
    )


def _label(first: int, last: int) -> str:
    if last == 0:
        return gettext("same day")
    return str(last) if first == last else f"{first}–{last}"


def _between(counts: dict[int, int], after: int, until: int | None) -> int:
    return sum(count for day, count in counts.items() if day > after and (until is None or day <= until))


def _description(keeping: Keeping) -> str:
    words = ngettext(
        "%(name)s has given %(n)s first answer. "
        "Half came within %(median)s working days, nine in ten within %(ninetieth)s.",
        "%(name)s has given %(n)s first answers. "
        "Half came within %(median)s working days, nine in ten within %(ninetieth)s.",
        keeping.figures.times.answers,
    )
    return words % {
        "name": keeping.organisation.local_name,
        "n": f"{keeping.figures.times.answers:,}",
        "median": keeping.median,
        "ninetieth": keeping.ninetieth,
    }
