"""Trust among partners stands check by check beside what came of it; other instruments are lines of their own."""

from datetime import timedelta

import pytest

from saidanddone.alliances import actions
from saidanddone.alliances.models import BroughtScore
from saidanddone.alliances.queries.trust import trend
from saidanddone.people.models import Person
from tests.alliances.factories import closed, opened, rated
from tests.commitments.factories import IndicatorFactory, ObservationFactory

pytestmark = pytest.mark.usefixtures("clock")
ROWS = "Day,What,Score,Lowest,Highest,People\n2025-03-31,Trust,3.2,1,4,12\n2025-09-30,Trust,3.4,1,4,11\n"


@pytest.fixture
def lead(circle, client):
    client.force_login(Person.objects.get(pk=circle.lead(circle.parties[0]).person_id))
    return circle


def page(circle, path=""):
    return f"/alliances/{circle.alliance.public_id}/trust/{path}"


def sent(circle, **facts):
    own = {"instrument": "partner", "version": "4.1", "party": circle.parties[0].public_id, "rows": ROWS}
    return own | facts


def test_checks_of_pairs_and_of_the_whole_are_lines_of_their_own(circle):
    first = rated(circle, circle.parties[0], (4, 4, 3, 4))
    by = circle.lead(circle.parties[0])
    actions.talk_over(by=by, at=circle.at, check=first, next_date=circle.at.date() + timedelta(days=90))
    check, raters = opened(circle, form="whole")
    for party, rater in raters.items():
        actions.rate(by=circle.lead(party), at=circle.at, rater=rater, answers={"trust": 4})
    closed(circle, check)

    lines = trend(circle.alliance).lines
    assert [(each.is_of_pairs, len(each.waves)) for each in lines] == [(True, 1), (False, 1)]
    assert (lines[0].waves[0].strengths, lines[0].waves[0].gaps) == (1, 0)


def test_how_the_measures_of_its_outcomes_moved_stands_beside_trust(lead, client):
    indicator = IndicatorFactory(outcome=lead.alliance.outcomes.first())
    for number, value in enumerate((40, 30, 20)):
        ObservationFactory(indicator=indicator, number=number, value=value)

    shown = client.get(page(lead)).content.decode()

    assert indicator.title in shown
    assert "<polyline" in shown


def test_rows_of_a_file_are_brought_in_once(lead, client):
    assert client.post(page(lead, "bring/"), sent(lead)).status_code == 302
    assert client.post(page(lead, "bring/"), sent(lead)).status_code == 302

    assert BroughtScore.objects.count() == 2
    assert "PARTNER, version 4.1: Trust" in client.get(page(lead)).content.decode()


def test_another_version_is_another_line(lead, client):
    client.post(page(lead, "bring/"), sent(lead))
    client.post(page(lead, "bring/"), sent(lead, version="5"))

    assert [(each.version, len(each.scores)) for each in trend(lead.alliance).brought] == [("4.1", 2), ("5", 2)]


@pytest.mark.parametrize(
    "rows",
    [
        "",
        "2025-03-31,Trust,3.2,1,4",
        "2025-03-31,Trust,5,1,4,12",
        "2025-03-31,Trust,3.2,1,4,2",
        "2025-03-31,Trust,NaN,1,4,12",
        "2025-03-31,Trust,1e9,1,4,12",
        "31/03/2025,Trust,3.2,1,4,12",
        "2027-03-31,Trust,3.2,1,4,12",
        "2025-03-31,Trust,3.2,1,4,12\n2025-03-31,Trust,3.2,1,4,12",
        "\x00,,,,,",
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(lead, client, rows):
    response = client.post(page(lead, "bring/"), sent(lead, rows=rows))

    assert response.status_code == 400
    assert "error-summary" in response.content.decode()
    assert not BroughtScore.objects.exists()


def test_a_score_that_is_there_is_not_changed(lead, client):
    client.post(page(lead, "bring/"), sent(lead))
    changed = client.post(page(lead, "bring/"), sent(lead, rows="2025-03-31,Trust,1.2,1,4,12"))

    assert changed.status_code == 400
    assert str(BroughtScore.objects.get(measured_date="2025-03-31").value) == "3.20"


def test_nobody_brings_in_for_a_party_of_others(lead, client):
    response = client.post(page(lead, "bring/"), sent(lead, party=lead.parties[1].public_id))

    assert response.status_code == 400
    assert not BroughtScore.objects.exists()


def test_whoever_is_no_partner_finds_nothing(circle, client, cast):
    for who in ("steward", "moderator"):
        cast.sign_in(client, who)
        assert client.get(page(circle)).status_code == 404
    client.logout()
    assert client.get(page(circle)).status_code == 302


def test_before_signing_the_page_says_what_the_deal_waits_for(lead, client):
    assert "signed after a first check" in client.get(page(lead)).content.decode()
    rated(lead, lead.parties[0], (4, 4, 3, 4))
    assert "It has been measured" in client.get(page(lead)).content.decode()
