"""A list as a file that anyone may take away: CSV, JSON or an Excel sheet, of any length, row by row.

A column gives what it is: None, a number, yes or no, a day, words, or a list of these. JSON keeps that; in CSV and
Excel a list is parted by semicolons.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse

from saidanddone.core import clock
from saidanddone.core.sheets import sheet_pieces
from saidanddone.core.tables import csv_lines
from saidanddone.core.throttle import ClientThrottle

Column = Callable[[Any], object]
_THROTTLE = ClientThrottle("download", limit=10, address_limit=60, seconds=60)


class Ending(StrEnum):
    """The forms in which every list can be taken away; the end of the file's name."""

    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


TYPES = {
    Ending.CSV: "text/csv; charset=utf-8",
    Ending.JSON: "application/json; charset=utf-8",
    Ending.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class EndingConverter:
    """The `<ending:…>` at the end of the address of a file; anything else is a 404."""

    regex = "|".join(Ending)

    def to_python(self, value: str) -> Ending:
        return Ending(value)

    def to_url(self, value: str) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class Download:
    """A list under the name that its files get. `left_out` has the fields that are no columns, each with its reason."""

    name: str
    columns: Mapping[str, Column]
    left_out: Mapping[str, str]

    def answer(self, request: HttpRequest, ending: Ending, rows: Iterable[Any]) -> StreamingHttpResponse:
        """The file, throttled. `rows` are read as it is sent; they are to hold what everyone may see and no more."""
        throttle(request)
        cells = ([value(row) for value in self.columns.values()] for row in rows)
        response = StreamingHttpResponse(_WRITERS[ending](tuple(self.columns), cells), content_type=TYPES[ending])
        response["Content-Disposition"] = f'attachment; filename="{self.name}.{ending}"'
        return response


def throttle(request: HttpRequest) -> None:
    """How often somebody may take a list away; for files that are no `Download`."""
    _THROTTLE.hit(request, at=clock.now().timestamp())


def of(path: str) -> Column:
    """What stands at a dotted path of a row: `place.slug`. None as soon as something on the way is None."""
    names = path.split(".")

    def value(row: Any) -> object:
        for name in names:
            row = getattr(row, name)
            if row is None:
                return None
        return row

    return value


def _csv(header: Sequence[str], rows: Iterable[list[object]]) -> Iterator[str]:
    yield "\ufeff"  # spreadsheets take it for UTF-8 then
    yield from csv_lines(header, map(_flat, rows))


def _json(header: Sequence[str], rows: Iterable[list[object]]) -> Iterator[str]:
    """An array of objects, one a line."""
    opening = "[\n"
    for cells in rows:
        yield opening + json.dumps(dict(zip(header, cells, strict=True)), ensure_ascii=False, default=_plain)
        opening = ",\n"
    yield "\n]\n" if opening == ",\n" else "[]\n"


def _xlsx(header: Sequence[str], rows: Iterable[list[object]]) -> Iterator[bytes]:
    return sheet_pieces(header, map(_flat, rows))


_WRITERS: dict[Ending, Callable[[Sequence[str], Iterable[list[object]]], Iterator[Any]]] = {
    Ending.CSV: _csv,
    Ending.JSON: _json,
    Ending.XLSX: _xlsx,
}


def _flat(cells: list[object]) -> list[object]:
    return [_cell(value) for value in cells]


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(str(_cell(each)) for each in value)
    return _plain(value)


def _plain(value: object) -> object:
    """Days and moments as ISO 8601 has them, and words as words; numbers and None are what they are."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, int | float) else str(value)
