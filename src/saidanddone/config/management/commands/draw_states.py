"""`saidanddone draw-states`: the tables of states as Markdown, for docs/states.md."""

from typing import Any

from django.utils.translation import override

from saidanddone.config import drawing
from saidanddone.core.commands import ExampleCommand


class Command(ExampleCommand):
    help = "Write the tables of states, as the code holds them, as Markdown."
    example = "saidanddone draw_states > docs/states.md"

    def handle(self, **options: Any) -> None:
        with override("en"):
            self.stdout.write(drawing.page().rstrip())
