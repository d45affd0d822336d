"""People's words as the pages of this app show them: worked out here, so that templates only place them."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from saidanddone.contributions.cards import about, credit, together
from saidanddone.contributions.models import Addressee, Contribution, Verdict
from saidanddone.core.clock import local_date
from saidanddone.core.refs import urls_of
from saidanddone.core.text import excerpt
from saidanddone.decisions.bilingual import Said
from saidanddone.web.queries.loop import Changed

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


@dataclass(frozen=True, slots=True)
class ChangedCard:
    """A story that went all the way round, as the front page tells it."""

    words: str
    language: str
    said_date: date
    credit: str
    finding: Said | None
    finding_at: date | None
    decision: Said | None
    decided_date: date | None
    promise: Said
    organisation: str
    kept_date: date | None
    verdict: str
    felt: str
    felt_language: str
    answered_at: date | None
    urls: dict[str, str]


def of_change(row: Changed) -> ChangedCard:
    said, promise, finding, decision = row.contribution, row.commitment, row.finding, row.decision
    refs = {ref.kind: ref for ref in (said.ref, promise.ref, *(each.ref for each in (finding, decision) if each))}
    urls = urls_of(refs.values())
    answered_at = row.follow_up.answered_at
    return ChangedCard(
        words=f"“{excerpt(said.text, LENGTH)}”",
        language=said.language,
        said_date=said.said_date,
        credit=credit(said),
        finding=finding.said("title") if finding else None,
        finding_at=local_date(finding.published_at) if finding and finding.published_at else None,
        decision=decision.said("headline" if decision.headline else "question") if decision else None,
        decided_date=decision.decided_date if decision else None,
        promise=promise.said("promise"),
        organisation=promise.organisation.local_name,
        kept_date=row.kept_date,
        verdict=row.follow_up.value,
        felt=excerpt(row.follow_up.shown_words, LENGTH),
        felt_language=row.follow_up.language,
        answered_at=local_date(answered_at) if answered_at else None,
        urls={kind: urls.get(ref, "") for kind, ref in refs.items()},
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
