"""Who and where, with the figures that their pages show."""

from datetime import date
from typing import Any

from ninja import Field

from saidanddone.api.schemas.base import OrganisationLink, PlaceLink, Point, ServiceLink, Shape, Words


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
