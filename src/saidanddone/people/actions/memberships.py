"""Roles that people hold, from a day to a day."""

from datetime import datetime

from django.db import transaction

from saidanddone.core.clock import local_date
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Membership, Organisation, Person
from saidanddone.people.permissions import check_add_membership, check_end_membership
from saidanddone.people.queries import is_last_administrator


def add_membership(
    *, by: Viewer, person: Person, organisation: Organisation | None, role: str, at: datetime
) -> Membership:
    """Give a role from today on; a role that is held already is given back as it is."""
    check_add_membership(by=by)
    membership, _ = Membership.objects.get_or_create(
        person=person,
        organisation=organisation,
        role=role,
        end_date=None,
        defaults={"start_date": local_date(at)},
    )
    return membership


@transaction.atomic
def end_membership(*, by: Viewer, membership: Membership, at: datetime) -> None:
    """End a role at once: the end date is the first day on which it no longer holds."""
    membership = Membership.objects.select_for_update(of=("self",)).select_related("person").get(pk=membership.pk)
    today = local_date(at)
    is_last = membership.organisation_id is None and is_last_administrator(membership.person, at=at, role=membership)
    check_end_membership(by=by, membership=membership, on=today, is_last_administrator=is_last)
    membership.end_date = max(today, membership.start_date)
    membership.save(update_fields=["end_date"])
