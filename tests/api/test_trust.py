"""The API tells every public figure of trust, in both languages and of either time, and nothing that is hidden."""

import json

import pytest

from saidanddone.trust.subjects import Subject
from tests.commitments.factories import CommitmentFactory
from tests.people.factories import ServiceFactory
from tests.trust.factories import ComparisonFactory, PlanActionFactory, published_wave, trust_survey

pytestmark = pytest.mark.django_db


def read(client, path, **query):
    response = client.get(f"/api/v1/{path}", query)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def test_an_organisation_has_its_grounds_its_plan_and_what_was_before_and_after(client, cast):
    CommitmentFactory(organisation=cast.council, kept=True)
    PlanActionFactory(organisation=cast.council)
    ComparisonFactory(commitment__organisation=cast.council)
    published_wave(trust_survey(cast.council))

    told = read(client, f"trust/organisation/{cast.council.public_id}", period="all")

    figures = {each["key"]: each for ground in told["determinants"] for each in ground["record"]}
    assert len(told["determinants"]) == 6
    assert figures["kept_on_time"]["numerator"] == 1 and figures["kept_on_time"]["weakness"]
    assert [each["newest"]["value"] for ground in told["determinants"] for each in ground["felt"]] == [0.2]
    assert len(told["plan"]) == len(told["comparisons"]) == 1


def test_the_area_a_service_and_a_place_have_theirs_and_labels_in_the_language_asked_for(client, cast):
    service = ServiceFactory(organisation=cast.council)
    paths = ["trust", f"trust/service/{service.public_id}", f"trust/place/{cast.bryn_teg.public_id}"]

    for path in paths:
        assert read(client, path)["determinants"][0]["determinant"] == "ability"
        assert read(client, path, language="cy")["determinants"][0]["label"] == "Gallu"


def test_what_is_asked_for_and_is_not_there_is_a_problem(client, cast):
    assert client.get("/api/v1/trust/organisation/0000000000").status_code == 404
    assert client.get(f"/api/v1/trust/person/{cast.council.public_id}").status_code == 422
    assert client.get("/api/v1/trust", {"period": "week"}).status_code == 422


def test_what_a_moderator_hid_is_not_told(client, cast, at):
    PlanActionFactory(organisation=cast.council, hidden_at=at)
    ComparisonFactory(commitment__organisation=cast.council, hidden_at=at)

    told = read(client, f"trust/organisation/{cast.council.public_id}")

    assert told["plan"] == told["comparisons"] == []


def test_it_says_the_same_as_the_page_for_people_to_take_away(client, cast):
    CommitmentFactory(organisation=cast.council, kept=True)
    subject = Subject(organisation=cast.council)

    told = read(client, f"trust/organisation/{cast.council.public_id}")

    assert told["determinants"] == json.loads(client.get(subject.json_url).content)["determinants"]
