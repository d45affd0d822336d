"""Before and after: known answers, a second implementation, and intervals that cover."""

import numpy as np
import pytest
from scipy import stats

from saidanddone.analysis.targets import interrupted


def test_a_jump_and_a_turn_without_noise_are_found_exactly():
    months = np.arange(24.0)
    values = 1 + 0.5 * months + (months >= 10) * (3 - 0.25 * (months - 10))

    found = interrupted(months, values, since=10)

    assert found.level.value == pytest.approx(3)
    assert found.slope.value == pytest.approx(-0.25)
    assert (found.before, found.after) == (10, 14)
    assert found.level.is_clear and found.slope.is_clear
    assert [each.value for each in found.line] == pytest.approx(values)
    assert [each.value for each in found.onward] == pytest.approx(1 + 0.5 * months[10:])


def test_the_order_of_the_values_does_not_matter_and_gaps_are_passed_over():
    rng = np.random.default_rng(1)
    months, values = np.arange(20.0), rng.normal(size=20)
    values[3] = np.nan
    mixed = rng.permutation(20)

    found, kept = interrupted(months[mixed], values[mixed], since=9), ~np.isnan(values)

    assert found == interrupted(months[kept], values[kept], since=9)
    assert found.before == 8


@pytest.mark.parametrize("count", [12, 30, 130])
def test_it_agrees_with_a_second_implementation(count):
    rng = np.random.default_rng(count)
    months = np.arange(float(count))
    values = np.cumsum(rng.normal(size=count)) + months
    since = count // 2

    found = interrupted(months, values, since=since)

    rows = [[1, month, month >= since, (month >= since) * (month - since)] for month in months]
    matrix = np.array(rows, dtype=float)
    bread = np.linalg.inv(matrix.T @ matrix)
    fitted = bread @ matrix.T @ values
    lags = int(np.floor(4 * (count / 100) ** (2 / 9)))
    errors = (values - matrix @ fitted) / (1 - np.diag(matrix @ bread @ matrix.T))
    middle = np.zeros((4, 4))
    for one in range(count):
        for other in range(count):
            weight = max(0, 1 - abs(one - other) / (lags + 1))
            middle += weight * errors[one] * errors[other] * np.outer(matrix[one], matrix[other])
    spread = np.sqrt(np.diag(bread @ middle @ bread)) * stats.t.ppf(0.975, count - 4)
    for change, at in ((found.level, 2), (found.slope, 3)):
        assert change.value == pytest.approx(fitted[at], rel=1e-8)
        assert change.lower == pytest.approx(fitted[at] - spread[at], rel=1e-8)
        assert change.upper == pytest.approx(fitted[at] + spread[at], rel=1e-8)
    assert found.lags == lags
    _lines_agree(found, matrix, fitted, bread @ middle @ bread, since, stats.t.ppf(0.975, count - 4))


def _lines_agree(found, matrix, fitted, covariance, since, sure):
    """Both lines, and the first one drawn on, by plain products of each row."""
    drawn_on = [row * (1, 1, 0, 0) for row in matrix[since:]]
    for each, row in zip((*found.line, *found.onward), (*matrix, *drawn_on), strict=True):
        width = sure * np.sqrt(row @ covariance @ row)
        assert each.value == pytest.approx(row @ fitted, rel=1e-8, abs=1e-9)
        assert each.lower == pytest.approx(row @ fitted - width, rel=1e-8, abs=1e-8)
        assert each.upper == pytest.approx(row @ fitted + width, rel=1e-8, abs=1e-8)


@pytest.mark.slow
@pytest.mark.parametrize("count", [12, 24, 60])
def test_where_nothing_changed_about_nine_intervals_in_ten_hold_nought(count):
    """As the docstring says; a perfect one would hold it 95 times in 100."""
    rng, months = np.random.default_rng(7), np.arange(float(count))
    drawn = [interrupted(months, rng.normal(size=count), since=count // 2).level for _ in range(2000)]

    assert 0.89 < np.mean([not each.is_clear for each in drawn]) < 0.94


def test_too_few_values_say_so():
    found = interrupted(np.arange(11.0), np.arange(11.0), since=5)

    assert found.level is None and found.slope is None
    assert str(found) == "not enough data (5 before, 6 after, 6 needed on each side)"


@pytest.mark.parametrize(
    ("periods", "values", "confidence"), [([0, 1], [1], 0.95), ([0, 0], [1, 2], 0.95), ([0, 1], [1, 2], 1)]
)
def test_what_cannot_be_compared_is_refused(periods, values, confidence):
    with pytest.raises(ValueError, match="each period comes once"):
        interrupted(np.array(periods, float), np.array(values, float), since=1, confidence=confidence)
