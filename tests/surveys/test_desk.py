"""At the desk a survey is begun, built, translated, made ready and asked, with plain forms; others see nothing."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from saidanddone.surveys.instruments import instrument
from saidanddone.surveys.models import Question, Survey, Wave
from tests.people.cast import assemble
from tests.surveys.factories import QuestionFactory, SurveyFactory, WaveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return assemble()


@pytest.fixture
def desk(cast, client):
    cast.sign_in(client, "steward")
    return client


@pytest.fixture
def survey(cast):
    return SurveyFactory(organisation=cast.council)


def _url(name, survey, *more):
    return reverse(name, args=[survey.organisation.slug, survey.public_id, *more])


WORDS = {
    "title_en": "Trust in Aberwen",
    "title_cy": "Ymddiriedaeth",
    "introduction_en": "Why we ask.",
    "introduction_cy": "Pam rydym yn gofyn.",
    "thanks_en": "",
    "thanks_cy": "",
}


def test_a_survey_is_begun_with_its_words_in_both_languages(cast, desk):
    url = reverse("create_survey", args=["council"])
    key = desk.get(url).context["form"].initial["submission_key"]
    about = f"organisation:{cast.council.public_id}"
    sent = {**WORDS, "kind": "public", "about": about, "submission_key": key}

    answered = desk.post(url, sent)
    desk.post(url, sent)

    survey = Survey.objects.get()
    assert answered.url == _url("desk_survey", survey)
    assert survey.title == {"en": "Trust in Aberwen", "cy": "Ymddiriedaeth"}
    assert survey.created_by == cast.huw


def test_what_is_refused_stands_in_the_form_with_what_was_typed(cast, desk):
    sent = {**WORDS, "kind": "pulse", "about": f"organisation:{cast.council.public_id}", "title_en": "Mine"}

    refused = desk.post(reverse("create_survey", args=["council"]), sent)

    assert refused.status_code == 400
    assert "Choose the service" in refused.content.decode()
    assert 'value="Mine"' in refused.content.decode()


def test_questions_that_ship_are_looked_at_and_taken_about_somebody_by_name(desk, survey):
    offered = desk.get(_url("survey_instruments", survey)).content.decode()
    assert "Trust between people" in offered
    assert "Trust in those who lead" not in offered
    url = _url("take_from_instrument", survey, "public-trust")
    assert "Modelled on" in desk.get(url).content.decode()

    desk.post(url, {"items": ["trust-whom"], "whom_en": "the Council", "whom_cy": "y Cyngor", "suffix": ""})

    assert survey.questions.get().wording["en"] == "How much do you trust the Council?"
    assert desk.get(_url("take_from_instrument", survey, "leadership-trust")).status_code == 404


SCALE = {
    "wording_en": "How much do you trust the buses?",
    "wording_cy": "Faint ydych chi'n ymddiried yn y bysiau?",
    "answers_en": "Not at all\n10 = Completely",
    "answers_cy": "0 = Dim o gwbl\n10 = Yn llwyr",
    "lowest": "0",
    "highest": "10",
    "low_to": "4",
    "high_from": "6",
    "dont_know": "on",
    "dont_know_in_base": "on",
}


def test_a_scale_of_ones_own_is_added_with_dont_know_apart(desk, survey):
    desk.post(_url("add_question", survey, "scale"), {**SCALE, "answers_en": "0 = Not at all\n10 = Completely"})

    question = survey.questions.get()
    assert question.name == "how-much-do-you-trust"
    assert question.labels["en"] == {"0": "Not at all", "10": "Completely", "88": "Don't know"}
    assert question.labels["cy"]["88"] == "Ddim yn gwybod"
    assert question.scoring["missing"] == {"88": "dont_know"}
    assert [(band["name"], band["lowest"], band["highest"]) for band in question.scoring["bands"]] == [
        ("low", 0, 4),
        ("neutral", 5, 5),
        ("high", 6, 10),
    ]


def test_answers_are_typed_one_a_line(desk, survey):
    typed = {
        "wording_en": "How old are you?",
        "answers_en": "16 to 34\n35 or over",
        "answers_cy": "16 i 34\n35 neu hŷn",
    }

    desk.post(_url("add_question", survey, "single"), {**typed, "name": "age", "splits_results": "on"})

    question = survey.questions.get()
    assert question.labels["cy"] == {"1": "16 i 34", "2": "35 neu hŷn"}
    assert question.splits_results


@pytest.mark.parametrize(
    ("kind", "typed", "why"),
    [
        ("scale", {**SCALE, "highest": ""}, "lowest to a highest"),
        ("scale", {**SCALE, "lowest": "x"}, "whole number"),
        ("scale", {**SCALE, "highest": "99"}, "60 points"),
        ("scale", {**SCALE, "answers_en": "11 = Beyond"}, "no point"),
        ("single", {"wording_en": "A?", "answers_en": "1 = A\n1 = B"}, "twice"),
        ("single", {"wording_en": "", "answers_en": "A\nB"}, "Write the question"),
        ("text", {"wording_en": "A?", "shown_after": "age", "shown_for": "one"}, "numbers with commas"),
        ("text", {"wording_en": "A?", "shown_after": "nothing", "shown_for": "1"}, "not one of the"),
        ("number", {"wording_en": "A?", "lowest": "5", "highest": "4"}, "before the highest"),
        ("text", {"wording_en": "A?", "name": "a b"}, "letters, numbers"),
    ],
)
def test_what_cannot_be_asked_is_said_in_the_form(desk, survey, kind, typed, why):
    QuestionFactory(survey=survey, name="age", single=True)

    refused = desk.post(_url("add_question", survey, kind), typed)

    assert refused.status_code == 400
    assert why in refused.content.decode()
    assert survey.questions.count() == 1


@pytest.mark.parametrize("kind", Question.Kind.values)
def test_each_kind_has_a_form_and_is_kept_as_it_is_when_nothing_is_changed(desk, survey, kind):
    typed = {"wording_en": "Which?", "answers_en": "A\nB", "answers_cy": "A\nB", "lowest": "1", "highest": "5"}
    desk.post(_url("add_question", survey, kind), {**typed, "low_to": "2", "high_from": "4"})
    before = Question.objects.filter(survey=survey).values().get()
    question = survey.questions.get()
    url = _url("edit_question", survey, question.public_id)

    form = desk.get(url).context["form"]
    sent = {name: value for name, value in form.initial.items() if value not in (None, False) and name in form.fields}
    assert desk.post(url, sent).status_code == 302

    assert Question.objects.filter(survey=survey).values().get() == before


@pytest.mark.parametrize(("high_from", "is_kept"), [("4", True), ("5", False)])
def test_a_net_keeps_its_name_only_while_its_bands_are_as_they_were(desk, survey, high_from, is_kept):
    shipped = instrument("leadership-trust")
    item = shipped.item("managers-trusted")
    facts = {"scoring": shipped.scoring_of(item), "labels": item.labels}
    question = QuestionFactory(survey=survey, name="managers", lowest=1, highest=5, **facts)
    url = _url("edit_question", survey, question.public_id)
    form = desk.get(url).context["form"]
    sent = {name: value for name, value in form.initial.items() if value not in (None, False) and name in form.fields}

    assert desk.post(url, sent | {"high_from": high_from}).status_code == 302

    question.refresh_from_db()
    assert ("net" in question.scoring) is is_kept


@pytest.mark.parametrize("name", ["ons-well-being", "influence", "drivers-of-trust"])
def test_questions_that_ship_stay_as_they_are_when_the_form_is_saved_unchanged(desk, survey, name):
    items = [item.name for item in instrument(name).items]
    desk.post(_url("take_from_instrument", survey, name), {"items": items, "whom_en": "X", "whom_cy": "X"})
    question = survey.questions.last()
    before = Question.objects.filter(pk=question.pk).values().get()
    url = _url("edit_question", survey, question.public_id)
    form = desk.get(url).context["form"]

    desk.post(url, {each: value for each, value in form.initial.items() if value not in (None, False)})

    assert Question.objects.filter(pk=question.pk).values().get() == before
    assert before["instrument"] == name


def test_questions_are_moved_and_removed_by_one_press(desk, survey):
    first, second = (QuestionFactory(survey=survey, name=name) for name in ("first", "second"))

    desk.post(_url("move_question", survey, second.public_id, "up"))
    assert [each.name for each in survey.questions.all()] == ["second", "first"]
    desk.post(_url("remove_question", survey, first.public_id))
    assert [each.name for each in survey.questions.all()] == ["second"]
    refused = desk.post(_url("move_question", survey, second.public_id, "up"), follow=True)
    assert "no further place" in refused.content.decode()
    assert desk.post(_url("move_question", survey, second.public_id, "away")).status_code == 404
    assert desk.get(_url("move_question", survey, second.public_id, "up")).status_code == 405


def test_all_words_are_put_into_the_other_language_side_by_side(desk, survey):
    question = QuestionFactory(survey=survey, wording={"en": "How much?"}, labels={"en": {"0": "None", "10": "All"}})
    url = _url("translate_survey", survey, "cy")
    page = desk.get(url).content.decode()
    assert "How much?" in page

    sent = {"title": "Teitl", "introduction": "Pam.", "thanks": ""}
    sent |= {f"{question.public_id}-wording": "Faint?", f"{question.public_id}-labels": "0 = Dim\n10 = Y cyfan"}
    desk.post(url, sent)

    question.refresh_from_db()
    assert question.wording == {"en": "How much?", "cy": "Faint?"}
    assert question.labels["cy"] == {"0": "Dim", "10": "Y cyfan"}
    assert desk.get(_url("translate_survey", survey, "fr")).status_code == 404


def test_the_page_says_what_is_missing_and_what_could_be_better(desk, survey):
    QuestionFactory(survey=survey, name="bad", wording={"en": "Surely the buses are clean and cheap?"})

    page = desk.get(_url("desk_survey", survey)).content.decode()

    assert "It has no words in Cymraeg" in page
    assert "No word that leads" in page
    assert "Make it ready" not in page


def test_a_survey_goes_from_draft_to_a_round_that_is_open_and_closed(desk, survey):
    QuestionFactory(survey=survey, name="age", single=True)
    desk.post(_url("move_survey", survey, "ready"))
    url = _url("plan_wave", survey)
    plan = {
        f"{name}_{part}": value
        for name, day in DAYS.items()
        for part, value in zip(("day", "month", "year"), day, strict=True)
    }
    plan |= {"sampling": "probability", "modes": ["code"], "population_en": "Adults", "population_cy": "Oedolion"}
    plan["submission_key"] = desk.get(url).context["form"].initial["submission_key"]

    answered = desk.post(url, plan)
    assert answered.status_code == 302, answered.context["form"].errors

    wave = Wave.objects.get()
    page = desk.get(_url("desk_wave", survey, wave.public_id)).content.decode()
    assert "Open the round" in page
    desk.post(_url("set_quota", survey, wave.public_id, "age"), {"code_1": "300", "code_2": ""})
    assert wave.quotas.get().wanted == 300
    assert desk.get(_url("edit_wave", survey, wave.public_id)).status_code == 200
    desk.post(_url("move_wave", survey, wave.public_id, "open"))
    wave.refresh_from_db()
    assert wave.state == "open"
    assert desk.get(_url("edit_wave", survey, wave.public_id)).status_code == 403
    desk.post(_url("move_wave", survey, wave.public_id, "close"))
    wave.refresh_from_db()
    assert wave.state == "closed"
    assert (
        _url("desk_results", survey, wave.public_id)
        in desk.get(_url("desk_wave", survey, wave.public_id)).content.decode()
    )
    withdraw = _url("withdraw_wave", survey, wave.public_id)
    assert desk.post(withdraw, {"reason": ""}).status_code == 400
    desk.post(withdraw, {"reason": "The list was wrong."})
    assert "The list was wrong." in desk.get(_url("desk_wave", survey, wave.public_id)).content.decode()


DAYS = {
    "opens_date": ("1", "3", "2030"),
    "closes_date": ("31", "3", "2030"),
    "identity_deleted_date": ("30", "6", "2030"),
}


def test_the_preview_shows_every_question(desk, survey):
    QuestionFactory(survey=survey, name="scale")
    QuestionFactory(survey=survey, name="single", single=True)
    QuestionFactory(survey=survey, name="text", text=True)
    for kind in ("several", "ranking"):
        QuestionFactory(survey=survey, name=kind, kind=kind, labels={"en": {"1": "A", "2": "B"}}, scoring={})
    QuestionFactory(survey=survey, name="number", kind="number", labels={}, scoring={})

    page = desk.get(_url("preview_survey", survey)).content.decode()

    assert all(f'name="q-{kind}' in page for kind in Question.Kind.values)
    assert "Don&#x27;t know" in page


def test_words_are_shown_as_words_whatever_they_hold(desk, survey):
    attack = "<script>alert(1)</script>"
    survey.title = {"en": attack}
    survey.introduction = {"en": attack}
    survey.save()
    QuestionFactory(survey=survey, wording={"en": attack}, labels={"en": {"0": attack, "10": attack}})

    for name in ("desk_survey", "preview_survey", "edit_survey"):
        assert attack not in desk.get(_url(name, survey)).content.decode()
    assert attack not in desk.get(_url("translate_survey", survey, "cy")).content.decode()


@pytest.mark.parametrize("who", ["officer", "other_officer", "connector", "moderator", "resident", "stranger"])
def test_nobody_else_sees_the_desk_of_surveys(cast, survey, client, who):
    cast.sign_in(client, who)

    for url in (reverse("desk_surveys", args=["council"]), _url("desk_survey", survey), _url("preview_survey", survey)):
        assert client.get(url).status_code in {302, 403}
    assert client.post(_url("move_survey", survey, "archived")).status_code in {302, 403}
    survey.refresh_from_db()
    assert survey.state == "draft"


def test_a_survey_of_another_organisation_is_not_found_at_ones_own_desk(desk, cast):
    other = SurveyFactory(organisation=cast.homes)

    assert desk.get(reverse("desk_survey", args=["council", other.public_id])).status_code == 404
    assert desk.get(_url("desk_survey", other)).status_code == 403


def test_a_wave_or_a_question_of_another_survey_is_not_found(desk, survey):
    question, wave = QuestionFactory(), WaveFactory()

    assert desk.get(_url("edit_question", survey, question.public_id)).status_code == 404
    assert desk.get(_url("desk_wave", survey, wave.public_id)).status_code == 404


def test_what_a_form_does_not_ask_for_cannot_be_sent_with_it(desk, cast, survey):
    sent = {**WORDS, "state": "ready", "first_opened_at": "2026-01-01", "organisation": cast.homes.pk, "kind": "staff"}

    desk.post(_url("edit_survey", survey), sent)
    desk.post(_url("add_question", survey, "text"), {"wording_en": "Why?", "instrument": "public-trust", "order": "-5"})

    survey.refresh_from_db()
    assert (survey.state, survey.kind, survey.organisation) == ("draft", "public", cast.council)
    question = survey.questions.get()
    assert (question.instrument, question.order) == ("", 1)


def test_the_list_takes_the_same_number_of_queries_however_long_it_is(desk, cast, django_assert_num_queries):
    url = reverse("desk_surveys", args=["council"])
    SurveyFactory(organisation=cast.council)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        desk.get(url)
    SurveyFactory.create_batch(5, organisation=cast.council)
    with django_assert_num_queries(len(one)):
        desk.get(url)


def test_the_desk_leads_to_the_surveys_of_ones_own_organisation(desk):
    assert desk.get(reverse("own_surveys")).url == reverse("desk_surveys", args=["council"])


def test_the_desk_has_the_addresses_by_which_people_answer_while_a_round_is_open(desk, cast, settings, at):
    survey = SurveyFactory(organisation=cast.council, opened=True)
    wave = WaveFactory(survey=survey, opened=True, modes=["link", "kiosk", "code"], asks=[{"name": "trust"}])
    ways = [f"/answer/{wave.link_key}/", f"/answer/{wave.public_id}/kiosk/", "/answer/"]

    with time_machine.travel(at, tick=False):
        shown = desk.get(_url("desk_wave", survey, wave.public_id)).content.decode()
    assert all(f'value="{settings.SITE_URL}{way}"' in shown for way in ways)
    assert "/answer/" not in desk.get(_url("desk_wave", survey, wave.public_id)).content.decode()


@pytest.mark.parametrize(
    ("state", "moment"), [("open", "opened_at"), ("closed", "closed_at"), ("published", "published_at")]
)
def test_the_list_says_which_round_is_open_closed_or_published_and_since_when(client, cast, state, moment):
    survey = SurveyFactory(organisation=cast.council, opened=True)
    WaveFactory(survey=survey, number=1, closed=True)
    newest = WaveFactory(survey=survey, number=2, opened=True)
    Wave.objects.filter(pk=newest.pk).update(state=state, **{moment: datetime(2026, 2, 3, 12, tzinfo=UTC)})
    cast.sign_in(client, "lead")
    shown = client.get(f"/desk/{cast.council.slug}/surveys/").content.decode()

    assert "Round 2" in shown and "Round 1" not in shown
    assert "3 February 2026" in shown and str(Wave.State(state).label) in shown


def test_the_menu_of_the_desk_marks_surveys_on_their_pages(client, cast):
    cast.sign_in(client, "lead")
    begun = SurveyFactory(organisation=cast.council)
    for path in (reverse("desk_surveys", args=[cast.council.slug]), _url("desk_survey", begun)):
        shown = client.get(path).content.decode()
        assert '<a href="/desk/surveys/" aria-current="page">' in shown
        assert shown.split('class="desk__nav"')[1].split("</nav>")[0].count('aria-current="page"') == 1
