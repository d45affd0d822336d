"""Bring in promises from a file: every row that fits, once, however often the file is fed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import islice

from django.db import transaction

from saidanddone.commitments import recording
from saidanddone.commitments.actions.promising import promise
from saidanddone.commitments.importing import ID, BadRow, Known, Said, Summary, to_claims, to_draft
from saidanddone.commitments.models import Commitment, SourceClaim
from saidanddone.commitments.permissions import check_import_commitments
from saidanddone.core.rejects import Unfit
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
        draft, says = to_draft(row, source, fixed, known), to_claims(row)
        earlier = seen.setdefault(str(draft.import_key), row.line)
        if earlier != row.line:
            raise BadRow(ID, row.cells.get(ID, ""), f"is the same as on line {earlier}")
        before = Commitment.objects.filter(import_key=draft.import_key).first()
        made = before or promise(by=by, at=at, draft=draft)
        has_news = _keep_claims(by, at, made, says, source)
        if before is None:
            summary.created += 1
        elif has_news:
            summary.updated += 1
        else:
            summary.unchanged += 1
    except BadRow as bad:
        summary.rejected.append(Unfit(row, bad.column, bad.value, bad.reason))
    except Refused as refused:
        summary.rejected.append(Unfit(row, "", "", str(refused)))


def _keep_claims(by: Viewer, at: datetime, commitment: Commitment, says: Iterable[Said], source: str) -> bool:
    """Add what the source says, beside what it said before; whether any of it is new."""
    newest = {each.about: each for each in commitment.source_claims.order_by("imported_at", "pk")}
    news = [
        each
        for each in says
        if each.about not in newest or not newest[each.about].says_the_same(each.value, each.said_date)
    ]
    for said in news:
        facts = {"about": said.about, "value": said.value, "source": source[:120], "said_date": said.said_date}
        SourceClaim.objects.create(commitment=commitment, link=said.link, imported_at=at, **facts)
        entered = {name: str(value) if value else None for name, value in facts.items()}
        recording.append("commitment-source", commitment.ref, by=by, at=at, fields=entered)
    return bool(news)
