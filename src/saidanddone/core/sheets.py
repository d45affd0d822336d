"""Excel files (XLSX), written row by row: one that is long neither stands in memory nor keeps its reader waiting.

Every text is marked as text, so that nothing in it is a formula, whatever it begins with. Hand-written, as openpyxl
takes twenty times as long.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, islice
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

LONGEST_CELL = 32_767
"""Excel's own limit; the CSV and JSON beside it hold all."""
ROWS = 1_048_576
"""Excel's own limit of one sheet, with its header; what is beyond stands on the next."""
_PIECE = 64_000
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OPEN, _FORMATS = "http://schemas.openxmlformats.org", "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAIN, _LINKS = f"{_OPEN}/spreadsheetml/2006/main", f"{_OPEN}/package/2006/relationships"
_OFFICE = f"{_OPEN}/officeDocument/2006/relationships"


class _Pieces:
    """Where the archive is written to, and taken from again as it grows."""

    def __init__(self) -> None:
        self.held = bytearray()

    def write(self, data: bytes) -> int:
        self.held += data
        return len(data)

    def flush(self) -> None:
        """There is nothing behind it."""

    def close(self) -> None:
        """What is held is still to be taken."""

    def take(self) -> bytes:
        taken = bytes(self.held)
        self.held.clear()
        return taken


def sheet_pieces(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The bytes of the file, in pieces."""
    names: list[str] = []
    pieces, left = _Pieces(), iter(rows)
    with ZipFile(pieces, "w", ZIP_DEFLATED) as archive:
        for number in count(1):
            first = next(left, None)
            if first is None and names:
                break
            names.append(f"sheet{number}")
            part = chain([header], [] if first is None else [first], islice(left, ROWS - 2))
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w") as sheet:
                for text in _sheet(part):
                    sheet.write(text.encode())
                    if len(pieces.held) > _PIECE:
                        yield pieces.take()
        for path, text in _frame(names):
            archive.writestr(path, _XML + text)
    yield pieces.take()


def _sheet(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>'
    for cells in rows:
        yield f"<row>{''.join(map(_cell, cells))}</row>"
    yield "</sheetData></worksheet>"


def _cell(value: object) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, int | float) and math.isfinite(value):
        return f"<c><v>{value!r}</v></c>"
    text = escape(_UNFIT.sub("", str(value))[:LONGEST_CELL])
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _frame(names: list[str]) -> Iterator[tuple[str, str]]:
    """The parts that make sheets a workbook."""
    sheets = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, start=1))
    yield "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'
    links = (
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/{name}.xml"/>'
        for n, name in enumerate(names, start=1)
    )
    yield "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_LINKS}">{"".join(links)}</Relationships>'
    book = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    yield "_rels/.rels", f'<Relationships xmlns="{_LINKS}">{book}</Relationships>'
    types = "".join(
        f'<Override PartName="/xl/worksheets/{name}.xml" ContentType="{_FORMATS}.worksheet+xml"/>' for name in names
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    workbook = f'<Override PartName="/xl/workbook.xml" ContentType="{_FORMATS}.sheet.main+xml"/>'
    types = f'<Types xmlns="{_OPEN}/package/2006/content-types">{rels}{workbook}{types}</Types>'
    yield "[Content_Types].xml", types
