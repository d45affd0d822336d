"""A promise and a setback as lists show them: worked out here, so that templates only place it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from saidanddone.commitments.models import Commitment, Setback
from saidanddone.commitments.states import Seen, seen_as
from saidanddone.core.clock import local_date


@dataclass(frozen=True, slots=True)
class Card:
    """One thing in a list, as the component `story` takes it."""

    words: str
    url: str
    language: str
    state: str
    facts: list[Any]
    stage: str


_STAGES = {
    Seen.LATE: "late",
    Seen.DUE_SOON: "decided",
    Seen.KEPT_LATE: "decided",
    Seen.NOT_STARTED: "plain",
    Seen.DROPPED: "plain",
    Seen.REPLACED: "plain",
}


def card(row: Commitment, on: date) -> Card:
    seen, said = seen_as(row, on), row.said("promise")
    facts = [row.organisation.local_name, row.place.local_name, day_of(row, seen)]
    if row.first_due_date != row.due_date:
        facts.append(gettext("first promised for %(day)s") % {"day": _day(row.first_due_date)})
    if row.pledged_by:
        facts.insert(0, gettext("pledged by: %(post)s") % {"post": row.said("pledged_by").text})
    url = reverse("commitment", args=[row.public_id])
    return Card(said.text, url, said.language, str(seen), facts, _STAGES.get(seen, "done"))


def day_of(row: Commitment, seen: str) -> str:
    """The day that counts now: by when, since when, or on which it ended."""
    if row.kept_date:
        return gettext("kept on %(day)s") % {"day": _day(row.kept_date)}
    if row.dropped_date:
        return gettext("dropped on %(day)s") % {"day": _day(row.dropped_date)}
    if seen == Seen.STANDING or row.due_date is None:
        return gettext("since %(day)s") % {"day": _day(row.start_date)}
    return gettext("by %(day)s") % {"day": _day(row.due_date)}


def setback_card(row: Setback) -> Card:
    said = row.said("title")
    facts = [row.organisation.local_name, row.place.local_name, _day(local_date(row.said_at))]
    facts.append(gettext("said in time") if row.is_in_time else gettext("said late"))
    state = "looked_again" if row.checked_date else "setback"
    stage = "done" if row.checked_date else "late"
    return Card(said.text, reverse("setback", args=[row.public_id]), said.language, state, facts, stage)


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
