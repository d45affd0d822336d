"""Groups are proposed where there are any, and only there."""

import csv
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from saidanddone.analysis.text import TextIndex, _clusters, propose_groups
from saidanddone.analysis.text._clusters import agreement, bunch, condense, of_length_one
from saidanddone.analysis.text._typical import telling_words, typical_sentences

TOPICS = {
    "bus": ("late", "full", "cold", "crowded"),
    "pool": ("shut", "dirty", "deep", "chilly"),
    "road": ("narrow", "wet", "broken", "flooded"),
    "bins": ("heaped", "torn", "lost", "smelly"),
    "park": ("dark", "muddy", "locked", "littered"),
}
REAL = Path(__file__).parents[4] / "shared" / "data" / "opinions" / "american-assembly.bowling-green" / "comments.csv"


def said(topic):
    return [f"The {topic} was {one} and {other}" for one in TOPICS[topic] for other in TOPICS[topic] if one != other]


TEXTS = [text for topic in TOPICS for text in said(topic)]


@pytest.fixture(scope="module")
def proposal():
    return propose_groups(TextIndex().fit(TEXTS), seed=1, number=5)


@pytest.fixture(scope="module")
def by_rule():
    """The same without a hint of how many there are; takes longer."""
    return propose_groups(TextIndex().fit(TEXTS), seed=1)


def by_chance(rng, size, length=15, different=400):
    """Texts of words that are drawn by themselves, common ones often."""
    made = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(2, 9))) for _ in range(different)]
    return [" ".join(rng.choices(made, [1 / (1 + rank) for rank in range(different)], k=length)) for _ in range(size)]


def test_topics_are_found_with_their_words(proposal):
    assert proposal.clear
    assert {group.words[0] for group in proposal.groups} == set(TOPICS)
    for group in proposal.groups:
        assert {TEXTS[row].split()[1] for row in group.rows} == {group.words[0]}


def test_typical_sentences_stand_in_the_group_and_differ(proposal):
    for group in proposal.groups:
        assert 1 <= len(group.sentences) <= 3
        assert {sentence.row for sentence in group.sentences} <= set(group.rows)
        assert all(sentence.text in TEXTS[sentence.row] for sentence in group.sentences)
        scores = [sentence.score for sentence in group.sentences]
        assert scores == sorted(scores, reverse=True)


def test_every_text_is_in_one_group_or_alone(proposal):
    rows = [row for group in proposal.groups for row in group.rows]

    assert sorted([*rows, *proposal.alone]) == list(range(len(TEXTS)))


def test_the_proposal_prints_for_a_person(proposal):
    assert str(proposal).startswith("5 groups proposed; ")
    assert "voices: " in str(proposal.groups[0])
    assert str(proposal.groups[0].sentences[0]).startswith("“The ")


@pytest.mark.slow
def test_how_many_there_are_is_found_by_rule(proposal, by_rule):
    assert by_rule.groups == proposal.groups
    assert str(by_rule.tried[0]).startswith("2 groups: steady by ")
    assert max(by_rule.tried, key=lambda each: each.gain).k == 5


@pytest.mark.slow
@pytest.mark.parametrize("shuffle", [1, 2, 3])
def test_the_order_of_the_texts_does_not_matter(by_rule, shuffle):
    order = list(range(len(TEXTS)))
    random.Random(shuffle).shuffle(order)

    after = propose_groups(TextIndex().fit([TEXTS[row] for row in order]), seed=1)

    assert {frozenset(group.rows) for group in by_rule.groups} == {
        frozenset(order[row] for row in group.rows) for group in after.groups
    }
    assert [group.words for group in by_rule.groups] == [group.words for group in after.groups]


@pytest.mark.slow
def test_the_same_seed_proposes_the_same(by_rule):
    assert propose_groups(TextIndex().fit(TEXTS), seed=1) == by_rule


@pytest.mark.slow
def test_what_says_the_same_counts_once_and_stays_together(by_rule):
    labels = [*range(len(TEXTS)), *[3] * 30]
    repeated = [*TEXTS, *[TEXTS[3]] * 30]

    from_index = propose_groups(TextIndex().fit(repeated, same_as=labels), seed=1)
    given_later = propose_groups(TextIndex().fit(repeated), seed=1, same_as=labels)

    assert [group.voices for group in from_index.groups] == [group.voices for group in by_rule.groups]
    assert from_index.voices == given_later.voices == len(TEXTS)
    for found in (from_index, given_later):
        home = [group for group in found.groups if 3 in group.rows]
        assert all(set(range(len(TEXTS), len(repeated))) <= set(group.rows) for group in home)
        assert home or {3, len(TEXTS)} <= set(found.alone)


@pytest.mark.parametrize("texts", [[], ["Bins"], ["Bins are full"] * 12, [""] * 40, ["Bins"] * 40])
def test_too_few_or_all_alike_are_no_groups(texts):
    found = propose_groups(TextIndex().fit(texts), seed=1)

    assert not found.clear
    assert found.alone == tuple(range(len(texts)))
    assert str(found) == f"No clear groups among {len(texts)} voices."


@pytest.mark.slow
def test_words_drawn_by_chance_are_no_groups():
    clear = [
        propose_groups(TextIndex().fit(by_chance(random.Random(draw), size)), seed=draw).clear
        for size in (40, 100, 250)
        for draw in range(8)
    ]

    assert sum(clear) == 0


@pytest.mark.slow
def test_a_number_that_was_asked_for_is_given_even_where_nothing_is_clear():
    index = TextIndex().fit(by_chance(random.Random(1), 100))

    found = propose_groups(index, seed=1, number=6, sentences=1)

    assert 1 <= len(found.groups) <= 6
    assert found.tried == ()
    assert all(len(group.sentences) == 1 for group in found.groups)


@pytest.mark.parametrize("number", [0, 1, 61])
def test_an_impossible_number_of_groups_is_refused(number):
    with pytest.raises(ValueError, match="between 2 and the 60 voices"):
        propose_groups(TextIndex().fit(TEXTS), seed=1, number=number)


def test_labels_of_another_length_are_refused():
    with pytest.raises(ValueError, match="one label for each"):
        propose_groups(TextIndex().fit(TEXTS), seed=1, same_as=[1, 2])


@pytest.mark.slow
@pytest.mark.skipif(not REAL.exists(), reason="needs the statements of Bowling Green in ../shared/data/opinions")
def test_the_statements_of_bowling_green_have_groups():
    with REAL.open() as file:
        texts = [row["comment-body"] for row in csv.DictReader(file)]

    found = propose_groups(TextIndex().fit(texts), seed=1, number=15)

    words = {word for group in found.groups for word in group.words}
    assert {"traffic", "internet", "downtown"} <= words
    assert propose_groups(TextIndex().fit(texts), seed=1).clear


GROUPINGS = st.integers(2, 30).flatmap(
    lambda size: st.tuples(*[st.lists(st.integers(0, 3), min_size=size, max_size=size).map(np.array)] * 2)
)


@given(GROUPINGS)
def test_agreement_is_the_adjusted_rand_index_counted_pair_by_pair(groupings):
    one, other = groupings
    pairs = [(a, b) for a in range(len(one)) for b in range(a)]
    both = sum(one[a] == one[b] and other[a] == other[b] for a, b in pairs)
    first, second = (sum(labels[a] == labels[b] for a, b in pairs) for labels in groupings)
    chance, most = first * second / len(pairs), (first + second) / 2

    expected = 1.0 if most == chance else (both - chance) / (most - chance)

    assert agreement(one, other) == pytest.approx(expected)
    assert agreement(one, one) == 1


@settings(max_examples=10)
@given(st.integers(0, 2**32 - 1), st.integers(2, 4))
def test_bunches_lie_nearest_to_their_own_centre(seed, k):
    points = of_length_one(np.random.default_rng(seed).standard_normal((30, 4)))

    labels, centres = bunch(points, k, np.random.default_rng(seed))

    assert np.array_equal(labels, np.argmax(points @ centres.T, axis=1))
    assert np.allclose(np.linalg.norm(centres, axis=1), 1)


def test_bunches_of_equal_points_and_bunches_without_points_do_no_harm():
    points = of_length_one(np.ones((6, 3)))

    labels, centres = bunch(points, 3, np.random.default_rng(1))

    assert len(set(labels.tolist())) == 1
    assert np.allclose(np.linalg.norm(centres, axis=1), 1)


def test_condensed_rows_keep_the_angles_of_a_matrix_of_few_dimensions():
    rng = np.random.default_rng(1)
    rows = rng.standard_normal((40, 3)) @ rng.standard_normal((3, 25))

    found = condense(sparse.csr_matrix(rows.astype(np.float32)), 3, rng)

    unit = of_length_one(rows)
    assert np.allclose(found @ found.T, unit @ unit.T, atol=1e-4)


def test_words_that_all_use_tell_nothing():
    uses = sparse.csr_matrix(np.ones((10, 1)))

    assert telling_words(uses, ["the"], [np.arange(5)]) == [()]


def test_short_sentences_are_typical_where_there_are_no_others():
    index = TextIndex().fit(["Late bus.", "Late bus!", ""])

    assert [each.text for each in typical_sentences(index, [np.array([0]), np.array([1])], 3)] == ["Late bus!"]
    assert typical_sentences(index, [np.array([2])], 3) == ()


def test_each_text_has_a_group_where_the_rounds_end_before_the_groups_settle(monkeypatch):
    monkeypatch.setattr(_clusters, "ROUNDS", 1)
    points = of_length_one(np.random.default_rng(3).normal(size=(60, 4)))

    labels, centres = bunch(points, 5, np.random.default_rng(5))

    assert set(labels) <= set(range(5))
    assert centres.shape == (5, 4)
