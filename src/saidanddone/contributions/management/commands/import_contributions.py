"""`saidanddone import contributions FILE`: bring in what was said elsewhere."""

import gc
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.db import IntegrityError

from saidanddone.contributions.actions.importing import Summary, import_contributions
from saidanddone.contributions.importing import FIELDS, BadMapping, read_mapping
from saidanddone.core import clock
from saidanddone.core.commands import ExampleCommand, Progress, rejects_file, source_name
from saidanddone.core.rules import Refused
from saidanddone.core.table_files import BadTable, columns, read_table
from saidanddone.core.viewer import SITE


class Command(ExampleCommand):
    help = (
        "Bring in contributions from a CSV, Excel or JSON lines file; a row is brought in once, however often. "
        "The exit code is 0 only if every row fits; those that do not are written to a file, to be mended and fed "
        "again."
    )
    example = (
        "saidanddone import contributions comments.csv --source bowling-green \\\n"
        "      --map comment-body=text --map comment-id=id --map author-id=author --map timestamp=said \\\n"
        "      --map moderated=checked --set place=bryn-teg --set kind=idea --set organisation=aberwen-council\n\n"
        "Fields:\n" + "\n".join(f"  {name:<13} {what}" for name, what in FIELDS.items())
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--map", action="append", default=[], metavar="COLUMN=FIELD", help="which column is a field"
        )
        parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="the same for every row")
        parser.add_argument("--source", default="", help="a name for where it comes from; the file's name if not given")
        parser.add_argument("--rejects", type=Path, help="where rows that do not fit go; beside FILE if not given")
        parser.add_argument("--dry-run", action="store_true", help="try every row and keep nothing")

    def handle(self, *, file: Path, source: str, rejects: Path | None, dry_run: bool, **options: Any) -> None:
        try:
            mapping = read_mapping(source or source_name(file), options["map"], options["set"], columns(file))
            total = sum(1 for _ in read_table(file))
            rejects = rejects_file(file, rejects, ".csv")
            with _seldom_tidying(), Progress("Rows", total=total) as progress:
                summary = import_contributions(
                    by=SITE,
                    at=clock.now(),
                    path=file,
                    mapping=mapping,
                    rejects=rejects,
                    is_trial=dry_run,
                    advance=progress.advance,
                )
        except IntegrityError as error:
            raise CommandError(f"Another run brings in the same rows. Feed the file again after it: {error}") from error
        except (BadTable, BadMapping, Refused, OSError) as error:
            raise CommandError(str(error)) from error
        self._report(summary, rejects, dry_run)

    def _report(self, summary: Summary, rejects: Path, dry_run: bool) -> None:
        if summary.resumed_at_line:
            self.stdout.write(f"Went on at line {summary.resumed_at_line:,}, where an earlier run stopped.")
        counts = ("read", "created", "unchanged", "rejected")
        self.stdout.write(" · ".join(f"{getattr(summary, name):,} {name}" for name in counts))
        if summary.held:
            self.stdout.write(
                f"Held until a moderator has read them: {summary.held:,}. Their source had not checked them, or "
                "whatever comes from a file is held first (at the desk, under “How channels are checked”)."
            )
        if dry_run:
            self.stdout.write("This was a trial: nothing was kept.")
        if summary.rejected:
            raise CommandError(
                f"{summary.rejected:,} of {summary.read:,} rows did not fit; each stands with its line and reason in "
                f"{rejects}. Mend them there and feed that file with the same --map and --set."
            )


@contextmanager
def _seldom_tidying() -> Iterator[None]:
    """A row makes hundreds of objects and no circles; to look for some so often took a seventh of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
