"""Enters outcomes: who answers for them, how they are measured, what was observed, and what is made of it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from saidanddone.commitments import actions
from saidanddone.commitments.models import Indicator, Outcome
from saidanddone.commitments.outcome_drafts import IndicatorDraft, Measured, OutcomeDraft, OwnerPart
from saidanddone.core.viewer import SITE
from saidanddone.demonstration import content
from saidanddone.demonstration.consequences import Consequences, translation_in
from saidanddone.demonstration.timeline import Step, ago

Facts = Mapping[str, Any]
SITE_BEGAN = 724
"""Days ago. What was set before was entered then, with the figures of the years before it."""
PUBLISHED_AFTER = 24
"""Days after a quarter ends, until its figure is there."""


def steps(so_far: Consequences) -> Iterator[Step]:
    for facts in content.consequences("outcomes"):
        entered = min(facts["set"], SITE_BEGAN)
        yield Step(so_far.moment(entered, hour=8), partial(_set, so_far, facts, entered))
        for number, report in enumerate(facts["reports"]):
            yield Step(so_far.moment(report["published"], hour=9), partial(_report, so_far, facts, number))
        for indicator in facts["indicator"]:
            yield from _of_indicator(so_far, facts, indicator, indicator.get("declared", entered))
    yield Step(so_far.moment(0, hour=5), partial(_calendar, so_far))


def _of_indicator(so_far: Consequences, facts: Facts, indicator: Facts, declared: int) -> Iterator[Step]:
    yield Step(so_far.moment(declared, hour=10), partial(_declare, so_far, facts, indicator, declared))
    for reset in indicator.get("targets", ())[1:]:
        yield Step(so_far.moment(reset["days_ago"], hour=12), partial(_reset, so_far, facts, indicator, reset))
    quarters = _quarters(so_far.day(0), len(indicator["series"]))
    for (start, end), value in zip(quarters, indicator["series"], strict=True):
        days = min((so_far.day(0) - end).days - PUBLISHED_AFTER, declared)
        yield Step(
            so_far.moment(max(days, 0), hour=13),
            partial(_observe, so_far, indicator, (start, end), value, max(days, 0)),
        )
    for opinion in indicator.get("opinions", ()):
        yield Step(
            so_far.moment(opinion["days_ago"], hour=14), partial(_give_opinion, so_far, facts, indicator, opinion)
        )


def _quarters(today: date, count: int) -> list[tuple[date, date]]:
    """The last quarters that are over, oldest first, as their first and last days."""
    end = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1) - timedelta(days=1)
    found: list[tuple[date, date]] = []
    for _ in range(count):
        start = date(end.year, end.month - 2, 1)
        found.append((start, end))
        end = start - timedelta(days=1)
    return found[::-1]


def _set(so_far: Consequences, facts: Facts, entered: int) -> None:
    owners = [so_far.organisation(each["organisation"]) for each in facts["owners"]]
    at = so_far.moment(entered, hour=8)
    outcome = so_far.outcomes[facts["key"]] = actions.set_outcome(
        by=so_far.lead(facts["owners"][0]["organisation"]),
        at=at,
        draft=OutcomeDraft(
            title=facts["title"],
            why=facts["why"],
            place=so_far.place(facts["place"]),
            owners=tuple(owners),
            set_date=so_far.day(facts["set"]),
            report_months=facts["report_months"],
        ),
    )
    words = translation_in(facts, Outcome)
    actions.translate_outcome(by=so_far.lead(facts["owners"][0]["organisation"]), at=at, outcome=outcome, words=words)
    for organisation, each in zip(owners, facts["owners"], strict=True):
        by = so_far.lead(each["organisation"])
        owner = outcome.owners.get(organisation=organisation)
        if owner.agreed_at is None:
            owner = actions.join_outcome(by=by, at=at, outcome=outcome, organisation=organisation)
        part = OwnerPart(
            named_person=each["named"],
            plan_link=each["plan_link"],
            plan_text=each["plan_text"],
            clashes_with=each["clash"],
        )
        actions.edit_owner_part(by=by, at=at, owner=owner, part=part)


def _declare(so_far: Consequences, facts: Facts, indicator: Facts, declared: int) -> None:
    at = so_far.moment(declared, hour=10)
    by = so_far.lead(facts["owners"][0]["organisation"])
    names = ("title", "definition", "unit", "better", "kind", "population", "geography", "source", "chosen_with", "key")
    made = so_far.indicators[indicator["key"]] = actions.add_indicator(
        by=by,
        at=at,
        outcome=so_far.outcomes[facts["key"]],
        draft=IndicatorDraft(
            steward=so_far.organisation(indicator["steward"]),
            frequency="quarter",
            **{name: indicator[name] for name in names if name in indicator},
        ),
    )
    actions.translate_indicator(by=by, at=at, indicator=made, words=translation_in(indicator, Indicator))
    if "baseline" in indicator:
        line = indicator["baseline"]
        day = so_far.day(line["days_ago"])
        actions.set_line(by=by, at=at, indicator=made, kind="baseline", day=day, value=line["value"])
    for target in indicator.get("targets", ())[:1]:
        day = so_far.day(target["date"])
        actions.set_line(by=by, at=at, indicator=made, kind="target", day=day, value=target["value"])


def _reset(so_far: Consequences, facts: Facts, indicator: Facts, reset: Facts) -> None:
    actions.set_line(
        by=so_far.lead(facts["owners"][0]["organisation"]),
        at=so_far.moment(reset["days_ago"], hour=12),
        indicator=so_far.indicators[indicator["key"]],
        kind="target",
        day=so_far.day(reset["date"]),
        value=reset["value"],
        reason=reset["reason"],
    )


def _observe(
    so_far: Consequences, indicator: Facts, quarter: tuple[date, date], value: float | str, days_ago: int
) -> None:
    by, at = so_far.lead(indicator["steward"]), so_far.moment(days_ago, hour=13)
    known = None if isinstance(value, str) else value
    half: float | None = indicator.get("half_width")
    is_newest = quarter[1] + timedelta(days=120) > so_far.day(0)
    for place, shown in _by_place(so_far, indicator, known):
        interval = (round(shown - half, 1), round(shown + half, 1)) if shown is not None and half else (None, None)
        measured = Measured(
            start_date=quarter[0],
            end_date=quarter[1],
            value=shown,
            lower=interval[0],
            upper=interval[1],
            sample_size=indicator.get("sample") if shown is not None and place is None else None,
            is_final=not is_newest,
            place=place,
            note="" if shown is not None else indicator["no_data"],
        )
        actions.observe(by=by, at=at, indicator=so_far.indicators[indicator["key"]], measured=measured)


def _by_place(so_far: Consequences, indicator: Facts, value: float | None) -> Iterator[tuple[Any, float | None]]:
    """The whole area, and each place that the indicator is shown for."""
    yield None, value
    for each in indicator["places"]:
        if value is not None:
            shown = value + each["offset"] if "offset" in each else round(value * each["share"])
            yield so_far.place(each["place"]), shown


def _give_opinion(so_far: Consequences, facts: Facts, indicator: Facts, opinion: Facts) -> None:
    is_owners = opinion["by"] == "owners"
    actions.give_opinion(
        by=so_far.lead(facts["owners"][0]["organisation"]) if is_owners else SITE,
        at=so_far.moment(opinion["days_ago"], hour=14),
        indicator=so_far.indicators[indicator["key"]],
        whose=opinion["by"],
        value=opinion["value"],
        reason=opinion["reason"],
        name=opinion.get("name", ""),
        language="en",
    )


def _report(so_far: Consequences, facts: Facts, number: int) -> None:
    """Publish what was due at about that time; the calendar makes what is due by itself."""
    report = facts["reports"][number]
    at = so_far.moment(report["published"], hour=9)
    actions.make_reports_due(by=SITE, at=at)
    due = so_far.outcomes[facts["key"]].reports.filter(published_at__isnull=True).order_by("due_date").first()
    if due is not None:
        by = so_far.lead(facts["owners"][0]["organisation"])
        actions.publish_report(by=by, at=at, report=due, text=report["text"], language="en")


def _calendar(so_far: Consequences) -> None:
    actions.make_reports_due(by=SITE, at=ago(so_far.at, 0, hour=5))
