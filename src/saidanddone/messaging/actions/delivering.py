"""Deliver messages, one by one or all that are due, and leave to a person what nobody can tell.

Each message is claimed by a statement of its own right before it is sent, and noted right after. A worker that dies
in between leaves one message claimed: whether it left is not known, so it is never sent again by itself.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db.models import F

from saidanddone.core import clock, jobs
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import private_links
from saidanddone.messaging.channels import CannotDeliver, InDoubt, Post
from saidanddone.messaging.models import Message
from saidanddone.messaging.permissions import check_deliver, check_deliver_due, check_doubt_abandoned

logger = logging.getLogger(__name__)
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 960))
"""How long to wait after each attempt: seven attempts over a day, then the message has failed."""
CLAIM = timedelta(minutes=10)
"""How long a worker may be at one message before it counts as dead. A mail server that does not speak for
EMAIL_TIMEOUT is given up long before."""
ROUND = timedelta(seconds=10)
"""How long one round of delivery goes on before the worker's other tasks have their turn."""
AT_ONCE = 50
"""How many messages are read at once; several workers that read the same ones claim each only once."""


def deliver(*, by: Viewer, at: datetime, public_id: str) -> None:
    """Try once to send a message, if it waits and no other worker is at it."""
    check_deliver(by=by)
    message = Message.objects.due(at).filter(public_id=public_id).first()
    if message:
        with Post() as post:
            _deliver(message, post, at)


def deliver_due(*, by: Viewer, at: datetime) -> None:
    """Send what is due, the longest waiting first, over one connection; after a round, queue the next one.

    Where our own way out is closed, messages that would leave by it are not even tried: they wait for the next minute
    with all their attempts before them.
    """
    check_deliver_due(by=by)
    now, closed = clock.ticking(at), set[str]()
    with Post() as post:
        for message in _due(now, closed):
            if now() - at >= ROUND:
                jobs.queue("saidanddone.messaging.tasks.deliver_waiting")
                return
            error = _deliver(message, post, now())
            if error and error.is_ours:
                closed.add(message.channel)


def _due(now: Callable[[], datetime], closed: set[str]) -> Iterator[Message]:
    while True:
        waiting = Message.objects.due(now()).exclude(channel__in=closed)
        found = list(waiting.order_by("next_attempt_at", "pk")[:AT_ONCE])
        if not found:
            return
        yield from (message for message in found if message.channel not in closed)


def _deliver(message: Message, post: Post, at: datetime) -> CannotDeliver | None:
    """Claim it, send it, note it; gives why it could not be delivered, if so.

    Once it is sent its body is emptied: nobody needs it here any more. One whose private links lead nowhere any more
    is deleted unsent.
    """
    if not _claim(message, at):
        return None
    body = private_links.filled(message, at)
    if body is None:
        message.delete()
        return None
    message.body = body
    try:
        post.deliver(message)
    except CannotDeliver as error:
        _note_failure(message, error, at)
        return error
    except InDoubt:
        Message.objects.filter(pk=message.pk, claimed_at=message.claimed_at).update(
            state=Message.State.IN_DOUBT, failure=Message.Failure.UNCONFIRMED
        )
    except Exception as error:  # a text service of the operator's may raise anything
        logger.error("message %s: %s", message.public_id, type(error).__name__)
        _note_failure(message, CannotDeliver(Message.Failure.OTHER, is_final=False), at)
    else:
        _note(message, state=Message.State.SENT, sent_at=at, failure="", body="")
    return None


def _claim(message: Message, at: datetime) -> bool:
    """In one statement, so that two workers never send the same message; not if it has been tried since it was read."""
    as_read = Message.objects.due(at).filter(pk=message.pk, attempts=message.attempts)
    claimed = as_read.update(
        state=Message.State.SENDING, claimed_at=at, next_attempt_at=None, attempts=F("attempts") + 1
    )
    message.claimed_at, message.attempts = at, message.attempts + 1
    return bool(claimed)


def _note_failure(message: Message, error: CannotDeliver, at: datetime) -> None:
    if error.is_final or message.attempts > len(BACK_OFF):
        _note(message, state=Message.State.FAILED, failed_at=at, failure=error.failure)
    else:
        again = at + BACK_OFF[message.attempts - 1]
        _note(message, state=Message.State.WAITING, failure=error.failure, next_attempt_at=again)


def _note(message: Message, **changes: object) -> None:
    """What is known overrules a doubt that arose meanwhile, but not what a person has said since."""
    Message.objects.filter(pk=message.pk, claimed_at=message.claimed_at).update(claimed_at=None, **changes)


def doubt_abandoned(*, by: Viewer, at: datetime) -> None:
    """What a worker took and was not heard of since goes to a person instead of out again."""
    check_doubt_abandoned(by=by)
    Message.objects.abandoned(at - CLAIM).update(state=Message.State.IN_DOUBT, failure=Message.Failure.STOPPED)
