"""Questions asked one after another do not add up to an answer about few people."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from saidanddone.analysis.disclosure import Limits, Refusal

LIMITS = Limits()


def make_town(seed, people=400):
    """Everybody's sex, age, ward and secret."""
    rng = np.random.default_rng(seed)
    return {
        "sex": rng.integers(0, 2, people),
        "age": rng.integers(0, 5, people),
        "ward": rng.choice(6, people, p=[0.4, 0.3, 0.15, 0.1, 0.045, 0.005]),
        "secret": rng.integers(0, 2, people).astype(float),
    }


def test_a_question_about_many_people_is_answered():
    verdict = LIMITS.verdict(["sex"], np.arange(200) < 100)

    assert verdict.allowed
    assert str(verdict) == "It may be answered."


def test_each_limit_says_why():
    few = np.arange(200) < 5

    verdict = Limits(excluded=[("b", "a")]).verdict(["a", "b", "c", "d"], few)

    assert verdict.reasons == tuple(Refusal)
    assert not verdict.allowed
    assert all(reason.words in str(verdict) for reason in Refusal)


def test_a_variable_used_twice_counts_once():
    assert LIMITS.verdict(["a", "b", "c", "a"], np.arange(200) < 100).allowed


def test_everybody_but_a_few_is_not_answered_about():
    verdict = LIMITS.verdict(["age"], np.arange(200) >= 3)

    assert verdict.reasons == (Refusal.SMALL_DIFFERENCE,)


def test_the_same_question_may_be_asked_again():
    half = np.arange(200) < 100

    assert LIMITS.verdict(["sex"], half, [half, ~half]).allowed


def test_a_small_step_to_an_earlier_question_is_not_answered():
    people = np.arange(200)

    assert LIMITS.verdict(["age"], people < 103, [people < 100]).reasons == (Refusal.SMALL_DIFFERENCE,)
    assert LIMITS.verdict(["age"], people < 110, [people < 100]).allowed


def test_a_tracker_of_three_questions_is_found():
    """(C or T) and (C or not T) overlap in the few of C alone, though any two of the questions differ by many."""
    people = np.arange(200)
    few, tracker = people < 3, people % 2 == 0

    with_tracker, without = few | tracker, few | ~tracker

    assert LIMITS.verdict(["a"], with_tracker).allowed
    assert (with_tracker != without).sum() > 100
    assert LIMITS.verdict(["a"], without, [with_tracker]).reasons == (Refusal.SMALL_DIFFERENCE,)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_an_attacker_who_asks_everything_learns_nothing_of_few(seed):
    """All filters of up to two variables, in random order; from what is answered, least squares finds what it can."""
    town, rng = make_town(seed), np.random.default_rng(seed + 100)
    questions = [([name], town[name] == value) for name in ("sex", "age", "ward") for value in np.unique(town[name])]
    questions += [
        ([first, second], (town[first] == one) & (town[second] == two))
        for first, second in (("sex", "age"), ("sex", "ward"), ("age", "ward"))
        for one, two in product(np.unique(town[first]), np.unique(town[second]))
    ]
    questions += [(names, ~mask) for names, mask in questions]
    rng.shuffle(questions)

    answered = []
    for names, mask in questions[:60]:
        if LIMITS.verdict(names, mask, answered).allowed:
            answered.append(mask)

    known = np.array([np.ones(400, dtype=bool), *answered], dtype=float)
    targets = [mask for _, mask in questions if 0 < mask.sum() < 10]
    assert len(answered) > 5
    assert targets
    for target in targets:
        weights, *_ = np.linalg.lstsq(known.T, target.astype(float), rcond=None)
        assert np.abs(known.T @ weights - target).max() > 1e-6


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=2, max_size=4), st.data())
def test_every_union_of_kinds_that_answers_give_away_is_found(rows, data):
    """Six blocks of people; the brute force asks of each union of blocks whether the answers say its sum."""
    sizes = np.array(data.draw(st.lists(st.integers(1, 20), min_size=6, max_size=6)))
    blocks = np.repeat(np.arange(6), sizes)
    masks = [np.array(row)[blocks] for row in rows]
    kinds = np.unique(np.array([[True] * 6, *rows]).T, axis=0)
    assume(sizes.sum() >= 10)

    verdict = LIMITS.verdict(["a"], masks[-1], masks[:-1])

    held = np.array([[True] * len(kinds), *kinds.T[1:]], dtype=float)
    people = [sizes[[tuple(each) == tuple(kind) for each in np.array([[True] * 6, *rows]).T]].sum() for kind in kinds]
    for chosen in product([0, 1], repeat=len(kinds)):
        target = np.array(chosen, dtype=float)
        weights, *_ = np.linalg.lstsq(held.T, target, rcond=None)
        if np.abs(held.T @ weights - target).max() < 1e-9 and 0 < target @ people < 10:
            assert Refusal.SMALL_DIFFERENCE in verdict.reasons


@pytest.mark.parametrize(
    ("people", "answered"),
    [([1, 0, 1], []), ([[True]], []), ([True, False], [[True]]), ([True, False], [[1, 0]])],
)
def test_who_fits_is_said_of_the_same_people(people, answered):
    with pytest.raises(ValueError, match="each of the same people"):
        LIMITS.verdict(["a"], people, answered)


@pytest.mark.parametrize("wrong", [{"most_variables": 0}, {"smallest_base": 0}, {"least_difference": 0}])
def test_limits_out_of_range_are_refused(wrong):
    with pytest.raises(ValueError, match="from 1 on"):
        Limits(**wrong)
