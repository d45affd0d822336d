"""What errors know of weights that were fitted, cut, fitted again, or lost people in between."""

import numpy as np
import pytest

from saidanddone.analysis.survey import (
    adjust_for_nonresponse,
    calibrate,
    design,
    mean,
    post_stratify,
    rake,
    total,
    trim,
)
from saidanddone.analysis.survey._auxiliary import Cells, Joint, Numbers
from tests.analysis.survey import plain_weights


class TestFitsInARow:
    """Errors of weights that were fitted, cut and fitted again, against a jackknife that does it all anew."""

    @staticmethod
    def sample(seed=7, clusters=60):
        random = np.random.default_rng(seed)
        of = np.repeat(np.arange(clusters), 5)
        age = random.integers(0, 3, len(of))
        home = (random.uniform(size=len(of)) < 0.15 + 0.35 * age).astype(int)
        answers = 2.0 * age + 1.5 * home + random.normal(0, 1, len(of)) + random.normal(0, 0.3, clusters)[of]
        return random.uniform(8, 12, len(of)), of, age, home, answers

    @staticmethod
    def steps(base, of, age, home, *, cut):
        known = {0: 900.0, 1: 1100.0, 2: 1000.0}
        first = post_stratify(design(base, clusters=of), age, known).design
        if cut:
            first = trim(first, times_median=1.2, iterations=1).design
        return rake(first, {"home": (home, {0: 1400.0, 1: 1600.0})}).design

    @pytest.mark.slow
    @pytest.mark.parametrize("cut", [False, True])
    def test_the_error_is_near_that_of_a_jackknife(self, cut):
        base, of, age, home, answers = self.sample()

        found = mean(self.steps(base, of, age, home, cut=cut), answers).only

        left_out = []
        for cluster in range(60):
            here = of != cluster
            part = self.steps(base[here] * 60 / 59, of[here], age[here], home[here], cut=cut)
            left_out.append(mean(part, answers[here]).only.value)
        jackknife = np.sqrt(59 / 60 * ((np.array(left_out) - np.mean(left_out)) ** 2).sum())
        assert found.error == pytest.approx(jackknife, rel=0.05)
        assert found.method == "Taylor linearisation, post-stratification, raking"

    @pytest.mark.slow
    def test_those_who_did_not_answer_after_a_fit_add_nothing_but_what_was_known_of_them(self):
        base, of, age, home, answers = self.sample(clusters=120)
        said = np.random.default_rng(2).uniform(size=len(of)) < 0.7

        def steps(here):
            part = len(np.unique(of[here]))
            known = {0: 1800.0, 1: 2200.0, 2: 2000.0}
            first = post_stratify(design(base[here] * 120 / part, clusters=of[here]), age[here], known).design
            return adjust_for_nonresponse(first, said[here], classes=home[here]).design

        found = mean(steps(of >= 0), answers).only

        left_out = np.array([mean(steps(of != each), answers[of != each]).only.value for each in range(120)])
        jackknife = np.sqrt(119 / 120 * ((left_out - left_out.mean()) ** 2).sum())
        assert found.error == pytest.approx(jackknife, rel=0.1)

    def test_only_the_last_totals_are_free_of_error(self):
        base, of, age, home, _ = self.sample()

        people = self.steps(base, of, age, home, cut=False)

        assert total(people, home == 1).only.error == pytest.approx(0, abs=1e-8)
        assert total(people, age == 1).only.error > 1

    def test_fitting_twice_to_the_same_is_fitting_once(self):
        base, of, age, _, answers = self.sample()
        known = {0: 900.0, 1: 1100.0, 2: 1000.0}

        once = post_stratify(design(base, clusters=of), age, known).design
        twice = post_stratify(once, age, known).design

        assert mean(twice, answers).only.error == pytest.approx(mean(once, answers).only.error)
        assert str(twice) == "300 people, 60 clusters, post-stratification, post-stratification."

    def test_numbers_and_margins_may_follow_each_other(self):
        base, of, age, home, answers = self.sample()
        numbers = {"people": (np.ones(300), 3000.0), "height": (1.0 + age + home, 7500.0)}

        first = calibrate(design(base, clusters=of), numbers=numbers, margins={"home": (home, {0: 1400, 1: 1600})})
        people = calibrate(
            rake(first.design, {"age": (age, {0: 900, 1: 1100, 2: 1000})}).design, numbers=numbers
        ).design

        assert total(people, 1.0 + age + home).only.error == pytest.approx(0, abs=1e-6)
        assert mean(people, answers).only.error < mean(design(base, clusters=of), answers).only.error


def test_the_answers_are_the_same_where_people_are_clusters_of_their_own():
    """With nobody sharing a cluster what is fitted is never kept by unit; the numbers are those of the other way."""
    labels, known, base, *_ = plain_weights.drawn(5)
    answers = np.arange(80.0)
    margins = {str(at): margin for at, margin in enumerate(zip(labels, known, strict=True))}
    turned = np.arange(80)[::-1]

    alone = rake(design(base), margins).design
    named = rake(design(base, clusters=turned), margins).design
    part = {"by": labels[0], "where": answers > 3}

    assert mean(named, answers, **part).errors == pytest.approx(mean(alone, answers, **part).errors)


@pytest.mark.parametrize("first", ["margins", "numbers", "both"])
@pytest.mark.parametrize("second", ["margins", "numbers", "both"])
def test_variables_of_any_kind_are_multiplied_as_matrices_are(first, second):
    labels, _, base, *_ = plain_weights.drawn(2)
    categories = [each + start for each, start in zip(labels, [0, 3, 5], strict=True)]
    dense = (np.stack(categories, axis=1)[:, :, None] == np.arange(9)).sum(axis=1).astype(float)
    numbers = np.column_stack([np.ones(80), np.arange(80.0)])
    cells = Cells(np.arange(80), np.stack(categories, axis=1), 9)
    kinds = {
        "margins": (cells, dense),
        "numbers": (Numbers(numbers), numbers),
        "both": (Joint((cells, Numbers(numbers)), (9, 2)), np.hstack([dense, numbers])),
    }
    (one, rows), (other, other_rows) = kinds[first], kinds[second]
    code = np.arange(80) % 5 - 1
    columns, slopes = np.random.default_rng(1).normal(size=(80, 3)), np.arange(3.0 * rows.shape[1]).reshape(-1, 3)

    for length in (4, 400):
        found = one.sums(base, code, length)
        assert found.shape == (length, rows.shape[1])
        assert found[:4] == pytest.approx(np.array([(base * (code == at)) @ rows for at in range(4)]))
    assert one.cross(columns) == pytest.approx(rows.T @ columns)
    assert one.gram(base) == pytest.approx((rows.T * base) @ rows)
    assert one.at(slopes) == pytest.approx(rows @ slopes)
    assert one.overlap(other, base) == pytest.approx((other_rows.T * base) @ rows)
