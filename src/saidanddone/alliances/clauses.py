"""What a deal says, by kind: one shape for all of it, so that it can be read, compared and agreed clause by clause.

KINDS["red_line"].partners_only      True: what a party will not accept is for its partners alone
KINDS["wants"].of_party              True: written by the party that it is of, and by no other
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class ClauseKind:
    """`question` is what the desk asks; `is_needed`: no deal is proposed without one (of each party, or at all)."""

    name: str
    label: str | Promise
    question: str | Promise
    of_party: bool = False
    by_level: bool = False
    owned: bool = False
    partners_only: bool = False
    is_needed: bool = False


KINDS = {
    each.name: each
    for each in (
        ClauseKind(
            "wants", _("What it wants from this"), _("What do you want from it?"), of_party=True, is_needed=True
        ),
        ClauseKind("brings", _("What it brings"), _("What do you bring?"), of_party=True, is_needed=True),
        ClauseKind("gives_up", _("What it gives up"), _("What do you give up or let go of?"), of_party=True),
        ClauseKind(
            "red_line",
            _("What it will not accept"),
            _("What will you not accept? Only your partners read this."),
            of_party=True,
            partners_only=True,
        ),
        ClauseKind(
            "lever",
            _("What it can change"),
            _("Which rules, money or doors are in your hands, and in nobody else's?"),
            of_party=True,
        ),
        ClauseKind("decision_rule", _("How decisions are made"), _("How will you decide?"), is_needed=True),
        ClauseKind(
            "decision_right",
            _("What the community decides"),
            _("What may a bridge organisation decide, not only be asked about?"),
            of_party=True,
        ),
        ClauseKind("crisis_plan", _("When there is a crisis"), _("Who does what in the first day of a crisis?")),
        ClauseKind(
            "clash",
            _("What the community does already"),
            _("Does this repeat or compete with what people here do already? What did you find?"),
            is_needed=True,
        ),
        ClauseKind(
            "condition",
            _("What must be in place"),
            _("What must be in place for this to work: in how it is designed, paid for and led?"),
        ),
        ClauseKind("behaviour", _("How we behave"), _("How will people behave, at this level?"), by_level=True),
        ClauseKind("shared_risk", _("Risk, and who carries it"), _("What could go wrong, and who carries which part?")),
        ClauseKind("not_acting", _("The risk of not acting"), _("What happens if nothing is done?"), is_needed=True),
        ClauseKind("service", _("Who does what here"), _("One line that front-line staff can use."), owned=True),
        ClauseKind("money", _("Money"), _("Who pays for what, beside a shared fund?")),
        ClauseKind("exit", _("How somebody leaves"), _("How can a party leave, and with what notice?"), is_needed=True),
        ClauseKind("cost_of_exit", _("What leaving costs"), _("What does leaving cost, and whom?")),
        ClauseKind("succession", _("Who carries on"), _("Who takes over when people or programmes change?")),
        ClauseKind("other", _("Other"), _("What else was agreed?")),
    )
}

PARTS = {
    "parties": (_("What each of us wants and brings"), ("wants", "brings", "gives_up", "red_line", "lever")),
    "deciding": (_("How we decide"), ("decision_rule", "decision_right", "crisis_plan")),
    "already": (_("What is here already, and what must be in place"), ("clash", "condition")),
    "behaviour": (_("How we behave"), ("behaviour",)),
    "risks": (_("Risks, and who carries them"), ("shared_risk", "not_acting")),
    "work": (_("Work and money"), ("service", "money")),
    "leaving": (_("How it ends, and who carries on"), ("exit", "cost_of_exit", "succession")),
    "other": (_("What else was agreed"), ("other",)),
}
"""How a deal is read: its parts, each with its kinds of clause; every kind stands in one."""
