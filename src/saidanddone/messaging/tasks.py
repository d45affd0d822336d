"""Delivery in the background: each message at once, and those whose next attempt has come, every minute.

Once a day, what was sent or failed long ago is forgotten.
"""

from datetime import datetime

from django_tasks import task

from saidanddone.core import clock
from saidanddone.core.viewer import SITE
from saidanddone.messaging import actions


@task
def deliver(public_id: str) -> None:
    actions.deliver(by=SITE, at=clock.now(), public_id=public_id)


@task
def deliver_waiting() -> None:
    """What was queued many at a time."""
    deliver_due(at=clock.now())


def deliver_due(*, at: datetime) -> None:
    """What a worker that stopped had not begun, and what is to be tried again."""
    actions.deliver_due(by=SITE, at=at)


def doubt_abandoned(*, at: datetime) -> None:
    """What a worker that stopped had in hand."""
    actions.doubt_abandoned(by=SITE, at=at)


def forget_settled(*, at: datetime) -> None:
    actions.forget_settled(by=SITE, at=at)
