"""Satisfaction is never alone: how it goes together with trust, with its interval, and kept back of few."""

import numpy as np
import pytest
from django.urls import reverse
from scipy import stats

from saidanddone.core.viewer import SITE
from saidanddone.surveys.actions import analyse_wave, publish_results
from saidanddone.surveys.insights import work_out
from saidanddone.surveys.models import Wave
from tests.surveys.factories import WaveFactory
from tests.surveys.samples import respond

pytestmark = pytest.mark.django_db
ASKS = [{"name": "council", "construct": "trust"}, {"name": "satisfied"}]


def wave_of(pairs, **facts):
    """`{(trust, satisfied): how many}`."""
    wave = WaveFactory(closed=True, asks=ASKS)
    answers = [{"council": a, "satisfied": b} for (a, b), number in pairs.items() for _ in range(number)]
    respond(wave, answers, **facts)
    return Wave.objects.select_related("survey__organisation").get(pk=wave.pk)


FORTY_EACH = {(8, 9): 30, (2, 9): 10, (8, 1): 10, (2, 1): 30, (9, 5): 25, (88, 9): 7, (8, 88): 4}


def test_it_is_the_difference_in_trust_between_the_satisfied_and_the_dissatisfied():
    found = work_out(wave_of(FORTY_EACH)).association

    people = sum(FORTY_EACH.values())
    error = np.sqrt(2 * 0.75 * 0.25 / 40 * people / (people - 1))
    assert (found["among_satisfied"], found["among_dissatisfied"]) == pytest.approx((0.75, 0.25))
    assert found["value"] == pytest.approx(0.5) and found["error"] == pytest.approx(error)
    smaller = 40 - 1  # degrees of freedom: those of the smaller side, which is careful
    assert found["upper"] == pytest.approx(0.5 + stats.t.isf(0.025, smaller) * error)
    assert found["count"] == 80


@pytest.mark.parametrize("seed", range(4))
def test_a_weighted_regression_on_a_dummy_with_clustered_errors_gives_the_same(seed):
    chance = np.random.default_rng(seed)
    points, satisfied, clusters = (
        chance.integers(0, 11, 400),
        chance.integers(0, 11, 400),
        chance.integers(0, 25, 400),
    )
    weights = chance.uniform(0.5, 2, 400)
    wave = WaveFactory(closed=True, asks=ASKS)
    answers = [{"council": int(a), "satisfied": int(b)} for a, b in zip(points, satisfied, strict=True)]
    respond(wave, answers, weight=weights.tolist(), cluster=[f"c{each}" for each in clusters])
    found = work_out(Wave.objects.select_related("survey").get(pk=wave.pk)).association

    there = satisfied != 5
    x = np.column_stack([np.ones(there.sum()), satisfied[there] > 5]).astype(float)
    y, w = (points[there] > 5).astype(float), weights[there]
    bread = np.linalg.inv(x.T @ (w[:, None] * x))
    beta = bread @ x.T @ (w * y)
    scores = x * (w * (y - x @ beta))[:, None]
    sums = np.array([scores[clusters[there] == each].sum(axis=0) for each in range(25)])
    sandwich = bread @ (25 / 24 * sums.T @ sums) @ bread
    assert found["value"] == pytest.approx(beta[1], abs=1e-10)
    assert found["error"] == pytest.approx(np.sqrt(sandwich[1, 1]), rel=1e-8)


@pytest.mark.parametrize("few", [(8, 9), (2, 9), (8, 1), (2, 1)])
def test_where_one_of_the_four_has_fewer_than_ten_it_is_kept_back(few):
    found = work_out(wave_of(FORTY_EACH | {few: 9})).association

    assert found == {"trust": "council", "satisfied": "satisfied", "marker": "c"}


def test_where_only_one_of_the_two_is_asked_nothing_is_said():
    wave = WaveFactory(closed=True, asks=ASKS[1:])
    respond(wave, [{"satisfied": 9}] * 40)

    assert work_out(wave).association == {}


@pytest.mark.parametrize("sampling", ["probability", "open"])
def test_it_stands_on_the_page_and_in_the_report_as_no_cause(client, at, sampling):
    wave = wave_of(FORTY_EACH)
    Wave.objects.filter(pk=wave.pk).update(sampling=sampling)
    wave.refresh_from_db()
    publish_results(by=SITE, at=at, analysis=analyse_wave(by=SITE, at=at, wave=wave))
    shown = client.get(reverse("survey_results", args=[wave.survey.public_id, wave.public_id])).content.decode()

    assert "Of those who are satisfied 75.0% trust, of those who are not 25.0%: 50.0 points" in shown
    assert "does not show that one brings the other about" in shown
    assert ("95% interval:" in shown) == (sampling == "probability")
    assert client.get(reverse("survey_pdf", args=[wave.survey.public_id, wave.public_id])).status_code == 200
