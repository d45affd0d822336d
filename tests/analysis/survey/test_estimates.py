"""Figures as people read them, their intervals and differences, and answers that make no sense."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from saidanddone.analysis.survey import By, Kind, design, difference, jackknife, mean, net, ratio, share, total
from saidanddone.analysis.survey._intervals import interval

NAN = float("nan")
SHARES = st.floats(0.05, 0.95)


def people(many=4):
    return design(np.ones(many))


def test_figures_are_read_as_a_sentence_or_a_table():
    trust = mean(people(), [3, 5, 6, 9.0], by=["Aberwen", "Aberwen", "Trefnant", "Trefnant"], name="Trust")

    assert [each.group for each in trust] == ["Aberwen", "Trefnant"]
    assert str(trust[0]).startswith("Trust, Aberwen: 4.00 (95% interval ")
    assert [each.value for each in trust[0:2]] == [4, 7.5]
    assert str(mean(people(), [NAN] * 4).only) == "mean: unknown (nobody answered)."


def test_a_table_has_a_line_for_each_group():
    heard = share(people(8), [1, 0, 1, 1, 0, 0, 1, 0], by=["a"] * 4 + ["b"] * 4)

    lines = str(heard).splitlines()

    assert lines[0] == "share"
    assert lines[1].split() == ["group", "share", "from", "to", "n"]
    assert lines[2].split() == ["a", "75.0%", "1.3%", "148.7%", "4"]
    assert len({len(line) for line in lines[1:]}) == 1


def test_a_group_is_named():
    trust = mean(people(), [3, 5, 6, 9.0], by=["a", "a", "b", "b"])

    with pytest.raises(ValueError, match="there are 2 estimates"):
        _ = trust.only
    with pytest.raises(KeyError, match="no group 'c'; there are a, b"):
        trust.of("c")


def test_how_many_drawn_by_lot_would_tell_as_much():
    clustered = design(np.ones(6), clusters=[1, 1, 2, 2, 3, 3])
    found = mean(clustered, [1, 1, 5, 5, 9, 9.0]).only

    assert found.effective_count == pytest.approx(6 / found.design_effect)
    assert found.effective_count == pytest.approx(2.4)
    assert np.isnan(total(clustered, np.ones(6)).only.effective_count)


def test_samples_that_share_nobody_are_compared_with_welchs_degrees():
    one, other = np.array([3, 5, 6, 9, 4.0]), np.array([7, 6, 9, 8, 9, 7.0])
    gap = difference(mean(people(6), other).only, mean(people(5), one).only, independent=True)
    by_scipy = stats.ttest_ind(other, one, equal_var=False)

    assert gap.value / gap.error == pytest.approx(by_scipy.statistic)
    assert gap.degrees == pytest.approx(by_scipy.df)
    assert gap.kind is Kind.DIFFERENCE
    assert (gap.interval().lower, gap.interval().upper) == pytest.approx(tuple(by_scipy.confidence_interval()))
    with pytest.raises(ValueError, match="different designs"):
        mean(people(6), other).only - mean(people(5), one).only


def test_differences_of_differences_know_what_they_rest_on():
    early, late = people(5), people(5)
    first, second = [3, 5, 6, 9, 4.0], [7, 6, 9, 8, 9.0]
    gaps = [
        difference(mean(late, second, name=name).only, mean(early, first, name=name).only, independent=True)
        for name in ("Trust", "Hope")
    ]

    assert (gaps[0] - gaps[1]).error == 0
    assert (gaps[0] - gaps[1]).name == "Trust less Hope"
    with pytest.raises(ValueError, match="different designs"):
        gaps[0] - mean(late, second).only


def test_samples_without_any_error_have_the_fewer_degrees():
    gap = difference(mean(people(3), np.ones(3)).only, mean(people(9), np.ones(9)).only, independent=True)

    assert (gap.error, gap.degrees) == (0, 2)


@given(SHARES, st.floats(0.005, 0.2), st.integers(2, 60))
def test_intervals_of_shares_hold_the_share_and_stay_between_nought_and_all(chosen, error, degrees):
    for by in (By.LOGIT, By.BETA):
        found = interval(chosen, error, degrees, level=0.95, by=by, count=200)
        assert 0 <= found.lower < chosen < found.upper <= 1
        assert chosen in found
    normal = interval(chosen, error, degrees, level=0.95, by=By.NORMAL)
    assert normal.upper - chosen == pytest.approx(1.959963985 * error)
    assert chosen + 9 not in normal


def test_where_all_or_nobody_said_it_the_number_of_people_decides():
    """Clopper and Pearson's, from the binomial: nobody of 20 is up to 16.8 %, not certainly nobody."""
    nobody, everybody = (share(people(20), np.full(20, said)).only for said in (0, 1))

    for by in (By.BETA, By.LOGIT):
        assert nobody.interval(by=by).lower == 0
        assert nobody.interval(by=by).upper == pytest.approx(1 - 0.025 ** (1 / 20))
        assert everybody.interval(by=by).lower == pytest.approx(0.025 ** (1 / 20))
        assert nobody.interval(by=by).by is By.BETA


def test_without_a_number_of_people_the_effective_one_is_not_corrected():
    found = interval(0.5, 0.1, 5, level=0.95, by=By.BETA)

    assert (found.lower, found.upper) == pytest.approx(
        tuple(stats.beta.ppf([0.025, 0.975], [12.5, 13.5], [13.5, 12.5]))
    )


def test_intervals_of_what_they_do_not_fit_are_refused():
    found = mean(people(), [3, 5, 6, 9.0]).only

    with pytest.raises(ValueError, match="an interval by logit is of a share"):
        found.interval(by=By.LOGIT)
    with pytest.raises(ValueError, match="a level lies between 0 and 1"):
        found.interval(level=1.2)
    alone = share(people(3), [1, NAN, NAN], where=[True, False, False]).only
    assert np.isnan(alone.interval(by=By.BETA).lower)


def test_a_net_is_high_less_low_with_the_covariance_of_both():
    rng = np.random.default_rng(5)
    answers = rng.integers(0, 11, 60).astype(float)
    answers[:4] = NAN
    high, low = (np.where(np.isnan(answers), NAN, side) for side in (answers >= 6, answers <= 4))
    sample = design(rng.uniform(1, 3, 60), clusters=np.arange(60) // 5)

    found = net(sample, high, low).only
    apart = share(sample, high).only - share(sample, low).only

    assert (found.value, found.error) == pytest.approx((apart.value, apart.error))
    assert found.count == 56


def test_answers_that_make_no_sense_are_refused():
    few = people()

    with pytest.raises(ValueError, match="noughts and ones"):
        share(few, [0, 1, 2, 1])
    with pytest.raises(ValueError, match="one base"):
        net(few, [1, 0, NAN, 1], [0, 0, 0, 0])
    with pytest.raises(ValueError, match="nobody gave both"):
        net(few, [1, 0, 1, 1], [1, 0, 0, 0])
    with pytest.raises(ValueError, match=r"\(3,\) answers for 4 people"):
        mean(few, [1, 2, 3])
    with pytest.raises(ValueError, match="row 1: an answer is a number"):
        ratio(few, [1, np.inf, 3, 4], [1, 1, 1, 1])
    with pytest.raises(ValueError, match="3 groups for 4 people"):
        mean(few, [1, 2, 3, 4], by=["a", "b", "c"])


@pytest.mark.parametrize("where", [[True] * 3, [1, 0, 1, 1], [1.0, NAN, 1.0, 1.0], [True, None, True, True]])
def test_whom_it_is_about_is_true_or_false_of_everybody(where):
    with pytest.raises(ValueError, match="`where` is True or False for each of 4 people"):
        mean(people(), [1, 2, 3, 4.0], where=where)


def test_replicates_and_linearisation_are_not_taken_from_each_other():
    few = people()

    with pytest.raises(ValueError, match="different designs or replicates"):
        mean(few, [1, 2, 3, 4.0], errors=jackknife(few)).only - mean(few, [1, 2, 3, 4.0]).only
