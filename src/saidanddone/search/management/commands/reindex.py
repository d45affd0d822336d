"""`saidanddone reindex`: build the search index anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError

from saidanddone.core.commands import ExampleCommand, Progress
from saidanddone.search import index
from saidanddone.search.models import SearchDocument


class Command(ExampleCommand):
    help = "Build the search index anew, of every kind of thing or of those named."
    example = "saidanddone reindex contribution"

    def add_arguments(self, parser: ArgumentParser) -> None:
        known = ", ".join(index.kinds())
        parser.add_argument("kinds", nargs="*", help=f"kinds of things, of {known}; all if none is named")

    def handle(self, *args: Any, kinds: list[str], **options: Any) -> None:
        kinds = kinds or index.kinds()
        if unknown := set(kinds) - set(index.kinds()):
            known = ", ".join(index.kinds())
            raise CommandError(f"There are things of the kinds {known} here, and no {', '.join(sorted(unknown))}.")
        there = SearchDocument.objects.filter(kind__in=kinds).count()
        with Progress("Documents", total=there) as progress:
            counts = index.rebuild(kinds, progress.advance)
        for kind, count in counts.items():
            self.stdout.write(f"{kind}: {count:,}")
