"""The one analysis of words, for index and query."""

import pytest

from saidanddone.search.words import asked, radicals, stem, terms, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The café’s TŶ Gwyn", ["the", "cafe", "ty", "gwyn"]),
        ("bus/train, co-op & (X10)", ["bus", "train", "co", "op", "x10"]),
        ("nul\x00inside", ["nul", "inside"]),
        ("'; DROP TABLE x; -- \"NEAR(", ["drop", "table", "x", "near"]),
        ("🚌🔥 ", []),
        ("snake_case", ["snake", "case"]),
        ("İstanbul ﬁne Straße", ["istanbul", "fine", "strasse"]),
    ],
)
def test_words_are_folded(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bus", "buses"),
        ("repair", "repairing"),
        ("repaired", "repairs"),
        ("bin", "bins"),
        ("body", "bodies"),
        ("collection", "collected"),
        ("move", "moving"),
        ("stop", "stopped"),
        ("fall", "falling"),
        ("house", "houses"),
        ("box", "boxes"),
    ],
)
def test_forms_of_one_word_share_a_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("bus", "bu"), ("gas", "gap"), ("bed", "b"), ("ring", "r"), ("class", "cla"), ("news", "knew"), ("need", "ne")],
)
def test_different_words_keep_different_stems(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("mutated", "radical"),
    [
        # soft
        ("fws", "bws"),
        ("blant", "plant"),
        ("drefi", "trefi"),
        ("gyngor", "cyngor"),
        ("ddoctor", "doctor"),
        ("ardd", "gardd"),
        ("feddyg", "meddyg"),
        ("lyfrgell", "llyfrgell"),
        ("reol", "rheol"),
        # nasal
        ("mhlant", "plant"),
        ("nhref", "tref"),
        ("nghyngor", "cyngor"),
        ("mws", "bws"),
        ("noctor", "doctor"),
        ("ngardd", "gardd"),
        # aspirate, and h before a vowel
        ("phlant", "plant"),
        ("thref", "tref"),
        ("chyngor", "cyngor"),
        ("harian", "arian"),
    ],
)
def test_mutated_word_leads_back_to_its_radical(mutated, radical):
    assert radical in radicals(mutated)


def test_short_words_and_numbers_do_not_mutate():
    assert radicals("fy") == ("fy",)
    assert radicals("2026") == ("2026",)


def test_only_welsh_texts_are_indexed_by_radical():
    english = terms(["a", "fair", "price"], kind="place", language="en")
    welsh = terms(["ei", "fws"], kind="place", language="cy")

    assert "0rbws" in welsh.split()
    assert "0r" not in english


def test_each_term_is_kept_once():
    assert terms(["bus", "buses", "late"], kind="place", language="en") == "0kplace 0sbus 0slat"
    assert terms([], kind="place", language="en") == "0kplace"


def test_small_words_count_only_where_there_are_no_others():
    assert [word.word for word in asked("the bus in the evening")] == ["bus", "evening"]
    assert [word.word for word in asked("the")] == ["the"]


def test_query_has_each_word_once_and_not_too_many():
    assert len(asked("bus bus bus")) == 1
    assert len(asked(" ".join(f"word{number}" for number in range(40)))) == 12


def test_last_word_is_unfinished_only_while_it_is_being_typed():
    assert [word.beginning for word in asked("late bus", unfinished=True)] == ["", "0sbus"]
    assert not asked("late bus ", unfinished=True)[-1].beginning
    assert not asked("late b", unfinished=True)[-1].beginning
    assert not asked("late bus")[-1].beginning
