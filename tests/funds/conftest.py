"""A fund of the council and Aberwen Homes: huw and lowri handle the council's money, ivy that of Aberwen Homes."""

from dataclasses import dataclass

import pytest
import time_machine

from saidanddone.core.viewer import Viewer
from saidanddone.funds import actions, models
from saidanddone.people.models import Person
from saidanddone.people.queries import viewer_for
from saidanddone.people.roles import RoleName
from tests.funds.factories import OrderDraftFactory, TransferDraftFactory, set_up
from tests.people.factories import MembershipFactory, PersonFactory


@dataclass
class Pool:
    """An open fund, and those who may propose and approve."""

    fund: models.Fund
    steward: Viewer
    lead: Viewer
    partner: Viewer
    at: object

    def proposed(self, **facts):
        return actions.propose_transfer(by=self.steward, at=self.at, fund=self.fund, draft=self.draft(**facts))

    def moved(self, **facts):
        return actions.approve_transfer(by=self.lead, at=self.at, transfer=self.proposed(**facts))

    def promised(self, **facts):
        draft = OrderDraftFactory(**{"line": self.lines[0]} | facts)
        return actions.place_order(by=self.steward, at=self.at, fund=self.fund, draft=draft)

    def draft(self, **facts):
        own = {"partner": self.fund.partners.first(), "line": self.lines[0]}
        return TransferDraftFactory(**own | facts)

    @property
    def lines(self):
        return list(models.Line.objects.filter(scheme__fund=self.fund))


@pytest.fixture
def ivy(cast) -> Person:
    person = PersonFactory(email="ivy@example.org")
    MembershipFactory(person=person, organisation=cast.homes, role=RoleName.STEWARD)
    return person


@pytest.fixture
def draft_pool(cast, ivy, at):
    steward = cast.viewer("steward")
    fund = set_up(steward, host=cast.council, others=(cast.homes,), at=at)
    return Pool(fund, steward, cast.viewer("lead"), viewer_for(ivy, at=at), at)


@pytest.fixture
def pool(draft_pool):
    draft_pool.fund = actions.open_fund(by=draft_pool.steward, at=draft_pool.at, fund=draft_pool.fund)
    return draft_pool


@pytest.fixture
def clock(at):
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller
