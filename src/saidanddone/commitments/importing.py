"""From the rows of a file to promises: the header of the Open Government Partnership's table of commitments.

Source: the columns of its commitments database, as listed in the partnership's published data. What its assessors said
of a promise comes in as what the source says (`SourceClaim`): it is no claim of the organisation, and moves no state.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.dateparse import parse_date

from saidanddone.commitments.drafts import Part, PromiseDraft
from saidanddone.commitments.models import SourceClaim
from saidanddone.core.languages import Language
from saidanddone.core.rejects import Unfit
from saidanddone.core.table_files import TableRow
from saidanddone.core.text import clean_line, clean_text, excerpt
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place

ID = "Commitment Unique Identifier"
COLUMNS: dict[str, str] = {
    ID: "makes a row one promise, however often it is brought in",
    "Short Title": "the promise; without it, the title",
    "Commitment Title": "the promise, if there is no short title",
    "Full Text": "what people will notice; its first 1,000 characters",
    "Lead Institution": "who leads: the name or slug of an organisation of this site",
    "Supporting Institution(s)": "the partners, parted by semicolons",
    "Country/Locality": "the place, by name or slug; or give --set place=…",
    "Year Of Submission": "it starts on 1 January of it, and is due two years after its end",
    "Theme": "whom it is for",
    "URL": "where the source says so",
    "Completion (Progress Report)": "what the source says of how far it has come",
    "Did It Open Government (Overall)": "what the source says of whether it opened government",
    "Start Date": "of our own: when it starts, as 2026-03-31",
    "Due Date": "of our own: by when, as 2026-12-31",
    "Assessed On": "of our own: the day of what the source says, as 2026-06-30",
}
FIXED = {"place": "Country/Locality", "organisation": "Lead Institution"}
"""What `--set` may give for every row, and the column that it stands for."""
CLAIMS: dict[str, tuple[SourceClaim.About, dict[str, SourceClaim.Value]]] = {
    "Completion (Progress Report)": (
        SourceClaim.About.COMPLETION,
        {
            "no evidence available": SourceClaim.Value.NO_EVIDENCE,
            "not started": SourceClaim.Value.NOT_STARTED,
            "limited": SourceClaim.Value.LIMITED,
            "substantial": SourceClaim.Value.SUBSTANTIAL,
            "complete": SourceClaim.Value.COMPLETE,
            "completed": SourceClaim.Value.COMPLETE,
        },
    ),
    "Did It Open Government (Overall)": (
        SourceClaim.About.OPENING,
        {
            "worsened": SourceClaim.Value.WORSENED,
            "did not change": SourceClaim.Value.NO_CHANGE,
            "marginal": SourceClaim.Value.MARGINAL,
            "major": SourceClaim.Value.MAJOR,
            "outstanding": SourceClaim.Value.OUTSTANDING,
        },
    ),
}
"""The scales of its Independent Reporting Mechanism, as its glossary and procedures have them."""
NOTHING_SAID = ("", "-", "n/a", "pending irm review", "no irm data")
PLAN_YEARS = 2
"""How long an action plan of the partnership runs after the year in which it was submitted."""


class BadMapping(ValueError):
    """The options cannot be understood; the message says why."""


class BadRow(ValueError):
    """A row that does not fit: which column, which value, and why."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(f"{column} “{value[:80]}” {reason}")
        self.column, self.value, self.reason = column, value[:80], reason


@dataclass(frozen=True, slots=True)
class Said:
    """What the source says of the promise in one of its columns."""

    about: SourceClaim.About
    value: SourceClaim.Value
    link: str
    said_date: date | None


@dataclass(slots=True)
class Summary:
    """What a run did; read = created + updated + unchanged + rejected. Updated: the source says something else now."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Unfit] = field(default_factory=list)

    def __str__(self) -> str:
        counts = {"created": self.created, "updated": self.updated, "unchanged": self.unchanged}
        counts |= {"rejected": len(self.rejected)}
        counts = {"read": sum(counts.values())} | counts
        return " · ".join(f"{number:,} {name}" for name, number in counts.items())


class Known:
    """The organisations and places of this site by slug and by their names, read once."""

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        return _by_names(Organisation.objects.order_by("pk"))

    @cached_property
    def places(self) -> dict[str, Place]:
        return _by_names(Place.objects.defer("boundary", "outline").order_by("pk"))


Named = TypeVar("Named", Organisation, Place)


def _by_names(rows: Iterable[Named]) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for row in rows:
        for name in (row.name, row.name_cy, row.slug):
            found[name.casefold()] = row
    found.pop("", None)
    return found


def read_fixed(options: list[str]) -> dict[str, str]:
    """`--set place=bryn-teg` as the column that it stands for."""
    fixed = {}
    for option in options:
        name, separator, value = option.partition("=")
        if not separator or name not in FIXED or not value:
            raise BadMapping(f"--set {option}: say place=SLUG or organisation=SLUG.")
        fixed[FIXED[name]] = value
    return fixed


def to_draft(row: TableRow, source: str, fixed: Mapping[str, str], known: Known) -> PromiseDraft:
    """What a row promises. Raises `BadRow`."""
    if row.fault:
        raise BadRow("", "", row.fault)
    cells = {name: row.cells.get(name, "").strip() for name in COLUMNS} | dict(fixed)
    start_date = _day(cells, "Start Date") or date(_year(cells), 1, 1)
    lead = _organisation(cells["Lead Institution"], "Lead Institution", known)
    return PromiseDraft(
        organisation=lead,
        place=_place(cells["Country/Locality"], known),
        promise=_promise(cells),
        notice=excerpt(clean_text(cells["Full Text"]), 999),
        for_whom=clean_line(cells["Theme"])[:300],
        start_date=start_date,
        due_date=_day(cells, "Due Date") or date(start_date.year + PLAN_YEARS, 12, 31),
        partners=tuple(_partners(cells["Supporting Institution(s)"], lead, known)),
        language=Language.ENGLISH,
        import_key=f"{source}:{_id(cells)}"[:120],
    )


def to_claims(row: TableRow) -> list[Said]:
    """What the source says of it. Raises `BadRow` for words that are on no scale of its."""
    cells = {name: row.cells.get(name, "").strip() for name in COLUMNS}
    said_date, found = _day(cells, "Assessed On"), []
    for name, (about, scale) in CLAIMS.items():
        words = clean_line(cells[name])
        if words.casefold() in NOTHING_SAID:
            continue
        if words.casefold() not in scale:
            raise BadRow(name, words, f"is none of: {', '.join(scale)}")
        found.append(Said(about, scale[words.casefold()], _link(cells), said_date))
    return found


def _link(cells: Mapping[str, str]) -> str:
    try:
        URLValidator(schemes=["http", "https"])(cells["URL"])
    except ValidationError:
        return ""
    return cells["URL"] if len(cells["URL"]) <= 500 else ""


def _id(cells: Mapping[str, str]) -> str:
    if not cells[ID]:
        raise BadRow(ID, "", "is empty; without it the row could not be known again")
    if len(cells[ID]) > 60:
        raise BadRow(ID, cells[ID], "is longer than 60 characters")
    return cells[ID]


def _promise(cells: Mapping[str, str]) -> str:
    name = "Short Title" if cells["Short Title"] else "Commitment Title"
    promise = clean_line(cells[name])
    if not promise:
        raise BadRow(name, "", "is empty")
    if len(promise) > 300:
        raise BadRow(name, promise, "is longer than 300 characters; give a short title")
    return promise


def _year(cells: Mapping[str, str]) -> int:
    value = cells["Year Of Submission"]
    if not (value.isascii() and value.isdigit() and 2000 <= int(value[:5]) <= 2100):
        raise BadRow("Year Of Submission", value, "is no year such as 2024")
    return int(value)


def _day(cells: Mapping[str, str], name: str) -> date | None:
    if not cells[name]:
        return None
    try:
        found = parse_date(cells[name][:10])
    except ValueError:
        found = None
    if found is None:
        raise BadRow(name, cells[name], "is no date such as 2026-03-31")
    return found


def _organisation(name: str, column: str, known: Known) -> Organisation:
    if name.casefold() not in known.organisations:
        raise BadRow(column, name, "is no organisation of this site")
    return known.organisations[name.casefold()]


def _place(name: str, known: Known) -> Place:
    if name.casefold() not in known.places:
        raise BadRow("Country/Locality", name, "is no place of this site")
    return known.places[name.casefold()]


def _partners(names: str, lead: Organisation, known: Known) -> list[Part]:
    found = {}
    for name in filter(None, (clean_line(each) for each in names.split(";"))):
        partner = _organisation(name, "Supporting Institution(s)", known)
        if partner.pk != lead.pk:
            found[partner.pk] = Part(partner, "Supports it")
    return list(found.values())
