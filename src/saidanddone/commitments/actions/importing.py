"""Bring in promises from a file: every row that fits, once, however often the file is fed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import islice

from django.db import transaction

from saidanddone.commitments.actions.promising import promise
from saidanddone.commitments.importing import ID, BadRow, Known, Summary, Unfit, to_draft
from saidanddone.commitments.models import Commitment
from saidanddone.commitments.permissions import check_import_commitments
from saidanddone.core.rules import Refused
from saidanddone.core.table_files import TableRow
from saidanddone.core.viewer import Viewer

BATCH = 200
"""Rows that are written in one transaction; a run that breaks off is fed again, and finds them unchanged."""


def import_commitments(
    *,
    by: Viewer,
    at: datetime,
    rows: Iterable[TableRow],
    source: str,
    fixed: Mapping[str, str],
    is_trial: bool = False,
    tick: Callable[[], None] = lambda: None,
) -> Summary:
    """Bring in every row that fits; say of every other why it does not. With `is_trial` nothing is kept."""
    check_import_commitments(by=by)
    known, summary, seen = Known(), Summary(), dict[str, int]()
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        with transaction.atomic():
            for row in batch:
                _bring_in(by, at, row, source, fixed, known=known, summary=summary, seen=seen)
                tick()
            transaction.set_rollback(is_trial)
    return summary


def _bring_in(
    by: Viewer,
    at: datetime,
    row: TableRow,
    source: str,
    fixed: Mapping[str, str],
    *,
    known: Known,
    summary: Summary,
    seen: dict[str, int],
) -> None:
    try:
        draft = to_draft(row, source, fixed, known)
        earlier = seen.setdefault(str(draft.import_key), row.line)
        if earlier != row.line:
            raise BadRow(ID, row.cells.get(ID, ""), f"is the same as on line {earlier}")
        if Commitment.objects.filter(import_key=draft.import_key).exists():
            summary.unchanged += 1
            return
        promise(by=by, at=at, draft=draft)
        summary.created += 1
    except BadRow as bad:
        summary.rejected.append(Unfit(row, bad.column, bad.value, bad.reason))
    except Refused as refused:
        summary.rejected.append(Unfit(row, "", "", str(refused)))
