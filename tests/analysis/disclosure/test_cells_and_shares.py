"""Cells, markers, rules and shares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.analysis.disclosure import Cell, Marker, ProtectedShare, Rules, protect_share

SUPPRESSED = Cell(None, Marker.SUPPRESSED)


def test_every_marker_has_words_and_stands_in_square_brackets():
    assert [str(marker) for marker in Marker] == ["[c]", "[u]", "[x]", "[z]", "[b]", "[p]", "[r]", "[low]"]
    assert len({marker.words for marker in Marker}) == len(Marker)
    assert all(Marker(f"[{marker.code}]") is marker for marker in Marker)


@given(st.integers(0, 10_000), st.sampled_from([1, 2, 5, 10]))
def test_a_rounded_cell_is_the_rounded_count_and_low_where_it_rounds_to_nought(count, base):
    cell = Cell.rounded(count, base)

    assert cell.value == Rules(round_to=base).rounded(count)
    assert cell.marker == (Marker.LOW if count and not cell.value else None)


def test_shares_round_to_whole_per_cents():
    assert [Cell.rounded(share, 1 / 100).value for share in (0.0, 0.004, 0.005, 0.285, 0.999, 1.0)] == [
        0,
        0,
        0.01,
        0.29,
        1,
        1,
    ]
    assert Cell.rounded(0.004, 1 / 100) == Cell(0, Marker.LOW)
    assert Cell.rounded(0.004, 1 / 100, Marker.UNRELIABLE).marker == Marker.UNRELIABLE


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf")])
def test_what_is_no_figure_is_not_rounded(value):
    with pytest.raises(ValueError, match="finite and not negative"):
        Cell.rounded(value, 5)


@pytest.mark.parametrize(
    ("value", "marker"),
    [(None, None), (3, Marker.SUPPRESSED), (0, Marker.NOT_AVAILABLE), (None, Marker.BREAK), (None, Marker.LOW)],
)
def test_a_figure_and_the_reason_for_none_exclude_each_other(value, marker):
    with pytest.raises(ValueError, match="a figure, or"):
        Cell(value, marker)


def test_cells_print_with_their_markers():
    assert [str(Cell(1234567)), str(Cell(0.5, Marker.REVISED)), str(Cell(None, Marker.NOT_AVAILABLE))] == [
        "1,234,567",
        "0.5 [r]",
        "[x]",
    ]
    assert Cell(0).shown
    assert not SUPPRESSED.shown


@pytest.mark.parametrize(
    "wrong", [{"smallest_base": 0}, {"smallest_cell": -1}, {"width": 0}, {"round_to": 0}, {"reliable_base": -1}]
)
def test_rules_out_of_range_are_refused(wrong):
    with pytest.raises(ValueError, match="whole numbers from 1 on"):
        Rules(**wrong)


@pytest.mark.parametrize(
    "wrong", [{"reliable_effective": -1}, {"widest_interval": 0}, {"widest_interval": float("nan")}]
)
def test_limits_of_reliability_out_of_range_are_refused(wrong):
    with pytest.raises(ValueError, match="wider than nought"):
        Rules(**wrong)


def test_rules_print_what_they_do():
    assert str(Rules()) == "Counts under 10, noughts and unanimous groups are kept back."
    assert str(Rules(5, 5, zeros=False, unanimous=False)) == "Counts under 5 are kept back."


@given(st.integers(0, 10_000), st.sampled_from([1, 2, 3, 5, 10]))
def test_rounding_goes_to_the_nearest_multiple(count, base):
    rounded = Rules(round_to=base).rounded(count)

    assert rounded % base == 0
    assert abs(rounded - count) <= base / 2


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_share_is_shown_only_where_both_sides_are_large_enough(numerator, rest):
    found = protect_share(numerator, numerator + rest)

    assert found.shown == (numerator >= 10 and rest >= 10)
    assert found.base.shown == (numerator + rest >= 10)
    if found.shown:
        assert found.share.value == pytest.approx(numerator / (numerator + rest), abs=0.00501)


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_share_and_the_share_of_the_rest_are_kept_back_together(numerator, rest):
    base = numerator + rest

    assert protect_share(numerator, base).shown == protect_share(rest, base).shown


@pytest.mark.parametrize(
    ("numerator", "base", "printed"),
    [
        (30, 120, "25% of 120"),
        (12, 25, "48% [u] of 25"),
        (10, 5000, "0% [low] of 5,000"),
        (9, 120, "[c]"),
        (115, 120, "[c]"),
        (0, 120, "[c]"),
        (120, 120, "[c]"),
        (3, 7, "[c]"),
        (0, 0, "[c]"),
    ],
)
def test_shares_print_for_a_person(numerator, base, printed):
    assert str(protect_share(numerator, base)) == printed


def test_the_base_is_rounded_with_the_rules():
    assert protect_share(30, 122, rules=Rules(round_to=5)).base == Cell(120)


def test_a_share_of_nobody_is_not_available_where_the_rules_show_any_base():
    assert protect_share(0, 0, rules=Rules(smallest_base=1)) == ProtectedShare(
        Cell(None, Marker.NOT_AVAILABLE), Cell(0)
    )


@pytest.mark.parametrize(("numerator", "base"), [(-1, 10), (11, 10)])
def test_more_than_everybody_is_refused(numerator, base):
    with pytest.raises(ValueError, match="from nobody to everybody"):
        protect_share(numerator, base)
