"""One pass over people: what is read by cluster, group, item and answer gives every figure that the people give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.analysis.survey import (
    OECD,
    Distance,
    Lonely,
    calibrate,
    design,
    jackknife,
    mean,
    post_stratify,
    rake,
    share,
    tabulate,
)

ROWS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(["a", "b", None]),
        st.sampled_from(OECD.answers),
        st.sampled_from([0.0, 0.5, 1.0, 2.0]),
    ),
    min_size=3,
    max_size=30,
)


@given(ROWS)
def test_every_group_is_as_its_rows_are(rows):
    clusters, groups, codes, weights = (
        np.array(column, dtype=kind)
        for column, kind in zip(zip(*rows, strict=True), (int, object, int, float), strict=True)
    )
    if not weights.any():
        return
    people = design(weights, clusters=clusters, lonely=Lonely.CERTAINTY)
    read = tabulate(people, {"item": (codes, OECD)}, by={"place": groups})
    points = np.where(codes <= 10, codes, np.nan)
    for split, expected in (("place", mean(people, points, by=groups)), ("", mean(people, points))):
        found = read.estimates("item", OECD.mean(), split)
        assert found.groups == expected.groups
        np.testing.assert_allclose(found.values, expected.values, rtol=1e-12)
        np.testing.assert_allclose(found.errors, expected.errors, rtol=1e-9, atol=1e-12)
        assert list(found.counts) == list(expected.counts)
        assert list(found.degrees) == list(expected.degrees)


def fitted_designs(sample, chance, weightless):
    """One sample with weights fitted to categories, to numbers, to both, and twice."""
    n = len(sample)
    sex, home = chance.choice(["man", "woman"], n), chance.integers(0, 3, n)
    margins = {
        "sex": (sex, {"man": 240, "woman": 260}),
        "home": (home, {0: 200, 1: 150, 2: 150}),
    }
    rooms = {"rooms": (chance.integers(1, 6, n).astype(float), 1520)}
    yield rake(sample, margins).design
    yield calibrate(sample, numbers={**rooms, "people": (np.ones(n), 500)}).design
    yield calibrate(sample, margins=margins, numbers=rooms, distance=Distance.RAKING).design
    yield rake(post_stratify(sample, home, {0: 180, 1: 160, 2: 160}).design, margins).design
    raked = rake(sample, margins).design
    yield raked.weighted(np.where(weightless, 0, raked.weights))


@pytest.mark.parametrize("kind", range(5), ids=["margins", "numbers", "both", "twice", "left out afterwards"])
def test_errors_know_of_weights_that_were_fitted(kind):
    chance = np.random.default_rng(3)
    codes, county = chance.choice(np.array(OECD.answers), 300), chance.integers(0, 4, 300)
    sample = design(chance.uniform(1, 3, 300), strata=county, clusters=county * 6 + chance.integers(0, 6, 300))
    people = list(fitted_designs(sample, chance, chance.random(300) < 0.1))[kind]
    groups = chance.choice(np.array(["a", "b", None], dtype=object), 300)
    points, high = np.where(codes <= 10, codes, np.nan), np.where(codes <= 10, codes > 5, np.nan)
    high[codes == 88] = 0

    read = tabulate(people, {"item": (codes, OECD)}, by={"place": groups, "everywhere": np.zeros(300, dtype=int)})

    for split, by in (("place", groups), ("", None)):
        for errors in (None, jackknife(people)):
            for figure, expected in (
                (OECD.mean(), mean(people, points, by=by, errors=errors)),
                (OECD.share("high"), share(people, high, by=by, errors=errors)),
            ):
                found = read.estimates("item", figure, split, errors)
                np.testing.assert_allclose(found.values, expected.values, rtol=1e-12)
                np.testing.assert_allclose(found.errors, expected.errors, rtol=1e-9)
                assert found.method == expected.method


def test_everybody_is_there_also_where_some_are_in_no_group():
    codes, groups = [1, 5, 9, 10], np.array(["a", "a", None, "b"], dtype=object)
    read = tabulate(design(np.ones(4)), {"item": (codes, OECD)}, by={"place": groups})
    assert read.estimates("item", OECD.mean()).only.value == pytest.approx(6.25)
    assert read.estimates("item", OECD.mean(), "place").of("a").value == pytest.approx(3)


def test_a_variable_with_one_group_keeps_its_name():
    read = tabulate(design(np.ones(3)), {"item": ([1, 2, 3], OECD)}, by={"wave": [0, 0, 0]})
    assert read.estimates("item", OECD.mean(), "wave").groups == ("0",)
    assert read.estimates("item", OECD.mean()).groups == ("",)


@pytest.mark.parametrize(
    ("codes", "groups", "why"),
    [([1, 2], ["a"] * 3, "2 answers to item for 3 people"), ([1, 2, 3], ["a"] * 2, "2 groups for 3 people")],
)
def test_arrays_of_another_length_are_refused(codes, groups, why):
    with pytest.raises(ValueError, match=why):
        tabulate(design(np.ones(3)), {"item": (codes, OECD)}, by={"place": groups})
