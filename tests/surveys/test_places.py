"""Results by place: people say where they live, or the sample does; what they said leads to the page of the place."""

from datetime import date

import pytest
from django.urls import reverse

from saidanddone.core.rules import Refused
from saidanddone.core.table_files import TableRow
from saidanddone.core.viewer import SITE
from saidanddone.surveys import actions
from saidanddone.surveys.codebooks import BadCodebook, read_codebook, with_places
from saidanddone.surveys.codes import Key
from saidanddone.surveys.drafts import QuestionDraft
from saidanddone.surveys.forms.places import PlacesForm
from saidanddone.surveys.forms.questions import QuestionForm
from saidanddone.surveys.models import Estimate, Response, Survey, Wave
from saidanddone.surveys.queries.results import of_place
from saidanddone.surveys.questionnaire import questionnaire
from tests.people.cast import assemble
from tests.places.factories import PlaceFactory
from tests.surveys.factories import SurveyFactory, WaveFactory
from tests.surveys.samples import respond

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return assemble()


@pytest.fixture
def quay(cast):
    return PlaceFactory(slug="quay", name="Quay", name_cy="Y Cei", code="W05000999", parent=cast.county)


@pytest.fixture
def survey(cast, quay, at):
    """A draft of the council that asks where people live, as the desk makes it."""
    made = SurveyFactory(organisation=cast.council)
    form = PlacesForm({"within": str(cast.county.pk)})
    assert form.is_valid(), form.errors
    actions.add_question(by=cast.viewer("steward"), at=at, survey=made, draft=form.draft())
    return made


def wave_of(survey, **facts):
    Survey.objects.filter(pk=survey.pk).update(state="ready", first_opened_at="2026-03-01T09:00Z")
    survey.refresh_from_db()
    return WaveFactory(survey=survey, asks=[{"name": "council"}], opened_at="2026-03-01T09:00Z", **facts)


def code_of(wave, place):
    (asked,) = [each for each in questionnaire(wave) if each.places]
    return next(int(code) for code, public_id in asked.places.items() if public_id == place.public_id)


def test_the_places_within_one_are_answers_in_both_languages(survey, cast, quay):
    (asked,) = survey.questions.all()
    code = next(code for code, place in asked.places.items() if place == quay.public_id)

    assert (asked.labels["en"][code], asked.labels["cy"][code]) == ("Quay", "Y Cei")
    assert set(asked.places.values()) == {quay.public_id, cast.bryn_teg.public_id}
    assert "Somewhere else" in asked.labels["en"].values() and asked.splits_results


def test_no_answer_is_a_place_that_is_not_here_or_is_another_ones(cast, quay, at):
    survey = SurveyFactory(organisation=cast.council)
    facts = {"name": "place", "kind": "single", "wording": {"en": "Where?"}, "labels": {"en": {"1": "A", "2": "B"}}}
    for places in ({"1": "0000000000"}, {"9": quay.public_id}, {"1": quay.public_id, "2": quay.public_id}):
        with pytest.raises(Refused, match="place"):
            draft = QuestionDraft(**facts, places=places)
            actions.add_question(by=cast.viewer("steward"), at=at, survey=survey, draft=draft)


def test_an_answer_whose_words_are_changed_is_no_longer_that_place(survey, cast, quay, at):
    question = survey.questions.get()
    code = next(code for code, place in question.places.items() if place == quay.public_id)
    form = QuestionForm(None, kind="single", before=[], question=question)
    sent = {name: value for name, value in form.initial.items() if value not in (None, False)}
    for language in ("en", "cy"):
        lines = [f"{key} = {words}" for key, words in question.labels[language].items() if key != "77"]
        sent[f"answers_{language}"] = "\n".join(lines).replace("Quay", "Harbour")
    form = QuestionForm(sent, kind="single", before=[], question=question)
    assert form.is_valid(), form.errors
    edited = actions.edit_question(by=cast.viewer("steward"), at=at, question=question, draft=form.draft())

    assert code not in edited.places and cast.bryn_teg.public_id in edited.places.values()


def published(survey, at, groups):
    wave = wave_of(survey, state="closed", closed_at="2026-03-31T09:00Z")
    codes = {place: code_of(wave, place) for place in groups}
    answers = [{"council": point, "place": codes[place]} for place, points in groups.items() for point in points]
    respond(wave, answers)
    wave = Wave.objects.select_related("survey__organisation").get(pk=wave.pk)
    return actions.publish_results(by=SITE, at=at, analysis=actions.analyse_wave(by=SITE, at=at, wave=wave))


def test_figures_by_place_stand_on_the_results_and_lead_to_the_place(client, survey, cast, quay, at):
    analysis = published(survey, at, {quay: [2, 5, 9] * 20, cast.bryn_teg: [8, 5, 1] * 20})

    high = of_place(quay).get(item="council", figure="high")
    assert high.value == pytest.approx(1 / 3) and high.analysis == analysis
    assert of_place(cast.bryn_teg).exists() and not of_place(cast.county).exists()
    wave = analysis.wave
    shown = client.get(reverse("survey_results", args=[wave.survey.public_id, wave.public_id])).content.decode()
    assert f'<a href="{reverse("place", args=[quay.slug])}">Quay</a>' in shown


def test_a_place_with_few_people_is_kept_back(survey, cast, quay, at):
    published(survey, at, {quay: [2, 5, 9] * 2, cast.bryn_teg: [8, 5, 1] * 30})

    assert {each.marker for each in of_place(quay)} == {"c"} and not of_place(quay).exclude(value=None)


@pytest.mark.parametrize("change", ["unpublished", "withdrawn", "organisation"])
def test_of_a_place_only_what_everyone_may_read_is_said(survey, cast, quay, at, change):
    analysis = published(survey, at, {quay: [2, 5, 9] * 20, cast.bryn_teg: [8, 5, 1] * 20})
    if change == "withdrawn":
        actions.withdraw_wave(by=SITE, at=at, wave=analysis.wave, reason="A mistake.")
    else:
        type(analysis).objects.update(**{"published_at": None} if change == "unpublished" else {"readers": change})

    assert Estimate.objects.of_place(quay).exists() and not of_place(quay)


def test_a_sample_names_places_by_code_or_name_and_who_was_drawn_there_finds_it_answered(survey, cast, quay, at):
    wave = wave_of(survey, state="open", opens_date=date(2026, 3, 1))
    rows = [
        TableRow(2, {"key": "1", "place": "w05000999"}),
        TableRow(3, {"key": "2", "place": "Bryn Teg"}),
        TableRow(4, {"key": "3", "place": "Atlantis"}),
        TableRow(5, {"key": "4"}),
    ]
    taken = actions.import_sample(by=cast.viewer("lead"), at=at, wave=wave, rows=rows)
    handed = {each.case.key: each.code for each in actions.make_codes(by=cast.viewer("lead"), at=at, wave=wave)}

    assert (taken.new, [each.line for each in taken.bad]) == (3, [4])
    facts = {"by": SITE, "at": at, "wave": wave, "language": "en"}
    for key, place in (("1", quay), ("2", cast.bryn_teg), ("4", None)):
        response = actions.begin_response(**facts, key=Key(handed[key], is_code=True))
        assert response.answers == ({"place": code_of(wave, place)} if place else {})


def test_a_place_that_came_with_the_sample_is_no_answer_to_hand_in(survey, cast, quay, at):
    wave = wave_of(survey, state="open", opens_date=date(2026, 3, 1))
    actions.import_sample(by=cast.viewer("lead"), at=at, wave=wave, rows=[TableRow(2, {"key": "1", "place": "Quay"})])
    (made,) = actions.make_codes(by=cast.viewer("lead"), at=at, wave=wave)
    facts = {"by": SITE, "at": at, "wave": wave, "language": "en", "key": Key(made.code, is_code=True)}
    actions.begin_response(**facts)

    with pytest.raises(Refused, match="at least one"):
        actions.finish_response(**facts)
    assert not wave.responses.finished().exists() and wave.sample.get().status != "answered"
    actions.save_answers(**facts, answers={"council": 7})
    assert actions.finish_response(**facts).answers == {"council": 7, "place": code_of(wave, quay)}


def test_on_the_day_a_case_forgets_its_place(survey, cast, quay, at):
    wave = wave_of(survey, state="closed", closed_at="2026-03-01T09:00Z", identity_deleted_date="2026-03-31")
    case = wave.sample.create(key="1", place=quay)
    actions.delete_identities(by=SITE, at=at.replace(month=6))

    case.refresh_from_db()
    assert case.place is None


CODEBOOK = """
[survey]
organisation = "council"
title.en = "Trust"
[columns]
wave = "round"
[waves."1"]
number = 1
opens = 2026-01-01
closes = 2026-01-31
[[questions]]
name = "ward"
kind = "single"
splits_results = true
wording.en = "Where do you live?"
places = { 1 = "W05000999", 2 = "%s" }
"""


def test_a_codebook_names_places_and_cells_may_too(cast, quay, at, tmp_path):
    path = tmp_path / "book.toml"
    path.write_text(CODEBOOK % "bryn-teg")
    cells = ["1", "Quay", "Y Cei", "W05000999", "Bryn Teg", "2", "Atlantis"]
    rows = [TableRow(line, {"round": "1", "ward": cell}) for line, cell in enumerate(cells, start=2)]
    book = read_codebook(path)
    summary = actions.import_survey(by=SITE, at=at, rows=rows, codebook=book, source="test")

    assert (summary.created, len(summary.rejected)) == (6, 1)
    assert sorted(each.answers["ward"] for each in Response.objects.all()) == [1, 1, 1, 1, 2, 2]
    path.write_text(CODEBOOK % "Atlantis")
    with pytest.raises(BadCodebook, match="Atlantis is no place"):
        with_places(read_codebook(path))


def test_at_the_desk_the_question_is_added_by_choosing_the_place_that_holds_them(client, cast, quay):
    survey = SurveyFactory(organisation=cast.council)
    url = reverse("ask_place", args=[cast.council.slug, survey.public_id])
    cast.sign_in(client, "steward")
    assert "(2)" in client.get(url).content.decode()
    assert client.post(url, {"within": "0"}).status_code == 400
    assert client.post(url, {"within": str(cast.county.pk)}).status_code == 302

    assert survey.questions.get().places
