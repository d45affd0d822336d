"""The places next below a subject, or the ways in which people spoke, each with what was said and how it was answered.

Read from the stored figures of coverage; of a service, which they do not know, from its rows. Raw: `insights` makes
them fit to show. Only what everyone can read is counted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q, Sum

from saidanddone.contributions.models import Addressee, Contribution
from saidanddone.core.clock import local_date
from saidanddone.places.models import Place, Profile
from saidanddone.thread.coverage import EVERYWHERE
from saidanddone.thread.models import CoverageFigure, GroupFigure
from saidanddone.thread.queries.coverage import Histogram
from saidanddone.trust.subjects import Subject

MEASURES = ("said", "promised", "in_time", "answered")
Counted = Iterable[tuple[int, str, int, int]]
"""Of which place, measure, days, how many."""


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


def whole(subject: Subject) -> Counter[str]:
    """How much was said, asked under a promise, and answered in time: one query."""
    if subject.service:
        return _sum(_of_service(subject))
    rows = CoverageFigure.objects.filter(_where(subject), measure__in=MEASURES, count__gt=0)
    return Counter(dict(rows.values_list("measure").annotate(total=Sum("count")).order_by()))


def parts_of(subject: Subject) -> list[Raw]:
    """Three queries."""
    places = {place.pk: place for place in Place.objects.defer("boundary", "outline")}
    path, depth = _below(subject, places.values())
    made = {
        place.path: Raw(place.local_name, place.slug)
        for place in sorted(places.values(), key=lambda each: each.path)
        if place.path.startswith(path) and place.path.count("/") == depth
    }
    for pk, people in _people([each.pk for each in places.values() if each.path in made]).items():
        made[places[pk].path].people = people
    for pk, measure, days, number in _counted(subject):
        parts = places[pk].path.split("/")
        if raw := made.get("/".join(parts[:depth]) + "/"):
            raw.add(measure, days, number)
    return list(made.values())


def by_channel() -> list[Raw]:
    """The ways in which people spoke, in the whole area: one query."""
    labels = {value: str(label) for value, label in Contribution.Channel.choices}
    made = {value: Raw(label, value) for value, label in labels.items()}
    rows = GroupFigure.objects.filter(dimension="channel", measure__in=MEASURES, group__in=made, count__gt=0)
    for group, measure, days, number in rows.values_list("group", "measure", "days", "count"):
        made[group].add(measure, days, number)
    return [raw for raw in made.values() if raw.counts["said"]]


def _below(subject: Subject, places: Iterable[Place]) -> tuple[str, int]:
    """The path under which the parts lie, and how deep they are; where one place holds all, its parts are compared."""
    if subject.place:
        return subject.place.path, subject.place.path.count("/") + 1
    tops = [place for place in places if place.path.count("/") == 1]
    return (tops[0].path, 2) if len(tops) == 1 else ("", 1)


def _where(subject: Subject) -> Q:
    organisation = subject.organisation.pk if subject.organisation else 0
    where = Q(organisation_id=organisation)
    if subject.place:
        return where & Q(place_id__in=list(Place.objects.within(subject.place).values_list("pk", flat=True)))
    return where & Q(place_id=EVERYWHERE)


def _counted(subject: Subject) -> Counted:
    if subject.service:
        return _of_service(subject)
    organisation = subject.organisation.pk if subject.organisation else 0
    rows = CoverageFigure.objects.filter(organisation_id=organisation, measure__in=MEASURES, count__gt=0)
    return rows.exclude(place_id=EVERYWHERE).values_list("place_id", "measure", "days", "count")


def _of_service(subject: Subject) -> Counted:
    """As `thread.coverage` counts: whoever answered first stands for all that were asked."""
    said = Contribution.objects.public().filter(service=subject.service)
    for place, number in said.order_by().values_list("place").annotate(number=Count("pk")):
        yield place, "said", 0, number
    asked = Addressee.objects.filter(contribution__in=said).order_by("contribution", "pk")
    fields = (
        "contribution",
        "contribution__place",
        "asked_at",
        "first_answered_at",
        "promise_days",
        "answered_in_time",
    )
    answered: dict[int, tuple[int, int]] = {}
    promised: dict[int, tuple[int, bool]] = {}
    for pk, place, asked_at, first_at, days, in_time in asked.values_list(*fields):
        if first_at:
            took = max(0, (local_date(first_at) - local_date(asked_at)).days)
            answered[pk] = min(answered.get(pk, (place, took)), (place, took))
        if days is not None:
            promised[pk] = (place, bool(in_time) or promised.get(pk, (place, False))[1])
    yield from ((place, "answered", took, 1) for place, took in answered.values())
    for place, in_time in promised.values():
        yield place, "promised", 0, 1
        yield from [(place, "in_time", 0, 1)] if in_time else []


def _sum(counted: Counted) -> Counter[str]:
    total: Counter[str] = Counter()
    for _part, measure, _days, number in counted:
        total[measure] += number
    return total


def _people(pks: list[int]) -> dict[int, int]:
    """How many live in each, by the newest year, and there the source that comes first by name."""
    rows = Profile.objects.filter(place__in=pks, dimension="population").order_by("-year", "source", "pk")
    chosen: dict[int, tuple[int, str]] = {}
    found: defaultdict[int, int] = defaultdict(int)
    for row in rows:
        if chosen.setdefault(row.place_id, (row.year, row.source)) == (row.year, row.source):
            found[row.place_id] += row.count
    return dict(found)
