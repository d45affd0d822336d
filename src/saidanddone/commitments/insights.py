"""The only door to `analysis`: rows of an indicator to arrays, and back what the rule says of them.

Nothing is stored: the rule takes microseconds, and so what a page says is never behind the figures beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saidanddone.analysis.disclosure import protect
from saidanddone.analysis.targets import Better, Judgement, Mark, Series, Trend, judge, trend
from saidanddone.commitments.models import Burden, Indicator, Line, Observation

RULES: dict[str, str | Promise] = {
    "line": _(
        "We draw a straight line from the baseline to the target. Met: the newest figure, with all of its margin of "
        "uncertainty, is at the target or better. On course: all of it is on the line or better. Some progress: it is "
        "better than the baseline, but short of the line. Worse: it is worse than the baseline. Where the margin lies "
        "on both sides, it is too early to tell. Without a newest figure, or without a line, there is no data."
    )
}
"""The words of each rule, as they were when it was declared: a rule that changes gets a new name."""
STALE_AFTER = {"month": 100, "quarter": 290, "year": 830}
"""Days after which a newest figure says nothing of today any more: two periods, and time to gather them."""
NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rule makes of an indicator's figures for the whole area, and which way they are going."""

    judgement: Judgement
    trend: Trend
    newest: Observation | None
    """Of the newest period, also where it has no value."""

    @property
    def state(self) -> str:
        return str(self.judgement.state)

    @property
    def share_percent(self) -> int | None:
        """How much of the way is gone, in whole per cent; nothing where there is no way to go."""
        share = self.judgement.share
        return None if share is None else round(100 * share)


def read(indicator: Indicator, observations: Sequence[Observation], lines: Iterable[Line], *, on: date) -> Reading:
    """Judge what stands of one place by the lines in force."""
    marks = {line.kind: Mark(line.date.toordinal(), line.value) for line in lines if line.superseded_at is None}
    better = Better(indicator.better)
    series = _series(observations)
    judgement = judge(
        series,
        baseline=marks.get(Line.Kind.BASELINE.value),
        target=marks.get(Line.Kind.TARGET.value),
        better=better,
        on=on.toordinal(),
        stale_after=STALE_AFTER[indicator.frequency],
    )
    newest = max(observations, key=lambda each: each.end_date, default=None)
    return Reading(judgement, trend(series.until(on.toordinal()), better=better), newest)


def _series(observations: Sequence[Observation]) -> Series:
    days = [each.end_date.toordinal() for each in observations]
    columns = [[_or_nan(getattr(each, name)) for each in observations] for name in ("value", "lower", "upper")]
    return Series.of(days, *columns)


def _or_nan(number: float | None) -> float:
    return NAN if number is None else number


@dataclass(frozen=True, slots=True)
class ProcessBurden:
    """What staff say of one process: how many say each, or nothing where that would show who said it."""

    process: str
    counts: tuple[int | None, ...]
    """In the order of `Burden.Weight`."""
    total: int


@dataclass(frozen=True, slots=True)
class BurdenCounts:
    """The processes of which enough people spoke, and how many others there are."""

    shown: tuple[ProcessBurden, ...]
    kept_back: int


def burden(rows: Iterable[tuple[str, str, int]]) -> BurdenCounts:
    """Counts by process and weight, protected: a process that few people name is only counted as one more."""
    weights = Burden.Weight.values
    counts: dict[str, list[int]] = {}
    for process, weight, number in rows:
        counts.setdefault(process, [0] * len(weights))[weights.index(weight)] += number
    shown = []
    for process, numbers in sorted(counts.items(), key=lambda each: (-sum(each[1]), each[0])):
        table = protect(numbers, weights)
        if table.total.value is not None:
            cells = tuple(None if row[0].value is None else int(row[0].value) for row in table.cells)
            shown.append(ProcessBurden(process, cells, int(table.total.value)))
    return BurdenCounts(tuple(shown), len(counts) - len(shown))
