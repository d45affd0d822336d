"""What an organisation does for people."""

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.people.drafts import ServiceWords
from saidanddone.people.models import Organisation, Service, ServiceVersion
from saidanddone.people.permissions import (
    check_add_service,
    check_describe_service,
    check_edit_service,
    check_end_service,
)
from saidanddone.record import actions as record
from saidanddone.record import canonical


def add_service(
    *, by: Viewer, organisation: Organisation, slug: str, name: str, name_cy: str = "", at: datetime
) -> Service:
    check_add_service(by=by, organisation=organisation)
    return Service.objects.create(organisation=organisation, slug=slug, name=name, name_cy=name_cy)


def edit_service(*, by: Viewer, service: Service, name: str, name_cy: str, at: datetime) -> None:
    check_edit_service(by=by, service=service)
    service.name, service.name_cy = name, name_cy
    service.save(update_fields=["name", "name_cy"])


def describe_service(*, by: Viewer, at: datetime, service: Service, draft: ServiceWords) -> ServiceVersion:
    """Say how it works now, or will from a day on; what was said before stays to be read."""
    with transaction.atomic():
        service = Service.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=service.pk)
        check_describe_service(by=by, service=service, draft=draft)
        number = service.versions.count() + 1
        written = {"written_by_id": by.person_id, "written_at": at}
        made = ServiceVersion.objects.create(service=service, number=number, **asdict(draft), **written)
        fields = {"service": service.public_id, "number": number, "from_date": draft.from_date.isoformat()}
        fields |= {"words": canonical.digest_of(draft.words), "because": draft.because}
        record.append(
            by=by,
            kind="service-version",
            about=Ref("organisation", service.organisation.public_id),
            at=at,
            fields=fields,
        )
    return made


def end_service(*, by: Viewer, service: Service, on: date, successor: Service | None, at: datetime) -> None:
    """End a service on a day, and name the one that carries on; it may be another organisation's."""
    check_end_service(by=by, service=service, successor=successor)
    service.ended_date, service.successor = on, successor
    service.save(update_fields=["ended_date", "successor"])
