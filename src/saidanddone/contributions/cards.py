"""A contribution as lists, feeds and maps show it: worked out here, so that templates only place it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from saidanddone.contributions.models import Addressee, Contribution
from saidanddone.core.text import excerpt

LENGTH = 240


@dataclass(frozen=True, slots=True)
class Card:
    """One contribution in a list, as the component `story` takes it."""

    words: str
    url: str
    language: str
    state: str
    facts: list[str]
    credit: str
    support: int
    stage: str


_STAGES = {"late": "late", "answered": "done", "passed_on": "decided"}
"""The colour of a card's edge; what waits is as it was said."""


def card(row: Contribution, on: date) -> Card:
    """With the state that all whom it is addressed to make together."""
    asked = row.addressees.all()
    state = together(asked, on)
    return Card(
        words=f"“{excerpt(row.text, LENGTH)}”",
        url=reverse("contribution", args=[row.public_id]),
        language=row.language,
        state=state,
        facts=[about(row), row.place.local_name, *(each.organisation.local_name for each in asked)],
        credit=credit(row),
        support=row.support_count,
        stage=_STAGES.get(state, "said"),
    )


def together(addressees: Iterable[Addressee], on: date) -> str:
    """Late if anyone is; waiting if anyone still has to answer; else answered, or passed on."""
    rows = list(addressees)
    if any(row.is_late(on) for row in rows):
        return "late"
    states = {row.state for row in rows}
    for state in (Addressee.State.WAITING, Addressee.State.ANSWERED, Addressee.State.PASSED_ON):
        if state in states:
            return str(state)
    return ""


def about(row: Contribution) -> str:
    """The topic; without one, what kind of thing was said."""
    return row.topic.local_name if row.topic else row.get_kind_display()


def credit(row: Contribution) -> str:
    return row.credit_name or gettext("Someone who chose not to be named")
