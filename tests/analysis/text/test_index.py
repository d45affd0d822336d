"""The index knows which texts are alike."""

import dataclasses
import random

import hypothesis
import numpy as np
import pytest
from hypothesis import strategies as st

from saidanddone.analysis.text import NotFitted, TextIndex
from tests.analysis.text.reference import Reference

STATEMENTS = (
    "The number 14 bus is late every morning.",
    "Buses are late, and the bus stop is dark.",
    "Mae'r bws yn hwyr bob bore.",
    "Collodd rhywun gath ddu ger yr ysgol",
    "Ble mae fy nghath? Mae ei chath hi yma.",
    "The bins were not collected on Tuesday",
    "The bins, the bins, the bins!",
    "",
)
WORDS = ("bus", "bws", "late", "cath", "gath", "chath", "the", "dŵr", "a", "pool", "don't")
TEXTS = st.lists(
    st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
    min_size=1,
    max_size=8,
)


@pytest.fixture(scope="module")
def index():
    return TextIndex().fit(STATEMENTS)


@pytest.mark.parametrize("share", [0, 0.3, 0.5, 1])
@pytest.mark.parametrize("pairs", [True, False])
def test_likeness_agrees_with_the_definition(share, pairs):
    index = TextIndex(word_share=share, word_pairs=pairs).fit(STATEMENTS)
    reference = Reference(STATEMENTS, share=share, pairs=pairs)

    products = (index.matrix @ index.matrix.T).toarray()

    expected = [[reference.likeness(one, other) for other in reference.vectors] for one in reference.vectors]
    assert np.allclose(products, expected, atol=1e-5)


@pytest.mark.slow
@hypothesis.given(TEXTS, st.lists(st.sampled_from((*WORDS, "unseen", "words")), max_size=6).map(" ".join), st.randoms())
def test_a_text_from_outside_is_as_like_as_the_definition_says(texts, query, rng):
    labels = [rng.randrange(3) for _ in texts]
    reference = Reference(texts, labels)

    found = TextIndex().fit(texts, same_as=labels).similar(query)

    expected = {row: reference.likeness(reference.vector(query), one) for row, one in enumerate(reference.vectors)}
    assert {row for row, score in expected.items() if score > 1e-5} == set(found.rows)
    assert np.allclose(found.scores, [expected[row] for row in found.rows], atol=1e-5)
    assert list(found.scores) == sorted(found.scores, reverse=True)


@pytest.mark.slow
@hypothesis.given(TEXTS, st.randoms())
def test_the_order_of_the_texts_does_not_matter(texts, rng):
    order = list(range(len(texts)))
    rng.shuffle(order)
    before, after = TextIndex().fit(texts), TextIndex().fit([texts[row] for row in order])

    assert (before.matrix[order] != after.matrix).nnz == 0
    assert before.similar("late bus").scores == after.similar("late bus").scores


@hypothesis.given(TEXTS)
def test_every_row_has_length_one_or_says_nothing(texts):
    index = TextIndex().fit(texts)

    lengths = np.sqrt(np.asarray(index.matrix.multiply(index.matrix).sum(axis=1))).ravel()

    assert np.allclose(lengths, [1.0 if text.split() else 0.0 for text in texts], atol=1e-5)
    assert np.allclose((index.transform(texts) - index.matrix).toarray(), 0, atol=1e-6)


@pytest.mark.slow
@hypothesis.given(TEXTS, st.integers(1, 5))
def test_repeats_that_say_the_same_leave_likeness_as_it_was(texts, times):
    once = TextIndex().fit(texts)
    labels = [*range(len(texts)), *[0] * times]
    repeated = TextIndex().fit([*texts, *[texts[0]] * times], same_as=labels)

    assert np.allclose(once.vocabulary.idf, repeated.vocabulary.idf)
    assert (
        once.similar("bus late").scores == repeated.similar("bus late", exclude=range(len(texts), len(labels))).scores
    )


def test_welsh_mutations_are_found(index):
    found = index.similar("cath", k=2)

    assert set(found.rows) == {3, 4}


def test_texts_that_were_asked_with_and_those_left_out_do_not_come_up(index):
    assert 0 not in index.similar(0).rows
    assert not {0, 1} & set(index.similar([0, 1]).rows)
    assert 1 not in index.similar(0, exclude=[1]).rows
    assert index.similar(0, exclude=[1]).searched == len(STATEMENTS) - 2


def test_several_rows_are_asked_with_as_their_mean(index):
    dense = index.matrix.toarray()
    mean = dense[[0, 5]].sum(axis=0)

    found = index.similar(np.array([0, 5]), k=3)

    expected = dense @ (mean / np.linalg.norm(mean))
    assert np.allclose(found.scores, expected[list(found.rows)], atol=1e-5)


def test_ties_are_in_the_order_of_their_numbers():
    index = TextIndex().fit(["late bus", "bins", "late bus", "late bus"])

    assert index.similar("late bus").rows == (0, 2, 3)
    assert index.similar("late bus", k=2).rows == (0, 2)
    assert index.similar("late bus", k=0).rows == ()


def test_nothing_is_like_nothing(index):
    assert index.similar("").rows == index.similar(7).rows == index.similar("xylophone").rows == ()
    assert str(index.similar("")) == "Nothing alike among 8 texts."


def test_an_empty_index_answers():
    index = TextIndex().fit([])

    assert len(index) == 0
    assert index.similar("anything").rows == ()


def test_results_print_for_a_person_and_do_not_change(index):
    found = index.similar("the bins", k=1)

    assert "1 alike among 8 texts" in str(found)
    assert "The bins, the bins" in str(found)
    assert len(found) == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.rows = ()


@pytest.mark.parametrize("wrong", [{"inner": (0, 3)}, {"inner": (4, 3)}, {"word_share": 1.1}, {"word_share": -0.1}])
def test_settings_out_of_range_are_refused(wrong):
    with pytest.raises(ValueError, match=r"inner|word_share"):
        TextIndex(**wrong)


def test_wrong_questions_are_refused(index):
    with pytest.raises(IndexError, match="0 to 7"):
        index.similar(8)
    with pytest.raises(IndexError):
        index.similar(0, exclude=[-1])
    with pytest.raises(ValueError, match="negative"):
        index.similar(0, k=-1)
    with pytest.raises(ValueError, match="one label for each"):
        TextIndex().fit(["a", "b"], same_as=[1])
    with pytest.raises(NotFitted):
        TextIndex().similar("bus")


def test_without_pairs_the_method_says_so():
    index = TextIndex(word_pairs=False, inner=(2, 4)).fit(STATEMENTS)

    assert index.method == "TF-IDF of words and 2 to 4 letters, cosine"
    assert not index.vocabulary.pairs
    assert np.allclose((index.transform(STATEMENTS) - index.matrix).toarray(), 0, atol=1e-6)


@pytest.mark.slow
def test_ten_thousand_texts_are_searched_in_a_moment():
    rng = random.Random(1)
    made = ["".join(rng.choices("abcdefghijklmnoprstuwŵy", k=rng.randint(2, 9))) for _ in range(5000)]
    index = TextIndex().fit([" ".join(rng.choices(made, k=40)) for _ in range(10_000)])

    found = index.similar(range(100), k=20)

    assert len(found) == 20
    assert index.matrix.data.nbytes + index.matrix.indices.nbytes < 200e6
