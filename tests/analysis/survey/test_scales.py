"""Whether items hang together: as R has it, and what happens where they do not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.analysis.survey import NotOneScaleError, composite, design, reliability
from saidanddone.analysis.survey._scales import one_factor
from tests.analysis.survey.reference import agrees, api

FIVE = ("api00", "api99", "meals", "ell", "mobility")


def schools(*names, turned=()):
    of = api("apistrat")
    people = design(of["pw"], strata=of["stype"], population=of["fpc"])
    return people, {name: -of[name] if name in turned else of[name] for name in names}


def test_alpha_is_that_of_r():
    agrees("models", "strat alpha", reliability(*schools("api00", "api99", "avg.ed")).alpha)


def test_omega_and_loadings_are_those_of_r_as_far_as_both_search():
    found = reliability(*schools(*FIVE, turned=FIVE[2:]))
    agrees("models", "strat loadings", list(found.loadings.values()), within=1e-5)
    agrees("models", "strat omega", found.omega, within=1e-5)


def test_one_factor_is_found_again_where_it_is():
    loadings = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
    spread = np.array([1, 2, 3, 4, 5.0])
    correlation = np.outer(loadings, loadings)
    np.fill_diagonal(correlation, 1)
    np.testing.assert_allclose(one_factor(correlation * np.outer(spread, spread)), loadings, rtol=1e-5)


def test_loadings_are_positive_where_items_are_turned_one_way():
    rows = np.random.default_rng(2).normal(size=(4, 100)) + np.random.default_rng(3).normal(size=100) * 2
    assert (one_factor(np.cov(rows)) > 0).all()


@settings(max_examples=15)
@given(st.integers(0, 1000))
def test_alpha_is_the_share_of_the_sum_that_is_common(seed):
    chance = np.random.default_rng(seed)
    rows = chance.normal(size=(4, 30)) + chance.normal(size=30)
    weights = chance.uniform(0.5, 2, 30)
    found = reliability(design(weights), {str(place): row for place, row in enumerate(rows)})
    each = sum(np.cov(row, aweights=weights) for row in rows)
    whole = np.cov(rows.sum(axis=0), aweights=weights)
    assert found.alpha == pytest.approx(4 / 3 * (1 - each / whole))


def test_two_items_have_no_omega_and_say_what_they_have():
    found = reliability(*schools("api00", "api99"))
    assert np.isnan(found.omega)
    assert found.is_enough


def test_items_that_do_not_hang_together_are_not_put_together_unless_somebody_insists():
    chance = np.random.default_rng(7)
    items = {"a": chance.normal(size=50), "b": chance.normal(size=50), "c": chance.normal(size=50)}
    people = design(np.ones(50))
    assert "not to be put together" in str(reliability(people, items))
    with pytest.raises(NotOneScaleError, match="show the items by themselves"):
        composite(people, items)
    np.testing.assert_allclose(composite(people, items, forced=True), np.mean(list(items.values()), axis=0))


def test_who_lacks_an_item_has_no_composite_and_is_counted():
    people, items = schools("api00", "api99")
    items["api00"] = np.where(np.arange(200) < 5, np.nan, items["api00"])
    assert reliability(people, items).left_out == 5
    assert np.isnan(composite(people, items)).sum() == 5


@pytest.mark.parametrize(
    ("items", "why"),
    [
        ({"a": [1.0, 2, 3]}, "one item alone"),
        ({"a": [1, 2, np.nan], "b": [1, 2, 3.0]}, "2 people answered all items"),
        ({"a": [1, 2, 3.0], "b": [5, 5, 5.0]}, "b is the same for everybody"),
    ],
)
def test_what_is_no_scale_is_refused(items, why):
    with pytest.raises(ValueError, match=why):
        reliability(design(np.ones(3)), items)
