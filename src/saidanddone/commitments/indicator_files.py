"""From the rows of a file of figures, in long form, to what is measured; and what to say of a row that does not fit."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from math import isfinite
from typing import Any

from saidanddone.commitments.models import Indicator, Observation
from saidanddone.commitments.outcome_drafts import Measured
from saidanddone.core.table_files import TableRow
from saidanddone.core.text import clean_line
from saidanddone.places.models import Place

COLUMNS = {
    "indicator": "the key of the indicator",
    "place": "the slug, code or name of a place; empty for the whole area",
    "start": "the first day of the period, as 2026-01-01 or 01/01/2026",
    "end": "its last day",
    "value": "the figure; empty where there is none, and then say why in the note",
    "lower": "the lower end of its interval",
    "upper": "the upper end of its interval",
    "n": "the size of the sample",
    "status": "provisional, final or revised; final if empty",
    "source": "where the figure is from",
    "note": "why there is no figure, or what broke the series",
}
REQUIRED = ("indicator", "start", "end", "value")


class BadCell(Exception):
    """A row does not fit: which column, what it holds, and why not."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


@dataclass(frozen=True, slots=True)
class Unfit:
    """A row that was not brought in."""

    line: int
    column: str
    value: str
    reason: str
    cells: dict[str, str] = field(repr=False, default_factory=dict)

    def __str__(self) -> str:
        where = f"{self.column} {self.value!r} " if self.column else ""
        return f"line {self.line}: {where}{self.reason}"


@dataclass(slots=True)
class Summary:
    """What came of an import; read = created + revised + unchanged + rejected."""

    created: int = 0
    revised: int = 0
    unchanged: int = 0
    rejected: list[Unfit] = field(default_factory=list)

    @property
    def read(self) -> int:
        return self.created + self.revised + self.unchanged + len(self.rejected)

    def __str__(self) -> str:
        counts = (self.read, self.created, self.revised, self.unchanged, len(self.rejected))
        words = ("read", "created", "revised", "unchanged", "rejected")
        return " · ".join(f"{count:,} {word}" for count, word in zip(counts, words, strict=True))


class Known:
    """The indicators by key and the places by slug, code and name; read once."""

    def __init__(self) -> None:
        self.indicators = {each.key: each for each in Indicator.objects.select_related("outcome", "steward")}
        self.places = {
            name.casefold(): place
            for place in Place.objects.all()
            for name in (place.slug, place.code, place.name, place.name_cy)
            if name
        }


def measured_of(row: TableRow, known: Known) -> tuple[Indicator, Measured]:
    """What a row says; raises `BadCell` at the first thing that does not fit."""
    if row.fault:
        raise BadCell("", "", row.fault)
    key, place = _cell(row, "indicator"), _cell(row, "place")
    if key not in known.indicators:
        raise BadCell("indicator", key, "is the key of no indicator of this site")
    if place and place.casefold() not in known.places:
        raise BadCell("place", place, "is no place of this site")
    status = _cell(row, "status").casefold() or Observation.Status.FINAL.value
    if status not in Observation.Status.values:
        raise BadCell("status", status, f"is none of {', '.join(Observation.Status.values)}")
    measured = Measured(
        start_date=_day(row, "start"),
        end_date=_day(row, "end"),
        value=_number(row, "value"),
        lower=_number(row, "lower"),
        upper=_number(row, "upper"),
        sample_size=_whole(row, "n"),
        is_final=status != Observation.Status.PROVISIONAL,
        place=known.places[place.casefold()] if place else None,
        source=_cell(row, "source"),
        note=_cell(row, "note"),
    )
    return known.indicators[key], measured


def rejects(summary: Summary) -> Iterator[list[str]]:
    """Header and rows of a table of what did not fit; its first four columns are passed over when it is fed again."""
    yield ["line", "column", "held", "reason", *COLUMNS]
    for unfit in summary.rejected:
        cells = [unfit.cells.get(column, "") for column in COLUMNS]
        yield [str(unfit.line), unfit.column, unfit.value, unfit.reason, *cells]


def _cell(row: TableRow, name: str) -> str:
    return clean_line(row.cells.get(name, ""))


def _day(row: TableRow, name: str) -> date:
    value = _cell(row, name)
    for form in ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y"):
        try:
            return datetime.strptime(value, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    raise BadCell(name, value, "is no day such as 2026-03-31 or 31/03/2026")


def _number(row: TableRow, name: str) -> float | None:
    value = _cell(row, name)
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not isfinite(number) or "_" in value:
        raise BadCell(name, value, "is no number such as 57.4")
    return number


def _whole(row: TableRow, name: str) -> int | None:
    value: Any = _number(row, name)
    if value is not None and not (value.is_integer() and 0 <= value < 2**31):
        raise BadCell(name, _cell(row, name), "is no whole number")
    return None if value is None else int(value)
