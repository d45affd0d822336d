"""What of a decision is words, from which state on the public reads them, and all of them as plain text by field.

The record, the versions, the index and moderation ask here, so that none of them forgets a field.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from saidanddone.core.text import to_plain
from saidanddone.decisions import translating
from saidanddone.decisions.models import Bound, Decision, Expectation, Option, SignOff, Use

WORDS_ANNOUNCED = ("question", "why_now", "who_is_affected", "trust_impact")
WORDS_DECIDED = (
    "headline",
    "where_from",
    "reasons",
    "without_listening_because",
    "decided_by",
    "authority",
    "interests",
    "dissent",
    "conditions",
)
WORDS = WORDS_ANNOUNCED + WORDS_DECIDED
ROWS = ("bounds", "options", "scenarios", "documents")
FACTS_ANNOUNCED = ("place", "topic", "language", "bed_in_until_date", "is_pilot", "pilot_review_date")
FACTS_DECIDED = ("choice", "decided_date", "review_date")
FROM_ANNOUNCED = frozenset({*WORDS_ANNOUNCED, *FACTS_ANNOUNCED, *ROWS})
"""Public from the day of its announcement: changed only by a revision."""
FROM_DECIDED = frozenset({*WORDS_DECIDED, *FACTS_DECIDED})
"""Public once it is decided."""
EDITABLE = FROM_ANNOUNCED | FROM_DECIDED

LABELS = {
    **Decision.WORDS,
    "bounds": _("What can be shaped, and what cannot"),
    "options": _("The options"),
    "scenarios": _("Scenarios"),
    "documents": _("Documents"),
    "place": _("Place"),
    "topic": _("Topic"),
    "language": _("Written in"),
    "bed_in_until_date": _("Time to bed in"),
    "is_pilot": _("Whether it is a pilot"),
    "pilot_review_date": _("When the pilot is looked at"),
    "choice": _("The choice"),
    "decided_date": _("When it was decided"),
    "review_date": _("When it is looked at again"),
    "considered": _("What was considered"),
    "sign_off_delivery": _("Sign-off by those who deliver it"),
    "sign_off_finance": _("Sign-off by finance"),
    "sign_off_lived_experience": _("Sign-off by lived experience"),
}
"""Field → what a reader calls it."""


def public_fields(decision: Decision) -> frozenset[str]:
    """The fields that everyone can read now, or could if it were not hidden."""
    if decision.announced_at is None:
        return frozenset()
    return EDITABLE if decision.decided_at else FROM_ANNOUNCED


def public_words(decision: Decision) -> dict[str, str]:
    """Every public field that is not empty, as text, and what of them was put into the other language."""
    words = words_of(decision, sorted(public_fields(decision) | _GATE if decision.announced_at else ()))
    return words | translating.words_of(decision, public_fields(decision))


def words_of(decision: Decision, fields: Iterable[str]) -> dict[str, str]:
    """Field → its words as they stand; what is empty is left out."""
    texts = {field: _text(decision, field) for field in fields}
    return {field: text for field, text in texts.items() if text}


_GATE = frozenset({"expectations", *(f"sign_off_{voice}" for voice in SignOff.Voice.values)})


def _text(decision: Decision, field: str) -> str:
    if field in ROWS:
        rows = getattr(decision, field).order_by("order", "pk")
        return "\n\n".join(_ROW_TEXT[field](row) for row in rows)
    if field == "expectations":
        return "\n\n".join(map(expectation_text, decision.expectations.order_by("pk")))
    if field.startswith("sign_off_"):
        return "\n".join(map(sign_off_text, decision.sign_offs.filter(voice=field.removeprefix("sign_off_"))))
    if field.startswith("use_"):
        return "\n".join(map(use_text, decision.uses.filter(public_id=field.removeprefix("use_"))))
    return _plain(getattr(decision, field, ""))


def _plain(value: object) -> str:
    if value in (None, False, ""):
        return ""
    return "yes" if value is True else str(value)


def bound_text(bound: Bound) -> str:
    kind = f"{bound.kind} ({bound.by})" if bound.by else bound.kind
    return f"{kind}: {bound.text}" + (f" [{bound.figures}]" if bound.figures else "")


def option_text(option: Option) -> str:
    cost = "" if option.cost_pence is None else f"{option.cost_pence} p"
    parts = (option.title, option.text, cost, option.gain, option.loss, option.asks)
    return "\n".join(part for part in parts if part)


def expectation_text(expectation: Expectation) -> str:
    parts = (expectation.text, expectation.measure, str(expectation.expected_date))
    return "\n".join((*parts, *filter(None, (expectation.outcome, expectation.found))))


def sign_off_text(sign_off: SignOff) -> str:
    return f"{sign_off.name}: {sign_off.says}" if sign_off.says else f"– {sign_off.not_asked_because}"


def use_text(use: Use) -> str:
    return f"{use.value}: {use.because}" if use.because else use.value


_ROW_TEXT: dict[str, Callable[[Any], str]] = {
    "bounds": bound_text,
    "options": option_text,
    "scenarios": lambda row: f"{row.title} ({row.matters_to})\n{row.text}",
    "documents": lambda row: f"{row.title} <{row.link}>",
}


def findable_text(decision: Decision) -> str:
    """All that a search finds it by."""
    return to_plain(" ".join(public_words(decision).values()))
