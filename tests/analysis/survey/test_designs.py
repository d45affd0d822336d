"""How people were chosen, and what that adds to a variance: a second way in plain loops, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.analysis.survey import Lonely, LonelyClusterError, design, mean, total

NAN = float("nan")


def spread(parts, size):
    """The variance of a sum of parts drawn from so many, as the textbooks have it."""
    many = len(parts)
    middle = sum(parts) / many
    return (1 - many / size) * many / (many - 1) * sum((each - middle) ** 2 for each in parts)


def two_stages_by_hand(rows):
    """The variance of a total: clusters from all, people from each cluster. Rows: stratum, cluster, sizes, amount."""
    variance = 0.0
    for stratum in sorted({row[0] for row in rows}):
        mine = [row for row in rows if row[0] == stratum]
        clusters = sorted({row[1] for row in mine})
        drawn, size = len(clusters), mine[0][2]
        variance += spread([sum(row[4] for row in mine if row[1] == cluster) for cluster in clusters], size)
        for cluster in clusters:
            people = [row for row in mine if row[1] == cluster]
            variance += drawn / size * spread([row[4] for row in people], people[0][3])
    return variance


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=5, deadline=None)
def test_two_stages_are_as_by_hand_in_any_order(seed):
    rng = np.random.default_rng(seed)
    stratum, cluster = np.repeat([0, 1], 12), np.repeat(np.arange(6), 4)
    sizes, people_there = np.repeat([5, 9], 12), np.repeat(rng.integers(5, 30, 6), 4)
    weights, amounts, order = rng.uniform(1, 4, 24), rng.uniform(0, 9, 24), rng.permutation(24)
    columns = (stratum, cluster, sizes, people_there, amounts, weights)
    turned = [each[order] for each in columns]

    found = total(
        design(turned[5], strata=turned[0], clusters=[turned[1], order], population=[turned[2], turned[3]]), turned[4]
    ).only

    rows = list(zip(stratum, cluster, sizes, people_there, amounts * weights, strict=True))
    assert found.value == pytest.approx((amounts * weights).sum())
    assert found.error**2 == pytest.approx(two_stages_by_hand(rows))


@given(st.integers(0, 2**32 - 1), st.floats(0.01, 1000), st.floats(-50, 50), st.floats(0.1, 20))
@settings(max_examples=10, deadline=None)
def test_a_mean_moves_with_its_scale_and_not_with_weights(seed, factor, shift, stretch):
    rng = np.random.default_rng(seed)
    weights, answers, clusters = rng.uniform(1, 5, 30), rng.uniform(0, 10, 30), np.arange(30) // 3

    found = mean(design(weights, clusters=clusters), answers).only
    other = mean(design(weights * factor, clusters=clusters), shift + stretch * answers).only

    assert other.value == pytest.approx(shift + stretch * found.value, rel=1e-9, abs=1e-6)
    assert other.error == pytest.approx(stretch * found.error, rel=1e-6)
    assert (other.degrees, other.count) == (found.degrees, found.count) == (9, 30)


def test_what_is_wholly_known_has_no_error():
    people = design(np.ones(4), strata=[1, 1, 2, 2], population=[2, 2, 2, 2])

    assert total(people, [3, 5, 6, 9.0]).only.error == 0


def test_an_endless_population_is_as_none():
    known = design(np.ones(4), population=np.full(4, np.inf))

    assert mean(known, [3, 5, 6, 9.0]).only.error == mean(design(np.ones(4)), [3, 5, 6, 9.0]).only.error


def test_whoever_weighs_nothing_counts_for_nothing_but_the_draw():
    people = design([1, 1, 1, 0], clusters=[1, 2, 3, 4])

    found = mean(people, [3, 5, 7, 99.0]).only

    assert (found.value, found.count, found.degrees) == (5, 3, 2)
    assert found.error == pytest.approx(np.sqrt(4 / 3 * 8) / 3)


def test_clusters_that_begin_anew_in_each_stratum():
    strata, clusters = [1, 1, 2, 2], [1, 2, 1, 2]

    nested = design(np.ones(4), strata=strata, clusters=clusters, nest=True)

    with pytest.raises(ValueError, match="row 2: cluster 1 lies in more than one stratum"):
        design(np.ones(4), strata=strata, clusters=clusters)
    assert str(nested) == "4 people in 2 strata."
    assert str(design(np.ones(4), clusters=[1, 1, 2, 2])) == "4 people, 2 clusters."


@pytest.mark.parametrize(
    ("weights", "said", "message"),
    [
        ([], {}, "one to a person"),
        ([[1.0]], {}, "one to a person"),
        ([1, NAN], {}, "row 1: a weight"),
        ([1, -1], {}, "row 1: a weight"),
        ([1, np.inf], {}, "row 1: a weight"),
        ([0, 0], {}, "all weights are nought"),
        ([1, 1], {"strata": [1]}, "strata have"),
        ([1, 1], {"strata": ["a", None]}, "row 1 has no label among the strata of stage 1"),
        ([1, 1], {"clusters": [NAN, 1.0]}, "row 0 has no label among the clusters of stage 1"),
        ([1, 1], {"population": [2, 3]}, "differs between its rows"),
        ([1, 1], {"population": [NAN, NAN]}, "differs between its rows"),
        ([1, 1], {"population": [1, 1]}, "more clusters drawn than its population"),
        ([1, 1], {"population": [[9, 9], [9, 9]]}, "1 stages of clusters"),
    ],
)
def test_designs_that_make_no_sense_are_refused(weights, said, message):
    with pytest.raises(ValueError, match=message):
        design(np.array(weights, dtype=float), **said)


def test_a_lonely_cluster_of_a_later_stage_is_named():
    with pytest.raises(LonelyClusterError, match="1 of 2 strata of stage 2"):
        design(np.ones(3), clusters=[[1, 1, 2], [1, 2, 3]], population=[[9] * 3, [5] * 3])


def test_where_every_stratum_is_lonely_the_rule_decides():
    errors = {
        rule: total(design(np.ones(2), strata=[1, 2], lonely=rule), [3, 4.0]).only.error
        for rule in (Lonely.CERTAINTY, Lonely.ADJUST, Lonely.AVERAGE)
    }

    assert errors == {Lonely.CERTAINTY: 0, Lonely.ADJUST: 5, Lonely.AVERAGE: 0}
