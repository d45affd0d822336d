"""From the rows of a file to drafts: which column is which field, and what to say of a row that does not fit."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime

from saidanddone.contributions.drafts import Draft
from saidanddone.contributions.models import Contribution, Topic
from saidanddone.core.clock import local_date
from saidanddone.core.languages import Language
from saidanddone.core.table_files import TableRow
from saidanddone.core.text import clean_line, clean_text
from saidanddone.people.models import Organisation, Service
from saidanddone.places.models import Place

FIELDS = {
    "text": "what was said",
    "id": "what the source calls the row, so that it is brought in once",
    "author": "whom the source says it is by; the rows of one author hang together",
    "said": "the day it was said: 2026-03-31, 31/03/2026, or milliseconds since 1970",
    "kind": "experience, idea, question, concern or thanks",
    "place": "the name or slug of a place",
    "topic": "the name or slug of a topic",
    "organisation": "names or slugs of organisations, with ; between",
    "service": "the name or slug of a service of the organisation",
    "language": "en or cy",
    "credit": "the name to show; without one it is uncredited but counted",
    "checked": "1 was checked by the source and may be published; anything else is held for our moderators",
}
REQUIRED = ("text", "place", "kind")
SOURCE = "_source"
"""A column of our own rejects files: where a row came from, so that it is the same row when it is fed again."""
LONGEST = 5000
LONGEST_KEY = 120


class BadMapping(Exception):
    """The command's words do not fit the file or the site; the message says which."""


class BadRow(Exception):
    """A row does not fit: which column, what it holds, and why not."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column gives a field, and the value of a field for every row that gives none."""

    source: str
    columns: dict[str, str]
    fixed: dict[str, str] = field(default_factory=dict)

    def of(self, row: TableRow, name: str) -> str:
        column = self.columns.get(name)
        value = row.cells.get(column, "").strip() if column else ""
        return value or self.fixed.get(name, "")

    def says(self, name: str) -> bool:
        """Whether the file or the command says anything of a field."""
        return name in self.columns or name in self.fixed

    def source_of(self, row: TableRow) -> str:
        return row.cells.get(SOURCE) or self.source

    def column_of(self, name: str) -> str:
        return self.columns.get(name, name)


def read_mapping(source: str, maps: Iterable[str], fixes: Iterable[str], columns: Iterable[str]) -> Mapping:
    """The words `column=field` and `field=value` of the command, held against the file's columns."""
    here = set(columns)
    chosen: dict[str, str] = {}
    for pair in maps:
        column, _, name = pair.rpartition("=")
        _insist(name in FIELDS, f"{name!r} is no field; the fields are {', '.join(FIELDS)}.")
        _insist(column in here, f"The file has no column {column!r}; it has {', '.join(sorted(here))}.")
        chosen[name] = column
    fixed = dict(_pair(pair) for pair in fixes)
    for name in fixed:
        _insist(name in FIELDS, f"{name!r} is no field; the fields are {', '.join(FIELDS)}.")
    chosen |= {name: name for name in FIELDS if name in here and name not in chosen}
    for name in REQUIRED:
        _insist(name in chosen or name in fixed, f"Say which column is the {name}, or set it for all rows.")
    return Mapping(clean_line(source), chosen, fixed)


def _pair(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    _insist(bool(separator), f"{text!r} is not of the form field=value.")
    return name, value


def _insist(holds: bool, sentence: str) -> None:
    if not holds:
        raise BadMapping(sentence)


class Lists:
    """The site's places, topics, organisations and services by name or slug, in either language; read once."""

    def __init__(self) -> None:
        self.places = _by_name(Place.objects.all())
        self.topics = _by_name(Topic.objects.filter(retired_date=None))
        self.organisations = _by_name(Organisation.objects.open())
        services = Service.objects.filter(ended_date=None).select_related("organisation")
        self.services = {(service.organisation_id, name): service for service in services for name in _names(service)}


def _by_name(things: Iterable[Any]) -> dict[str, Any]:
    return {name: thing for thing in things for name in _names(thing)}


def _names(thing: Any) -> set[str]:
    return {name.casefold() for name in (thing.slug, thing.name, thing.name_cy) if name}


def to_draft(row: TableRow, mapping: Mapping, lists: Lists, *, today: date) -> Draft:
    """The draft of a row, which `check_say` lets pass; raises `BadRow` at the first thing that does not fit."""
    if row.fault:
        raise BadRow("", row.raw, row.fault)
    text = clean_text(mapping.of(row, "text"))
    if not text or len(text) > LONGEST:
        reason = f"is longer than {LONGEST} characters" if text else "is empty"
        raise BadRow(mapping.column_of("text"), text[:80], reason)
    organisations = _organisations(row, mapping, lists)
    credit = clean_line(mapping.of(row, "credit"))[:120]
    return Draft(
        text=text,
        kind=_chosen(row, mapping, "kind", Contribution.Kind.values),
        language=_chosen(row, mapping, "language", Language.values)
        if mapping.of(row, "language")
        else Language.ENGLISH,
        place=_listed(row, mapping, "place", lists.places),
        topic=_listed(row, mapping, "topic", lists.topics) if mapping.of(row, "topic") else None,
        organisations=organisations,
        service=_service(row, mapping, lists, organisations),
        said_date=_said(row, mapping, today),
        credit=Contribution.Credit.PSEUDONYM if credit else Contribution.Credit.UNCREDITED,
        credit_name=credit,
        channel=Contribution.Channel.IMPORT,
        import_key=import_key(row, mapping, text),
        author_key=author_key(row, mapping),
        hold=mapping.says("checked") and mapping.of(row, "checked") != "1",
    )


def import_key(row: TableRow, mapping: Mapping, text: str) -> str:
    """The source's own id of a row, or the hash of what it says, who said it and when."""
    own = clean_text(mapping.of(row, "id"))
    if not own:
        said = "\x1f".join((text, *(clean_text(mapping.of(row, name)) for name in ("author", "said", "place"))))
        own = f"sha256:{_hash(said)}"
    return _key(row, mapping, own)


def author_key(row: TableRow, mapping: Mapping) -> str | None:
    author = clean_text(mapping.of(row, "author"))
    return _key(row, mapping, author) if author else None


def _key(row: TableRow, mapping: Mapping, own: str) -> str:
    """What the source calls something, told apart from what other sources do; hashed if it is too long to be kept."""
    key = f"{mapping.source_of(row)}:{own}"
    return key if len(key) <= LONGEST_KEY else f"{key[:40]}:sha256:{_hash(key)}"


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _chosen(row: TableRow, mapping: Mapping, name: str, values: list[str]) -> str:
    value = mapping.of(row, name).casefold()
    if value not in values:
        raise BadRow(mapping.column_of(name), value, f"is none of {', '.join(values)}")
    return value


def _listed(row: TableRow, mapping: Mapping, name: str, known: dict[str, Any]) -> Any:
    value = mapping.of(row, name)
    if value.casefold() not in known:
        raise BadRow(mapping.column_of(name), value, f"is no {name} of this site")
    return known[value.casefold()]


def _organisations(row: TableRow, mapping: Mapping, lists: Lists) -> tuple[Organisation, ...]:
    names = [name.strip() for name in mapping.of(row, "organisation").split(";") if name.strip()]
    for name in names:
        if name.casefold() not in lists.organisations:
            raise BadRow(mapping.column_of("organisation"), name, "is no organisation of this site")
    return tuple(dict.fromkeys(lists.organisations[name.casefold()] for name in names))


def _service(row: TableRow, mapping: Mapping, lists: Lists, organisations: tuple[Organisation, ...]) -> Service | None:
    name = mapping.of(row, "service")
    if not name:
        return None
    found = [lists.services.get((organisation.pk, name.casefold())) for organisation in organisations]
    service = next(filter(None, found), None)
    if service is None:
        raise BadRow(mapping.column_of("service"), name, "is no service of the organisation")
    return service


def _said(row: TableRow, mapping: Mapping, today: date) -> date | None:
    value = mapping.of(row, "said")
    if not value:
        return None
    readers: tuple[Callable[[str], date | None], ...] = (_day, _moment, _british_day, _milliseconds)
    for read in readers:
        try:
            day = read(value)
        except (ValueError, OverflowError, OSError):
            continue
        if day is not None and day > today:
            raise BadRow(mapping.column_of("said"), value, "is in the future")
        if day is not None:
            return day
    raise BadRow(mapping.column_of("said"), value, "is no date such as 2026-03-31, 31/03/2026 or 1774915200000")


def _day(value: str) -> date | None:
    return parse_date(value)


def _moment(value: str) -> date | None:
    moment = parse_datetime(value)
    return (local_date(moment) if moment.tzinfo else moment.date()) if moment else None


def _british_day(value: str) -> date:
    return datetime.strptime(value, "%d/%m/%Y").replace(tzinfo=UTC).date()


def _milliseconds(value: str) -> date:
    return local_date(datetime.fromtimestamp(int(value) / 1000, UTC))
