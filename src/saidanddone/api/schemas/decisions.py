"""What is decided, as an open record. Words that are public only once it is decided are null until then."""

from datetime import date, datetime

from ninja import Field

from saidanddone.api.schemas.base import (
    ContributionLink,
    OrganisationLink,
    PlaceLink,
    Reference,
    Shape,
    TopicLink,
    Translated,
)


class UseCounts(Shape):
    """What was considered and, once it is decided, what was done with it."""

    contributions: int
    findings: int
    references: int
    not_shown: int = Field(description="Of all these, those that not everyone may read.")
    used: int | None
    partly: int | None
    not_used: int | None


class Decision(Shape):
    id: str
    url: str
    state: str
    question: str
    why_now: str
    who_is_affected: str
    trust_impact: str = Field(description="What it could break, and for whom.")
    headline: str | None = Field(description="The choice in the words of a headline.")
    where_from: str | None
    reasons: str | None
    without_listening_because: str | None
    decided_by: str | None
    authority: str | None
    interests: str | None
    dissent: str | None
    conditions: str | None
    choice: str | None = Field(description="The id of the option that was chosen.")
    language: str
    translation: Translated | None
    is_redacted: bool
    place: PlaceLink
    topic: TopicLink | None
    organisation: OrganisationLink
    announced_at: datetime
    views_close_date: date | None
    decided_at: datetime | None
    decided_date: date | None
    review_date: date | None
    bed_in_until_date: date | None = Field(description="It is not redesigned before this day.")
    is_pilot: bool
    pilot_review_date: date | None
    pilot_end: str | None
    pilot_learnt: str | None
    replaced_by: str | None = Field(description="The id of the decision that replaces it.")
    reason: str | None = Field(description="Why it was withdrawn or replaced.")
    considered: UseCounts


class Use(Shape):
    """One thing that was considered, and what was done with it: used, partly, not_used; null until it is decided."""

    id: str
    contribution: ContributionLink | None
    finding: str | None = Field(description="The id of the finding.")
    reference: Reference | None
    value: str | None
    because: str | None
    cited_at: datetime


class Bound(Shape):
    """What can be shaped, is constrained (by money, law or capacity), or is fixed."""

    kind: str
    by: str | None
    text: str
    figures: str | None


class Option(Shape):
    id: str
    title: str
    text: str
    cost_pence: int | None = Field(description="Pence a year; null is not known.")
    gain: str
    loss: str
    asks: str = Field(description="What it asks of those who deliver it.")


class Scenario(Shape):
    title: str
    matters_to: str
    text: str


class Document(Shape):
    title: str
    link: str


class DatePromise(Shape):
    """The day by which a state was promised. A missed or moved one stays."""

    state: str
    due_date: date
    promised_at: datetime
    met_date: date | None
    superseded_at: datetime | None
    is_missed: bool
    reason: str | None


class StateChange(Shape):
    before: str
    after: str
    reason: str | None
    changed_at: datetime


class SignOff(Shape):
    """One of the three voices that a decision needs before it may carry commitments; or why it was not asked."""

    voice: str
    name: str | None
    organisation: OrganisationLink | None
    says: str | None
    not_asked_because: str | None
    signed_at: datetime


class Backing(Shape):
    """An organisation stands behind what is tried: said before it was known how it ends."""

    id: str
    organisation: OrganisationLink
    post: str
    why: str
    if_it_fails: str
    language: str
    made_at: datetime
    until_date: date
    ended_date: date | None
    end_reason: str | None


class Expectation(Shape):
    """What was expected before the start, and what was found after."""

    id: str
    text: str
    measure: str
    expected_date: date
    recorded_at: datetime
    outcome: str | None
    found: str | None
    compared_at: datetime | None


class Version(Shape):
    """What its public words were before they were revised."""

    number: int
    words: dict[str, str] = Field(description="Field and its words, as they stood.")
    reason: str | None
    replaced_at: datetime


class DecisionInFull(Decision):
    bounds: list[Bound]
    options: list[Option]
    scenarios: list[Scenario]
    documents: list[Document]
    dates: list[DatePromise]
    state_changes: list[StateChange]
    sign_offs: list[SignOff]
    expectations: list[Expectation]
    backings: list[Backing]
    versions: list[Version]
    replaces: list[str]
