"""What stands beside the six grounds: trust itself with satisfaction, expectation with experience, and what staff say.

Satisfaction never stands alone: it is shown where a figure of trust stands with it, or not at all. Nothing of staff is
put together with what the public says.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saidanddone.trust.felt import Feeling, Felt

ABOUT_TRUST = frozenset({"public-trust", "trust-in-institutions", "trust-between-people", "influence"})
"""Instruments whose questions without a ground ask about trust, or influence, as a whole."""
SATISFIED, EXPECTED = "satisfied", "as-expected"


@dataclass(frozen=True, slots=True)
class Beside:
    heading: str | Promise
    note: str | Promise
    feelings: tuple[Feeling, ...]


def beside(found: Felt) -> Iterator[Beside]:
    others = [each for each in found.feelings if not each.asked.determinant]
    public = [each for each in others if not each.is_of_staff]
    trust = tuple(each for each in public if each.asked.instrument in ABOUT_TRUST)
    satisfied = tuple(each for each in public if each.asked.name == SATISFIED)
    if trust and satisfied:
        note = _(
            "Who is satisfied with a service often trusts it more. But neither is the other, and it does not show that "
            "one brings the other about. So they stand side by side."
        )
        yield Beside(_("Trust itself, and satisfaction"), note, (*trust, *satisfied))
    elif trust:
        yield Beside(_("Trust itself"), _("Asked as one question, and not worked out from the six grounds."), trust)
    if expected := tuple(each for each in public if each.asked.name == EXPECTED):
        note = _("How it went, next to what people had expected. Low expectations are easily met.")
        yield Beside(_("Expectation and experience"), note, expected)
    if staff := tuple(each for each in others if each.is_of_staff):
        note = _("A line of its own: it is never put together with what the public says.")
        yield Beside(_("What staff say of their own workplace"), note, staff)
