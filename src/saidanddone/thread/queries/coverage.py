"""The figures of coverage: how much of what was said came how far, and in how many days."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saidanddone.people.models import Organisation
from saidanddone.places.models import Place
from saidanddone.thread.coverage import EVERYWHERE
from saidanddone.thread.models import CoverageFigure

MILESTONES: dict[str, tuple[str | Promise, str]] = {
    "answered": (_("Answered"), "answer"),
    "in_time": (_("Answered in the time promised"), "on-time"),
    "found": (_("In a finding"), "understood"),
    "used": (_("Used, wholly or in part, in a decision"), "decided"),
    "not_used": (_("Not used, with the reason"), "decided"),
    "told": (_("Told what came of it"), "told"),
    "confirmed": (_("Whoever said it says: yes"), "felt"),
}
"""Measure → its words and its stage. In time is a share of what was asked under a promise, all others of all said."""


@dataclass(slots=True)
class Histogram:
    """How many took so many days; the median and the 90th percentile come from it exactly."""

    days: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def count(self) -> int:
        return sum(self.days.values())

    @property
    def median(self) -> float | None:
        """The mean of the middle two where their number is even."""
        total = self.count
        return (self._rank((total + 1) // 2) + self._rank(total // 2 + 1)) / 2 if total else None

    @property
    def percentile_90(self) -> int | None:
        """The fewest days within which at least nine in ten came so far."""
        return self._rank(-(-self.count * 9 // 10)) if self.count else None

    def _rank(self, rank: int) -> int:
        passed = 0
        for day in sorted(self.days):
            passed += self.days[day]
            if passed >= rank:
                return day
        raise ValueError(f"nothing at rank {rank}")


@dataclass(frozen=True, slots=True)
class Reached:
    """One milestone: how many of how many, and in how many days."""

    measure: str
    label: str | Promise
    count: int
    base: int
    median: float | None
    percentile_90: int | None

    @property
    def share(self) -> float | None:
        """None while there is nothing to be a share of: that is unknown, and not nought."""
        return self.count / self.base if self.base else None

    @property
    def has_days(self) -> bool:
        return self.measure != "in_time"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of one organisation, one place with all within it, both, or the whole area."""

    said: int
    milestones: list[Reached]

    def of(self, measure: str) -> Reached:
        return next(each for each in self.milestones if each.measure == measure)


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation or one place in a table."""

    name: str
    slug: str
    coverage: Coverage


def coverage(organisation: Organisation | None = None, place: Place | None = None) -> Coverage:
    """One query, however much was said."""
    rows = CoverageFigure.objects.filter(_where(organisation, place), count__gt=0)
    summed = rows.values_list("measure", "days").annotate(total=Sum("count")).order_by()
    histograms: defaultdict[str, Histogram] = defaultdict(Histogram)
    for measure, days, total in summed:
        histograms[measure].days[days] += total
    return _coverage(histograms)


def by_organisation(place: Place | None = None, *, dated: bool = True) -> list[Row]:
    """Every organisation that was spoken to: its own performance, so as it is.

    Where it is not `dated`, only answers have their days, which is what the page shows, and is read much faster.
    """
    where = Q(place_id__in=Place.objects.within(place).values("pk")) if place else Q(place_id=EVERYWHERE)
    rows = CoverageFigure.objects.filter(where, organisation_id__gt=0, count__gt=0)
    timed = rows if dated else rows.filter(measure="answered")
    figures = _grouped(timed.values_list("organisation_id", "measure", "days").annotate(total=Sum("count")).order_by())
    if not dated:
        others = rows.exclude(measure="answered").values_list("organisation_id", "measure")
        for pk, measure, total in others.annotate(total=Sum("count")).order_by():
            figures[pk][measure].days[0] += total
    organisations = Organisation.objects.filter(pk__in=figures).order_by("name", "pk")
    return [Row(each.local_name, each.slug, _coverage(figures[each.pk])) for each in organisations]


def by_place(within: Place | None = None, organisation: Organisation | None = None) -> list[Row]:
    """The places next below, each with all within it, without days. Raw: `insights.compare` makes them fit to show."""
    every = Place.objects.defer("boundary", "outline")
    places = list(every.within(within) if within else every)
    paths = {place.pk: place.path for place in places}
    depth = (within.path if within else "").count("/") + 1
    if within is None:
        roots = [place for place in places if place.path.count("/") == 1]
        if len(roots) == 1:  # the whole area is one place: its parts are what can be compared
            within, depth = roots[0], 2
    where = Q(organisation_id=organisation.pk if organisation else 0, place_id__in=paths)
    summed = CoverageFigure.objects.filter(where, count__gt=0)
    figures = _grouped(
        (_part_of(paths[pk], depth), measure, 0, total)
        for pk, measure, total in summed.values_list("place_id", "measure").annotate(total=Sum("count")).order_by()
    )
    named = {place.path: place for place in places}
    return [Row(named[path].local_name, named[path].slug, _coverage(figures[path])) for path in sorted(figures)]


def _part_of(path: str, depth: int) -> str:
    """The place at a depth that a path leads through: `aberwen/bryn-teg/` at 1 is `aberwen/`."""
    parts = path.split("/")[:-1]
    return "/".join(parts[:depth]) + "/"


def _where(organisation: Organisation | None, place: Place | None) -> Q:
    where = Q(organisation_id=organisation.pk if organisation else 0)
    if place is None:
        return where & Q(place_id=EVERYWHERE)
    return where & Q(place_id__in=list(Place.objects.within(place).values_list("pk", flat=True)))


def _grouped(rows: Iterable[tuple]) -> dict:
    grouped: dict = defaultdict(lambda: defaultdict(Histogram))
    for key, measure, days, total in rows:
        grouped[key][measure].days[days] += total
    return grouped


def _coverage(histograms: defaultdict[str, Histogram]) -> Coverage:
    said = histograms["said"].count
    promised = histograms["promised"].count
    milestones = []
    for measure, (label, _stage) in MILESTONES.items():
        found = histograms[measure]
        base = promised if measure == "in_time" else said
        milestones.append(Reached(measure, label, found.count, base, found.median, found.percentile_90))
    return Coverage(said, milestones)
