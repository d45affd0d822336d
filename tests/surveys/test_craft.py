"""What a questionnaire could do better is said by rules with names."""

import pytest

from saidanddone.surveys import craft
from saidanddone.surveys.instruments import instrument, names
from saidanddone.surveys.questionnaire import Asked
from tests.surveys.factories import ENDS, TRUST


def scale(name="trust", words="How much do you trust the council?", **facts):
    return Asked(name, "scale", {"en": words, "cy": "Faint?"}, **{"labels": ENDS, "scoring": TRUST, **facts})


def broken(*questions):
    return {rule.name: rule.questions for rule in craft.review(questions) if not rule.is_met}


def test_a_good_question_breaks_no_rule():
    assert broken(scale()) == {}


def test_an_empty_survey_breaks_no_rule():
    assert broken() == {}


EVEN = {**TRUST, "points": [1, 2, 3, 4], "bands": [{"name": "high", "lowest": 3, "highest": 4, "side": 1}]}


@pytest.mark.parametrize(
    ("questions", "rule"),
    [
        ([scale("a", instrument="drivers-of-trust"), scale("b", instrument="trust-between-people")], "order"),
        ([scale("a", instrument="public-trust"), scale("b", instrument="trust-between-people")], "order"),
        ([Asked("b", "single", {"en": "How old are you?"}, splits_results=True), scale()], "person_last"),
        ([scale("b", labels={"en": {"0": "None"}})], "ends"),
        ([scale("b", scoring={**TRUST, "bands": TRUST["bands"][2:]})], "balanced"),
        ([scale("b", scoring=EVEN)], "middle"),
        ([scale("b", scoring={**TRUST, "missing": {}})], "dont_know"),
        ([scale("b", labels={"en": {**ENDS["en"], "5": "Not sure"}, "cy": ENDS["cy"]})], "dont_know"),
        ([scale("b", "trust " * 26)], "short"),
        ([scale("b", "To what extent does institutional accountability facilitate participation?")], "reading_age"),
        ([scale("b", "Are the buses clean and on time?")], "one_thing"),
        ([scale("b", "Surely the council does well?")], "leading"),
        ([Asked("b", "scale", {"cy": "Wrth gwrs?"}, labels=ENDS, scoring=TRUST)], "leading"),
    ],
)
def test_what_could_be_better_is_named(questions, rule):
    assert broken(*questions).get(rule) == ("b",)


def test_what_leads_up_to_a_question_may_name_two_things():
    assert broken(scale(words="If a flood or a storm came, would they be ready?")) == {}


def test_reading_age_is_that_of_flesch_and_kincaid():
    # 8 words, 1 sentence, 8 syllables: 0.39 × 8 + 11.8 × 1 − 15.59 is below nought, and a child of 5 can read it
    assert craft.reading_age("How much do you trust the old dog?") == pytest.approx(
        0.39 * 8 + 11.8 - 15.59 + 5, abs=0.6
    )
    assert craft.reading_age("") == 0
    assert [craft.syllables(word) for word in ("trust", "people", "council", "government", "take", "idea")] == [
        *(1, 2, 2, 3, 1, 2),
    ]


def test_how_long_it_takes_is_said_in_minutes():
    assert craft.minutes([]) == 1
    assert craft.minutes([scale()] * 20 + [Asked("why", "text", {})] * 4) == 7


EXPECTED = {
    "influence": {"balanced", "middle", "reading_age"},
    "drivers-of-trust": {"reading_age"},
    "partners": {"middle"},
    "partnership": {"middle"},
}
"""Asked as others ask it, so that figures can be compared: without a middle. Partners have four points on purpose."""


@pytest.mark.parametrize("name", names())
def test_what_ships_asks_in_short_plain_words_that_do_not_lead(name):
    whom = {"en": "the council", "cy": "Cyngor Aberwen"}
    asked = [
        Asked(item.name, item.kind, item.asked(whom), labels=item.labels, scoring=item.scoring, instrument=name)
        for item in instrument(name).items
    ]

    assert broken(*asked).keys() <= EXPECTED.get(name, set())
