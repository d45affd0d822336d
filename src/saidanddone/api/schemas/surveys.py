"""What people are asked, in rounds: the words as they were asked, and how each round is done."""

from datetime import date, datetime
from typing import Any

from ninja import Field

from saidanddone.api.schemas.base import OrganisationLink, Shape


class About(Shape):
    kind: str = Field(description="`organisation`, `service` or `place`.")
    id: str


class Survey(Shape):
    id: str
    url: str
    title: dict[str, str] = Field(description="By language.")
    introduction: dict[str, str] = Field(description="By language: what it is for, and what comes of it.")
    kind: str
    state: str
    organisation: OrganisationLink
    about: About
    first_opened_at: datetime
    is_redacted: bool = Field(description="A moderator took words out.")


class Asked(Shape):
    """A question in the words in which it was asked."""

    name: str
    kind: str
    wording: dict[str, str]
    help: dict[str, str]
    labels: dict[str, dict[str, str]] = Field(description="By language, the words at each code.")
    scoring: dict[str, Any] = Field(description="Points, bands, codes that are no answers, and who is in the base.")
    lowest: int | None
    highest: int | None
    battery: str
    instrument: str
    instrument_version: int | None
    measures: str = Field(description="What it measures together with others: the name of a construct.")
    determinant: str
    speaks_of: str
    shown_after: str
    shown_for: list[int]
    splits_results: bool
    may_be_contribution: bool
    as_asked: str | None = Field(
        None, description="Where a moderator took words out since: the SHA-256 of the question as it was asked."
    )
    places: dict[str, str] = Field({}, description="By code, the id of the place that the answer is.")
    profile: dict[str, Any] = Field({}, description="Of the population: the dimension, and its categories by code.")


class Wave(Shape):
    """One round. Its questions were frozen when it opened; `questions_digest` is the SHA-256 of them in the record.

    Where `is_redacted`, a moderator took words out since, and it is that of the questions as they were asked.
    """

    id: str
    number: int
    state: str
    opens_date: date
    closes_date: date
    sampling: str
    is_probability: bool = Field(description="Where it is not, its figures have no margin of error.")
    population: dict[str, str]
    frame: dict[str, str]
    design: dict[str, str]
    sponsor: str | None
    modes: list[str]
    wanted: int | None
    opened_at: datetime
    closed_at: datetime | None
    published_at: datetime | None
    withdrawn_reason: str | None
    identity_deleted_date: date
    questions_digest: str
    is_redacted: bool
    questions: list[Asked]


class SurveyInFull(Survey):
    thanks: dict[str, str]
    waves: list[Wave] = Field(description="Newest first.")
