"""Tables for download: CSV and Excel files whose cells nothing can mistake for formulas."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_767
"""Excel's own limit; the CSV and JSON beside it hold all."""


def safe_cell(value: object) -> str:
    """Text that starts as a formula would gets an apostrophe in front; numbers stay numbers.

    Source: OWASP, "CSV Injection".
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) or text.startswith(_FORMULA_STARTS) else text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Lines of a CSV file, one by one, so that a long table never stands in memory."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(header)
    yield _emptied(buffer)
    for cells in rows:
        writer.writerow([safe_cell(cell) for cell in cells])
        yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> str:
    line = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return line


def write_sheet(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """An Excel file of one sheet, written row by row. Text is text there, whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for cells in chain([header], rows):
        sheet.append([_as_cell(sheet, value) for value in cells])
    book.save(path)


def _as_cell(sheet: WriteOnlyWorksheet, value: object) -> Cell | int | float | None:
    if value is None or isinstance(value, int | float):
        return value
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", str(value))[:LONGEST_CELL])
    cell.data_type = "s"  # openpyxl would take what begins with "=" for a formula
    return cell
