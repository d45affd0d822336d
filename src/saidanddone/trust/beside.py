"""What stands beside the six grounds: trust from outside and inside, satisfaction with trust, and expectation.

Satisfaction never stands alone: it is shown where a figure of trust stands with it, and with how the two go together
where that was published; or not at all. What the public says and what staff say are two lines, never put together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saidanddone.surveys.models import Question
from saidanddone.surveys.result_words import association_words
from saidanddone.trust.feelings import Feeling
from saidanddone.trust.felt import Felt, leading
from saidanddone.trust.two_lines import TwoLines, two_lines

ABOUT_TRUST = frozenset({"public-trust", "trust-in-institutions", "trust-between-people", "influence"})
"""Instruments whose questions without a ground ask about trust, or influence, as a whole."""
OVERALL = "overall"
"""The construct of the question that asks for trust in the very body that the survey is about."""
SATISFIED, EXPECTED = "satisfied", "as-expected"


@dataclass(frozen=True, slots=True)
class Beside:
    """`feelings` stand whole, `more` is folded in."""

    heading: str | Promise
    note: str | Promise
    feelings: tuple[Feeling, ...]
    more: tuple[Feeling, ...] = ()
    association: str = ""
    lines: TwoLines | None = None


def beside(found: Felt) -> Iterator[Beside]:
    others = [each for each in found.feelings if not each.asked.determinant and each.asked.kind == Question.Kind.SCALE]
    public = [each for each in others if not each.is_of_staff]
    trust = [each for each in public if each.asked.instrument in ABOUT_TRUST or each.asked.construct == OVERALL]
    satisfied = [each for each in public if each.asked.name == SATISFIED]
    lead, staff = _overall(trust), [each for each in others if each.is_of_staff]
    inside = leading(staff)
    if inside:
        yield _outside_and_inside(lead, inside, trust, staff)
    elif lead and not satisfied:
        note = _("Asked as one question, and not worked out from the six grounds.")
        yield Beside(_("Trust itself"), note, (lead,), _but(trust, lead))
    if lead and satisfied:
        yield _satisfaction(found, satisfied, [lead, *_but(trust, lead)], is_whole=inside is None)
    if expected := tuple(each for each in public if each.asked.name == EXPECTED):
        note = _("How it went, next to what people had expected. Low expectations are easily met.")
        yield Beside(_("Expectation and experience"), note, expected)


def _outside_and_inside(
    lead: Feeling | None, inside: Feeling, trust: Sequence[Feeling], staff: Sequence[Feeling]
) -> Beside:
    more = _but(staff, inside)
    if lead is None:
        note = _("A line of its own: it is never put together with what the public says.")
        return Beside(_("What staff say of their own workplace"), note, (inside,), more)
    note = _(
        "What the public says of it, and what its own staff say of their workplace: two lines, and never put together. "
        "They answer different questions, so it is how each moves that can be compared, and not how high it stands."
    )
    lines = two_lines(lead, inside)
    return Beside(_("Trust from outside and from inside"), note, (lead, inside), (*_but(trust, lead), *more), "", lines)


def _satisfaction(found: Felt, satisfied: Sequence[Feeling], trust: Sequence[Feeling], *, is_whole: bool) -> Beside:
    note = _(
        "Who is satisfied with a service often trusts it more. But neither is the other, and it does not show that "
        "one brings the other about. So they stand side by side."
    )
    wave = satisfied[0].newest.wave
    said = found.associations.get(wave.public_id) or {}
    together = association_words(said, wave.is_probability)
    more = tuple(trust[1:]) if is_whole else ()
    return Beside(_("Trust itself, and satisfaction"), note, (trust[0], *satisfied), more, together)


def _overall(trust: Sequence[Feeling]) -> Feeling | None:
    """Trust in whom the survey is about, before trust in others."""
    return leading([each for each in trust if each.asked.construct == OVERALL]) or leading(trust)


def _but(feelings: Sequence[Feeling], lead: Feeling) -> tuple[Feeling, ...]:
    return tuple(each for each in feelings if each is not lead)
