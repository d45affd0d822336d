"""The API tells what is asked and how, in the words in which it was asked; no plan, no draft, and nothing of staff."""

import json

import pytest

from saidanddone.api import schemas
from saidanddone.surveys import models
from saidanddone.surveys.questionnaire import Asked
from tests.surveys.factories import SurveyFactory, WaveFactory

pytestmark = pytest.mark.django_db


def read(client, path, **query):
    response = client.get(f"/api/v1/{path}", query)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def test_a_survey_tells_its_opened_rounds_and_their_questions_as_they_were_asked(client, cast):
    survey = SurveyFactory(organisation=cast.council, opened=True)
    wave = WaveFactory(survey=survey, opened=True, asks=[{"name": "trust"}])
    WaveFactory(survey=survey)
    survey.questions.update(wording={"en": "Another question?"})

    (listed,) = read(client, "surveys")["items"]
    told = read(client, f"surveys/{survey.public_id}")

    assert listed["title"] == {"en": "Trust in Aberwen", "cy": "Ymddiriedaeth yn Aberwen"}
    (round_,) = told["waves"]
    assert round_["questions"][0]["wording"]["en"] == "How much do you trust the council?"
    assert round_["questions_digest"] == wave.questions_digest


@pytest.mark.parametrize("facts", [{"ready": True}, {"opened": True, "kind": "staff"}])
def test_nothing_is_told_of_a_draft_or_of_staff(client, cast, facts):
    survey = SurveyFactory(organisation=cast.council, **facts)

    assert read(client, "surveys")["items"] == []
    assert client.get(f"/api/v1/surveys/{survey.public_id}").status_code == 404


def test_surveys_are_listed_by_organisation_and_by_kind(client, cast):
    SurveyFactory(organisation=cast.council, opened=True)
    SurveyFactory(organisation=cast.homes, opened=True, kind="pulse")

    assert [each["kind"] for each in read(client, "surveys", organisation="council")["items"]] == ["public"]
    assert [each["kind"] for each in read(client, "surveys", kind="pulse")["items"]] == ["pulse"]
    assert client.get("/api/v1/surveys", {"organisation": "nobody"}).status_code == 422
    assert client.get("/api/v1/surveys", {"kind": "staff"}).status_code == 422


def test_every_field_of_a_survey_and_of_a_round_is_told_or_left_out_with_a_reason():
    own = {"id", "public_id", "submission_key", "created_by", "created_at", "about_kind", "about_id"}
    plan = {"survey", "link_key", "identity_deleted_at", "margins"}
    fields = {model: {field.name for field in model._meta.concrete_fields} for model in (models.Survey, models.Wave)}

    assert fields[models.Survey] - own <= set(schemas.SurveyInFull.model_fields)
    assert fields[models.Wave] - own - plan <= set(schemas.Wave.model_fields)
    assert set(Asked.__dataclass_fields__) ^ set(schemas.Asked.model_fields) == {"construct", "measures"}
