"""Where feeling and record part: one named rule, which claims no cause.

The rule, "clear of the middle on different sides". A sample of the public, drawn by chance, was asked about this
ground, and the whole interval of what it said to the question that stands for the ground (`felt.leading`: of many
questions one would part by chance) lies on one side of the middle of its scale; and every figure of the
record on this ground that can tell (a share with a better side, of at least five, that no rule of this site keeps as
it is) lies on the other side of one half. Where the record is mixed, or either is unknown, nothing is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saidanddone.trust.feelings import Feeling
from saidanddone.trust.record.figures import LEAST, SHARE, Shown

RULE: str | Promise = _(
    "We say that feeling and record part when all of the margin of what people say to the leading question of a ground "
    "lies on one side of the middle of its scale, and every figure of the record that can tell lies on the other side "
    "of one half. That says nothing of why."
)
SENTENCES: dict[str, str | Promise] = {
    "record_better": _("The record looks better than people feel."),
    "feeling_better": _("People feel better than the record looks."),
}


@dataclass(frozen=True, slots=True)
class Parting:
    """`name` is `record_better` or `feeling_better`."""

    name: str
    feeling: Feeling

    @property
    def sentence(self) -> str | Promise:
        return SENTENCES[self.name]


def parting(feeling: Feeling | None, shown: Sequence[Shown]) -> Parting | None:
    """By the rule above."""
    record = side_of_record(shown)
    felt = side_of_feeling(feeling) if feeling else 0
    if feeling is None or not record or not felt or felt == record:
        return None
    return Parting("record_better" if record > 0 else "feeling_better", feeling)


def side_of_feeling(feeling: Feeling) -> int:
    """+1 or −1 where the whole interval is clear of the middle; 0 where nobody can tell. High is good.

    What people of a place say of an organisation cannot part from the record of all who serve there.
    """
    newest = feeling.newest
    if (
        feeling.about
        or feeling.is_of_staff
        or newest.value is None
        or not newest.has_interval
        or newest.marker in ("u", "low")
    ):
        return 0
    if (newest.lower or 0) > newest.middle:
        return 1
    return -1 if (newest.upper or 0) < newest.middle else 0


def side_of_record(shown: Sequence[Shown]) -> int:
    """+1 or −1 where every figure that can tell is on that side of one half; 0 where they differ, or none can."""
    sides = {_side(each) for each in shown if can_tell(each)}
    return sides.pop() if len(sides) == 1 else 0


def can_tell(each: Shown) -> bool:
    means = each.means
    known = each.value is not None and (each.of or 0) >= LEAST
    return known and means.unit == SHARE and bool(means.better) and not means.is_held


def _side(each: Shown) -> int:
    value = each.value or 0
    side = (value > 0.5) - (value < 0.5)
    return -side if each.means.better == "lower" else side
