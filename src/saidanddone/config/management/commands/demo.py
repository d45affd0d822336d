"""`saidanddone demo`: the invented county, on this machine, to be tried."""

import shutil
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections

from saidanddone.config.command import MARKER, is_of_demonstration
from saidanddone.core import clock
from saidanddone.core.commands import ExampleCommand
from saidanddone.demonstration import loader


class Command(ExampleCommand):
    help = "Serve the demonstration area, Aberwen, on this machine. What is entered is kept until --fresh."
    example = "saidanddone demo --fresh"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="start over: what was entered is lost")
        parser.add_argument("--no-serve", action="store_true", help="only prepare")

    def handle(self, *, fresh: bool, no_serve: bool, **options: Any) -> None:
        if fresh:
            self._clear()
        self.stdout.write("Preparing the database …")
        call_command("migrate", verbosity=0)
        if not loader.is_loaded():
            self.stdout.write("Entering Aberwen, an invented county …")
            loader.load(at=clock.now())
        if no_serve:
            return
        self.stdout.write(self._addresses())
        self.stdout.flush()
        connections.close_all()
        call_command("serve", port=settings.PORT, workers=2)

    def _clear(self) -> None:
        """Everything of the demonstration but its marker and the key that its cookies are signed with."""
        if not is_of_demonstration(settings.DATA_DIR):
            raise CommandError(f"{settings.DATA_DIR} is not a folder that the demonstration made; nothing was deleted.")
        connections.close_all()
        for path in settings.DATA_DIR.iterdir():
            if path.name not in (MARKER, "secret-key"):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()

    def _addresses(self) -> str:
        pages = [
            (f"{settings.SITE_URL}/", "the public site"),
            (f"{settings.SITE_URL}/cy/", "in Welsh"),
            (f"{settings.SITE_URL}/desk/", "the desk; sign in as one of these:"),
        ]
        lines = [f"  {address:<34} {what}" for address, what in pages]
        lines += [f"      {sign_in.email:<32} {sign_in.role}" for sign_in in loader.sign_ins()]
        return "\n".join(["", *lines, f"  Password for all: {loader.PASSWORD}", "  Ctrl-C stops it.", ""])
