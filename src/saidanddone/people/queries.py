"""Who is asking, and what they may do."""

from datetime import datetime

from django.http import HttpRequest

from saidanddone.core import clock
from saidanddone.core.viewer import STRANGER, Viewer
from saidanddone.people.models import Contributor, Membership, Person
from saidanddone.people.roles import ROLES

CONTRIBUTOR_SESSION_KEY = "contributor"
"""The contributor whose return link was opened in this session."""


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of a request: a person by sign-in, a contributor by return link, both, or a stranger."""
    linked = request.session.get(CONTRIBUTOR_SESSION_KEY)
    if not request.user.is_authenticated:
        return Viewer(contributor_ids=_living([linked])) if linked else STRANGER
    return viewer_for(request.user, at=clock.now(), linked=linked)


def viewer_for(person: Person, *, at: datetime, linked: int | None = None) -> Viewer:
    """The viewer that a person is at a moment: their roles in force, and the contributor that they are."""
    memberships = list(Membership.objects.filter(person=person).current(clock.local_date(at)))
    own = Contributor.objects.filter(person=person).values_list("pk", flat=True)
    return Viewer(
        person_id=person.pk,
        contributor_ids=frozenset(own) | (_living([linked]) if linked else frozenset()),
        organisation_ids=frozenset(m.organisation_id for m in memberships if m.organisation_id),
        permissions=frozenset(
            (permission.value, membership.organisation_id)
            for membership in memberships
            for permission in ROLES[membership.role].permissions
        ),
    )


def _living(ids: list[int]) -> frozenset[int]:
    return frozenset(Contributor.objects.filter(pk__in=ids, erased_at__isnull=True).values_list("pk", flat=True))
