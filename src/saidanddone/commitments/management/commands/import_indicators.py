"""`saidanddone import indicators FILE`: bring in the figures of indicators from a table."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from saidanddone.commitments import actions
from saidanddone.commitments.indicator_files import COLUMNS, REQUIRED, Summary, rejects
from saidanddone.core import clock
from saidanddone.core.commands import ExampleCommand, Progress, rejects_file
from saidanddone.core.table_files import BadTable, columns, read_table
from saidanddone.core.viewer import SITE


class Command(ExampleCommand):
    help = (
        "Bring in figures of indicators: a table (.csv, .xlsx, .jsonl) in long form, a row for each period and place. "
        "Feeding the same file again changes nothing; another figure for a period revises the earlier one."
    )
    example = "saidanddone import indicators figures.csv --dry-run\n\nColumns:\n" + "\n".join(
        f"  {name:<10} {what}" for name, what in COLUMNS.items()
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        parser.add_argument("--rejects", type=Path, help="where to write what did not fit; beside FILE if not given")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        file = rejects_file(path, options["rejects"], ".csv")
        try:
            with Progress("Figures", total=self._count(path)) as progress:
                summary = actions.import_indicators(
                    by=SITE,
                    at=clock.now(),
                    rows=read_table(path),
                    is_trial=options["dry_run"],
                    tick=progress.advance,
                )
        except BadTable as error:
            raise CommandError(str(error)) from error
        self._report(summary, file, options["dry_run"])

    def _count(self, path: Path) -> int:
        here = columns(path)
        missing = [column for column in REQUIRED if column not in here]
        if missing:
            raise BadTable(f"{path.name} has no column {', '.join(missing)}.")
        return sum(1 for _row in read_table(path))

    def _report(self, summary: Summary, file: Path, is_trial: bool) -> None:
        for unfit in summary.rejected:
            self.stderr.write(str(unfit))
        self.stdout.write(f"{summary}{'; nothing was changed, as this was a dry run' if is_trial else ''}")
        if summary.rejected:
            with file.open("w", encoding="utf-8", errors="replace", newline="") as out:
                csv.writer(out).writerows(rejects(summary))
            raise CommandError(f"{len(summary.rejected)} rows did not fit; mend them in {file} and feed it again.")
