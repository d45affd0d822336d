"""People's words as cards: the newest, those that were answered well, and those that still wait past the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from saidanddone.contributions.models import Addressee, Answer, Contribution, Verdict
from saidanddone.contributions.queries.lists import with_cards
from saidanddone.core.working_days import working_days_between
from saidanddone.people.queries import holidays
from saidanddone.places.models import Place

_SHAPES = ("answer__contribution__place__boundary", "answer__contribution__place__outline")


@dataclass(frozen=True, slots=True)
class Late:
    """One that waits past its day, and by how many working days."""

    addressee: Addressee
    days: int

    @property
    def contribution(self) -> Contribution:
        return self.addressee.contribution


def first_of(rows: QuerySet[Contribution], limit: int) -> list[Contribution]:
    """The first rows with all that a card shows: three queries however many there are.

    The keys are found first, alone: joined with their places, SQLite would begin at the places and sort everything.
    """
    pks = list(rows.values_list("pk", flat=True)[:limit])
    found = {row.pk: row for row in with_cards(Contribution.objects.filter(pk__in=pks))}
    return [found[pk] for pk in pks if pk in found]


def newest(limit: int, places: dict[int, Place]) -> list[Contribution]:
    """Two queries, as the places are known already."""
    addressees = Addressee.objects.select_related("organisation").order_by("pk")
    rows = Contribution.objects.public().newest_first().select_related("topic")
    found = list(rows.prefetch_related(Prefetch("addressees", addressees))[:limit])
    for row in found:
        row.place = places[row.place_id]
    return found


def because_somebody_spoke(limit: int) -> list[Verdict]:
    """The newest answers of which whoever spoke says: yes, you understood me."""
    shown = Answer.objects.saying_something().filter(hidden_at__isnull=True, pk=OuterRef("answer"))
    public = Exists(Contribution.objects.public().filter(pk=OuterRef("contribution")))
    happy = Verdict.objects.filter(Exists(shown.filter(public)), value=Verdict.Value.YES)
    pks = happy.order_by("-given_at", "-pk").values("pk")[:limit]
    related = ("answer__organisation", "answer__contribution__place", "answer__contribution__topic")
    return list(
        Verdict.objects.filter(pk__in=pks).select_related(*related).defer(*_SHAPES).order_by("-given_at", "-pk")
    )


def late(on: date, limit: int) -> list[Late]:
    """What has waited longest past the promised day, for all to see."""
    public = Exists(Contribution.objects.public().filter(pk=OuterRef("contribution")))
    overdue = Addressee.objects.late(on).filter(public).order_by("due_date", "pk")
    pks = overdue.values("pk")[:limit]
    related = ("organisation", "contribution__place", "contribution__topic")
    rows = Addressee.objects.filter(pk__in=pks).select_related(*related)
    rows = rows.defer("contribution__place__boundary", "contribution__place__outline").order_by("due_date", "pk")
    return with_days(rows, on)


def with_days(addressees: Iterable[Addressee], on: date) -> list[Late]:
    return [
        Late(each, working_days_between(each.due_date, on, holidays(each.organisation.nation)))
        for each in addressees
        if each.due_date
    ]
