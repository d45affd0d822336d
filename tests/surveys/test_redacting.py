"""Words that everyone reads in a survey are taken out by themselves; what was asked, and its digest, stay known."""

import json

import pytest
from django.urls import reverse

from saidanddone.core.refs import Ref
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER
from saidanddone.moderation import actions as moderation
from saidanddone.moderation import registry
from saidanddone.moderation.models import Case
from saidanddone.record.models import Entry, Opening
from saidanddone.search.models import SearchDocument
from saidanddone.surveys import actions, recording
from saidanddone.surveys.codes import Key
from saidanddone.surveys.insights import breaks_between
from saidanddone.surveys.models import Survey, Wave
from saidanddone.surveys.questionnaire import as_it_was_asked, digest, questionnaire
from tests.surveys.factories import AnalysisFactory, QuestionFactory, SurveyFactory, WaveFactory

pytestmark = pytest.mark.django_db
BAD = "zzlibel"


@pytest.fixture
def survey(cast):
    return SurveyFactory(
        organisation=cast.council,
        opened=True,
        title={"en": f"Trust, says {BAD}", "cy": "Ymddiriedaeth"},
        thanks={"en": f"Thanks {BAD}"},
    )


@pytest.fixture
def wave(survey, at):
    found = WaveFactory(
        survey=survey,
        state="withdrawn",
        opened_at=at,
        withdrawn_reason=f"Because of {BAD}",
        sponsor=f"{BAD} Ltd",
        population={"en": f"All but {BAD}", "cy": "Pawb"},
        margins=[{"question": "age", "shares": {"1": 1}, "source": f"{BAD} census"}],
        asks=(
            {"name": "council", "wording": {"en": f"Do you trust {BAD}?", "cy": "Ydych chi?"}},
            {"name": "age", "single": True, "labels": {"en": {"1": "Young", "2": f"Old as {BAD}"}}},
        ),
    )
    AnalysisFactory(wave=found, weighting={"sources": {"age": f"{BAD} census"}}, published_at=at)
    return found


def words_without(about):
    described = registry.describe(about)
    return {part.name: part.text.replace(BAD, "[…]") for part in described.parts}


def redact(about, at, **more):
    registry.handler(about.kind).rewrite(about.public_id, words_without(about) | more, is_redacted=True, at=at)


def bring_back(about, words, at):
    registry.handler(about.kind).rewrite(about.public_id, words, is_redacted=False, at=at)


def test_every_public_word_of_a_round_and_its_questions_can_be_taken_out(wave, at):
    redact(wave.ref, at)
    wave.refresh_from_db()

    assert wave.is_redacted
    kept = (wave.population, wave.sponsor, wave.withdrawn_reason, wave.margins, wave.questions)
    assert BAD not in str(kept)
    assert "[…]" in wave.questions[0]["wording"]["en"]
    assert wave.questions[1]["labels"]["en"] == {"1": "Young", "2": "Old as […]"}
    assert BAD not in str(wave.analyses.get().weighting)


def test_the_words_around_it_and_those_that_the_next_round_would_ask_can_be_taken_out(survey, wave, at):
    redact(survey.ref, at)
    survey.refresh_from_db()

    assert survey.is_redacted
    assert BAD not in str([survey.title, survey.introduction, survey.thanks])
    assert BAD not in str([(each.wording, each.labels) for each in survey.questions.all()])
    assert BAD not in SearchDocument.objects.get(kind="survey").title


def test_the_digest_stays_what_the_record_says_and_each_question_says_which_it_was(wave, at):
    assert BAD in str(questionnaire(Wave.objects.get()))
    before, asked = wave.questions_digest, [as_it_was_asked(each) for each in questionnaire(wave)]
    redact(wave.ref, at)
    wave.refresh_from_db()

    assert wave.questions_digest == before != digest(wave.questions)
    assert [as_it_was_asked(each) for each in questionnaire(wave)] == asked
    assert BAD not in str(questionnaire(Wave.objects.get()))
    entry = Entry.objects.about(wave.ref).get(kind="survey-correction")
    assert json.loads(bytes(entry.content))["fields"] == {
        "is_redacted": True,
        "questions_digest": before,
        "shown_digest": digest(wave.questions),
    }


def test_brought_back_it_is_what_was_asked_to_the_last_letter(wave, at):
    words = registry.describe(wave.ref).words
    redact(wave.ref, at)
    bring_back(wave.ref, words, at)
    wave.refresh_from_db()

    assert digest(wave.questions) == wave.questions_digest
    assert not wave.is_redacted
    assert BAD in wave.withdrawn_reason


def test_a_label_whose_line_is_gone_is_a_gap_and_its_answer_stays(wave, at):
    redact(wave.ref, at, question_1_labels_en="1 = Young")
    asked = questionnaire(Wave.objects.get())[1]

    assert asked.label(2, "en").text == "[…]"
    assert 2 in asked.codes


def test_rounds_are_compared_where_they_asked_the_same_whatever_was_taken_out(wave, survey, at):
    same = WaveFactory(survey=survey, closed=True, number=wave.number + 1)
    redact(wave.ref, at)
    wave.refresh_from_db()

    assert breaks_between(questionnaire(same), questionnaire(wave)) == {}
    assert breaks_between(questionnaire(wave), questionnaire(same)) == {}
    other = WaveFactory(closed=True, asks=({"name": "council", "wording": {"en": "Another?", "cy": "Arall?"}},))
    assert "council" in breaks_between(questionnaire(other), questionnaire(wave))


def test_what_the_record_sealed_opens_no_more(survey, wave, at):
    recording.publish_words(survey, by=STRANGER, at=at)
    assert Opening.objects.filter(entry__about_id=survey.public_id, field="title_en").exists()
    redact(survey.ref, at)

    opened = Opening.objects.filter(entry__about_id=survey.public_id, field="title_en").get()
    assert opened.entry.kind == "survey-correction"


def test_a_survey_is_not_hidden_and_what_is_private_is_not_reported(cast, survey, wave, at):
    with pytest.raises(Refused, match="withdraw a round"):
        registry.handler("survey").hide(survey.public_id, at)
    handler, staff = registry.handler("survey"), SurveyFactory(opened=True, of_staff=True)

    assert handler.is_visible(survey.public_id, STRANGER)
    assert not handler.is_visible(staff.public_id, STRANGER)
    assert not handler.is_visible(SurveyFactory().public_id, STRANGER)
    assert handler.describe(SurveyFactory().public_id) is None
    assert registry.describe(Ref("survey-wave", WaveFactory().public_id)) is None


@pytest.mark.slow
def test_a_stranger_reports_a_moderator_takes_out_and_the_page_says_so(client, cast, survey, wave, at):
    assert BAD in client.get(reverse("survey", args=[survey.public_id])).content.decode()
    for about in (survey.ref, wave.ref):
        assert client.get(reverse("report", args=[about.kind, about.public_id])).status_code == 200
        moderation.report(by=STRANGER, about=about, reason="personal", words="", reporter_key=str(about), at=at)
        case, moderator = Case.objects.open().get(), cast.viewer("moderator")
        moderation.claim(by=moderator, public_id=case.public_id, at=at)
        described = registry.describe(about)
        left = words_without(about)
        first = described.parts[0].name
        ruling = moderation.Ruling(
            outcome="redact",
            seen=described.seen,
            text=left.pop(first),
            more=left,
            category="personal",
            reason="It names somebody.",
        )
        moderation.decide(by=moderator, public_id=case.public_id, ruling=ruling, at=at)

    for address in (
        reverse("survey", args=[survey.public_id]),
        reverse("survey_results", args=[survey.public_id, wave.public_id]),
    ):
        page = client.get(address).content.decode()
        assert BAD not in page
        assert "Part hidden" in page
    assert BAD not in client.get(f"/api/v1/surveys/{survey.public_id}").content.decode()


def test_a_redacted_question_is_answered_as_before(cast, at):
    survey = SurveyFactory(organisation=cast.council, opened=True)
    wave = WaveFactory(
        survey=survey,
        state="open",
        opened_at=at,
        link_key="x",
        modes=["link"],
        sampling="open",
        asks=({"name": "trust"},),
    )
    redact(wave.ref, at, question_0_wording_en="How much do you trust […]?")
    held = {"by": STRANGER, "at": at, "wave": Wave.objects.get(), "key": Key.made(), "language": "en"}
    actions.begin_response(**held)

    assert actions.save_answers(**held, answers={"trust": 7}).answers == {"trust": 7}
    assert QuestionFactory._meta.model.objects.get().wording["en"].startswith("How much")
    assert Survey.objects.get().is_redacted is False
