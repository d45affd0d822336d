"""What is handed to the actions that build a survey and plan its waves, before it is a row. Plain values, cleaned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from saidanddone.core.refs import Ref
from saidanddone.core.text import clean_line, clean_text
from saidanddone.people.models import Organisation
from saidanddone.surveys.models import Question

Words = Mapping[str, str]
Labels = Mapping[str, Words]
QUESTION_FIELDS = (
    *("name", "kind", "wording", "help", "labels", "scoring", "lowest", "highest", "battery", "construct"),
    *("determinant", "speaks_of", "shown_after", "shown_for", "splits_results", "may_be_contribution", "places"),
    "profile",
)


def cleaned_words(words: Words, *, paragraphs: bool = False) -> dict[str, str]:
    """By language, those that are not empty."""
    clean = clean_text if paragraphs else clean_line
    return {language: text for language, given in words.items() if (text := clean(given))}


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyWords:
    """What people read around the questions, by language."""

    title: Words
    introduction: Words = field(default_factory=dict)
    thanks: Words = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", cleaned_words(self.title))
        for name in ("introduction", "thanks"):
            object.__setattr__(self, name, cleaned_words(getattr(self, name), paragraphs=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyDraft:
    organisation: Organisation
    kind: str
    words: SurveyWords
    about: Ref
    submission_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft:
    """A question as it is to be. The fields are those of `Question`; codes in labels are text, as JSON keeps them."""

    name: str
    kind: str
    wording: Words
    help: Words = field(default_factory=dict)
    labels: Labels = field(default_factory=dict)
    scoring: Mapping[str, Any] = field(default_factory=dict)
    lowest: int | None = None
    highest: int | None = None
    battery: str = ""
    construct: str = ""
    determinant: str = ""
    speaks_of: str = ""
    shown_after: str = ""
    shown_for: Sequence[int] = ()
    splits_results: bool = False
    may_be_contribution: bool = False
    places: Words = field(default_factory=dict)
    profile: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("wording", "help"):
            object.__setattr__(self, name, cleaned_words(getattr(self, name)))
        labels = {language: in_order(cleaned_words(words)) for language, words in self.labels.items()}
        object.__setattr__(self, "labels", {language: words for language, words in labels.items() if words})
        object.__setattr__(self, "shown_for", list(self.shown_for) if self.shown_after else [])

    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in QUESTION_FIELDS}

    @classmethod
    def of(cls, question: Question) -> "QuestionDraft":
        return cls(**{name: getattr(question, name) for name in QUESTION_FIELDS})


def in_order(words: Words) -> dict[str, str]:
    """By their codes, as the two databases would otherwise give them back in an order of their own."""
    return dict(sorted(words.items(), key=lambda each: int(each[0])))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionWords:
    """The words of one question in one language: its wording, its help, and its labels by code."""

    wording: str
    help: str = ""
    labels: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveDraft:
    """When a survey is asked, of whom, and how people are found."""

    opens_date: date
    closes_date: date
    identity_deleted_date: date
    sampling: str
    modes: Sequence[str]
    population: Words = field(default_factory=dict)
    frame: Words = field(default_factory=dict)
    design: Words = field(default_factory=dict)
    sponsor: str = ""
    wanted: int | None = None
    submission_key: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "sponsor", clean_line(self.sponsor))
        object.__setattr__(self, "modes", list(self.modes))
        for name in ("population", "frame", "design"):
            object.__setattr__(self, name, cleaned_words(getattr(self, name), paragraphs=True))

    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in WAVE_FIELDS}


WAVE_FIELDS = tuple(name for name in WaveDraft.__dataclass_fields__ if name != "submission_key")
