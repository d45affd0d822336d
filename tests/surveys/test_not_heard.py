"""Who is not heard: those who answered beside the population profile, small groups kept back."""

import pytest
from django.urls import reverse

from saidanddone.core.viewer import SITE
from saidanddone.places.models import Profile
from saidanddone.surveys.actions import analyse_wave, publish_results
from saidanddone.surveys.models import Wave
from tests.surveys.factories import WaveFactory
from tests.surveys.samples import AGE, respond

pytestmark = pytest.mark.django_db
BANDS = {"dimension": "age", "categories": {"1": ["16-24", "25-34"], "2": ["35-64"], "3": ["65+"]}}
PEOPLE = {"16-24": 2000, "25-34": 2000, "35-64": 4000, "65+": 2000}


@pytest.fixture(autouse=True)
def profile(cast):
    for category, count in PEOPLE.items():
        Profile.objects.create(
            place=cast.county, dimension="age", category=category, count=count, source="Census", year=2021
        )


def published(groups, at, asked=BANDS):
    wave = WaveFactory(closed=True, asks=[{"name": "council"}, AGE | {"profile": asked}])
    respond(wave, [{"council": 5, "age": age} for age, number in groups.items() for _ in range(number)])
    wave = Wave.objects.select_related("survey__organisation").get(pk=wave.pk)
    return publish_results(by=SITE, at=at, analysis=analyse_wave(by=SITE, at=at, wave=wave))


def method(client, analysis):
    wave = analysis.wave
    return client.get(reverse("survey_method", args=[wave.survey.public_id, wave.public_id])).content.decode()


def test_shares_of_the_answers_stand_beside_those_of_the_population(client, at):
    analysis = published({1: 20, 2: 100, 3: 80}, at)

    groups = {each["code"]: each for each in analysis.representativeness["groups"]}
    assert [(each["share"], each["population"], each["far"]) for each in groups.values()] == [
        (pytest.approx(0.1), pytest.approx(0.4), True),
        (pytest.approx(0.5), pytest.approx(0.4), False),
        (pytest.approx(0.4), pytest.approx(0.2), False),
    ]
    shown = method(client, analysis)
    assert "16 to 34 (10.0% / 40.0%)" in shown and "Census, 2021" in shown
    assert not analysis.weighting.get("margins")


def test_a_small_group_is_kept_back_and_the_next_larger_with_it(client, at):
    shown = method(client, published({1: 4, 2: 100, 3: 96}, at))

    assert "16 to 34 ([c] / 40.0%)" in shown and "2.0%" not in shown and "48.0%" not in shown and "50.0%" in shown


def test_where_a_category_has_no_figures_nothing_is_compared(at):
    unknown = {"dimension": "age", "categories": {"1": ["16-19"], "2": ["35-64"]}}

    assert published({1: 20, 2: 100}, at, unknown).representativeness == {"r_indicator": {}}
