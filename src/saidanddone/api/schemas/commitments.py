"""What is promised, what was done since, and what went wrong."""

from datetime import date, datetime

from ninja import Field

from saidanddone.api.schemas.base import OrganisationLink, PlaceLink, ServiceLink, Shape, Translated


class Partner(Shape):
    organisation: OrganisationLink
    part: str


class Worked(Shape):
    """Did it work for you? How many of those whose words led to it were asked, and what they said."""

    asked: int
    yes: int
    partly: int
    no: int
    cannot_tell: int


class Commitment(Shape):
    id: str
    url: str
    promise: str
    notice: str = Field(description="What people will notice when it is kept.")
    for_whom: str
    pledged_by: str = Field(description="The post that pledges it in person; empty where none does.")
    state: str = Field(description="Worked out from what happened; `kept` is what its organisation claims.")
    language: str
    translation: Translated | None
    is_redacted: bool
    organisation: OrganisationLink = Field(description="Who leads.")
    partners: list[Partner]
    place: PlaceLink
    service: ServiceLink | None
    origin: str | None = Field(description="Kind and id of what it came from: decision:7k3m9qx2pd.")
    outcome: str | None = Field(description="The id of the outcome that it serves.")
    start_date: date
    due_date: date | None = Field(description="Null for a standing promise.")
    first_due_date: date | None = Field(description="As first promised, however often it was moved.")
    is_standing: bool
    standard: str | None = Field(description="What of a standing promise is measured.")
    cost_pence: int | None
    funding: str
    funding_end_date: date | None
    risk: str
    made_at: datetime
    kept_date: date | None
    dropped_date: date | None
    drop_reason: str | None
    replaced_by: str | None
    asked_at: datetime | None
    worked: Worked


class Milestone(Shape):
    id: str
    title: str
    due_date: date
    reached_date: date | None
    dropped_date: date | None


class UpdateFile(Shape):
    """A photo or a PDF that shows it; `description` says what is on it."""

    id: str
    url: str
    media_type: str
    size: int
    sha256: str
    description: str


class Update(Shape):
    """What was done and what is next. `claim` is `kept` or `dropped` where it ends the promise."""

    id: str
    organisation: OrganisationLink
    done: str
    next: str
    evidence: str | None
    evidence_ref: str | None
    files: list[UpdateFile]
    claim: str | None
    language: str
    updated_at: datetime
    is_redacted: bool


class SourceClaim(Shape):
    """What the source of an imported promise says of it; the promise's own `state` never comes from it."""

    about: str
    value: str
    source: str
    link: str | None
    said_date: date | None
    imported_at: datetime


class Change(Shape):
    """A changed wording or day, with what it was; of a step where `milestone` names one."""

    field: str
    milestone: str | None
    before: str
    after: str
    reason: str
    changed_at: datetime


class Period(Shape):
    """How a standing promise was kept in one period."""

    start_date: date
    end_date: date
    kept_count: int
    all_count: int
    note: str | None
    source: str
    recorded_at: datetime


class CommitmentInFull(Commitment):
    milestones: list[Milestone]
    updates: list[Update]
    changes: list[Change]
    source_claims: list[SourceClaim]
    periods: list[Period]
    setbacks: list[str] = Field(description="The ids of the setbacks that concern it.")
    replaces: list[str]


class Setback(Shape):
    """What went wrong, said openly."""

    id: str
    url: str
    title: str
    text: str
    language: str
    translation: Translated | None
    is_redacted: bool
    organisation: OrganisationLink
    place: PlaceLink
    service: ServiceLink | None
    commitment: str | None
    decision: str | None
    outcome: str | None
    known_date: date
    said_at: datetime
    is_in_time: bool = Field(description="Said within the promised time after it was known.")
    touched: str
    cost: str | None
    cause: str | None = Field(description="Null: not known yet.")
    fix: str
    fix_owner: str
    check_date: date
    checked_date: date | None
    found: str | None
    lesson: str | None
