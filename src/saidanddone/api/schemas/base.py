"""What shapes are made of: words in both languages, pages, and links to who and where."""

from datetime import date
from typing import Generic, TypeVar

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


class Translated(Shape):
    """The words of a thing in the other language, by field; a field that is not here was not put into it."""

    language: str
    made_by: str = Field(description="`person` or `machine`.")
    words: dict[str, str]
    behind: list[str] = Field(description="Those of these fields whose words were changed after they were translated.")


class ContributionLink(Shape):
    id: str
    url: str


class Reference(Shape):
    """What something rests on that is no contribution: a kind and an id of this site, or words and where they stand."""

    kind: str
    id: str
    words: str | None
    url: str | None
    source_kind: str = Field(description="statement, estimate, conversation, dataset, exercise or other.")
    source_date: date | None = Field(description="Of which day the source is, if that is known.")
