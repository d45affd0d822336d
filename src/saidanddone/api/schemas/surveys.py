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
    first_closes_date: date | None = Field(description="The last day as it was when it opened, where it was moved.")
    moved_reason: str | None
    identity_deleted_date: date
    questions_digest: str
    is_redacted: bool
    questions: list[Asked]


class SurveyInFull(Survey):
    thanks: dict[str, str]
    waves: list[Wave] = Field(description="Newest first.")


class SurveyResults(Shape):
    """The figures of one round as they stand: published for everyone, and superseded by none."""

    id: str = Field(description="The working-out that the record names.")
    url: str
    survey: str
    title: dict[str, str] = Field(description="By language.")
    organisation: OrganisationLink
    about: About
    wave: str
    number: int
    closes_date: date
    is_probability: bool = Field(description="Where it is not, figures have no margin of error.")
    published_at: datetime
    method: str
    engine: str = Field(description="The version that worked it out.")
    n: int = Field(description="People who answered, unweighted.")
    effective_n: float | None = Field(description="People of equal weights who would tell as much.")


class SurveyFigure(Shape):
    """One figure. What is kept back has the marker `c` and no numbers."""

    item: str
    question: str = Field(description="In the language of the site.")
    figure: str
    kind: str
    variable: str = Field(description="The question that parts people; empty is everybody.")
    group: str
    place: str = Field(description="The id of the place that the group lives in, where it is one.")
    unit: str = Field(description="`%`, or empty for points of a scale.")
    value: float | None
    lower: float | None
    upper: float | None
    n: int | None
    effective_n: float | None
    marker: str = Field(description="`c` kept back, `u` few people, `x` nobody, `b` not comparable; or empty.")


class SurveyResultsInFull(SurveyResults):
    association: dict[str, Any] = Field(description="Of satisfaction with trust, where both were asked; never a cause.")
    figures: list[SurveyFigure] = Field(description="In the order of the questions.")
