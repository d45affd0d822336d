"""What was understood, and what it rests on."""

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


class Writer(Shape):
    """Somebody who wrote it, as they chose to be credited."""

    name: str
    role: str = Field(description="One of the ten civic roles.")
    credit_role: str = Field(description="The address of the nearest role in CRediT (ANSI/NISO Z39.104-2022).")
    organisation: OrganisationLink | None


class EvidenceCounts(Shape):
    """What it rests on. What is not for everyone is counted and not shown; what was withdrawn is not counted."""

    people: int = Field(description="Who said the contributions, each once; those linked as the same are one.")
    supports: int = Field(description="Who added their voice to one of them, each once.")
    contributions: int
    not_shown: int = Field(description="Of the contributions, those that not everyone may read.")
    references: int


class Checks(Shape):
    """What those whom it cites say of it: is this what you meant?"""

    yes: int
    partly: int
    no: int


class Finding(Shape):
    id: str
    url: str
    kind: str
    state: str
    title: str
    summary: str
    missing: str = Field(description="Who was not heard, what is not known.")
    disagreement: str = Field(description="Who sees it otherwise, and how.")
    language: str
    translation: Translated | None
    is_redacted: bool
    place: PlaceLink
    topic: TopicLink | None
    organisation: OrganisationLink
    checking_until_date: date | None = Field(description="Until when those whom it cites are asked to check it.")
    published_at: datetime
    ended_at: datetime | None = Field(description="When it was superseded or withdrawn.")
    reason: str | None = Field(description="Why it was superseded or withdrawn.")
    superseded_by: str | None = Field(description="The id of the finding that took its place.")
    writers: list[Writer]
    evidence: EvidenceCounts
    checks: Checks


class Evidence(Shape):
    """One thing that a finding rests on."""

    contribution: ContributionLink | None
    reference: Reference | None
    sentence: str | None = Field(description="The sentence of the contribution that says it best.")
    cited_at: datetime
