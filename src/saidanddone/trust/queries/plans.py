"""The actions of a trust plan, as pages show them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from saidanddone.core.viewer import STRANGER, Viewer
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission
from saidanddone.trust.determinants import Determinant
from saidanddone.trust.models import Comparison, PlanAction, PlanActionQuerySet
from saidanddone.trust.subjects import Subject

MOST = 100


@dataclass(frozen=True, slots=True)
class Planned:
    action: PlanAction
    state: str

    @property
    def is_open(self) -> bool:
        return self.action.is_open

    @property
    def determinant_words(self) -> str:
        return str(Determinant(self.action.determinant).label)


def plannable_by(viewer: Viewer) -> QuerySet[Organisation]:
    """The open organisations that somebody may plan for."""
    held = [organisation for name, organisation in viewer.permissions if name == Permission.COMMIT and organisation]
    return Organisation.objects.open().filter(pk__in=held).order_by("name", "pk")


def of_organisation(organisation: Organisation, viewer: Viewer, *, on: date) -> list[Planned]:
    return _planned(PlanAction.objects.visible_to(viewer).filter(organisation=organisation), on)


def of_subject(subject: Subject, *, on: date) -> list[Planned]:
    """As everyone may read it. A place has what is planned for it and within it; one query."""
    rows = PlanAction.objects.visible_to(STRANGER)
    if subject.place:
        return _planned(rows.filter(place__path__startswith=subject.place.path), on)
    return _planned(subject.narrow(rows), on)


def _planned(rows: PlanActionQuerySet, on: date) -> list[Planned]:
    found = rows.select_related("organisation", "service", "place").defer("place__boundary", "place__outline")
    return [Planned(each, each.state(on)) for each in found.by_day()[:MOST]]


def comparisons_of(organisation: Organisation) -> list[Comparison]:
    """Of an organisation's own decisions and promises, which can still be withdrawn: the newest first."""
    mine = Q(decision__organisation=organisation) | Q(commitment__organisation=organisation)
    rows = Comparison.objects.public().filter(mine, withdrawn_at=None)
    return list(rows.select_related("decision", "commitment").order_by("-starts_date", "pk")[:MOST])
