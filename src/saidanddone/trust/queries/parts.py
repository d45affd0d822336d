"""The places next below a subject, or the ways in which people spoke, each with what was said and how it was answered.

Of all the time, read from the stored figures of coverage; of a part of it, and of a service, which those do not know,
from the rows: what was said within it, and how that was answered since. Raw: `insights` makes them fit to show. Only
what everyone can read is counted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from saidanddone.contributions.models import Addressee, Contribution
from saidanddone.core.clock import local_date
from saidanddone.places.models import Place, Profile
from saidanddone.thread.coverage import EVERYWHERE
from saidanddone.thread.models import CoverageFigure, GroupFigure
from saidanddone.thread.queries.coverage import Histogram
from saidanddone.trust.periods import Period
from saidanddone.trust.subjects import Subject

MEASURES = ("said", "promised", "in_time", "answered")
Counted = tuple[int, str, str, int, int]
"""Of which place, of which way of speaking (empty where that is not known), measure, days, how many."""


@dataclass(slots=True)
class Raw:
    """One part. `counts` by measure; `days` to the first answer; `people` who live there, if that is known."""

    name: str
    slug: str
    people: int | None = None
    counts: Counter[str] = field(default_factory=Counter)
    days: Histogram = field(default_factory=Histogram)

    def add(self, measure: str, days: int, number: int) -> None:
        self.counts[measure] += number
        if measure == "answered":
            self.days.days[days] += number


def counted(subject: Subject, period: Period) -> list[Counted]:
    """Everything of the subject: one query of all the time, two of a part of it."""
    if period.since is not None or subject.service:
        return list(_from_rows(subject, period))
    rows = CoverageFigure.objects.filter(_where(subject), measure__in=MEASURES, count__gt=0)
    rows = rows.exclude(place_id=EVERYWHERE)
    summed = rows.values_list("place_id", "measure", "days").annotate(total=Sum("count")).order_by()
    return [(place, "", measure, days, total) for place, measure, days, total in summed]


def whole(rows: Iterable[Counted]) -> Counter[str]:
    """How much was said, asked under a promise, and answered in time."""
    total: Counter[str] = Counter()
    for _place, _channel, measure, _days, number in rows:
        total[measure] += number
    return total


def parts_of(subject: Subject, rows: Iterable[Counted]) -> list[Raw]:
    """Two queries."""
    places = {place.pk: place for place in Place.objects.defer("boundary", "outline")}
    path, depth = _below(subject, places.values())
    made = {
        place.path: Raw(place.local_name, place.slug)
        for place in sorted(places.values(), key=lambda each: each.path)
        if place.path.startswith(path) and place.path.count("/") == depth
    }
    for pk, people in _people([each.pk for each in places.values() if each.path in made]).items():
        made[places[pk].path].people = people
    for place_pk, _channel, measure, days, number in rows:
        steps = places[place_pk].path.split("/")
        if raw := made.get("/".join(steps[:depth]) + "/"):
            raw.add(measure, days, number)
    return list(made.values())


def by_channel(period: Period, rows: Iterable[Counted]) -> list[Raw]:
    """The ways in which people spoke, in the whole area: of all the time one query."""
    labels = {value: str(label) for value, label in Contribution.Channel.choices}
    made = {value: Raw(label, value) for value, label in labels.items()}
    for group, measure, days, number in _channels(rows) if period.since else _stored_channels(labels):
        made[group].add(measure, days, number)
    return [raw for raw in made.values() if raw.counts["said"]]


def _channels(rows: Iterable[Counted]) -> Iterator[tuple[str, str, int, int]]:
    return ((channel, measure, days, number) for _place, channel, measure, days, number in rows)


def _stored_channels(groups: Iterable[str]) -> Iterable[tuple[str, str, int, int]]:
    rows = GroupFigure.objects.filter(dimension="channel", measure__in=MEASURES, group__in=list(groups), count__gt=0)
    return rows.values_list("group", "measure", "days", "count")


def _below(subject: Subject, places: Iterable[Place]) -> tuple[str, int]:
    """The path under which the parts lie, and how deep they are; where one place holds all, its parts are compared."""
    if subject.place:
        return subject.place.path, subject.place.path.count("/") + 1
    tops = [place for place in places if place.path.count("/") == 1]
    return (tops[0].path, 2) if len(tops) == 1 else ("", 1)


def _where(subject: Subject) -> Q:
    where = Q(organisation_id=subject.organisation.pk if subject.organisation else 0)
    if subject.place:
        return where & Q(place_id__in=list(Place.objects.within(subject.place).values_list("pk", flat=True)))
    return where


def _from_rows(subject: Subject, period: Period) -> Iterator[Counted]:
    """As `thread.coverage` counts: whoever answered first stands for all that were asked."""
    said = subject.narrow(
        Contribution.objects.public().filter(period.moments("published_at")), organisation="addressees__organisation"
    )
    for place, channel, number in said.order_by().values_list("place", "channel").annotate(number=Count("pk")):
        yield place, channel, "said", 0, number
    answered: dict[int, tuple[int, str, int]] = {}
    promised: dict[int, tuple[int, str, bool]] = {}
    for pk, place, channel, asked_at, first_at, days, in_time in _asked(subject, said):
        if first_at:
            took = max(0, (local_date(first_at) - local_date(asked_at)).days)
            answered[pk] = (place, channel, min(took, answered[pk][2] if pk in answered else took))
        if days is not None:
            promised[pk] = (place, channel, bool(in_time) or (pk in promised and promised[pk][2]))
    numbers = Counter((place, channel, "answered", took) for place, channel, took in answered.values())
    numbers.update((place, channel, "promised", 0) for place, channel, _in_time in promised.values())
    numbers.update((place, channel, "in_time", 0) for place, channel, in_time in promised.values() if in_time)
    yield from ((*key, number) for key, number in numbers.items())


def _asked(subject: Subject, said: QuerySet[Contribution]) -> Iterable[tuple[Any, ...]]:
    """Those that were asked and have a promise or an answer; of an organisation, its own alone."""
    rows = Addressee.objects.filter(contribution__in=said.order_by().values("pk"))
    if subject.organisation:
        rows = rows.filter(organisation=subject.organisation)
    rows = rows.filter(Q(promise_days__isnull=False) | Q(first_answered_at__isnull=False)).order_by()
    fields = ("contribution", "contribution__place", "contribution__channel", "asked_at", "first_answered_at")
    return rows.values_list(*fields, "promise_days", "answered_in_time").iterator()


def _people(pks: list[int]) -> dict[int, int]:
    """How many live in each, by the newest year, and there the source that comes first by name."""
    rows = Profile.objects.filter(place__in=pks, dimension="population").order_by("-year", "source", "pk")
    chosen: dict[int, tuple[int, str]] = {}
    found: defaultdict[int, int] = defaultdict(int)
    for row in rows:
        if chosen.setdefault(row.place_id, (row.year, row.source)) == (row.year, row.source):
            found[row.place_id] += row.count
    return dict(found)
