"""Excel files hold every row as it was given, and nothing in them is a formula."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from saidanddone.core import sheets
from saidanddone.core.sheets import sheet_pieces

words = st.text(st.characters(codec="utf-8", min_codepoint=32, exclude_characters="\x7f\ufffe\uffff"))
STARTS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "＝1")


def read(header, rows):
    book = load_workbook(io.BytesIO(b"".join(sheet_pieces(header, rows))))
    return [[list(row) for row in sheet.iter_rows()] for sheet in book]


@given(st.lists(st.lists(words | st.integers(-(10**12), 10**12) | st.none(), min_size=2, max_size=2)))
def test_a_sheet_reads_back_row_by_row(rows):
    [read_back] = read(["a", "b"], rows)

    assert [[cell.value for cell in row] for row in read_back[1:]] == [
        [None if value == "" else value for value in row] for row in rows
    ]


@pytest.mark.parametrize("value", STARTS)
def test_what_begins_as_a_formula_is_text(value):
    [[_, [cell]]] = read(["a"], [[value]])

    assert (cell.data_type, cell.value) == ("s", value)


def test_what_xml_cannot_hold_is_left_out_and_what_it_means_something_to_stays():
    [[_, [cell]]] = read(["a"], [["<b>\x00\x0b & \ud800\uffff</b>]]>"]])

    assert cell.value == "<b> & </b>]]>"


def test_a_number_that_is_none_is_text_and_a_long_cell_ends_where_excels_does():
    [[_, cells]] = read(["a", "b", "c"], [[float("nan"), float("inf"), "x" * 40_000]])

    assert [cell.value for cell in cells[:2]] == ["nan", "inf"]
    assert len(cells[2].value) == sheets.LONGEST_CELL


@pytest.mark.parametrize(("count", "sizes"), [(0, [1]), (2, [3]), (3, [3, 2]), (5, [3, 3, 2])])
def test_what_one_sheet_cannot_hold_stands_on_the_next(monkeypatch, count, sizes):
    monkeypatch.setattr(sheets, "ROWS", 3)

    found = read(["n"], [[n] for n in range(count)])

    assert [len(rows) for rows in found] == sizes
    assert [row[0].value for rows in found for row in rows[1:]] == list(range(count))


def test_a_long_sheet_comes_in_pieces_and_takes_its_rows_as_it_goes():
    taken = []
    rows = ((taken.append(n), str(n * 7_919))[1:] * 20 for n in range(30_000))

    first = next(sheet_pieces(["n"] * 20, rows))

    assert len(first) < 200_000
    assert len(taken) < 30_000
