"""The chart of figures in time: values with their intervals, the line from baseline to target, and what happened.

    chart = series.series(
        _("Homes that are warm enough"), unit="%", points=[series.Point(date(2025, 3, 31), "2025 Q1", 51, 48, 54)],
        ways=[series.Way(date(2021, 1, 1), 40, date(2030, 12, 31), 60)], marks=[…],
        headings=…, table=…, description=…,
    )

Nothing rests on colour: values are dots on a line (hollow while provisional), the way to the target is dashed and ends
in a diamond, ways that were given up are dotted, and what happened is an upright line with a letter.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from saidanddone.ui.charts import WIDTHS, Drawing, framed

HEIGHT, SMALL_HEIGHT = 320, 170
SMALL = {"wide": 330, "narrow": 340}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Point:
    """What was observed by the end of a period; no value leaves a gap."""

    day: date
    value: float | None
    lower: float | None = None
    upper: float | None = None
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """From a baseline to a target; `is_past` where it was set anew since."""

    start: date
    first: float
    end: date
    last: float
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class SeriesChart(Drawing):
    """Dates are kept as years with a fraction: what is drawn, and read back from JSON."""

    kind: ClassVar[str] = "series"
    title: str
    description: str
    headings: tuple[str, ...]
    table: tuple[tuple[str | None, ...], ...]
    unit: str
    points: tuple[tuple[float, float | None, float | None, float | None, bool], ...]
    ways: tuple[tuple[float, float, float, float, bool], ...] = ()
    marks: tuple[tuple[float, str, str], ...] = ()
    """When, the letter at the upright line, and what it stands for: the page lists them."""
    tone: str = "felt"
    span: tuple[float, float] | None = None
    """The lowest and highest value of the axis, where several charts share one."""
    is_small: bool = False
    named: tuple[tuple[float, str], ...] = ()
    """The days that the axis names, where whole years would say too little."""

    def specification(self, size: str) -> dict[str, Any]:
        import altair

        parts = [*self._bands(), *self._ways(), *self._values(), *self._marks()]
        width, height = (SMALL[size], SMALL_HEIGHT) if self.is_small else (WIDTHS[size], HEIGHT)
        return framed(altair.layer(*parts), width, height)

    def _x(self, field: str = "day") -> Any:
        import altair

        days = [point[0] for point in self.points]
        days += [day for way in self.ways for day in (way[0], way[2])] + [mark[0] for mark in self.marks]
        first, last = min(days), max(days)
        if self.named:
            return self._x_named(field, first, last)
        scale = altair.Scale(domain=[first - 0.25, last + 0.25], nice=False, zero=False)
        few = max(1, round((last - first) / (3 if self.is_small else 6)))
        ticks = list(range(int(first), int(last) + 2, few))
        axis = altair.Axis(format="d", values=ticks, grid=False, labelPadding=6, labelFlush=False)
        return altair.X(f"{field}:Q", title=None, scale=scale, axis=axis)

    def _x_named(self, field: str, first: float, last: float) -> Any:
        """Only its own days, each with its words; where they would overlap, some are left out."""
        import altair

        edge = max(0.02, (last - first) / 8)
        scale = altair.Scale(domain=[first - edge, last + edge], nice=False, zero=False)
        words = "".join(f"abs(datum.value - {day}) < 0.0005 ? {json.dumps(name)} : " for day, name in self.named)
        ticks = [day for day, _name in self.named]
        axis = altair.Axis(values=ticks, labelExpr=f"{words}''", grid=False, labelPadding=6, labelOverlap=True)
        return altair.X(f"{field}:Q", title=None, scale=scale, axis=axis)

    def _y(self, field: str) -> Any:
        import altair

        span = list(self.span) if self.span else altair.Undefined
        scale = altair.Scale(zero=False, nice=True, domain=span)
        axis = altair.Axis(tickCount=3 if self.is_small else 5, domain=False, ticks=False, title=None)
        return altair.Y(f"{field}:Q", scale=scale, axis=axis)

    def _data(self, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Any:
        import altair

        return altair.Chart(altair.Data(values=[dict(zip(names, row, strict=True)) for row in rows]))

    def _bands(self) -> list[Any]:
        """One upright bar for each interval: a band would bridge the gaps that it does not know."""
        rows = [(day, low, high) for day, _value, low, high, _is in self.points if low is not None]
        if not rows:
            return []
        drawn = self._data(("day", "lower", "upper"), rows)
        bar = drawn.mark_rule(color=f"var(--{self.tone})", opacity=0.28, strokeWidth=4 if self.is_small else 6)
        return [bar.encode(x=self._x(), y=self._y("lower"), y2="upper:Q")]

    def _ways(self) -> list[Any]:
        drawn = []
        for start, first, end, last, is_past in self.ways:
            both = self._data(("day", "value"), [(start, first), (end, last)])
            dash = [2, 4] if is_past else [7, 4]
            line = both.mark_line(color="var(--quiet)", strokeDash=dash, strokeWidth=1.5 if is_past else 2)
            drawn.append(line.encode(x=self._x(), y=self._y("value")))
            ends = self._data(("day", "value", "shape"), [(start, first, "square"), (end, last, "diamond")])
            look = {"fill": "var(--card)", "stroke": "var(--quiet)", "strokeWidth": 2, "opacity": 1}
            shapes = [
                ends.transform_filter(f"datum.shape == '{name}'").mark_point(shape=name, size=90, **look)
                for name in ("square", "diamond")
            ]
            drawn += [each.encode(x=self._x(), y=self._y("value")) for each in shapes]
        return drawn

    def _values(self) -> list[Any]:
        tone = f"var(--{self.tone})"
        rows = [(day, value, is_new) for day, value, _low, _high, is_new in self.points]
        drawn = self._data(("day", "value", "provisional"), rows)
        line = drawn.mark_line(color=tone, strokeWidth=2.5).encode(x=self._x(), y=self._y("value"))
        known = drawn.transform_filter("isValid(datum.value)")
        size = 30 if self.is_small else 60
        sure = known.transform_filter("!datum.provisional").mark_point(
            shape="circle", size=size, fill=tone, stroke=tone, opacity=1
        )
        new = known.transform_filter("datum.provisional").mark_point(
            shape="circle", size=size, fill="var(--card)", stroke=tone, strokeWidth=2, opacity=1
        )
        return [line, *(each.encode(x=self._x(), y=self._y("value")) for each in (sure, new))]

    def _marks(self) -> list[Any]:
        if not self.marks:
            return []
        import altair

        drawn = self._data(("day", "letter"), [(day, letter) for day, letter, _words in self.marks])
        rule = drawn.mark_rule(color="var(--ink)", strokeWidth=1.5, strokeDash=[1, 3]).encode(x=self._x())
        letter = drawn.mark_text(
            align="left", baseline="top", dx=4, dy=2, color="var(--ink)", fontSize=14, fontWeight="bold"
        ).encode(x=self._x(), y=altair.value(0), text="letter:N")
        return [rule, letter]


def series(
    title: Any,
    *,
    unit: Any,
    points: Sequence[Point],
    headings: Sequence[Any],
    table: Sequence[Sequence[Any]],
    description: Any,
    ways: Sequence[Way] = (),
    marks: Sequence[tuple[date, Any]] = (),
    tone: str = "felt",
    span: tuple[float, float] | None = None,
    is_small: bool = False,
    named: Sequence[tuple[date, Any]] = (),
) -> SeriesChart:
    """A chart of what was observed, in any order; `marks` get a letter each, the oldest A.

    `named` are days with their words, for an axis on which years would say too little.
    """
    ordered = sorted(points, key=lambda point: point.day)
    lettered = zip(LETTERS, sorted(marks, key=lambda mark: mark[0]), strict=False)
    return SeriesChart(
        str(title),
        str(description),
        tuple(map(str, headings)),
        tuple(tuple(None if cell is None else str(cell) for cell in row) for row in table),
        str(unit),
        tuple((_years(each.day), each.value, each.lower, each.upper, each.is_provisional) for each in ordered),
        tuple((_years(way.start), way.first, _years(way.end), way.last, way.is_past) for way in ways),
        tuple((_years(day), letter, str(words)) for letter, (day, words) in lettered),
        tone,
        span,
        is_small,
        tuple((_years(day), str(words)) for day, words in named),
    )


def _years(day: date) -> float:
    """The day as years with a fraction, to the nearest day."""
    first = date(day.year, 1, 1)
    return round(day.year + (day - first).days / (date(day.year + 1, 1, 1) - first).days, 4)
