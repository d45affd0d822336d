"""The people whom every test knows: who they are, and what each may see and do."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.test import Client

from saidanddone.core.viewer import STRANGER, Viewer
from saidanddone.people.models import Contributor, Organisation, Person
from saidanddone.people.queries import CONTRIBUTOR_SESSION_KEY, viewer_for
from saidanddone.people.roles import RoleName
from saidanddone.places.models import Place
from tests.people.factories import ContributorFactory, MembershipFactory, OrganisationFactory, PersonFactory
from tests.places.factories import PlaceFactory

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Cast:
    """`mair` is a resident without an account; the others hold one role each (see `ROLES_OF_CAST`)."""

    county: Place
    bryn_teg: Place
    council: Organisation
    homes: Organisation
    mair: Contributor
    sioned: Person
    owen: Person
    helen: Person
    lowri: Person
    huw: Person
    megan: Person
    aled: Person

    def viewer(self, name: str) -> Viewer:
        """`stranger`, `resident`, or the viewer of a person by role: see `ROLES_OF_CAST`."""
        if name == "stranger":
            return STRANGER
        if name == "resident":
            return Viewer(contributor_ids=frozenset({self.mair.pk}))
        return viewer_for(getattr(self, ROLES_OF_CAST[name]), at=NOW)

    def sign_in(self, client: Client, name: str) -> None:
        """Make the client one of the cast; the resident comes by return link, a stranger stays one."""
        if name == "resident":
            session = client.session
            session[CONTRIBUTOR_SESSION_KEY] = self.mair.pk
            session.save()
        elif name != "stranger":
            client.force_login(getattr(self, ROLES_OF_CAST[name]))


ROLES_OF_CAST = {
    "connector": "sioned",
    "officer": "owen",
    "other_officer": "helen",
    "lead": "lowri",
    "steward": "huw",
    "moderator": "megan",
    "administrator": "aled",
}


def assemble() -> Cast:
    """In a statement for each table, as most tests begin with it."""
    county = PlaceFactory(slug="aberwen", name="Aberwen")
    bryn_teg = PlaceFactory(slug="bryn-teg", name="Bryn Teg", parent=county)
    council, homes = _stored(
        OrganisationFactory.build(slug="council", name="Aberwen Council", name_cy="Cyngor Aberwen", promise_days=10),
        OrganisationFactory.build(slug="homes", name="Aberwen Homes", promise_days=5),
    )
    covered = Organisation.places.through
    _stored(
        covered(organisation_id=council.pk, place_id=county.pk), covered(organisation_id=homes.pk, place_id=bryn_teg.pk)
    )
    roles = {
        "sioned": (RoleName.CONNECTOR, council),
        "owen": (RoleName.OFFICER, council),
        "helen": (RoleName.OFFICER, homes),
        "lowri": (RoleName.LEAD, council),
        "huw": (RoleName.STEWARD, council),
        "megan": (RoleName.MODERATOR, None),
        "aled": (RoleName.ADMINISTRATOR, None),
    }
    made = _stored(*(PersonFactory.build(email=f"{name}@example.org", name=name.title()) for name in roles))
    people = dict(zip(roles, made, strict=True))
    _stored(
        *(
            MembershipFactory.build(person=people[name], organisation=organisation, role=role)
            for name, (role, organisation) in roles.items()
        )
    )
    return Cast(county, bryn_teg, council, homes, ContributorFactory(name="Mair"), **people)


def _stored(*rows):
    return type(rows[0])._base_manager.bulk_create(rows)
