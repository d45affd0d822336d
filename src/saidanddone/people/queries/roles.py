"""Who holds which role, and who is invited to one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import override

from saidanddone.core import clock
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import (
    Invitation,
    Membership,
    Organisation,
    Person,
)
from saidanddone.people.permissions import (
    check_end_membership,
)
from saidanddone.people.roles import ROLES, Permission, Role, RoleName
from saidanddone.people.tokens import hash_of, is_token

PAST_ROLES = 50
"""How many roles that have ended a page shows."""


def invitation_url(token: str, language: str) -> str:
    """The address to send to whoever is invited."""
    with override(language):
        return settings.SITE_URL + reverse("open_invitation", args=[token])


def memberships_of(organisation: Organisation | None, *, at: datetime) -> QuerySet[Membership]:
    """Who holds a role in an organisation, or (None) on the whole site, now."""
    return (
        Membership.objects.filter(organisation=organisation)
        .current(clock.local_date(at))
        .select_related("person", "organisation")
        .order_by("person__name", "person__email", "role", "pk")
    )


def past_memberships_of(organisation: Organisation | None, *, at: datetime) -> QuerySet[Membership]:
    return (
        Membership.objects.filter(organisation=organisation, end_date__lte=clock.local_date(at))
        .select_related("person", "organisation")
        .order_by("-end_date", "-pk")
    )


def memberships_in_force(person: Any, *, at: datetime) -> QuerySet[Membership]:
    return (
        Membership.objects.filter(person=person)
        .current(clock.local_date(at))
        .select_related("organisation")
        .order_by("organisation__name", "role", "pk")
    )


def membership_to_end(by: Viewer, public_id: str, *, at: datetime) -> Membership:
    """A role for someone who may end it; `Refused` for everybody else."""
    membership = get_object_or_404(Membership.objects.select_related("person", "organisation"), public_id=public_id)
    check_end_membership(by=by, membership=membership, on=clock.local_date(at), is_last_administrator=False)
    return membership


def roles_on_page(by: Viewer, organisation: Organisation | None, *, at: datetime) -> dict[str, Any]:
    """What the page of an organisation's roles shows, or (None) of the whole site's."""
    page: dict[str, Any] = {"organisation": organisation, "may_add": by.may(Permission.ADMINISTER), "at": at}
    if organisation is None:
        page["organisations"] = organisations_with_roles(by, at=at)
    if organisation is not None or by.may(Permission.ADMINISTER):
        page["memberships"] = memberships_of(organisation, at=at)
        page["invitations"] = [(each, each.state(at)) for each in invitations_of(organisation)]
        page["past"] = past_memberships_of(organisation, at=at)[:PAST_ROLES]
    return page


def invitations_of(organisation: Organisation | None) -> QuerySet[Invitation]:
    """Those that wait, newest first; some may have run out."""
    return Invitation.objects.waiting().filter(organisation=organisation).order_by("-created_at", "-pk")


def invitation_by_token(token: str) -> Invitation | None:
    if not is_token(token):
        return None
    return Invitation.objects.filter(token_hash=hash_of(token)).select_related("organisation").first()


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation as whoever opened it sees it. `fits`: whether it is for an address that they have proved."""

    invitation: Invitation
    state: str
    role: type[Role]
    fits: bool


def offer_to(person: Any, *, invitation_id: int | None, at: datetime) -> Offer | None:
    if invitation_id is None:
        return None
    invitation = Invitation.objects.filter(pk=invitation_id).select_related("organisation").first()
    if invitation is None:
        return None
    fits = (
        person.is_authenticated
        and EmailAddress.objects.filter(user=person, verified=True, email__iexact=invitation.email).exists()
    )
    return Offer(invitation, invitation.state(at), ROLES[invitation.role], fits)


def organisations_with_roles(by: Viewer, *, at: datetime) -> QuerySet[Organisation]:
    """The organisations whose roles the viewer looks after, each with the number of people who hold one."""
    today = clock.local_date(at)
    current = Q(memberships__start_date__lte=today) & (
        Q(memberships__end_date__isnull=True) | Q(memberships__end_date__gt=today)
    )
    looked_after = Organisation.objects.all()
    if not by.may(Permission.ADMINISTER):
        held = {where for name, where in by.permissions if name == Permission.INVITE and where is not None}
        looked_after = looked_after.filter(pk__in=held)
    return looked_after.annotate(people=Count("memberships__person", filter=current, distinct=True)).order_by(
        "name", "pk"
    )


def roles_to_give(by: Viewer, organisation: Organisation | None) -> list[RoleName]:
    """The roles that the viewer may invite someone to, in an organisation or (None) on the whole site."""
    if not by.may(Permission.INVITE, organisation.pk if organisation else None):
        return []
    return [role.name for role in ROLES.values() if role.of_site == (organisation is None)]


def is_last_administrator(person: Person, *, at: datetime, role: Membership | None = None) -> bool:
    """Whether nobody else could run the site if this person went (or, with `role`, if that role ended)."""
    administrators = Membership.objects.filter(role=RoleName.ADMINISTRATOR).current(clock.local_date(at))
    if role is not None and role.role != RoleName.ADMINISTRATOR:
        return False
    holders = set(administrators.filter(person__is_active=True).values_list("person_id", flat=True))
    return holders == {person.pk}
