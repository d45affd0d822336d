"""Tables keep back what says too much, and what would give it away."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.analysis.disclosure import Cell, Inference, Marker, Range, Rules, attack, protect
from tests.analysis.disclosure.attacker import consistent, figures, work_out

COUNT = st.one_of(st.integers(0, 12), st.integers(0, 120))
SHAPES = st.tuples(st.integers(1, 5), st.integers(0, 4))


@st.composite
def tables(draw):
    """Counts with their labels; no columns means one dimension."""
    rows, columns = draw(SHAPES)
    size = rows * max(columns, 1)
    counts = np.array(draw(st.lists(COUNT, min_size=size, max_size=size)))
    labels = [f"row {place}" for place in range(rows)], [f"column {place}" for place in range(columns)]
    return counts.reshape(rows, columns) if columns else counts, labels[0], labels[1] or None


RULES = st.builds(
    Rules,
    smallest_base=st.sampled_from([1, 5, 10]),
    smallest_cell=st.sampled_from([1, 5, 10]),
    zeros=st.booleans(),
    unanimous=st.booleans(),
    round_to=st.sampled_from([1, 5]),
)


def says_too_much(counts, rules):
    """Places of figures that must be kept back, worked out one by one from the words of the rule."""
    grid = counts.reshape(1, -1) if counts.ndim == 1 else counts
    found = []
    for row in grid:
        for value in row:
            small = 0 < value < rules.smallest_cell or row.sum() < rules.smallest_base
            alone = rules.unanimous and value == row.sum() > 0 and len(row) > 1
            found.append(bool(small or alone or (rules.zeros and value == 0)))
    totals = [counts.sum()] if counts.ndim == 1 else [*grid.sum(axis=1), *grid.sum(axis=0), grid.sum()]
    return [place for place, bad in enumerate([*found, *(total < rules.smallest_base for total in totals)]) if bad]


@pytest.mark.slow
@given(tables(), RULES)
def test_an_attacker_cannot_narrow_down_what_the_rules_keep_back(table, rules):
    counts, rows, columns = table
    exact = dataclasses.replace(rules, round_to=1)

    protected = protect(counts, rows, columns, rules=exact)

    ranges = work_out(protected)
    must = says_too_much(counts, rules)
    assert set(must) <= set(ranges)
    for least, most in ranges.values():
        assert most - least >= rules.width - 1e-6


@pytest.mark.slow
@given(tables(), RULES)
def test_our_own_attack_agrees_with_linear_programs(table, rules):
    counts, rows, columns = table
    protected = protect(counts, rows, columns, rules=dataclasses.replace(rules, round_to=1))

    found = attack(counts, protected)

    expected = list(work_out(protected).values())
    assert [each.range.low for each in found] == pytest.approx([least for least, _ in expected])
    assert [np.inf if each.range.high is None else each.range.high for each in found] == pytest.approx(
        [most for _, most in expected]
    )


@pytest.mark.slow
@given(tables(), RULES)
def test_what_is_shown_is_true_and_never_contradicts_itself(table, rules):
    counts, rows, columns = table
    totals = [counts.sum()] if columns is None else [*counts.sum(axis=1), *counts.sum(axis=0), counts.sum()]

    protected = protect(counts, rows, columns, rules=rules)

    for shown, true in zip(figures(protected), [*counts.ravel(), *totals], strict=True):
        assert shown is None or abs(shown - true) <= rules.round_to / 2
        assert shown is None or shown % rules.round_to == 0
    assert consistent(protected)


@pytest.mark.slow
@given(tables(), RULES, st.randoms())
def test_the_order_of_rows_and_columns_does_not_matter(table, rules, rng):
    counts, rows, columns = table
    order, across = list(range(len(rows))), list(range(len(columns or [0])))
    rng.shuffle(order)
    rng.shuffle(across)
    before = protect(counts, rows, columns, rules=rules)

    shuffled = counts[order] if columns is None else counts[np.ix_(order, across)]
    names = None if columns is None else [columns[place] for place in across]
    after = protect(shuffled, [rows[place] for place in order], names, rules=rules)

    for row in rows:
        for column in columns or [None]:
            assert before.cell(row, column) == after.cell(row, column)
    assert before.total == after.total
    assert before.suppressed == after.suppressed
    assert sorted(map(str, before.row_totals)) == sorted(map(str, after.row_totals))


@given(st.lists(st.lists(st.integers(10, 500), min_size=3, max_size=3), min_size=2, max_size=4))
def test_a_table_of_large_counts_is_shown_whole(counts):
    protected = protect(counts, [str(place) for place in range(len(counts))], ["a", "b", "c"])

    assert protected.suppressed == 0
    assert attack(counts, protected) == ()
    assert "[c]" not in str(protected)


@pytest.mark.slow
@given(tables())
def test_impossible_cells_are_marked_and_help_nobody(table):
    counts, rows, columns = table
    impossible = np.zeros(counts.shape, dtype=bool)
    impossible.flat[0] = True
    counts = np.where(impossible, 0, counts)

    protected = protect(counts, rows, columns, impossible=impossible)

    assert protected.cells[0][0] == Cell(None, Marker.NOT_APPLICABLE)
    ranges = work_out(protected)
    assert set(_must_with(counts, impossible)) <= set(ranges)
    for least, most in ranges.values():
        assert most - least >= 10 - 1e-6


def _must_with(counts, impossible):
    """As `says_too_much`, where a cell that nobody can be in says nothing."""
    grid, never = (each.reshape(1, -1) if each.ndim == 1 else each for each in (counts, impossible))
    could = ~never
    found = [
        bool(
            could[row, place] and (grid[row, place] < 10 or grid[row].sum() < 10 or _all_of_it(grid, could, row, place))
        )
        for row in range(len(grid))
        for place in range(grid.shape[1])
    ]
    totals = [(grid.sum(), could.any())]
    if counts.ndim == 2:
        across = [(grid[row].sum(), could[row].any()) for row in range(len(grid))]
        down = [(grid[:, place].sum(), could[:, place].any()) for place in range(grid.shape[1])]
        totals = [*across, *down, *totals]
    return [place for place, bad in enumerate([*found, *(sum_ < 10 and any_ for sum_, any_ in totals)]) if bad]


def _all_of_it(grid, could, row, place):
    return grid[row, place] == grid[row].sum() and could[row].sum() > 1


def test_one_small_cell_in_a_list_takes_another_with_it():
    protected = protect([40, 3, 25, 12], ["North", "Mid", "South", "West"])

    assert str(protected) == (
        "North   40\nMid    [c]\nSouth   25\nWest   [c]\nall     80\n[c]: kept back so that nobody can be recognised."
    )
    assert protected.cell("South") == Cell(25)
    assert list(map(str, attack([40, 3, 25, 12], protected))) == ["Mid, all: 0 to 15", "West, all: 0 to 15"]


def test_nought_and_unanimity_are_kept_back_unless_the_rules_let_them_through():
    counts = [[0, 60], [30, 40]]
    labels = ["A", "B"], ["yes", "no"]

    assert protect(counts, *labels).cells[0] == (Cell(None, Marker.SUPPRESSED),) * 2
    lenient = Rules(zeros=False, unanimous=False)
    assert protect(counts, *labels, rules=lenient).suppressed == 0
    assert protect(counts, *labels, rules=lenient).cell("A", "yes") == Cell(0)


def test_a_total_of_few_takes_all_of_its_row():
    protected = protect([[3, 2], [50, 70], [60, 20]], ["few", "many", "more"], ["yes", "no"])

    assert protected.cells[0] == (Cell(None, Marker.SUPPRESSED),) * 2
    assert protected.row_totals[0] == Cell(None, Marker.SUPPRESSED)


def test_nothing_at_all_keeps_everything_back():
    protected = protect([[0, 0], [0, 0]], ["A", "B"], ["yes", "no"])

    assert protected.suppressed == 9
    assert all(each.range == Range(0, None) for each in attack([[0, 0], [0, 0]], protected))


def test_rows_and_columns_where_nobody_can_be_are_marked_to_their_totals():
    protected = protect([[0, 0], [30, 40]], ["A", "B"], ["yes", "no"], impossible=[[True, True], [False, False]])

    assert protected.row_totals == (Cell(None, Marker.NOT_APPLICABLE), Cell(70))
    assert protected.cells[1] == (Cell(30), Cell(40))


def test_counts_are_rounded_last_and_low_ones_say_so():
    rules = Rules(smallest_base=1, smallest_cell=1, round_to=5)

    protected = protect([2, 13, 18], ["A", "B", "C"], rules=rules)

    assert protected.cells == ((Cell(0, Marker.LOW),), (Cell(15),), (Cell(20),))
    assert protected.total == Cell(35)


def test_cells_are_found_by_their_labels_only():
    one = protect([40, 30], ["A", "B"])
    two = protect([[40, 30], [20, 30]], ["A", "B"], ["yes", "no"])

    assert two.cell("B", "no") == Cell(30)
    for table, labels in ((one, ("C",)), (one, ("A", "yes")), (two, ("A",)), (two, ("A", "maybe"))):
        with pytest.raises(KeyError):
            table.cell(*labels)


@pytest.mark.parametrize(
    ("counts", "rows", "columns"),
    [
        ([-1, 20], ["A", "B"], None),
        ([1.5, 20], ["A", "B"], None),
        ([float("nan"), 20], ["A", "B"], None),
        (["1", "20"], ["A", "B"], None),
        ([20], ["A", "B"], None),
        ([20, 30], ["A", "A"], None),
        ([], [], None),
        ([2**28, 1], ["A", "B"], None),
        ([[20, 30]], ["A"], None),
        ([[20, 30]], ["A"], ["x", "x"]),
        ([[]], ["A"], []),
        ([20], ["A"], ["x"]),
    ],
)
def test_what_is_not_a_table_of_counts_is_refused(counts, rows, columns):
    with pytest.raises(ValueError, match=r"counts|labels"):
        protect(counts, rows, columns)


def test_people_where_nobody_can_be_and_masks_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="cannot be any"):
        protect([20, 30], ["A", "B"], impossible=[True, False])
    with pytest.raises(ValueError, match="same shape"):
        protect([20, 30], ["A", "B"], impossible=[True])


def test_results_do_not_change_and_inferences_print():
    protected = protect([40, 30], ["A", "B"])

    with pytest.raises(dataclasses.FrozenInstanceError):
        protected.total = Cell(1)
    assert str(Inference("A", None, Range(3, None))) == "A, all: 3 or more"
    assert str(Inference(None, None, Range(3, 1500))) == "all, all: 3 to 1,500"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_large_tables_hold_against_linear_programs(seed):
    rng = np.random.default_rng(seed)
    counts = rng.poisson(2500 * np.outer(rng.dirichlet(np.ones(12)), rng.dirichlet(np.ones(6))))
    labels = [f"{place:02}" for place in range(12)], list("abcdef")

    protected = protect(counts, *labels)

    ranges = work_out(protected)
    assert set(says_too_much(counts, Rules())) <= set(ranges)
    for least, most in ranges.values():
        assert most - least >= 10 - 1e-6


@pytest.mark.slow
@settings(max_examples=200)
@given(tables(), RULES)
def test_no_figure_that_need_not_be_is_kept_back_for_nothing(table, rules):
    counts, rows, columns = table
    protected = protect(counts, rows, columns, rules=dataclasses.replace(rules, round_to=1))

    if not says_too_much(counts, rules):
        assert protected.suppressed == 0
