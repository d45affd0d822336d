"""`saidanddone backup FILE`: database, files and record in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from saidanddone.config import archive
from saidanddone.core import clock
from saidanddone.core.commands import ExampleCommand


class Command(ExampleCommand):
    help = "Write database, files and record to one file. It holds personal data and the signing key: keep it safe."
    example = "saidanddone backup /backups/2026-11-22.tar.gz"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} exists already; nothing was written.")
        if not file.parent.is_dir():
            raise CommandError(f"There is no folder {file.parent}.")
        try:
            archive.write(file, at=clock.now())
        except archive.BadArchive as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Wrote {file} ({file.stat().st_size / 1e6:.1f} MB).")
