"""Nobody's answer about a partner can be worked out, by whom it is about, by a fellow rater, or over two waves."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.analysis.disclosure import Fineness, attack_ratings, protect_ratings
from saidanddone.analysis.disclosure._ratings import _windows

NAMES = "ABCDEFGHIJKLMNOP"


def alone(raters):
    """Each of an organisation of its own."""
    return {rater: rater.lower() for rater in raters}


def every(shown, known):
    """What each rater may have said, by trying all answers there are: slow, and written without the code it checks."""
    raters = sorted({rater for wave in shown for rater in wave.raters})
    open_ = [rater for rater in raters if rater not in known]
    left = {rater: set() for rater in open_}
    for answers in product(range(1, 5), repeat=len(open_)):
        all_of = dict(zip(open_, answers, strict=True)) | dict(known)
        if all(
            wave.window[0] <= sum(all_of[rater] for rater in wave.raters) <= wave.window[1]
            for wave in shown
            if wave.window
        ):
            for rater in open_:
                left[rater].add(all_of[rater])
    return left


def narrowed(shown, answers, of):
    """Raters whose answer somebody can tell: from outside, or as one of the organisations."""
    told = set()
    for attacker in {None, *of.values()}:
        known = {rater: answers[rater] for rater, where in of.items() if where == attacker}
        told |= {rater for rater, values in every(shown, known).items() if len(values) == 1}
    return told


def test_a_plain_mean_tells_and_the_shown_band_does_not():
    answers = {"A": 4, "B": 3, "C": 1}
    first = protect_ratings(answers, alone("ABC"))

    assert str(first) == "2.7 to 4.0 (3 raters of 3 organisations, two bands)"
    assert narrowed([first], answers, alone("ABC")) == set()


@pytest.mark.parametrize(
    ("of", "why"),
    [
        ({"A": "a", "B": "b"}, "two raters"),
        ({"A": "a", "B": "a", "C": "b", "D": "b"}, "two organisations"),
        ({"A": "a", "B": "a", "C": "b", "D": "c"}, "one organisation gives half of the ratings"),
        ({}, "nobody"),
    ],
)
def test_nothing_is_shown_of_too_few(of, why):
    shown = protect_ratings(dict.fromkeys(of, 3), of)

    assert (shown.shown, shown.fineness, shown.lower, shown.upper) == (False, Fineness.NOT_SHOWN, None, None), why


@pytest.mark.parametrize(
    ("raters", "finest"),
    [(3, Fineness.TWO), (4, Fineness.THREE), (6, Fineness.FOUR), (7, Fineness.FOUR), (8, Fineness.TENTHS)],
)
def test_few_raters_get_bands_and_eight_get_tenths(raters, finest):
    assert protect_ratings(dict.fromkeys(NAMES[:raters], 2), alone(NAMES[:raters])).fineness == finest


def test_it_can_be_kept_broader_to_leave_room_for_what_comes_next():
    of = alone(NAMES[:8])

    assert protect_ratings(dict.fromkeys(of, 2), of, finest=Fineness.TWO).fineness == Fineness.TWO


def test_where_all_say_the_least_the_score_still_leaves_room():
    shown = protect_ratings(dict.fromkeys(NAMES[:8], 1), alone(NAMES[:8]))

    assert (shown.lower, shown.upper) == (1, 1.5)


def test_when_one_rater_goes_the_second_wave_is_shown_no_finer_than_hides_their_answer():
    of = alone("ABCD")
    first = protect_ratings({"A": 1, "B": 2, "C": 3, "D": 1}, of)
    second = protect_ratings({"A": 1, "B": 2, "C": 3}, of, earlier=[first])

    assert narrowed([first, second], {"A": 1, "B": 2, "C": 3, "D": 1}, of) == set()


def test_the_same_raters_may_see_their_score_again():
    of = alone("ABCDE")
    first = protect_ratings(dict.fromkeys("ABCDE", 3), of)
    second = protect_ratings(dict.fromkeys("ABCDE", 3), of, earlier=[first])

    assert (second.window, second.fineness) == (first.window, first.fineness)


def test_how_fine_it_is_does_not_depend_on_the_answers():
    of = alone("ABCDE")
    first = protect_ratings(dict.fromkeys("ABCDE", 2), of)
    finest = {
        protect_ratings(dict(zip("ABCD", answers, strict=True)), of, earlier=[first]).fineness
        for answers in product((1, 2, 4), repeat=4)
    }

    assert len(finest) == 1


def test_the_windows_take_in_every_sum_once():
    for fineness in (Fineness.TENTHS, Fineness.FOUR, Fineness.THREE, Fineness.TWO):
        sums = [each for low, high in _windows(fineness, 9) for each in range(low, high + 1)]
        assert sums == list(range(9, 37))


def test_what_an_attacker_knows_is_taken_off():
    wave = protect_ratings({"A": 4, "B": 3, "C": 1}, alone("ABC"))

    assert {rater: str(each) for rater, each in attack_ratings([wave], {"A": 4}).items()} == {
        "B": "1 to 4",
        "C": "1 to 4",
    }
    assert {rater: str(each) for rater, each in attack_ratings([wave], {"A": 1}).items()} == {
        "B": "3 to 4",
        "C": "3 to 4",
    }


def test_answers_that_cannot_all_be_true_tell_nothing():
    low = protect_ratings(dict.fromkeys("ABC", 1), alone("ABC"))
    high = protect_ratings(dict.fromkeys("ABC", 4), alone("ABC"))

    assert attack_ratings([low, high], {}) == {}


@pytest.mark.parametrize("wrong", [{"A": 0}, {"A": 5}])
def test_an_answer_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="from 1 to 4"):
        protect_ratings(wrong, {"A": "a"})


def test_a_rater_of_no_organisation_is_refused():
    with pytest.raises(ValueError, match="no organisation of B"):
        protect_ratings({"A": 1, "B": 2}, {"A": "a"})


@st.composite
def waves(draw):
    """Two waves of the same people, of whom some come and go, one or two of an organisation."""
    people = NAMES[: draw(st.integers(3, 5))]
    of = {rater: draw(st.sampled_from("abcde")) for rater in people}
    answers = {rater: draw(st.integers(1, 4)) for rater in people}
    first = draw(st.sets(st.sampled_from(people)))
    gone = draw(st.sets(st.sampled_from(people), max_size=1))
    return answers, of, set(people) - first if len(first) < 2 else set(people), set(people) - gone


@settings(max_examples=60, deadline=None)
@given(waves())
def test_over_two_waves_no_rating_can_be_narrowed_to_one_value(drawn):
    answers, of, first, second = drawn
    one = protect_ratings({rater: answers[rater] for rater in first}, of)
    two = protect_ratings({rater: answers[rater] for rater in second}, of, earlier=[one])

    everybody = {rater: of[rater] for rater in first | second}
    assert narrowed([one, two], answers, everybody) == set()


@settings(max_examples=60, deadline=None)
@given(waves(), st.data())
def test_the_attacker_finds_what_trying_all_answers_finds(drawn, data):
    answers, of, first, second = drawn
    one = protect_ratings({rater: answers[rater] for rater in first}, of)
    two = protect_ratings({rater: answers[rater] for rater in second}, of, earlier=[one])
    shown = [each for each in (one, two) if each.shown]
    known = {rater: answers[rater] for rater in data.draw(st.sets(st.sampled_from(sorted(answers))))}

    tried = every(shown, known)
    assert {rater: set(range(each.low, each.high + 1)) for rater, each in attack_ratings(shown, known).items()} == {
        rater: values for rater, values in tried.items() if rater in {r for wave in shown for r in wave.raters}
    }
