"""Panels: whom one may join, which one has joined, and who of one may be asked."""

from datetime import date

from django.db.models import Q, QuerySet

from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Contributor, Organisation
from saidanddone.people.queries import reach_of, reaches_of
from saidanddone.places.models import Place
from saidanddone.surveys.models import PanelMember, Survey, Wave
from saidanddone.surveys.panels import SELDOM


def offered() -> QuerySet[Organisation]:
    """Those that ask the public: each has a panel that one can join."""
    asking = Survey.objects.public().exclude(state=Survey.State.ARCHIVED).values("organisation")
    return Organisation.objects.open().filter(pk__in=asking).order_by("name", "pk")


def own(viewer: Viewer) -> list[PanelMember]:
    rows = PanelMember.objects.filter(contributor__in=viewer.contributor_ids)
    return list(rows.select_related("organisation", "place").order_by("joined_at", "pk"))


def who_joins(viewer: Viewer) -> tuple[Contributor | None, bool]:
    """Of the contributors that somebody is, one that a message reaches, and whether one does."""
    rows = Contributor.objects.living().filter(pk__in=viewer.contributor_ids).select_related("person").order_by("pk")
    found = list(rows)
    reached = [each for each in found if reach_of(each)]
    return next(iter(reached or found), None), bool(reached)


def may_be_asked(wave: Wave, *, place: Place | None, on: date) -> list[PanelMember]:
    """Members of the panel who live there, can be reached, and were not asked of late; one for each address."""
    rows = PanelMember.objects.filter(organisation=wave.survey.organisation_id).select_related("place")
    rows = rows.filter(Q(asked_date__isnull=True) | Q(asked_date__lte=on - SELDOM))
    if place:
        rows = rows.filter(place__path__startswith=place.path)
    members = list(rows.order_by("pk"))
    reaches = reaches_of(each.contributor_id for each in members)
    by_address: dict[str, PanelMember] = {}
    for each in members:
        if reach := reaches.get(each.contributor_id):
            by_address.setdefault(reach.address.lower(), each)
    return list(by_address.values())


def size(wave: Wave) -> int:
    return PanelMember.objects.filter(organisation=wave.survey.organisation_id).count()
