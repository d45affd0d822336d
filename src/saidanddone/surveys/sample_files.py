"""The sample as a file: from its rows to cases, with the reason for each row that is none."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from saidanddone.core.languages import Language
from saidanddone.core.table_files import TableRow
from saidanddone.core.text import clean_line, clean_text

COLUMNS = ("key", "name", "address", "email", "phone", "language", "stratum", "cluster", "weight", "place")
_LONGEST = {
    "key": 60,
    "name": 160,
    "address": 500,
    "email": 254,
    "phone": 30,
    "stratum": 60,
    "cluster": 60,
    "place": 120,
}
MOST = 200_000
"""Rows in one file: a national sample has a tenth of it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A row that is somebody who was drawn."""

    line: int
    values: dict[str, Any] = field(repr=False)

    @property
    def key(self) -> str:
        return str(self.values["key"])


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that could not be taken, and why."""

    line: int
    why: str


def read(rows: Iterable[TableRow], places: Mapping[str, int]) -> Iterator[Drawn | Bad]:
    """Each row once, in the order of the file; of two with one key the second is bad.

    `places` are those of the area, by slug, code and name.
    """
    seen: dict[str, int] = {}
    for row in rows:
        found = _read(row, places)
        if isinstance(found, Drawn) and found.key in seen:
            found = Bad(row.line, _("has the same key as line %(line)s") % {"line": seen[found.key]})
        if isinstance(found, Drawn):
            seen[found.key] = found.line
        yield found


def _read(row: TableRow, places: Mapping[str, int]) -> Drawn | Bad:
    if row.fault:
        return Bad(row.line, row.fault)
    cells = {name.strip().lower(): cell for name, cell in row.cells.items()}
    values: dict[str, Any] = {name: clean_line(cells.get(name, "")) for name in COLUMNS}
    values["address"] = clean_text(cells.get("address", ""))
    if not values["key"]:
        return Bad(row.line, _("has no key"))
    for name, longest in _LONGEST.items():
        if len(values[name]) > longest:
            return Bad(row.line, _("has a %(column)s that is too long") % {"column": name})
    named = values.pop("place")
    values["place_id"] = places.get(named.casefold())
    if named and values["place_id"] is None:
        return Bad(row.line, _("has a place that is none of this site, by its code or its name"))
    why = _mended(values)
    return Bad(row.line, why) if why else Drawn(row.line, values)


def _mended(values: dict[str, Any]) -> str:
    """Make values of cells; says why not."""
    values["language"] = values["language"].lower()
    if values["language"] and values["language"] not in Language.values:
        return _("has a language that is neither en nor cy")
    if values["email"]:
        try:
            EmailValidator()(values["email"])
        except ValidationError:
            return _("has an email address that is none")
    try:
        values["weight"] = float(values["weight"].replace(",", ".") or 1)
    except ValueError:
        return _("has a weight that is no number")
    if not 0 < values["weight"] < 1e9:
        return _("has a weight that is not above nought")
    return ""
