"""Deliver messages, one by one or all that are due, and leave to a person what nobody can tell.

Each message is claimed by a statement of its own right before it is sent, and noted right after, before the next one is
touched. A worker that dies in between leaves one message claimed: whether it left is not known, so it is never sent
again by itself.
"""

import logging
import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self

from django.db import transaction
from django.db.models import F

from saidanddone.core import clock, jobs
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import private_links, short_messages
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
        with _Delivery() as delivery:
            delivery.try_once(message, at)


def deliver_due(*, by: Viewer, at: datetime) -> None:
    """Send what is due, about the longest waiting first, over one connection; after a round, queue the next one.

    Where our own way out is closed, messages that would leave by it are not even tried: they wait for the next minute
    with all their attempts before them.
    """
    check_deliver_due(by=by)
    now, closed = clock.ticking(at), set[str]()
    with _Delivery() as delivery:
        for message in _due(now, closed):
            if now() - at >= ROUND:
                jobs.queue("saidanddone.messaging.tasks.deliver_waiting")
                return
            error = delivery.try_once(message, now())
            if error and error.is_ours:
                closed.add(message.channel)


def _due(now: Callable[[], datetime], closed: set[str]) -> Iterator[Message]:
    """In no order among those read together, so that workers who read the same ones seldom reach for the same one."""
    while True:
        waiting = Message.objects.due(now()).exclude(channel__in=closed)
        found = list(waiting.order_by("next_attempt_at", "pk")[:AT_ONCE])
        if not found:
            return
        random.shuffle(found)
        yield from (message for message in found if message.channel not in closed)


class _Delivery:
    """One message after the other. What became of one is noted in the transaction that claims the next, so that each
    message waits for the disk once; that of the last as the delivery ends, even by an error.
    """

    def __init__(self) -> None:
        self._post = Post()
        self._note: Callable[[], None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._post.close()
        self._settle()

    def _settle(self) -> None:
        if self._note:
            self._note()
            self._note = None

    def try_once(self, message: Message, at: datetime) -> CannotDeliver | None:
        """Claim it and send it; gives why it could not be delivered, if so.

        One whose private links lead nowhere any more is deleted unsent.
        """
        with transaction.atomic():
            if self._note:
                self._note()
            is_claimed = _claim(message, at)
        self._note = None
        if not is_claimed:
            return None
        filled = private_links.filled(message, at)
        if filled is None:
            message.delete()
            return None
        message.body = filled.body
        found = _outcome(message, self._post)
        self._note = lambda: _note(message, **_changes(message, found, at))
        return found if isinstance(found, CannotDeliver) else None


def _outcome(message: Message, post: Post) -> CannotDeliver | InDoubt | None:
    """Nothing where it is on its way."""
    try:
        post.deliver(message)
    except (CannotDeliver, InDoubt) as found:
        return found
    except Exception as error:  # a text service of the operator's may raise anything
        logger.error("message %s: %s", message.public_id, type(error).__name__)
        return CannotDeliver(Message.Failure.OTHER, is_final=False)
    return None


def _changes(message: Message, found: CannotDeliver | InDoubt | None, at: datetime) -> dict[str, Any]:
    """What is noted of a message. Once it is sent its body is emptied: nobody needs it here any more."""
    state = Message.State
    if found is None:
        sent = {"state": state.SENT, "sent_at": at, "failure": "", "body": "", "claimed_at": None}
        return sent | ({"parts": short_messages.parts(message.body)} if message.channel == message.Channel.TEXT else {})
    if isinstance(found, InDoubt):
        return {"state": state.IN_DOUBT, "failure": Message.Failure.UNCONFIRMED}
    if found.is_final or message.attempts > len(BACK_OFF):
        return {"state": state.FAILED, "failed_at": at, "failure": found.failure, "claimed_at": None}
    again = at + BACK_OFF[message.attempts - 1]
    return {"state": state.WAITING, "failure": found.failure, "next_attempt_at": again, "claimed_at": None}


def _claim(message: Message, at: datetime) -> bool:
    """In one statement, so that two workers never send the same message; not if it has been tried since it was read."""
    as_read = Message.objects.due(at).filter(pk=message.pk, attempts=message.attempts)
    claimed = as_read.update(
        state=Message.State.SENDING, claimed_at=at, next_attempt_at=None, attempts=F("attempts") + 1
    )
    message.claimed_at, message.attempts = at, message.attempts + 1
    return bool(claimed)


def _note(message: Message, **changes: Any) -> None:
    """What is known overrules a doubt that arose meanwhile, but not what a person has said since."""
    Message.objects.filter(pk=message.pk, claimed_at=message.claimed_at).update(**changes)


def doubt_abandoned(*, by: Viewer, at: datetime) -> None:
    """What a worker took and was not heard of since goes to a person instead of out again."""
    check_doubt_abandoned(by=by)
    Message.objects.abandoned(at - CLAIM).update(state=Message.State.IN_DOUBT, failure=Message.Failure.STOPPED)
