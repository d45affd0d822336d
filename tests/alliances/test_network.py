"""Who works with whom, of what is public alone: the picture with its table, the figures, and what changed in a year."""

import time
from datetime import timedelta
from random import Random

import pytest

from saidanddone.alliances import actions
from saidanddone.alliances.insights import worked_out
from saidanddone.alliances.models import NetworkPicture
from saidanddone.alliances.queries.network import ties_on
from saidanddone.alliances.ties import Ties
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER
from tests.commitments.factories import CommitmentFactory, OutcomeFactory, OwnerFactory
from tests.people.factories import OrganisationFactory

pytestmark = pytest.mark.usefixtures("clock")
PAGE = "/alliances/network/"


@pytest.fixture
def county(table, at):
    """Three in a live alliance; the council shares a promise with a clinic, and an outcome with Aberwen Homes."""
    table.live()
    council, homes = (each.organisation for each in table.parties[:2])
    clinic = OrganisationFactory(slug="clinic", name="Clinic")
    promise = CommitmentFactory(organisation=council, made_at=at - timedelta(days=3))
    promise.partners.create(organisation=clinic, part="Looks after the waiting room.")
    outcome = OutcomeFactory(set_date=at.date() - timedelta(days=9))
    for each in (council, homes):
        OwnerFactory(outcome=outcome, organisation=each, agreed_at=at, since_date=at.date() - timedelta(days=9))
    return table


def test_ties_are_what_two_do_together_in_public(county, at):
    ties = ties_on(at.date())

    assert dict(ties.shared["council", "homes"]) == {"alliance": 1, "outcome": 1}
    assert dict(ties.shared["clinic", "council"]) == {"promise": 1}
    assert ("clinic", "homes") not in ties.shared


def test_a_draft_and_what_a_moderator_hid_are_no_tie(table, at):
    assert not ties_on(at.date()).shared
    table.live()
    table.alliance.hidden_at = at
    table.alliance.save()

    assert not ties_on(at.date()).shared


def test_only_partners_who_rate_make_no_tie(circle, at):
    """A check, its bands and who opened to whom are no source."""
    assert not ties_on(at.date()).shared


def test_the_page_tells_it_in_a_picture_and_a_table(county, client, at):
    actions.draw_network(by=SITE, at=at)
    page = client.get(PAGE).content.decode()

    assert "1 alliance, 1 outcome" in page
    assert "<svg" in page
    assert "Lunch club" in page
    assert "In a year 4 ties came and 0 went" in page


def test_places_stay_and_one_picture_is_kept(county, at):
    first = actions.draw_network(by=SITE, at=at)
    OrganisationFactory(slug="newcomer")
    second = actions.draw_network(by=SITE, at=at + timedelta(days=1))

    assert NetworkPicture.objects.count() == 1
    for name, (x, y) in first.data["places"].items():
        assert second.data["places"][name] == pytest.approx((x, y), abs=0.02)


def test_without_anything_it_says_so(client, db, at):
    assert "Nothing to draw yet" in client.get(PAGE).content.decode()
    OrganisationFactory()
    actions.draw_network(by=SITE, at=at)
    assert "Nothing to draw yet" in client.get(PAGE).content.decode()


def test_only_the_site_works_it_out(db, at, cast):
    for viewer in (STRANGER, cast.viewer("administrator")):
        with pytest.raises(Refused):
            actions.draw_network(by=viewer, at=at)


def test_the_page_costs_the_same_for_many(county, client, at, django_assert_max_num_queries):
    for number in range(30):
        promise = CommitmentFactory(made_at=at - timedelta(days=3))
        promise.partners.create(organisation=OrganisationFactory(slug=f"more-{number}"), part="A part.")
    actions.draw_network(by=SITE, at=at)

    with django_assert_max_num_queries(9):
        assert client.get(PAGE).status_code == 200


@pytest.mark.slow
def test_two_thousand_organisations_with_twenty_thousand_ties_take_seconds():
    chance = Random(5)
    names = [f"organisation-{number}" for number in range(2_000)]
    now = Ties(dict.fromkeys(names, "voluntary"))
    while len(now.shared) < 20_000:
        now.share("alliance", chance.sample(names, 2))
    then = Ties(now.kinds, dict(list(now.shared.items())[:18_000]))
    began = time.perf_counter()
    data = worked_out(now, then, {})

    assert (data["ties"], len(data["places"]), data["change"]["came"]) == (20_000, 40, 2_000)
    assert time.perf_counter() - began < 15, "alone it takes under five seconds: docs/benchmarks.md"
