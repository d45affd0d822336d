"""Tables beside totals that everybody knows: no more can be worked out than those totals say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from saidanddone.analysis.disclosure import Rules, attack, protect_parts
from tests.analysis.disclosure.attacker import consistent, work_out

ROWS, COLUMNS = ["East", "North", "South", "West"], ["no", "partly", "yes"]
FEW_OR_MORE = st.one_of(st.integers(0, 12), st.integers(0, 200))
TABLES = st.tuples(st.integers(1, 4), st.integers(1, 3)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=FEW_OR_MORE)
)


def shown_of(counts, **more):
    return protect_parts(counts, ROWS[: len(counts)], COLUMNS[: len(counts[0])], **more)


def reach(counts, row, column):
    across, down, whole = counts.sum(axis=1)[row], counts.sum(axis=0)[column], counts.sum()
    return min(across, down) - max(across + down - whole, 0)


@settings(max_examples=150, deadline=None)
@given(TABLES, st.sampled_from([10, 20]), st.sampled_from([3, 10]))
def test_nobody_narrows_a_hidden_count_further_than_its_totals_do(counts, base, width):
    rules = Rules(smallest_base=base, width=width)
    table = shown_of(counts, rules=rules)

    assert consistent(table)
    assert all(cell.shown for cell in (*table.row_totals, *table.column_totals, table.total))
    for place, (least, most) in work_out(table).items():
        assert most - least >= min(width, reach(counts, *divmod(place, counts.shape[1]))) - 1e-6
    for row, cells in enumerate(table.cells):
        for cell in cells:
            assert not cell.shown or (cell.value >= 10 and counts[row].sum() >= base)
            if cell.shown and len(cells) > 1:
                assert cell.value < counts[row].sum(), "it would say what each of them is"


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_what_the_flow_says_can_be_worked_out_is_what_a_linear_program_says(counts):
    table = shown_of(counts)
    flows = [(each.range.low, each.range.high) for each in attack(counts, table)]

    assert flows == [(round(least), round(most)) for least, most in work_out(table).values()]


@settings(max_examples=60, deadline=None)
@given(TABLES, st.randoms())
def test_the_same_counts_are_kept_back_in_whatever_order_they_come(counts, chance):
    rows, columns = ROWS[: len(counts)], COLUMNS[: counts.shape[1]]
    table, down, across = shown_of(counts), list(range(len(rows))), list(range(len(columns)))
    chance.shuffle(down)
    chance.shuffle(across)
    other = protect_parts(
        counts[np.ix_(down, across)], [rows[each] for each in down], [columns[each] for each in across]
    )

    assert all(table.cell(row, column) == other.cell(row, column) for row in rows for column in columns)


def test_nothing_more_than_needed_is_kept_back():
    table = shown_of(np.array([[50, 40, 20], [30, 4, 26], [21, 44, 35], [60, 61, 62]]))

    assert table.suppressed == 4


def test_a_row_that_is_not_shown_needs_no_guard():
    counts = np.array([[50, 40, 20], [30, 24, 26], [1, 0, 1]])

    assert shown_of(counts).suppressed > 3
    assert shown_of(counts, unseen=["South"]).suppressed == 0
    with pytest.raises(ValueError, match="'Mid' is no row"):
        shown_of(counts, unseen=["Mid"])


def test_a_guarded_row_is_kept_back_whole_and_stays_wide():
    counts = np.array([[50, 40, 20], [30, 24, 26], [41, 60, 71]])
    table = shown_of(counts, guarded=["North"])

    assert not any(cell.shown for cell in table.cells[1])
    assert all(each.range.width >= 10 for each in attack(counts, table))


def test_a_whole_total_of_few_stays_and_says_no_more_than_it_does():
    """Three in all said partly: that is public. Who of which group they are is not."""
    table = shown_of(np.array([[50, 1, 59], [40, 2, 38]]))

    assert table.column_totals[1].value == 3
    assert not any(row[1].shown for row in table.cells)
    assert [str(each) for each in attack([[50, 1, 59], [40, 2, 38]], table)][1] == "East, partly: 0 to 3"
