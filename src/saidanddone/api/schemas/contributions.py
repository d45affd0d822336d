"""What was said, and what was answered."""

from datetime import date, datetime

from ninja import Field

from saidanddone.api.schemas.base import OrganisationLink, PlaceLink, Point, ServiceLink, Shape, TopicLink


class Credit(Shape):
    """How whoever said it chose to be named. `name` is null where they chose no name."""

    choice: str
    name: str | None


class Addressed(Shape):
    """One organisation that was asked, and its clock."""

    organisation: OrganisationLink
    state: str
    asked_at: datetime
    promise_days: int | None = Field(description="Working days that it had promised to answer in when it was asked.")
    due_date: date | None
    is_late: bool
    is_paused: bool
    acknowledged_at: datetime | None
    first_answered_at: datetime | None
    first_answer_days: int | None = Field(description="Working days to the first answer, pauses left out.")
    answered_in_time: bool | None
    passed_on_by: OrganisationLink | None
    reopened_at: datetime | None


class Translation(Shape):
    language: str
    text: str
    made_by: str


class Contribution(Shape):
    id: str
    url: str
    kind: str
    text: str = Field(description="Paragraphs with a small part of Markdown; never HTML.")
    language: str
    translations: list[Translation]
    place: PlaceLink
    point: Point | None
    topic: TopicLink | None
    service: ServiceLink | None
    said_date: date
    channel: str
    published_at: datetime
    corrected_at: datetime | None
    is_redacted: bool
    credit: Credit
    may_be_quoted: bool
    support_count: int
    same_as: str | None = Field(description="The id of the public contribution that says the same, if one is linked.")
    addressed_to: list[Addressed]


class Verdict(Shape):
    """What whoever said it makes of the answer: yes, partly, no, cannot_tell."""

    id: str
    value: str
    words: str
    given_at: datetime


class Answer(Shape):
    id: str
    url: str
    contribution: str = Field(description="The id of the contribution that it answers.")
    organisation: OrganisationLink
    kind: str
    text: str
    reason: str | None
    passed_to: OrganisationLink | None
    language: str
    answered_at: datetime
    verdict: Verdict | None


class ContributionWithAnswers(Contribution):
    answers: list[Answer]
