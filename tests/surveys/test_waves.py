"""A wave is planned, opened with its questions frozen, closed, withdrawn with a reason; what is public is recorded."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.record.models import Entry
from saidanddone.search.models import SearchDocument
from saidanddone.surveys import actions
from saidanddone.surveys.drafts import WaveDraft
from saidanddone.surveys.questionnaire import digest, questionnaire
from tests.people.cast import assemble
from tests.surveys.factories import QuestionFactory, SurveyFactory, WaveFactory

pytestmark = pytest.mark.django_db
PLAN = WaveDraft(
    opens_date=date(2026, 3, 2),
    closes_date=date(2026, 3, 31),
    identity_deleted_date=date(2026, 6, 30),
    sampling="probability",
    modes=["code", "paper"],
    population={"en": "Adults in Aberwen", "cy": "Oedolion yn Aberwen"},
)


@pytest.fixture
def cast():
    return assemble()


@pytest.fixture
def steward(cast):
    return cast.viewer("steward")


@pytest.fixture
def survey(cast):
    made = SurveyFactory(organisation=cast.council, ready=True)
    QuestionFactory(survey=made, name="trust")
    return made


@pytest.fixture
def planned(steward, survey, at):
    return actions.plan_wave(by=steward, at=at, survey=survey, draft=PLAN)


def _entries(wave):
    return [json.loads(bytes(entry.content))["fields"] for entry in Entry.objects.about(wave.ref).order_by("pk")]


@pytest.mark.parametrize(
    "who", ["stranger", "resident", "connector", "officer", "other_officer", "moderator", "administrator"]
)
def test_nobody_else_plans_opens_closes_or_withdraws(cast, survey, planned, at, who):
    by = cast.viewer(who)

    for attempt in (
        lambda: actions.plan_wave(by=by, at=at, survey=survey, draft=PLAN),
        lambda: actions.edit_wave(by=by, at=at, wave=planned, draft=PLAN),
        lambda: actions.set_quota(by=by, at=at, wave=planned, question="age", wanted={}),
        lambda: actions.open_wave(by=by, at=at, wave=planned),
        lambda: actions.close_wave(by=by, at=at, wave=planned),
        lambda: actions.withdraw_wave(by=by, at=at, wave=planned, reason="Because."),
    ):
        with pytest.raises(Refused, match="measure"):
            attempt()


def test_a_form_sent_twice_plans_one_wave_and_the_next_gets_the_next_number(steward, survey, at):
    draft = replace(PLAN, submission_key="k" * 64)

    first = actions.plan_wave(by=steward, at=at, survey=survey, draft=draft)
    assert actions.plan_wave(by=steward, at=at, survey=survey, draft=draft) == first
    assert actions.plan_wave(by=steward, at=at, survey=survey, draft=PLAN).number == 2


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"closes_date": date(2026, 3, 1)}, "after it has opened"),
        ({"opens_date": date(2026, 1, 1), "closes_date": date(2026, 3, 1)}, "day to come"),
        ({"identity_deleted_date": date(2026, 3, 30)}, "deleted after"),
        ({"identity_deleted_date": date(2028, 3, 30)}, "within a year"),
        ({"sampling": "friends"}, "chosen"),
        ({"modes": []}, "way in"),
        ({"modes": ["pigeon"]}, "way in"),
        ({"modes": ["code", "link"]}, "by chance"),
        ({"population": {"en": "x" * 2001}}, "too long"),
        ({"sponsor": "x" * 201}, "too long"),
    ],
)
def test_a_plan_that_does_not_hold_is_refused(steward, survey, at, changes, why):
    with pytest.raises(Refused, match=why):
        actions.plan_wave(by=steward, at=at, survey=survey, draft=replace(PLAN, **changes))


def test_a_planned_wave_can_be_changed_and_an_open_one_not(steward, planned, at):
    later = replace(PLAN, closes_date=date(2026, 4, 30), wanted=1100)

    assert actions.edit_wave(by=steward, at=at, wave=planned, draft=later).wanted == 1100
    actions.open_wave(by=steward, at=at, wave=planned)
    with pytest.raises(Refused, match="has begun"):
        actions.edit_wave(by=steward, at=at, wave=planned, draft=later)


def test_quotas_are_set_for_answers_that_a_question_offers(steward, survey, planned, at):
    QuestionFactory(survey=survey, name="age", single=True)

    actions.set_quota(by=steward, at=at, wave=planned, question="age", wanted={1: 300, 2: 400, 3: 0})
    actions.set_quota(by=steward, at=at, wave=planned, question="age", wanted={1: 350, 2: 0})

    assert [(each.code, each.wanted) for each in planned.quotas.all()] == [(1, 350)]
    for question, wanted, why in (
        ("trust", {0: 1}, "several answers"),
        ("nothing", {0: 1}, "several answers"),
        ("age", {9: 1}, "offers"),
        ("age", {77: 1}, "offers"),
        ("age", {1: -1}, "offers"),
    ):
        with pytest.raises(Refused, match=why):
            actions.set_quota(by=steward, at=at, wave=planned, question=question, wanted=wanted)


def test_opening_freezes_the_questions_and_enters_their_digest(steward, survey, planned, at):
    opened = actions.open_wave(by=steward, at=at, wave=planned)

    survey.refresh_from_db()
    assert survey.first_opened_at == at
    assert [each.name for each in questionnaire(opened)] == ["trust"]
    (entry,) = _entries(opened)
    assert entry["questions_digest"] == digest(opened.questions) == opened.questions_digest
    assert entry["state"] == "open"
    assert "Adults" not in str(entry)
    assert Entry.objects.about(survey.ref).filter(kind="survey").exists()
    assert SearchDocument.objects.filter(kind="survey", public_id=survey.public_id).exists()


def test_an_open_link_is_made_where_the_plan_has_one(steward, survey, at):
    plan = replace(PLAN, sampling="open", modes=["link"])
    wave = actions.plan_wave(by=steward, at=at, survey=survey, draft=plan)
    assert wave.link_key is None

    assert len(actions.open_wave(by=steward, at=at, wave=wave).link_key) == 10


def test_nothing_of_a_survey_of_staff_enters_the_record_or_the_index(cast, steward, at):
    survey = SurveyFactory(organisation=cast.council, ready=True, kind="staff")
    QuestionFactory(survey=survey)
    wave = actions.plan_wave(by=steward, at=at, survey=survey, draft=PLAN)

    actions.open_wave(by=steward, at=at, wave=wave)
    actions.withdraw_wave(by=steward, at=at, wave=wave, reason="Too few.")

    assert not Entry.objects.exists()
    assert not SearchDocument.objects.filter(kind="survey").exists()


@pytest.mark.parametrize(
    ("survey_facts", "wave_facts", "why"),
    [
        ({"state": "draft"}, {}, "ready first"),
        ({"introduction": {}}, {}, "still missing"),
        ({}, {"population": {"en": "Adults"}}, "whom it speaks for"),
        ({}, {"opens_date": date(2026, 1, 1), "closes_date": date(2026, 2, 1)}, "last day has passed"),
        ({}, {"state": "closed"}, "follow"),
    ],
)
def test_a_wave_opens_only_when_all_is_there(cast, steward, at, survey_facts, wave_facts, why):
    survey = SurveyFactory(organisation=cast.council, **{"ready": True, **survey_facts})
    QuestionFactory(survey=survey)
    wave = WaveFactory(survey=survey, **{"population": {"en": "Adults", "cy": "Oedolion"}, **wave_facts})

    with pytest.raises(Refused, match=why):
        actions.open_wave(by=steward, at=at, wave=wave)


def test_one_wave_of_a_survey_is_open_at_a_time(steward, survey, planned, at):
    second = actions.plan_wave(by=steward, at=at, survey=survey, draft=PLAN)
    actions.open_wave(by=steward, at=at, wave=planned)

    with pytest.raises(Refused, match="Another round"):
        actions.open_wave(by=steward, at=at, wave=second)


def test_a_wave_is_closed_and_that_is_recorded(steward, planned, at):
    actions.open_wave(by=steward, at=at, wave=planned)

    closed = actions.close_wave(by=steward, at=at, wave=planned)

    assert (closed.state, closed.closed_at) == ("closed", at)
    assert [entry["state"] for entry in _entries(closed)] == ["open", "closed"]
    with pytest.raises(Refused, match="follow"):
        actions.close_wave(by=steward, at=at, wave=planned)


def test_the_site_closes_what_is_past_its_last_day(steward, planned, at):
    actions.open_wave(by=steward, at=at, wave=planned)

    with pytest.raises(Refused, match="by the site"):
        actions.close_ended_waves(by=steward, at=at)
    assert actions.close_ended_waves(by=SITE, at=at) == 0
    assert actions.close_ended_waves(by=SITE, at=at + timedelta(days=30)) == 1
    planned.refresh_from_db()
    assert planned.state == "closed"


def test_a_wave_is_withdrawn_with_a_reason_in_sight_of_everyone(steward, planned, at):
    actions.open_wave(by=steward, at=at, wave=planned)

    with pytest.raises(Refused, match="reason"):
        actions.withdraw_wave(by=steward, at=at, wave=planned, reason=" ")
    withdrawn = actions.withdraw_wave(by=steward, at=at, wave=planned, reason="The letters were lost.")

    entry = _entries(withdrawn)[-1]
    assert entry["state"] == "withdrawn"
    assert "letters" not in str(entry)
    with pytest.raises(Refused, match="follow"):
        actions.withdraw_wave(by=steward, at=at, wave=planned, reason="Again.")


def test_a_plan_that_nobody_saw_is_withdrawn_without_an_entry(steward, planned, at):
    actions.withdraw_wave(by=steward, at=at, wave=planned, reason="No money.")

    assert not Entry.objects.exists()


def test_no_wave_is_planned_of_a_survey_that_is_put_away(steward, survey, at):
    actions.archive_survey(by=steward, at=at, survey=survey)

    with pytest.raises(Refused, match="no longer asked"):
        actions.plan_wave(by=steward, at=at, survey=survey, draft=PLAN)
