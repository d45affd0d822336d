"""Tables for download: CSV and Excel files whose cells nothing can mistake for formulas."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from saidanddone.core.sheets import sheet_pieces

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


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
    """An Excel file, written row by row. Text is text there, whatever it begins with."""
    with path.open("wb") as file:
        file.writelines(sheet_pieces(header, rows))
