"""Who is not heard, and how far answering goes with who people are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.analysis.survey import design, r_indicator, representativeness, share

AGES = ["young"] * 6 + ["old"] * 94
PROFILE = {"young": 300, "old": 600, "very old": 100}


def test_groups_far_under_their_share_are_not_heard_the_farthest_first():
    found = representativeness(design(np.ones(100)), {"age": (AGES, PROFILE)})

    assert [each.label for each in found.unheard] == ["very old", "young"]
    assert [each.ratio for each in found.unheard] == pytest.approx([0, 0.2])
    assert str(found.unheard[0]) == (
        "age very old: 0.0% of those who answered (95% interval 0.0% to 3.6%; n = 0), 10.0% of the population"
    )


def test_it_prints_as_a_table():
    found = representativeness(design(np.ones(100)), {"age": (AGES, PROFILE)}, level=0.9)

    lines = str(found).splitlines()
    assert lines[0].split() == ["group", "n", "share", "from", "to", "population"]
    assert lines[1].split()[:4] == ["age:", "young", "6", "6.0%"]
    assert [line.endswith("not heard") for line in lines[1:]] == [True, False, True]
    assert found.groups[0].interval.level == 0.9


def test_a_few_people_too_few_may_be_chance():
    few = representativeness(design(np.ones(20)), {"age": (["young"] * 3 + ["old"] * 17, {"young": 30, "old": 70})})

    assert few.groups[0].ratio == pytest.approx(0.5)
    assert not few.unheard


def test_shares_and_intervals_know_the_design():
    weights, clusters = [1.0, 3, 1, 3, 2, 2, 5, 1], [1, 1, 2, 2, 3, 3, 4, 4]
    people, ages = design(weights, clusters=clusters), list("yoyoyyoo")

    found = representativeness(people, {"age": (ages, {"y": 1, "o": 1, "z": 0})}).groups[0]

    alone = share(people, np.array(ages) == "y").only
    assert found.share == alone.value
    assert (found.interval.lower, found.interval.upper) != (alone.interval().lower, alone.interval().upper)
    assert found.count == 4


def test_a_group_that_the_population_lacks_has_no_ratio():
    found = representativeness(design(np.ones(2)), {"age": (["y", "y"], {"y": 1, "z": 0})})

    assert np.isnan(found.groups[1].ratio)


def test_far_under_is_a_share():
    with pytest.raises(ValueError, match="between 0 and 1"):
        representativeness(design(np.ones(2)), {"age": (["y", "y"], {"y": 1})}, far=0)


def asked(seed, count=400):
    random = np.random.default_rng(seed)
    groups = {"age": random.choice(["young", "middle", "old"], count), "place": random.choice(["a", "b"], count)}
    likely = 0.3 + 0.3 * (groups["age"] == "old") + 0.1 * (groups["place"] == "a")
    return groups, random.uniform(size=count) < likely


def test_with_one_variable_the_propensities_are_the_response_rates():
    groups, said = asked(1)
    age = groups["age"]

    found = r_indicator(design(np.ones(400)), said, {"age": age})

    rates = np.array([said[age == each].mean() for each in age])
    assert found.unadjusted == pytest.approx(1 - 2 * rates.std(ddof=1))
    assert found.value > found.unadjusted
    below = {each.label for each in found.groups if each.unconditional < 0}
    assert below == {each for each in set(age) if said[age == each].mean() < said.mean()}
    assert found.variables[0].conditional == pytest.approx(found.variables[0].unconditional)


@settings(max_examples=8)
@given(seed=st.integers(0, 1000))
def test_the_order_of_people_does_not_matter_nor_do_those_who_do_not_count(seed):
    groups, said = asked(seed, 150)
    order = np.random.default_rng(seed).permutation(150)
    mixed = {name: [*labels[order], None, "nobody's"] for name, labels in groups.items()}

    found = r_indicator(design(np.ones(150)), said, groups)
    again = r_indicator(design([*np.ones(150), 0.0, 0.0], clusters=[*order, 0, 1]), [*said[order], 1, 0], mixed)

    assert (again.value, again.response_rate) == pytest.approx((found.value, found.response_rate))
    assert [each.conditional for each in again.groups] == pytest.approx([each.conditional for each in found.groups])
    assert [each.label for each in again.groups] == [each.label for each in found.groups]


@pytest.mark.slow
def test_its_interval_covers_what_the_propensities_make_of_it():
    random = np.random.default_rng(11)
    groups, _ = asked(0, 1500)
    likely = 0.3 + 0.3 * (groups["age"] == "old") + 0.1 * (groups["place"] == "a")
    truth = 1 - 2 * likely.std()

    drawn = [r_indicator(design(np.ones(1500)), random.uniform(size=1500) < likely, groups) for _ in range(300)]

    assert np.mean([truth in each.interval for each in drawn]) > 0.92
    assert np.mean([each.value for each in drawn]) == pytest.approx(truth, abs=0.005)
    assert np.std([each.value for each in drawn]) == pytest.approx(np.mean([each.error for each in drawn]), rel=0.15)


def test_where_answering_has_nothing_to_do_with_it_the_indicator_is_one():
    groups = {"age": ["young", "old"] * 20}

    found = r_indicator(design(np.ones(40)), [1, 1, 0, 0] * 10, groups)

    assert found.value == 1
    assert found.unadjusted == pytest.approx(1)
    assert str(found).startswith("R-indicator 1.000")


@pytest.mark.parametrize(
    ("said", "groups", "words"),
    [
        ([1, 1], {"age": ["y", "o"]}, "everybody answered"),
        ([0, 0], {"age": ["y", "o"]}, "nobody answered"),
        ([1, 0], {}, "at least one variable"),
        ([1, 0], {"age": ["y", None]}, "row 1 has no age"),
    ],
)
def test_what_is_wrong(said, groups, words):
    with pytest.raises(ValueError, match=words):
        r_indicator(design(np.ones(2)), said, groups)
