"""Rao-Scott, Wald and t tests, and corrections for many comparisons: R's numbers, and what must hold."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from saidanddone.analysis.survey import association, benjamini_hochberg, design, holm, jackknife, mean, t_test, wald
from tests.analysis.survey.reference import agrees, api, numbers

DESIGNS = ["strat", "clus1", "clus2"]
PAIRS = [("sch.wide", "stype"), ("comp.imp", "awards"), ("stype", "yr.rnd"), ("stype", "awards")]
ASKED = ["api00", "growth", "meals"]
CHANCES = ["few", "ties", "one", "many", "missing"]
NAN = float("nan")


def sample(name):
    of = api(f"api{name}")
    return {
        "strat": lambda: design(of["pw"], strata=of["stype"], population=of["fpc"]),
        "clus1": lambda: design(of["pw"], clusters=of["dnum"], population=of["fpc"]),
        "clus2": lambda: design(of["pw"], clusters=[of["dnum"], of["snum"]], population=[of["fpc1"], of["fpc2"]]),
    }[name](), of


def written(statistic):
    return statistic.value, *statistic.degrees, statistic.p_value


@pytest.mark.parametrize(("name", "pair"), list(product(DESIGNS, PAIRS)))
def test_association_of_two_questions(name, pair):
    people, of = sample(name)

    found = association(people, of[pair[0]], of[pair[1]])
    part = association(people, of[pair[0]], of[pair[1]], where=of["meals"] > 40)

    first = found.first_order
    # R names Pearson's X² as the statistic, and divides it for the p-value alone.
    first_as_r = found.pearson, *first.degrees, first.p_value
    agrees("testing", f"{name} {pair[0]} {pair[1]}", first_as_r, written(found.second_order))
    agrees("testing", f"{name} {pair[0]} {pair[1]} part", written(part.second_order))
    assert first.value == pytest.approx(found.pearson / found.design_effects.mean())


@pytest.mark.parametrize(("name", "pair"), list(product(("jkn", "jk1"), PAIRS)))
def test_association_by_replicates(name, pair):
    people, of = sample({"jkn": "strat", "jk1": "clus1"}[name])

    found = association(people, of[pair[0]], of[pair[1]], errors=jackknife(people))

    first_as_r = found.pearson, *found.first_order.degrees, found.first_order.p_value
    agrees("testing", f"{name} {pair[0]} {pair[1]}", first_as_r, written(found.second_order))


@pytest.mark.parametrize(("name", "asked"), list(product(DESIGNS, ASKED)))
def test_whether_groups_are_alike(name, asked):
    people, of = sample(name)
    groups = mean(people, of[asked], by=of["stype"])
    difference = groups.of("E") - groups.of("H")

    agrees("testing", f"{name} {asked} wald", written(wald(groups, adjusted=False)))
    agrees("testing", f"{name} {asked} adjusted", written(wald(groups)))
    agrees("testing", f"{name} {asked} t", written(t_test(difference)))


@pytest.mark.parametrize("name", CHANCES)
def test_corrections_for_many_comparisons(name):
    given = numbers("testing")[f"{name} given"]

    agrees("testing", f"{name} holm", holm(given).adjusted)
    agrees("testing", f"{name} BH", benjamini_hochberg(given).adjusted)


def test_over_three_hundred_numbers_are_compared():
    tables = {f"{name} {one} {other}" for name, (one, other) in product((*DESIGNS, "jkn", "jk1"), PAIRS)}
    tables |= {f"{name} {one} {other} part" for name, (one, other) in product(DESIGNS, PAIRS)}
    groups = {f"{name} {asked} {kind}" for name, asked, kind in product(DESIGNS, ASKED, ("wald", "adjusted", "t"))}
    corrections = {f"{name} {kind}" for name, kind in product(CHANCES, ("holm", "BH"))}
    compared = tables | groups | corrections

    assert compared | {f"{name} given" for name in CHANCES} == set(numbers("testing"))
    assert sum(int((~np.isnan(numbers("testing")[each])).sum()) for each in compared) == 397


def test_drawn_by_lot_it_is_pearsons_test():
    rng = np.random.default_rng(3)
    rows, columns = rng.integers(0, 3, 400), rng.integers(0, 4, 400)
    table = np.array([[((rows == r) & (columns == c)).sum() for c in range(4)] for r in range(3)])

    found = association(design(np.ones(400)), rows, columns, name="By chance")
    by_lot = stats.chi2_contingency(table, correction=False)

    assert found.pearson == pytest.approx(by_lot.statistic)
    assert found.first_order.p_value == pytest.approx(by_lot.pvalue, rel=0.02)
    assert found.design_effects == pytest.approx(np.ones(6), rel=0.2)
    assert str(found).startswith("By chance, 400 people. Rao-Scott second order: F(")
    assert str(found.first_order).startswith("Rao-Scott first order: chi-squared(6) = ")


def test_a_table_of_two_by_two_is_the_squared_t_of_its_odds_direction():
    people, of = sample("strat")

    found = association(people, of["sch.wide"], of["awards"]).second_order

    assert found.degrees == pytest.approx((1, 197))


def test_labels_are_left_out_where_nobody_gave_them_and_answers_where_one_is_missing():
    people = design(np.ones(40))
    rows = np.array(["a", "b"] * 19 + ["c", "c"], dtype=object)
    columns = np.array([1.0, 1, 0, 0] * 10)
    rows[0], columns[3] = None, NAN
    kept = np.arange(40) < 38
    kept[[0, 3]] = False

    found = association(people, rows, columns, where=np.arange(40) < 38)
    alone = association(people, rows, columns, where=kept)

    assert found.rows == ("a", "b")
    assert found.columns == ("0.0", "1.0")
    assert found.count == 36
    np.testing.assert_allclose(found.shares, alone.shares)
    np.testing.assert_allclose(found.shares.sum(), 1)


def test_cells_in_which_nobody_is_add_nothing():
    people = design(np.ones(60))
    rows, columns = np.repeat([0, 1, 2], 20), np.tile([0, 1], 30)
    columns[:20] = 0

    found = association(people, rows, columns)

    assert found.shares[0, 1] == 0
    assert found.second_order.p_value < 0.001


@given(st.integers(0, 2**32 - 1), st.floats(0.01, 1000))
@settings(max_examples=10, deadline=None)
def test_weights_scale_out_and_order_does_not_matter(seed, factor):
    rng = np.random.default_rng(seed)
    weights, order = rng.uniform(1, 5, 50), rng.permutation(50)
    rows, columns, clusters = np.tile([0, 1], 25), np.arange(50) % 3, np.arange(50) // 5

    found = association(design(weights, clusters=clusters), rows, columns).second_order
    turned = design(weights[order] * factor, clusters=clusters[order])
    other = association(turned, columns[order], rows[order]).second_order

    assert written(other) == pytest.approx(written(found), rel=1e-7)


def test_any_contrasts_that_say_the_same_give_the_same_wald_test():
    people, of = sample("clus1")
    groups = mean(people, of["api00"], by=of["stype"])

    found = wald(groups, [[1, 0, -1], [0.5, -1, 0.5]])

    assert written(found) == pytest.approx(written(wald(groups)), rel=1e-9)
    assert wald(groups, [1, 0, -1]).value == pytest.approx(t_test(groups.of("E") - groups.of("M")).value ** 2)
    assert wald(groups, degrees=7).degrees == (2, 6)


def test_wald_knows_the_degrees_of_replicates_and_of_parts():
    people, of = sample("clus1")
    errors = jackknife(people)
    groups = mean(people, of["api00"], by=of["stype"], errors=errors)
    few = mean(people, of["api00"], by=of["stype"], where=np.isin(of["dnum"], np.unique(of["dnum"])[:3]))

    assert wald(groups, [1, 0, -1]).degrees == (1, 14)
    assert wald(few, [1, 0, -1]).degrees == (1, few.degrees.sum())


def test_a_difference_without_error_is_certain_or_none():
    people = design(np.ones(4))
    same = mean(people, [5, 5, 5, 5]).only
    nobody = mean(people, [NAN] * 4).only

    assert written(t_test(same, 5)) == (0, 3, 1)
    assert written(t_test(same, 4)) == (np.inf, 3, 0)
    assert written(t_test(same, 6)) == (-np.inf, 3, 0)
    assert np.isnan(t_test(nobody).p_value)
    assert str(t_test(same, 4)) == "Design-based t test: t(3) = inf, p < 0.001."


def test_tests_of_what_cannot_be_known_are_refused():
    people = design(np.ones(6))
    groups = mean(people, [1, 2, 3, 4, 5, 7.0], by=["a", "a", "b", "b", "c", "c"])
    unknown = mean(people, [1, 2, 3, 4, NAN, NAN], by=["a", "a", "b", "b", "c", "c"])

    with pytest.raises(ValueError, match="group 'c' has no estimate or no error"):
        wald(unknown)
    with pytest.raises(ValueError, match=r"shape \(1, 2\) for 3 groups"):
        wald(groups, [1, -1])
    with pytest.raises(ValueError, match="2 contrasts cannot be told apart"):
        wald(groups, [[1, -1, 0], [2, -2, 0]])
    with pytest.raises(ValueError, match="with 1 degrees of freedom"):
        wald(groups, degrees=1)
    with pytest.raises(ValueError, match="5 answers for 6 people"):
        association(people, [1, 2] * 3, [1, 2, 1, 2, 1])
    with pytest.raises(ValueError, match="one and the same answer"):
        association(people, [1, 2] * 3, [1] * 6)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.floats(0.01, 0.5))
def test_corrections_decide_as_the_rules_step_by_step(p_values, level):
    ordered, many = sorted(p_values), len(p_values)
    steps = [each for each, p in enumerate(ordered) if p > level / (many - each)]
    by_holm = steps[0] if steps else many
    by_rate = max((each + 1 for each, p in enumerate(ordered) if p <= level * (each + 1) / many), default=0)

    # A p-value that lies on the line to the last digit may fall on either side.
    near = [*(level / (many - k) for k in range(many)), *(level * (k + 1) / many for k in range(many))]
    if not any(np.isclose(p, line, rtol=1e-12) for p in p_values for line in near):
        assert holm(p_values, level=level).stands.sum() == by_holm
        assert benjamini_hochberg(p_values, level=level).stands.sum() == by_rate
    assert (holm(p_values).adjusted >= benjamini_hochberg(p_values).adjusted - 1e-12).all()


def test_no_test_is_not_counted_and_does_not_stand():
    found = holm([0.02, NAN, 0.001], level=0.05)

    assert found.stands.tolist() == [True, False, True]
    assert str(found) == "2 of 2 comparisons stand (Holm, level 0.05)."
    assert len(holm([]).adjusted) == 0


def test_p_values_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="row 1: a p-value lies from 0 to 1"):
        holm([0.1, 1.5])
    with pytest.raises(ValueError, match="one row"):
        holm([[0.1]])
    with pytest.raises(ValueError, match="level lies between"):
        benjamini_hochberg([0.1], level=0)
