"""`saidanddone import commitments FILE`: bring in promises that were made elsewhere."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from saidanddone.commitments.actions.importing import import_commitments
from saidanddone.commitments.importing import COLUMNS, ID, BadMapping, Summary, read_fixed
from saidanddone.core import clock
from saidanddone.core.commands import ExampleCommand, Progress, rejects_file, source_name
from saidanddone.core.rejects import write_rejects
from saidanddone.core.table_files import BadTable, columns, read_table
from saidanddone.core.viewer import SITE


class Command(ExampleCommand):
    help = (
        "Bring in promises from a CSV or Excel file with the header of the Open Government Partnership's commitments "
        "table. A row is brought in once, however often. The exit code is 0 only if every row fits; those that do not "
        "are written to a file, to be mended and fed again."
    )
    example = "saidanddone import commitments ogp.csv --set place=aberwen --dry-run\n\nColumns:\n" + "\n".join(
        f"  {name:<29} {what}" for name, what in COLUMNS.items()
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="place or organisation")
        parser.add_argument("--source", default="", help="a name for where it comes from; the file's name if not given")
        parser.add_argument("--rejects", type=Path, help="where rows that do not fit go; beside FILE if not given")
        parser.add_argument("--dry-run", action="store_true", help="try every row and keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            fixed = read_fixed(options["set"])
            header = columns(path)
            if ID not in header:
                raise BadTable(f"{path.name} has no column {ID}.")
            rejects = rejects_file(path, options["rejects"], ".csv")
            with Progress("Rows", total=sum(1 for _ in read_table(path))) as progress:
                summary = import_commitments(
                    by=SITE,
                    at=clock.now(),
                    rows=read_table(path),
                    source=options["source"] or source_name(path),
                    fixed=fixed,
                    is_trial=options["dry_run"],
                    tick=progress.advance,
                )
        except (BadTable, BadMapping, OSError) as error:
            raise CommandError(str(error)) from error
        self._report(summary, header, rejects, options["dry_run"])

    def _report(self, summary: Summary, header: list[str], rejects: Path, is_trial: bool) -> None:
        self.stdout.write(str(summary))
        if is_trial:
            self.stdout.write("This was a trial: nothing was kept.")
        if not summary.rejected:
            return
        write_rejects(rejects, header, summary.rejected)
        raise CommandError(
            f"{len(summary.rejected):,} rows did not fit; each stands with its line and reason in {rejects}. "
            "Mend them there and feed that file with the same --source."
        )
