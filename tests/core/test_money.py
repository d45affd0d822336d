"""Money is whole pence: read, written and shared out without losing one."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.core.money import MOST_PENCE, decimal, pence, pounds, split

AMOUNTS = st.integers(-MOST_PENCE, MOST_PENCE)
WEIGHTS = st.dictionaries(st.text(max_size=3), st.integers(0, 10**6), min_size=1).filter(
    lambda each: sum(each.values())
)


@given(AMOUNTS, WEIGHTS)
def test_shares_sum_to_the_penny_and_none_is_a_penny_off_what_is_due(amount, weights):
    shares = split(amount, weights)

    assert sum(shares.values()) == amount
    due = {who: Fraction(amount * weight, sum(weights.values())) for who, weight in weights.items()}
    assert all(abs(shares[who] - due[who]) < 1 for who in weights)


@given(AMOUNTS, WEIGHTS)
def test_who_has_no_share_pays_nothing(amount, weights):
    assert all(share == 0 for who, share in split(amount, weights).items() if not weights[who])


@given(AMOUNTS)
def test_what_is_written_is_read_back(amount):
    assert pence(pounds(amount)) == pence(decimal(amount)) == amount


@pytest.mark.parametrize(
    ("amount", "weights", "shares"),
    [
        (1000001, {"a": 60, "b": 35, "c": 5}, {"a": 600001, "b": 350000, "c": 50000}),
        (-100, {"a": 1, "b": 1, "c": 1}, {"a": -34, "b": -33, "c": -33}),
        (0, {"a": 1, "b": 2}, {"a": 0, "b": 0}),
        (1, {"a": Fraction(1, 3), "b": Fraction(2, 3)}, {"a": 0, "b": 1}),
    ],
)
def test_known_shares(amount, weights, shares):
    assert split(amount, weights) == shares


@pytest.mark.parametrize("weights", [{}, {"a": 0}, {"a": 2, "b": -1}])
def test_weights_that_share_out_nothing_are_an_error(weights):
    with pytest.raises(ValueError, match="weights"):
        split(100, weights)


@pytest.mark.parametrize("text", ["", "twelve", "1.005", "1e99", "NaN", "Infinity", "1.2.3", f"{MOST_PENCE}"])
def test_what_is_no_amount_is_an_error(text):
    with pytest.raises(ValueError, match="no amount"):
        pence(text)
