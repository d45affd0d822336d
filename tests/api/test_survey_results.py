"""The API tells the figures that stand for everyone, as the file of a round has them, and no others."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saidanddone.core.viewer import SITE
from saidanddone.surveys.actions import analyse_wave, publish_results
from saidanddone.surveys.models import Analysis, Survey, Wave
from tests.surveys.samples import trust_wave

pytestmark = pytest.mark.django_db
LIST = "/api/v1/survey-results"


@pytest.fixture
def wave(at):
    found = Wave.objects.select_related("survey__organisation").get(pk=trust_wave(120).pk)
    publish_results(by=SITE, at=at, analysis=analyse_wave(by=SITE, at=at, wave=found))
    return found


def test_all_figures_of_a_round_are_told_as_its_file_has_them(client, wave):
    told = client.get(f"{LIST}/{wave.public_id}").json()
    args = [wave.survey.public_id, wave.public_id, "json"]
    rows = json.loads(b"".join(client.get(reverse("survey_figures", args=args))))

    names = ("item", "figure", "kind", "variable", "group", "unit", "value", "lower", "upper", "n", "marker")
    assert [[each[name] for name in names] for each in told["figures"]] == [
        [each[name] for name in names] for each in rows
    ]
    analysis = Analysis.objects.get()
    assert (told["id"], told["n"], told["method"]) == (analysis.public_id, 120, analysis.method)
    assert told["engine"] == analysis.engine and told["url"].endswith(reverse("survey_results", args=args[:2]))


@pytest.mark.parametrize("change", ["unpublished", "organisation", "withdrawn"])
def test_nothing_is_told_that_not_everyone_may_read(client, wave, change):
    if change == "withdrawn":
        Wave.objects.filter(pk=wave.pk).update(state="withdrawn", withdrawn_reason="A mistake.")
    elif change == "organisation":
        Survey.objects.update(kind="staff")
        Analysis.objects.update(readers="organisation")
    else:
        Analysis.objects.update(published_at=None)

    assert client.get(f"{LIST}/{wave.public_id}").status_code == 404
    assert client.get(LIST).json()["items"] == []


def test_of_two_working_outs_the_one_that_stands_is_told(client, wave, at):
    wave.refresh_from_db()
    second = publish_results(by=SITE, at=at, analysis=analyse_wave(by=SITE, at=at, wave=wave))

    assert [each["id"] for each in client.get(LIST).json()["items"]] == [second.public_id]
    assert client.get(f"{LIST}/{wave.public_id}").json()["id"] == second.public_id


def test_a_list_is_narrowed_to_a_survey_and_takes_as_many_queries_for_three_as_for_one(client, wave, at):
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for seed in (2, 3):
        other = Wave.objects.select_related("survey__organisation").get(pk=trust_wave(60, seed=seed).pk)
        publish_results(by=SITE, at=at, analysis=analyse_wave(by=SITE, at=at, wave=other))
    with CaptureQueriesContext(connection) as three:
        assert len(client.get(LIST).json()["items"]) == 3

    assert len(three) <= len(one)
    (only,) = client.get(LIST, {"survey": wave.survey.public_id}).json()["items"]
    assert only["wave"] == wave.public_id
