"""What weighting promises: margins are met or said not to be, nobody is dropped, and errors know of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.analysis.survey import (
    Distance,
    Unmet,
    UnmetError,
    calibrate,
    design,
    mean,
    post_stratify,
    rake,
    total,
    trim,
)
from tests.analysis.survey import plain_weights

AGE = ["young", "young", "old", "old", "old", "young", "old", "old"]
HOME = ["own", "rent", "own", "own", "rent", "rent", "own", "rent"]
MARGINS = {"age": (AGE, {"young": 40, "old": 60}), "home": (HOME, {"own": 55, "rent": 45})}
YEARS = [20.0, 25, 60, 70, 65, 30, 50, 55]


def people(count=8):
    return design(np.arange(10.0, 10 + count))


@pytest.mark.parametrize("seed", range(3))
def test_raking_and_its_errors_are_what_plain_loops_find(seed):
    labels, known, base, strata, clusters, answers = plain_weights.drawn(seed)
    margins = list(zip(labels, known, strict=True))

    found = rake(
        design(base, strata=strata, clusters=clusters),
        {str(at): margin for at, margin in enumerate(margins)},
        tolerance=1e-13,
    )

    weights = plain_weights.raked(base, margins, rounds=60)
    assert found.design.weights == pytest.approx(weights, rel=1e-9)
    error = plain_weights.error_of_mean(answers, base, weights, plain_weights.dummies(margins), strata, clusters)
    assert mean(found.design, answers).only.error == pytest.approx(error, rel=1e-9)


@settings(max_examples=6)
@given(seed=st.integers(0, 1000), scale=st.floats(0.01, 100))
def test_neither_the_scale_of_weights_nor_the_order_of_people_matters(seed, scale):
    labels, known, base, _, _, answers = plain_weights.drawn(seed, 40)
    if any(len(each) != len(np.unique(of)) for of, each in zip(labels, known, strict=True)):
        return
    margins = {str(at): margin for at, margin in enumerate(zip(labels, known, strict=True))}
    order = np.random.default_rng(seed).permutation(40)
    turned = {name: (of[order], known) for name, (of, known) in margins.items()}

    found = rake(design(base), margins, unmet=Unmet.SAY, tolerance=1e-12)
    scaled = rake(design(scale * base), margins, unmet=Unmet.SAY, tolerance=1e-12)
    mixed = rake(design(base[order]), turned, unmet=Unmet.SAY, tolerance=1e-12)

    assert scaled.design.weights == pytest.approx(found.design.weights, rel=1e-6)
    assert mixed.design.weights == pytest.approx(found.design.weights[order], rel=1e-6)
    assert mean(mixed.design, answers[order]).only.error == pytest.approx(mean(found.design, answers).only.error)


def test_a_category_that_was_met_has_no_error():
    found = rake(people(), MARGINS)

    young = total(found.design, np.array(AGE) == "young").only

    assert (young.value, young.error) == (pytest.approx(40), pytest.approx(0, abs=1e-9))
    assert not found.unmet


def test_a_raking_is_a_calibration_by_entropy():
    raked = rake(people(), MARGINS, tolerance=1e-13).design.weights

    assert calibrate(people(), margins=MARGINS, distance=Distance.RAKING).design.weights == pytest.approx(raked)


def test_post_stratification_is_a_linear_calibration_to_one_margin():
    post = post_stratify(people(), *MARGINS["age"]).design

    linear = calibrate(people(), margins={"age": MARGINS["age"]}).design

    assert linear.weights == pytest.approx(post.weights)
    assert mean(linear, YEARS).only.error == pytest.approx(mean(post, YEARS).only.error)


def test_people_who_do_not_count_need_no_label_and_change_nothing():
    base = people().weights
    labels = {name: ([*of, None, "own" if name == "home" else None], known) for name, (of, known) in MARGINS.items()}

    found = rake(design([*base, 0.0, 0.0]), labels)

    assert found.design.weights == pytest.approx([*rake(people(), MARGINS).design.weights, 0, 0])


def test_the_result_prints_as_a_table():
    table = str(rake(people(), MARGINS)).splitlines()

    assert table[0].startswith("Raking of 8 people in ")
    assert table[1].split() == ["margin", "n", "before", "after", "population"]
    assert table[2].split() == ["age:", "young", "3", "33.3%", "40.0%", "40.0%"]


class TestWhatCannotBeMet:
    EMPTY = {"age": (AGE, {"young": 30, "old": 50, "very old": 20}), "home": MARGINS["home"]}

    def test_an_empty_category_is_an_error(self):
        with pytest.raises(UnmetError, match="age: nobody of the sample is 'very old'"):
            rake(people(), self.EMPTY)
        with pytest.raises(UnmetError, match="nobody of the sample"):
            post_stratify(people(), *self.EMPTY["age"])
        with pytest.raises(UnmetError, match="nobody of the sample"):
            calibrate(people(), margins=self.EMPTY)

    def test_or_is_said_and_the_others_stand_for_it(self):
        found = rake(people(), self.EMPTY, unmet=Unmet.SAY)

        assert [each.label for each in found.unmet] == ["young", "old", "very old"]
        assert [each.after for each in found.targets] == pytest.approx([37.5, 62.5, 0, 55, 45])
        assert "not met" in str(found)
        assert post_stratify(people(), *self.EMPTY["age"], unmet=Unmet.SAY).unmet

    def test_populations_add_up_to_the_same(self):
        margins = MARGINS | {"home": (HOME, {"own": 50, "rent": 45})}

        with pytest.raises(UnmetError, match="the population is 100 by age, but 95 by home"):
            rake(people(), margins)
        assert rake(people(), margins, unmet=Unmet.SAY).design.weights.sum() == pytest.approx(100)

    def test_combinations_that_nobody_has_may_stand_in_the_way(self):
        margins = {"a": ([1, 1, 2], {1: 50, 2: 50}), "b": (["x", "y", "y"], {"x": 70, "y": 30})}

        with pytest.raises(UnmetError, match="after 20 rounds"):
            rake(people(3), margins, iterations=20)
        assert rake(people(3), margins, iterations=20, unmet=Unmet.SAY).unmet

    def test_bounds_that_are_too_tight_say_how_wide_they_would_have_to_be(self):
        numbers = {"people": (np.ones(8), 100.0), "years": (YEARS, 4300.0)}

        with pytest.raises(UnmetError, match=r"bounds would have to be 0\.\d+ to 1\.\d+ or wider") as said:
            calibrate(people(), numbers=numbers, bounds=(0.95, 1.05))

        lower, upper = (float(each) for each in str(said.value).split("to be ")[1].split(" or wider")[0].split(" to "))
        wide = calibrate(people(), numbers=numbers, bounds=(lower - 0.01, upper + 0.01))
        assert not wide.unmet
        with pytest.raises(UnmetError):
            calibrate(people(), numbers=numbers, bounds=(lower + 0.01, upper - 0.01))
        assert calibrate(people(), numbers=numbers, bounds=(0.95, 1.05), unmet=Unmet.SAY).unmet

    def test_totals_that_contradict_each_other_have_no_bounds(self):
        numbers = {"people": (np.ones(8), 100.0), "twice": (np.full(8, 2.0), 150.0)}

        with pytest.raises(UnmetError, match="no bounds would do"):
            calibrate(people(), numbers=numbers, distance=Distance.LOGIT, bounds=(0.5, 2))

    def test_too_few_steps_are_said(self):
        numbers = {"people": (np.ones(8), 60.0), "years": (YEARS, 3300.0)}

        with pytest.raises(UnmetError, match="allow more iterations"):
            calibrate(people(), numbers=numbers, distance=Distance.RAKING, iterations=1)

    def test_nobody_says_how_wide_where_there_are_very_many_people(self, monkeypatch):
        monkeypatch.setattr("saidanddone.analysis.survey._distances.MOST_UNKNOWNS", 3)

        with pytest.raises(UnmetError, match="too many people to say"):
            calibrate(people(), numbers={"years": (YEARS, 9000.0)}, bounds=(0.95, 1.05))

    def test_weights_below_nought_are_an_error(self):
        with pytest.raises(UnmetError, match="would weigh less than nought"):
            calibrate(people(), numbers={"people": (np.ones(8), 100.0), "years": (YEARS, 2500.0)})


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("margins", "said"),
        [
            ({}, "at least one margin"),
            ({"age": (AGE[:3], {"young": 1, "old": 1})}, "age: 3 labels for 8 people"),
            ({"age": ([*AGE[:7], None], {"young": 1, "old": 1})}, "row 7 has no label of age"),
            ({"age": (AGE, {"young": 1})}, "row 2: age is 'old', of which the population says nothing"),
            ({"age": (AGE, {"young": 1, "old": 0})}, "nobody of the population is 'old'"),
            ({"age": (AGE, {"young": 1, "old": -1})}, "age: 'old' holds -1"),
            ({"age": (AGE, {"young": 0, "old": 0})}, "the population holds nobody"),
            ({"age": (AGE, {})}, "has no categories"),
        ],
    )
    def test_margins(self, margins, said):
        with pytest.raises(ValueError, match=said):
            rake(people(), margins)

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ({}, "at least one margin or number"),
            ({"numbers": {"years": (YEARS[:2], 3)}}, "for 8 people"),
            ({"numbers": {"years": ([*YEARS[:7], np.nan], 3)}}, "row 7 has no years"),
            ({"numbers": {"years": (YEARS, np.inf)}}, "is a number, not inf"),
            ({"numbers": {"years": (YEARS, 3)}, "bounds": (1.2, 2)}, "both sides of 1"),
            ({"numbers": {"years": (YEARS, 3)}, "distance": Distance.LOGIT}, "needs two bounds"),
        ],
    )
    def test_calibration(self, options, said):
        with pytest.raises(ValueError, match=said):
            calibrate(people(), **options)

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ({}, "name the largest"),
            ({"upper": 3, "times_median": 2}, "not both"),
            ({"upper": 3, "lower": 4}, "less than the largest"),
        ],
    )
    def test_trimming(self, options, said):
        with pytest.raises(ValueError, match=said):
            trim(people(), **options)


class TestTrimming:
    @given(weights=st.lists(st.floats(0.1, 100), min_size=4, max_size=30), times=st.floats(1.5, 4))
    def test_the_total_stays_and_nobody_is_beyond_the_bound(self, weights, times):
        upper = times * max(np.median(weights), np.mean(weights))

        found = trim(design(weights), upper=upper)

        assert found.design.weights.sum() == pytest.approx(sum(weights))
        assert found.design.weights.max() <= upper * (1 + 1e-12)
        assert (found.design.weights >= np.minimum(weights, upper) * (1 - 1e-12)).all()

    def test_it_looks_again_at_those_whom_the_spreading_brings_beyond(self):
        weights = [1.0, 1, 1, 3.9, 10]

        once, again = (trim(design(weights), upper=4, iterations=each) for each in (1, 100))

        assert once.design.weights.tolist() == [2.5, 2.5, 2.5, 5.4, 4]
        assert again.design.weights == pytest.approx([1 + 1.5 + 1.4 / 3] * 3 + [4, 4])
        assert (again.iterations, again.trimmed, again.moved) == (2, 0.4, pytest.approx(6 / 16.9))
        assert "40.0% of people were cut" in str(again)

    def test_nobody_is_left_to_take_the_weight(self):
        with pytest.raises(UnmetError, match="all 3 people are beyond"):
            trim(design([5.0, 6, 7]), upper=4)

    def test_whoever_does_not_count_stays_so(self):
        assert trim(design([0.0, 1, 1, 8]), times_median=4, lower=0.5).design.weights[0] == 0

    def test_where_nothing_is_beyond_nothing_is_done(self):
        assert trim(people(), upper=100).iterations == 0
