"""A survey is built while it is a draft, by those who measure for its organisation; ready is what lacks nothing."""

from dataclasses import replace

import pytest

from saidanddone.core.refs import Ref
from saidanddone.core.rules import Refused
from saidanddone.record.models import Entry
from saidanddone.surveys import actions
from saidanddone.surveys.drafts import QuestionDraft, QuestionWords, SurveyDraft, SurveyWords
from saidanddone.surveys.instruments import instrument
from saidanddone.surveys.models import Survey
from saidanddone.surveys.questionnaire import Asked
from saidanddone.surveys.readiness import lacking
from saidanddone.surveys.result_words import figure_name
from tests.people.cast import assemble
from tests.people.factories import OrganisationFactory, ServiceFactory
from tests.surveys.factories import ENDS, TRUST, QuestionFactory, SurveyFactory, WaveFactory

pytestmark = pytest.mark.django_db
WORDS = SurveyWords(title={"en": "Trust in Aberwen", "cy": "Ymddiriedaeth"}, introduction={"en": "Why.", "cy": "Pam."})
SCALE = QuestionDraft(
    name="trust", kind="scale", wording={"en": "Trust?", "cy": "Ymddiried?"}, labels=ENDS, scoring=TRUST
)
AGE = QuestionDraft(
    name="age",
    kind="single",
    wording={"en": "How old are you?", "cy": "Faint yw eich oed?"},
    labels={"en": {"2": "35 or over", "1": "16 to 34"}, "cy": {"1": "16 i 34", "2": "35 neu hŷn"}},
)


@pytest.fixture
def cast():
    return assemble()


@pytest.fixture
def steward(cast):
    return cast.viewer("steward")


@pytest.fixture
def survey(cast):
    return SurveyFactory(organisation=cast.council)


def _draft(cast, **changes):
    facts = {"organisation": cast.council, "kind": "public", "words": WORDS}
    facts["about"] = Ref("organisation", cast.council.public_id)
    return SurveyDraft(**{**facts, **changes})


OTHERS = ["stranger", "resident", "connector", "officer", "other_officer", "moderator", "administrator"]


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_creates_or_changes_a_survey(cast, survey, at, who):
    by, question = cast.viewer(who), QuestionFactory(survey=survey)

    for attempt in (
        lambda: actions.create_survey(by=by, at=at, draft=_draft(cast)),
        lambda: actions.edit_survey(by=by, at=at, survey=survey, words=WORDS),
        lambda: actions.add_question(by=by, at=at, survey=survey, draft=SCALE),
        lambda: actions.edit_question(by=by, at=at, question=question, draft=SCALE),
        lambda: actions.move_question(by=by, at=at, question=question, up=True),
        lambda: actions.remove_question(by=by, at=at, question=question),
        lambda: actions.translate_survey(by=by, at=at, survey=survey, language="cy", words={}, questions={}),
        lambda: actions.make_ready(by=by, at=at, survey=survey),
        lambda: actions.archive_survey(by=by, at=at, survey=survey),
        lambda: _take(by, at, survey, "people-most"),
    ):
        with pytest.raises(Refused, match="measure"):
            attempt()


def _take(by, at, survey, *items, name="trust-between-people", whom=None, **more):
    chosen = instrument(name)
    return actions.take_from_instrument(
        by=by, at=at, survey=survey, instrument=chosen, items=items, whom=whom or {}, **more
    )


@pytest.mark.parametrize("who", ["lead", "steward"])
def test_whoever_measures_begins_a_survey_once_however_often_the_form_is_sent(cast, at, who):
    draft = _draft(cast, submission_key="k" * 64)

    first = actions.create_survey(by=cast.viewer(who), at=at, draft=draft)
    again = actions.create_survey(by=cast.viewer(who), at=at, draft=draft)

    assert first == again
    assert (first.state, str(first)) == ("draft", "Trust in Aberwen")


def test_whom_a_survey_is_about_fits_its_kind(cast, steward, at):
    homes, buses = OrganisationFactory(), ServiceFactory(organisation=cast.council)
    other = Ref("organisation", homes.public_id)

    for kind, about, why in (
        ("staff", other, "own organisation"),
        ("pulse", other, "service"),
        ("pulse", Ref("service", ServiceFactory(organisation=homes).public_id), "service"),
        ("public", Ref("contribution", "7k3m9qx2pd"), "that it is about"),
        ("public", Ref("place", "7k3m9qx2pd"), "that it is about"),
        ("poll", other, "whom it asks"),
    ):
        with pytest.raises(Refused, match=why):
            actions.create_survey(by=steward, at=at, draft=_draft(cast, kind=kind, about=about))
    pulse = actions.create_survey(
        by=steward, at=at, draft=_draft(cast, kind="pulse", about=Ref("service", buses.public_id))
    )
    assert pulse.about.public_id == buses.public_id


def test_questions_that_ship_are_copied_about_somebody_by_name(steward, survey, at):
    whom = {"en": "Aberwen  Council", "cy": "Cyngor Aberwen"}

    made = _take(steward, at, survey, "ability-job", "trust-whom", name="public-trust", whom=whom)

    assert [each.name for each in survey.questions.all()] == ["trust-whom", "ability-job"]
    trust, ability = made
    assert trust.wording["en"] == "How much do you trust Aberwen Council?"
    assert "Cyngor Aberwen" in trust.wording["cy"]
    assert (ability.determinant, ability.speaks_of) == ("ability", "competence")
    assert (ability.instrument, ability.instrument_version) == ("public-trust", 1)
    assert ability.scoring["bands"][2]["name"] == "high"


def test_the_same_is_asked_about_another_under_names_of_its_own(steward, survey, at):
    _take(steward, at, survey, "trust-whom", name="public-trust", whom={"en": "The Council"})

    with pytest.raises(Refused, match="trust-whom already"):
        _take(steward, at, survey, "trust-whom", name="public-trust", whom={"en": "Homes"})
    _take(steward, at, survey, "trust-whom", name="public-trust", whom={"en": "Homes"}, suffix="homes")

    assert [(each.name, each.construct) for each in survey.questions.all()] == [
        ("trust-whom", "overall"),
        ("trust-whom-homes", "overall-homes"),
    ]


def test_a_net_with_a_name_of_its_own_keeps_it_with_its_definition(cast, steward, at):
    staff, public = (SurveyFactory(organisation=cast.council, kind=kind) for kind in ("staff", "public"))
    (taken,) = _take(steward, at, staff, "managers-trusted", name="leadership-trust")
    (other,) = _take(steward, at, public, instrument("trust-between-people").items[0].name)

    asked = Asked.of(taken)
    assert figure_name(asked, "net") == "Net high trust"
    assert asked.net("words").text.startswith("The share who trust most or all of their managers")
    assert figure_name(Asked.of(other), "net") == "Net: high less low"


def test_only_questions_that_suit_the_survey_are_taken(cast, steward, survey, at):
    with pytest.raises(Refused, match="not meant"):
        _take(steward, at, survey, "managers-trusted", name="leadership-trust")
    for items in ((), ("nothing",)):
        with pytest.raises(Refused, match="at least one"):
            _take(steward, at, survey, *items)


def test_ones_own_questions_are_added_changed_moved_and_removed(steward, survey, at):
    trust = actions.add_question(by=steward, at=at, survey=survey, draft=SCALE)
    age = actions.add_question(by=steward, at=at, survey=survey, draft=AGE)

    assert list(age.labels["en"]) == ["1", "2"]
    actions.move_question(by=steward, at=at, question=age, up=True)
    assert [each.name for each in survey.questions.all()] == ["age", "trust"]
    with pytest.raises(Refused, match="no further"):
        actions.move_question(by=steward, at=at, question=age, up=True)
    actions.edit_question(by=steward, at=at, question=trust, draft=replace(SCALE, name="trusts", battery="core"))
    actions.remove_question(by=steward, at=at, question=age)
    assert [(each.name, each.battery) for each in survey.questions.all()] == [("trusts", "core")]


def test_what_hangs_on_a_question_keeps_it_before_and_with_its_answers(steward, survey, at):
    age = actions.add_question(by=steward, at=at, survey=survey, draft=AGE)
    why = QuestionDraft(name="why", kind="text", wording={"en": "Why?"}, shown_after="age", shown_for=[2])
    hanging = actions.add_question(by=steward, at=at, survey=survey, draft=why)

    only_one = {language: {"1": "16 to 34"} for language in ("en", "cy")}
    for attempt in (
        lambda: actions.remove_question(by=steward, at=at, question=age),
        lambda: actions.move_question(by=steward, at=at, question=hanging, up=True),
        lambda: actions.move_question(by=steward, at=at, question=age, up=False),
        lambda: actions.edit_question(by=steward, at=at, question=age, draft=replace(AGE, name="old")),
        lambda: actions.edit_question(by=steward, at=at, question=age, draft=replace(AGE, labels=only_one)),
    ):
        with pytest.raises(Refused, match=r"[Hh]ang"):
            attempt()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"wording": {}}, "Write the question"),
        ({"kind": "poem"}, "how it is answered"),
        ({"wording": {"en": "x" * 501}}, "too long"),
        ({"wording": {"fr": "Confiance ?"}}, "languages"),
        ({"labels": {"en": {"0": "x" * 121}}}, "too long"),
        ({"labels": {"en": {"11": "Beyond"}}}, "no point"),
        ({"scoring": {"points": [1]}}, "two points"),
        ({"scoring": {"points": list(range(61))}}, "two points"),
        ({"kind": "number", "lowest": 3, "highest": 3, "labels": {}, "scoring": {}}, "before the highest"),
        ({"shown_after": "nothing", "shown_for": [1]}, "earlier one"),
        ({"shown_after": "age", "shown_for": [9]}, "which answers"),
        ({"shown_after": "age"}, "which answers"),
        ({"name": "age"}, "age already"),
        ({"determinant": "beauty"}, "six grounds"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(steward, survey, at, changes, why):
    actions.add_question(by=steward, at=at, survey=survey, draft=AGE)

    with pytest.raises(Refused, match=why):
        actions.add_question(by=steward, at=at, survey=survey, draft=replace(SCALE, **changes))


def test_a_question_that_ships_is_its_instruments_until_what_is_asked_changes(steward, survey, at):
    (taken,) = _take(steward, at, survey, "people-most")

    draft = QuestionDraft.of(taken)
    moved = actions.edit_question(by=steward, at=at, question=taken, draft=replace(draft, splits_results=True))
    assert moved.instrument == "trust-between-people"
    changed = actions.edit_question(by=steward, at=at, question=taken, draft=replace(draft, wording={"en": "Trust?"}))
    assert (changed.instrument, changed.instrument_version) == ("", None)


def test_the_other_language_is_put_in_side_by_side(steward, survey, at):
    actions.add_question(
        by=steward, at=at, survey=survey, draft=replace(SCALE, wording={"en": "Trust?"}, labels={"en": ENDS["en"]})
    )
    words = {"title": " Ymddiriedaeth ", "introduction": "Pam.", "thanks": ""}
    questions = {"trust": QuestionWords(wording="Ymddiried?", labels=ENDS["cy"])}

    actions.translate_survey(by=steward, at=at, survey=survey, language="cy", words=words, questions=questions)

    survey.refresh_from_db()
    question = survey.questions.get()
    assert (survey.title["cy"], survey.title["en"]) == ("Ymddiriedaeth", "Trust in Aberwen")
    assert (question.wording["cy"], question.labels["cy"]["0"]) == ("Ymddiried?", "Dim o gwbl")
    with pytest.raises(Refused, match="languages"):
        actions.translate_survey(by=steward, at=at, survey=survey, language="fr", words=words, questions={})


def test_a_survey_is_ready_when_every_question_has_words_in_each_language_and_both_ends_labelled(steward, survey, at):
    lacks = [
        ({"wording": {"en": "Trust?"}}, "no words in Cymraeg"),
        ({"labels": {"en": ENDS["en"], "cy": {"0": "Dim", "88": "Dim syniad"}}}, "two ends"),
        ({"labels": {"en": ENDS["en"], "cy": {"0": "Dim", "10": "Y cyfan"}}}, "apart from its scale"),
        ({"kind": "single", "scoring": {}, "labels": {"en": {"1": "A", "2": "B"}, "cy": {"1": "A"}}}, "every answer"),
        ({"kind": "single", "scoring": {}, "labels": {}}, "two answers"),
        ({"kind": "text", "scoring": {}, "labels": {}, "help": {"en": "Help"}}, "help"),
        ({"shown_after": "later", "shown_for": [1]}, "asked before"),
    ]
    assert "at least one" in lacking(survey, [])[0].words
    for facts, why in lacks:
        question = QuestionFactory(survey=survey, **facts)
        assert any(why in each.words for each in lacking(survey, [question])), why
        with pytest.raises(Refused, match="still missing"):
            actions.make_ready(by=steward, at=at, survey=survey)
        question.delete()
    QuestionFactory(survey=survey)

    ready = actions.make_ready(by=steward, at=at, survey=survey)

    assert ready.state == Survey.State.READY
    with pytest.raises(Refused, match="back to a draft"):
        actions.add_question(by=steward, at=at, survey=survey, draft=AGE)


def test_a_ready_survey_is_rewritten_or_put_away_only_while_no_round_is_open(cast, steward, at):
    survey = SurveyFactory(organisation=cast.council, opened=True)
    wave = WaveFactory(survey=survey, opened=True)

    for act in (actions.rewrite_survey, actions.archive_survey):
        with pytest.raises(Refused, match="round is open"):
            act(by=steward, at=at, survey=survey)
    actions.close_wave(by=steward, at=at, wave=wave)
    assert actions.rewrite_survey(by=steward, at=at, survey=survey).state == "draft"
    with pytest.raises(Refused, match="follow"):
        actions.rewrite_survey(by=steward, at=at, survey=survey)
    assert actions.archive_survey(by=steward, at=at, survey=survey).state == "archived"
    with pytest.raises(Refused, match="no longer asked"):
        actions.edit_survey(by=steward, at=at, survey=survey, words=WORDS)


def test_words_that_everyone_can_read_enter_the_record_when_they_change_and_others_do_not(cast, steward, survey, at):
    actions.edit_survey(by=steward, at=at, survey=survey, words=WORDS)
    staff = SurveyFactory(organisation=cast.council, kind="staff", first_opened_at=at)
    actions.edit_survey(by=steward, at=at, survey=staff, words=WORDS)
    assert not Entry.objects.filter(kind="survey").exists()

    public = SurveyFactory(organisation=cast.council, first_opened_at=at)
    actions.edit_survey(by=steward, at=at, survey=public, words=WORDS)

    assert Entry.objects.about(public.ref).filter(kind="survey").count() == 1
