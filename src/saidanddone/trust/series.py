"""The picture of before and after: a dot each month, a line through each side with its margin, the first drawn on.

Drawn on the page itself, as what it shows moves with every month: shares from none at the bottom to all at the top.
Nothing rests on colour: what would have been is dashed, and the day is an upright line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from saidanddone.trust.insights import Fitted, Interrupted
from saidanddone.trust.queries.months import Month

WIDTH, HEIGHT = 600.0, 200.0


@dataclass(frozen=True, slots=True)
class Picture:
    """Places in a box of `WIDTH` by `HEIGHT`, as SVG takes them."""

    dots: list[str]
    day: str
    before: str
    after: str
    onward: str
    bands: list[str]
    first: date
    last: date


def picture(months: Sequence[Month], found: Interrupted, since: date) -> Picture:
    start, end = months[0].number, months[-1].number
    break_at = since.year * 12 + since.month - 1 + (since.day > 1)
    first, last = min(start, break_at - 1), max(end, break_at)

    def x(period: float) -> float:
        return round(WIDTH * (period - first + 0.5) / (last - first + 1), 1)

    def line(places: Sequence[Fitted]) -> str:
        return " ".join(f"{x(each.period)},{_y(each.value)}" for each in places)

    def band(places: Sequence[Fitted]) -> str:
        upper = [f"{x(each.period)},{_y(each.upper)}" for each in places]
        return " ".join([*upper, *(f"{x(each.period)},{_y(each.lower)}" for each in reversed(places))])

    before = [each for each in found.line if each.period < break_at]
    after = [each for each in found.line if each.period >= break_at]
    return Picture(
        dots=[f"{x(each.number)} {_y(each.value)}" for each in months if each.value is not None],
        day=f"{WIDTH * (break_at - first) / (last - first + 1):.1f}",
        before=line(before),
        after=line(after),
        onward=line(found.onward),
        bands=[band(each) for each in (before, after, found.onward) if each],
        first=months[0].start,
        last=months[-1].start,
    )


def _y(value: float) -> float:
    """Within the box, also where a line leaves what a share can be."""
    return round(HEIGHT * (1 - min(1.0, max(0.0, value))), 1)
