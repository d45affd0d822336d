"""Logits, ordered logits and marginal effects: as R has them, and as worked out in another way."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, special

from saidanddone.analysis.survey import NoFitError, calibrate, design, jackknife, logit, ordered_logit
from saidanddone.analysis.survey import function_of_weights as by_replicates
from tests.analysis.survey.reference import agrees, api, numbers

TERMS = {
    "two": ("ell", "meals"),
    "three": ("ell", "meals", "mobility"),
    "missing": ("acs.46", "ell"),
    "alone": (),
}
CASES = [(name, each) for name in ("strat", "strat_endless", "clus1", "clus1_greg") for each in TERMS]
CASES.remove(("clus1", "missing"))
COUNTED: list[int] = []


@cache
def sample(name):
    of = api("apistrat" if name.startswith("strat") else "apiclus1")
    people = {
        "strat": lambda: design(of["pw"], strata=of["stype"], population=of["fpc"]),
        "strat_endless": lambda: design(of["pw"], strata=of["stype"]),
        "clus1": lambda: design(of["pw"], clusters=of["dnum"], population=of["fpc"]),
    }[name.removesuffix("_greg")]()
    if name.endswith("_greg"):
        people = calibrate(people, margins={"stype": (of["stype"], {"E": 4421, "H": 755, "M": 1018})}).design
    return people, of


def fitted(name, terms):
    people, of = sample(name)
    return logit(people, of["sch.wide"] == "Yes", {each: of[each] for each in terms})


@pytest.mark.parametrize(("name", "terms"), CASES)
def test_logits_are_those_of_r(name, terms):
    found = fitted(name, TERMS[terms]).coefficients
    agrees("models", f"{name} logit {terms}", found.values, found.errors)
    if name != "clus1_greg" or terms != "missing":
        agrees("models", f"{name} logit {terms} df", found.degrees[0])


def test_a_logit_of_some_keeps_the_whole_design_and_the_degrees_of_the_some():
    people, of = sample("strat")
    terms = {each: of[each] for each in TERMS["two"]}
    found = logit(people, of["sch.wide"] == "Yes", terms, where=of["stype"] == "E").coefficients
    agrees("models", "strat logit of E", found.values, found.errors, found.degrees[0])


def test_the_usual_tolerance_of_r_is_the_trap_that_it_was_found_to_be():
    usual, exact = numbers("models")["strat logit two usual"], numbers("models")["strat logit two"]
    assert 1e-8 < np.abs(usual / exact - 1).max() < 1e-3


def test_who_lacks_an_answer_is_left_out_and_counted():
    people, of = sample("strat")
    found = fitted("strat", TERMS["missing"])
    missing = int(np.isnan(of["acs.46"]).sum())
    assert (found.count, found.left_out) == (len(people) - missing, missing)
    assert f"{missing} left out" in str(found)


@pytest.mark.parametrize("name", ["strat_endless", "clus1"])
def test_marginal_effects_are_those_of_a_difference_and_their_errors_those_of_the_jackknife(name):
    people, of = sample(name)
    matrix = np.column_stack([np.ones(len(people)), of["ell"], of["meals"]])
    outcome = (of["sch.wide"] == "Yes").astype(float)

    def effects(weights):
        beta = _maximum(matrix, outcome, weights)
        found, step = [], 1e-5
        for place in (1, 2):
            moved = np.zeros(3)
            moved[place] = step
            chances = [special.expit((matrix + sign * moved) @ beta) for sign in (1, -1)]
            found.append(np.average(chances[0] - chances[1], weights=weights) / (2 * step))
        return found

    expected = by_replicates(people, effects, errors=jackknife(people), groups=("ell", "meals"))
    found = fitted(name, ("ell", "meals")).effects()
    np.testing.assert_allclose(found.values, expected.values, rtol=1e-6)
    np.testing.assert_allclose(found.errors, expected.errors, rtol=0.15)
    assert found.groups == ("ell", "meals")


def _maximum(matrix, outcome, weights):
    def misfit(beta):
        margin = matrix @ beta
        return (weights * (np.logaddexp(0, margin) - outcome * margin)).sum() / weights.sum()

    def slope(beta):
        return matrix.T @ (weights * (special.expit(matrix @ beta) - outcome)) / weights.sum()

    return optimize.minimize(misfit, np.zeros(matrix.shape[1]), jac=slope, method="BFGS", options={"gtol": 1e-11}).x


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.floats(0.01, 1000))
def test_weights_scale_out_and_order_does_not_matter(seed, scale):
    chance = np.random.default_rng(seed)
    term, weights = chance.normal(size=60), chance.uniform(0.5, 2, 60)
    outcome = term + chance.logistic(size=60) > 0
    order = chance.permutation(60)
    one = logit(design(weights), outcome, {"term": term}).coefficients
    other = logit(design(scale * weights[order]), outcome[order], {"term": term[order]}).coefficients
    np.testing.assert_allclose(one.values, other.values, rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(one.errors, other.errors, rtol=1e-8)


def test_the_ordered_logit_is_that_of_r_as_far_as_r_searched():
    people, of = sample("strat")
    poor = np.digitize(of["meals"], [25.0001, 50.0001, 75.0001])
    found = ordered_logit(people, poor, {each: of[each] for each in ("avg.ed", "mobility")})
    values = np.concatenate([found.coefficients.values, found.thresholds.values])
    errors = np.concatenate([found.coefficients.errors, found.thresholds.errors])
    agrees("models", "strat ordered", values, within=1e-4)
    agrees("models", "strat ordered errors", errors, within=1e-3)
    assert found.thresholds.groups == ("0|1", "1|2", "2|3")
    assert str(found).endswith(f"{found.count:,} people; {found.left_out} left out for want of an answer.")


def test_an_ordered_logit_of_two_points_is_the_logit_turned():
    people, of = sample("clus1")
    wide = (of["sch.wide"] == "Yes").astype(float)
    terms = {"ell": of["ell"]}
    one, other = logit(people, wide, terms), ordered_logit(people, wide, terms)
    assert other.coefficients.only.value == pytest.approx(one.coefficients.of("ell").value, rel=1e-9)
    assert other.coefficients.only.error == pytest.approx(one.coefficients.of("ell").error, rel=1e-9)
    assert other.thresholds.only.value == pytest.approx(-one.coefficients.of("(intercept)").value, rel=1e-9)


def test_the_ordered_logit_is_where_the_likelihood_is_highest():
    chance = np.random.default_rng(3)
    term, weights = chance.normal(size=200), chance.uniform(0.5, 2, 200)
    points = np.digitize(term + chance.logistic(size=200), [-1, 0.5, 2])

    def misfit(values):
        ends = np.concatenate([[-np.inf], np.cumsum([values[1], *np.exp(values[2:])]), [np.inf]])
        margin = values[0] * term
        parts = special.expit(ends[points + 1] - margin) - special.expit(ends[points] - margin)
        return -(weights * np.log(parts)).sum()

    best = optimize.minimize(misfit, [0, -1, 0, 0], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12}).x
    found = ordered_logit(design(weights), points, {"term": term})
    assert found.coefficients.only.value == pytest.approx(best[0], rel=1e-5)
    np.testing.assert_allclose(found.thresholds.values, np.cumsum([best[1], *np.exp(best[2:])]), rtol=1e-5)


def test_an_ordered_logit_without_terms_has_the_shares_as_thresholds():
    found = ordered_logit(design(np.ones(10)), [1, 1, 2, 2, 2, 3, 3, 3, 3, 3], {})
    np.testing.assert_allclose(special.expit(found.thresholds.values), [0.2, 0.5], rtol=1e-9)


LINE = np.arange(20.0)


@pytest.mark.parametrize("fit", [logit, ordered_logit])
@pytest.mark.parametrize(
    ("outcome", "terms", "why"),
    [
        (np.ones(20), {"line": LINE}, "everybody said the same"),
        (LINE > 9, {"line": LINE}, "without a rest"),
        (LINE % 2, {"line": LINE, "twice": 2 * LINE}, "follows from the others"),
        (LINE % 2, {"nought": np.zeros(20)}, "follows from the others"),
    ],
)
def test_what_cannot_be_fitted_says_why(fit, outcome, terms, why):
    with pytest.raises(NoFitError, match=why):
        fit(design(np.ones(20)), outcome, terms)


def test_a_term_that_parts_some_of_the_answers_without_a_rest_is_no_fit_either():
    outcome = np.array([0, 0, 0, 1, 1, 0, 1, 1, 1, 1.0])
    with pytest.raises(NoFitError, match="without a rest"):
        logit(design(np.ones(10)), outcome, {"only yes": np.array([0, 0, 0, 0, 0, 0, 0, 1, 1, 1.0])})


@pytest.mark.parametrize(
    ("outcome", "terms", "where", "why"),
    [
        (np.arange(4.0), {}, None, "0 or 1"),
        (np.ones(3), {}, None, "for 4 people"),
        (np.array([0, 1, 0, 1.0]), {"term": np.array([1, np.inf, 2, 3])}, None, "row 1: term is endless"),
        (np.array([0, 1, 0, 1.0]), {}, [True], "1 in `where` for 4 people"),
    ],
)
def test_what_is_no_answer_is_refused(outcome, terms, where, why):
    with pytest.raises(ValueError, match=why):
        logit(design(np.ones(4)), outcome, terms, where=where)


UNEVEN = ([-13.8, 1.8, -2.5, 1.0, -10.5, -1.0], [1, 1, 1, 0, 1, 0], [150.7, 0.194, 3.14, 1.291, 139.0, 503.3])
CROSSING = ([-0.1, 4.2, 0.4, 0.3, -0.8, -0.8], [0, 0, 0, 1, 1, 2], [0.22, 0.14, 24.25, 8.57, 0.14, 0.19])


def test_a_step_that_leads_down_is_halved():
    term, outcome, weights = (np.array(each, dtype=float) for each in UNEVEN)
    found = logit(design(weights), outcome, {"term": term})
    margin = np.column_stack([np.ones(6), term]) @ found.coefficients.values
    slope = (weights * (outcome - special.expit(margin))) @ np.column_stack([np.ones(6), term])
    np.testing.assert_allclose(slope, 0, atol=1e-9)


def test_thresholds_never_cross():
    term, points, weights = (np.array(each, dtype=float) for each in CROSSING)
    found = ordered_logit(design(weights), points, {"term": term})
    assert (np.diff(found.thresholds.values) > 0).all()


@pytest.mark.parametrize("fit", [logit, ordered_logit])
def test_a_search_without_an_end_is_given_up(fit):
    term, outcome = [0.4, -0.2, -0.7, 0.4, 0.5], [0, 1, 1, 0, 0]
    with pytest.raises(NoFitError, match="without a rest"):
        fit(design(np.ones(5)), outcome, {"term": term})


def test_an_ordered_search_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr("saidanddone.analysis.survey._ordered.ROUNDS", 2)
    with pytest.raises(NoFitError, match="without a rest"):
        ordered_logit(design(np.ones(6)), [1, 2, 3, 1, 2, 3], {"term": [0.1, 0.4, 0.2, 0.3, 0.9, 0.5]})
