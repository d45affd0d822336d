"""One figure of the record: what it is, of how many, what it means, and how it can mislead.

Each is of a time, and has the twelve months before beside it where there was enough in them. `value` is nothing where
there is no data yet: that is a state of its own, and never nought.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext

from saidanddone.trust.periods import Period
from saidanddone.ui import numbers

Words = str | Promise
SHARE, DAYS, POINTS = "share", "days", "points"
LEAST = 5
"""Of so many at least is something said by itself."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure is, whoever it is of. `better` is empty where neither way says anything by itself.

    `tables` names the exported tables that it is counted from, and `dated` what it is that lies in the time of which it
    is. `is_held` says that the site, or a rule of it, keeps it
    as it is, so that it cannot tell one organisation from another.
    """

    key: str
    label: Words
    of_what: Words
    definition: Words
    dated: Words
    weakness: Words
    tables: tuple[str, ...]
    unit: str = SHARE
    better: str = "higher"
    is_held: bool = False
    address: str = ""
    """Of the list of its rows."""
    is_by_publication: bool = False
    """Whether what was published in a time is what it counts."""


@dataclass(frozen=True, slots=True)
class Part:
    """One group of those that are compared; nothing where it is kept back, or there is no data."""

    name: str
    value: float | None
    of: int | None
    beside: float | None = None
    """What it is held against: the share of people who live there."""
    is_kept_back: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure of one subject."""

    means: Definition
    until: date
    value: float | None = None
    numerator: int | None = None
    of: int | None = None
    rows: str = ""
    since: date | None = None
    """The day from which it counts; nothing is since this site began."""
    parts: tuple[Part, ...] = ()
    is_kept_back: bool = False
    more: str = ""
    """What else is to be said of it, in a sentence."""
    earlier: "Shown | None" = None
    """The same of the twelve months before, where there was enough."""

    @property
    def key(self) -> str:
        return self.means.key

    @property
    def words(self) -> str | None:
        """The figure as it is read; nothing where there is no data yet."""
        if self.value is None:
            return None
        if self.means.unit == SHARE:
            return numbers.percent(self.value)
        if self.means.unit == POINTS:
            points = round(100 * self.value)
            return ngettext("%(n)s point", "%(n)s points", points) % {"n": points}
        days = round(self.value, 1)
        whole = int(days) if days == int(days) else 2  # a part of a day is said as many are
        return ngettext("%(n)s day", "%(n)s days", whole) % {"n": f"{days:g}"}

    @property
    def is_enough(self) -> bool:
        """Whether it can stand beside another time. Parts were held to their own rule already."""
        return self.value is not None and (bool(self.parts) or (self.of or 0) >= LEAST)

    @property
    def earlier_words(self) -> str:
        """What it was in the twelve months before."""
        if self.earlier is None or self.earlier.words is None:
            return ""
        facts = {"value": self.earlier.words, "of": self.earlier.of_words}
        if self.earlier.parts:
            return gettext("In the year before: %(value)s") % facts
        return gettext("In the year before: %(value)s (%(of)s)") % facts

    @property
    def of_words(self) -> str:
        """Of how many, in words."""
        if not self.of:
            return ""
        facts = {"of": f"{self.of:,}", "what": self.means.of_what}
        if self.numerator is None:
            return gettext("of %(of)s %(what)s") % facts
        return gettext("%(n)s of %(of)s %(what)s") % (facts | {"n": f"{self.numerator:,}"})

    @property
    def is_share(self) -> bool:
        """Whether a bar from nothing to all can be drawn of it."""
        return self.value is not None and self.means.unit == SHARE

    @property
    def width(self) -> float:
        return round(100 * (self.value or 0), 1)

    @property
    def is_beside(self) -> bool:
        """Whether its parts are held against something else."""
        return any(part.beside is not None for part in self.parts)

    @property
    def part_rows(self) -> list[dict[str, str]]:
        """Each part as a table shows it."""
        kept = gettext("kept back")
        return [
            {
                "name": part.name,
                "value": kept if part.is_kept_back else self._part_words(part.value),
                "beside": numbers.in_table(numbers.percent(part.beside)),
                "of": kept if part.is_kept_back else numbers.in_table(part.of),
            }
            for part in self.parts
        ]

    def _part_words(self, value: float | None) -> str:
        if self.means.unit == DAYS:
            return numbers.in_table(numbers.days(value))
        return numbers.in_table(numbers.percent(value))

    @property
    def unknown_words(self) -> str:
        return gettext("Kept back") if self.is_kept_back else gettext("No data yet")


def share(means: Definition, numerator: int, of: int, *, period: Period, rows: str = "", more: str = "") -> Shown:
    """So many of so many; nothing where there is nothing to be a share of."""
    found = Shown(means, period.until, rows=rows, since=period.since, more=more)
    return replace(found, value=numerator / of, numerator=numerator, of=of) if of else found


def spread(means: Definition, parts: Sequence[Part], *, period: Period, rows: str = "") -> Shown:
    """How far the highest and the lowest part that may be shown are apart; nothing where there are not two."""
    known = [each.value for each in parts if each.value is not None]
    found = Shown(means, period.until, rows=rows, since=period.since, parts=tuple(parts))
    if len(known) < 2:
        return replace(found, is_kept_back=sum(each.is_kept_back for each in parts) > 0)
    return replace(found, value=max(known) - min(known), of=len(known))
