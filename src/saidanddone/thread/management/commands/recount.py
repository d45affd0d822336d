"""`saidanddone recount`: count every stored figure again."""

from typing import Any

from saidanddone.core import clock
from saidanddone.core.commands import ExampleCommand
from saidanddone.core.viewer import SITE
from saidanddone.thread import actions


class Command(ExampleCommand):
    help = "Work out what became of every contribution, count all figures again, and say how many were wrong."
    example = "saidanddone recount"

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = actions.recount(by=SITE, at=clock.now())
        self.stdout.write(f"{wrong:,} stored figures were wrong, and are right now." if wrong else "All were right.")
