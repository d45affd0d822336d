"""How an item went from round to round: a line that stops where the question changed."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from saidanddone.surveys import result_words
from saidanddone.surveys.insights import breaks_between
from saidanddone.surveys.models import Analysis, Estimate, Wave
from saidanddone.surveys.questionnaire import Asked, questionnaire
from saidanddone.ui.series import Point, SeriesChart, series
from saidanddone.ui.templatetags.words import written

Round = tuple[Wave, Estimate | None, bool]
"""A wave, its figure, and whether the question was another one than in the round before."""


def trends(asked: Sequence[Asked], waves: Sequence[Analysis], analysis: Analysis) -> dict[str, SeriesChart]:
    """Of each scale that an earlier round asked too, in two queries; a line never goes across a break."""
    if not waves:
        return {}
    series = [*waves, analysis]
    names = [each.name for each in asked if result_words.is_scale(each)]
    rows = Estimate.objects.filter(analysis__in=series, item__in=names, variable="", kind=Estimate.Kind.SHARE)
    found: dict[tuple[str, int], Estimate] = {
        (each.item, each.analysis_id): each for each in rows.filter(figure="high")
    }
    asked_then = [questionnaire(each.wave) for each in series]
    breaks = [{}, *(breaks_between(later, earlier) for earlier, later in pairwise(asked_then))]
    drawn = {}
    for each in asked:
        points = [
            (one.wave, found.get((each.name, one.pk)), each.name in broken)
            for one, broken in zip(series, breaks, strict=True)
        ]
        if sum(estimate is not None for _wave, estimate, _broken in points) > 1:
            drawn[each.name] = trend(each, points)
    return drawn


def trend(asked: Asked, rounds: Sequence[Round]) -> SeriesChart:
    """The share of high answers by the last day of each round, with its interval."""
    points, marks = list[Point](), list[tuple[date, str]]()
    for wave, estimate, broken in rounds:
        if broken:
            points.append(Point(wave.closes_date - timedelta(days=1), None))
            marks.append((wave.closes_date, _("The question changed: not to be compared with what was before.")))
        points.append(_point(wave, estimate))
    named = [(wave.closes_date, date_format(wave.closes_date, "j M Y")) for wave, _estimate, _broken in rounds]
    by_chance = all(wave.is_probability for wave, _estimate, _broken in rounds)
    interval = _("95% interval") if by_chance else _("Range by chance alone")
    return series(
        _("High, from round to round"),
        unit="%",
        points=points,
        marks=marks,
        named=named,
        headings=(_("Round"), _("High"), interval, _("Answers")),
        table=[_cells(*each) for each in reversed(rounds)],
        description=_("%(question)s The share of high answers in each round, with its interval.")
        % {"question": asked.said("wording").text},
    )


def _point(wave: Wave, estimate: Estimate | None) -> Point:
    if estimate is None or estimate.value is None:
        return Point(wave.closes_date, None)
    lower, upper = (None if each is None else round(100 * each, 2) for each in (estimate.lower, estimate.upper))
    return Point(wave.closes_date, round(100 * estimate.value, 2), lower, upper)


def _cells(wave: Wave, estimate: Estimate | None, broken: bool) -> tuple[str | None, ...]:
    name = f"{wave.number} ({written(wave.closes_date)}){' [b]' if broken else ''}"
    if estimate is None:
        return (name, None, None, None)
    return (
        name,
        result_words.value_of(estimate),
        result_words.interval_of(estimate),
        f"{estimate.count:,}" if estimate.count else None,
    )
