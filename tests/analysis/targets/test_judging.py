"""The rule that is declared before the data: where the newest value lies to the line, and what nobody can tell yet."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.analysis.targets import Better, Mark, Series, State, judge

NAN = float("nan")
START, END = Mark(0, 40), Mark(100, 60)
WHOLE = st.integers(-50, 150)
BETTER = st.sampled_from(list(Better))


def judged(value, lower=None, upper=None, *, day=50, start=START, end=END, better=Better.HIGHER, on=100, **more):
    ends = {} if lower is None else {"lower": [lower], "upper": [upper]}
    return judge(Series.of([day], [value], **ends), baseline=start, target=end, better=better, on=on, **more)


@pytest.mark.parametrize(
    ("value", "lower", "upper", "state"),
    [
        (62, 60, 64, "met"),
        (60, None, None, "met"),
        (52, 50, 54, "on_course"),
        (62, 55, 69, "on_course"),
        (50, None, None, "on_course"),
        (51, 49, 53, "too_early"),
        (45, 41, 49, "some_progress"),
        (45, 41, 50, "some_progress"),
        (45, None, None, "some_progress"),
        (42, 39, 45, "too_early"),
        (40, None, None, "too_early"),
        (36, 33, 39, "worse"),
        (39, None, None, "worse"),
        (50, 30, 70, "too_early"),
    ],
)
def test_known_answers_half_way_from_40_to_60(value, lower, upper, state):
    assert judged(value, lower, upper).state == state


@pytest.mark.parametrize(("value", "state"), [(9, "met"), (14, "on_course"), (18, "some_progress"), (21, "worse")])
def test_known_answers_where_lower_is_better(value, state):
    assert judged(value, start=Mark(0, 20), end=Mark(100, 10), better=Better.LOWER).state == state


def test_after_the_day_of_the_target_only_the_target_counts():
    assert judged(59, day=150, on=200).state == State.SOME
    assert judged(60, day=150, on=200).state == State.MET


def test_a_target_that_limits_a_loss_is_not_met_before_its_day():
    limit = Mark(100, 30)

    assert judged(38, end=limit).state == State.ON_COURSE
    assert judged(34, end=limit).state == State.WORSE
    assert judged(31, day=100, end=limit).state == State.MET
    assert judged(31, day=100, end=limit).share is None


def test_nothing_from_after_the_baseline_is_too_early():
    assert judged(70, day=0).state == State.TOO_EARLY


@pytest.mark.parametrize(
    ("series", "start", "end", "stale_after"),
    [
        (Series.of([], []), START, END, 1000),
        (Series.of([50], [NAN]), START, END, 1000),
        (Series.of([50, 60], [70, NAN]), START, END, 1000),
        (Series.of([50], [70]), None, END, 1000),
        (Series.of([50], [70]), START, None, 1000),
        (Series.of([50], [70]), START, END, 40),
        (Series.of([101], [70]), START, END, 1000),
    ],
    ids=["none", "no value", "newest has none", "no baseline", "no target", "stale", "of a later day"],
)
def test_no_data_is_a_state_of_its_own(series, start, end, stale_after):
    found = judge(series, baseline=start, target=end, better=Better.HIGHER, on=100, stale_after=stale_after)

    assert found.state == State.NO_DATA
    assert found.state not in (State.WORSE, State.TOO_EARLY)


def test_it_says_how_far_it_is():
    found = judged(45, 41, 49)

    assert (found.expected, found.distance, found.share, found.count) == (50, -5, 0.25, 1)
    assert str(found) == "some_progress: 45, 41 to 49; the line is at 50 (1 values)"
    assert str(judged(45)) == "some_progress: 45; the line is at 50 (1 values)"
    assert str(judged(NAN)) == "no_data (0 values)"


def test_a_target_before_its_baseline_is_an_error():
    with pytest.raises(ValueError, match="later day"):
        judged(1, end=Mark(0, 60))


def second_opinion(value, lower, upper, day, start, end, better):
    """In exact fractions, by asking each of many values of the interval where it lies."""
    if day <= start.day:
        return "too_early"
    sign = 1 if better == Better.HIGHER else -1
    way = min(Fraction(day - start.day) / Fraction(end.day - start.day), Fraction(1))
    line = Fraction(start.value) + way * (Fraction(end.value) - Fraction(start.value))
    inside = [Fraction(lower) + Fraction(upper - lower) * Fraction(step, 50) for step in range(51)]
    better_than = {
        name: {(sign * each > sign * mark) - (sign * each < sign * mark) for each in inside}
        for name, mark in (("end", end.value), ("line", line), ("start", start.value))
    }
    improves = sign * (end.value - start.value) > 0
    if -1 not in better_than["end"] and (improves or day >= end.day):
        return "met"
    if -1 not in better_than["line"]:
        return "on_course"
    if 1 in better_than["line"]:
        return "too_early"
    if better_than["start"] == {1}:
        return "some_progress"
    return "worse" if better_than["start"] == {-1} else "too_early"


@given(
    value=WHOLE,
    below=st.integers(0, 20),
    above=st.integers(0, 20),
    day=st.integers(-10, 130),
    ends=st.tuples(WHOLE, WHOLE),
    better=BETTER,
)
def test_it_agrees_with_a_second_implementation(value, below, above, day, ends, better):
    start, end = Mark(0, ends[0]), Mark(64, ends[1])

    found = judged(value, value - below, value + above, day=day, start=start, end=end, better=better, on=200)

    assert found.state == second_opinion(value, value - below, value + above, day, start, end, better)


@given(values=st.lists(WHOLE, min_size=1, max_size=6), ends=st.tuples(WHOLE, WHOLE), seed=st.integers(0, 99))
def test_order_does_not_matter_and_the_mirror_says_the_same(values, ends, seed):
    days = np.arange(len(values)) * 10.0 + 5
    shuffled = np.random.default_rng(seed).permutation(len(values))
    start, end = Mark(0, ends[0]), Mark(64, ends[1])
    settings = {"baseline": start, "target": end, "better": Better.HIGHER, "on": 200}

    found = judge(Series.of(days, values), **settings)
    other = judge(Series.of(days[shuffled], np.array(values)[shuffled]), **settings)
    mirror = judge(
        Series.of(days, [-value for value in values]),
        baseline=Mark(0, -ends[0]),
        target=Mark(64, -ends[1]),
        better=Better.LOWER,
        on=200,
    )

    assert found == other
    assert (found.state, found.distance) == (mirror.state, mirror.distance)


@given(first=WHOLE, second=WHOLE, better=BETTER)
def test_a_better_value_is_never_judged_worse(first, second, better):
    rank = ["worse", "too_early", "some_progress", "on_course", "met"]
    start, end = (START, END) if better == Better.HIGHER else (END, START)
    end = Mark(100, end.value)
    start = Mark(0, start.value)

    low, high = sorted((first, second), key=lambda value: better.sign * value)

    states = [judged(value, start=start, end=end, better=better).state for value in (low, high)]
    assert rank.index(states[0]) <= rank.index(states[1])


@given(value=WHOLE, wide=st.integers(0, 30), wider=st.integers(0, 30))
def test_less_certainty_never_makes_another_claim(value, wide, wider):
    """A wider interval only ever turns a claim into a weaker one of the same side, or into too early to tell."""
    weaker = {"met": {"on_course", "too_early"}, "on_course": {"too_early"}, "some_progress": {"too_early"}}
    weaker |= {"worse": {"too_early"}, "too_early": {"too_early"}}

    sure = judged(value, value - wide, value + wide).state
    unsure = judged(value, value - wide - wider, value + wide + wider).state

    assert unsure == sure or unsure in weaker[sure]


@pytest.mark.parametrize(
    ("days", "values", "lower", "upper"),
    [
        ([1, 1], [2, 3], None, None),
        ([1], [2, 3], None, None),
        ([1], [2], [3], [4]),
        ([1], [2], [0], [1]),
        ([NAN], [2], None, None),
        ([1], [float("inf")], None, None),
    ],
)
def test_a_series_that_cannot_be_is_an_error(days, values, lower, upper):
    with pytest.raises(ValueError, match=r"each day|one length|holds its value"):
        Series.of(days, values, lower, upper)


def test_marks_and_series_print_themselves():
    assert str(Mark(3, 40)) == "40 on day 3"
    assert str(Series.of([1], [NAN])) == "no values"
    assert str(Series.of([1], [5])) == "1 values, newest 5 on day 1"
    with pytest.raises(ValueError, match="number"):
        Mark(1, NAN)


def test_every_mix_of_known_and_unknown_is_judged():
    for pattern in product([NAN, 45.0, 61.0], repeat=3):
        found = judge(Series.of([10, 20, 30], pattern), baseline=START, target=END, better=Better.HIGHER, on=40)

        assert (found.state == State.NO_DATA) == np.isnan(pattern[-1])
