"""What our commands share: an example in the help, a progress line that knows whether anyone watches, rejects files."""

import re
import sys
from argparse import RawDescriptionHelpFormatter
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from django.core.management import BaseCommand, CommandError, CommandParser

_REJECTS = re.compile(r"(\.rejects(-\d+)?)+$")


class ExampleCommand(BaseCommand):
    """A management command whose `--help` ends with `example`."""

    example: str

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        if prog_name.startswith("saidanddone "):  # our own word for it, which may be another than the command's name
            prog_name, _, subcommand = prog_name.partition(" ")
        parser = super().create_parser(prog_name, subcommand, **options)
        for name, value in with_example(self.example).items():
            setattr(parser, name, value)
        return parser


def with_example(example: str) -> dict[str, Any]:
    """What gives a parser's help an example at its end, set out in lines as it is here."""
    return {"formatter_class": RawDescriptionHelpFormatter, "epilog": f"Example:\n  {example}"}


class Progress:
    """A bar on a terminal; elsewhere a plain line at each tenth of the way.

    >>> with Progress("Reading", total=2, out=sys.stdout) as progress:
    ...     progress.advance()
    ...     progress.advance()
    Reading: 1 of 2
    Reading: 2 of 2
    """

    WIDTH = 30

    def __init__(self, what: str, *, total: int, out: TextIO | None = None) -> None:
        self.what, self.total, self.done = what, total, 0
        self._out = out or sys.stderr
        self._shown = 0

    def __enter__(self) -> "Progress":
        return self

    def advance(self, by: int = 1) -> None:
        self.done += by
        self.total = max(self.total, self.done)
        is_watched = self._out.isatty()
        share = (1_000 if is_watched else 10) * self.done // max(self.total, 1)
        if share > self._shown:
            self._shown = share
            self._draw() if is_watched else self._out.write(f"{self.what}: {self.done:,} of {self.total:,}\n")

    def _draw(self) -> None:
        filled = self.WIDTH * self.done // self.total
        bar = "█" * filled + "░" * (self.WIDTH - filled)
        self._out.write(f"\r{self.what} {bar} {self.done:,} of {self.total:,}")
        self._out.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._out.isatty():
            self._out.write("\n")


def source_name(path: Path) -> str:
    """What a file is called without its ending; a rejects file as the one that it came from.

    >>> source_name(Path("survey.csv")), source_name(Path("survey.rejects-2.csv"))
    ('survey', 'survey')
    """
    return _REJECTS.sub("", path.stem)


def rejects_file(path: Path, given: Path | None, ending: str) -> Path:
    """Where an import writes what did not fit: never over a file, which someone may be mending."""
    if given is None:
        marks = (".rejects" if number == 1 else f".rejects-{number}" for number in count(1))
        beside = (path.with_name(f"{source_name(path)}{mark}{ending}") for mark in marks)
        return next(file for file in beside if not file.exists())
    if given.exists():
        raise CommandError(f"{given} is there already, and an import never writes over a file. Name another one.")
    if not given.parent.is_dir():
        raise CommandError(f"There is no folder {given.parent}.")
    return given
