"""What an administrator sees of the whole site: whether all is well, and the list of topics."""

from dataclasses import dataclass
from datetime import datetime

from saidanddone.contributions.models import Topic
from saidanddone.contributions.queries.figures import topic_counts
from saidanddone.messaging.queries import counts as message_counts
from saidanddone.record.queries import State
from saidanddone.record.queries import state as record_state
from saidanddone.web.queries.health import Health, health


@dataclass(frozen=True, slots=True)
class SiteState:
    """What runs, what waits, what failed."""

    health: Health
    record: State
    failed_messages: int


@dataclass(frozen=True, slots=True)
class TopicRow:
    topic: Topic
    said: int


def state(at: datetime) -> SiteState:
    return SiteState(health(at), record_state(), message_counts().for_a_person)


def topics() -> list[TopicRow]:
    """Those that are offered first; two queries."""
    counts = topic_counts()
    rows = [TopicRow(topic, counts.get(topic.pk, 0)) for topic in Topic.objects.order_by("slug")]
    return sorted(rows, key=lambda row: (row.topic.retired_date is not None, row.topic.local_name.casefold()))
