"""Queue messages, deliver them, try again, forget.

None of it enters the public record: a message is private to whom it is sent.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from saidanddone.core import jobs
from saidanddone.core.refs import Ref
from saidanddone.core.text import clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import channels, private_links
from saidanddone.messaging.models import Message
from saidanddone.messaging.permissions import check_deliver, check_forget_settled, check_mark_posted, check_retry
from saidanddone.messaging.wording import subject_line

logger = logging.getLogger(__name__)
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 960))
"""How long to wait after each attempt: seven attempts over a day, then the message has failed."""
CLAIM = timedelta(minutes=10)
"""How long one worker may be at a message before another may take it over."""


def send(
    *,
    by: Viewer,
    at: datetime,
    address: str,
    language: str,
    subject: str,
    body: str,
    about: Ref | None,
    dedupe_key: str,
    recipient: Ref | None = None,
    links: Sequence[Ref] = (),
    channel: str = Message.Channel.EMAIL,
) -> Message:
    """Queue a message. Said with the same `dedupe_key` before, it is not said again; the earlier one comes back.

    `links` are made as it leaves, where `private_links.mark(1)`, `(2)`, … stand in the body.
    """
    is_letter = channel == Message.Channel.LETTER
    message, is_new = Message.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "channel": channel,
            "address": address.strip(),
            "language": language,
            "subject": subject_line(subject),
            "body": clean_text(body),
            "private_links": [str(each) for each in links],
            "recipient": str(recipient) if recipient else "",
            "about_kind": about.kind if about else "",
            "about_id": about.public_id if about else "",
            "queued_at": at,
            "next_attempt_at": None if is_letter else at,
        },
    )
    if is_new and not is_letter:
        jobs.queue("saidanddone.messaging.tasks.deliver", public_id=message.public_id)
    return message


def deliver(*, by: Viewer, at: datetime, public_id: str) -> None:
    """Try once to send a message, if it waits and no other worker is at it.

    The claim is one statement, so that two workers never send the same message. A worker that dies between sending
    and noting it leaves a message that is sent again: twice is better than never. Once it is sent its body is emptied:
    nobody needs it here any more. One whose private links lead nowhere any more is deleted unsent.
    """
    check_deliver(by=by)
    claimed = (
        Message.objects.due(at)
        .filter(public_id=public_id)
        .update(next_attempt_at=at + CLAIM, attempts=F("attempts") + 1)
    )
    if not claimed:
        return
    message = Message.objects.get(public_id=public_id)
    body = private_links.filled(message, at)
    if body is None:
        message.delete()
        return
    message.body = body
    try:
        channels.deliver(message)
    except channels.CannotDeliver as error:
        _note_failure(message, error, at)
    except Exception as error:  # a text service of the operator's may raise anything
        logger.error("message %s: %s", message.public_id, type(error).__name__)
        _note_failure(message, channels.CannotDeliver(Message.Failure.OTHER, is_final=False), at)
    else:
        _note(message, state=Message.State.SENT, sent_at=at, next_attempt_at=None, failure="", body="")


def _note_failure(message: Message, error: channels.CannotDeliver, at: datetime) -> None:
    if error.is_final or message.attempts > len(BACK_OFF):
        _note(message, state=Message.State.FAILED, failed_at=at, next_attempt_at=None, failure=error.failure)
    else:
        _note(message, failure=error.failure, next_attempt_at=at + BACK_OFF[message.attempts - 1])


def _note(message: Message, **changes: object) -> None:
    Message.objects.filter(pk=message.pk).update(**changes)


@transaction.atomic
def retry(*, by: Viewer, at: datetime, public_id: str) -> Message:
    """Let a message that failed wait again, with all its attempts before it."""
    message = Message.objects.select_for_update().get(public_id=public_id)
    check_retry(by=by, message=message)
    message.state, message.failure, message.failed_at = Message.State.WAITING, "", None
    message.attempts, message.next_attempt_at = 0, at
    message.save()
    jobs.queue("saidanddone.messaging.tasks.deliver", public_id=public_id)
    return message


@transaction.atomic
def mark_posted(*, by: Viewer, at: datetime, public_id: str) -> Message:
    """A person has printed the letter and put it into the post."""
    message = Message.objects.select_for_update().get(public_id=public_id)
    check_mark_posted(by=by, message=message)
    message.state, message.sent_at, message.body = Message.State.SENT, at, ""
    message.save()
    return message


@transaction.atomic
def forget(
    *, by: Viewer, at: datetime, address: str = "", recipient: Ref | None = None, abouts: Iterable[Ref] = ()
) -> None:
    """Delete every message to an address, to someone, or about something, those that wait too."""
    if address.strip():
        Message.objects.to(address.strip()).delete()
    if recipient:
        Message.objects.for_recipient(recipient).delete()
    refs = list(abouts)
    for start in range(0, len(refs), 100):
        Message.objects.about(*refs[start : start + 100]).delete()


@transaction.atomic
def forget_settled(*, by: Viewer, at: datetime) -> None:
    """After MESSAGE_DAYS, a message that was sent keeps only that it was; one that failed for good is deleted.

    The row and its `dedupe_key`, which names nobody, stay, so that the same thing is not said again.
    """
    check_forget_settled(by=by)
    settled = Message.objects.settled(at - timedelta(days=settings.MESSAGE_DAYS))
    settled.failed().delete()
    settled.exclude(address="").update(address="", subject="", body="", recipient="", private_links=[])
