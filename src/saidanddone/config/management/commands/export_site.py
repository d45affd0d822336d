"""`saidanddone export FOLDER`: the whole site as open data."""

from pathlib import Path
from typing import Any

from django.core.management import CommandError, CommandParser, call_command

from saidanddone.config import exporting
from saidanddone.core import clock
from saidanddone.core.commands import ExampleCommand
from saidanddone.record.queries import newest_checkpoint


class Command(ExampleCommand):
    help = "Write everything that everyone may read, with a manifest; what is private stays (use backup for all)."
    example = "saidanddone export /srv/open-data/2026-11-24"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that is not there yet, or is empty")

    def handle(self, *, folder: Path, **options: Any) -> None:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(f"{folder} is there already and not empty. Name another folder.")
        manifest = exporting.write(folder, at=clock.now())
        rows = sum(table["files"][0]["rows"] for table in manifest["tables"])
        if newest_checkpoint():
            call_command("record", "export", str(folder / "record"), stdout=self.stdout)
        self.stdout.write(f"{len(manifest['tables'])} tables with {rows:,} rows are in {folder}; see manifest.json.")
