"""What the pages of outcomes show: each measure with its three opinions, kept apart, and its figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from saidanddone.commitments import insights, outcome_charts
from saidanddone.commitments.models import Commitment, Indicator, Line, Observation, Opinion, Outcome, Owner, Setback
from saidanddone.commitments.queries import outcomes as queries
from saidanddone.core.viewer import Viewer
from saidanddone.ui.series import SeriesChart

SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 160, 40, 5


@dataclass(frozen=True, slots=True)
class Spark:
    """A few points of a line in a small picture, parted where there is no value; its words stand beside it."""

    lines: tuple[str, ...]
    last: tuple[float, float] | None
    view: str = f"0 0 {SPARK_WIDTH} {SPARK_HEIGHT}"


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator as a reader meets it: the rule's opinion, the owners', an independent one."""

    indicator: Indicator
    reading: insights.Reading
    owners: Opinion | None
    independent: Opinion | None

    @property
    def differ(self) -> bool:
        """Whether the opinions that were given say different things."""
        given = {self.reading.state, *(each.value for each in (self.owners, self.independent) if each)}
        return len(given) > 1

    @property
    def newest(self) -> str:
        """The newest figure in words; empty where there is none."""
        newest = self.reading.newest
        return "" if newest is None or newest.value is None else outcome_charts.figure(newest.value)

    @property
    def newest_period(self) -> str:
        return outcome_charts.period(self.reading.newest) if self.reading.newest else ""

    @property
    def expected(self) -> str:
        """Where the line stands today, no finer than a line drawn between two days can tell."""
        expected = self.reading.judgement.expected
        return "" if expected is None else outcome_charts.figure(round(expected, 1 if abs(expected) >= 10 else 2))

    @property
    def rule(self) -> str:
        return str(insights.RULES[self.indicator.rule])

    @property
    def spark(self) -> Spark:
        return spark(_whole(self.indicator))


@dataclass(frozen=True, slots=True)
class FullMeasure:
    """All that stands of an indicator on its outcome's page."""

    measure: Measure
    chart: SeriesChart | None
    places: list[SeriesChart]
    marks: tuple[tuple[float, str, str], ...]
    baseline: Line | None
    target: Line | None
    resets: list[Line]
    revisions: list[tuple[Observation, str, str]]
    """What a revision took the place of: its period and its figure, as words."""
    earlier: list[Opinion]


@dataclass(frozen=True, slots=True)
class Card:
    """An outcome in the list."""

    outcome: Outcome
    owners: list[Owner]
    measures: list[Measure]
    overdue: int


@dataclass(frozen=True, slots=True)
class Page:
    """The page of an outcome."""

    outcome: Outcome
    owners: list[Owner]
    asked: list[Owner]
    former: list[Owner]
    measures: list[FullMeasure]
    calendar: queries.Calendar
    burden: insights.BurdenCounts

    @property
    def is_alone(self) -> bool:
        """Fewer than two answer for it: it says so."""
        return len(self.owners) < 2 and self.outcome.ended_date is None


def cards(viewer: Viewer, *, on: date) -> list[Card]:
    found = queries.live(viewer)
    overdue = queries.overdue_reports(found, on)
    return [
        Card(each, _agreed(each), [measure(one, on=on) for one in each.indicators.all()], overdue.get(each.pk, 0))
        for each in found
    ]


def page(outcome: Outcome, *, on: date) -> Page:
    decisions = queries.decisions_of(outcome)
    current = [each for each in outcome.owners.all() if each.until_date is None]
    return Page(
        outcome=outcome,
        owners=_agreed(outcome),
        asked=[each for each in current if each.agreed_at is None],
        former=[each for each in outcome.owners.all() if each.until_date is not None and each.agreed_at is not None],
        measures=[full(each, decisions, on=on) for each in outcome.indicators.all()],
        calendar=queries.calendar(outcome, on),
        burden=insights.burden(queries.burden_rows(outcome)),
    )


def _agreed(outcome: Outcome) -> list[Owner]:
    return [each for each in outcome.owners.all() if each.until_date is None and each.agreed_at is not None]


def measure(indicator: Indicator, *, on: date) -> Measure:
    reading = insights.read(indicator, _whole(indicator), indicator.lines.all(), on=on)
    return Measure(
        indicator, reading, _newest(indicator, Opinion.By.OWNERS), _newest(indicator, Opinion.By.INDEPENDENT)
    )


def full(indicator: Indicator, decisions: outcome_charts.Marks, *, on: date) -> FullMeasure:
    chart = outcome_charts.whole(indicator, decisions)
    lines = list(indicator.lines.all())
    in_force = {each.kind: each for each in lines if each.superseded_at is None}
    shown = measure(indicator, on=on)
    past = [each for each in indicator.observations.all() if each.superseded_at is not None]
    return FullMeasure(
        measure=shown,
        chart=chart,
        places=outcome_charts.by_place(indicator),
        marks=chart.marks if chart else (),
        baseline=in_force.get(Line.Kind.BASELINE.value),
        target=in_force.get(Line.Kind.TARGET.value),
        resets=[each for each in lines if each.superseded_at is not None],
        revisions=[(each, outcome_charts.period(each), outcome_charts.figure(each.value)) for each in past],
        earlier=[each for each in indicator.opinions.all() if each not in (shown.owners, shown.independent)],
    )


def _whole(indicator: Indicator) -> list[Observation]:
    return [each for each in outcome_charts.standing(indicator) if each.place_id is None]


def _newest(indicator: Indicator, whose: str) -> Opinion | None:
    return next((each for each in indicator.opinions.all() if each.by == whose), None)


def spark(observations: Sequence[Observation]) -> Spark:
    known = [(each.end_date.toordinal(), each.value) for each in observations if each.value is not None]
    if not known:
        return Spark((), None)
    days, values = [day for day, _value in known], [value for _day, value in known]

    def place(day: int, value: float) -> tuple[float, float]:
        x = SPARK_EDGE + (SPARK_WIDTH - 2 * SPARK_EDGE) * _share(day, min(days), max(days))
        y = SPARK_HEIGHT - SPARK_EDGE - (SPARK_HEIGHT - 2 * SPARK_EDGE) * _share(value, min(values), max(values))
        return round(x, 1), round(y, 1)

    runs: list[list[tuple[float, float]]] = [[]]
    for each in observations:
        if each.value is None:
            runs.append([])
        else:
            runs[-1].append(place(each.end_date.toordinal(), each.value))
    lines = tuple(" ".join(f"{x},{y}" for x, y in run) for run in runs if len(run) > 1)
    return Spark(lines, place(*known[-1]))


def _share(number: float, least: float, most: float) -> float:
    return 0.5 if most == least else (number - least) / (most - least)


# The hand-over pack


@dataclass(frozen=True, slots=True)
class Pack:
    """What whoever takes an outcome over should know. `people` is empty for whoever does not work for an owner."""

    page: Page
    promises: list[Commitment]
    setbacks: list[Setback]
    funds: list[Commitment]
    people: list[Owner]
    lessons: list[str]
    risks: list[Commitment]


def pack(outcome: Outcome, viewer: Viewer, *, on: date) -> Pack:
    promises = list(queries.commitments(outcome, viewer, on))
    setbacks = list(queries.setbacks(outcome, viewer))
    shown = page(outcome, on=on)
    works_for_one = viewer.organisation_ids & {each.organisation_id for each in shown.owners}
    return Pack(
        page=shown,
        promises=promises,
        setbacks=setbacks,
        funds=list(queries.ending_funds(outcome, viewer, on)),
        people=[each for each in shown.owners if each.named_person] if works_for_one else [],
        lessons=[*filter(None, [outcome.said("lessons").text]), *(each.lesson for each in setbacks if each.lesson)],
        risks=[each for each in promises if each.risk and each.is_open],
    )


# The report of what its page says


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the page of an outcome, as one viewer sees it."""

    page: Page
    promises: list[Commitment]
    setbacks: list[Setback]

    @property
    def outcome(self) -> Outcome:
        return self.page.outcome


def report(outcome: Outcome, viewer: Viewer, *, on: date) -> Shown:
    promises = queries.commitments(outcome, viewer, on)[: queries.COMMITMENTS_SHOWN]
    return Shown(page(outcome, on=on), list(promises), list(queries.setbacks(outcome, viewer)))
