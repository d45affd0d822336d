"""Tables are read row by row; what cannot be read is handed on with its line and the reason."""

import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from saidanddone.core.table_files import BadTable, columns, read_table


def rows_of(path):
    return [(row.line, row.cells, row.fault) for row in read_table(path)]


def test_a_csv_row_knows_the_line_that_it_starts_on(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('id,text\n1,"two\nlines"\n\n2,three\n', encoding="utf-8-sig")

    rows = rows_of(path)

    assert rows == [(2, {"id": "1", "text": "two\nlines"}, ""), (5, {"id": "2", "text": "three"}, "")]


def test_a_csv_row_that_does_not_fit_says_why_and_the_next_is_read(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"id,text\n1,a,b\n2\n3,\xff\xfe\n4,fine\n")

    faults = [(row.line, row.fault) for row in read_table(path)]

    assert faults == [
        (2, "has 3 cells where the header has 2"),
        (3, "has 1 cells where the header has 2"),
        (4, "is not UTF-8 text"),
        (5, ""),
    ]


def test_a_csv_quotation_that_never_ends_is_a_fault_and_no_crash(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('id,text\n1,fine\n2,"open\n')

    rows = rows_of(path)

    assert rows[0] == (2, {"id": "1", "text": "fine"}, "")
    assert rows[1][2].startswith("cannot be read as CSV")


def test_a_workbook_is_read_from_its_first_sheet(tmp_path):
    path = tmp_path / "t.xlsx"
    workbook = Workbook()
    for row in (["id", "said", "n"], [1, date(2026, 3, 2), 2.0], [None, None, None], ["2", "", 2.5]):
        workbook.active.append(row)
    workbook.save(path)

    rows = rows_of(path)

    assert rows[0] == (2, {"id": "1", "said": "2026-03-02T00:00:00", "n": "2"}, "")
    assert rows[1] == (4, {"id": "2", "said": "", "n": "2.5"}, "")


@pytest.mark.parametrize(
    ("found", "put"), [(b"<v>5</v>", b"<v>five</v>"), (b"<v>5</v>", b"<v>5</w>"), (b"</sheetData>", b"")]
)
def test_a_workbook_that_breaks_off_midway_is_refused_in_words(tmp_path, found, put):
    path, whole = tmp_path / "t.xlsx", BytesIO()
    workbook = Workbook()
    for row in (["id", "n"], [1, 4], [2, 5], [3, 6]):
        workbook.active.append(row)
    workbook.save(whole)
    with ZipFile(whole) as parts, ZipFile(path, "w") as broken:
        for name in parts.namelist():
            content = parts.read(name)
            broken.writestr(name, content.replace(found, put) if name.endswith("sheet1.xml") else content)

    with pytest.raises(BadTable, match="cannot be read as a workbook"):
        list(read_table(path))


def test_json_lines_are_read_and_bad_ones_named(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text(json.dumps({"id": 1, "to": ["a", "b"], "gone": None}) + "\n\nnot json\n[1]\n")

    rows = rows_of(path)

    assert rows[0] == (1, {"id": "1", "to": "a; b", "gone": ""}, "")
    assert rows[1][2].startswith("is not JSON")
    assert rows[2] == (4, {}, "is not a JSON object")


def test_a_row_that_cannot_be_read_keeps_its_words(tmp_path):
    table, lines = tmp_path / "t.csv", tmp_path / "t.jsonl"
    table.write_bytes(b'id,text\n1,a,b,c\n2,"x"y\xff\n3,fine\n')
    lines.write_text('not json\n["deep", 1]\n')

    kept = [(row.cells, row.raw) for path in (table, lines) for row in read_table(path)]

    assert kept == [
        ({"id": "1", "text": "a"}, "b, c"),
        ({}, '2,"x"y\ufffd\n'),
        ({"id": "3", "text": "fine"}, ""),
        ({}, "not json"),
        ({}, '["deep", 1]'),
    ]


def test_json_that_nests_too_deep_is_a_fault_and_no_crash(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text('{"a": ' + "[" * 100_000 + "]" * 100_000 + '}\n{"a": 1}\n')

    assert [row.fault for row in read_table(path)] == ["is not JSON that can be read: it nests too deep", ""]


def test_the_columns_of_json_lines_are_those_of_every_object(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text('{"id": 1}\n{"id": 2, "said": "x"}\n{"extra": 3}\n')

    assert columns(path) == ["id", "said", "extra"]


def test_columns_without_a_name_are_called_by_where_they_stand(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(",id,,text,,\n0,1,,a,,\n")

    rows = rows_of(path)

    assert columns(path) == ["column 1", "id", "column 3", "text"]
    assert rows == [(2, {"column 1": "0", "id": "1", "column 3": "", "text": "a"}, "")]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("t.doc", b"", "ends in .doc"),
        ("t", b"", "ends in nothing"),
        ("t.csv", b"", "no header"),
        ("t.csv", b"a,b,a\n", "same name: a"),
        ("t.csv", b'"a\x00,"b\n', "no header"),
        ("t.csv", b"id,pr\xe9nom\n", "Save the file as UTF-8"),
        ("t.xlsx", b"no workbook", "cannot be read as a workbook"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(BadTable, match=words):
        list(read_table(path))


def test_a_missing_file_is_refused_in_words(tmp_path):
    with pytest.raises(BadTable, match="There is no file"):
        columns(tmp_path / "t.csv")


def test_the_columns_are_the_header_even_before_a_bad_row(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("id,text\n1\n")

    assert columns(path) == ["id", "text"]
