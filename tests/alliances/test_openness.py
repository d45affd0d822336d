"""What two say of each other is shown to these two, where both offered it before; and no answer can be worked out."""

from datetime import timedelta

import pytest

from saidanddone.alliances import actions
from saidanddone.alliances.insights import Fineness, ratings
from saidanddone.alliances.models import Openness, Shown
from saidanddone.analysis.disclosure import ShownRating, attack_ratings
from saidanddone.core.rules import Refused
from saidanddone.people.models import Person
from saidanddone.people.queries import viewer_for
from saidanddone.people.roles import RoleName
from tests.alliances.factories import DAYS, closed
from tests.people.factories import MembershipFactory

pytestmark = pytest.mark.usefixtures("clock")
ITEM = "promises"


@pytest.fixture
def crowd(circle):
    """The same five parties, with three people of each of the first two, and two of each other."""
    circle.people = {}
    for place, party in enumerate(circle.parties):
        lead = Person.objects.get(pk=circle.lead(party).person_id)
        more = MembershipFactory.create_batch(
            2 if place < 2 else 1, organisation=party.organisation, role=RoleName.OFFICER
        )
        circle.people[party] = [lead, *(each.person for each in more)]
    return circle


def both_open(circle, *, at=None):
    one, other = circle.parties[:2]
    at = at or circle.at - timedelta(days=1)
    actions.open_to(by=circle.lead(one), at=at, party=one, to=other)
    actions.open_to(by=circle.lead(other), at=at, party=other, to=one)


def held(circle, say, *, without=()):
    """A check in which everybody says of each other party what `say` gives, by person, party and about whom."""
    by = circle.lead(circle.parties[0])
    check = actions.plan_check(by=by, at=circle.at, alliance=circle.alliance, form="pairs", **DAYS)
    raters = []
    for party, people in circle.people.items():
        for place, person in enumerate(people):
            if person in without:
                continue
            rater = actions.name_rater(by=circle.lead(party), at=circle.at, check=check, party=party, person=person)
            raters.append((rater, place, party, person))
    actions.open_check(by=by, at=circle.at, check=check)
    for rater, place, party, person in raters:
        for about in circle.parties:
            if about != party:
                answers = {ITEM: say(place, party, about)}
                actions.rate(
                    by=viewer_for(person, at=circle.at), at=circle.at, rater=rater, about=about, answers=answers
                )
    return closed(circle, check)


def between(check, by, about):
    return Shown.objects.filter(check_of=check, by=by, about=about, item=ITEM).first()


def test_each_of_two_sees_a_band_of_what_the_other_says(crowd):
    both_open(crowd)
    one, other = crowd.parties[:2]
    check = held(crowd, lambda place, party, about: 4 if party == one else 1 if party == other else 3)

    assert between(check, one, other).lower > 2.5
    assert between(check, other, one).upper < 2.5
    assert not Shown.objects.filter(check_of=check, by__isnull=False).exclude(by__in=(one, other)).exists()


def test_one_that_offers_alone_shows_and_sees_nothing(crowd):
    one, other = crowd.parties[:2]
    actions.open_to(by=crowd.lead(one), at=crowd.at - timedelta(days=1), party=one, to=other)

    assert not Shown.objects.filter(check_of=held(crowd, lambda *_: 3), by__isnull=False).exists()


def test_offers_that_came_while_it_was_open_do_not_count_for_it(crowd):
    both_open(crowd, at=crowd.at + timedelta(days=1))

    assert not Shown.objects.filter(check_of=held(crowd, lambda *_: 3), by__isnull=False).exists()


def test_two_people_of_a_side_show_nothing_of_either(crowd):
    both_open(crowd)
    check = held(crowd, lambda *_: 3, without=crowd.people[crowd.parties[0]][2:])

    assert not Shown.objects.filter(check_of=check, by__isnull=False).exists()


def as_shown(row, name):
    window = None if row.lowest_sum is None else (row.lowest_sum, row.highest_sum)
    return ShownRating(dict.fromkeys(row.raters, name), Fineness(row.fineness), window)


def answers_by(check, about):
    """Who said what, by the names that `Shown` keeps."""
    given, organisations, _people = ratings._given(check)
    return given[about.pk, ITEM], organisations


SAYINGS = {
    "all high": lambda place, party, about: 4,
    "all low": lambda place, party, about: 1,
    "own high, others low": lambda place, party, about: 4 if len(str(party)) % 2 else 1,
    "spread": lambda place, party, about: 1 + (place * 2 + about.pk) % 4,
    "one alone low": lambda place, party, about: 1 if place == 2 else 4,
}


@pytest.mark.parametrize("saying", SAYINGS)
def test_from_all_that_two_see_over_two_checks_no_answer_is_narrowed_to_one(crowd, saying):
    """Each person, each organisation and somebody outside, with the bands of all and those between the two."""
    both_open(crowd)
    one, other = crowd.parties[:2]
    first = held(crowd, SAYINGS[saying])
    actions.talk_over(by=crowd.lead(one), at=crowd.at, check=first, next_date=crowd.at.date() + timedelta(days=90))
    second = held(crowd, SAYINGS[saying], without=crowd.people[one][2:])

    for about in (one, other):
        answers, organisations = answers_by(first, about)
        rows = Shown.objects.filter(check_of__in=(first, second), about=about, item=ITEM).order_by("pk")
        waves = [as_shown(each, "") for each in rows]
        assert any(each.by for each in rows)
        people = [{name: points} for name, points in answers.items()]
        whole = [
            {name: points for name, points in answers.items() if organisations[name] == of}
            for of in set(organisations.values())
        ]
        for known in ({}, *people, *whole):
            left = attack_ratings(waves, known)
            assert all(each.low < each.high for each in left.values()), (known, left)


def address(check, one, other):
    alliance = check.alliance.public_id
    return f"/alliances/{alliance}/checks/{check.public_id}/between/{one.public_id}/{other.public_id}/"


def test_only_the_two_open_the_page_and_only_while_both_are_open(crowd, client, cast):
    both_open(crowd)
    one, other, third = crowd.parties[:3]
    check = held(crowd, lambda *_: 4)
    for party, status in ((one, 200), (other, 200), (third, 404)):
        client.force_login(Person.objects.get(pk=crowd.lead(party).person_id))
        assert client.get(address(check, one, other)).status_code == status
    for person in (crowd.alliance.facilitator, cast.megan, cast.aled):
        client.force_login(person)
        assert client.get(address(check, one, other)).status_code == 404
    actions.close_to(by=crowd.lead(other), at=crowd.at, party=other, to=one)
    client.force_login(Person.objects.get(pk=crowd.lead(one).person_id))
    assert client.get(address(check, one, other)).status_code == 404


def test_only_a_lead_offers_and_only_to_another_party_of_it(crowd, cast):
    one, other = crowd.parties[:2]

    with pytest.raises(Refused, match="lead"):
        actions.open_to(by=cast.viewer("officer"), at=crowd.at, party=one, to=other)
    with pytest.raises(Refused, match="another party"):
        actions.open_to(by=crowd.lead(one), at=crowd.at, party=one, to=one)
    with pytest.raises(Refused, match="lead"):
        actions.close_to(by=crowd.lead(other), at=crowd.at, party=one, to=other)
    assert not Openness.objects.exists()


def test_it_is_offered_and_taken_back_by_a_press(crowd, client):
    one, other = crowd.parties[:2]
    client.force_login(Person.objects.get(pk=crowd.lead(one).person_id))
    page = f"/alliances/{crowd.alliance.public_id}/openness/"
    press = f"{page}{one.public_id}/{other.public_id}/"

    assert client.get(page).status_code == 200
    assert client.post(press + "open/").status_code == 302
    assert client.post(press + "open/").status_code == 302
    assert Openness.objects.current().count() == 1
    assert client.post(press + "close/").status_code == 302
    assert not Openness.objects.current().exists()


def test_raters_are_told_before_they_answer(crowd, client):
    both_open(crowd)
    one, other = crowd.parties[:2]
    by = crowd.lead(one)
    check = actions.plan_check(by=by, at=crowd.at, alliance=crowd.alliance, form="pairs", **DAYS)
    for party, people in crowd.people.items():
        actions.name_raters(by=crowd.lead(party), at=crowd.at, check=check, party=party, people=people)
    actions.open_check(by=by, at=crowd.at, check=check)
    client.force_login(crowd.people[one][1])

    pages = {about: client.get(f"/check/{check.public_id}/of/{about.public_id}/") for about in crowd.parties[1:]}
    told = [about for about, page in pages.items() if "show each other" in page.content.decode()]
    assert told == [other]
