"""What is handed to the actions that write a decision: plain values, cleaned as they are made."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from saidanddone.core.refs import Ref
from saidanddone.core.text import clean_line, clean_text
from saidanddone.decisions.models.references import SourceKind
from saidanddone.decisions.wording import EDITABLE, ROWS
from saidanddone.people.models import Organisation


class _Cleaned:
    """A frozen dataclass whose texts are cleaned; those in `_lines` become one line."""

    _lines: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for each in fields(self):  # type: ignore[arg-type]
            value = getattr(self, each.name)
            if isinstance(value, str):
                object.__setattr__(self, each.name, (clean_line if each.name in self._lines else clean_text)(value))


@dataclass(frozen=True, slots=True)
class BoundDraft(_Cleaned):
    """What can be shaped, is constrained (`by` what), or is fixed."""

    kind: str
    text: str
    by: str = ""
    figures: str = ""


@dataclass(frozen=True, slots=True)
class OptionDraft(_Cleaned):
    """A way to choose. With a `public_id` it is the option that has it, otherwise a new one."""

    title: str
    text: str = ""
    cost_pence: int | None = None
    gain: str = ""
    loss: str = ""
    asks: str = ""
    public_id: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioDraft(_Cleaned):
    title: str
    matters_to: str
    text: str


@dataclass(frozen=True, slots=True)
class DocumentDraft(_Cleaned):
    title: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackingDraft(_Cleaned):
    """Who backs a decision in which post, why, until when, and what is promised if it fails."""

    _lines = frozenset({"post"})

    organisation: Organisation
    post: str
    why: str
    if_it_fails: str
    until_date: date
    language: str
    submission_key: str | None = None


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """What is cited by reference: a thing of this site, or what `words` and `link` name.

    The link stays as it was given: what cleaning would take from it is a reason to refuse it.
    """

    ref: Ref
    words: str
    link: str = ""
    kind: str = SourceKind.OTHER
    source_date: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", clean_line(self.words))

    @property
    def cells(self) -> dict[str, Any]:
        """Field of a row → its value."""
        names = ("words", "link", "kind", "source_date")
        return {"ref_kind": self.ref.kind, "ref_id": self.ref.public_id} | {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Changes:
    """New values by field, and rows that replace those there are; what is not named stays as it is.

    Raises `ValueError` for a field that no form may write.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    bounds: tuple[BoundDraft, ...] | None = None
    options: tuple[OptionDraft, ...] | None = None
    scenarios: tuple[ScenarioDraft, ...] | None = None
    documents: tuple[DocumentDraft, ...] | None = None

    def __post_init__(self) -> None:
        if strange := self.values.keys() - (EDITABLE - set(ROWS)):
            raise ValueError(f"no form may write {', '.join(sorted(strange))}")
        lines = {"question", "headline", "decided_by", "authority"}
        cleaned = {
            name: (clean_line if name in lines else clean_text)(value) if isinstance(value, str) else value
            for name, value in self.values.items()
        }
        object.__setattr__(self, "values", cleaned)

    @property
    def rows(self) -> dict[str, tuple[Any, ...]]:
        given = {name: getattr(self, name) for name in ROWS}
        return {name: rows for name, rows in given.items() if rows is not None}

    @property
    def fields(self) -> frozenset[str]:
        """What it writes."""
        return frozenset(self.values) | frozenset(self.rows)


@dataclass(frozen=True, slots=True)
class ItemDraft(_Cleaned):
    """One thing to choose in a trade-off, between `fewest` and `most` steps of it."""

    title: str
    cost: int
    text: str = ""
    fewest: int = 0
    most: int = 1
