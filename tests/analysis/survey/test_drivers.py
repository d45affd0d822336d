"""What goes with trust: the OECD's rule, and shares of what is explained that are fair to drivers alike."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.analysis.survey import design, drivers, jackknife, logit
from saidanddone.analysis.survey._shapley import shapley

CHANCE = np.random.default_rng(11)
BASE = CHANCE.normal(size=300)
OPEN, FAIR, OTHER = (np.round(np.clip(5 + 2 * (BASE + CHANCE.normal(size=300)), 0, 10)) for _ in range(3))
TRUST = np.round(np.clip(OPEN + FAIR / 2 + CHANCE.normal(0, 2, 300) - 2.5, 0, 10))
WEIGHTS = CHANCE.uniform(0.5, 2, 300)
PEOPLE = design(WEIGHTS, clusters=np.arange(300) % 30)
HIGH, LOW = TRUST >= 6, TRUST <= 4
TERMS = {"open": OPEN, "fair": FAIR, "other": OTHER}


def found(terms=TERMS, people=PEOPLE, **more):
    return drivers(people, HIGH, LOW, terms, errors=jackknife(people), **more)


def r_squared(columns, outcome, weights):
    matrix = np.column_stack([np.ones(len(outcome)), *columns])
    root = np.sqrt(weights)
    beta = np.linalg.lstsq(matrix * root[:, None], outcome * root, rcond=None)[0]
    mean = np.average(outcome, weights=weights)
    return 1 - (weights * (outcome - matrix @ beta) ** 2).sum() / (weights * (outcome - mean) ** 2).sum()


def brute_force(terms, outcome, weights, controls=()):
    """Every order in which the terms may come in, one regression each."""
    gains = dict.fromkeys(terms, 0.0)
    orders = list(permutations(terms))
    for order in orders:
        before = r_squared(controls, outcome, weights)
        for place, name in enumerate(order):
            inside = [*controls, *(terms[each] for each in order[: place + 1])]
            after = r_squared(inside, outcome, weights)
            gains[name] += (after - before) / len(orders)
            before = after
    return gains


def test_shares_are_those_of_all_orders_and_add_up_to_one():
    inside = HIGH | LOW
    expected = brute_force({name: each[inside] for name, each in TERMS.items()}, HIGH[inside] * 1.0, WEIGHTS[inside])
    result = found()
    np.testing.assert_allclose(result.shares.values, np.array(list(expected.values())) / sum(expected.values()))
    assert result.shares.values.sum() == pytest.approx(1)
    assert result.explained == pytest.approx(sum(expected.values()))


def test_controls_explain_first():
    inside = HIGH | LOW
    terms = {"open": OPEN[inside], "fair": FAIR[inside]}
    expected = brute_force(terms, HIGH[inside] * 1.0, WEIGHTS[inside], [OTHER[inside]])
    result = found({"open": OPEN, "fair": FAIR}, controls={"other": OTHER})
    np.testing.assert_allclose(result.shares.values, np.array(list(expected.values())) / sum(expected.values()))
    assert result.effects.groups == ("open", "fair")


def test_intervals_of_shares_are_those_of_a_jackknife_by_hand():
    result = found()
    inside = HIGH | LOW
    cluster = np.arange(300) % 30
    replicates = []
    for left_out in range(30):
        kept = inside & (cluster != left_out)
        gains = brute_force({name: each[kept] for name, each in TERMS.items()}, HIGH[kept] * 1.0, WEIGHTS[kept])
        replicates.append(np.array(list(gains.values())) / sum(gains.values()))
    gaps = np.array(replicates) - np.mean(replicates, axis=0)
    np.testing.assert_allclose(result.shares.errors, np.sqrt(29 / 30 * (gaps**2).sum(axis=0)), rtol=1e-6)


def test_the_midpoint_is_left_out_and_counted_and_so_is_who_did_not_answer():
    missing = OPEN.copy()
    missing[:7] = np.nan
    result = found({**TERMS, "open": missing})
    middle = int((TRUST == 5).sum())
    assert result.midpoints == middle
    assert result.count + result.midpoints + result.left_out == 300
    assert f"{middle} at the midpoint" in str(result)


def test_an_effect_is_that_of_a_logit_on_standardised_drivers():
    inside = HIGH | LOW
    scaled = {}
    for name, each in TERMS.items():
        mean = np.average(each[inside], weights=WEIGHTS[inside])
        spread = np.sqrt(np.average((each[inside] - mean) ** 2, weights=WEIGHTS[inside]))
        scaled[name] = (each - mean) / spread
    expected = logit(PEOPLE, np.where(inside, HIGH, np.nan), scaled).effects()
    np.testing.assert_allclose(found().effects.values, expected.values, rtol=1e-10)
    np.testing.assert_allclose(found().effects.errors, expected.errors, rtol=1e-10)


def test_it_is_always_called_an_association():
    assert str(found()).startswith("Associated with high rather than low trust; an association is no cause.")


def test_drivers_that_measure_one_thing_are_said_to():
    alike = {name: OPEN + CHANCE.normal(0, 0.1, 300) for name in ("one", "two", "three")}
    result = found(alike)
    assert result.measure_one_thing
    assert "they measure one thing" in str(result)
    assert not found().measure_one_thing


def test_a_driver_alone_has_all_of_it_and_no_alpha():
    result = found({"open": OPEN})
    assert result.shares.only.value == pytest.approx(1)
    assert np.isnan(result.alpha)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(1, 6))
def test_parts_add_up_to_what_is_explained_and_likes_have_like_parts(seed, terms):
    chance = np.random.default_rng(seed)
    rows = chance.normal(size=(50, terms + 1))
    rows[:, -1] += rows[:, :-1].sum(axis=1)
    twin = np.column_stack([rows[:, :1], rows])
    centred = twin - twin.mean(axis=0)
    parts, whole = shapley((centred.T @ centred)[None])
    assert parts.sum() == pytest.approx(whole[0])
    assert parts[0, 0] == pytest.approx(parts[0, 1])


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ({}, "from 1 to 16 drivers, not 0"),
        ({str(each): OPEN for each in range(17)}, "not 17"),
        ({"same": np.full(300, 5.0)}, "same is the same for everybody"),
    ],
)
def test_drivers_that_are_none_are_refused(terms, why):
    with pytest.raises(ValueError, match=why):
        found(terms)


def test_replicates_of_another_design_are_refused():
    other = jackknife(design(WEIGHTS))
    with pytest.raises(ValueError, match="another design"):
        drivers(PEOPLE, HIGH, LOW, TERMS, errors=other)
