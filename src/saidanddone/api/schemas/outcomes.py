"""Long-term changes for people, who answers for them, and how they are measured."""

from datetime import date, datetime

from ninja import Field

from saidanddone.api.schemas.base import OrganisationLink, PlaceLink, Shape, Translated


class Owner(Shape):
    """An organisation that answers for it with the others, or was asked to: then `agreed_at` is null."""

    id: str
    organisation: OrganisationLink
    plan_link: str | None
    plan_text: str | None = Field(description="As it stands in its own plan.")
    clashes_with: str | None = Field(description="The duty of its own that it may clash with.")
    agreed_at: datetime | None
    since_date: date
    until_date: date | None
    follows: str | None = Field(description="The id of the owner whose part it took over.")


class Outcome(Shape):
    id: str
    url: str
    title: str
    why: str = Field(description="Why it matters, in residents' words.")
    language: str
    translation: Translated | None
    is_redacted: bool
    place: PlaceLink
    report_months: int = Field(description="A report is due every so many months.")
    set_date: date
    set_at: datetime
    ended_date: date | None
    end_reason: str | None
    lessons: str | None
    owners: list[Owner]


class Line(Shape):
    """A baseline or a target: superseded, never edited."""

    id: str
    kind: str
    date: date
    value: float
    set_at: datetime
    superseded_at: datetime | None
    reason: str | None = Field(description="Why it was set anew.")


class Opinion(Shape):
    """What the owners, or somebody independent of them, make of an indicator."""

    id: str
    by: str
    value: str
    reason: str
    language: str
    name: str | None = Field(description="Of the assessor, or of the residents' panel.")
    given_at: datetime


class Computed(Shape):
    """What the declared rule makes of the figures for the whole area. `no_data` is a state of its own."""

    value: str
    expected: float | None = Field(description="Where the line to the target is on the day of the newest figure.")
    distance: float | None = Field(description="From the line to the figure: above nought is better than the line.")
    share: float | None = Field(description="How much of the way is gone: 0 at the baseline, 1 at the target.")


class Indicator(Shape):
    id: str
    key: str = Field(description="What a file calls it.")
    title: str
    definition: str
    unit: str
    better: str
    kind: str
    population: str | None
    geography: str | None
    source: str
    source_link: str | None
    frequency: str
    steward: OrganisationLink
    technical_note: str | None
    revision_rule: str | None
    chosen_with: str | None
    language: str
    translation: Translated | None
    rule: str = Field(description="How it is judged.")
    rule_declared_at: datetime
    lines: list[Line]
    computed: Computed
    opinions: list[Opinion] = Field(description="Newest first.")


class Report(Shape):
    """A report that is due on a day; `is_missed` says by itself that it was not published by then."""

    id: str
    due_date: date
    text: str | None
    language: str | None
    published_at: datetime | None
    is_missed: bool


class OutcomeInFull(Outcome):
    indicators: list[Indicator]
    reports: list[Report]
    commitments: list[str] = Field(description="The ids of the promises that serve it.")
    setbacks: list[str]


class Observation(Shape):
    """One value of one period. `value` is null where there is no data, and `note` says why."""

    id: str
    indicator: str = Field(description="The key of the indicator.")
    place: str | None = Field(description="The slug of the place; null is the whole area.")
    start_date: date
    end_date: date
    value: float | None
    lower: float | None
    upper: float | None
    sample_size: int | None
    status: str
    source: str | None
    note: str | None
    recorded_at: datetime
    superseded_at: datetime | None = Field(description="When a revision took its place.")
