"""Bring in figures from a file. Feeding it again changes nothing; another figure for a period revises the earlier."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from django.db import transaction

from saidanddone.commitments import outcome_entries as entries
from saidanddone.commitments.actions.measures import DRAW
from saidanddone.commitments.indicator_files import BadCell, Known, Summary, Unfit, measured_of
from saidanddone.commitments.models import Indicator, Observation
from saidanddone.commitments.observing import new_observation, says
from saidanddone.commitments.outcome_drafts import Measured
from saidanddone.commitments.permissions.measures import check_import_indicators, check_observe
from saidanddone.core import jobs
from saidanddone.core.clock import local_date
from saidanddone.core.rules import Refused
from saidanddone.core.table_files import TableRow
from saidanddone.core.viewer import Viewer
from saidanddone.record import actions as record

BATCH = 500
Key = tuple[int, int | None]
"""An indicator and a place: one series."""


@dataclass(slots=True)
class _Batch:
    new: list[Observation] = field(default_factory=list)
    superseded: list[int] = field(default_factory=list)


@transaction.atomic
def import_indicators(
    *,
    by: Viewer,
    at: datetime,
    rows: Iterable[TableRow],
    is_trial: bool = False,
    tick: Callable[[], None] = lambda: None,
) -> Summary:
    """Bring in every row that fits, all or none where the machine stops; say of every other why it does not."""
    check_import_indicators(by=by)
    known, summary = Known(), Summary()
    list(Indicator.objects.order_by("pk").select_for_update())
    series = _series()
    seen: dict[tuple[Key, date], tuple[int, Measured]] = {}
    remaining, touched = iter(rows), set[str]()
    while rows_of_batch := list(islice(remaining, BATCH)):
        batch = _Batch()
        for row in rows_of_batch:
            try:
                indicator, measured = measured_of(row, known)
                _take(by, at, indicator, measured, row, series=series, seen=seen, batch=batch, summary=summary)
            except (BadCell, Refused) as bad:
                summary.rejected.append(_unfit(row, bad))
            tick()
        _keep(by, at, batch)
        touched |= {each.indicator.public_id for each in batch.new}
    for public_id in sorted(touched):
        jobs.queue(DRAW, indicator=public_id)
    transaction.set_rollback(is_trial)
    return summary


def _series() -> dict[Key, dict[date, Observation]]:
    found: dict[Key, dict[date, Observation]] = defaultdict(dict)
    for each in Observation.objects.current():
        found[each.indicator_id, each.place_id][each.start_date] = each
    return found


def _take(
    by: Viewer,
    at: datetime,
    indicator: Indicator,
    measured: Measured,
    row: TableRow,
    *,
    series: dict[Key, dict[date, Observation]],
    seen: dict[tuple[Key, date], tuple[int, Measured]],
    batch: _Batch,
    summary: Summary,
) -> None:
    key: Key = (indicator.pk, measured.place.pk if measured.place else None)
    periods = series[key]
    overlaps = any(
        each.start_date <= measured.end_date and measured.start_date <= each.end_date
        for start, each in periods.items()
        if start != measured.start_date
    )
    check_observe(by=by, indicator=indicator, measured=measured, overlaps=overlaps, at=at, today=local_date(at))
    line, earlier = seen.setdefault((key, measured.start_date), (row.line, measured))
    if earlier != measured:
        raise BadCell("start", measured.start_date.isoformat(), f"was given on line {line} already, and differed")
    before = periods.get(measured.start_date)
    if before and says(before, measured):
        summary.unchanged += 1
        return
    periods[measured.start_date] = new_observation(by, at, indicator, measured, before)
    batch.new.append(periods[measured.start_date])
    if before:
        batch.superseded.append(before.pk)
        summary.revised += 1
    else:
        summary.created += 1


def _keep(by: Viewer, at: datetime, batch: _Batch) -> None:
    Observation.objects.filter(pk__in=batch.superseded).update(superseded_at=at)
    Observation.objects.bulk_create(batch.new)
    drafts = [entries.observation_entry(each, each.indicator) for each in batch.new]
    record.append_many(by=by, at=at, drafts=drafts)


def _unfit(row: TableRow, bad: BadCell | Refused) -> Unfit:
    if isinstance(bad, BadCell):
        return Unfit(row.line, bad.column, bad.value, bad.reason, row.cells)
    return Unfit(row.line, "", "", str(bad), row.cells)
