"""The pages: both columns, six grounds, both languages; what is not published stands nowhere."""

import json

import pytest
from lxml import etree

from saidanddone.core.languages import Language
from saidanddone.trust.determinants import Determinant
from saidanddone.trust.explaining import LOOKS
from saidanddone.trust.models import Comparison
from saidanddone.trust.record.lists import narrowed
from saidanddone.trust.subjects import Subject
from tests.commitments.factories import CommitmentFactory
from tests.decisions.factories import DecisionFactory
from tests.people.factories import ServiceFactory
from tests.surveys.factories import QuestionFactory
from tests.trust.factories import PlanActionFactory, published_wave, trust_survey

pytestmark = pytest.mark.django_db


def subjects(cast):
    service = ServiceFactory(organisation=cast.council)
    return [Subject(), Subject(organisation=cast.council), Subject(service=service), Subject(place=cast.bryn_teg)]


@pytest.mark.parametrize("language", Language.values)
def test_each_page_has_six_grounds_in_both_languages(client, cast, language):
    prefix = "" if language == "en" else "/cy"
    for address in [subject.url() for subject in subjects(cast)]:
        page = client.get(prefix + address).content.decode()

        assert f'<html lang="{language}"' in page
        assert page.count('class="ground"') == 6


def test_what_nobody_asked_is_said_to_be_not_asked_yet_and_what_is_not_known_is_no_nought(client, cast):
    page = client.get(Subject(organisation=cast.council).url()).content.decode()

    assert page.count("Not asked yet") == 6
    assert "0%" not in page
    assert "No data yet" in page


def test_a_ground_opens_to_definition_weakness_and_rows(client, cast, at):
    CommitmentFactory(organisation=cast.council, kept=True)
    for subject in subjects(cast):
        for determinant in Determinant:
            page = client.get(subject.url("trust_determinant", determinant=determinant)).content.decode()

            assert "How it can mislead" in page
            assert "In the exported data:" in page


@pytest.mark.parametrize(
    "address", ["/trust/organisation/0000000000/", "/trust/person/0000000000/", "/trust/area/charm/"]
)
def test_what_is_not_there_is_not_found(client, db, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("period", ["", "?period=all"])
def test_each_link_to_rows_leads_to_a_list_that_knows_it(client, cast, at, period):
    for subject in subjects(cast):
        said = json.loads(client.get(subject.url("trust_json") + period).content)
        for address in {each["rows"] for row in said["determinants"] for each in row["record"]}:
            assert client.get(address.replace("http://testserver", "")).status_code == 200, address


def test_each_link_to_what_might_explain_leads_to_a_list_that_knows_it(client, cast):
    for subject in subjects(cast):
        for looks in LOOKS.values():
            for _words, address, of_it in looks:
                assert client.get(narrowed(address, subject, **of_it)).status_code == 200


def test_one_question_leads_and_the_others_and_those_of_staff_are_folded(client, cast):
    survey = trust_survey(cast.council)
    for name in ("open-information", "open-ideas"):
        QuestionFactory(survey=survey, name=name, determinant="openness")
    published_wave(survey)
    published_wave(trust_survey(cast.council, kind="staff"), readers="everyone", net=0.4)

    page = client.get(Subject(organisation=cast.council).url()).content.decode()

    assert page.count('class="feeling"') == 1
    assert "2 more questions" in page
    assert "What staff say of their leaders: +40" in page


def test_the_json_holds_every_figure_with_its_definition(client, cast, at):
    CommitmentFactory(organisation=cast.council, kept=True)

    said = json.loads(client.get(Subject(organisation=cast.council).url("trust_json")).content)

    figures = {each["key"]: each for row in said["determinants"] for each in row["record"]}
    assert figures["kept_on_time"]["value"] == 1
    assert figures["did_it_work"]["value"] is None
    assert all(each["definition"] and each["weakness"] for each in figures.values())
    assert "score" not in json.dumps(list(said))


def test_the_feed_has_an_entry_for_each_ground_and_for_what_was_published(client, cast):
    CommitmentFactory(organisation=cast.council, kept=True)
    published_wave(trust_survey(cast.council))

    feed = etree.fromstring(client.get(Subject(organisation=cast.council).url("trust_atom")).content)

    titles = [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert "Consistency: what the record shows" in titles
    assert "How much do you trust the council?: +20" in titles


def test_words_of_a_survey_are_shown_as_words(client, cast):
    survey = trust_survey(cast.council)
    survey.questions.update(wording={"en": "<script>alert(1)</script>", "cy": "<script>alert(1)</script>"})
    published_wave(survey)

    page = client.get(Subject(organisation=cast.council).url()).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_number_of_queries_of_a_page_does_not_grow(client, cast, at, django_assert_max_num_queries):
    def happen():
        PlanActionFactory(organisation=cast.council)
        CommitmentFactory(organisation=cast.council, kept=True)
        decision = DecisionFactory(organisation=cast.council, decided=True)
        Comparison.objects.create(decision=decision, measure="understood", starts_date=at.date(), declared_at=at)

    happen()
    address = Subject(organisation=cast.council).url()
    client.get(address)
    with django_assert_max_num_queries(60) as before:
        client.get(address)
    count = len(before)

    for _ in range(3):
        happen()

    with django_assert_max_num_queries(count):
        client.get(address)
