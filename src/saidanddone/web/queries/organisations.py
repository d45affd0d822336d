"""Organisations: their promise to answer, how they keep it, and the services that fail people again and again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext, ngettext

from saidanddone.commitments import cards as promises
from saidanddone.commitments.models import Commitment
from saidanddone.commitments.queries.wall import with_cards
from saidanddone.contributions.models import Addressee, Contribution, Verdict
from saidanddone.contributions.queries.figures import OrganisationFigures, organisations_figures
from saidanddone.core.refs import Ref
from saidanddone.people.models import Organisation, Promise, Service, ServiceVersion
from saidanddone.people.queries import predecessors_of
from saidanddone.places.models import Place
from saidanddone.ui import numbers
from saidanddone.web import cards
from saidanddone.web.queries import came_of_it, stories

NEWEST = 6
WAITING = 8
PLEDGES = 3
_SHAPES = ("contribution__place__boundary", "contribution__place__outline")
FAILING_DAYS = 90
FAILING_LATE = 3
FAILING_UNHAPPY = 3
FAILING_CONCERNS = 5
"""The published definition of a repeated failure: in so many days, so many of one of these about one service."""


def definition() -> str:
    """The definition in words, as the page publishes it."""
    return gettext(
        "A service is shown here when, in the last %(days)s days, %(late)s or more answers about it were late, "
        "%(unhappy)s or more people said that its answer did not understand them, or %(concerns)s or more people "
        "raised a concern about it."
    ) % {"days": FAILING_DAYS, "late": FAILING_LATE, "unhappy": FAILING_UNHAPPY, "concerns": FAILING_CONCERNS}


@dataclass(frozen=True, slots=True)
class Keeping:
    """How an organisation keeps its promise; None is "no data yet", as nothing was said to it or nothing promised."""

    organisation: Organisation
    figures: OrganisationFigures
    has_promised: bool
    """Now or ever: a promise that is withdrawn keeps its figures."""

    @property
    def median(self) -> int | float | None:
        return numbers.days(self.figures.times.median_days)

    @property
    def ninetieth(self) -> int | None:
        return self.figures.times.percentile_90_days

    @property
    def in_time(self) -> str | None:
        return numbers.percent(self.figures.times.share_in_time)

    @property
    def waiting(self) -> int | None:
        return self.figures.waiting if self.figures.said else None

    @property
    def late(self) -> int | None:
        return self.figures.late if self.figures.said and self.has_promised else None

    @property
    def understood(self) -> str | None:
        return numbers.percent(self.figures.verdicts.share_understood)

    @property
    def cells(self) -> dict[str, str]:
        names = ("median", "in_time", "waiting", "late")
        return {name: numbers.in_table(getattr(self, name)) for name in names}


@dataclass(frozen=True, slots=True)
class FailingService:
    """A service about which the same thing went wrong again and again."""

    service: Service
    late: int
    unhappy: int
    concerns: int

    @property
    def is_repeated(self) -> bool:
        return self.late >= FAILING_LATE or self.unhappy >= FAILING_UNHAPPY or self.concerns >= FAILING_CONCERNS

    @property
    def words(self) -> str:
        """What went wrong how often, in one line."""
        late = ngettext("%(n)s late answer", "%(n)s late answers", self.late) % {"n": self.late}
        unhappy = ngettext("%(n)s person not understood", "%(n)s people not understood", self.unhappy)
        concerns = ngettext("%(n)s concern", "%(n)s concerns", self.concerns) % {"n": self.concerns}
        counted = ((self.late, late), (self.unhappy, unhappy % {"n": self.unhappy}), (self.concerns, concerns))
        return ", ".join(each for count, each in counted if count)


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    organisation: Organisation
    keeping: Keeping
    places: list[Place]
    services: list[Service]
    predecessors: list[Organisation]
    failing: list[FailingService]
    waiting: list[cards.Card]
    late: list[cards.Card]
    newest: list[cards.Card]
    alliances: list[came_of_it.Row]
    came_of_it: list[came_of_it.Row]
    pledges: list[promises.Card]

    @property
    def ref(self) -> Ref:
        """What its promises stand under in the record."""
        return Ref("organisation", self.organisation.public_id)


def organisation_rows(on: date, among: QuerySet[Organisation] | None = None) -> list[Keeping]:
    """Those that are open first, then those that have ended: five queries, and those of `among`."""
    rows = Organisation.objects.all() if among is None else among
    return keepings(list(rows.order_by(F("ended_date").desc(nulls_first=True), "name", "pk")), on)


def keepings(organisations: list[Organisation], on: date) -> list[Keeping]:
    """How each of them keeps its promise: four queries at most, however many they are."""
    figures = organisations_figures(organisations, on)
    silent = [each for each in organisations if each.promise_days is None]
    made = Promise.objects.filter(organisation__in=silent, days__isnull=False)
    promised = set(made.values_list("organisation", flat=True)) if silent else set()
    return [Keeping(each, figures[each.pk], bool(each.promise_days) or each.pk in promised) for each in organisations]


def with_pledges(rows: QuerySet[Organisation]) -> QuerySet[Organisation, Any]:
    """Each with whether its leaders have pledged anything, so that most pages need not ask."""
    pledged = Commitment.objects.public().pledges().filter(organisation=OuterRef("pk"))
    return rows.annotate(has_pledges=Exists(pledged))


def organisation_page(
    organisation: Organisation, at: datetime, on: date, *, has_pledges: bool = True
) -> OrganisationPage:
    late, waiting, newest = _asked(organisation, on)
    beside = came_of_it.of_organisation(organisation, on)
    services = list(organisation.services.select_related("successor__organisation").order_by("name", "pk"))
    return OrganisationPage(
        organisation=organisation,
        keeping=keepings([organisation], on)[0],
        places=list(organisation.places.defer("boundary", "outline").order_by("path")),
        services=services,
        predecessors=predecessors_of(organisation),
        failing=failing_services(organisation, services, at, on),
        waiting=[cards.of_addressee(each, on, with_name=False) for each in waiting],
        late=[
            cards.of_addressee(each.addressee, on, days_late=each.days, with_name=False)
            for each in stories.with_days(late, on)
        ],
        newest=[cards.of_addressee(each, on, with_name=False) for each in newest],
        came_of_it=[each for each in beside if each.kind != "alliance"],
        alliances=[each for each in beside if each.kind == "alliance"],
        pledges=[promises.card(each, on) for each in _pledges(organisation)] if has_pledges else [],
    )


def _pledges(organisation: Organisation) -> QuerySet[Commitment]:
    """What its leaders promise in person: those that are open first, then the newest."""
    own = with_cards(Commitment.objects.public().pledges().filter(organisation=organisation))
    return own.order_by(F("kept_date").desc(nulls_first=True), "-made_at", "-pk")[:PLEDGES]


@dataclass(frozen=True, slots=True)
class ServicePage:
    """How a service works, how it will, and how it did: each with the day from which it was so, and why."""

    now: ServiceVersion | None
    to_come: list[ServiceVersion]
    before: list[ServiceVersion]
    predecessors: list[Service]


def service_page(service: Service, on: date) -> ServicePage:
    versions = list(service.versions.all())
    so_far = [each for each in versions if each.from_date <= on]
    return ServicePage(
        now=so_far[0] if so_far else None,
        to_come=[each for each in reversed(versions) if each.from_date > on],
        before=so_far[1:],
        predecessors=list(Service.objects.filter(successor=service).select_related("organisation").order_by("name")),
    )


def _asked(organisation: Organisation, on: date) -> tuple[list[Addressee], list[Addressee], list[Addressee]]:
    """What is late, the longest overdue first; what waits besides, by the day that is due; the newest: one query."""
    public = Q(contribution__state=Contribution.State.PUBLISHED, contribution__audience=Contribution.Audience.PUBLIC)
    rows = Addressee.objects.of(organisation).filter(public)
    asked = rows.waiting().order_by("due_date", "pk")
    shown = (
        rows.late(on).order_by("due_date", "pk")[:WAITING],
        # Each part begins where an index does: as one condition, every late one would be passed over.
        asked.filter(due_date__gte=on)[:WAITING],
        asked.filter(due_date__lt=on, paused_at__isnull=False)[:WAITING],
        asked.filter(due_date__isnull=True)[:WAITING],
        rows.order_by("-contribution")[:NEWEST],
    )
    related = ("contribution__place", "contribution__topic", "organisation")
    found = list(Addressee.objects.filter(pk__in=_all_of(shown)).select_related(*related).defer(*_SHAPES))
    found.sort(key=lambda each: (each.due_date or date.max, each.pk))
    late = [each for each in found if each.is_late(on)]
    waiting = [each for each in found if each.state == Addressee.State.WAITING and not each.is_late(on)]
    newest = sorted(found, key=lambda each: -each.contribution_id)
    return late[:WAITING], waiting[:WAITING], newest[:NEWEST]


def _all_of(parts: Sequence[QuerySet[Addressee]]) -> QuerySet[Addressee, Any]:
    """The keys of all parts in one question. Joined by "or", PostgreSQL would read the whole table."""
    keys = [Addressee.objects.filter(pk__in=part.values("pk")).order_by().values("pk") for part in parts]
    return keys[0].union(*keys[1:], all=True)


def failing_services(
    organisation: Organisation, services: list[Service], at: datetime, on: date
) -> list[FailingService]:
    """Services of this organisation that meet the published definition of a repeated failure, worst first."""
    asked = Addressee.objects.of(organisation).filter(contribution=OuterRef("pk"))
    late = asked.filter(answered_in_time=False) | asked.late(on)
    judged = Verdict.objects.filter(answer__contribution=OuterRef("pk"), answer__organisation=organisation)
    recent = Contribution.objects.public().filter(
        service__in=[each.pk for each in services], published_at__gte=at - timedelta(days=FAILING_DAYS)
    )
    counted = (
        recent.annotate(was_late=Exists(late), was_unhappy=Exists(judged.filter(value=Verdict.Value.NO)))
        .values("service")
        .annotate(
            late=Count("pk", filter=Q(was_late=True)),
            unhappy=Count("pk", filter=Q(was_unhappy=True)),
            concerns=Count("pk", filter=Q(kind=Contribution.Kind.CONCERN)),
        )
        .order_by("service")
    )
    named = {service.pk: service for service in services}
    rows = [FailingService(named[row["service"]], row["late"], row["unhappy"], row["concerns"]) for row in counted]
    return sorted((row for row in rows if row.is_repeated), key=lambda row: (-row.late, -row.unhappy, -row.concerns))
