"""Read tables from files row by row: CSV, Excel workbooks (.xlsx), JSON lines.

A row that cannot be read is handed on with the reason, so that the rows after it are still read.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl import Workbook

LONGEST_CELL = 1_000_000
csv.field_size_limit(LONGEST_CELL)
_NOT_UTF8 = re.compile("[\ud800-\udfff]")
"""Halves of characters: what `surrogateescape` makes of a byte that is not UTF-8, and what JSON may name alone."""


class BadTable(Exception):
    """The file as a whole cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: the line of the file that it starts on, and its cells by column.

    `fault` says why it cannot be used, and `raw` then holds what of it is in no cell.
    """

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    fault: str = ""
    raw: str = ""


def read_table(path: Path) -> Iterator[TableRow]:
    """The rows of a file, whose ending says what it is. Blank rows are passed over."""
    rows = _reader(path)(path)
    yield from islice(rows, 1, None) if _has_header(path) else rows


def columns(path: Path) -> list[str]:
    """The names of the columns: the header's, or those of all objects, since each may have others."""
    rows = _reader(path)(path)
    return list(dict.fromkeys(name for row in (islice(rows, 1) if _has_header(path) else rows) for name in row.cells))


def _reader(path: Path) -> Callable[[Path], Iterator[TableRow]]:
    readers = {".csv": _read_csv, ".xlsx": _read_xlsx, ".jsonl": _read_json_lines, ".ndjson": _read_json_lines}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise BadTable(f"{path.name} ends in {path.suffix or 'nothing'}; this reads .csv, .xlsx and .jsonl.")
    if not path.is_file():
        raise BadTable(f"There is no file {path}.")
    return reader


def _has_header(path: Path) -> bool:
    """Whether the first row that the reader gives is the header, with empty cells."""
    return path.suffix.lower() in (".csv", ".xlsx")


def _read_csv(path: Path) -> Iterator[TableRow]:
    # Bytes that are not UTF-8 come through as surrogates, so that one bad row does not end the reading.
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        taken: list[str] = []
        reader = csv.reader(_noting(file, taken), strict=True)
        try:
            header = _header(next(reader, []))
        except csv.Error as error:
            raise BadTable(f"The first line of {path.name} is no header: {error}.") from error
        yield TableRow(1, dict.fromkeys(header, ""))
        while True:
            taken.clear()
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield TableRow(line, fault=f"cannot be read as CSV: {error}", raw=_replaced("".join(taken)))
                continue
            if any(cell.strip() for cell in cells):
                yield _row(line, header, cells)


def _noting(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


def _header(cells: list[str]) -> list[str]:
    """The names of the columns; one that has none is called by where it stands, unless nothing named follows it."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise BadTable("The file has no header: its first line must name the columns.")
    if any(map(_NOT_UTF8.search, names)):
        raise BadTable("The header is not UTF-8 text. Save the file as UTF-8.")
    names = [name or f"column {number}" for number, name in enumerate(names, start=1)]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise BadTable(f"Two columns have the same name: {', '.join(doubled)}.")
    return names


def _row(line: int, header: list[str], cells: list[str]) -> TableRow:
    while len(cells) > len(header) and not cells[-1].strip():
        cells.pop()
    fault = ""
    if len(cells) != len(header):
        fault = f"has {len(cells)} cells where the header has {len(header)}"
    elif any(map(_NOT_UTF8.search, cells)):
        fault = "is not UTF-8 text"
    if fault:
        cells = list(map(_replaced, cells))
    return TableRow(line, dict(zip(header, cells, strict=False)), fault, ", ".join(cells[len(header) :]))


def _replaced(text: str) -> str:
    return _NOT_UTF8.sub("\N{REPLACEMENT CHARACTER}", text)


def _read_xlsx(path: Path) -> Iterator[TableRow]:
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever the zip or the XML in it raised
        raise BadTable(f"{path.name} cannot be read as a workbook: {error}") from error
    with closing(workbook):
        rows = _sheet_rows(workbook, path)
        header = _header([_as_text(cell) for cell in next(rows, ())])
        yield TableRow(1, dict.fromkeys(header, ""))
        for line, cells in enumerate(rows, start=2):
            texts = [_as_text(cell) for cell in cells]
            if any(texts):
                yield _row(line, header, texts + [""] * (len(header) - len(texts)))


def _sheet_rows(workbook: "Workbook", path: Path) -> Iterator[tuple[Any, ...]]:
    """Of the first sheet. Its rows are only read as they are asked for, so a broken one is met on the way."""
    try:
        yield from workbook.worksheets[0].iter_rows(values_only=True)
    except Exception as error:  # as above: nothing after it can be read
        raise BadTable(f"{path.name} cannot be read as a workbook: {error}") from error


def _read_json_lines(path: Path) -> Iterator[TableRow]:
    with path.open("rb") as file:
        for line, raw in enumerate(file, start=1):
            if raw.strip():
                yield _json_row(line, raw)


def _json_row(line: int, raw: bytes) -> TableRow:
    try:
        value = json.loads(raw)
        if isinstance(value, dict):
            return TableRow(line, {_replaced(name): _as_text(cell) for name, cell in value.items()})
        fault = "is not a JSON object"
    except ValueError as error:
        fault = f"is not JSON: {error}"
    except RecursionError:
        fault = "is not JSON that can be read: it nests too deep"
    return TableRow(line, fault=fault, raw=raw.decode("utf-8", "replace").strip())


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
