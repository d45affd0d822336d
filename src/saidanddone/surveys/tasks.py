"""What the site does by itself with surveys: close what is past its last day."""

from datetime import datetime

from saidanddone.core.viewer import SITE
from saidanddone.surveys import actions


def close_ended_waves(*, at: datetime) -> None:
    actions.close_ended_waves(by=SITE, at=at)


def delete_identities(*, at: datetime) -> None:
    """Of each wave whose day has come: names, addresses and codes."""
    actions.delete_identities(by=SITE, at=at)
