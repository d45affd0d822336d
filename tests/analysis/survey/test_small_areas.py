"""Areas where few were asked: between what was measured there and what areas like them have."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from saidanddone.analysis.survey import fay_herriot, post_stratified
from tests.analysis.survey.reference import FOLDER


def milk():
    """Expenditure on milk in 43 areas (Arora and Lahiri 1997), as the package samplics (MIT) ships it."""
    with (FOLDER / "milk.csv").open(encoding="ascii") as file:
        rows = list(csv.DictReader(file))
    terms = {f"area {each}": [float(row["major_area"] == each) for row in rows] for each in "234"}
    areas = [row["small_area"] for row in rows]
    return areas, [float(row["direct_est"]) for row in rows], [float(row["std_error"]) for row in rows], terms


def test_milk_is_as_the_r_package_sae_has_it():
    found = fay_herriot(*milk())
    assert found.between == pytest.approx(0.0185503, abs=1e-7)
    np.testing.assert_allclose(list(found.coefficients.values()), [0.96819, 0.13278, 0.22695, -0.24130], atol=5e-6)
    assert found.areas[0].value == pytest.approx(1.02197, abs=5e-6)
    assert found.areas[0].error ** 2 == pytest.approx(0.01346, abs=5e-6)


def test_the_variance_between_areas_is_where_the_restricted_likelihood_is_highest():
    _areas, direct, errors, terms = milk()
    y, psi = np.array(direct), np.array(errors) ** 2
    x = np.column_stack([np.ones(len(y)), *(np.array(each) for each in terms.values())])

    def misfit(between):
        inverse = np.diag(1 / (between + psi))
        gram = x.T @ inverse @ x
        project = inverse - inverse @ x @ np.linalg.inv(gram) @ x.T @ inverse
        return np.log(between + psi).sum() + np.log(np.linalg.det(gram)) + y @ project @ y

    best = optimize.minimize_scalar(misfit, bounds=(0, 1), method="bounded", options={"xatol": 1e-12}).x
    assert fay_herriot(*milk()).between == pytest.approx(best, rel=1e-4)


def test_a_figure_lies_between_what_was_measured_and_what_is_foretold_and_is_surer():
    found = fay_herriot(*milk())
    for each, error in zip(found, milk()[2], strict=True):
        assert 0 < each.weight < 1
        assert each.error < error
        assert each.label == "modelled"
        assert "modelled" in str(each)
    assert "restricted maximum likelihood; modelled." in str(found)


def test_an_area_that_was_not_measured_has_the_model_alone_and_is_less_sure():
    areas, direct, errors, terms = milk()
    direct[3], errors[3] = float("nan"), 0.0
    found = fay_herriot(areas, direct, errors, terms)
    assert found.areas[3].weight == 0
    assert found.areas[3].error > found.areas[4].error


def test_areas_that_differ_no_more_than_chance_are_all_the_same():
    found = fay_herriot(list("abcd"), [0.5, 0.51, 0.49, 0.5], [0.1] * 4, {})
    assert found.between == 0
    assert len({round(each.value, 12) for each in found}) == 1


@given(st.floats(0.1, 10), st.floats(-5, 5))
def test_figures_move_and_stretch_with_what_was_measured(scale, shift):
    areas, direct, errors = list("abcdef"), np.array([1, 2, 4, 3, 7, 5.0]), np.array([0.5, 1, 0.7, 0.6, 0.9, 0.8])
    one = fay_herriot(areas, direct, errors, {})
    other = fay_herriot(areas, scale * direct + shift, scale * errors, {})
    for before, after in zip(one, other, strict=True):
        assert after.value == pytest.approx(scale * before.value + shift, rel=1e-4, abs=1e-4)
        assert after.error == pytest.approx(scale * before.error, rel=1e-3)


def test_post_stratified_areas_are_their_kinds_by_how_many_live_there():
    kinds = {"young": (0.5, 0.02), "old": (0.3, 0.04)}
    found = post_stratified(kinds, {"A": {"young": 100}, "B": {"young": 50, "old": 50}})
    assert [each.value for each in found] == pytest.approx([0.5, 0.4])
    assert found.areas[1].error == pytest.approx(np.hypot(0.01, 0.02))
    assert found.areas[0].interval() == pytest.approx((0.4608, 0.5392), abs=1e-4)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"direct": [1.0, 2]}, "direct has the shape"),
        ({"areas": list("aacd")}, "stands twice"),
        ({"errors": [1, 1, 0, 1.0]}, "c: an error is above nought"),
        ({"terms": {"x": [1, 2, np.nan, 4]}}, "known of every area"),
        ({"terms": {"x": [1, 2, 3, 4.0], "y": [1, 0, 0, 1.0]}}, "too few for 3 terms"),
        ({"terms": {"x": [1, 1, 1, 1.0]}}, "follows from the others"),
    ],
)
def test_areas_that_cannot_be_modelled_say_why(change, why):
    given = {"areas": list("abcd"), "direct": [1, 2, 3, 5.0], "errors": [1.0] * 4, "terms": {}} | change
    with pytest.raises(ValueError, match=why):
        fay_herriot(**given)


@pytest.mark.parametrize(
    ("people", "why"),
    [({"old": 5}, "'old' was not measured"), ({"young": 0}, "somebody lives there"), ({"young": -1}, "nought up")],
)
def test_people_who_cannot_be_weighed_are_refused(people, why):
    with pytest.raises(ValueError, match=why):
        post_stratified({"young": (0.5, 0.1)}, {"A": people})
