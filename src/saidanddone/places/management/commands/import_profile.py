"""`saidanddone import profile FILE`: bring in population profiles from a table."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from saidanddone.core import clock
from saidanddone.core.commands import ExampleCommand, Progress, rejects_file
from saidanddone.core.table_files import BadTable, columns, read_table
from saidanddone.core.viewer import SITE
from saidanddone.places import actions
from saidanddone.places.importing import PROFILE_COLUMNS, rejects_of_profile


class Command(ExampleCommand):
    help = (
        "Bring in population profiles: a table (.csv, .xlsx, .jsonl) with the columns place, dimension, category, "
        "count, source and year. Feeding the same file again changes nothing."
    )
    example = "saidanddone import profile census.csv --dry-run"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the table; `place` is a slug, an official code or a name")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        parser.add_argument("--rejects", type=Path, help="where to write what did not fit; beside FILE if not given")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        rejects = rejects_file(path, options["rejects"], ".csv")
        try:
            total = self._count(path)
            with Progress("Figures", total=total) as progress:
                summary = actions.import_profile(
                    by=SITE, rows=read_table(path), at=clock.now(), is_trial=options["dry_run"], tick=progress.advance
                )
        except BadTable as error:
            raise CommandError(str(error)) from error
        self._report(summary, rejects, options["dry_run"])

    def _count(self, path: Path) -> int:
        here = columns(path)
        missing = [column for column in PROFILE_COLUMNS if column not in here]
        total = sum(1 for _row in read_table(path))
        if total and missing:
            raise BadTable(f"{path.name} has no column {', '.join(missing)}.")
        return total

    def _report(self, summary: Any, rejects: Path, is_trial: bool) -> None:
        for rejected in summary.rejected:
            self.stderr.write(f"line {rejected.number}: {rejected.name} {rejected.value!r} {rejected.reason}")
        self.stdout.write(f"{summary}{'; nothing was changed, as this was a dry run' if is_trial else ''}")
        if summary.rejected:
            with rejects.open("w", encoding="utf-8", errors="replace", newline="") as file:
                csv.writer(file).writerows(rejects_of_profile(summary))
            raise CommandError(f"{len(summary.rejected)} did not fit; mend them in {rejects} and feed it again.")
