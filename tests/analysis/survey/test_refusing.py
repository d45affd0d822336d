"""What a design, an estimate and an interval refuse, with the row and the reason; and how they read."""

import numpy as np
import pytest

from saidanddone.analysis.survey import By, Kind, design, difference, mean, net, ratio, share, total

FOUR = np.ones(4)


@pytest.mark.parametrize(
    ("weights", "options", "said"),
    [
        ([], {}, "one to a person"),
        ([[1.0]], {}, "one to a person"),
        ([1, np.nan], {}, "row 1: a weight is a number from nought up, not nan"),
        ([1, -2], {}, "row 1: a weight is a number from nought up, not -2"),
        ([0, 0], {}, "all weights are nought"),
        (FOUR, {"strata": ["a", "a", None, "b"]}, "row 2 has no label among the strata of stage 1"),
        (FOUR, {"strata": ["a", "b"]}, "strata have"),
        (FOUR, {"strata": [["a"] * 4, ["b"] * 4]}, "1 stages of clusters, but 2 of strata"),
        (FOUR, {"strata": list("aabb"), "clusters": [1, 2, 2, 3]}, "row 2: cluster 2 lies in more than one stratum"),
        (FOUR, {"population": [9, 9, 9, 8]}, "differs between its rows"),
        (FOUR, {"population": [3, 3, 3, 3]}, "more clusters drawn than its population holds"),
    ],
)
def test_designs(weights, options, said):
    with pytest.raises(ValueError, match=said):
        design(weights, **options)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda people: mean(people, [1, 2]), "answers for 4 people"),
        (lambda people: mean(people, [1, 2, np.inf, 3]), "row 2: an answer is a number or nan, not endless"),
        (lambda people: mean(people, FOUR, by=["a"]), "1 groups for 4 people"),
        (lambda people: mean(people, FOUR, where=[True]), "for each of 4 people"),
        (lambda people: share(people, [0, 1, 2, 0]), "noughts and ones"),
        (lambda people: net(people, [1, 0, 0, 0], [1, 0, 0, 0]), "nobody gave both"),
    ],
)
def test_estimates(ask, said):
    with pytest.raises(ValueError, match=said):
        ask(design(FOUR))


def test_intervals():
    found = mean(design(FOUR), [1, 2, 3, 4.0]).only

    with pytest.raises(ValueError, match="a level lies between 0 and 1"):
        found.interval(1.5)
    with pytest.raises(ValueError, match="is of a share"):
        found.interval(by=By.LOGIT)
    assert found.interval(by=By.NORMAL).upper < found.interval().upper
    assert 2.5 in found.interval()


def test_where_everybody_said_it_the_number_of_people_makes_the_interval():
    everybody = share(design(np.ones(20)), np.ones(20)).only

    reach = everybody.interval(by=By.BETA)

    assert (reach.lower, reach.upper) == (pytest.approx(0.025 ** (1 / 20)), 1)


def test_what_nobody_answered_is_unknown():
    found = mean(design(FOUR), [1, 2, np.nan, np.nan], by=list("aabb"), name="Trust").of("b")

    assert str(found) == "Trust, b: unknown (nobody answered)."
    assert np.isnan(found.interval().lower)
    assert Kind.MEAN.written(found.value) == "unknown"


class TestSeveralGroups:
    FOUND = mean(design(np.ones(6)), [1, 2, 3, 5, 6, 7.0], by=list("aaabbb"), name="Trust")

    def test_they_read_as_a_table(self):
        lines = str(self.FOUND).splitlines()

        assert lines[0] == "Trust"
        assert [line.split()[0] for line in lines[1:]] == ["group", "a", "b"]

    def test_they_are_a_sequence_that_is_asked_by_name(self):
        assert [each.group for each in self.FOUND[0:2]] == ["a", "b"]
        with pytest.raises(KeyError, match="no group 'c'; there are a, b"):
            self.FOUND.of("c")
        with pytest.raises(ValueError, match="there are 2 estimates"):
            _ = self.FOUND.only
        assert self.FOUND.covariance.diagonal() == pytest.approx(self.FOUND.errors**2)

    def test_an_effective_count_needs_a_design_effect(self):
        assert self.FOUND.of("a").effective_count == pytest.approx(3 / self.FOUND.of("a").design_effect)
        assert np.isnan(total(design(FOUR), FOUR).only.effective_count)


def test_samples_that_share_nobody_are_said_to():
    later, earlier = (mean(design(FOUR), answers).only for answers in ([3, 4, 5, 6.0], [1, 2, 3, 5.0]))

    with pytest.raises(ValueError, match="different designs"):
        difference(later, earlier)
    both = difference(later, earlier, independent=True)

    assert both.error == pytest.approx(np.hypot(later.error, earlier.error))
    assert 3 < both.degrees <= 6


def test_independent_samples_without_any_spread_have_the_fewer_degrees():
    still = mean(design(FOUR), FOUR).only

    assert difference(still, mean(design(np.ones(6)), np.ones(6)).only, independent=True).degrees == 3


def test_ratios_are_of_those_who_gave_both():
    assert ratio(design(FOUR), [1, np.nan, 2, 3], [2, 2, np.nan, 2]).only.value == 1
