"""What became of messages: by their keys, and for an administrator, what needs a person and which letters wait."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from saidanddone.messaging.models import Message, MessageQuerySet

AT_ONCE = 500
"""Keys to a query: SQLite takes under a thousand values."""


@dataclass(frozen=True, slots=True)
class Counts:
    """`waiting` are those on their way, the one in a worker's hand among them; `parts` what all text messages cost."""

    waiting: int
    sent: int
    failed: int
    in_doubt: int
    texts: int
    parts: int

    @property
    def for_a_person(self) -> int:
        return self.failed + self.in_doubt


def counts() -> Counts:
    found = dict(Message.objects.values_list("state").annotate(number=Count("pk")))
    waiting = found.get("waiting", 0) + found.get("sending", 0)
    whole = Message.objects.aggregate(
        in_doubt=Count("pk", filter=Q(state=Message.State.IN_DOUBT) & ~Q(address="")),
        texts=Count("pk", filter=Q(parts__gt=0)),
        parts=Coalesce(Sum("parts"), 0),
    )
    return Counts(waiting=waiting, sent=found.get("sent", 0), failed=found.get("failed", 0), **whole)


def states(keys: Iterable[str]) -> dict[str, Message]:
    """Messages by their `dedupe_key`, for whoever sent them to say what became of each; a key may be missing."""
    return {message.dedupe_key: message for message in _by_key(sorted(set(keys)))}


def _by_key(keys: list[str]) -> Iterator[Message]:
    for start in range(0, len(keys), AT_ONCE):
        yield from Message.objects.filter(dedupe_key__in=keys[start : start + AT_ONCE])


def failed_newest_first() -> MessageQuerySet:
    return Message.objects.failed().order_by("-failed_at", "-pk")


def in_doubt_newest_first() -> MessageQuerySet:
    return Message.objects.in_doubt().order_by("-claimed_at", "-pk")


def letters_oldest_first() -> MessageQuerySet:
    return Message.objects.letters_to_print().in_no_batch().order_by("queued_at", "pk")


@dataclass(frozen=True, slots=True)
class Batch:
    """Letters that were put together and are not posted yet."""

    public_id: str
    batched_at: datetime
    letters: int


def batches() -> list[Batch]:
    """The oldest first; each of at most a few hundred letters, so there are few."""
    waiting = Message.objects.letters_to_print().exclude(batch="").values_list("batch", "batched_at")
    return [Batch(*row) for row in waiting.annotate(letters=Count("pk")).order_by("batched_at", "batch")]
