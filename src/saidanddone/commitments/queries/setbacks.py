"""Setbacks as lists and pages show them, and the day by which one is to be said."""

from datetime import date

from django.conf import settings
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from saidanddone.commitments.models import Setback
from saidanddone.core.paging import Page, paginate
from saidanddone.core.viewer import Viewer
from saidanddone.core.working_days import add_working_days
from saidanddone.people.models import Organisation
from saidanddone.people.queries import holidays


def to_be_said_by(organisation: Organisation, known_date: date) -> date:
    """The last day on which saying it is in time: so many working days after it was known."""
    return add_working_days(known_date, settings.SETBACK_DAYS, holidays(organisation.nation))


def page(*, viewer: Viewer, number: int, organisation: Organisation | None = None) -> Page[Setback]:
    """Newest first."""
    rows = Setback.objects.visible_to(viewer).select_related("organisation", "place")
    if organisation:
        rows = rows.filter(organisation=organisation)
    ordered = rows.defer("place__boundary", "place__outline").order_by("-said_at", "-pk")
    return paginate(ordered, number=number)


def organisation_of(slug: str) -> Organisation | None:
    """Whose setbacks alone are asked for; a 404 where nobody is called so."""
    return get_object_or_404(Organisation, slug=slug) if slug else None


def said_in_time(organisation: Organisation | None = None) -> tuple[int, int]:
    """Of all public setbacks, or of one organisation's, how many were said within the promised time."""
    rows = Setback.objects.public()
    if organisation:
        rows = rows.filter(organisation=organisation)
    counted = rows.aggregate(all=Count("pk"), in_time=Count("pk", Q(is_in_time=True)))
    return counted["in_time"], counted["all"]


def one(public_id: str, *, viewer: Viewer) -> Setback | None:
    related = ("organisation__successor", "place", "service", "commitment", "decision", "outcome")
    rows = Setback.objects.visible_to(viewer).select_related(*related).defer("place__boundary", "place__outline")
    return rows.filter(public_id=public_id).first()
