"""Delivery in the background: each message at once, and those whose next attempt has come, every minute.

Once a day, what was sent or failed long ago is forgotten.
"""

from datetime import datetime

from django_tasks import task

from saidanddone.core import clock
from saidanddone.core.viewer import SITE
from saidanddone.messaging import actions
from saidanddone.messaging.models import Message

MOST_AT_ONCE = 500


@task
def deliver(public_id: str) -> None:
    actions.deliver(by=SITE, at=clock.now(), public_id=public_id)


def deliver_due(*, at: datetime) -> None:
    """What a worker that stopped left behind, and what is to be tried again; the longest waiting first."""
    waiting = Message.objects.due(at).order_by("next_attempt_at", "pk")
    for public_id in waiting.values_list("public_id", flat=True)[:MOST_AT_ONCE]:
        actions.deliver(by=SITE, at=at, public_id=public_id)


def forget_settled(*, at: datetime) -> None:
    actions.forget_settled(by=SITE, at=at)
