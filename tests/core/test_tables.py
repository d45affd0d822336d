import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.core.tables import csv_lines, safe_cell

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))


@given(cells)
def test_no_cell_starts_as_a_formula(value):
    cell = safe_cell(value)

    assert not cell.startswith(STARTS)
    assert not cell.lstrip(" ").startswith(STARTS)
    assert cell.removeprefix("'") == value or cell == value


@pytest.mark.parametrize("value", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\r=1"])
def test_formulas_get_an_apostrophe(value):
    assert safe_cell(value) == f"'{value}"


@pytest.mark.parametrize(("value", "expected"), [(None, ""), (-3, "-3"), (1.5, "1.5"), ("plain", "plain")])
def test_numbers_and_words_stay_as_they_are(value, expected):
    assert safe_cell(value) == expected


@given(st.lists(st.lists(cells, min_size=2, max_size=2)))
def test_a_table_reads_back_row_by_row(rows):
    text = "".join(csv_lines(["a", "b"], rows))

    read = list(csv.reader(io.StringIO(text, newline="")))

    assert read == [["a", "b"], *[[safe_cell(cell) for cell in row] for row in rows]]
