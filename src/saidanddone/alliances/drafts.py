"""What is handed to actions, before it is a row."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from saidanddone.alliances.models import Alliance, Party
from saidanddone.commitments.models import Outcome
from saidanddone.core.text import clean_line, clean_text
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place


@dataclass(frozen=True, slots=True)
class PartyDraft:
    """A party to be: an organisation, perhaps one department of it."""

    organisation: Organisation
    department: str = ""
    is_bridge: bool = False


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A group with no legal form that is not on this site yet, and how who speaks for it is reached."""

    name: str
    email: str
    language: str
    places: tuple[Place, ...] = ()
    is_bridge: bool = False


@dataclass(frozen=True, slots=True)
class AllianceDraft:
    """An alliance to be written together; whoever begins it is of one of its parties."""

    title: str
    purpose: str
    kind: str
    parties: tuple[PartyDraft, ...]
    starts_date: date
    review_date: date
    language: str
    formation: str = Alliance.Formation.CHOSEN
    ends_date: date | None = None
    drill_months: int | None = None
    template: str = ""
    places: tuple[Place, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    submission_key: str | None = None


@dataclass(frozen=True, slots=True)
class ClauseDraft:
    """One clause; `party` and `level` where its kind has them."""

    kind: str
    words: str
    language: str
    party: Party | None = None
    level: str = ""
    is_for_partners: bool = False


@dataclass(frozen=True, slots=True)
class ScoreDraft:
    """One figure of another instrument, on the scale that it has there."""

    measured_date: date
    dimension: str
    value: Decimal
    lowest: Decimal
    highest: Decimal
    people: int

    @property
    def key(self) -> tuple[date, str]:
        return self.measured_date, self.dimension

    def fields(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverDraft:
    """What covers somebody who takes a risk with others; its words cleaned as they are made."""

    party: Party
    post: str
    what: str
    who_carries: str
    not_acting: str
    until_date: date
    language: str
    is_public: bool = False
    submission_key: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "post", clean_line(self.post))
        for name in ("what", "who_carries", "not_acting"):
            object.__setattr__(self, name, clean_text(getattr(self, name)))
