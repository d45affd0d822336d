"""What the charts of outcomes show: the figures of an indicator on their way, whole and by place."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy

from saidanddone.commitments.models import Indicator, Line, Observation
from saidanddone.commitments.queries import outcomes as queries
from saidanddone.core.clock import local_date
from saidanddone.ui import charts
from saidanddone.ui.numbers import with_unit
from saidanddone.ui.series import Point, SeriesChart, Way, series

HEADINGS = (
    gettext_lazy("Period"),
    gettext_lazy("Value"),
    gettext_lazy("Margin of uncertainty"),
    gettext_lazy("Asked or counted"),
    gettext_lazy("Status"),
    gettext_lazy("Note"),
)
Marks = Sequence[tuple[date, str]]


def whole(indicator: Indicator, decisions: Marks = ()) -> SeriesChart | None:
    """The figures for the whole area; nothing where there is neither a figure nor a line."""
    shown = [each for each in standing(indicator) if each.place_id is None]
    lines = list(indicator.lines.all())
    if not shown and not lines:
        return None
    marks = [*_resets(lines), *decisions]
    return series(
        indicator.said("title").text,
        unit=indicator.unit,
        points=_points(shown),
        ways=_ways(lines),
        marks=marks,
        headings=HEADINGS,
        table=[_cells(each) for each in reversed(shown)],
        description=_description(indicator, lines, marks),
    )


def by_place(indicator: Indicator) -> list[SeriesChart]:
    """A small chart for each place, all on one scale, in the order of their names."""
    places: dict[str, list[Observation]] = defaultdict(list)
    for each in standing(indicator):
        if each.place is not None:
            places[each.place.local_name].append(each)
    ends = [end for rows in places.values() for each in rows for end in (each.lower, each.value, each.upper)]
    known = [end for end in ends if end is not None]
    span = (min(known), max(known)) if known and min(known) < max(known) else None
    return [
        series(
            name,
            unit=indicator.unit,
            points=_points(rows),
            headings=HEADINGS,
            table=[_cells(each) for each in reversed(rows)],
            description=_newest_words(rows, indicator.unit),
            span=span,
            is_small=True,
        )
        for name, rows in sorted(places.items())
    ]


def standing(indicator: Indicator) -> list[Observation]:
    """What stands, the oldest period first."""
    return [each for each in indicator.observations.all() if each.superseded_at is None]


def all_of(indicator: Indicator, decisions: Marks = ()) -> list[SeriesChart]:
    one = whole(indicator, decisions)
    return [*([one] if one else []), *by_place(indicator)]


def want_of(public_id: str, *, on: date) -> None:
    """Have the charts of one indicator drawn, in each language."""
    _want(queries.measured().filter(public_id=public_id))


def want_all(*, on: date) -> None:
    _want(queries.measured().filter(outcome__hidden_at__isnull=True))


def _want(indicators: Iterable[Indicator]) -> None:
    for indicator in indicators:
        decisions = queries.decisions_of(indicator.outcome)
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                for chart in all_of(indicator, decisions):
                    charts.want(chart)


def _points(rows: Iterable[Observation]) -> list[Point]:
    provisional = Observation.Status.PROVISIONAL
    return [Point(each.end_date, each.value, each.lower, each.upper, each.status == provisional) for each in rows]


def _ways(lines: Sequence[Line]) -> list[Way]:
    """From the baseline that was in force when a target was, or is now, to that target."""
    ways = []
    for target in (line for line in lines if line.kind == Line.Kind.TARGET):
        baseline = _baseline_of(target, lines)
        if baseline and baseline.date < target.date:
            is_past = target.superseded_at is not None
            ways.append(Way(baseline.date, baseline.value, target.date, target.value, is_past))
    return ways


def _baseline_of(target: Line, lines: Sequence[Line]) -> Line | None:
    baselines = [line for line in lines if line.kind == Line.Kind.BASELINE]
    until = target.superseded_at
    held = [line for line in baselines if until is None or line.set_at < until]
    return held[-1] if held else (baselines[0] if baselines else None)


def _resets(lines: Sequence[Line]) -> list[tuple[date, str]]:
    words = {
        Line.Kind.BASELINE.value: gettext("The baseline was set anew: %(reason)s"),
        Line.Kind.TARGET.value: gettext("The target was set anew: %(reason)s"),
    }
    past = [line for line in lines if line.superseded_at is not None]
    return [
        (local_date(line.superseded_at), words[line.kind] % {"reason": line.reason})
        for line in past
        if line.superseded_at
    ]


def _cells(each: Observation) -> tuple[str | None, ...]:
    margin = "" if each.lower is None else f"{figure(each.lower)} – {figure(each.upper)}"
    size = "" if each.sample_size is None else f"{each.sample_size:,}"
    value = None if each.value is None else figure(each.value)
    return (period(each), value, margin, size, str(each.get_status_display()), each.note)


def period(each: Observation) -> str:
    """A year or a quarter by its name, anything else by its days."""
    start, end = each.start_date, each.end_date
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    is_whole = start.day == 1 and date.fromordinal(end.toordinal() + 1).day == 1
    if is_whole and months == 12 and start.month == 1:
        return str(start.year)
    if is_whole and months == 3 and start.month % 3 == 1:
        return gettext("%(year)s, quarter %(quarter)s") % {"year": start.year, "quarter": start.month // 3 + 1}
    return f"{start:%d/%m/%Y} – {end:%d/%m/%Y}"


def figure(number: float | None) -> str:
    """A figure as people write it: at most two decimals, none where there are none."""
    return "" if number is None else f"{number:,.2f}".rstrip("0").rstrip(".")


def _newest_words(rows: Sequence[Observation], unit: str) -> str:
    known = [each for each in rows if each.value is not None]
    if not known:
        return gettext("No data yet.")
    return gettext("Newest: %(value)s in %(period)s.") % {
        "value": with_unit(figure(known[-1].value), unit),
        "period": period(known[-1]),
    }


def _description(indicator: Indicator, lines: Sequence[Line], marks: Marks) -> str:
    rows = [each for each in standing(indicator) if each.place_id is None]
    words = [_newest_words(rows, indicator.unit)]
    words.append(gettext("Dots are figures, hollow while provisional; the pale bars are their margins of uncertainty."))
    if _ways(lines):
        words.append(gettext("The dashed line runs from the baseline (square) to the target (diamond)."))
    if any(line.superseded_at for line in lines):
        words.append(gettext("A dotted line is a target that was given up."))
    if marks:
        words.append(gettext("Letters are explained under the chart."))
    return " ".join(words)
