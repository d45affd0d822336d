"""What a person does about messages that failed, and about those of which nobody knows whether they arrived."""

from datetime import datetime

from django.db import transaction

from saidanddone.core import jobs
from saidanddone.core.viewer import Viewer
from saidanddone.messaging.models import Message
from saidanddone.messaging.permissions import check_mark_arrived, check_retry, check_send_again


@transaction.atomic
def retry(*, by: Viewer, at: datetime, public_id: str) -> Message:
    """Let a message that failed wait again, with all its attempts before it."""
    message = Message.objects.select_for_update().get(public_id=public_id)
    check_retry(by=by, message=message)
    return _wait_again(message, at)


@transaction.atomic
def send_again(*, by: Viewer, at: datetime, public_id: str) -> Message:
    """A person would rather have it arrive twice than never. It keeps its Message-ID, by which mailboxes know it."""
    message = Message.objects.select_for_update().get(public_id=public_id)
    check_send_again(by=by, message=message)
    return _wait_again(message, at)


def _wait_again(message: Message, at: datetime) -> Message:
    message.state, message.failure, message.failed_at, message.claimed_at = Message.State.WAITING, "", None, None
    message.attempts, message.next_attempt_at = 0, at
    message.save()
    jobs.queue("saidanddone.messaging.tasks.deliver", public_id=message.public_id)
    return message


@transaction.atomic
def mark_arrived(*, by: Viewer, at: datetime, public_id: str) -> Message:
    """A person says that it arrived: it was sent when it was claimed."""
    message = Message.objects.select_for_update().get(public_id=public_id)
    check_mark_arrived(by=by, message=message)
    message.state, message.failure, message.body = Message.State.SENT, "", ""
    message.sent_at, message.claimed_at = message.claimed_at, None
    message.save()
    return message
