"""What an organisation does for people."""

from datetime import date, datetime

from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation, Service
from saidanddone.people.permissions import check_add_service, check_edit_service, check_end_service


def add_service(
    *, by: Viewer, organisation: Organisation, slug: str, name: str, name_cy: str = "", at: datetime
) -> Service:
    check_add_service(by=by, organisation=organisation)
    return Service.objects.create(organisation=organisation, slug=slug, name=name, name_cy=name_cy)


def edit_service(*, by: Viewer, service: Service, name: str, name_cy: str, at: datetime) -> None:
    check_edit_service(by=by, service=service)
    service.name, service.name_cy = name, name_cy
    service.save(update_fields=["name", "name_cy"])


def end_service(*, by: Viewer, service: Service, on: date, successor: Service | None, at: datetime) -> None:
    """End a service on a day, and name the one that carries on; it may be another organisation's."""
    check_end_service(by=by, service=service, successor=successor)
    service.ended_date, service.successor = on, successor
    service.save(update_fields=["ended_date", "successor"])
