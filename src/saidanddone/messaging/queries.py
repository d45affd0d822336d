"""What an administrator looks at: how many messages are in each state, what failed, which letters wait."""

from dataclasses import dataclass

from django.db.models import Count

from saidanddone.messaging.models import Message, MessageQuerySet


@dataclass(frozen=True, slots=True)
class Counts:
    waiting: int
    sent: int
    failed: int


def counts() -> Counts:
    found = dict(Message.objects.values_list("state").annotate(number=Count("pk")))
    return Counts(*(found.get(state, 0) for state in ("waiting", "sent", "failed")))


def failed_newest_first() -> MessageQuerySet:
    return Message.objects.failed().order_by("-failed_at", "-pk")


def letters_oldest_first() -> MessageQuerySet:
    return Message.objects.letters_to_print().order_by("queued_at", "pk")
