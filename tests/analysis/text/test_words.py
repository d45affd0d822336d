"""Words, sentences and n-grams in any language."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.analysis.text import sentences, words
from saidanddone.analysis.text._words import folded, inner_ngrams


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mae’r dŵr yn oer", ["mae'r", "dŵr", "yn", "oer"]),
        ("DŴR Ŷ STRASSE", ["dŵr", "ŷ", "strasse"]),
        ("'quoted' don't rock'n'roll'", ["quoted", "don't", "rock'n'roll"]),
        ("bus 14, £3.50 a_b", ["bus", "14", "3", "50", "a", "b"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("❤️ 🚌", []),
        ("", []),
    ],
)
def test_words_are_letters_with_their_marks_and_apostrophes(text, expected):
    assert words(text) == expected


@given(st.text())
def test_words_do_not_depend_on_case_nor_on_how_accents_are_composed(text):
    assert words(unicodedata.normalize("NFD", folded(text))) == words(text)


@given(st.text())
def test_words_of_joined_words_are_the_same_words(text):
    assert words(" ".join(words(text))) == words(text)


def test_accents_are_kept_apart():
    assert words("dŵr") != words("dwr")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four… five", ["One.", "Two!", "Three?", "Four…", "five"]),
        ("A line\n\nanother\nthird", ["A line", "another", "third"]),
        ('She said "Never." Then left.', ['She said "Never."', "Then left."]),
        ("At 3.50 a ticket", ["At 3.50 a ticket"]),
        ("  \n ", []),
    ],
)
def test_sentences_end_at_marks_and_lines(text, expected):
    assert sentences(text) == expected


@given(st.text(alphabet="abcŵ", min_size=1, max_size=12), st.integers(1, 5), st.integers(0, 4))
def test_ngrams_are_all_pieces_of_the_padded_word(word, shortest, more):
    padded = f" {word} "
    longest = shortest + more

    found = set(inner_ngrams(word, shortest, longest))

    pieces = {padded[a:b] for a in range(len(padded)) for b in range(a + 1, len(padded) + 1)}
    assert found == {piece for piece in pieces if shortest <= len(piece) <= longest} or found == {padded}
    assert found
