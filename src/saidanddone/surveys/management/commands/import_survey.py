"""`saidanddone import survey FILE --like CODEBOOK`: bring in the answers of a survey that was asked elsewhere."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from saidanddone.core import clock
from saidanddone.core.commands import ExampleCommand, Progress, rejects_file, source_name
from saidanddone.core.rejects import write_rejects
from saidanddone.core.rules import Refused
from saidanddone.core.table_files import BadTable
from saidanddone.core.viewer import SITE
from saidanddone.surveys import codebooks
from saidanddone.surveys.actions.importing import import_survey
from saidanddone.surveys.codebooks import BadCodebook, read_codebook
from saidanddone.surveys.microdata import Summary
from saidanddone.surveys.models import Survey
from saidanddone.surveys.spss import columns, read_table


class Command(ExampleCommand):
    help = (
        "Bring in the answers of a survey from a CSV, Excel or SPSS file, with strata, clusters, weights and waves, as "
        "a codebook says. A row is brought in once, however often. The exit code is 0 only if every row fits; those "
        "that do not are written to a file, to be mended and fed again."
    )
    example = f"saidanddone import survey answers.csv --like codebook.toml --dry-run\n\n{codebooks.__doc__}"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--like", type=Path, required=True, metavar="CODEBOOK", help="what the columns mean, as TOML"
        )
        parser.add_argument("--source", default="", help="a name for where it comes from; the file's name if not given")
        parser.add_argument("--into", default="", metavar="ID", help="a survey that was built here and asked by others")
        parser.add_argument("--rejects", type=Path, help="where rows that do not fit go; beside FILE if not given")
        parser.add_argument("--dry-run", action="store_true", help="try every row and keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            codebook = read_codebook(options["like"])
            header = columns(path)
            rejects = rejects_file(path, options["rejects"], ".csv")
            with Progress("Rows", total=sum(1 for _ in read_table(path))) as progress:
                summary = import_survey(
                    by=SITE,
                    at=clock.now(),
                    rows=read_table(path),
                    codebook=codebook,
                    source=options["source"] or source_name(path),
                    into=self._survey(options["into"]),
                    is_trial=options["dry_run"],
                    tick=progress.advance,
                )
        except (BadTable, BadCodebook, Refused, OSError) as error:
            raise CommandError(str(error)) from error
        self._report(summary, header, rejects, options["dry_run"])

    def _survey(self, public_id: str) -> Survey | None:
        found = Survey.objects.filter(public_id=public_id).first()
        if public_id and found is None:
            raise CommandError(f"There is no survey {public_id}.")
        return found

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
