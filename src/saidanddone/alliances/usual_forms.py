"""The usual forms of an alliance, as data: what its deal often says, in both languages, to be put in own words.

USUAL_FORMS["pooled-budget"].said("name")    'A pooled budget'
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saidanddone.alliances.clauses import KINDS
from saidanddone.core.languages import KNOWN, active

FOLDER = Path(__file__).parent / "data" / "templates"
OWN = "own-words"
"""The form that says nothing: everything is written by the parties."""
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class UsualClause:
    """`words` by language."""

    kind: str
    words: Words
    level: str = ""


@dataclass(frozen=True, slots=True)
class UsualForm:
    """`kind` is the type of alliance that it most often is."""

    slug: str
    order: int
    kind: str
    words: Mapping[str, Words]
    clauses: tuple[UsualClause, ...]

    def said(self, field: str) -> str:
        """`name` or `summary`, in the reader's language."""
        return self.words[field][active()]


def _read(path: Path) -> UsualForm:
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    clauses = tuple(_clause(each) for each in given.get("clause", []))
    words = {field: {language: given[field][language] for language in KNOWN} for field in ("name", "summary")}
    return UsualForm(path.stem, given["order"], given["kind"], words, clauses)


def _clause(given: Mapping[str, Any]) -> UsualClause:
    """What is a party's own, no form says for it."""
    kind = KINDS[given["kind"]]
    if kind.of_party or kind.by_level != bool(given.get("level")):
        raise ValueError(f"{given['kind']} is no clause of a usual form")
    return UsualClause(kind.name, {language: given[language] for language in KNOWN}, given.get("level", ""))


USUAL_FORMS = {
    each.slug: each for each in sorted(map(_read, FOLDER.glob("*.toml")), key=lambda form: (form.order, form.slug))
}
