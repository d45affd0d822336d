"""The council, Aberwen Homes and a lunch club that has no legal form: each with a lead."""

from dataclasses import dataclass
from datetime import datetime

import pytest
import time_machine

from saidanddone.alliances import actions
from saidanddone.alliances.drafts import PartyDraft
from saidanddone.alliances.models import Alliance, Party
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.people.queries import viewer_for
from saidanddone.people.roles import RoleName
from tests.alliances.factories import alliance_draft, written
from tests.people.factories import MembershipFactory, OrganisationFactory, PersonFactory


@dataclass
class Table:
    """Where they sit: the alliance, and who leads each party."""

    alliance: Alliance
    leads: dict[int, Viewer]
    at: datetime

    @property
    def parties(self) -> list[Party]:
        return list(self.alliance.parties.current())

    def lead(self, party: Party) -> Viewer:
        return self.leads[party.organisation_id]

    def proposed(self, **facts):
        by = self.lead(self.parties[0])
        facts = {"no_baseline_reason": "We have never worked together before."} | facts
        return actions.propose_deal(by=by, at=self.at, alliance=self.alliance, **facts)

    def sign(self, version, *parties):
        for party in parties or self.parties:
            actions.sign_deal(
                by=self.lead(party), at=self.at, version=version, party=party, digest=version.digest, post="Director"
            )
        self.alliance.refresh_from_db()
        return version

    def live(self):
        self.sign(self.proposed())
        self.alliance = actions.go_live(by=self.lead(self.parties[0]), at=self.at, alliance=self.alliance)
        return self


@pytest.fixture
def table(cast, at):
    club = OrganisationFactory(slug="lunch-club", name="Lunch club", kind="informal")
    organisations = (cast.council, cast.homes, club)
    leads = {cast.council.pk: cast.viewer("lead")}
    for organisation in (cast.homes, club):
        person = PersonFactory()
        MembershipFactory(person=person, organisation=organisation, role=RoleName.LEAD)
        leads[organisation.pk] = viewer_for(person, at=at)
    alliance = actions.start_alliance(by=cast.viewer("lead"), at=at, draft=alliance_draft(*organisations))
    return Table(written(alliance, by=SITE, at=at), leads, at)


@pytest.fixture
def circle(table):
    """Five parties, each with one person who is asked, and a facilitator of none of them."""
    for name in ("surgery", "school"):
        organisation = OrganisationFactory(slug=name)
        person = PersonFactory()
        MembershipFactory(person=person, organisation=organisation, role=RoleName.LEAD)
        table.leads[organisation.pk] = viewer_for(person, at=table.at)
        actions.add_party(by=SITE, at=table.at, alliance=table.alliance, draft=PartyDraft(organisation))
    facilitator = PersonFactory(email="nest@example.org")
    by = table.lead(table.parties[0])
    table.alliance = actions.name_facilitator(by=by, at=table.at, alliance=table.alliance, person=facilitator)
    return table


@pytest.fixture
def clock(at):
    """The pages ask for the time themselves."""
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller
