"""`saidanddone import fund FILE --fund ID --by EMAIL`: bring in transfers from books that were kept elsewhere."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from saidanddone.core import clock
from saidanddone.core.commands import ExampleCommand, Progress, rejects_file, source_name
from saidanddone.core.rejects import write_rejects
from saidanddone.core.rules import Refused
from saidanddone.core.table_files import BadTable, columns, read_table
from saidanddone.funds import actions
from saidanddone.funds.models import Fund
from saidanddone.funds.transfer_files import COLUMNS, REQUIRED, Summary
from saidanddone.people.models import Person
from saidanddone.people.queries import viewer_for


class Command(ExampleCommand):
    help = (
        "Bring in opening balances and spending of a fund from a table (.csv, .xlsx, .jsonl). Each row becomes a "
        "transfer that waits, proposed by the person named; somebody else approves the batch at the desk. A row is "
        "brought in once, however often. The exit code is 0 only if every row fits; those that do not are written to "
        "a file, to be mended and fed again."
    )
    example = (
        "saidanddone import fund books.csv --fund 52f0d64j8m --by tomos@council.example --dry-run\n\nColumns:\n"
        + "\n".join(f"  {name:<10} {what}" for name, what in COLUMNS.items())
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--fund", required=True, metavar="ID", help="the public id of the fund")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="who answers for the file")
        parser.add_argument("--source", default="", help="a name for where it comes from; the file's name if not given")
        parser.add_argument("--rejects", type=Path, help="where rows that do not fit go; beside FILE if not given")
        parser.add_argument("--dry-run", action="store_true", help="try every row and keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            fund, person = _named(options["fund"], options["by"])
            header = _header(path)
            rejects = rejects_file(path, options["rejects"], ".csv")
            at = clock.now()
            with Progress("Rows", total=sum(1 for _ in read_table(path))) as progress:
                summary = actions.import_transfers(
                    by=viewer_for(person, at=at),
                    at=at,
                    fund=fund,
                    rows=read_table(path),
                    source=options["source"] or source_name(path),
                    sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
                    is_trial=options["dry_run"],
                    tick=progress.advance,
                )
        except (BadTable, Refused, OSError) as error:
            raise CommandError(str(error)) from error
        self._report(summary, header, rejects, options["dry_run"])

    def _report(self, summary: Summary, header: list[str], rejects: Path, is_trial: bool) -> None:
        self.stdout.write(str(summary))
        if is_trial:
            self.stdout.write("This was a trial: nothing was kept.")
        elif summary.proposed:
            self.stdout.write("Nothing counts yet: somebody else has to approve the batch at the desk of the fund.")
        if summary.rejected:
            for unfit in summary.rejected[:20]:
                self.stderr.write(str(unfit))
            write_rejects(rejects, header, summary.rejected)
            raise CommandError(
                f"{len(summary.rejected):,} rows did not fit; each stands with its line and reason in {rejects}. "
                "Mend them there and feed that file with the same --source."
            )


def _named(public_id: str, email: str) -> tuple[Fund, Person]:
    fund = Fund.objects.select_related("host").filter(public_id=public_id).first()
    if fund is None:
        raise CommandError(f"There is no fund {public_id}.")
    person = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None:
        raise CommandError(f"Nobody here has the address {email}.")
    return fund, person


def _header(path: Path) -> list[str]:
    header = columns(path)
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise BadTable(f"{path.name} has no column {', '.join(missing)}.")
    return header
