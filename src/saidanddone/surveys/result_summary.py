"""What stands out in a round, in words made of its published figures; never a ranking of organisations.

summary(shown)      what rose and fell since the round before, the highest and the lowest, and how many did not move
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.surveys import result_words
from saidanddone.surveys.insights import beyond_chance
from saidanddone.surveys.models import Estimate
from saidanddone.surveys.questionnaire import Asked
from saidanddone.surveys.wording import Worded

FEWEST_TO_ORDER = 3
"""Questions that are answered alike, before one of them is called the highest."""


@dataclass(frozen=True, slots=True)
class Told:
    """An item as a summary needs it: its share of high answers, and how it changed."""

    asked: Asked
    anchor: str
    high: Estimate | None
    change: Estimate | None

    @property
    def is_compared(self) -> bool:
        change = self.change
        return bool(change and None not in (change.value, change.lower, change.upper))

    @property
    def way(self) -> int:
        """Up, down, or neither as far as its own interval tells."""
        change = self.change
        if change is None or change.lower is None or change.upper is None:
            return 0
        return (change.lower > 0) - (change.upper < 0)


@dataclass(frozen=True, slots=True)
class Line:
    """A question with what is said of it."""

    anchor: str
    words: Worded
    said: str


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    lines: tuple[Line, ...]
    icon: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    groups: tuple[Group, ...]
    rest: str


@dataclass(frozen=True)
class _Found:
    told: Sequence[Told]

    @cached_property
    def compared(self) -> list[Told]:
        return [each for each in self.told if each.is_compared]

    @cached_property
    def certain(self) -> Mapping[int, list[Told]]:
        """By which way they went, those that stand however many were compared; the largest change first."""
        changes = [each.change for each in self.compared if each.change]
        stand = {id(each) for each in beyond_chance(changes)}
        found: dict[int, list[Told]] = defaultdict(list)
        for each in sorted(self.compared, key=lambda one: -abs(_value(one.change))):
            if id(each.change) in stand and each.way:
                found[each.way].append(each)
        return found

    @cached_property
    def perhaps(self) -> list[Told]:
        """Those clear of chance one by one, but not among so many."""
        certain = {each.anchor for found in self.certain.values() for each in found}
        return [each for each in self.compared if each.way and each.anchor not in certain]

    @property
    def rest(self) -> str:
        number = len(self.compared) - len(self.perhaps) - sum(map(len, self.certain.values()))
        if not self.compared:
            return ""
        if number == len(self.compared):
            return _("No question shows a clear change since the last round.")
        words = ngettext(
            "Everything else (%(n)s question): no clear change since the last round.",
            "Everything else (%(n)s questions): no clear change since the last round.",
            number,
        )
        return words % {"n": number} if number else ""


def summary(told: Sequence[Told]) -> Summary:
    found = _Found(told)
    groups = [
        Group(_("Up since the last round"), _changed(found.certain.get(1, [])), "up"),
        Group(_("Down since the last round"), _changed(found.certain.get(-1, [])), "down"),
        Group(
            _("Perhaps changed"),
            _changed(found.perhaps),
            "unknown",
            _("Where so many questions are compared, chance alone could do this to a few of them."),
        ),
        *_ends(told),
    ]
    return Summary(tuple(each for each in groups if each.lines), found.rest)


def _changed(told: Sequence[Told]) -> tuple[Line, ...]:
    return tuple(
        Line(each.anchor, each.asked.said("wording"), result_words.short_change(each.asked, each.change))
        for each in told
        if each.change
    )


def _ends(told: Sequence[Told]) -> list[Group]:
    """The highest and the lowest of the grounds of trust that are answered on one scale, all of them about one body."""
    alike: dict[str, list[Told]] = defaultdict(list)
    for each in told:
        if each.asked.determinant and each.high and each.high.value is not None and not each.high.marker:
            scale = (each.asked.scoring.get("points"), each.asked.scoring.get("bands"))
            alike[repr(scale)].append(each)
    rows = max(alike.values(), key=len, default=[])
    if len(rows) < FEWEST_TO_ORDER:
        return []
    ordered = sorted(rows, key=lambda each: _value(each.high))
    lowest, highest = ordered[0], ordered[-1]
    return [
        Group(_("The highest ground of trust"), (_end(highest),), "chart", _near(ordered[:-1], highest)),
        Group(_("The lowest ground of trust"), (_end(lowest),), "chart", _near(ordered[1:], lowest)),
    ]


def _end(told: Told) -> Line:
    said = ""
    if high := told.high:
        interval = result_words.interval_of(high)
        said = f"{result_words.figure_name(told.asked, high.figure)}: {result_words.value_of(high)}"
        said += f" ({interval})" if interval else ""
    return Line(told.anchor, told.asked.said("wording"), said)


def _near(others: Sequence[Told], end: Told) -> str:
    """How many could as well stand there, as their ranges meet."""
    number = sum(_meet(each.high, end.high) for each in others)
    words = ngettext(
        "%(n)s other question lies so near that chance may have put this one here.",
        "%(n)s other questions lie so near that chance may have put this one here.",
        number,
    )
    return words % {"n": number} if number else ""


def _meet(one: Estimate | None, other: Estimate | None) -> bool:
    ends = [end for each in (one, other) if each for end in (each.lower, each.upper)]
    if len(ends) < 4 or any(end is None for end in ends):
        return False
    lower, upper, other_lower, other_upper = (end for end in ends if end is not None)
    return lower <= other_upper and other_lower <= upper


def _value(estimate: Estimate | None) -> float:
    return estimate.value if estimate and estimate.value is not None else 0.0
