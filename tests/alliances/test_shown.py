"""What a check shows on its pages: to partners alone, strengths first, never so that an answer can be worked out."""

import io
import re
from datetime import timedelta

import pytest
from pypdf import PdfReader

from saidanddone.alliances import actions
from saidanddone.alliances.insights import Fineness
from saidanddone.alliances.models import FacilitatorWords, Shown
from saidanddone.alliances.queries import shown
from saidanddone.analysis.disclosure import ShownRating, attack_ratings
from saidanddone.people.models import Person
from saidanddone.people.roles import RoleName
from tests.alliances.factories import closed, opened, rated
from tests.people.factories import MembershipFactory, PersonFactory

pytestmark = pytest.mark.usefixtures("clock")
ITEM = "Can we rely on them?"


def address(check, path="shown/"):
    return f"/alliances/{check.alliance.public_id}/checks/{check.public_id}/{path}"


def as_lead(client, circle, party):
    client.force_login(Person.objects.get(pk=circle.lead(party).person_id))
    return client


def on_the_page(client, check, about):
    """The band of the item about a partner, as the page has it: the ends, and how many answered."""
    page = client.get(address(check)).content.decode()
    part = page[page.index(f"<h3>{about}</h3>") :]
    row = part[part.index(ITEM) : part.index("</tr>", part.index(ITEM))]
    text = re.sub(r"<[^>]*>", " ", row)
    people = int(re.search(r"(\d+) people of", text).group(1))
    ends = re.search(r"\((\d\.\d)–(\d\.\d)\)", text)
    return people, tuple(map(float, ends.groups())) if ends else None


def as_seen(raters, people, ends):
    """What the page leaves open, as sums: all that rounds to the ends that stand there."""
    assert people == len(raters)
    sums = [s for s in range(people, 4 * people + 1) if ends and ends[0] - 0.05 <= s / people <= ends[1] + 0.05]
    return ShownRating(raters, Fineness.TWO, (sums[0], sums[-1]) if sums else None)


def attackers(waves, answers):
    """Somebody outside, and each organisation with its own answers."""
    everybody = {rater: of for each in waves for rater, of in each.raters.items()}
    yield {}
    for organisation in set(everybody.values()):
        yield {rater: answers[rater] for rater, of in everybody.items() if of == organisation}


@pytest.mark.parametrize("points", [(4, 3, 1, 1), (1, 1, 1, 1), (4, 4, 4, 4), (4, 4, 4, 1), (2, 3, 2, 3)])
@pytest.mark.parametrize("gone", [0, 3])
def test_from_two_pages_with_one_rater_gone_no_answer_is_narrowed_to_one(circle, client, points, gone):
    about, others = circle.parties[0], circle.parties[1:]
    answers = {str(party): given for party, given in zip(others, points, strict=True)}
    first = rated(circle, about, points)
    actions.talk_over(by=circle.lead(about), at=circle.at, check=first, next_date=circle.at.date() + timedelta(days=90))
    stayed = [party for place, party in enumerate(others) if place != gone]
    second = rated(circle, about, [answers[str(each)] for each in stayed], parties=[about, *stayed])
    as_lead(client, circle, about)

    waves = [
        as_seen({str(each): str(each) for each in raters}, *on_the_page(client, check, about))
        for check, raters in ((first, others), (second, stayed))
    ]
    assert waves[0].shown
    for known in attackers(waves, answers):
        left = attack_ratings(waves, known)
        assert all(each.low < each.high for each in left.values()), (known, left)


def test_the_paper_says_no_more_than_the_page(circle, client):
    about = circle.parties[0]
    check = rated(circle, about, (4, 4, 3, 4))
    as_lead(client, circle, about)

    _people, (low, high) = on_the_page(client, check, about)
    response = client.get(address(check, "agenda.pdf"))
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    assert set(re.findall(r"\d\.\d\s*–\s*\d\.\d", text)) == {f"{low}–{high}"}


def test_what_is_not_shown_says_why(circle, client):
    about = circle.parties[0]
    check = rated(circle, about, (4, 4))
    as_lead(client, circle, about)

    assert "Not shown, so that nobody can be worked out" in client.get(address(check)).content.decode()


def test_strengths_come_first_and_partners_stand_in_the_order_in_which_they_joined(circle):
    check, raters = opened(circle)
    for party, rater in raters.items():
        for place, about in enumerate(circle.parties):
            if about != party:
                answers = {"openness": 1 if place % 2 else 4, "promises": 4}
                actions.rate(by=circle.lead(party), at=circle.at, rater=rater, about=about, answers=answers)
    told = shown.told(closed(circle, check))

    assert [str(party) for party, _bands in told.by_partner] == [str(each) for each in circle.parties]
    assert [(item.name, [str(each.about) for each in bands]) for item, bands in told.strengths] == [
        ("openness", [str(circle.parties[place]) for place in (0, 2, 4)]),
        ("promises", [str(each) for each in circle.parties]),
    ]
    assert [item.name for item, _bands in told.gaps] == ["openness"]


def test_only_checks_with_the_same_questions_stand_side_by_side(circle):
    about = circle.parties[0]
    first = rated(circle, about, (1, 1, 1, 1))
    actions.talk_over(by=circle.lead(about), at=circle.at, check=first, next_date=circle.at.date() + timedelta(days=90))
    second = rated(circle, about, (4, 4, 4, 4))
    band = next(each for each in shown.told(second).bands if each.about == about and each.item.name == "reliability")
    assert band.change in {"Higher than before", "No change that shows", ""}

    first.instrument_version = 7
    first.save()
    assert shown.told(second).before is None


def test_whoever_is_no_partner_finds_nothing(circle, client, cast):
    check = rated(circle, circle.parties[0], (4, 4, 3, 4))
    paths = ("shown/", "agenda/", "agenda.pdf", "words/")
    for who in ("steward", "moderator"):
        cast.sign_in(client, who)
        assert [client.get(address(check, path)).status_code for path in paths] == [404] * 4, who
    outsider = MembershipFactory(role=RoleName.LEAD).person
    client.force_login(outsider)
    assert [client.get(address(check, path)).status_code for path in paths] == [404] * 4


@pytest.fixture
def trusted(circle):
    """A closed check in which somebody wrote to the facilitator."""
    check, raters = opened(circle)
    first = circle.parties[0]
    actions.write_to_facilitator(by=circle.lead(first), at=circle.at, rater=raters[first], words="Markwords afraid")
    return circle, check


def test_words_for_the_facilitator_are_read_by_nobody_else(trusted, client, cast):
    circle, check = trusted
    closed(circle, check)
    client.force_login(circle.alliance.facilitator)
    assert "Markwords" in client.get(address(check, "words/")).content.decode()

    for party in circle.parties:
        as_lead(client, circle, party)
        assert client.get(address(check, "words/")).status_code == 404
        assert "Markwords" not in client.get(address(check)).content.decode()
    for who in ("officer", "moderator", "administrator"):
        cast.sign_in(client, who)
        assert client.get(address(check, "words/")).status_code == 404, who


def test_words_stand_nowhere_while_it_is_open(trusted, client):
    circle, check = trusted
    client.force_login(circle.alliance.facilitator)

    assert "Markwords" not in client.get(address(check, "words/")).content.decode()


def test_whoever_makes_themselves_facilitator_later_reads_nothing_of_it(trusted, client):
    circle, check = trusted
    closed(circle, check)
    schemer = PersonFactory()
    by = circle.lead(circle.parties[0])
    actions.name_facilitator(by=by, at=circle.at, alliance=circle.alliance, person=schemer)
    client.force_login(schemer)

    assert client.get(address(check)).status_code == 200
    assert client.get(address(check, "words/")).status_code == 404
    assert FacilitatorWords.objects.count() == 1


def test_pages_of_a_check_cost_the_same_however_many_are_rated(circle, client, django_assert_max_num_queries):
    check, raters = opened(circle)
    for party, rater in raters.items():
        for about in circle.parties:
            if about != party:
                answers = {"openness": 3, "promises": 2}
                actions.rate(by=circle.lead(party), at=circle.at, rater=rater, about=about, answers=answers)
    closed(circle, check)
    as_lead(client, circle, circle.parties[0])

    with django_assert_max_num_queries(16):
        assert client.get(address(check)).status_code == 200


def test_fineness_is_called_as_the_analysis_calls_it():
    named = {shown.TENTHS, shown.FOUR, shown.THREE, shown.TWO}

    assert named | {str(Fineness.NOT_SHOWN)} == {str(each) for each in Fineness}
    assert Shown._meta.get_field("fineness").max_length >= max(map(len, named))
