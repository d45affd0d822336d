"""Whoever is asked answers on a phone, one partner at a time; nobody else finds the page."""

from datetime import timedelta

import pytest

from saidanddone.alliances import actions
from saidanddone.alliances.models import FacilitatorWords, Rater, Rating
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.people.models import Person
from tests.alliances.factories import closed, opened

pytestmark = pytest.mark.usefixtures("clock")
ALL_MOSTLY = {
    f"q-{item}": 3
    for item in (
        "reliability",
        "openness",
        "shared-purpose",
        "fair-power",
        "our-role",
        "promises",
        "worth-it",
        "risk-again",
    )
}


@pytest.fixture
def asked(circle, client):
    """The check, open; the client is whoever is asked for the first party."""
    check, raters = opened(circle)
    first = circle.parties[0]
    client.force_login(Person.objects.get(pk=circle.lead(first).person_id))
    return circle, check, raters[first]


def address(check, path=""):
    return f"/check/{check.public_id}/{path}"


def test_one_partner_after_the_other_to_the_end(asked, client):
    circle, check, rater = asked
    page = client.get(address(check))
    assert "0 of 4 partners" in page.content.decode()

    response = client.get(address(check, f"of/{circle.parties[1].public_id}/"))
    for _partner in range(4):
        assert response.status_code == 200
        response = client.post(response.request["PATH_INFO"], ALL_MOSTLY, follow=True)
    assert response.request["PATH_INFO"].endswith("/words/")
    client.post(response.request["PATH_INFO"], {"words": "They talk over our heads."})

    assert Rating.objects.filter(rater=rater, points=3).count() == 32
    assert FacilitatorWords.objects.get().words == "They talk over our heads."
    assert "You have answered all of it" in client.get(address(check)).content.decode()


def test_what_was_chosen_stands_there_again_and_can_be_changed(asked, client):
    circle, check, rater = asked
    page = address(check, f"of/{circle.parties[1].public_id}/")
    client.post(page, {"q-openness": 88, "q-promises": 4})

    assert 'value="88" id="id_q-openness_4" checked' in client.get(page).content.decode().replace("  ", " ")
    client.post(page, {"q-openness": 1})
    assert dict(rater.ratings.values_list("item", "points")) == {"openness": 1, "promises": 4}


@pytest.mark.parametrize("sent", [{}, {"q-openness": "5"}, {"q-openness": "x"}, {"q-luck": "3"}])
def test_what_is_no_answer_is_said_and_nothing_is_kept(asked, client, sent):
    circle, check, _rater = asked
    response = client.post(address(check, f"of/{circle.parties[1].public_id}/"), sent)

    assert response.status_code == 400
    assert not Rating.objects.exists()


def test_ones_own_party_and_parties_of_others_are_not_asked_about(asked, client):
    circle, check, _rater = asked

    assert client.get(address(check, f"of/{circle.parties[0].public_id}/")).status_code == 404


def test_whoever_is_not_asked_finds_nothing(asked, client, cast):
    circle, check, _rater = asked
    Rater.objects.filter(person=cast.lowri).delete()
    paths = ("", "words/", f"of/{circle.parties[1].public_id}/")
    for who in ("connector", "officer", "lead", "steward", "moderator", "administrator"):
        cast.sign_in(client, who)
        assert [client.get(address(check, path)).status_code for path in paths] == [404] * 3, who
    client.force_login(circle.alliance.facilitator)
    assert [client.get(address(check, path)).status_code for path in paths] == [404] * 3
    client.logout()
    assert client.get(address(check)).status_code == 302


def test_before_it_opens_and_after_it_has_closed_nothing_is_taken(circle, client, at):
    by, first = circle.lead(circle.parties[0]), circle.parties[0]
    check, _raters = opened(circle)
    client.force_login(Person.objects.get(pk=by.person_id))
    actions.close_check(by=by, at=at, check=check)

    response = client.post(address(check, f"of/{circle.parties[1].public_id}/"), ALL_MOSTLY)
    assert (response.status_code, response["Location"]) == (302, address(check))
    assert "This has closed" in client.get(address(check)).content.decode()
    assert not Rating.objects.filter(rater__party=first).exists()


def test_the_whole_is_one_page(circle, client):
    check, raters = opened(circle, form="whole")
    first = circle.parties[0]
    client.force_login(Person.objects.get(pk=circle.lead(first).person_id))
    response = client.post(address(check, "whole/"), {"q-trust": 2, "q-need": 4})

    assert response["Location"] == address(check, "words/")
    assert dict(raters[first].ratings.values_list("item", "points")) == {"trust": 2, "need": 4}


def test_it_speaks_welsh(asked, client):
    circle, check, _rater = asked
    page = client.get("/cy" + address(check, f"of/{circle.parties[1].public_id}/")).content.decode()

    assert "a allwn ddibynnu arnynt?" in page
    assert "Ni allaf ddweud" in page


def test_answers_and_words_are_deleted_on_their_day_and_what_is_shown_stays(asked, at):
    circle, check, rater = asked
    first = circle.lead(circle.parties[0])
    actions.rate(by=first, at=at, rater=rater, about=circle.parties[1], answers={"openness": 2})
    actions.write_to_facilitator(by=first, at=at, rater=rater, words="I am afraid to say no.")
    check = closed(circle, check)
    with pytest.raises(Refused):
        actions.forget_answers(by=SITE, at=at + timedelta(days=89), check=check)
    actions.forget_answers(by=SITE, at=at + timedelta(days=90), check=check)

    assert not Rating.objects.exists()
    assert not FacilitatorWords.objects.exists()
    assert check.shown.count() == 1


def test_ones_own_list_names_what_one_is_asked_and_what_one_looks_after(asked, client):
    circle, check, _rater = asked
    title = circle.alliance.title
    assert address(check) in client.get("/checks/").content.decode()

    client.force_login(circle.alliance.facilitator)
    page = client.get("/checks/").content.decode()
    assert title in page
    assert address(check) not in page
