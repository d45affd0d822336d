"""Read tables from files row by row: CSV, Excel workbooks (.xlsx), JSON lines.

A row that cannot be read is handed on with the reason, so that the rows after it are still read.
"""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

LONGEST_CELL = 1_000_000
csv.field_size_limit(LONGEST_CELL)
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
"""What `surrogateescape` makes of a byte that is not UTF-8."""


class BadTable(Exception):
    """The file as a whole cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: the line of the file that it starts on, and its cells by column. `fault` says why it cannot be used."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    fault: str = ""


def read_table(path: Path) -> Iterator[TableRow]:
    """The rows of a file, whose ending says what it is. Blank rows are passed over."""
    readers = {".csv": _read_csv, ".xlsx": _read_xlsx, ".jsonl": _read_json_lines, ".ndjson": _read_json_lines}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise BadTable(f"{path.name} ends in {path.suffix or 'nothing'}; this reads .csv, .xlsx and .jsonl.")
    if not path.is_file():
        raise BadTable(f"There is no file {path}.")
    yield from reader(path)


def columns(path: Path) -> list[str]:
    """The names of the columns: the header's, or those of the first object."""
    return list(next((row.cells for row in read_table(path) if not row.fault), {}))


def _read_csv(path: Path) -> Iterator[TableRow]:
    # Bytes that are not UTF-8 come through as surrogates, so that one bad row does not end the reading.
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            header = _header(next(reader, []))
        except csv.Error as error:
            raise BadTable(f"The first line of {path.name} is no header: {error}.") from error
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield TableRow(line, fault=f"cannot be read as CSV: {error}")
                continue
            if any(cell.strip() for cell in cells):
                yield _row(line, header, cells)


def _header(cells: list[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if not any(names):
        raise BadTable("The file has no header: its first line must name the columns.")
    if doubled:
        raise BadTable(f"Two columns have the same name: {', '.join(doubled)}.")
    return names


def _row(line: int, header: list[str], cells: list[str]) -> TableRow:
    while len(cells) > len(header) and not cells[-1].strip():
        cells.pop()
    named = dict(zip(header, cells, strict=False))
    if len(cells) != len(header):
        return TableRow(line, named, f"has {len(cells)} cells where the header has {len(header)}")
    if any(_NOT_UTF8.search(cell) for cell in cells):
        replaced = {
            name: cell.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for name, cell in named.items()
        }
        return TableRow(line, replaced, "is not UTF-8 text")
    return TableRow(line, named)


def _read_xlsx(path: Path) -> Iterator[TableRow]:
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever the zip or the XML in it raised
        raise BadTable(f"{path.name} cannot be read as a workbook: {error}") from error
    rows = workbook.worksheets[0].iter_rows(values_only=True)
    header = _header([_as_text(cell) for cell in next(rows, ())])
    for line, cells in enumerate(rows, start=2):
        texts = [_as_text(cell) for cell in cells]
        if any(texts):
            yield _row(line, header, texts + [""] * (len(header) - len(texts)))
    workbook.close()


def _read_json_lines(path: Path) -> Iterator[TableRow]:
    with path.open("rb") as file:
        for line, raw in enumerate(file, start=1):
            if not raw.strip():
                continue
            try:
                value = json.loads(raw)
            except ValueError as error:
                yield TableRow(line, fault=f"is not JSON: {error}")
                continue
            if not isinstance(value, dict):
                yield TableRow(line, fault="is not a JSON object")
                continue
            yield TableRow(line, {str(name): _as_text(cell) for name, cell in value.items()})


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "; ".join(map(_as_text, value))
    return str(value)
