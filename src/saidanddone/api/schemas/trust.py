"""A trust page: what people feel beside what the record shows, on six grounds, and never put together."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Field

from saidanddone.api.schemas.base import Shape


class TrustPeriod(Shape):
    name: str = Field(description="`year`: the last twelve months; `all`: since this site began.")
    since: date | None
    until: date


class TrustPart(Shape):
    name: str
    value: float | None = Field(description="Null where few people would show.")
    of: int | None
    people_share: float | None = Field(description="The share of the people who live there.")


class TrustCounted(Shape):
    """A figure of one time."""

    value: float | None = Field(description="Null where there is no data yet: never nought.")
    numerator: int | None
    of: int | None
    of_what: str
    is_kept_back: bool
    since: date | None
    until: date
    parts: list[TrustPart]


class TrustFigure(TrustCounted):
    """A figure of the record with what it is, how it can mislead, and where its rows are."""

    key: str
    label: str
    unit: str = Field(description="`share`, `days` or `points` (a difference of shares).")
    definition: str
    dated: str = Field(description="What it is that lies in the time.")
    weakness: str
    tables: list[str] = Field(description="The exported tables from which anyone can count it again.")
    rows: str | None = Field(description="The page with its rows.")
    earlier: TrustCounted | None = Field(description="Of the twelve months before, where there was enough.")


class TrustMeasured(Shape):
    wave: str
    closed: date
    figure: str
    value: float | None
    lower: float | None
    upper: float | None
    count: int | None
    is_probability: bool
    marker: str | None


class TrustDifference(Shape):
    """The published difference to the round before; beyond chance where its interval is clear of nought."""

    value: float | None
    lower: float | None
    upper: float | None


class TrustFeeling(Shape):
    """What people said to one question of a survey."""

    survey: str
    question: str
    wording: dict[str, str]
    newest: TrustMeasured
    earlier: list[TrustMeasured]
    breaks_before: bool = Field(description="Whether it was asked differently before: nothing is drawn across.")
    change: TrustDifference | None
    about: str | None = Field(description="Whom it is about, where that is not whom the page is about.")


class TrustGround(Shape):
    determinant: str
    label: str
    question: str
    url: str
    leading: str | None = Field(description="The question that stands for this ground beside its record.")
    felt: list[TrustFeeling]
    felt_by_staff: list[TrustFeeling]
    record: list[TrustFigure]
    parting: str | None = Field(
        description="`record_better` or `feeling_better`, by `parting_rule`; it claims no cause."
    )


class TrustBeside(Shape):
    heading: str
    felt: list[TrustFeeling]


class TrustAction(Shape):
    public_id: str
    organisation: str
    determinant: str
    benefit: str
    what: str
    measure: str
    owner: str
    language: str
    translation: dict[str, Any] | None
    due_date: date
    state: str
    came_of_it: str | None


class TrustChange(Shape):
    value: float
    lower: float
    upper: float


class TrustFitted(TrustChange):
    period: float = Field(description="Months since the year nought.")


class TrustMonth(Shape):
    start: date
    numerator: int
    of: int
    line: TrustFitted | None
    onward: TrustFitted | None = Field(description="The line before, drawn on.")


class TrustWithdrawn(Shape):
    at: datetime
    because: str
    language: str


class TrustComparison(Shape):
    """Before and after a decision or a promise. It shows no cause."""

    decision: str | None
    commitment: str | None
    measure: str
    starts_date: date
    method: str
    level: TrustChange | None
    slope_a_month: TrustChange | None
    months: list[TrustMonth]
    withdrawn: TrustWithdrawn | None


class Trust(Shape):
    kind: Literal["area", "organisation", "service", "place"]
    public_id: str | None
    name: str
    url: str
    counted_on: date
    period: TrustPeriod
    parting_rule: str
    determinants: list[TrustGround]
    beside: list[TrustBeside]
    plan: list[TrustAction]
    comparisons: list[TrustComparison]
