"""From files to facts: GeoJSON features to places, rows of a table to population profiles; and what did not fit."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from saidanddone.core.table_files import TableRow
from saidanddone.core.text import clean_line
from saidanddone.places.boundaries import BadBoundary, Geometry, clean
from saidanddone.places.models import Place

LARGEST_FILE = 200_000_000
FIELDS = {
    "slug": ("slug", "key"),
    "name": ("name", "name_en"),
    "name_cy": ("name_cy",),
    "level": ("level",),
    "parent": ("parent",),
    "code": ("code",),
}
"""What a feature says of a place → the properties it is read from, unless `--map` names another."""
PROFILE_COLUMNS = ("place", "dimension", "category", "count", "source", "year")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class BadFile(Exception):
    """The file as a whole, or the command's words, cannot be used; the message says why."""


class BadValue(Exception):
    """A feature or a row does not fit: which field, what it holds, and why not."""

    def __init__(self, name: str, value: object, reason: str) -> None:
        super().__init__(reason)
        self.name, self.value, self.reason = name, str(value)[:200], reason


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts:
    """What is said of a place. `None` says nothing, so that what is known already stays."""

    slug: str
    name: str
    level: str | None = None
    name_cy: str | None = None
    code: str | None = None
    parent: str | None = None
    boundary: Geometry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileFacts:
    """How many people of one category of one dimension live in a place."""

    place: str
    dimension: str
    category: str
    count: int
    source: str
    year: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """What did not fit: where it stands in the file, which field, what that holds, and why not."""

    number: int
    name: str
    value: str
    reason: str
    raw: Any = field(repr=False, default=None)


@dataclass(slots=True)
class Summary:
    """What came of an import. `read` is always the sum of the others."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def read(self) -> int:
        return self.created + self.changed + self.unchanged + len(self.rejected)

    def count(self, outcome: str) -> None:
        setattr(self, outcome, getattr(self, outcome) + 1)

    def reject(self, number: int, bad: BadValue, raw: Any) -> None:
        self.rejected.append(Rejected(number, bad.name, bad.value, bad.reason, raw))

    def __str__(self) -> str:
        return (
            f"{self.read:,} read: {self.created:,} created, {self.changed:,} changed, {self.unchanged:,} unchanged, "
            f"{len(self.rejected):,} rejected"
        )


# Places from GeoJSON


def read_features(path: Path) -> list[Any]:
    """The features of a file; what each of them holds is not looked at yet."""
    if not path.is_file():
        raise BadFile(f"There is no file {path}.")
    if path.stat().st_size > LARGEST_FILE:
        raise BadFile(f"{path.name} is larger than {LARGEST_FILE // 1_000_000} MB. Bring it in by parts.")
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadFile(f"{path.name} is not JSON: {error}") from error
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        raise BadFile(f"{path.name} is not a GeoJSON FeatureCollection.")
    return features


def read_words(pairs: Iterable[str], *, field_last: bool) -> dict[str, str]:
    """The command's `--map property=field` (the field last) or `--set field=value`, as field → the other."""
    words = {}
    for pair in pairs:
        left, separator, right = pair.rpartition("=") if field_last else pair.partition("=")
        name, value = (right, left) if field_last else (left, right)
        if not separator or name not in FIELDS:
            raise BadFile(f"{pair!r} names no field; the fields are {', '.join(FIELDS)}.")
        words[name] = value
    return words


def place_facts(feature: Any, *, maps: Mapping[str, str], fixed: Mapping[str, str]) -> PlaceFacts:
    """The facts of one feature; raises `BadValue` at the first thing that does not fit."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise BadValue("", feature, "is not a GeoJSON Feature")
    given = {name: _property(feature, name, maps) or fixed.get(name) for name in FIELDS}
    name = _line("name", given["name"], 120)
    if not name:
        raise BadValue("name", "", "is missing")
    slug = given["slug"] or slugify(name)[:80]
    if not _SLUG.fullmatch(slug) or len(slug) > 80:
        raise BadValue("slug", slug, "must be small letters, digits and single hyphens, at most 80")
    if given["level"] is not None and given["level"] not in Place.Level.values:
        raise BadValue("level", given["level"], f"is none of {', '.join(Place.Level.values)}")
    return PlaceFacts(
        slug=slug,
        name=name,
        name_cy=_line("name_cy", given["name_cy"], 120),
        level=given["level"],
        code=_line("code", given["code"], 40),
        parent=given["parent"],
        boundary=_boundary(feature.get("geometry")),
    )


def _property(feature: dict[str, Any], name: str, maps: Mapping[str, str]) -> str | None:
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        raise BadValue("properties", properties, "is not a JSON object")
    sources = (maps[name],) if name in maps else FIELDS[name]
    value = next((properties[source] for source in sources if properties.get(source) is not None), None)
    if value is None:
        return None
    if isinstance(value, bool | dict | list):
        raise BadValue(name, value, "is not text")
    return str(value).strip() or None


def _line(name: str, value: str | None, longest: int) -> str | None:
    if value is None:
        return None
    line = clean_line(value)
    if len(line) > longest:
        raise BadValue(name, value, f"is longer than {longest} characters")
    return line


def _boundary(geometry: Any) -> Geometry | None:
    if geometry is None:
        return None
    try:
        return clean(geometry)
    except BadBoundary as error:
        kind = geometry.get("type") if isinstance(geometry, dict) else geometry
        raise BadValue("geometry", kind, str(error)) from None


def rejects_of_places(summary: Summary) -> str:
    """The features that did not fit, each with its reason, as a file that can be mended and fed again."""
    features = []
    for rejected in summary.rejected:
        raw = rejected.raw if isinstance(rejected.raw, dict) else {"type": "Feature", "was": rejected.raw}
        given = raw.get("properties")
        properties: dict[str, Any] = given if isinstance(given, dict) else {}
        said = {"_number": rejected.number, "_field": rejected.name, "_reason": rejected.reason}
        features.append(raw | {"properties": properties | said})
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1)


# Population profiles from a table


def profile_facts(row: TableRow) -> ProfileFacts:
    """The facts of one row; raises `BadValue` at the first thing that does not fit."""
    if row.fault:
        raise BadValue("", row.raw, row.fault)
    words = {name: _word(row, name, longest) for name, longest in LONGEST.items()}
    return ProfileFacts(
        count=_whole(row, "count", 0, 2_000_000_000),
        year=_whole(row, "year", 1801, 2100),
        **words,
    )


LONGEST = {"place": 120, "dimension": 40, "category": 60, "source": 200}


def _word(row: TableRow, name: str, longest: int) -> str:
    value = clean_line(row.cells.get(name, ""))
    if not value:
        raise BadValue(name, "", "is empty")
    if len(value) > longest:
        raise BadValue(name, value, f"is longer than {longest} characters")
    return value


def _whole(row: TableRow, name: str, least: int, most: int) -> int:
    raw = row.cells.get(name, "").strip()
    digits = raw.replace(",", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 12 and least <= int(digits) <= most):
        raise BadValue(name, raw, f"is not a whole number from {least:,} to {most:,}")
    return int(digits)


def rejects_of_profile(summary: Summary) -> Iterator[list[str]]:
    """Header and rows of a table of what did not fit; its first four columns are passed over when it is fed again."""
    yield ["line", "field", "value", "reason", *PROFILE_COLUMNS]
    for rejected in summary.rejected:
        cells = [rejected.raw.get(column, "") for column in PROFILE_COLUMNS]
        yield [str(rejected.number), rejected.name, rejected.value, rejected.reason, *cells]
