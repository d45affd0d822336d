"""Those who answered stand for those who did not, by class, by propensity, and wave by wave."""

import numpy as np
import pytest

from saidanddone.analysis.survey import adjust_by_wave, adjust_for_nonresponse, design, mean
from saidanddone.analysis.survey._propensities import fit_propensities


class TestNonResponse:
    ASKED = np.array([10.0, 20, 30, 10, 20, 30])
    SAID = [1, 0, 1, 1, 1, 0]

    def test_within_a_class_those_who_answered_stand_for_all(self):
        found = adjust_for_nonresponse(design(self.ASKED), self.SAID, classes=["a", "a", "a", "b", "b", "b"])

        assert found.design.weights == pytest.approx([15, 0, 45, 20, 40, 0])
        assert [each.population for each in found.targets] == [60, 60]
        assert not found.unmet

    def test_a_model_of_groups_alone_is_weighting_by_class(self):
        classes = ["a", "a", "a", "b", "b", "b"]

        by_class = adjust_for_nonresponse(design(self.ASKED), self.SAID, classes=classes)
        by_model = adjust_for_nonresponse(design(self.ASKED), self.SAID, predictors={"class": classes})

        assert by_model.design.weights == pytest.approx(by_class.design.weights)

    def test_a_model_makes_up_for_who_does_not_answer(self):
        random = np.random.default_rng(3)
        age = random.uniform(18, 90, 4000)
        place = random.choice(["town", "hills"], 4000)
        said = random.uniform(size=4000) < 1 / (1 + np.exp(-(age - 50) / 20 + (place == "hills")))
        asked = design(np.full(4000, 5.0))

        by_model = adjust_for_nonresponse(asked, said, predictors={"age": age, "place": place})
        by_bands = adjust_for_nonresponse(asked, said, predictors={"age": age, "place": place}, bands=10)

        assert mean(asked, age, where=said).only.value > age.mean() + 5
        assert mean(by_model.design, age).only.value == pytest.approx(age.mean(), abs=1)
        assert mean(by_bands.design, age).only.value == pytest.approx(age.mean(), abs=1.5)
        assert by_bands.after.ratio < by_model.after.ratio
        assert by_bands.design.weights.sum() == by_model.design.weights.sum() == pytest.approx(20000)

    def test_a_group_of_whom_all_answered_keeps_its_weight(self):
        place = ["a"] * 4 + ["b"] * 4

        found = adjust_for_nonresponse(design(np.ones(8)), [1] * 4 + [1, 0, 1, 0], predictors={"place": place})

        assert found.design.weights == pytest.approx([1, 1, 1, 1, 2, 0, 2, 0])

    def test_waves_follow_each_other(self):
        classes = ["a", "a", "a", "b", "b", "b"]
        said = [[1, 1], [1, 0], [0, 1], [1, 1], [1, 1], [0, 0]]

        first, second = adjust_by_wave(design(np.ones(6)), said, classes=[classes, classes])
        modelled = adjust_by_wave(design(np.ones(6)), said, predictors=[{"class": classes}] * 2)

        assert first.design.weights == pytest.approx([1.5, 1.5, 0, 1.5, 1.5, 0])
        assert second.design.weights == pytest.approx([3, 0, 0, 1.5, 1.5, 0])
        assert modelled[1].design.weights == pytest.approx(second.design.weights)

    @pytest.mark.parametrize(
        ("answered", "options", "said"),
        [
            ([1, 0], {"classes": "aaabbb"}, "for 6 people"),
            ([1, 0, 2, 1, 0, 1], {"classes": list("aaabbb")}, "row 2: somebody answered or not"),
            ([0] * 6, {"classes": list("aaabbb")}, "nobody answered"),
            ([1] * 6, {}, "either weighting classes or predictors"),
            ([1, 0, 1, 0, 0, 0], {"classes": list("aaabbb")}, "nobody of 'b' answered"),
            ([1, 0, 1, 0, 0, 0], {"predictors": {"place": list("aaabbb")}}, "nobody of 'b' answered"),
            ([1, 0, 1, 0, 1, 0], {"classes": ["a", "a", None, "b", "b", "b"]}, "row 2 has no class"),
            ([1, 0, 1, 0, 1, 0], {"classes": ["a"]}, "1 labels for 6 people"),
            ([1, 0, 1, 0, 1, 0], {"predictors": {}}, "at least one predictor"),
            ([1, 0, 1, 0, 1, 0], {"predictors": {"age": [1.0]}}, "numbers for 6 people"),
            ([1, 0, 1, 0, 1, 0], {"predictors": {"age": [1, 2, 3, 4, np.nan, 6]}}, "row 4 has no age"),
            ([1, 0, 1, 0, 1, 0], {"predictors": {"age": [1, 2, 3, 4, 5, 6]}, "bands": 1}, "two are the fewest"),
        ],
    )
    def test_what_is_wrong(self, answered, options, said):
        with pytest.raises(ValueError, match=said):
            adjust_for_nonresponse(design(self.ASKED), answered, **options)

    def test_waves_that_do_not_fit(self):
        with pytest.raises(ValueError, match="one row to a person"):
            adjust_by_wave(design(self.ASKED), self.SAID, classes=[list("aaabbb")])
        with pytest.raises(ValueError, match="1 waves of what is known"):
            adjust_by_wave(design(self.ASKED), np.ones((6, 2)), classes=[list("aaabbb")])


class TestPropensities:
    def test_they_are_found_where_whole_steps_would_run_away(self):
        matrix = np.column_stack([np.ones(4), [0.0, 1, 2, 100]])
        answered, asked = np.array([3027.0, 14, 0, 0]), np.array([3027.0, 14, 259, 1289])

        found = fit_propensities(matrix, answered, asked)

        assert found.values == pytest.approx([1, 1, 0, 0], abs=1e-6)

    def test_steps_can_be_limited(self):
        found = fit_propensities(np.ones((2, 1)), np.array([1.0, 1]), np.array([2.0, 8]), iterations=1)

        assert found.values == pytest.approx(1 / (1 + np.exp(1.2)))
