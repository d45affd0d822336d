"""`saidanddone reindex`: build the search index anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from saidanddone.search import index


class Command(BaseCommand):
    help = "Build the search index anew, of every kind or of those named. Example: saidanddone reindex contribution"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kinds", nargs="*", help="kinds of things, such as contribution; all if none is named")

    def handle(self, *args: Any, kinds: list[str], **options: Any) -> None:
        for kind, count in index.rebuild(kinds or None).items():
            self.stdout.write(f"{kind}: {count}")
