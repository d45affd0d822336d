"""Figures of the site, a place, an organisation, a service: read from what is stored, in a query or two."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from saidanddone.contributions.models import AnswerTime, DueDay, Tally
from saidanddone.contributions.models.figures import Scope
from saidanddone.people.models import Organisation, Service
from saidanddone.places.models import Place


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What contributors made of answers. `share_understood` is None while nobody has said."""

    yes: int = 0
    partly: int = 0
    no: int = 0
    cannot_tell: int = 0

    @property
    def total(self) -> int:
        return self.yes + self.partly + self.no + self.cannot_tell

    @property
    def unhappy(self) -> int:
        return self.partly + self.no

    @property
    def share_understood(self) -> float | None:
        told = self.yes + self.partly + self.no
        return self.yes / told if told else None


@dataclass(frozen=True, slots=True)
class SiteFigures:
    """`said` = `answered` + `waiting` + addressed to nobody. `late` counts answers; it is None without a day."""

    said: int
    answered: int
    waiting: int
    late: int | None
    verdicts: Verdicts


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """Of a place with all that nest in it."""

    said: int
    answered: int
    waiting: int


@dataclass(frozen=True, slots=True)
class AnswerTimes:
    """Working days to first answers, from a histogram and so exact. All None while there is no answer yet.

    The median is the mean of the middle two where their number is even; the 90th percentile is the nearest rank: the
    fewest days within which at least nine in ten were answered. `share_in_time` is of those asked under a promise.
    """

    answers: int = 0
    promised: int = 0
    in_time: int = 0
    median_days: float | None = None
    percentile_90_days: int | None = None
    histogram: tuple[tuple[int, int], ...] = ()
    """Pairs of working days and how many first answers took them."""

    @property
    def share_in_time(self) -> float | None:
        return self.in_time / self.promised if self.promised else None


@dataclass(frozen=True, slots=True)
class OrganisationFigures:
    """How an organisation answers, whatever the audience: it is its own performance."""

    said: int
    answered: int
    waiting: int
    passed_on: int
    late: int
    answered_late: int
    times: AnswerTimes
    verdicts: Verdicts


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """A failure is an answer that is late, came late, or left the contributor unhappy."""

    service: Service
    said: int
    answered: int
    waiting: int
    late: int
    answered_late: int
    verdicts: Verdicts

    @property
    def failures(self) -> int:
        return self.late + self.answered_late + self.verdicts.unhappy


def site_figures(on: date | None = None) -> SiteFigures:
    counts = _counts(Scope.SITE, 0)
    late = None if on is None else _late(Scope.SITE, 0, on)
    return SiteFigures(
        counts.get("said", 0), counts.get("answered", 0), counts.get("waiting", 0), late, _verdicts(counts)
    )


def place_figures(place: Place) -> PlaceFigures:
    within = Tally.objects.filter(scope=Scope.PLACE, scope_id__in=Place.objects.within(place).values("pk"))
    counts = dict(within.values_list("measure").annotate(total=Sum("count")).order_by())
    return PlaceFigures(counts.get("said", 0), counts.get("answered", 0), counts.get("waiting", 0))


def organisation_figures(organisation: Organisation, on: date) -> OrganisationFigures:
    """Three queries, however much was said."""
    counts = _counts(Scope.ORGANISATION, organisation.pk)
    return OrganisationFigures(
        said=counts.get("said", 0),
        answered=counts.get("answered", 0),
        waiting=counts.get("waiting", 0),
        passed_on=counts.get("passed_on", 0),
        late=_late(Scope.ORGANISATION, organisation.pk, on),
        answered_late=counts.get("answered_late", 0),
        times=answer_times(organisation),
        verdicts=_verdicts(counts),
    )


def organisations_figures(organisations: list[Organisation], on: date) -> dict[int, OrganisationFigures]:
    """The same for many at once, by primary key, in three queries."""
    ids = [organisation.pk for organisation in organisations]
    counts = _counts_by_id(Scope.ORGANISATION, ids)
    late = _late_by_id(Scope.ORGANISATION, ids, on)
    histograms: dict[int, list[AnswerTime]] = {pk: [] for pk in ids}
    for row in AnswerTime.objects.filter(organisation__in=ids, count__gt=0).order_by("days"):
        histograms[row.organisation_id].append(row)
    return {
        pk: OrganisationFigures(
            said=counts[pk].get("said", 0),
            answered=counts[pk].get("answered", 0),
            waiting=counts[pk].get("waiting", 0),
            passed_on=counts[pk].get("passed_on", 0),
            late=late.get(pk, 0),
            answered_late=counts[pk].get("answered_late", 0),
            times=_times(histograms[pk]),
            verdicts=_verdicts(counts[pk]),
        )
        for pk in ids
    }


def services_figures(organisation: Organisation, on: date) -> list[ServiceFigures]:
    """The services of an organisation about which anything was said, those with the most failures first."""
    services = {service.pk: service for service in Service.objects.filter(organisation=organisation).order_by("pk")}
    counts = _counts_by_id(Scope.SERVICE, list(services))
    late = _late_by_id(Scope.SERVICE, list(services), on)
    figures = [
        ServiceFigures(
            service=service,
            said=counts[pk].get("said", 0),
            answered=counts[pk].get("answered", 0),
            waiting=counts[pk].get("waiting", 0),
            late=late.get(pk, 0),
            answered_late=counts[pk].get("answered_late", 0),
            verdicts=_verdicts(counts[pk]),
        )
        for pk, service in services.items()
        if counts[pk]
    ]
    return sorted(figures, key=lambda each: (-each.failures, -each.said, each.service.name, each.service.pk))


def topic_counts() -> dict[int, int]:
    """How much was said on each topic, by its primary key."""
    rows = Tally.objects.filter(scope=Scope.TOPIC, measure="said", count__gt=0)
    return dict(rows.values_list("scope_id", "count"))


def place_counts() -> dict[int, int]:
    """How much was said from each place, without those within it, by its primary key."""
    rows = Tally.objects.filter(scope=Scope.PLACE, measure="said", count__gt=0)
    return dict(rows.values_list("scope_id", "count"))


def answer_times(organisation: Organisation) -> AnswerTimes:
    return _times(list(AnswerTime.objects.filter(organisation=organisation, count__gt=0).order_by("days")))


def _times(histogram: list[AnswerTime]) -> AnswerTimes:
    total = sum(row.count for row in histogram)
    if not total:
        return AnswerTimes()
    middle = (_rank(histogram, (total + 1) // 2) + _rank(histogram, total // 2 + 1)) / 2
    return AnswerTimes(
        answers=total,
        promised=sum(row.promised for row in histogram),
        in_time=sum(row.in_time for row in histogram),
        median_days=middle,
        percentile_90_days=_rank(histogram, -(-total * 9 // 10)),
        histogram=tuple((row.days, row.count) for row in histogram),
    )


def _rank(histogram: list[AnswerTime], rank: int) -> int:
    """The days of the answer that stands at `rank`, counted from 1, when all are put in order."""
    passed = 0
    for row in histogram:
        passed += row.count
        if passed >= rank:
            return row.days
    raise ValueError(f"no answer at rank {rank}")


def _counts(scope: str, scope_id: int) -> dict[str, int]:
    return dict(Tally.objects.filter(scope=scope, scope_id=scope_id).values_list("measure", "count"))


def _counts_by_id(scope: str, ids: list[int]) -> dict[int, dict[str, int]]:
    counts: dict[int, dict[str, int]] = {pk: {} for pk in ids}
    rows = Tally.objects.filter(scope=scope, scope_id__in=ids).exclude(count=0)
    for pk, measure, count in rows.values_list("scope_id", "measure", "count"):
        counts[pk][measure] = count
    return counts


def _late(scope: str, scope_id: int, on: date) -> int:
    return _past(scope, on).filter(scope_id=scope_id).aggregate(total=Sum("count"))["total"] or 0


def _late_by_id(scope: str, ids: list[int], on: date) -> dict[int, int]:
    rows = _past(scope, on).filter(scope_id__in=ids)
    return dict(rows.values_list("scope_id").annotate(total=Sum("count")).order_by())


def _past(scope: str, on: date) -> QuerySet[DueDay]:
    return DueDay.objects.filter(Q(scope=scope), due_date__lt=on, count__gt=0)


def _verdicts(counts: dict[str, int]) -> Verdicts:
    return Verdicts(*(counts.get(f"verdict_{value}", 0) for value in ("yes", "partly", "no", "cannot_tell")))
