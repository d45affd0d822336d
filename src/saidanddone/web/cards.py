"""People's words as the pages of this app show them: worked out here, so that templates only place them."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from saidanddone.contributions.cards import about, credit, together
from saidanddone.contributions.models import Addressee, Contribution, Verdict
from saidanddone.core.text import excerpt

LENGTH = 200


@dataclass(frozen=True, slots=True)
class Card:
    """One contribution in a list, as the component `story` takes it."""

    words: str
    url: str
    language: str
    state: str
    state_words: str
    facts: list[str]
    credit: str
    support: int
    stage: str


@dataclass(frozen=True, slots=True)
class AnsweredCard:
    """Words, what was answered, and what whoever spoke makes of it."""

    card: Card
    organisation: str
    answer: str
    answer_language: str
    answer_kind: str
    verdict: str
    verdict_words: str


def of_contribution(row: Contribution, on: date) -> Card:
    """With the state that all whom it is addressed to make together."""
    state = together(row.addressees.all(), on)
    names = [each.organisation.local_name for each in row.addressees.all()]
    return _card(row, state, "", names)


def of_addressee(row: Addressee, on: date, *, days_late: int = 0, with_name: bool = True) -> Card:
    """With the state of one whom it is addressed to; a page of their own need not name them."""
    words = ""
    if days_late:
        words = ngettext("Late by %(n)s working day", "Late by %(n)s working days", days_late) % {"n": days_late}
    names = [row.organisation.local_name] if with_name else []
    return _card(row.contribution, together([row], on), words, names, "late" if words else "said")


def of_verdict(row: Verdict) -> AnsweredCard:
    answer = row.answer
    return AnsweredCard(
        card=_card(answer.contribution, "", "", []),
        organisation=answer.organisation.local_name,
        answer=excerpt(answer.text, LENGTH),
        answer_language=answer.language,
        answer_kind=answer.kind,
        verdict=row.value,
        verdict_words=excerpt(row.shown_words, LENGTH),
    )


def _card(row: Contribution, state: str, state_words: str, organisations: list[str], stage: str = "said") -> Card:
    return Card(
        words=f"“{excerpt(row.text, LENGTH)}”",
        url=reverse("contribution", args=[row.public_id]),
        language=row.language,
        state=state,
        state_words=state_words,
        facts=[about(row), row.place.local_name, *organisations],
        credit=credit(row),
        support=row.support_count,
        stage=stage,
    )
