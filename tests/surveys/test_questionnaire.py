"""Questions are frozen as they were asked, skipped as they say, and answered with what they offer."""

import pytest

from saidanddone.core.rules import Refused
from saidanddone.surveys.models import Wave
from saidanddone.surveys.questionnaire import LONGEST, Asked, cleaned, digest, frozen, questionnaire, shown
from tests.surveys.factories import QuestionFactory, SurveyFactory, WaveFactory

SCALE = Asked(
    "trust",
    "scale",
    {"en": "Trust?", "cy": "Ymddiried?"},
    labels={
        "en": {"0": "None", "3": "All", "88": "Don't know"},
        "cy": {"0": "Dim", "3": "Y cyfan", "88": "Dim syniad"},
    },
    scoring={"points": [0, 1, 2, 3], "missing": {"88": "dont_know"}},
)
SEVERAL = Asked(
    "ways",
    "several",
    {"en": "How?"},
    labels={"en": {"2": "Letter", "1": "Call", "9": "None"}},
    scoring={"missing": {"9": "prefer_not"}},
)


def test_codes_are_offered_points_first_and_no_answers_last():
    assert SCALE.codes == (0, 1, 2, 3, 88)
    assert SEVERAL.codes == (2, 1, 9)
    assert SCALE.label(0, "cy").text == "Dim"
    assert SCALE.label(1).text == ""


@pytest.mark.parametrize(
    ("asked", "raw", "kept"),
    [
        (SCALE, "3", 3),
        (SCALE, 88, 88),
        (SCALE, "", None),
        (SCALE, None, None),
        (SCALE, [], None),
        (SEVERAL, ["2", "1", "2"], [1, 2]),
        (SEVERAL, ["9"], [9]),
        (Asked("first", "ranking", {}, labels=SEVERAL.labels), ["2", "1"], [2, 1]),
        (Asked("age", "number", {}, lowest=0, highest=120), " 42 ", 42),
        (Asked("share", "number", {}), "2,5", 2.5),
        (Asked("why", "text", {}), "  Because. ", "Because."),
    ],
)
def test_answers_are_kept_as_codes_numbers_or_words(asked, raw, kept):
    assert cleaned(asked, raw) == kept


@pytest.mark.parametrize(
    ("asked", "raw", "why"),
    [
        (SCALE, "4", "one of the answers shown"),
        (SCALE, "x", "one of the answers shown"),
        (SCALE, ["1", "2"], "one answer"),
        (SEVERAL, ["1", "9"], "either answers"),
        (Asked("first", "ranking", {}, labels=SEVERAL.labels), ["2", "2"], "each place once"),
        (Asked("age", "number", {}, lowest=0, highest=120), "121", "from 0 to 120"),
        (Asked("age", "number", {}), "old", "Write a number"),
        (Asked("age", "number", {}), "nan", "Write a number"),
        (Asked("why", "text", {}), "x" * (LONGEST + 1), "at most 4,000"),
    ],
)
def test_what_is_no_answer_is_refused_with_words(asked, raw, why):
    with pytest.raises(Refused, match=why):
        cleaned(asked, raw)


def test_what_is_skipped_lets_all_be_skipped_that_hangs_on_it():
    used = Asked("used", "single", {})
    how = Asked("how", "several", {}, shown_after="used", shown_for=[1])
    why = Asked("why", "text", {}, shown_after="how", shown_for=[2])
    assert [each.name for each in shown([used, how, why], {})] == ["used"]
    assert [each.name for each in shown([used, how, why], {"used": 1, "how": [2, 3]})] == ["used", "how", "why"]
    assert [each.name for each in shown([used, how, why], {"used": 2, "how": [2]})] == ["used"]


@pytest.mark.django_db
def test_a_wave_asks_what_was_frozen_whatever_its_survey_becomes():
    survey = SurveyFactory(opened=True)
    question = QuestionFactory(survey=survey, name="trust")
    wave = WaveFactory(opened=True, survey=survey)
    question.wording = {"en": "Another question?"}
    question.save()
    assert str(questionnaire(wave)[0].said("wording")) == "How much do you trust the council?"
    assert digest(frozen(survey.questions.all())) != wave.questions_digest
    planned = WaveFactory(survey=survey)
    assert str(questionnaire(planned)[0].said("wording")) == "Another question?"


@pytest.mark.django_db
def test_what_is_frozen_is_read_once_and_never_taken_for_another_waves(django_assert_num_queries):
    wave, other = (WaveFactory(opened=True, link_key=name, asks=({"name": name},)) for name in ("first", "second"))
    questionnaire(wave)

    with django_assert_num_queries(0):
        assert questionnaire(Wave(questions_digest=wave.questions_digest))[0].name == "first"
        assert questionnaire(other)[0].name == "second"
