"""Scoring is data: the same answers are other figures under another rule, and the rule says so."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.analysis.survey import OECD, Band, Missing, Scoring, design, mean, share, tabulate

SEVEN = Scoring(points=tuple(range(1, 8)), bands=(Band("low", 1, 3, -1), Band("high", 5, 7, 1)))
CODES = st.lists(st.sampled_from(OECD.answers), min_size=2, max_size=40)


def figure(scoring, figure, codes):
    return tabulate(design(np.ones(len(codes))), {"item": (codes, scoring)}).estimates("item", figure).only


def test_the_oecd_keeps_dont_know_in_the_base_and_others_leave_it_out():
    codes = [7] * 4 + [5] * 2 + [2] * 2 + [88] * 2
    left_out = Scoring(OECD.points, OECD.bands, OECD.missing)
    assert figure(OECD, OECD.share("high"), codes).value == pytest.approx(0.4)
    assert figure(left_out, left_out.share("high"), codes).value == pytest.approx(0.5)
    assert figure(OECD, OECD.unknown(Missing.DONT_KNOW), codes).value == pytest.approx(0.2)


def test_who_prefers_not_to_say_is_never_in_the_base_of_a_share_and_who_was_not_asked_in_none():
    codes = [7, 7, 2, 77, 99]
    assert figure(OECD, OECD.share("high"), codes).value == pytest.approx(2 / 3)
    assert figure(OECD, OECD.unknown(Missing.PREFER_NOT), codes).value == pytest.approx(1 / 4)
    assert figure(OECD, OECD.answer(7), codes).value == pytest.approx(2 / 4)


def test_a_reversed_item_is_mirrored_so_that_high_is_good():
    turned = Scoring(OECD.points, OECD.bands, OECD.missing, is_reversed=True)
    assert figure(turned, turned.mean(), [0, 2, 4]).value == pytest.approx(8)
    assert figure(turned, turned.share("high"), [0, 2, 9, 10]).value == pytest.approx(0.5)
    assert "reversed" in str(turned)


@given(CODES)
def test_net_is_high_less_low_and_shares_with_dont_know_add_up_to_all(codes):
    high, low, neutral = (figure(OECD, OECD.share(name), codes) for name in ("high", "low", "neutral"))
    if not high.count:
        return
    assert figure(OECD, OECD.net(), codes).value == pytest.approx(high.value - low.value)
    unknown = sum(code == 88 for code in codes) / high.count
    assert high.value + low.value + neutral.value + unknown == pytest.approx(1)


@pytest.mark.parametrize("codes", [[3, 11], [3, -1], [3, 55]])
def test_an_answer_that_is_none_names_its_row_and_what_would_be_one(codes):
    with pytest.raises(ValueError, match=r"row 1: .* is no answer to council, which takes 0 to 10 and 77, 88, 99"):
        OECD.places(codes, name="council")


@pytest.mark.parametrize("codes", [[3.0, 4.5], [3.0, float("nan")]])
def test_half_a_point_and_nothing_are_no_answers(codes):
    with pytest.raises(ValueError, match="row 1"):
        OECD.places(codes)


def test_words_are_no_answers_and_whole_numbers_with_a_point_are():
    with pytest.raises(ValueError, match="whole numbers"):
        OECD.places(["3"])
    assert list(OECD.places([3.0, 88.0])) == [3, 12]


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: Scoring((1,)), "two points"),
        (lambda: Scoring((2, 1)), "lowest first"),
        (lambda: Scoring((1, 2), missing={2: Missing.DONT_KNOW}), "at once"),
        (lambda: Scoring((1, 2, 3), (Band("a", 1, 2), Band("b", 2, 3))), "one band at most"),
        (lambda: Scoring((1, 2, 3), (Band("a", 0, 2),)), "ends at points"),
        (lambda: SEVEN.share("middle"), "no band 'middle'; there are low, high"),
        (lambda: Scoring((1, 2)).share("high"), "there are none"),
        (lambda: SEVEN.answer(9), "9 is no answer: it takes 1 to 7"),
        (lambda: Scoring((1, 2), (Band("high", 2, 2, 1),)).net(), "counts against it"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_its_reason(make, why):
    with pytest.raises(ValueError, match=why):
        make()


def test_a_scale_without_missing_codes_says_its_points_only():
    assert str(SEVEN) == "1 to 7; low 1 to 3, high 5 to 7; don't know is left out."
    assert str(Scoring((1, 2))) == "1 to 2; don't know is left out."


def test_histogram_and_rows_give_the_same_figures():
    rng = np.random.default_rng(5)
    codes = rng.choice(OECD.answers, 400)
    people = design(rng.uniform(0.5, 3, 400), clusters=rng.integers(0, 30, 400))
    points = np.where(codes <= 10, codes, np.nan)
    based = np.where(codes <= 10, codes >= 6, np.where(codes == 88, 0, np.nan))
    read = tabulate(people, {"item": (codes, OECD)})
    for one, other in (
        (read.estimates("item", OECD.mean()).only, mean(people, points).only),
        (read.estimates("item", OECD.share("high")).only, share(people, based).only),
    ):
        assert one.value == pytest.approx(other.value, rel=1e-12)
        assert one.error == pytest.approx(other.error, rel=1e-12)
        assert one.design_effect == pytest.approx(other.design_effect, rel=1e-9)
        assert (one.count, one.degrees) == (other.count, other.degrees)
