"""Figures are worked out by whoever measures, published by whoever publishes, and superseded, never changed."""

import pytest

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.record.models import Entry
from saidanddone.surveys.actions import analyse_wave, ask_for_analysis, publish_results, see_alert
from saidanddone.surveys.models import Alert, Analysis, Estimate, Survey, Wave
from saidanddone.surveys.queries.results import (
    digest_of,
    earlier_wave,
    figures,
    published_until,
    standing,
    unseen_alerts,
)
from saidanddone.surveys.tasks import analyse
from tests.surveys.factories import SurveyFactory, WaveFactory
from tests.surveys.samples import trust_wave

pytestmark = pytest.mark.django_db


@pytest.fixture
def wave(cast):
    found = trust_wave(60)
    Survey.objects.filter(pk=found.survey_id).update(organisation=cast.council)
    return Wave.objects.select_related("survey__organisation").get(pk=found.pk)


@pytest.mark.parametrize("name", ["stranger", "resident", "connector", "officer", "other_officer", "moderator"])
def test_whoever_does_not_measure_works_nothing_out_and_publishes_nothing(cast, wave, at, name):
    by = cast.viewer(name)
    with pytest.raises(Refused):
        ask_for_analysis(by=by, at=at, wave=wave)
    with pytest.raises(Refused):
        analyse_wave(by=by, at=at, wave=wave)
    analysis = analyse_wave(by=SITE, at=at, wave=wave)
    with pytest.raises(Refused):
        publish_results(by=by, at=at, analysis=analysis)
    with pytest.raises(Refused):
        see_alert(by=by, at=at, alert=_alert(analysis, at))


def test_a_steward_works_it_out_but_does_not_publish(cast, wave, at):
    analysis = analyse_wave(by=cast.viewer("steward"), at=at, wave=wave)
    with pytest.raises(Refused, match="Only those who publish"):
        publish_results(by=cast.viewer("steward"), at=at, analysis=analysis)


def test_figures_are_worked_out_only_once_a_round_is_closed(cast, at):
    for wave in (
        WaveFactory(),
        WaveFactory(opened=True),
        WaveFactory(state="withdrawn", withdrawn_reason="A mistake."),
    ):
        with pytest.raises(Refused, match="once the round is closed"):
            analyse_wave(by=SITE, at=at, wave=wave)


def test_a_round_that_nobody_answered_is_refused_with_words(cast, at):
    with pytest.raises(Refused, match="Nobody has answered"):
        analyse_wave(by=SITE, at=at, wave=WaveFactory(closed=True, asks=[{"name": "council"}]))


def test_a_new_working_out_takes_the_place_of_one_that_was_not_published(cast, wave, at):
    first = analyse_wave(by=SITE, at=at, wave=wave)
    second = analyse_wave(by=SITE, at=at, wave=wave)

    assert list(Analysis.objects.all()) == [second]
    with pytest.raises(Refused, match="worked out anew"), pytest.MonkeyPatch.context() as patch:
        patch.setattr("saidanddone.surveys.actions.results.newest", lambda _wave: first)
        publish_results(by=cast.viewer("lead"), at=at, analysis=second)


def test_publishing_enters_the_digest_of_the_figures_in_the_record_and_opens_them(cast, wave, at):
    analysis = analyse_wave(by=SITE, at=at, wave=wave)
    assert standing(wave, SITE) is None
    published = publish_results(by=cast.viewer("lead"), at=at, analysis=analysis)

    wave.refresh_from_db()
    assert (wave.state, wave.published_at, standing(wave, SITE)) == ("published", at, published)
    entry = Entry.objects.get(kind="survey-results")
    assert entry.about == published.ref
    assert entry.facts["figures"] == digest_of(figures(published))
    assert (entry.facts["n"], entry.facts["supersedes"]) == (60, "")
    with pytest.raises(Refused, match="published already"):
        publish_results(by=cast.viewer("lead"), at=at, analysis=published)


def test_what_is_published_is_superseded_and_stays_as_it_was(cast, wave, at):
    first = publish_results(by=cast.viewer("lead"), at=at, analysis=analyse_wave(by=SITE, at=at, wave=wave))
    before = digest_of(figures(first))
    wave.refresh_from_db()
    second = publish_results(by=cast.viewer("lead"), at=at, analysis=analyse_wave(by=SITE, at=at, wave=wave))

    first.refresh_from_db()
    assert first.superseded_by == second
    assert standing(wave, SITE) == second
    assert digest_of(figures(first)) == before
    assert Entry.objects.filter(kind="survey-results").last().facts["supersedes"] == first.public_id


def test_the_digest_changes_with_any_figure(cast, wave, at):
    analysis = analyse_wave(by=SITE, at=at, wave=wave)
    before = digest_of(figures(analysis))
    Estimate.objects.filter(analysis=analysis, figure="high", variable="").update(value=0.5)
    assert digest_of(figures(analysis)) != before


def test_nothing_of_a_survey_of_staff_enters_the_record_or_the_export(cast, wave, at):
    Survey.objects.filter(pk=wave.survey_id).update(kind="staff")
    wave.refresh_from_db()
    publish_results(by=cast.viewer("lead"), at=at, analysis=analyse_wave(by=SITE, at=at, wave=wave))

    assert not Entry.objects.filter(kind="survey-results").exists()
    assert not Analysis.objects.public().exists()


def test_a_withdrawn_round_shows_no_figures_and_is_in_no_series(cast, wave, at):
    publish_results(by=cast.viewer("lead"), at=at, analysis=analyse_wave(by=SITE, at=at, wave=wave))
    Wave.objects.filter(pk=wave.pk).update(state="withdrawn", withdrawn_reason="A mistake.")
    wave.refresh_from_db()
    later = WaveFactory(closed=True, survey=wave.survey)

    assert standing(wave, SITE) is None
    assert published_until(later, SITE) == [] and earlier_wave(later) is None


def test_a_drop_beyond_chance_raises_an_alert_that_somebody_looks_at_once(cast, at):
    survey = SurveyFactory(opened=True, organisation=cast.council)
    first = trust_wave(500, seed=1)
    Wave.objects.filter(pk=first.pk).update(survey=survey)
    fallen = trust_wave(500, seed=2, shift=-2)
    Wave.objects.filter(pk=fallen.pk).update(survey=survey)
    fallen = Wave.objects.select_related("survey__organisation").get(pk=fallen.pk)
    analyse_wave(by=SITE, at=at, wave=fallen)

    (alert,) = unseen_alerts(cast.viewer("lead"))
    assert alert.item == "council" and alert.change < 0
    assert not unseen_alerts(cast.viewer("other_officer"))
    see_alert(by=cast.viewer("lead"), at=at, alert=alert)
    assert not unseen_alerts(cast.viewer("lead"))
    with pytest.raises(Refused, match="looked at this already"):
        see_alert(by=cast.viewer("lead"), at=at, alert=alert)


def _alert(analysis, at):
    return Alert.objects.create(
        analysis=analysis, item="council", figure="net", change=-0.1, lower=-0.2, upper=-0.05, raised_at=at
    )


def test_the_task_works_out_a_wave_and_leaves_what_cannot_be(cast, wave):
    analyse.func(wave=wave.public_id)
    analyse.func(wave="0000000000")
    analyse.func(wave=WaveFactory(opened=True).public_id)

    assert Analysis.objects.filter(wave=wave).count() == 1


def test_asking_queues_the_working_out(cast, wave, at, monkeypatch, django_capture_on_commit_callbacks):
    queued = []
    monkeypatch.setattr("saidanddone.core.jobs._enqueue", lambda task, arguments: queued.append((task, arguments)))
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_analysis(by=cast.viewer("steward"), at=at, wave=wave)
    assert queued == [("saidanddone.surveys.tasks.analyse", {"wave": wave.public_id})]
