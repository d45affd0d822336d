"""Organisations that work together: the deal that all have signed, and what everyone may know of the relationship."""

from datetime import date, datetime

from ninja import Field

from saidanddone.api.schemas.base import OrganisationLink, PlaceLink, Shape, Translated


class AllianceParty(Shape):
    id: str
    organisation: OrganisationLink
    department: str | None
    is_bridge: bool = Field(description="It links the others to communities, and decides with them.")
    joined_date: date
    left_date: date | None
    leave_reason: str | None


class Alliance(Shape):
    id: str
    url: str
    title: str
    purpose: str
    language: str
    translation: Translated | None
    is_redacted: bool
    kind: str
    formation: str = Field(description="Chosen by those in it, or required of them.")
    template: str | None = Field(description="The usual form that it was begun from.")
    state: str
    parties: list[AllianceParty]
    places: list[PlaceLink]
    outcomes: list[str] = Field(description="The ids of the outcomes that it answers for.")
    predecessor: str | None = Field(description="The id of the alliance whose work it carries on.")
    starts_date: date
    ends_date: date | None
    review_date: date = Field(description="When it is next looked at by all.")
    drill_months: int | None
    no_baseline_reason: str | None = Field(description="Why trust was not measured before signing.")
    signed_at: datetime
    ended_date: date | None
    end_reason: str | None


class DealClause(Shape):
    """What is agreed. `party` is the id of the party that says it of itself, or sees to it."""

    id: str
    kind: str
    party: str | None
    level: str | None
    words: str
    language: str
    is_taken_out: bool = Field(description="A moderator put other words in the place of those that were signed.")


class RoleSeen(Shape):
    """The other side of the role map: what the party `by` says that the party `about` brings."""

    about: str
    by: str
    words: str


class DealSignature(Shape):
    party: str = Field(description="The id of the party.")
    post: str
    signed_at: datetime
    digest: str = Field(description="Of the text that was read.")


class DealVersion(Shape):
    """A version that all parties have signed; what everyone may read of it."""

    number: int
    state: str
    title: str
    purpose: str
    reason: str | None = Field(description="Why there is a new one.")
    digest: str = Field(description="SHA-256 of the whole text, as it stands in the record.")
    proposed_at: datetime
    signed_at: datetime
    clauses: list[DealClause]
    kept_back: int = Field(description="How many clauses are for the partners alone.")
    seen: list[RoleSeen]
    signatures: list[DealSignature]


class AllianceReview(Shape):
    id: str
    kind: str
    held_date: date
    summary: str | None = Field(description="Written for everyone; the rest is between the partners.")


class AllianceBarrier(Shape):
    """Something in its way that it named in public."""

    id: str
    words: str
    owner: str = Field(description="The id of the party that can remove it.")
    due_date: date
    raised_at: datetime
    ended_date: date | None
    is_removed: bool | None
    how_it_ended: str | None


class AllianceCheck(Shape):
    """A relationship check that was held; what was said is between those who said it."""

    number: int
    form: str
    closed_at: datetime
    raters: int
    organisations: int
    next_date: date | None


class AllianceCallOut(Shape):
    id: str
    is_drill: bool
    called_at: datetime
    came: int = Field(description="How many partners said that they come.")


class AllianceInFull(Alliance):
    deal: DealVersion | None = Field(description="The version that is in force.")
    funds: list[str] = Field(description="The ids of its funds.")
    reviews: list[AllianceReview]
    barriers: list[AllianceBarrier]
    checks: list[AllianceCheck]
    call_outs: list[AllianceCallOut]
