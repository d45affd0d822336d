"""Queue messages: one, or many in few statements."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.forms.models import model_to_dict

from saidanddone.core import jobs
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.messaging.drafts import Draft
from saidanddone.messaging.models import Message

AT_ONCE = 500
"""Rows to a statement; SQLite takes fewer, and Django knows how many."""


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
    stop_url: str = "",
    channel: str = Message.Channel.EMAIL,
) -> Message:
    """Queue a message. Said with the same `dedupe_key` before, it is not said again; the earlier one comes back."""
    draft = Draft(
        address=address,
        language=language,
        subject=subject,
        body=body,
        about=about,
        dedupe_key=dedupe_key,
        recipient=recipient,
        links=links,
        stop_url=stop_url,
        channel=channel,
    )
    facts = model_to_dict(draft.as_message(at), exclude=["id"])
    message, is_new = Message.objects.get_or_create(dedupe_key=dedupe_key, defaults=facts)
    if is_new and not draft.is_letter:
        jobs.queue("saidanddone.messaging.tasks.deliver", public_id=message.public_id)
    return message


@transaction.atomic
def send_many(*, by: Viewer, at: datetime, drafts: Iterable[Draft]) -> None:
    """Queue many messages in the caller's transaction, in few statements, with one task for them all.

    What was said before under its `dedupe_key`, or stands twice among the drafts, is not said again. What became of
    each is found by that key: `queries.states`.
    """
    rows = [(draft.is_letter, draft.as_message(at)) for draft in drafts]
    Message.objects.bulk_create([row for _, row in rows], batch_size=AT_ONCE, ignore_conflicts=True)
    if any(not is_letter for is_letter, _ in rows):
        jobs.queue("saidanddone.messaging.tasks.deliver_waiting")
