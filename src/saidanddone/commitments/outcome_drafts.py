"""What is handed to the actions of outcomes, before it is a row. Plain values, cleaned as they are made."""

from dataclasses import dataclass, fields
from datetime import date

from saidanddone.commitments.models import Indicator
from saidanddone.core.languages import Language
from saidanddone.core.text import clean_line, clean_text
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place


class _Clean:
    """Every text is cleaned: as one line, or as paragraphs where the class says so."""

    PARAGRAPHS: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for each in fields(self):  # type: ignore[arg-type]
            value = getattr(self, each.name)
            if type(value) is str:
                clean = clean_text if each.name in self.PARAGRAPHS else clean_line
                object.__setattr__(self, each.name, clean(value))


@dataclass(frozen=True, kw_only=True)
class OutcomeDraft(_Clean):
    """A long-term change, and who is to answer for it together."""

    PARAGRAPHS = frozenset({"why"})

    title: str
    why: str
    place: Place
    owners: tuple[Organisation, ...]
    language: str = Language.ENGLISH
    set_date: date | None = None
    report_months: int = 6
    submission_key: str | None = None


@dataclass(frozen=True, kw_only=True)
class OwnerPart(_Clean):
    """Where an outcome stands in an owner's own plan, and which duty of its own it may clash with."""

    PARAGRAPHS = frozenset({"plan_text", "clashes_with"})

    named_person: str = ""
    plan_link: str = ""
    plan_text: str = ""
    clashes_with: str = ""


@dataclass(frozen=True, kw_only=True)
class IndicatorDraft(_Clean):
    """A measure, with all that one must know to read it. Without a `key` its title makes one."""

    PARAGRAPHS = frozenset({"definition", "technical_note"})

    title: str
    definition: str
    unit: str
    better: str
    source: str
    steward: Organisation
    kind: str = Indicator.Kind.BETTER_OFF
    frequency: str = Indicator.Frequency.YEAR
    population: str = ""
    geography: str = ""
    source_link: str = ""
    technical_note: str = ""
    revision_rule: str = ""
    chosen_with: str = ""
    language: str = Language.ENGLISH
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Measured(_Clean):
    """One value of one period. Without a value, `note` says why there is none."""

    start_date: date
    end_date: date
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    sample_size: int | None = None
    is_final: bool = True
    place: Place | None = None
    source: str = ""
    note: str = ""

    @property
    def numbers(self) -> tuple[float | None, ...]:
        return (self.value, self.lower, self.upper, self.sample_size)
