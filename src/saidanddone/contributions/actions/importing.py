"""Bring in contributions from a file: in batches that each stand or fall whole, so that a broken run can go on."""

import csv
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from pathlib import Path

from django.db import transaction

from saidanddone.contributions.actions.saying import say_many
from saidanddone.contributions.drafts import Draft
from saidanddone.contributions.importing import SOURCE, BadRow, Lists, Mapping, to_draft
from saidanddone.contributions.models import Contribution, ImportRun
from saidanddone.contributions.permissions import check_import_contributions
from saidanddone.core.clock import local_date
from saidanddone.core.table_files import TableRow, columns, read_table
from saidanddone.core.text import clean_line
from saidanddone.core.viewer import Viewer

BATCH = 1_000
"""Rows that are written in one transaction: enough that waiting for the disk weighs little."""
OURS = (SOURCE, "_line", "_column", "_value", "_reason")
"""Columns that the rejects file has beside the file's own; all but the source are passed over when it is fed again."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did; read = created + unchanged + rejected."""

    read: int = 0
    created: int = 0
    unchanged: int = 0
    rejected: int = 0
    held: int = 0
    """Of those created since it began or went on, how many a moderator reads first."""
    resumed_at_line: int = 0


@dataclass(slots=True)
class _Batch:
    first_line: int
    last_line: int
    ready: list[Draft] = field(default_factory=list)
    rejected: list[tuple[TableRow, BadRow]] = field(default_factory=list)


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
    """Bring in every row that fits; write every other row with its reason to `rejects`, which must not be there yet.

    The same file with the same mapping goes on where a broken run stopped. A row that is here already is unchanged.
    With `is_trial` nothing is kept but the rejects file.
    """
    check_import_contributions(by=by)
    run = _new_run(path, mapping, at) if is_trial else _begun(path, mapping, at)
    resumed_at = run.next_line
    unfit, held = _Rejects(rejects, run, path, mapping), 0
    for batch in _batches(path, mapping, resumed_at, today=local_date(at)):
        with transaction.atomic():
            held += _bring_in(by, at, run, batch)
            unfit.keep(batch)  # before the commit, so that no row is counted as rejected and then lost
            if is_trial:
                transaction.set_rollback(True)
        advance(len(batch.ready) + len(batch.rejected))
    unfit.hand_over()
    run.finished_at = at
    if not is_trial:
        run.save(update_fields=["finished_at"])
    return Summary(run.read, run.created, run.unchanged, run.rejected, held, resumed_at)


def _begun(path: Path, mapping: Mapping, at: datetime) -> ImportRun:
    """The run that this file and mapping broke off, or a new one."""
    run = _new_run(path, mapping, at)
    same = ImportRun.objects.filter(file_hash=run.file_hash, mapping=run.mapping, finished_at=None)
    if broken_off := same.order_by("-pk").first():
        return broken_off
    run.save()
    return run


def _new_run(path: Path, mapping: Mapping, at: datetime) -> ImportRun:
    with path.open("rb") as file:
        file_hash = hashlib.file_digest(file, "sha256").hexdigest()
    said = {"source": mapping.source, "columns": mapping.columns, "fixed": mapping.fixed}
    return ImportRun(file_name=clean_line(path.name)[:200], file_hash=file_hash, mapping=said, started_at=at)


def _batches(path: Path, mapping: Mapping, from_line: int, *, today: date) -> Iterator[_Batch]:
    reader = _Reader(mapping, today)
    rows = (row for row in read_table(path) if row.line >= from_line or reader.pass_over(row))
    while chunk := list(islice(rows, BATCH)):
        batch = _Batch(chunk[0].line, chunk[-1].line)
        for row in chunk:
            try:
                batch.ready.append(reader.draft_of(row))
            except BadRow as bad:
                batch.rejected.append((row, bad))
        yield batch


class _Reader:
    """Makes drafts of rows, and knows which ids it has seen in the file."""

    def __init__(self, mapping: Mapping, today: date) -> None:
        self._mapping, self._today = mapping, today
        self._lists, self._seen = Lists(), dict[str, int]()

    def draft_of(self, row: TableRow) -> Draft:
        draft = to_draft(row, self._mapping, self._lists, today=self._today)
        earlier = self._seen.setdefault(str(draft.import_key), row.line)
        if earlier != row.line:
            name = "id" if self._mapping.of(row, "id") else "text"
            value = self._mapping.of(row, name)[:80]
            raise BadRow(self._mapping.column_of(name), value, f"is the same as on line {earlier}")
        return draft

    def pass_over(self, row: TableRow) -> bool:
        """Know the id of a row that an earlier run dealt with, and leave the row out."""
        with suppress(BadRow):
            self.draft_of(row)
        return False


def _bring_in(by: Viewer, at: datetime, run: ImportRun, batch: _Batch) -> int:
    """Keep the rows that are ready, and count; gives how many of them are held."""
    brought = say_many(by=by, at=at, drafts=batch.ready)
    run.read += len(batch.ready) + len(batch.rejected)
    run.created += len(brought.created)
    run.unchanged += brought.unchanged
    run.rejected += len(batch.rejected)
    run.next_line = batch.last_line + 1
    if run.pk:  # a trial's is never kept
        run.save(update_fields=["read", "created", "unchanged", "rejected", "next_line"])
    return sum(each.state == Contribution.State.HELD for each in brought.created)


class _Rejects:
    """The rows that did not fit: in a folder of the run while it is under way, a file for each batch; then in one file.

    A batch that is tried again after a break begins at the same line, and so writes over what it left behind.
    """

    def __init__(self, path: Path, run: ImportRun, source: Path, mapping: Mapping) -> None:
        if path.exists():
            raise FileExistsError(f"{path} is there already; an import never writes over a file.")
        self._path, self._source, self._mapping = path, source, mapping
        self._folder = path.with_name(f"rejects-{run.public_id}.partial")

    def keep(self, batch: _Batch) -> None:
        part = self._folder / f"{batch.first_line:012}.csv"
        if not batch.rejected:
            part.unlink(missing_ok=True)
            return
        self._folder.mkdir(exist_ok=True)
        with part.open("w", encoding="utf-8", errors="replace", newline="") as file:
            writer = csv.DictWriter(file, self._header, extrasaction="ignore")
            for row, bad in batch.rejected:
                ours = (self._mapping.source_of(row), row.line, bad.column, bad.value, bad.reason)
                writer.writerow(row.cells | dict(zip(OURS, ours, strict=True)))
            file.flush()
            os.fsync(file.fileno())

    def hand_over(self) -> None:
        """Make one file of all; there is none if every row fitted."""
        if not self._folder.exists():
            return
        whole = self._folder / "whole"
        with whole.open("w", encoding="utf-8", errors="replace", newline="") as file:
            csv.writer(file).writerow(self._header)
            for part in sorted(self._folder.glob("*.csv")):
                with part.open(encoding="utf-8", newline="") as kept:
                    shutil.copyfileobj(kept, file)
        whole.replace(self._path)
        shutil.rmtree(self._folder)

    @cached_property
    def _header(self) -> list[str]:
        return [*(name for name in columns(self._source) if name not in OURS), *OURS]
