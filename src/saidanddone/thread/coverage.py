"""What one contribution counts for in the figures of coverage, and how the figures follow it.

What it counted for last stands on its `Way`; the difference to what it counts for now is added to the stored rows, so
that the figures never drift from the ways, and a change that the walk does not see changes no figure.

Only what everyone can read is counted. Days are days of the calendar, from the day on which it was said (of an answer,
from the day on which that organisation was asked) to the milestone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from saidanddone.contributions.models import Addressee, Contribution
from saidanddone.contributions.tallies import upsert
from saidanddone.core.clock import local_date
from saidanddone.thread.models import CoverageFigure, Disposition, GroupFigure

Counted = dict[str, Any]
"""As it is kept on a way: place, channel, credit, `m` (measure → days), and `o` (organisation → the same)."""
Key = tuple[Any, ...]
COVERAGE_KEYS = ("organisation_id", "place_id", "measure", "days")
GROUP_KEYS = ("dimension", "group", "measure", "days")
ANYONE = "0"
EVERYWHERE = 0
"""The place of the rows that count all places together, so that the whole area is read from few rows."""
ANSWER_MEASURES = ("answered", "promised", "in_time")
USED = frozenset({Disposition.USED, Disposition.PARTLY})


def counted(row: Contribution, asked: Iterable[Addressee], way: Any, became: str) -> Counted:
    """What it counts for as it stands; nothing, if not everyone can read it.

    `became` is its disposition, or that of what it is the same as: it is used where the other was.
    """
    is_public = (row.state, row.audience) == (Contribution.State.PUBLISHED, Contribution.Audience.PUBLIC)
    if not is_public or row.published_at is None:
        return {}
    addressees = sorted(asked, key=lambda each: each.pk)
    measures = {"said": 0} | _reached(row.published_at, way, became, is_named=bool(row.credit_name))
    return {
        "place": row.place_id,
        "channel": row.channel,
        "credit": row.credit,
        "m": measures,
        "o": {ANYONE: _by_anyone(addressees)} | {str(each.organisation_id): _answering(each) for each in addressees},
    }


def _reached(since: datetime, way: Any, became: str, *, is_named: bool) -> dict[str, int]:
    reached = {"found": way.found_at, "told": way.told_at, "judged": way.confirmed_at}
    reached |= {"thanked": way.thanked_at, "paid": way.paid_at}
    if way.confirmed == "yes":
        reached["confirmed"] = way.confirmed_at
    if became in USED:
        reached["used"] = way.decided_at
        reached["named"] = way.decided_at if is_named else None
    elif became == Disposition.NOT_USED:
        reached["not_used"] = way.decided_at
    return {measure: _days(since, moment) for measure, moment in reached.items() if moment}


def _answering(addressee: Addressee) -> dict[str, int]:
    """How one organisation answered. In time is a share of all that it was asked under a promise."""
    measures: dict[str, int] = {}
    seen_at = addressee.acknowledged_at or addressee.first_answered_at
    if seen_at:
        measures["acknowledged"] = _days(addressee.asked_at, seen_at)
    if addressee.first_answered_at:
        measures["answered"] = _days(addressee.asked_at, addressee.first_answered_at)
    if addressee.promise_days is not None:
        measures["promised"] = 0
        if addressee.answered_in_time:
            measures["in_time"] = 0
    return measures


def _by_anyone(addressees: list[Addressee]) -> dict[str, int]:
    """Whoever answered first stands for all; nobody is counted twice because two were asked."""
    answers = [_answering(each) for each in addressees]
    together: dict[str, int] = {}
    for measure in ("acknowledged", *ANSWER_MEASURES):
        days = [each[measure] for each in answers if measure in each]
        if days:
            together[measure] = min(days)
    return together


def _days(since: datetime, moment: datetime) -> int:
    return max(0, (local_date(moment) - local_date(since)).days)


def figures(counted: Counted) -> tuple[Counter[Key], Counter[Key]]:
    """The rows of coverage, and those of groups, that one contribution is counted in."""
    coverage: Counter[Key] = Counter()
    groups: Counter[Key] = Counter()
    for organisation, answering in counted.get("o", {}).items():
        for measure, days in (counted["m"] | answering).items():
            for place in (counted["place"], EVERYWHERE):
                coverage[int(organisation), place, measure, days] += 1
    if counted:
        for measure, days in (counted["m"] | counted["o"][ANYONE]).items():
            for dimension in ("channel", "credit"):
                groups[dimension, counted[dimension], measure, days] += 1
    return coverage, groups


def follow(changes: Iterable[tuple[Counted, Counted]]) -> None:
    """Bring the figures along: each change is what one contribution counted for, and what it counts for now."""
    coverage: Counter[Key] = Counter()
    groups: Counter[Key] = Counter()
    for before, after in changes:
        if before == after:
            continue
        for total, gone, come in zip((coverage, groups), figures(before), figures(after), strict=True):
            total.update(come)
            total.subtract(gone)
    add(coverage, groups)


def add(coverage: Mapping[Key, int], groups: Mapping[Key, int]) -> None:
    upsert(CoverageFigure, COVERAGE_KEYS, coverage)
    upsert(GroupFigure, GROUP_KEYS, groups)
