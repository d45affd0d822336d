"""Everyone reads what is asked, by whom and when, from the first open round on; of staff nobody else reads anything."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saidanddone.surveys import actions
from saidanddone.surveys.instruments import instrument
from tests.people.cast import assemble
from tests.surveys.factories import QuestionFactory, SurveyFactory, WaveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return assemble()


def _page(client, survey):
    return client.get(reverse("survey", args=[survey.public_id]))


def test_a_draft_is_seen_by_nobody_here(cast, client):
    survey = SurveyFactory(organisation=cast.council, ready=True)

    for who in ("stranger", "steward"):
        cast.sign_in(client, who)
        assert _page(client, survey).status_code == 404
        assert "Trust in Aberwen" not in client.get(reverse("surveys")).content.decode()


@pytest.mark.parametrize(
    ("kind", "wave", "is_shown"),
    [
        ("public", {"opened": True, "sampling": "open"}, True),
        ("public", {"opened": True, "sampling": "quota"}, False),
        ("public", {"opened": True, "sampling": "open", "link_key": None}, False),
        ("public", {"closed": True, "sampling": "open", "link_key": "aberwen"}, False),
        ("pulse", {"opened": True, "sampling": "open"}, False),
        ("staff", {"opened": True, "sampling": "open"}, False),
    ],
)
def test_the_link_stands_on_the_page_only_where_whoever_wants_may_answer(cast, client, kind, wave, is_shown):
    survey = SurveyFactory(organisation=cast.council, opened=True, kind=kind)
    WaveFactory(**{**wave, "survey": survey})
    cast.sign_in(client, "officer")

    assert ("/answer/aberwen/" in _page(client, survey).content.decode()) == is_shown


def test_a_survey_of_staff_is_seen_only_by_its_own_organisation(cast, client):
    survey = SurveyFactory(organisation=cast.council, opened=True, kind="staff")
    WaveFactory(survey=survey, opened=True)

    for who, status in (("stranger", 404), ("resident", 404), ("other_officer", 404), ("officer", 200)):
        client.logout()
        cast.sign_in(client, who)
        assert _page(client, survey).status_code == status
        listed = client.get(reverse("surveys")).content.decode()
        assert ("Trust in Aberwen" in listed) == (status == 200)


def test_a_survey_shows_its_rounds_and_its_questions_as_they_were_asked(cast, client):
    survey = SurveyFactory(organisation=cast.council, opened=True)
    wave = WaveFactory(survey=survey, opened=True, asks=[{"name": "trust"}])
    WaveFactory(survey=survey, population={"en": "A plan that is nobody's business"})
    survey.questions.update(wording={"en": "A draft of another question?"})

    page = _page(client, survey).content.decode()

    assert "How much do you trust the council?" in page
    assert "A draft of another question?" not in page
    assert "nobody&#x27;s business" not in page
    assert f"Round {wave.number}" in page
    assert "Answers and names are kept apart" in page


def test_a_published_round_leads_to_what_people_said_in_it_and_no_other_does(cast, client, at):
    survey = SurveyFactory(organisation=cast.council, opened=True)
    wave = WaveFactory(survey=survey, closed=True, asks=[{}])
    results = reverse("survey_results", args=[survey.public_id, wave.public_id])
    assert results not in _page(client, survey).content.decode()
    wave.state, wave.published_at = "published", at
    wave.save()
    assert results in _page(client, survey).content.decode()


def test_a_round_that_was_withdrawn_says_why(cast, client):
    survey = SurveyFactory(organisation=cast.council, opened=True)
    wave = WaveFactory(survey=survey, opened=True, asks=[{}])
    actions.withdraw_wave(by=cast.viewer("steward"), at=wave.opened_at, wave=wave, reason="The letters were lost.")

    assert "The letters were lost." in _page(client, survey).content.decode()


def test_benchmarks_stand_beside_questions_that_were_taken_as_they_are(cast, client, at):
    survey = SurveyFactory(organisation=cast.council)
    by = cast.viewer("steward")
    taken = {"instrument": instrument("trust-in-institutions"), "items": ["trust-local"], "whom": {}}
    actions.take_from_instrument(by=by, at=at, survey=survey, **taken)
    QuestionFactory(survey=survey, name="trust-nhs", order=9)
    survey.first_opened_at = at
    survey.save()
    WaveFactory(survey=survey, opened=True, asks=[])

    page = _page(client, survey).content.decode()

    assert "42 %" in page
    assert "80 %" not in page


def test_words_are_shown_as_words_whatever_they_hold(cast, client):
    attack = "<script>alert(1)</script>"
    words = {name: {"en": attack} for name in ("title", "introduction")}
    survey = SurveyFactory(organisation=cast.council, opened=True, **words)
    question = {"wording": {"en": attack}, "labels": {"en": {"0": attack, "10": attack}}, "help": {"en": attack}}
    WaveFactory(survey=survey, opened=True, population={"en": attack}, sponsor=attack, asks=[question])

    assert attack not in _page(client, survey).content.decode()
    assert attack not in client.get(reverse("surveys")).content.decode()


def test_both_pages_are_there_in_welsh(cast, client):
    survey = SurveyFactory(organisation=cast.council, opened=True)
    WaveFactory(survey=survey, opened=True, asks=[{}])

    assert "Faint ydych chi" in client.get(f"/cy{reverse('survey', args=[survey.public_id])}").content.decode()
    assert "Ymddiriedaeth yn Aberwen" in client.get("/cy/surveys/").content.decode()


def test_the_list_takes_the_same_number_of_queries_however_long_it_is(cast, client, django_assert_num_queries):
    def more(number):
        for _each in range(number):
            WaveFactory(survey=SurveyFactory(organisation=cast.council, opened=True), opened=True, link_key=None)

    more(1)
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("surveys"))
    more(5)
    with django_assert_num_queries(len(one)):
        client.get(reverse("surveys"))


@pytest.mark.parametrize(
    ("modes", "way"), [(["link", "kiosk"], "answer_wave"), (["code"], "answer"), (["kiosk"], None), (["file"], None)]
)
def test_a_survey_that_takes_answers_leads_to_where_they_are_given(cast, client, at, modes, way):
    survey = SurveyFactory(organisation=cast.council, opened=True)
    wave = WaveFactory(survey=survey, opened=True, modes=modes, asks=[{"name": "trust"}])
    ways = {"answer_wave": reverse("answer_wave", args=[wave.public_id]), "answer": reverse("answer")}

    with time_machine.travel(at, tick=False):
        shown = _page(client, survey).content.decode()
    assert {name for name, url in ways.items() if f'href="{url}"' in shown} == ({way} if way else set())
    with time_machine.travel(at + timedelta(days=90), tick=False):
        assert 'href="/answer/' not in _page(client, survey).content.decode()
