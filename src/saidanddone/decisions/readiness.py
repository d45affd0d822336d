"""What a decision still lacks before a state, and before it may carry commitments: each with the words that say so.

One list for the checks of the actions, the editor on the desk and the API, so that none of them knows other rules.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.decisions.models import Bound, Decision, SignOff

_State = Decision.State
PART_OF = {
    "question": "question",
    "why_now": "question",
    "who_is_affected": "question",
    "date_promises": "dates",
    "bounds": "bounds",
    "options": "options",
    "uses": "considered",
    "without_listening_because": "choice",
    "choice": "choice",
    "headline": "choice",
    "reasons": "choice",
    "decided_by": "authority",
    "authority": "authority",
    "interests": "authority",
    "decided_date": "authority",
    "review_date": "authority",
    "sign_offs": "sign_offs",
    "expectations": "expectations",
    "trust_impact": "gate",
    "bed_in_until_date": "gate",
    "pilot_review_date": "gate",
}
"""Field → the part of the editor in which it is filled in."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: its words, and the field that they belong to."""

    field: str
    words: str

    @property
    def part(self) -> str:
        return PART_OF[self.field]

    def __str__(self) -> str:
        return self.words


def missing_for(decision: Decision, state: str) -> list[Missing]:
    """All that is missing before the decision may reach the state, in the order of the editor. Two queries at most."""
    if state == _State.ANNOUNCED:
        return _missing_to_announce(decision)
    if state == _State.OPEN:
        return _missing_to_open(decision)
    if state == _State.DECIDED:
        return _missing_to_decide(decision)
    return []


def _missing_to_announce(decision: Decision) -> list[Missing]:
    words = {
        "question": _("Write the question that is decided."),
        "why_now": _("Say why it is decided now."),
        "who_is_affected": _("Say who is affected."),
    }
    missing = _empty(decision, words)
    if not decision.date_promises.filter(state=_State.DECIDED, superseded_at__isnull=True).exists():
        missing.append(Missing("date_promises", _("Promise a day by which it will be decided.")))
    return missing


def _missing_to_open(decision: Decision) -> list[Missing]:
    if decision.bounds.filter(kind=Bound.Kind.OPEN).exists():
        return []
    return [Missing("bounds", _("Say what people can still shape. Without that there is nothing to ask."))]


def _missing_to_decide(decision: Decision) -> list[Missing]:
    missing = _missing_of_evidence(decision)
    words = {
        "choice": _("Choose the option that was taken."),
        "headline": _("Write the choice in the words of a headline."),
        "reasons": _("Give the reasons."),
        "decided_by": _("Say who decided."),
        "authority": _("Say under which authority it was decided."),
        "interests": _("Declare the interests, or say that there are none."),
        "decided_date": _("Give the day on which it was decided."),
        "review_date": _("Give the day on which it is looked at again."),
    }
    missing += _empty(decision, words)
    if decision.decided_date and decision.review_date and decision.review_date <= decision.decided_date:
        missing.append(
            Missing("review_date", _("The day on which it is looked at again must come after the decision."))
        )
    return missing


def _missing_of_evidence(decision: Decision) -> list[Missing]:
    uses = decision.uses.all()
    count, unsaid = uses.count(), uses.without_use().count()
    unreasoned = uses.filter(value__in=("partly", "not_used"), because="").count()
    missing = []
    if not count and not decision.without_listening_because:
        missing.append(Missing("uses", _("Say what you considered, or why you decided without listening.")))
    if count and decision.without_listening_because:
        words = _("You cite what was said, and say that you decided without listening. Only one of the two can be so.")
        missing.append(Missing("without_listening_because", words))
    if unsaid:
        words = ngettext(
            "One of the things you cite has no use yet.", "%(number)s of the things you cite have no use yet.", unsaid
        )
        missing.append(Missing("uses", words % {"number": f"{unsaid:,}"}))
    if unreasoned:
        missing.append(Missing("uses", _("Give a reason for all that is partly used or not used.")))
    return missing


def gate_missing_for(decision: Decision) -> list[Missing]:
    """What the deliverability gate still lacks. Three queries."""
    asked = set(decision.sign_offs.values_list("voice", flat=True))
    words = {
        SignOff.Voice.DELIVERY: _("Those who deliver it have not signed off, and nobody says why not."),
        SignOff.Voice.FINANCE: _("Finance has not signed off, and nobody says why not."),
        SignOff.Voice.LIVED: _("Nobody with lived experience has signed off, and nobody says why not."),
    }
    missing = [Missing("sign_offs", text) for voice, text in words.items() if voice not in asked]
    if not decision.expectations.exists():
        text = _("Record what you expect of it, with a measure and a day, before it starts.")
        missing.append(Missing("expectations", text))
    facts = {
        "trust_impact": _("Say what it could break, and for whom."),
        "bed_in_until_date": _("Give the day until which it is left to bed in."),
    }
    missing += _empty(decision, facts)
    if decision.is_pilot and not decision.pilot_review_date:
        missing.append(
            Missing("pilot_review_date", _("Give the day by which the pilot is continued, changed or stopped."))
        )
    return missing


def _empty(decision: Decision, words: dict[str, str]) -> list[Missing]:
    return [Missing(field, text) for field, text in words.items() if not _is_filled(decision, field)]


def _is_filled(decision: Decision, field: str) -> bool:
    if field == "choice":
        return decision.choice_id is not None
    return bool(getattr(decision, field))
