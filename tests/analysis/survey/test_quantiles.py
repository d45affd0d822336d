"""Quantiles by named rule with Woodruff's interval: R's numbers, known answers, and what must hold."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.analysis.survey import By, QuantileRule, design, jackknife, quantile
from tests.analysis.survey.reference import CLOSE, api, numbers

ASKED = ["api00", "growth", "few", "acs.46"]
WAYS = {"mean": By.T, "beta": By.BETA, "xlogit": By.LOGIT}
CASES = [each for each in product(ASKED, QuantileRule, WAYS) if each[::2] != ("acs.46", "beta")]
DESIGNS = ["strat", "clus1", "clus2"]
NAN = float("nan")


def sample(name):
    of = dict(api(f"api{name}"))
    # R rounds halves to even, as NumPy does.
    of["few"] = np.round(of["meals"] / 10)
    return {
        "strat": lambda: design(of["pw"], strata=of["stype"], population=of["fpc"]),
        "clus1": lambda: design(of["pw"], clusters=of["dnum"], population=of["fpc"]),
        "clus2": lambda: design(of["pw"], clusters=[of["dnum"], of["snum"]], population=[of["fpc1"], of["fpc2"]]),
    }[name](), of


def where_r_knows(name, found):
    """R has no interval where everybody lies below, and then nothing is compared but the value."""
    expected = numbers("quantiles")[name]
    known = ~np.isnan(expected)
    np.testing.assert_allclose(np.array(found)[known], expected[known], rtol=CLOSE, atol=0)


@pytest.mark.parametrize("name", DESIGNS)
def test_quantiles_intervals_and_errors(name):
    people, of = sample(name)

    for asked, rule, way in CASES:
        quantiles = [quantile(people, of[asked], at, rule=rule, interval=WAYS[way]).only for at in (0.25, 0.5, 0.9)]
        found = [(each.value, each.lower, each.upper, each.error) for each in quantiles]
        where_r_knows(f"{name} {asked} {rule} {way}", np.ravel(found))


@pytest.mark.parametrize("name", DESIGNS)
def test_quantiles_of_a_group_have_its_degrees_of_freedom(name):
    people, of = sample(name)

    for asked, rule, way in CASES:
        if asked != "few":
            found = quantile(people, of[asked], rule=rule, interval=WAYS[way], by=of["stype"]).of("E")
            expected = (found.value, found.lower, found.upper, found.error, found.degrees)
            where_r_knows(f"{name} {asked} {rule} {way} E", expected)


def test_about_a_thousand_numbers_are_compared():
    whole = {f"{name} {asked} {rule} {way}" for name, (asked, rule, way) in product(DESIGNS, CASES)}
    parts = {f"{each} E" for each in whole if " few " not in each}

    assert whole | parts == set(numbers("quantiles"))
    assert sum(int((~np.isnan(each)).sum()) for each in numbers("quantiles").values()) == 1000


@pytest.mark.parametrize(
    ("answers", "weights", "at", "math", "school"),
    [
        ([1, 2, 3, 4], [1, 1, 1, 1], 0.5, 2, 2.5),
        ([1, 2, 3], [1, 1, 1], 0.5, 2, 2),
        ([1, 2, 3, 4], [1, 1, 1, 3], 0.5, 3, 3.5),
        ([4, 1, 3, 2], [3, 1, 1, 2], 0.5, 3, 3),
        ([1, 2, 3, 4], [1, 1, 1, 1], 0.1, 1, 1),
        ([1, 2, 2, 2], [1, 1, 1, 1], 0.5, 2, 2),
        ([1, 2, 2, 7], [1, 1, 1, 1], 0.25, 1, 1.5),
        ([1, 2, 9], [0.1, 0.2, 0.3], 0.5, 2, 5.5),
        ([1, 2, NAN, 9], [1, 1, 5, 1], 0.5, 2, 2),
        ([5, 5], [2, 1], 0.5, 5, 5),
    ],
)
def test_known_answers(answers, weights, at, math, school):
    people = design(weights)

    assert quantile(people, answers, at).only.value == math
    assert quantile(people, answers, at, rule=QuantileRule.SCHOOL).only.value == school


@given(st.integers(0, 2**32 - 1), st.floats(0.02, 0.98))
@settings(max_examples=5, deadline=None)
def test_the_same_by_counting_person_by_person(seed, at):
    rng = np.random.default_rng(seed)
    answers, weights, groups = rng.integers(0, 11, 60), rng.uniform(0.5, 4, 60), rng.integers(0, 3, 60)
    order = rng.permutation(60)
    people, turned = design(weights), design(weights[order] * 7)

    for group in quantile(people, answers, at, by=groups):
        mine = [(a, w) for a, w, g in zip(answers, weights, groups, strict=True) if str(g) == group.group]
        total = sum(w for _a, w in mine)
        counted = min(a for a, _w in mine if sum(w for b, w in mine if b <= a) >= at * total * (1 - 1e-12))
        assert group.value == counted
        assert not group.lower > group.value
        assert not group.upper < group.value
        other = quantile(turned, answers[order], at, by=groups[order]).of(group.group)
        assert (other.value, other.lower) == (group.value, pytest.approx(group.lower, nan_ok=True))


def test_errors_by_replicates():
    people, of = sample("strat")
    by_taylor = quantile(people, of["api00"]).only
    found = quantile(people, of["api00"], errors=jackknife(people)).only

    assert found.value == by_taylor.value
    assert found.error == pytest.approx(by_taylor.error, rel=0.05)


def test_who_did_not_answer_is_no_answer():
    people = design(np.ones(6))
    found = quantile(people, [1, 2, 3, NAN, NAN, NAN], by=["a", "a", "a", "b", "b", "b"], name="Trust")

    assert (found.of("a").value, found.of("a").count) == (2, 3)
    assert np.isnan([found.of("b").value, found.of("b").lower, found.of("b").error]).all()
    assert str(found).splitlines() == [
        "Trust, a: median 2.00 (95% interval unknown to unknown; n = 3).",
        "Trust, b: median unknown (nobody answered).",
    ]
    assert str(quantile(people, np.arange(6), 0.25).only).startswith("quantile: 25% quantile 1.00")
    assert (len(found), found[1]) == (2, found.of("b"))


def test_where_nobody_is_asked_nothing_is_known():
    found = quantile(design(np.ones(3)), [1, 2, 3], where=[False] * 3).only

    assert np.isnan(found.value)
    assert found.count == 0


def test_input_that_makes_no_sense_is_refused():
    people = design(np.ones(4))
    found = quantile(people, [1, 2, 3, 4], by=["a", "a", "b", "b"])

    for at in (0, 1, 1.2):
        with pytest.raises(ValueError, match="between 0 and 1"):
            quantile(people, [1, 2, 3, 4], at)
    with pytest.raises(ValueError, match="name one"):
        _ = found.only
    with pytest.raises(KeyError, match="no group 'c'; there are a, b"):
        found.of("c")
