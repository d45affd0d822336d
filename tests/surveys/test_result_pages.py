"""The results page says what was found, of how many, how surely, and keeps back what it should."""

import json

import pytest
from django.urls import reverse

from saidanddone.core.viewer import SITE
from saidanddone.surveys import result_pages
from saidanddone.surveys.actions import analyse_wave, publish_results
from saidanddone.surveys.models import Alert, Analysis, Estimate, Survey, Wave
from saidanddone.surveys.queries import results as queries
from saidanddone.surveys.questionnaire import digest
from tests.surveys.factories import SurveyFactory, WaveFactory
from tests.surveys.samples import AGE, respond, trust_wave
from tests.ui.papers import is_for_everybody, opened, words_of

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> #panic() *b*"


@pytest.fixture(autouse=True)
def today(monkeypatch, at):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: at)


@pytest.fixture
def waves(cast, at):
    """Two rounds of one survey of the council: the first is published, the second worked out."""
    survey = SurveyFactory(opened=True, organisation=cast.council)
    asks = [{"name": "council", "instrument": "trust-in-institutions"}, AGE]
    first = WaveFactory(closed=True, survey=survey, asks=asks)
    second = WaveFactory(closed=True, survey=survey, opens_date="2026-04-01", closes_date="2026-04-30")
    for wave, seed, shift in ((first, 1, 0), (second, 2, 1.5)):
        for response in trust_wave(300, seed=seed, shift=shift).responses.all():
            response.wave = wave
            response.save()
    publish_results(by=SITE, at=at, analysis=analyse_wave(by=SITE, at=at, wave=first))
    analyse_wave(by=SITE, at=at, wave=second)
    return [Wave.objects.select_related("survey__organisation").get(pk=each.pk) for each in (first, second)]


def address(name, wave, *more):
    return reverse(name, args=[wave.survey.public_id, wave.public_id, *more])


def desk(name, wave):
    return reverse(name, args=[wave.survey.organisation.slug, wave.survey.public_id, wave.public_id])


def publish(wave, at):
    publish_results(by=SITE, at=at, analysis=Analysis.objects.get(wave=wave, published_at=None))


def page(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


@pytest.mark.parametrize("prefix", ["", "/cy"])
def test_a_page_has_each_question_with_its_figures_and_how_sure_they_are(client, waves, prefix):
    shown = page(client, prefix + address("survey_results", waves[0]))

    high = Estimate.objects.get(analysis__wave=waves[0], item="council", figure="high", variable="", kind="share")
    for number in (high.value, high.lower, high.upper):
        assert f"{100 * number:.1f}" in shown
    assert 'class="bar__high"' in shown and 'class="bar__low"' in shown
    assert address("survey_method", waves[0]) in shown


def test_a_bar_is_as_long_as_its_shares_and_stays_within_its_drawing(waves):
    for wave in waves:
        shown = result_pages.page(wave, Analysis.objects.get(wave=wave), SITE).shown[0]
        low, high = (next(part for part in shown.bar.parts if part.look == look) for look in ("low", "high"))
        share = Estimate.objects.get(analysis__wave=wave, item="council", figure="high", variable="", kind="share")
        assert high.width == pytest.approx(100 * share.value, abs=0.01)
        assert 0 <= low.x < shown.bar.middle < high.x + high.width <= shown.bar.width


def test_figures_that_are_not_published_are_seen_by_nobody_outside_the_desk(client, cast, waves):
    second = waves[1]
    for name in ("stranger", "resident", "officer", "other_officer", "moderator", "administrator"):
        client.logout()
        cast.sign_in(client, name)
        assert "bar__high" not in page(client, address("survey_results", second))
        for gone in ("survey_method", "survey_pdf"):
            assert client.get(address(gone, second)).status_code == 404
        assert client.get(address("survey_figures", second, "csv")).status_code == 404


def test_figures_of_staff_are_seen_by_their_own_organisation_alone(client, cast, waves):
    Survey.objects.filter(pk=waves[0].survey_id).update(kind="staff")
    Analysis.objects.update(readers="organisation")
    for name, status in (("stranger", 404), ("other_officer", 404), ("officer", 200)):
        client.logout()
        cast.sign_in(client, name)
        for each in ("survey_results", "survey_method"):
            assert client.get(address(each, waves[0])).status_code == status
        assert client.get(address("survey_figures", waves[0], "json")).status_code == status


def test_a_withdrawn_round_says_why_and_shows_no_figure(client, waves):
    Wave.objects.filter(pk=waves[0].pk).update(state="withdrawn", withdrawn_reason="The list was wrong.")
    shown = page(client, address("survey_results", waves[0]))

    assert "The list was wrong." in shown and "bar__high" not in shown
    assert client.get(address("survey_figures", waves[0], "csv")).status_code == 404


def test_what_changed_is_said_in_words_and_the_series_has_a_table(client, waves, at):
    publish(waves[1], at)
    shown = page(client, address("survey_results", waves[1]))

    assert "High: up by" in shown
    assert "High, from round to round" in shown


def test_no_clear_change_is_said_where_chance_could_do_it(client, waves, at):
    Estimate.objects.filter(kind="difference", figure="high").update(value=0.01, lower=-0.04, upper=0.06)
    publish(waves[1], at)
    assert "No clear change since the last round: between −4.0 and 6.0 points." in page(
        client, address("survey_results", waves[1])
    )


def test_a_question_that_changed_is_not_compared_and_its_line_stops(client, waves, at):
    questions = waves[1].questions
    questions[0]["wording"] = {"en": "Do you trust the council?", "cy": "Ydych chi'n ymddiried yn y cyngor?"}
    waves[1].questions_digest = digest(questions)
    waves[1].save()
    analyse_wave(by=SITE, at=at, wave=waves[1])
    publish(waves[1], at)
    shown = page(client, address("survey_results", waves[1]))

    assert "it was asked in other words" in shown
    assert "up by" not in shown
    assert "The question changed" in shown and "[b]" in shown


def test_who_was_not_drawn_by_chance_never_has_a_margin_of_error(client, waves):
    Wave.objects.filter(pk=waves[0].pk).update(sampling="open")
    shown = page(client, address("survey_results", waves[0]))

    assert "were not drawn by chance" in shown
    assert "95% interval" not in shown
    report = words_of(opened(client.get(address("survey_pdf", waves[0])).content))
    assert "95%interval" not in report and "Rangebychancealone" in report
    assert "were not drawn by chance" in page(client, address("survey_method", waves[0]))


def test_what_is_kept_back_stands_nowhere(client, cast, at):
    wave = WaveFactory(closed=True, asks=[{"name": "council"}, AGE])
    groups = {1: [2, 8] * 3, 2: [2, 8, 5, 88] * 12, 3: [2, 8, 5, 88] * 15}
    respond(wave, [{"council": point, "age": age} for age, points in groups.items() for point in points])
    publish_results(by=SITE, at=at, analysis=analyse_wave(by=SITE, at=at, wave=wave))
    shown = page(client, address("survey_results", wave))
    rows = json.loads(b"".join(client.get(address("survey_figures", wave, "json"))))

    assert "[c] kept back" in shown
    young = [each for each in rows if each["variable"] == "age" and each["group"] == "1"]
    assert young and all(each["marker"] == "c" and each["value"] is None and each["n"] is None for each in young)


def test_words_of_a_survey_are_shown_as_they_are_and_never_read_as_markup(client, waves):
    questions = waves[0].questions
    questions[0]["wording"] = {"en": HOSTILE}
    questions[1]["labels"]["en"]["1"] = HOSTILE
    waves[0].questions_digest = digest(questions)
    waves[0].save()
    for name in ("survey_results", "survey_method"):
        shown = page(client, address(name, waves[0]))
        assert "<script>alert" not in shown and "&lt;script&gt;" in shown
    content = client.get(address("survey_pdf", waves[0])).content
    assert "#panic()" in words_of(opened(content))


def test_the_method_says_what_the_aapor_asks_for(client, waves, at):
    Wave.objects.filter(pk=waves[1].pk).update(
        sponsor="Aberwen Council",
        population={"en": "Everyone of 16 or over"},
        margins=[{"question": "age", "shares": {"1": 30, "2": 40, "3": 30}, "source": "Census 2021"}],
    )
    analyse_wave(by=SITE, at=at, wave=Wave.objects.select_related("survey").get(pk=waves[1].pk))
    publish(waves[1], at)
    shown = page(client, address("survey_method", waves[1]))

    for words in ("Aberwen Council", "Everyone of 16 or over", "Census 2021", "Completion rate", "Design effect"):
        assert words in shown
    for words in ("How much do you trust the council?", "Taylor linearisation", "Who is not heard", "30.0%"):
        assert words in shown


def test_a_file_has_every_figure_to_the_last_digit_in_per_cent(client, waves):
    text = b"".join(client.get(address("survey_figures", waves[0], "csv"))).decode()
    rows = json.loads(b"".join(client.get(address("survey_figures", waves[0], "json"))))
    (high,) = [each for each in rows if (each["item"], each["figure"], each["variable"]) == ("council", "high", "")]

    stored = Estimate.objects.get(analysis__wave=waves[0], item="council", figure="high", variable="", kind="share")
    assert high["value"] == pytest.approx(100 * stored.value, abs=1e-8)
    assert high["unit"] == "%"
    assert len(rows) == Estimate.objects.filter(analysis__wave=waves[0]).count()
    assert str(high["value"]) in text


@pytest.mark.parametrize("prefix", ["", "/cy"])
def test_the_report_is_a_pdf_for_everybody(client, waves, prefix):
    response = client.get(prefix + address("survey_pdf", waves[0]))

    assert response["Content-Type"] == "application/pdf"
    title = "Ymddiriedaeth yn Aberwen" if prefix else "Trust in Aberwen"
    assert is_for_everybody(opened(response.content), title=title, language="cy" if prefix else "en")


@pytest.mark.slow
def test_a_report_of_many_questions_opens_with_what_stands_out_and_its_contents(client, at):
    names = [f"item-{number}" for number in range(6)]
    many = WaveFactory(closed=True, asks=[*({"name": name, "determinant": "fairness"} for name in names), AGE])
    respond(many, [{**dict.fromkeys(names, point), "age": 1 + place % 2} for place, point in enumerate([2, 8, 8] * 20)])
    publish_results(by=SITE, at=at, analysis=analyse_wave(by=SITE, at=at, wave=many))
    content = client.get(address("survey_pdf", many)).content
    report = words_of(opened(content)).replace(" ", "")

    assert is_for_everybody(opened(content), title="Trust in Aberwen", language="en")
    assert report.index("groundoftrust") < report.index("Contents") < report.index("95%interval")


def test_a_page_takes_as_many_queries_for_ten_questions_as_for_one(client, waves, at, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    many = trust_wave(100, questions=[{"name": f"more-{number}"} for number in range(9)])
    publish_results(by=SITE, at=at, analysis=analyse_wave(by=SITE, at=at, wave=many))
    counts = []
    for wave in (waves[0], many):
        page(client, address("survey_results", wave))
        with CaptureQueriesContext(
            connection,
        ) as taken:
            page(client, address("survey_results", wave))
        counts.append(len(taken))
    assert counts[0] >= counts[1]


@pytest.mark.parametrize("name", ["officer", "connector", "moderator", "other_officer"])
def test_whoever_does_not_measure_has_no_desk_of_results(client, cast, waves, name):
    cast.sign_in(client, name)
    assert client.get(desk("desk_results", waves[1])).status_code == 403
    for deed in ("analyse_wave", "publish_results", "see_alert"):
        assert client.post(desk(deed, waves[1])).status_code == 403


def test_at_the_desk_figures_are_looked_at_and_published(client, cast, waves):
    cast.sign_in(client, "lead")
    shown = page(client, desk("desk_results", waves[1]))
    assert "Publish these figures" in shown and "bar__high" in shown
    analysis = Analysis.objects.get(wave=waves[1])
    client.post(desk("publish_results", waves[1]), {"analysis": analysis.public_id})

    assert Analysis.objects.get(wave=waves[1]).published_at
    assert "Publish these figures" not in page(client, desk("desk_results", waves[1]))
    assert "bar__high" in page(client, address("survey_results", waves[1]))


def test_a_steward_looks_but_has_no_button_to_publish(client, cast, waves):
    cast.sign_in(client, "steward")
    shown = page(client, desk("desk_results", waves[1]))
    assert "Publish these figures" not in shown and "Work them out anew" in shown


def test_figures_that_were_not_looked_at_are_not_published(client, cast, waves, at):
    cast.sign_in(client, "lead")
    looked_at = Analysis.objects.get(wave=waves[1]).public_id
    analyse_wave(by=SITE, at=at, wave=waves[1])

    for name in (looked_at, "../x"):
        answered = client.post(desk("publish_results", waves[1]), {"analysis": name}, follow=True)
        assert "worked out anew since" in answered.content.decode()
    assert not Analysis.objects.get(wave=waves[1]).published_at


def test_a_wave_of_another_organisation_is_not_found_through_ones_own_desk(client, cast, waves):
    other = WaveFactory(closed=True)
    cast.sign_in(client, "lead")
    url = reverse("desk_results", args=[cast.council.slug, other.survey.public_id, other.public_id])
    assert client.get(url).status_code == 404


def test_a_drop_stands_on_the_desk_until_somebody_has_looked_at_it(client, cast, waves, at):
    analysis = Analysis.objects.get(wave=waves[1])
    facts = {"change": -0.1, "lower": -0.15, "upper": -0.05, "raised_at": at}
    Alert.objects.create(analysis=analysis, item="council", figure="net", **facts)
    cast.sign_in(client, "lead")
    assert "A drop beyond chance" in page(client, desk("desk_results", waves[1]))
    for _ in range(2):
        client.post(desk("see_alert", waves[1]), {"item": "council"})

    assert Alert.objects.get().seen_by == cast.lowri
    assert "A drop beyond chance" not in page(client, desk("desk_results", waves[1]))


def test_drops_are_counted_in_the_menu_and_come_first_on_the_desk_until_they_are_looked_at(client, cast, waves, at):
    analysis = Analysis.objects.get(wave=waves[1])
    facts = {"change": -0.1, "lower": -0.15, "upper": -0.05, "raised_at": at}
    Alert.objects.create(analysis=analysis, item="council", figure="net", **facts)
    surveys = reverse("desk_surveys", args=[cast.council.slug])
    for name, count in (("steward", 1), ("lead", 1)):
        client.logout()
        cast.sign_in(client, name)
        shown = page(client, surveys)
        assert shown.index("nobody has looked at") < shown.index('class="survey-list"')
        assert desk("desk_results", waves[1]) in shown
        assert queries.unseen_alerts(cast.viewer(name)).count() == count
    for name in ("officer", "other_officer", "moderator", "stranger"):
        assert not queries.unseen_alerts(cast.viewer(name))
    client.post(desk("see_alert", waves[1]), {"item": "council"})
    assert "nobody has looked at" not in page(client, surveys)
