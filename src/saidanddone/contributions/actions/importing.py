"""Bring in contributions from a file: in batches that each stand or fall whole, so that a broken run can go on."""

import csv
import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction

from saidanddone.contributions.actions.saying import say_many
from saidanddone.contributions.drafts import Draft
from saidanddone.contributions.importing import BadRow, Lists, Mapping, to_draft
from saidanddone.contributions.models import ImportRun
from saidanddone.contributions.permissions import check_import_contributions, check_say
from saidanddone.core.rules import Refused
from saidanddone.core.table_files import TableRow, columns, read_table
from saidanddone.core.viewer import Viewer

BATCH = 500
REASONS = ("_line", "_column", "_value", "_reason")
"""Columns that the rejects file has beside the file's own; they are passed over when it is fed again."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did; read = created + unchanged + rejected."""

    read: int = 0
    created: int = 0
    unchanged: int = 0
    rejected: int = 0
    resumed_at_line: int = 0


@dataclass(slots=True)
class _Batch:
    ready: list[Draft] = field(default_factory=list)
    rejected: list[tuple[TableRow, BadRow]] = field(default_factory=list)
    last_line: int = 0


def import_contributions(
    *,
    by: Viewer,
    at: datetime,
    path: Path,
    mapping: Mapping,
    rejects: Path,
    is_trial: bool = False,
    advance: Callable[[int], None] = lambda rows: None,
) -> Summary:
    """Bring in every row that fits; write every other row with its reason to `rejects`.

    The same file with the same mapping goes on where a broken run stopped. A row that is here already is unchanged.
    With `is_trial` nothing is kept but the rejects file.
    """
    check_import_contributions(by=by)
    run = _begun(path, mapping, at)
    resumed_at = run.next_line
    with ExitStack() as stack:
        reject = stack.enter_context(_Rejects(rejects, columns(path), is_appended=resumed_at > 0))
        for batch in _batches(by, at, path, mapping, resumed_at):
            with transaction.atomic():
                _bring_in(by, at, run, batch)
                if is_trial:
                    transaction.set_rollback(True)
            reject.write(batch.rejected)
            advance(len(batch.ready) + len(batch.rejected))
    if is_trial:
        ImportRun.objects.filter(pk=run.pk).delete()
    else:
        run.finished_at = at
        run.save(update_fields=["finished_at"])
    return Summary(run.read, run.created, run.unchanged, run.rejected, resumed_at)


def _begun(path: Path, mapping: Mapping, at: datetime) -> ImportRun:
    """The run that this file and mapping broke off, or a new one."""
    with path.open("rb") as file:
        file_hash = hashlib.file_digest(file, "sha256").hexdigest()
    said = {"source": mapping.source, "columns": mapping.columns, "fixed": mapping.fixed}
    broken_off = ImportRun.objects.filter(file_hash=file_hash, mapping=said, finished_at=None).order_by("-pk").first()
    return broken_off or ImportRun.objects.create(file_name=path.name, file_hash=file_hash, mapping=said, started_at=at)


def _batches(by: Viewer, at: datetime, path: Path, mapping: Mapping, from_line: int) -> Iterator[_Batch]:
    lists, seen = Lists(), dict[str, int]()
    rows = (row for row in read_table(path) if row.line >= from_line or _remember(row, mapping, lists, seen))
    while chunk := list(islice((row for row in rows), BATCH)):
        batch = _Batch(last_line=chunk[-1].line)
        for row in chunk:
            try:
                draft = _fresh(row, mapping, lists, seen)
                check_say(by=by, draft=draft, at=at)
            except BadRow as bad:
                batch.rejected.append((row, bad))
            except Refused as refused:
                batch.rejected.append((row, BadRow("", "", str(refused))))
            else:
                batch.ready.append(draft)
        yield batch


def _remember(row: TableRow, mapping: Mapping, lists: Lists, seen: dict[str, int]) -> bool:
    """Know the ids of rows that an earlier run brought in, and pass the row over."""
    with suppress(BadRow):
        _fresh(row, mapping, lists, seen)
    return False


def _fresh(row: TableRow, mapping: Mapping, lists: Lists, seen: dict[str, int]) -> Draft:
    draft = to_draft(row, mapping, lists)
    key = str(draft.import_key)
    earlier = seen.setdefault(key, row.line)
    if earlier != row.line:
        raise BadRow(mapping.column_of("id"), mapping.of(row, "id"), f"is the same as on line {earlier}")
    return draft


def _bring_in(by: Viewer, at: datetime, run: ImportRun, batch: _Batch) -> None:
    brought = say_many(by=by, at=at, drafts=batch.ready)
    run.read += len(batch.ready) + len(batch.rejected)
    run.created += len(brought.created)
    run.unchanged += brought.unchanged
    run.rejected += len(batch.rejected)
    run.next_line = batch.last_line + 1
    run.save(update_fields=["read", "created", "unchanged", "rejected", "next_line"])


class _Rejects:
    """The file of rows that did not fit; made when the first one comes."""

    def __init__(self, path: Path, header: list[str], *, is_appended: bool) -> None:
        self._path, self._is_appended = path, is_appended
        self._header = [*(name for name in header if name not in REASONS), *REASONS]

    def __enter__(self) -> "_Rejects":
        if not self._is_appended:
            self._path.unlink(missing_ok=True)
        return self

    def write(self, rejected: list[tuple[TableRow, BadRow]]) -> None:
        if not rejected:
            return
        is_new = not self._path.exists()
        with self._path.open("a", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, self._header, extrasaction="ignore")
            if is_new:
                writer.writeheader()
            for row, bad in rejected:
                why = dict(zip(REASONS, (row.line, bad.column, bad.value, bad.reason), strict=True))
                writer.writerow({**row.cells, **why})

    def __exit__(self, *error: object) -> None:
        return None
