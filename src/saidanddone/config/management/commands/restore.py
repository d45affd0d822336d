"""`saidanddone restore FILE`: bring back what a backup holds."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from saidanddone.config import archive
from saidanddone.core.commands import ExampleCommand


class Command(ExampleCommand):
    help = "Bring back database, files and record from a backup. What is here now is replaced."
    example = "saidanddone restore /backups/2026-11-22.tar.gz --replace"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="replace what this installation holds now")

    def handle(self, *, file: Path, replace: bool, **options: Any) -> None:
        if connection.introspection.table_names() and not replace:
            raise CommandError("This installation holds data already. Add --replace to replace it; back it up first.")
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        try:
            about = archive.read(file)
        except archive.BadArchive as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0)
        self.stdout.write(f"Restored the backup of {about['made_at']} (version {about['version']}).")
        self.stdout.write("If the record was shown in a newer state than this backup, it will say so and not publish.")
