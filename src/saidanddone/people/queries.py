"""Who is asking, and what they may do; organisations, roles and calendars as pages need them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from saidanddone.core import clock
from saidanddone.core.viewer import STRANGER, Viewer
from saidanddone.people.models import (
    BankHoliday,
    Contributor,
    Invitation,
    Membership,
    Organisation,
    Person,
    Promise,
    ReturnLink,
    Service,
)
from saidanddone.people.roles import ROLES, Permission, Role, RoleName
from saidanddone.people.tokens import hash_of, is_token

CONTRIBUTOR_SESSION_KEY = "contributor"
"""The contributor whose return link was opened in this session."""
HOLIDAYS_KEPT_SECONDS = 300
"""Another process learns of a changed calendar within this time, this one at once."""


# Who is asking


@dataclass(frozen=True, slots=True)
class Standing:
    """A viewer, and whether their roles wait for a second factor: until then they hold none of them."""

    viewer: Viewer
    lacks_second_factor: bool = False


def standing_of(request: HttpRequest) -> Standing:
    """Whoever a request comes from: a person by sign-in, a contributor by return link, both, or a stranger."""
    linked = request.session.get(CONTRIBUTOR_SESSION_KEY)
    if request.user.is_authenticated:
        return _standing(
            request.user, at=clock.now(), linked=linked, needs_second_factor=settings.SECOND_FACTOR_REQUIRED
        )
    return Standing(Viewer(contributor_ids=_living([linked])) if linked else STRANGER)


def viewer_for(person: Person, *, at: datetime, linked: int | None = None) -> Viewer:
    """The viewer that a person is at a moment: their roles in force, and the contributors that they are."""
    return _standing(person, at=at, linked=linked, needs_second_factor=False).viewer


def _standing(person: Any, *, at: datetime, linked: int | None, needs_second_factor: bool) -> Standing:
    """Two queries, however many roles and contributors there are."""
    memberships = list(
        Membership.objects.filter(person=person)
        .current(clock.local_date(at))
        .annotate(is_protected=Exists(_second_factors().filter(user=OuterRef("person"))))
    )
    contributors = Contributor.objects.living().filter(Q(person=person) | Q(pk=linked)).values_list("pk", flat=True)
    lacking = needs_second_factor and any(not membership.is_protected for membership in memberships)
    held = [] if lacking else memberships
    viewer = Viewer(
        person_id=person.pk,
        contributor_ids=frozenset(contributors),
        organisation_ids=frozenset(m.organisation_id for m in held if m.organisation_id),
        permissions=frozenset(
            (permission.value, membership.organisation_id)
            for membership in held
            for permission in ROLES[membership.role].permissions
        ),
    )
    return Standing(viewer, lacking)


def _second_factors() -> QuerySet[Authenticator]:
    """Recovery codes are a spare key, not a second factor."""
    return Authenticator.objects.filter(type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN))


def _living(ids: list[int]) -> frozenset[int]:
    return frozenset(Contributor.objects.living().filter(pk__in=ids).values_list("pk", flat=True))


def has_role(person: Person, *, at: datetime) -> bool:
    """Whether the person holds any role now: then they work at the desk."""
    return Membership.objects.filter(person=person).current(clock.local_date(at)).exists()


# Contributors


def contributor_by_token(token: str, at: datetime) -> Contributor | None:
    """The contributor whose return link this is, while the link is open."""
    if not is_token(token):
        return None
    link = ReturnLink.objects.open(at).filter(token_hash=hash_of(token)).select_related("contributor").first()
    return link.contributor if link and link.contributor.erased_at is None else None


def return_link_url(token: str, language: str) -> str:
    """The address to give to a contributor, in their language."""
    with override(language):
        return settings.SITE_URL + reverse("return_link", args=[token])


def claimable(by: Viewer) -> Contributor | None:
    """The contributor whose return link is open here and whom whoever is signed in may keep in their account."""
    if by.person_id is None:
        return None
    return Contributor.objects.living().filter(pk__in=by.contributor_ids, person__isnull=True).order_by("pk").first()


# The calendar


def holidays(nation: str) -> frozenset[date]:
    """The bank holidays of a nation; asked for at every answer, so kept in the cache."""
    key = _holidays_key(nation)
    days: frozenset[date] | None = cache.get(key)
    if days is None:
        days = BankHoliday.objects.days_of(nation)
        cache.set(key, days, HOLIDAYS_KEPT_SECONDS)
    return days


def forget_holidays(nation: str) -> None:
    cache.delete(_holidays_key(nation))


def _holidays_key(nation: str) -> str:
    return f"people:holidays:{nation}"


def calendar_years() -> list[int]:
    return sorted({day.year for day in BankHoliday.objects.dates("date", "year")})


def calendar_of(nation: str, year: int) -> QuerySet[BankHoliday]:
    return BankHoliday.objects.filter(nation=nation, date__year=year).order_by("date")


# Organisations and services


def organisations_of_desk(by: Viewer) -> QuerySet[Organisation]:
    return Organisation.objects.editable_by(by).order_by("name", "pk")


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


# Roles


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
