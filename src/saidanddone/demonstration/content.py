"""Read Aberwen's files, strictly: a field that is not known stops the reading."""

import csv
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
PROFILES = DATA / "profiles.csv"


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    key: str
    parent: str | None
    level: str
    name_en: str
    name_cy: str
    boundary: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Count:
    """How many people of one category live in a place."""

    place: str
    dimension: str
    category: str
    count: int
    source: str
    year: int


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    days: int
    days_ago: int


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    key: str
    name: Mapping[str, str]
    topic: str
    successor: str = ""
    ended_days_ago: int | None = None
    versions: tuple[Mapping[str, Any], ...] = ()
    """How it works: `days_ago` (below zero: still to come), `how`, and `because` where it changed."""


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    key: str
    name: Mapping[str, str]
    about: Mapping[str, str]
    kind: str
    tier: str
    nation: str
    places: tuple[str, ...]
    home_page: str
    promises: tuple[PromiseFacts, ...]
    services: tuple[ServiceFacts, ...]
    predecessor: str = ""
    ended_days_ago: int | None = None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    key: str
    name: str
    email: str
    language: str
    role: str
    organisation: str
    sign_in: bool


@dataclass(frozen=True, slots=True)
class TranslationFacts:
    language: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that came of a contribution; data/README.md says which fields go with which `what`."""

    what: str
    after: int | None = None
    working_day: int | None = None
    until_working_day: int | None = None
    time: str = "12:00"
    by: str = ""
    organisation: str = ""
    kind: str = ""
    language: str = ""
    text: str = ""
    reason: str = ""
    passed_to: str = ""
    value: str = ""
    words: str = ""
    of: str = ""
    part: str = ""
    outcome: str = ""
    credit: str = ""
    credit_name: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One contribution as its file gives it."""

    key: str
    days_ago: int
    time: str
    kind: str
    place: str
    topic: str
    to: tuple[str, ...]
    text: str
    contributor: str
    language: str = "en"
    point: tuple[float, float] | None = None
    service: str = ""
    channel: str = "web"
    written_down_by: str = ""
    credit: str = "uncredited"
    credit_name: str = ""
    audience: str = "public"
    held: bool = False
    supports: int = 0
    may_quote: bool = False
    may_contact: bool = False
    reach: str = ""
    translation: TranslationFacts | None = None
    then: tuple[Event, ...] = field(default=())


def features() -> list[dict[str, Any]]:
    """The places as GeoJSON: the county first, then its areas, then their wards."""
    found: list[dict[str, Any]] = json.loads((DATA / "places.geojson").read_text(encoding="utf-8"))["features"]
    return found


def places() -> list[PlaceFacts]:
    return [PlaceFacts(**feature["properties"], boundary=feature["geometry"]) for feature in features()]


def profiles() -> list[Count]:
    with PROFILES.open(encoding="utf-8", newline="") as file:
        return [_count(**row) for row in csv.DictReader(file)]


def profile_labels() -> dict[str, dict[str, dict[str, str]]]:
    return _toml("profile_labels")


def topics() -> dict[str, dict[str, str]]:
    return _toml("topics")


def people() -> list[PersonFacts]:
    return [PersonFacts(**facts) for facts in _toml("people")["person"]]


def organisations() -> list[OrganisationFacts]:
    return [_organisation(**facts) for facts in _toml("organisations")["organisation"]]


def consequences(name: str) -> list[dict[str, Any]]:
    """What was understood, decided, promised or measured; data/README.md says which fields there are."""
    (rows,) = _toml(f"story/{name}").values()
    found: list[dict[str, Any]] = rows
    return found


def trust(name: str) -> list[dict[str, Any]]:
    """The actions of trust plans (`action`), and what is compared before and after (`comparison`)."""
    found: list[dict[str, Any]] = _toml("story/trust")[name]
    return found


def funds() -> list[dict[str, Any]]:
    """The funds that partners share, with what was agreed and the money that moved."""
    found: list[dict[str, Any]] = _toml("story/funds")["fund"]
    return found


def alliances() -> list[dict[str, Any]]:
    """Who works together: what they agreed, and how it goes; data/README.md says which fields."""
    found: list[dict[str, Any]] = _toml("story/alliances")["alliance"]
    return found


def surveys() -> list[dict[str, Any]]:
    """What was asked, in which rounds, and at which level each answer lies; data/README.md says which fields."""
    found: list[dict[str, Any]] = _toml("surveys")["survey"]
    return found


def about_you() -> dict[str, dict[str, Any]]:
    """What people are asked about themselves where the profile says how many there are of each."""
    return _toml("surveys")["about_you"]


def contributions() -> list[Said]:
    """All that was said, oldest file first."""
    files = sorted((DATA / "contributions").glob("*.toml"))
    return [_said(**facts) for file in files for facts in tomllib.loads(file.read_text("utf-8"))["contribution"]]


def photo(name: str) -> bytes:
    return (DATA / "story" / "photos" / name).read_bytes()


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def _count(*, count: str, year: str, **row: str) -> Count:
    return Count(count=int(count), year=int(year), **row)


def _organisation(
    *, places: list[str], promises: list[dict[str, int]], services: list[dict[str, Any]], **facts: Any
) -> OrganisationFacts:
    return OrganisationFacts(
        places=tuple(places),
        promises=tuple(PromiseFacts(**promise) for promise in promises),
        services=tuple(ServiceFacts(**service) for service in services),
        **facts,
    )


def _said(
    *,
    to: list[str],
    point: list[float] | None = None,
    translation: dict[str, str] | None = None,
    then: list[dict[str, Any]] | None = None,
    **facts: Any,
) -> Said:
    facts.setdefault("contributor", facts["key"])
    return Said(
        to=tuple(to),
        point=(point[0], point[1]) if point else None,
        translation=TranslationFacts(**translation) if translation else None,
        then=tuple(Event(**event) for event in then or []),
        **facts,
    )
