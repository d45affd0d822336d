"""Letters: put together, printed as one PDF, and noted as posted by the person who took them there."""

from datetime import datetime

from django.db import transaction

from saidanddone.core.ids import new_public_id
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import letters, private_links
from saidanddone.messaging.models import Message
from saidanddone.messaging.permissions import (
    check_batch_letters,
    check_mark_batch_posted,
    check_mark_posted,
    check_print_batch,
)

AT_ONCE = 200
"""Letters in one PDF: as many as somebody folds in a morning."""


@transaction.atomic
def batch_letters(*, by: Viewer, at: datetime) -> str:
    """Put the letters that wait together, the longest waiting first. Gives the batch's id, or nothing if none waits."""
    check_batch_letters(by=by)
    waiting = Message.objects.letters_to_print().in_no_batch().order_by("queued_at", "pk")
    found = list(waiting.values_list("pk", flat=True)[:AT_ONCE])
    batch = new_public_id() if found else ""
    Message.objects.letters_to_print().in_no_batch().filter(pk__in=found).update(batch=batch, batched_at=at)
    return batch


@transaction.atomic
def print_batch(*, by: Viewer, at: datetime, batch: str, language: str) -> bytes:
    """One PDF of the letters of a batch that are not posted yet, with their private links in them.

    Printed again, the links are new, and those of the first printing lead nowhere. A letter whose links lead nowhere
    any more is deleted. `language` is that of the document's title; each letter has its own. Nothing where none waits.
    """
    check_print_batch(by=by)
    found = Message.objects.select_for_update().letters_to_print().filter(batch=batch).order_by("queued_at", "pk")
    ready = []
    for message in found:
        filled = private_links.filled(message, at)
        if filled is None:
            message.delete()
        else:
            ready.append(letters.Letter(message, filled.body, filled.links))
    return letters.as_pdf(ready, language=language, at=at) if ready else b""


@transaction.atomic
def mark_batch_posted(*, by: Viewer, at: datetime, batch: str) -> int:
    """A person has put the letters of a batch into the post. Gives how many there were."""
    check_mark_batch_posted(by=by)
    posted = Message.objects.letters_to_print().filter(batch=batch)
    return posted.update(state=Message.State.SENT, sent_at=at, body="")


@transaction.atomic
def mark_posted(*, by: Viewer, at: datetime, public_id: str) -> Message:
    """A person has printed the letter and put it into the post."""
    message = Message.objects.select_for_update().get(public_id=public_id)
    check_mark_posted(by=by, message=message)
    message.state, message.sent_at, message.body = Message.State.SENT, at, ""
    message.save()
    return message
