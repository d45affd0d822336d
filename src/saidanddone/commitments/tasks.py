"""What the site does by itself: ask whether it worked."""

from datetime import datetime

from saidanddone.commitments import actions
from saidanddone.commitments.queries.following import to_ask_about
from saidanddone.core.viewer import SITE


def ask_if_it_worked(*, at: datetime) -> None:
    """Of each promise that was kept four weeks ago, once. Run again after a crash, it asks nobody twice."""
    for commitment in to_ask_about(at):
        actions.ask_if_it_worked(by=SITE, at=at, commitment=commitment)
