"""Funds: money that partners put together, what it is for, and to whom it is promised. Amounts are whole pence."""

from datetime import date, datetime
from typing import Any

from ninja import Field

from saidanddone.api.schemas.base import OrganisationLink, PlaceLink, Shape, Translated


class FundPartner(Shape):
    """An organisation whose money is in it."""

    organisation: OrganisationLink
    joined_date: date


class Fund(Shape):
    id: str
    url: str
    name: str
    purpose: str
    language: str
    translation: Translated | None
    is_redacted: bool
    kind: str = Field(description="`pooled`: one purse; `aligned`: each its own, to one plan.")
    host: OrganisationLink = Field(description="Who keeps its books.")
    partners: list[FundPartner]
    starts_date: date
    ends_date: date | None = Field(description="Until when its money is sure; null: no end is set.")
    year_month: int = Field(description="The month with which its year begins.")
    tolerance_pence: int = Field(description="A line forecast over or under by more than this needs a plan.")
    surplus: str = Field(description="Where what a year leaves goes: `carried`, `returned` or `reserved`.")
    locked_date: date | None = Field(description="Its books are closed up to and with this day.")
    opened_at: datetime
    closed_at: datetime | None
    closed_reason: str | None


class FundLine(Shape):
    """What is paid for, within what is done for an outcome."""

    id: str
    name: str
    language: str
    translation: Translated | None
    scheme: str = Field(description="What is done, in the language of the scheme.")
    scheme_id: str
    outcome: str | None = Field(description="The id of the outcome that it is for.")
    lead: OrganisationLink
    risk: dict[str, Any] = Field(description="Who bears it when more or less is spent, as a rule.")


class FundInFull(Fund):
    years: list[int] = Field(description="Each by the calendar year in which it begins; ask for the figures of one.")
    closed_years: list[int]
    lines: list[FundLine]


class FundPlan(Shape):
    """What is done about a line that is off."""

    what: str
    owner: OrganisationLink
    due_date: date
    ended_date: date | None
    came_of_it: str | None


class FundLineFigures(Shape):
    """One line in a year. `promised_pence`: promised to others, not paid yet."""

    line: str = Field(description="The id of the line.")
    budget_pence: int
    spent_pence: int
    promised_pence: int
    used_in_kind_pence: int
    forecast_pence: int | None
    cause: str | None
    plans: list[FundPlan]


class FundPartnerFigures(Shape):
    """What one partner promised for the year, what was due by today, and what came; in kind is never added to it."""

    organisation: OrganisationLink
    promised_pence: int
    due_pence: int
    received_pence: int
    promised_in_kind_pence: int
    given_in_kind_pence: int


class FundFigures(Shape):
    """A fund in a year, as it stands today; purse and reserve are of all years."""

    year: int
    name: str
    is_closed: bool
    budget_pence: int
    spent_pence: int
    promised_pence: int
    received_pence: int
    purse_pence: int
    reserve_pence: int
    partners: list[FundPartnerFigures]
    lines: list[FundLineFigures]


class FundOrder(Shape):
    """A grant or a contract: money promised to somebody outside. A private person has no name and no place."""

    id: str
    url: str
    line: str = Field(description="The id of the line.")
    year: int = Field(description="The year from whose budget it is paid.")
    kind: str
    state: str
    organisation: OrganisationLink | None = Field(description="Who gets it, where it is one of this site.")
    recipient: str | None = Field(description="Who gets it by name; null for a private person.")
    is_individual: bool
    identifier: str | None = Field(description="Its number in a public register, as org-id.guide has it.")
    amount_pence: int
    agreed_date: date
    starts_date: date | None
    ends_date: date | None
    title: str
    description: str
    language: str
    translation: Translated | None
    places: list[PlaceLink]
    placed_at: datetime
    cancelled_at: datetime | None
    cancelled_reason: str | None
