"""What a closed check shows its partners, in words: by partner and item, beside the check before; never an order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext as _

from saidanddone.alliances.models import Check, Party, Repair, Shown
from saidanddone.surveys.instruments import Item, instrument
from saidanddone.surveys.wording import Worded, worded

TENTHS, FOUR, THREE, TWO = "tenths", "four bands", "three bands", "two bands"
"""How finely something is shown; as `analysis.disclosure.Fineness` names them."""
MIDDLE = 2.5
LEAST, GREATEST = 1.5, 3.5
"""Tenths beyond these are shown as one."""


class Side(StrEnum):
    """On which side of the middle all lies that fits what is shown."""

    STRENGTH = "strength"
    GAP = "gap"
    BETWEEN = "between"
    NOT_SHOWN = "not_shown"


@dataclass(frozen=True)
class Band:
    """What is shown of one item about one partner, or about the whole."""

    item: Item
    about: Party | None
    shown: Shown | None
    before: Shown | None = None

    @property
    def question(self) -> Worded:
        if self.about is None:
            return worded(self.item.asked({}))
        own = self.about.organisation
        return worded(self.item.asked({"en": own.name, "cy": own.name_cy or own.name}))

    @property
    def topic(self) -> Worded:
        """The question without a name: what a talk is about."""
        words = {language: each.partition(": ")[2] or each for language, each in self.item.wording.items()}
        return worded({language: each[:1].upper() + each[1:] for language, each in words.items()})

    @property
    def limits(self) -> tuple[float, float] | None:
        """The least and the greatest mean that fit; nothing where nothing is shown."""
        return _limits(self.shown)

    @property
    def side(self) -> Side:
        if self.limits is None:
            return Side.NOT_SHOWN
        low, high = self.limits
        if low >= MIDDLE:
            return Side.STRENGTH
        return Side.GAP if high < MIDDLE else Side.BETWEEN

    @property
    def words(self) -> str:
        """The band in words, or the mean itself where so many answered that tenths are safe."""
        if self.limits is None or self.shown is None:
            return _("Not shown, so that nobody can be worked out")
        low = self.limits[0]
        if self.shown.fineness == TENTHS:
            mean = round(low, 1)
            if mean <= LEAST:
                return _("%(number)s or less") % {"number": LEAST}
            return _("%(number)s or more") % {"number": GREATEST} if mean >= GREATEST else f"{mean:.1f}"
        if self.shown.fineness == FOUR:
            labels = self.item.labels
            point = 1 + sum(low >= cut for cut in (1.75, MIDDLE, 3.25))
            return str(worded({language: labels[language][str(point)] for language in labels}))
        if self.shown.fineness == THREE:
            return {Side.STRENGTH: _("High"), Side.GAP: _("Low")}.get(self.side, _("In between"))
        return _("More high than low") if self.side == Side.STRENGTH else _("More low than high")

    @property
    def range(self) -> str:
        """From where to where, of 1 to 4; empty where nothing is shown, or the mean itself."""
        if self.shown is None or self.shown.fineness == TENTHS:
            return ""
        return "" if self.limits is None else f"{self.limits[0]:.1f}–{self.limits[1]:.1f}"

    @property
    def bar(self) -> tuple[float, float]:
        """Where the band begins on a bar of 90 from 1 to 4, and how long it is."""
        low, high = self.limits or (1, 1)
        return round((low - 1) * 30, 1), max(3, round((high - low) * 30, 1))

    @property
    def counted(self) -> str:
        """Of how many people and organisations."""
        raters = self.shown.raters if self.shown else {}
        facts = {"people": len(raters), "organisations": len(set(raters.values()))}
        return _("%(people)s people of %(organisations)s organisations") % facts

    @property
    def has_moved(self) -> bool:
        return self.change in {_("Higher than before"), _("Lower than before")}

    @property
    def change(self) -> str:
        """Beside the check before: only what both of what was shown make sure."""
        then = _limits(self.before)
        if self.limits is None or then is None:
            return ""
        if self.limits[0] > then[1]:
            return _("Higher than before")
        return _("Lower than before") if self.limits[1] < then[0] else _("No change that shows")


def _limits(shown: Shown | None) -> tuple[float, float] | None:
    if shown is None or shown.lower is None or shown.upper is None:
        return None
    return shown.lower, shown.upper


@dataclass(frozen=True)
class Told:
    """All that a check shows. Parties stand in the order in which they joined, items as they were asked."""

    check: Check
    before: Check | None
    bands: Sequence[Band]
    repairs: Sequence[Repair]

    @cached_property
    def by_partner(self) -> list[tuple[Party | None, list[Band]]]:
        found: dict[Party | None, list[Band]] = {}
        for each in self.bands:
            found.setdefault(each.about, []).append(each)
        return list(found.items())

    def on(self, side: Side) -> list[tuple[Item, list[Band]]]:
        """By item, as a talk goes."""
        found: dict[str, tuple[Item, list[Band]]] = {}
        for each in self.bands:
            if each.side == side:
                found.setdefault(each.item.name, (each.item, []))[1].append(each)
        order = [item.name for item in instrument(self.check.instrument).items]
        return [found[name] for name in order if name in found]

    @property
    def strengths(self) -> list[tuple[Item, list[Band]]]:
        return self.on(Side.STRENGTH)

    @property
    def gaps(self) -> list[tuple[Item, list[Band]]]:
        return self.on(Side.GAP)

    @property
    def between(self) -> list[tuple[Item, list[Band]]]:
        return self.on(Side.BETWEEN)

    @property
    def not_shown(self) -> int:
        return sum(each.side == Side.NOT_SHOWN for each in self.bands)


def told(check: Check) -> Told:
    """Of a check that has closed: four queries, however many partners there are."""
    before = _before(check)
    now, then = _rows(check), _rows(before) if before else {}
    abouts: list[Party | None] = [None]
    if check.is_of_pairs:
        asked = {about for about, _item in now if about is not None}
        parties = check.alliance.parties.select_related("organisation").order_by("pk")
        abouts = [each for each in parties if each.left_date is None or each.pk in asked]
    items = instrument(check.instrument).items
    keys = [(about, item, (about.pk if about else None, item.name)) for about in abouts for item in items]
    bands = [Band(item, about, now.get(key), then.get(key)) for about, item, key in keys]
    repairs = Repair.objects.filter(check_of=check).select_related("owner__organisation", "commitment__replaced_by")
    return Told(check, before, bands, list(repairs.order_by("due_date", "pk")))


def _before(check: Check) -> Check | None:
    """The last one that asked the same in the same words."""
    same = {"instrument": check.instrument, "instrument_version": check.instrument_version}
    rows = check.alliance.checks.filter(worked_out_at__isnull=False, number__lt=check.number, **same)
    return rows.order_by("-number").first()


def _rows(check: Check) -> Mapping[tuple[int | None, str], Shown]:
    return {(each.about_id, each.item): each for each in Shown.objects.filter(check_of=check, by=None)}
