"""Replicates: R's numbers, a second way with weights written out, and what must hold of any of them."""

from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.analysis.survey import (
    OECD,
    Centre,
    Lonely,
    LonelyClusterError,
    balanced,
    bootstrap,
    design,
    function_of_totals,
    function_of_weights,
    jackknife,
    mean,
    rake,
    ratio,
    replicates,
    tabulate,
    total,
)
from saidanddone.analysis.survey._hadamard import hadamard
from tests.analysis.survey.reference import agrees, api, numbers

ASKED = ["api00", "growth", "meals", "acs.k3", "ell"]
GIVEN = ["brr_own", "fay_own", "subbootstrap", "bootstrap", "bootstrap_alone"]
MADE = ["jkn", "jkn_endless", "jk1", "jk1_endless", "jkn_certainty", "jkn_adjust", "brr", "fay"]


def some_of(name, keep):
    return {column: values[keep] for column, values in api(name).items()}


def districts_in_pairs(pairs):
    """The districts of apiclus2 with the lowest numbers, two to a stratum."""
    order = np.unique(api("apiclus2")["dnum"], return_inverse=True)[1]
    of = some_of("apiclus2", order < 2 * pairs)
    return design(of["pw"], strata=order[order < 2 * pairs] // 2, clusters=of["dnum"]), of


def districts_in_parts(lonely=Lonely.FAIL):
    """Four parts of apiclus1, the last of a single district; without a rule for it, the first three."""
    order = np.unique(api("apiclus1")["dnum"], return_inverse=True)[1]
    kept = order < (14 if lonely is Lonely.FAIL else 15)
    of, part = some_of("apiclus1", kept), np.searchsorted([5, 10, 13], order[kept])
    return design(of["pw"], strata=part, clusters=of["dnum"], lonely=lonely), of


@cache
def sample(name):
    strat, clus1, clus2 = api("apistrat"), api("apiclus1"), api("apiclus2")
    if name.startswith("jkn_") and name != "jkn_endless":
        return districts_in_parts(Lonely(name.removeprefix("jkn_")))
    return {
        "jkn": lambda: (design(strat["pw"], strata=strat["stype"], population=strat["fpc"]), strat),
        "jkn_endless": lambda: (design(strat["pw"], strata=strat["stype"]), strat),
        "jk1": lambda: (design(clus1["pw"], clusters=clus1["dnum"], population=clus1["fpc"]), clus1),
        "jk1_endless": lambda: (design(clus2["pw"], clusters=clus2["dnum"]), clus2),
        "brr": lambda: districts_in_pairs(7),
        "fay": lambda: districts_in_pairs(7),
        "brr_own": lambda: districts_in_pairs(11),
        "fay_own": lambda: districts_in_pairs(11),
        "subbootstrap": districts_in_parts,
        "bootstrap": districts_in_parts,
        "bootstrap_alone": lambda: (design(clus1["pw"], clusters=clus1["dnum"]), clus1),
    }[name]()


def made(name, centre):
    people, _of = sample(name)
    if name in GIVEN:
        found = numbers("replicates")
        multipliers = found[f"{name} multipliers"].reshape(len(people), -1).T
        return replicates(people, multipliers, scale=found[f"{name} scale"], centre=centre)
    if name == "brr":
        return balanced(people, centre=centre)
    return balanced(people, rho=0.3, centre=centre) if name == "fay" else jackknife(people, centre=centre)


def spread_and_correlation(totals):
    n, x, y, xx, yy, xy = totals
    sx, sy = np.sqrt(xx / n - (x / n) ** 2), np.sqrt(yy / n - (y / n) ** 2)
    return sx / (x / n), (xy / n - x * y / n**2) / sx / sy


@pytest.mark.parametrize(("name", "centre"), list(product(MADE + GIVEN, Centre)))
def test_figures_and_errors_by_replicates(name, centre):
    (people, of), errors = sample(name), made(name, centre)

    for asked in ASKED:
        found, whole = (figure(people, of[asked], errors=errors).only for figure in (mean, total))
        agrees("replicates", f"{name} {centre} mean {asked}", found.value, found.error)
        agrees("replicates", f"{name} {centre} total {asked}", whole.value, whole.error)
    found = ratio(people, of["api.stu"], of["enroll"], errors=errors).only
    agrees("replicates", f"{name} {centre} ratio", found.value, found.error)
    found = mean(people, of["api00"], where=of["meals"] > 50, errors=errors).only
    agrees("replicates", f"{name} {centre} domain", found.value, found.error)


@pytest.mark.parametrize(("name", "centre"), list(product(MADE + GIVEN, Centre)))
def test_functions_of_totals_and_of_weights(name, centre):
    (people, of), errors = sample(name), made(name, centre)
    x, y = of["api00"], of["meals"]
    columns = [np.ones(len(x)), x, y, x * x, y * y, x * y]
    named = {"errors": errors, "groups": ["spread", "correlation"]}

    by_totals = function_of_totals(people, (each for each in columns), spread_and_correlation, **named)
    by_weights = function_of_weights(
        people, lambda weights: spread_and_correlation([weights @ each for each in columns]), **named
    )

    agrees("replicates", f"{name} {centre} function", by_totals.values, by_totals.errors)
    agrees("replicates", f"{name} {centre} function", by_weights.values, by_weights.errors)


@pytest.mark.parametrize("name", [each for each in MADE + GIVEN if each != "jkn_adjust"])
def test_degrees_of_freedom(name):
    (people, of), errors = sample(name), made(name, Centre.MEAN)

    agrees("replicates", f"{name} degrees", mean(people, of["api00"], errors=errors).degrees)


def test_over_five_hundred_numbers_are_compared():
    kinds = [*(f"{kind} {asked}" for kind in ("mean", "total") for asked in ASKED), "ratio", "domain", "function"]
    compared = {f"{name} {centre} {kind}" for name, centre, kind in product(MADE + GIVEN, Centre, kinds)}
    compared |= {f"{name} degrees" for name in MADE + GIVEN if name != "jkn_adjust"}
    compared |= {
        f"{name} {centre} {asked}"
        for name, centre, asked in product(("stratified", "raked"), Centre, ("api00", "growth", "meals"))
    }
    given = {f"{name} {each}" for name in GIVEN for each in ("multipliers", "scale")}

    assert compared | given == set(numbers("replicates"))
    assert sum(len(numbers("replicates")[name]) for name in compared) == 764


@pytest.mark.parametrize("rule", [Lonely.CERTAINTY, Lonely.ADJUST, Lonely.AVERAGE])
def test_of_totals_the_jackknife_is_linearisation_by_every_rule_but_adjust(rule):
    people, of = districts_in_parts(rule)

    by_replicates = total(people, of["api00"], errors=jackknife(people, centre=Centre.ESTIMATE)).only
    by_taylor = total(people, of["api00"]).only

    assert (by_replicates.error == pytest.approx(by_taylor.error, rel=1e-9)) == (rule is not Lonely.ADJUST)


def test_of_totals_balanced_halves_are_linearisation():
    people, of = districts_in_pairs(11)

    for rho in (0, 0.5):
        found = total(people, of["api00"], errors=balanced(people, rho=rho)).only
        assert found.error == pytest.approx(total(people, of["api00"]).only.error, rel=1e-9)


def test_known_populations_shrink_every_kind():
    strata, clusters = np.repeat([1, 2, 3], 4), np.arange(12) // 2
    of = np.array([3, 5, 6, 7, 2, 4, 6, 9, 1, 1, 4, 5.0])
    endless, known = (
        design(np.ones(12), strata=strata, clusters=clusters, population=size) for size in (None, [4] * 12)
    )

    for make in (jackknife, balanced, lambda people: bootstrap(people, 300, np.random.default_rng(7))):
        wide = total(endless, of, errors=make(endless)).only.error
        narrow = total(known, of, errors=make(known)).only.error
        assert narrow == pytest.approx(wide * np.sqrt(0.5), rel=1e-9)


def test_what_was_wholly_drawn_stays_whole():
    people = design(np.ones(6), strata=[1, 1, 1, 1, 2, 2], clusters=[1, 1, 2, 2, 3, 3], population=[9] * 4 + [1] * 2)
    of = [3, 5, 6, 7, 2, 4.0]
    without = total(people, of, where=[True] * 4 + [False] * 2).only.error

    assert balanced(people).multipliers[:, 2].tolist() == [1, 1]
    assert bootstrap(people, 9, np.random.default_rng(1)).multipliers[:, 2].tolist() == [1] * 9
    assert total(people, of, errors=jackknife(people)).only.error == pytest.approx(without)


def test_the_bootstrap_comes_near_linearisation_and_is_the_same_of_one_seed():
    people, of = districts_in_parts()
    drawn = [bootstrap(people, 2000, np.random.default_rng(11)) for _ in range(2)]

    found = [total(people, of["api00"], errors=each).only.error for each in drawn]

    assert found[0] == found[1]
    assert found[0] == pytest.approx(total(people, of["api00"]).only.error, rel=0.05)


def test_estimates_of_one_kind_of_replicates_know_their_covariance():
    people, of = districts_in_parts()
    errors = jackknife(people)
    later, earlier = (mean(people, of[each], errors=errors).only for each in ("api00", "api99"))
    direct = mean(people, of["api00"] - of["api99"], errors=errors).only

    assert (later - earlier).error == pytest.approx(direct.error, rel=1e-9)
    with pytest.raises(ValueError, match="different designs or replicates"):
        later - mean(people, of["api99"]).only


def test_people_that_were_read_once_have_replicates_too():
    people, of = districts_in_parts()
    codes = np.minimum(of["meals"] // 10, 10).astype(int)
    read = tabulate(people, {"meals": (codes, OECD)}, by={"type": of["stype"]})

    for errors in (jackknife(people), jackknife(read), bootstrap(read, 50, np.random.default_rng(3))):
        found = read.estimates("meals", OECD.mean(), "type", errors)
        expected = mean(people, codes, by=of["stype"], errors=errors)
        np.testing.assert_allclose(found.errors, expected.errors, rtol=1e-9)


def test_a_group_that_falls_out_of_a_replicate_has_no_error_that_is_known():
    people = design(np.ones(6), clusters=[1, 1, 2, 2, 3, 3])
    found = mean(people, [1, 2, 3, 4, 5, 6.0], by=["a", "a", "b", "b", "b", "a"], errors=jackknife(people))
    alone = mean(people, [1, 2, 3, 4, 5, 6.0], by=["a"] * 2 + ["b"] * 4, errors=jackknife(people))

    assert not np.isnan(found.errors).any()
    assert np.isnan(alone.errors).tolist() == [True, False]
    assert np.isnan(alone.of("a").interval().lower)


KNOWN = {"kind": {"E": 4421, "other": 1773}, "awards": {"No": 2027, "Yes": 4167}}


def fitted_sample(*margins):
    """Districts of apiclus1, fitted to known numbers of schools; and how to fit other weights of them."""
    of = dict(api("apiclus1"))
    of["kind"] = np.where(of["stype"] == "E", "E", "other")
    plain = design(of["pw"], clusters=of["dnum"])
    known = {each: (of[each], KNOWN[each]) for each in margins}

    def fit(weights):
        return rake(plain.weighted(weights), known, tolerance=1e-12).design.weights

    return rake(plain, known, tolerance=1e-12).design, of, fit


@pytest.mark.parametrize(("margins", "centre"), list(product((("kind",), ("kind", "awards")), Centre)))
def test_weights_are_fitted_again_in_each_replicate(margins, centre):
    people, of, fit = fitted_sample(*margins)
    errors, name = jackknife(people, centre=centre), "stratified" if len(margins) == 1 else "raked"

    for asked in ("api00", "growth", "meals"):
        answers = of[asked]
        found = function_of_weights(people, lambda w, y=answers: w @ y / w.sum(), errors=errors, fit=fit).only
        agrees("replicates", f"{name} {centre} {asked}", found.value, found.error)


def test_replicates_of_fitted_weights_are_moved_to_the_known_totals():
    people, of, fit = fitted_sample("kind")
    errors = jackknife(people)
    columns = [np.ones(len(people)), of["api00"]]

    held = mean(people, of["api00"], errors=errors).only
    again = function_of_totals(people, columns, lambda totals: totals[1] / totals[0], errors=errors).only
    anew = function_of_weights(
        people, lambda weights: weights @ of["api00"] / weights.sum(), errors=errors, fit=fit
    ).only
    by_taylor = mean(people, of["api00"]).only
    counts = function_of_totals(people, [of["stype"] == "E"], lambda totals: totals, errors=errors).only

    assert held.error == pytest.approx(again.error, rel=1e-9)
    assert held.error == pytest.approx(by_taylor.error, rel=0.05)
    assert anew.error == pytest.approx(by_taylor.error, rel=0.15)
    assert counts.value == pytest.approx(4421)
    assert counts.error == pytest.approx(0, abs=1e-6)
    assert held.method == "jackknife, raking"
    assert total(people, of["api00"], errors=errors).only.error > 0


@given(st.integers(0, 2**32 - 1), st.integers(2, 5), st.integers(1, 4))
@settings(max_examples=5, deadline=None)
def test_sums_left_out_are_those_of_weights_left_out(seed, clusters, strata):
    rng = np.random.default_rng(seed)
    stratum = rng.integers(0, strata, 40)
    cluster = stratum * 10 + rng.integers(0, clusters, 40)
    people = design(rng.uniform(1, 5, 40), strata=stratum, clusters=cluster, lonely=Lonely.ADJUST)
    if len(np.unique(cluster)) < 2:
        return
    errors, answers = jackknife(people), rng.uniform(0, 10, 40)
    sums = np.bincount(people.unit, people.weights * answers, people.frame.units)[:, None]

    by_weights = [people.weights * each @ answers for each in errors.each(people)]
    counted = errors.scale > 0

    np.testing.assert_allclose(errors.totals(sums)[counted, 0], np.array(by_weights)[counted], rtol=1e-9)


@given(st.integers(0, 2**32 - 1), st.floats(0.01, 1000))
@settings(max_examples=5, deadline=None)
def test_weights_scale_out_and_order_does_not_matter(seed, factor):
    rng = np.random.default_rng(seed)
    strata, clusters = np.repeat([1, 2, 3], 10), np.repeat(np.arange(6), 5)
    weights, answers, order = rng.uniform(1, 5, 30), rng.uniform(0, 10, 30), rng.permutation(30)

    for make in (jackknife, balanced, lambda of: balanced(of, rho=0.4)):
        people = design(weights, strata=strata, clusters=clusters)
        turned = design(weights[order] * factor, strata=strata[order], clusters=clusters[order])
        found = mean(people, answers, errors=make(people)).only
        other = mean(turned, answers[order], errors=make(turned)).only
        assert (other.value, other.error) == pytest.approx((found.value, found.error), rel=1e-9)


@pytest.mark.parametrize("at_least", range(1, 60))
def test_rows_of_a_hadamard_matrix_lean_on_no_other(at_least):
    found = hadamard(at_least)

    assert at_least <= len(found) <= max(2, at_least + 7)
    assert (found @ found.T == len(found) * np.eye(len(found))).all()
    assert (np.abs(found) == 1).all()
    assert (found[0] == 1).all()


def test_input_that_makes_no_sense_is_refused():
    pair = design(np.ones(4), strata=[1, 1, 2, 2])
    three = design(np.ones(3))
    lonely = design(np.ones(3), strata=[1, 1, 2], lonely=Lonely.ADJUST)
    chance = np.random.default_rng(1)

    with pytest.raises(ValueError, match="single cluster"):
        jackknife(design(np.ones(3), clusters=[1, 1, 1], lonely=Lonely.ADJUST))
    with pytest.raises(ValueError, match="rho lies from 0"):
        balanced(pair, rho=1)
    with pytest.raises(ValueError, match="one has 3"):
        balanced(three)
    with pytest.raises(LonelyClusterError, match="1 strata have a single cluster"):
        bootstrap(lonely, 10, chance)
    with pytest.raises(ValueError, match="two samples or more"):
        bootstrap(pair, 1, chance)
    with pytest.raises(ValueError, match=r"shape \(2, 3\) for 4 people"):
        replicates(pair, np.ones((2, 3)), scale=1)
    with pytest.raises(ValueError, match="from nought up"):
        replicates(pair, np.full((2, 4), -1), scale=1)
    with pytest.raises(ValueError, match="row 0: its multipliers differ"):
        replicates(design(np.ones(4), clusters=[1, 1, 2, 2]), [[1, 2, 1, 1.0]], scale=1)


def test_functions_refuse_what_makes_no_sense():
    pair, other = design(np.ones(4), strata=[1, 1, 2, 2]), design(np.ones(4))
    errors = jackknife(pair)
    fitted = fitted_sample("kind")[0]

    with pytest.raises(ValueError, match="of another design"):
        mean(pair, np.ones(4), errors=jackknife(other))
    with pytest.raises(ValueError, match="of another design"):
        function_of_totals(pair, [np.ones(4)], lambda totals: totals, errors=jackknife(other))
    with pytest.raises(ValueError, match=r"shape \(3,\) for 4 people"):
        function_of_totals(pair, [np.ones(3)], lambda totals: totals, errors=errors)
    with pytest.raises(ValueError, match="row 2: nan cannot be added up"):
        function_of_totals(pair, [[1, 1, np.nan, 1]], lambda totals: totals, errors=errors)
    with pytest.raises(ValueError, match=r"gave the shape \(1,\) for 2 figures"):
        function_of_totals(pair, [np.ones(4)], lambda totals: totals, errors=errors, groups=["a", "b"])
    with pytest.raises(ValueError, match="say how to fit them again"):
        function_of_weights(fitted, lambda weights: weights.sum(), errors=jackknife(fitted))
