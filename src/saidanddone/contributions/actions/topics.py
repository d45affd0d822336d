"""The list of what contributions can be about; the site's to edit."""

from datetime import date, datetime

from saidanddone.contributions.models import Topic
from saidanddone.contributions.permissions import check_add_topic, check_edit_topic, check_retire_topic
from saidanddone.core.text import clean_line
from saidanddone.core.viewer import Viewer


def add_topic(*, by: Viewer, at: datetime, slug: str, name: str, name_cy: str = "") -> Topic:
    check_add_topic(by=by)
    return Topic.objects.create(slug=slug, name=clean_line(name), name_cy=clean_line(name_cy))


def edit_topic(*, by: Viewer, at: datetime, topic: Topic, name: str, name_cy: str) -> None:
    check_edit_topic(by=by)
    topic.name, topic.name_cy = clean_line(name), clean_line(name_cy)
    topic.save(update_fields=["name", "name_cy"])


def retire_topic(*, by: Viewer, at: datetime, topic: Topic, on: date | None) -> None:
    """Offer it no more from that day on, or (None) offer it again. What was said about it keeps it."""
    check_retire_topic(by=by)
    topic.retired_date = on
    topic.save(update_fields=["retired_date"])
