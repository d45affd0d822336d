"""The shapes that the API answers with. A field, once published, keeps its name and meaning within a version."""

from datetime import date, datetime
from typing import Any, Generic, TypeVar

from ninja import Field, Schema
from pydantic import ConfigDict

Row = TypeVar("Row")


class Shape(Schema):
    model_config = ConfigDict(extra="forbid")


class Words(Shape):
    """A name or a sentence in both languages; `cy` is null where nobody has given it in Welsh."""

    en: str
    cy: str | None


class PageOf(Shape, Generic[Row]):
    """One page of a list. `next` is the address of the next one, or null."""

    items: list[Row]
    next: str | None = None


class Point(Shape):
    latitude: float
    longitude: float


class PlaceLink(Shape):
    slug: str
    name: Words
    url: str


class OrganisationLink(Shape):
    slug: str
    name: Words
    url: str


class ServiceLink(Shape):
    slug: str
    name: Words
    organisation: str = Field(description="The slug of the organisation whose service it is.")


class TopicLink(Shape):
    slug: str
    name: Words


class Topic(TopicLink):
    retired_date: date | None


class Credit(Shape):
    """How whoever said it chose to be named. `name` is null where they chose no name."""

    choice: str
    name: str | None


class Addressed(Shape):
    """One organisation that was asked, and its clock."""

    organisation: OrganisationLink
    state: str
    asked_at: datetime
    promise_days: int | None = Field(description="Working days that it had promised to answer in when it was asked.")
    due_date: date | None
    is_late: bool
    is_paused: bool
    acknowledged_at: datetime | None
    first_answered_at: datetime | None
    first_answer_days: int | None = Field(description="Working days to the first answer, pauses left out.")
    answered_in_time: bool | None
    passed_on_by: OrganisationLink | None
    reopened_at: datetime | None


class Translation(Shape):
    language: str
    text: str
    made_by: str


class Contribution(Shape):
    id: str
    url: str
    kind: str
    text: str = Field(description="Paragraphs with a small part of Markdown; never HTML.")
    language: str
    translations: list[Translation]
    place: PlaceLink
    point: Point | None
    topic: TopicLink | None
    service: ServiceLink | None
    said_date: date
    channel: str
    published_at: datetime
    corrected_at: datetime | None
    is_redacted: bool
    credit: Credit
    may_be_quoted: bool
    support_count: int
    same_as: str | None = Field(description="The id of the public contribution that says the same, if one is linked.")
    addressed_to: list[Addressed]


class Verdict(Shape):
    """What whoever said it makes of the answer: yes, partly, no, cannot_tell."""

    id: str
    value: str
    words: str
    given_at: datetime


class Answer(Shape):
    id: str
    url: str
    contribution: str = Field(description="The id of the contribution that it answers.")
    organisation: OrganisationLink
    kind: str
    text: str
    reason: str | None
    passed_to: OrganisationLink | None
    language: str
    answered_at: datetime
    verdict: Verdict | None


class ContributionWithAnswers(Contribution):
    answers: list[Answer]


class OrganisationFigures(Shape):
    """How an organisation answers, whatever the audience. Null is "no data yet", which is not nought."""

    asked: int = Field(description="How many contributions were addressed to it.")
    waiting: int | None
    late: int | None
    answered: int | None
    passed_on: int | None
    first_answers: int
    median_days: float | None = Field(description="Working days to the first answer.")
    percentile_90_days: int | None
    share_in_time: float | None = Field(description="Of first answers that were under a promise, from 0 to 1.")
    share_understood: float | None = Field(description="Of verdicts yes, partly and no, those that say yes.")


class Organisation(Shape):
    slug: str
    url: str
    name: Words
    summary: Words
    kind: str
    tier: str
    nation: str
    home_page: str | None
    promise_days: int | None
    ended_date: date | None


class Service(ServiceLink):
    id: str
    ended_date: date | None
    successor: ServiceLink | None


class OrganisationInFull(Organisation):
    places: list[PlaceLink]
    services: list[Service]
    predecessors: list[OrganisationLink]
    successor: OrganisationLink | None
    figures: OrganisationFigures


class PlaceFigures(Shape):
    """With the places within it. Null is "no data yet", which is not nought."""

    said: int
    answered: int | None
    waiting: int | None


class Place(Shape):
    slug: str
    url: str
    name: Words
    level: str
    code: str | None
    parent: str | None = Field(description="The slug of the place that it nests in.")
    centre: Point | None


class ProfileCount(Shape):
    dimension: str
    category: str
    count: int
    source: str
    year: int


class PlaceInFull(Place):
    within: list[PlaceLink] = Field(description="The places that nest in it directly.")
    profile: list[ProfileCount]
    figures: PlaceFigures


class Boundary(Shape):
    """A GeoJSON Feature (RFC 7946)."""

    type: str
    id: str
    properties: dict[str, Any]
    geometry: dict[str, Any] | None


class Record(Shape):
    """The record. What is null is not there yet: nothing has been signed."""

    is_standing: bool = Field(
        description="False where what is held contradicts what was signed; then nothing is added."
    )
    size: int = Field(description="Entries that are signed.")
    waiting: int = Field(description="Entries that wait for their number.")
    origin: str | None
    verifier_key: str | None
    root: str | None = Field(description="The tree's root hash, in base64.")
    signed_at: datetime | None
    checkpoint: str | None = Field(description="The signed note with its cosignatures.")
    url: str = Field(description="The prefix of the record's files (C2SP tlog-tiles).")


class Entry(Shape):
    """Something published, as it was when it was. Private words are in it only as commitments."""

    position: int | None
    kind: str
    about: str = Field(description="Kind and id of what it is about: contribution:7k3m9qx2pd.")
    at: datetime
    fields: dict[str, Any]
    commitments: dict[str, str] = Field(description="Field and salted SHA-256 of its content, in hex.")
    content: str = Field(description="The canonical JSON (RFC 8785) that is hashed.")
    leaf_hash: str = Field(description="In hex.")


class Receipt(Shape):
    position: int
    receipt: str
