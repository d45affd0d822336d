"""People's words as cards: the newest, those that were answered well, and those that still wait past the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from saidanddone.contributions.models import Addressee, Answer, Contribution, Verdict
from saidanddone.contributions.queries.lists import with_cards
from saidanddone.core.viewer import STRANGER
from saidanddone.core.working_days import working_days_between
from saidanddone.people.models import Organisation
from saidanddone.people.queries import holidays


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


def newest(limit: int) -> list[Contribution]:
    return first_of(Contribution.objects.public().newest_first(), limit)


def because_somebody_spoke(limit: int) -> list[Verdict]:
    """The newest answers of which whoever spoke says: yes, you understood me."""
    answers = Answer.objects.visible_to(STRANGER).exclude(kind=Answer.Kind.ACKNOWLEDGED)
    found = Verdict.objects.filter(value=Verdict.Value.YES, answer__in=answers)
    related = ("answer__organisation", "answer__contribution__place", "answer__contribution__topic")
    return list(found.select_related(*related).order_by("-given_at", "-pk")[:limit])


def late(on: date, limit: int, organisation: Organisation | None = None) -> list[Late]:
    """What has waited longest past the promised day, for all to see."""
    found = Addressee.objects.late(on).filter(contribution__in=Contribution.objects.public())
    if organisation:
        found = found.of(organisation)
    related = ("organisation", "contribution__place", "contribution__topic")
    return with_days(found.select_related(*related).order_by("due_date", "pk")[:limit], on)


def with_days(addressees: Iterable[Addressee], on: date) -> list[Late]:
    return [
        Late(each, working_days_between(each.due_date, on, holidays(each.organisation.nation)))
        for each in addressees
        if each.due_date
    ]
