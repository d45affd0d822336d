"""What staff say is for their own organisation, until it is published for everyone; then its figures alone are."""

import json

import pytest
from django.urls import reverse

from saidanddone.core.refs import url_of
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.record.models import Entry
from saidanddone.surveys.actions import analyse_wave, publish_results, withdraw_wave
from saidanddone.surveys.models import Analysis, Estimate, Survey, Wave
from saidanddone.surveys.queries import results as queries
from tests.surveys.factories import QuestionFactory, SurveyFactory, WaveFactory, WrittenAnswerFactory
from tests.surveys.samples import AGE, respond, trust_wave

pytestmark = pytest.mark.django_db
PAGES = ("survey_results", "survey_method", "survey_pdf")
OUTSIDE = ("stranger", "resident", "other_officer", "moderator")


@pytest.fixture(autouse=True)
def today(monkeypatch, at):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: at)


@pytest.fixture
def survey(cast):
    made = SurveyFactory(
        opened=True, of_staff=True, organisation=cast.council, title={"en": "How we lead", "cy": "Sut rydym yn arwain"}
    )
    for asked in ({"name": "council"}, AGE, {"name": "why", "text": True, "wording": {"en": "Who is to blame?"}}):
        QuestionFactory(survey=made, **asked)
    return made


@pytest.fixture
def wave(survey):
    made = trust_wave(120, survey=survey)
    return Wave.objects.select_related("survey__organisation").get(pk=made.pk)


def published(wave, at, readers=""):
    return publish_results(by=SITE, at=at, analysis=analyse_wave(by=SITE, at=at, wave=wave), readers=readers)


def address(name, wave, *more):
    return reverse(name, args=[wave.survey.public_id, wave.public_id, *more])


def statuses(client, wave):
    urls = [*(address(name, wave) for name in PAGES), address("survey_figures", wave, "json")]
    return {client.get(url).status_code for url in urls}


@pytest.mark.parametrize("readers", [None, "", "organisation"])
def test_figures_of_staff_are_closed_to_all_others_until_they_are_published_for_everyone(
    client, cast, wave, at, readers
):
    if readers is None:
        analyse_wave(by=SITE, at=at, wave=wave)
    else:
        published(wave, at, readers)

    for name in OUTSIDE:
        client.logout()
        cast.sign_in(client, name)
        assert statuses(client, wave) == {404}
        assert client.get(reverse("survey", args=[wave.survey.public_id])).status_code == 404
        assert "How we lead" not in client.get(reverse("surveys")).content.decode()
    assert not Analysis.objects.public().exists()
    assert not Entry.objects.exists()
    assert url_of(wave.ref) == ""


def test_once_they_are_for_everyone_their_figures_are_read_and_nothing_else(client, cast, wave, at):
    Survey.objects.filter(pk=wave.survey_id).update(introduction={"en": "Be frank about your managers."})
    WrittenAnswerFactory(wave=wave, question="why", text="It is Gwen.", state="shown")
    published(wave, at, "everyone")
    planned = WaveFactory(survey=wave.survey, opens_date="2026-05-01", closes_date="2026-05-31", number=wave.number + 1)

    assert statuses(client, wave) == {200}
    listed = client.get(reverse("surveys")).content.decode()
    shown = client.get(reverse("survey", args=[wave.survey.public_id])).content.decode()
    assert "How we lead" in listed and address("survey_results", wave) in shown
    for words in ("Be frank about", "Who is to blame?", "It is Gwen."):
        assert words not in listed + shown
    for name in PAGES:
        assert client.get(address(name, planned)).status_code == 404
    assert client.get(reverse("answer_wave", args=[wave.public_id])).status_code == 404
    assert client.get(reverse("api_survey", args=[wave.survey.public_id])).status_code == 404
    assert not Survey.objects.public().exists() and not Wave.objects.visible_to(STRANGER).exists()


def test_written_answers_of_staff_stay_their_own(cast, wave, at):
    from saidanddone.surveys.handlers import WrittenAnswerHandler

    written = WrittenAnswerFactory(wave=wave, question="why", text="It is Gwen.", state="shown")
    published(wave, at, "everyone")

    assert not WrittenAnswerHandler().is_visible(written.public_id, STRANGER)


def test_that_they_are_for_everyone_is_in_the_record_and_so_is_that_they_were_withdrawn(client, cast, wave, at):
    analysis = published(wave, at, "everyone")

    entry = Entry.objects.get(kind="survey-results")
    assert entry.facts["figures"] == queries.digest_of(queries.figures(analysis))
    assert url_of(analysis.ref) == address("survey_results", wave)
    withdraw_wave(by=SITE, at=at, wave=wave, reason="The list was wrong.")
    assert Entry.objects.get(kind="survey-wave").facts["state"] == "withdrawn"
    shown = client.get(address("survey_results", wave)).content.decode()
    assert "The list was wrong." in shown and "bar__high" not in shown


def test_what_the_organisation_read_alone_is_opened_by_publishing_it_again_and_never_closed(cast, wave, at):
    analysis = published(wave, at)
    opened = publish_results(by=cast.viewer("lead"), at=at, analysis=analysis, readers="everyone")

    assert opened.pk == analysis.pk and queries.standing(wave, STRANGER) == opened
    with pytest.raises(Refused, match="published already"):
        publish_results(by=cast.viewer("lead"), at=at, analysis=opened, readers="organisation")
    with pytest.raises(Refused, match="are for everyone too"):
        published(wave, at, "organisation")
    again = published(wave, at, "everyone")
    assert Entry.objects.filter(kind="survey-results").last().facts["supersedes"] == opened.public_id
    assert queries.standing(wave, STRANGER) == again


def test_the_record_names_nothing_that_only_the_organisation_read(cast, wave, at):
    published(wave, at)
    published(wave, at, "everyone")

    assert Entry.objects.get(kind="survey-results").facts["supersedes"] == ""


@pytest.mark.parametrize("name", ["stranger", "resident", "officer", "steward", "other_officer", "moderator"])
def test_whoever_does_not_publish_opens_nothing(client, cast, wave, at, name):
    analysis = published(wave, at)
    with pytest.raises(Refused, match="Only those who publish"):
        publish_results(by=cast.viewer(name), at=at, analysis=analysis, readers="everyone")
    cast.sign_in(client, name)
    desk = reverse("publish_results", args=[wave.survey.organisation.slug, wave.survey.public_id, wave.public_id])
    client.post(desk, {"analysis": analysis.public_id, "readers": "everyone"})

    assert not Analysis.objects.public().exists()


def test_what_people_outside_were_asked_is_for_everyone(cast, at):
    wave = trust_wave(60)
    with pytest.raises(Refused, match="published for everyone"):
        published(wave, at, "organisation")
    with pytest.raises(Refused, match="Choose who may read"):
        published(wave, at, "the-minister")
    assert published(wave, at).readers == "everyone"


def test_a_change_is_not_published_where_it_would_give_away_a_round_that_is_closed(client, cast, survey, wave, at):
    later = trust_wave(120, survey=survey, seed=2)
    published(wave, at)
    with pytest.raises(Refused, match="that not everyone reads"):
        published(later, at, "everyone")
    published(wave, at, "everyone")

    assert published(later, at, "everyone").readers == "everyone"


def test_the_line_of_a_public_round_does_not_show_one_that_is_closed(client, cast, survey, wave, at):
    later = trust_wave(120, survey=survey, seed=2)
    published(wave, at)
    Estimate.objects.filter(kind="difference").delete()
    analysis = analyse_wave(by=SITE, at=at, wave=later)
    Estimate.objects.filter(analysis=analysis, kind="difference").delete()
    publish_results(by=SITE, at=at, analysis=analysis, readers="everyone")

    shown = client.get(address("survey_results", later)).content.decode()
    assert "from round to round" not in shown and address("survey_results", wave) not in shown
    cast.sign_in(client, "officer")
    assert address("survey_results", wave) in client.get(address("survey_results", later)).content.decode()


def test_of_staff_nothing_is_shown_of_fewer_than_twenty_nor_of_single_answers(cast, survey, at):
    wave = WaveFactory(closed=True, survey=survey)
    groups = {1: [2, 8, 5] * 6, 2: [1, 9, 5, 88] * 12, 3: [1, 9, 5, 88] * 15}
    respond(wave, [{"council": point, "age": age} for age, points in groups.items() for point in points])
    analysis = analyse_wave(by=SITE, at=at, wave=wave)

    rows = Estimate.objects.filter(analysis=analysis, item="council")
    assert {each.marker for each in rows.filter(variable="age", group="1")} == {"c"}
    assert rows.filter(variable="age", group="3", figure="high").get().value
    assert not [each for each in rows.filter(variable="") if each.figure.isdigit()]


def test_at_the_desk_who_may_read_them_is_chosen_and_their_own_organisation_comes_first(client, cast, wave, at):
    analysis = analyse_wave(by=SITE, at=at, wave=wave)
    desk = [wave.survey.organisation.slug, wave.survey.public_id, wave.public_id]
    cast.sign_in(client, "lead")
    shown = client.get(reverse("desk_results", args=desk)).content.decode()

    assert "Who may read these figures?" in shown
    chosen = [line for line in shown.split("<input") if "checked" in line]
    assert len(chosen) == 1 and 'value="organisation"' in chosen[0]
    client.post(reverse("publish_results", args=desk), {"analysis": analysis.public_id, "readers": "everyone"})
    assert Analysis.objects.get().readers == "everyone"
    assert "Who may read these figures?" not in client.get(reverse("desk_results", args=desk)).content.decode()


def test_a_file_for_everyone_holds_no_figure_of_a_small_group(client, cast, wave, at):
    published(wave, at, "everyone")
    rows = json.loads(b"".join(client.get(address("survey_figures", wave, "json"))))

    assert rows and all(each["n"] >= 20 for each in rows if each["n"] is not None)
