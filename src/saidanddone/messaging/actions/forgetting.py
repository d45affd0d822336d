"""Forget messages: with whom they were for, what they were about, or when they have long been settled."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.messaging.models import Message
from saidanddone.messaging.permissions import check_forget_settled


@transaction.atomic
def forget(
    *,
    by: Viewer,
    at: datetime,
    address: str = "",
    recipient: Ref | None = None,
    channel: str = "",
    abouts: Iterable[Ref] = (),
) -> None:
    """Delete every message to an address, to someone (by one channel or all), or about something; waiting ones too."""
    if address.strip():
        Message.objects.to(address.strip()).delete()
    if recipient:
        theirs = Message.objects.for_recipient(recipient)
        (theirs.on(channel) if channel else theirs).delete()
    refs = list(abouts)
    for start in range(0, len(refs), 100):
        Message.objects.about(*refs[start : start + 100]).delete()


@transaction.atomic
def forget_settled(*, by: Viewer, at: datetime) -> None:
    """After MESSAGE_DAYS, a message that was sent keeps only that it was; one that failed for good is deleted.

    The row and its `dedupe_key`, which names nobody, stay, so that the same thing is not said again. One that nobody
    could tell about stays so: it may have been said.
    """
    check_forget_settled(by=by)
    settled = Message.objects.settled(at - timedelta(days=settings.MESSAGE_DAYS))
    settled.failed().delete()
    settled.exclude(address="").update(address="", subject="", body="", recipient="", private_links=[], stop_url="")
