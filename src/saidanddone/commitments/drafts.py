"""What is handed to actions: a promise, an update or a setback, before it is one. Plain values, cleaned as made."""

from dataclasses import dataclass
from datetime import date

from saidanddone.commitments.models import Commitment, Outcome, Update
from saidanddone.contributions.files import Upload
from saidanddone.contributions.models import Contribution
from saidanddone.core.languages import Language
from saidanddone.core.text import clean_line, clean_text
from saidanddone.decisions.models import Decision, Finding
from saidanddone.people.models import Organisation, Service
from saidanddone.places.models import Place


def _clean(draft: object, lines: tuple[str, ...], texts: tuple[str, ...] = ()) -> None:
    for name in lines:
        object.__setattr__(draft, name, clean_line(getattr(draft, name)))
    for name in texts:
        object.__setattr__(draft, name, clean_text(getattr(draft, name)))


@dataclass(frozen=True, slots=True)
class Part:
    """What a partner does for a promise."""

    organisation: Organisation
    part: str

    def __post_init__(self) -> None:
        _clean(self, ("part",))


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone. With the `public_id` of one that is there, it is that one, moved or named anew."""

    title: str
    due_date: date
    public_id: str = ""

    def __post_init__(self) -> None:
        _clean(self, ("title",))


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDraft:
    """What an organisation wants to promise, and where it came from: a decision, a finding, a contribution or nothing.

    `submission_key` makes a form that is sent twice one promise; `import_key` does so for a row of a file.
    """

    organisation: Organisation
    place: Place
    promise: str
    start_date: date
    due_date: date | None = None
    is_standing: bool = False
    standard: str = ""
    notice: str = ""
    for_whom: str = ""
    pledged_by: str = ""
    service: Service | None = None
    outcome: Outcome | None = None
    decision: Decision | None = None
    finding: Finding | None = None
    contribution: Contribution | None = None
    cost_pence: int | None = None
    funding: str = ""
    funding_end_date: date | None = None
    risk: str = ""
    partners: tuple[Part, ...] = ()
    steps: tuple[Step, ...] = ()
    language: str = Language.ENGLISH
    submission_key: str | None = None
    import_key: str | None = None

    def __post_init__(self) -> None:
        _clean(self, ("promise", "standard", "for_whom", "pledged_by", "funding"), ("notice", "risk"))

    @property
    def origins(self) -> list[Decision | Finding | Contribution]:
        return [each for each in (self.decision, self.finding, self.contribution) if each is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateDraft:
    """How a promise goes, as one of those who work on it says. `reached` are the milestones that were."""

    organisation: Organisation
    done: str
    next: str = ""
    evidence: str = ""
    evidence_ref: str = ""
    claim: str = Update.Claim.NONE.value
    reason: str = ""
    reached: tuple[str, ...] = ()
    files: tuple[Upload, ...] = ()
    language: str = Language.ENGLISH
    submission_key: str | None = None

    def __post_init__(self) -> None:
        _clean(self, ("evidence", "evidence_ref"), ("done", "next", "reason"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodDraft:
    """How often a standing promise was kept in one period."""

    start_date: date
    end_date: date
    kept_count: int
    all_count: int
    source: str
    note: str = ""

    def __post_init__(self) -> None:
        _clean(self, ("source", "note"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetbackDraft:
    """What went wrong, as its organisation says it."""

    organisation: Organisation
    place: Place
    title: str
    text: str
    known_date: date
    touched: str
    fix: str
    fix_owner: str
    check_date: date
    cost: str = ""
    cause: str = ""
    lesson: str = ""
    service: Service | None = None
    commitment: Commitment | None = None
    decision: Decision | None = None
    outcome: Outcome | None = None
    language: str = Language.ENGLISH
    submission_key: str | None = None

    def __post_init__(self) -> None:
        lines, texts = ("title", "touched", "cost", "fix_owner"), ("text", "cause", "fix", "lesson")
        _clean(self, lines, texts)
