"""Which way a series is going: Sen's own example, and the same as SciPy says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import theilslopes

from saidanddone.analysis.targets import Better, Direction, Series, trend
from saidanddone.analysis.targets._trend import YEAR

SEN = ([1, 2, 3, 4, 10, 12, 18], [9, 15, 19, 20, 45, 55, 78])


def test_the_example_of_sen_1968():
    days = np.array(SEN[0]) * YEAR

    found = trend(Series.of(days, SEN[1]), better=Better.HIGHER, confidence=0.93)

    assert found.slope == pytest.approx(4)
    assert (found.lower, found.upper) == (pytest.approx(3.71, abs=0.01), pytest.approx(4.38, abs=0.01))
    assert found.direction == Direction.BETTER


@given(values=st.lists(st.integers(-20, 20), min_size=5, max_size=12), confidence=st.sampled_from([0.8, 0.9, 0.95]))
def test_it_agrees_with_scipy(values, confidence):
    years = np.arange(len(values), dtype=float)

    found = trend(Series.of(years * YEAR, values), better=Better.HIGHER, newest=12, confidence=confidence)
    other = theilslopes(values, years, alpha=1 - confidence)

    assert found.slope == pytest.approx(other[0])
    assert (found.lower, found.upper) == (pytest.approx(other[2]), pytest.approx(other[3]))


@given(values=st.lists(st.integers(-20, 20), min_size=5, max_size=8))
def test_the_mirror_goes_the_other_way(values):
    turned = {"better": "worse", "worse": "better", "unclear": "unclear"}
    days = np.arange(len(values)) * 91.0

    up = trend(Series.of(days, values), better=Better.HIGHER)
    down = trend(Series.of(days, values), better=Better.LOWER)

    assert down.direction == turned[up.direction]


def test_under_five_values_there_is_no_trend():
    found = trend(Series.of([1, 2, 3, 4, 5], [1, 2, float("nan"), 4, 5]), better=Better.HIGHER)

    assert found.direction == Direction.NOT_ENOUGH
    assert found.slope is None
    assert str(found) == "not enough data (4 values, 5 needed)"


def test_only_the_newest_are_looked_at():
    falling_then_rising = [9, 8, 7, 1, 2, 3, 4, 5]
    series = Series.of(np.arange(8) * 91.0, falling_then_rising)

    assert trend(series, better=Better.HIGHER, newest=5).direction == Direction.BETTER
    assert trend(series, better=Better.HIGHER, newest=8).direction == Direction.UNCLEAR


def test_a_level_series_is_going_nowhere():
    found = trend(Series.of(np.arange(6) * 91.0, [5] * 6), better=Better.LOWER)

    assert found.direction == Direction.UNCLEAR
    assert str(found) == "unclear: +0 a year, +0 to +0 (6 values)"


@pytest.mark.parametrize("said", [{"newest": 4}, {"confidence": 1}, {"confidence": 0}])
def test_a_setting_that_makes_no_sense_is_an_error(said):
    with pytest.raises(ValueError, match="five values or more"):
        trend(Series.of([1], [1]), better=Better.HIGHER, **said)
