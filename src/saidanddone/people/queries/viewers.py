"""Who is asking, and what they may do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from saidanddone.core import clock
from saidanddone.core.viewer import STRANGER, Viewer
from saidanddone.people.models import (
    Contributor,
    Membership,
    Person,
)
from saidanddone.people.roles import ROLES

CONTRIBUTOR_SESSION_KEY = "contributor"
"""The contributor whose return link was opened in this session."""


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


def has_second_factor(person: Any) -> bool:
    return _second_factors().filter(user=person).exists()


def _living(ids: list[int]) -> frozenset[int]:
    return frozenset(Contributor.objects.living().filter(pk__in=ids).values_list("pk", flat=True))


def person_of(by: Viewer) -> Person:
    """The account of whoever is signed in."""
    return Person.objects.get(pk=by.person_id or 0)


def has_role(person: Person, *, at: datetime) -> bool:
    """Whether the person holds any role now: then they work at the desk."""
    return Membership.objects.filter(person=person).current(clock.local_date(at)).exists()
