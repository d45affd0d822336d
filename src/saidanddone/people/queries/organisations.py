"""Organisations and their services, for the desk and for search."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db.models import Case, QuerySet, When
from django.shortcuts import get_object_or_404

from saidanddone.core.rules import allows
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import (
    Organisation,
    Promise,
    Service,
)
from saidanddone.people.permissions import (
    check_add_service,
    check_edit_organisation,
    check_edit_service,
    check_end_organisation,
    check_publish_promise,
    check_see_roles,
)
from saidanddone.places.models import Place
from saidanddone.search.index import Document


def organisations_of_desk(by: Viewer) -> QuerySet[Organisation]:
    return Organisation.objects.editable_by(by).order_by("name", "pk")


def abilities(by: Viewer, organisation: Organisation) -> dict[str, bool]:
    """What the viewer may do with an organisation, for buttons."""
    return {
        "publish_promise": allows(check_publish_promise, by=by, organisation=organisation),
        "add_service": allows(check_add_service, by=by, organisation=organisation),
        "see_roles": allows(check_see_roles, by=by, organisation=organisation),
        "end": allows(check_end_organisation, by=by, organisation=organisation, successor=None),
    }


def organisation_for_desk(by: Viewer, slug: str) -> Organisation:
    """An organisation for someone who may change it; `Refused` for everybody else, `Http404` where there is none."""
    organisation = get_object_or_404(Organisation.objects.select_related("successor"), slug=slug)
    check_edit_organisation(by=by, organisation=organisation, fields=())
    return organisation


def organisation_for_roles(by: Viewer, slug: str) -> Organisation:
    """An organisation for someone who looks after its roles; `Refused` for everybody else."""
    organisation = get_object_or_404(Organisation, slug=slug)
    check_see_roles(by=by, organisation=organisation)
    return organisation


def service_for_desk(by: Viewer, organisation_slug: str, slug: str) -> Service:
    service = get_object_or_404(
        Service.objects.select_related("organisation", "successor"), organisation__slug=organisation_slug, slug=slug
    )
    check_edit_service(by=by, service=service)
    return service


def successors_of(organisation: Organisation) -> QuerySet[Organisation]:
    return Organisation.objects.open().exclude(pk=organisation.pk).order_by("name", "pk")


def successors_of_service(service: Service) -> QuerySet[Service]:
    """Any service that goes on, also another organisation's: its own come first."""
    others = Service.objects.open().exclude(pk=service.pk).select_related("organisation")
    return others.order_by(
        Case(When(organisation=service.organisation_id, then=0), default=1), "organisation__name", "name", "pk"
    )


def predecessors_of(organisation: Organisation) -> list[Organisation]:
    """Whose work it carries on: several, where they merged into it."""
    return list(organisation.predecessors.order_by("name", "pk"))


def places_to_choose() -> QuerySet[Place]:
    return Place.objects.defer("boundary", "outline").order_by("path")


def services_of(organisation: Organisation) -> QuerySet[Service]:
    """Those that go on first, each with its successor."""
    return (
        Service.objects.filter(organisation=organisation)
        .select_related("successor__organisation")
        .order_by("ended_date", "name", "pk")
    )


def promises_of(organisation: Organisation) -> QuerySet[Promise]:
    """Newest first: the first one is in force."""
    return Promise.objects.filter(organisation=organisation).order_by("-published_at", "-pk")


DATELESS = datetime(2000, 1, 1, tzinfo=UTC)
"""An organisation is not news: in search it stands behind what was said lately."""


def document_of(organisation: Organisation) -> Document:
    """What search keeps of an organisation."""
    words = (organisation.name_cy, organisation.summary, organisation.summary_cy)
    return {
        "kind": "organisation",
        "public_id": organisation.public_id,
        "language": "en",
        "title": organisation.name,
        "body": "\n".join(word for word in words if word),
        "moment": DATELESS,
    }


def documents() -> Iterator[Document]:
    return (document_of(organisation) for organisation in Organisation.objects.order_by("pk").iterator())
