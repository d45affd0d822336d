"""From the rows of a file to responses, as the codebook reads them. A row that does not fit says why."""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from saidanddone.core.languages import Language
from saidanddone.core.rejects import OURS, Unfit
from saidanddone.core.rules import Refused
from saidanddone.core.table_files import TableRow
from saidanddone.surveys.codebooks import NOT_ASKED, Codebook, Coded
from saidanddone.surveys.models import Question
from saidanddone.surveys.questionnaire import Answer, cleaned

LONGEST_LABEL = 60


class BadCell(ValueError):
    """What does not fit: which column, which value, and why."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(f"{column} “{value[:80]}” {reason}")
        self.column, self.value, self.reason = column, value[:80], reason


@dataclass(slots=True)
class Summary:
    """What a run did; read = created + unchanged + rejected."""

    survey: str = ""
    created: int = 0
    unchanged: int = 0
    rejected: list[Unfit] = field(default_factory=list)

    def __str__(self) -> str:
        counts = {"created": self.created, "unchanged": self.unchanged, "rejected": len(self.rejected)}
        counts = {"read": sum(counts.values())} | counts
        return " · ".join(f"{number:,} {name}" for name, number in counts.items())


@dataclass(frozen=True, slots=True)
class Given:
    """One person's answers in one wave, as they stand in the file."""

    wave: str
    key: str
    person: str
    language: str
    stratum: str
    cluster: str
    weight: float
    answers: Mapping[str, Answer]
    is_named: bool
    """Whether a column names the row; else its own cells do."""


class Reader:
    """Reads rows one after the other: equal rows without a key are told apart by how often they came before."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._seen: Counter[str] = Counter()

    def read(self, row: TableRow) -> Given:
        """Raises `BadCell`."""
        if row.fault:
            raise BadCell("", "", row.fault)
        wave = self._cell(row, "wave")
        if wave not in self.codebook.waves:
            raise BadCell(self.codebook.columns["wave"], wave, "is no wave of the codebook")
        named = self._cell(row, "key")
        if "key" in self.codebook.columns and not named:
            raise BadCell(self.codebook.columns["key"], "", "is empty")
        return Given(
            wave=wave,
            key=named or self._own_key(row),
            person=self._cell(row, "person"),
            language=self._language(row),
            stratum=self._label(row, "stratum"),
            cluster=self._label(row, "cluster"),
            weight=self._weight(row),
            answers=_answers(self.codebook, row),
            is_named=bool(named),
        )

    def _cell(self, row: TableRow, name: str) -> str:
        column = self.codebook.columns.get(name)
        if column is None:
            return ""
        if column not in row.cells:
            raise BadCell(column, "", "is no column of the file")
        return row.cells[column].strip()

    def _own_key(self, row: TableRow) -> str:
        """Ours are left out, so that a mended row of a file of rejects is what it would have been."""
        cells = {name: cell for name, cell in row.cells.items() if name not in OURS}
        written = hashlib.sha256(json.dumps(cells, sort_keys=True).encode()).hexdigest()
        self._seen[written] += 1
        return f"{written}-{self._seen[written]}"

    def _label(self, row: TableRow, name: str) -> str:
        label = self._cell(row, name)
        if name in self.codebook.columns and not label:
            raise BadCell(self.codebook.columns[name], "", "is empty")
        if len(label) > LONGEST_LABEL:
            raise BadCell(self.codebook.columns[name], label, f"is longer than {LONGEST_LABEL} characters")
        return label

    def _language(self, row: TableRow) -> str:
        language = self._cell(row, "language").lower()
        if language and language not in Language.values:
            raise BadCell(self.codebook.columns["language"], language, f"is none of {', '.join(Language.values)}")
        return language or next(iter(self.codebook.title))

    def _weight(self, row: TableRow) -> float:
        if "weight" not in self.codebook.columns:
            return 1.0
        written = self._cell(row, "weight")
        try:
            weight = float(written)
        except ValueError:
            weight = math.nan
        if not (math.isfinite(weight) and weight >= 0):
            raise BadCell(self.codebook.columns["weight"], written, "is no weight from nought up")
        return weight


def _answers(codebook: Codebook, row: TableRow) -> dict[str, Answer]:
    found = {}
    for coded in codebook.questions:
        answer = _answer(coded, row)
        if answer is not None:
            found[coded.asked.name] = answer
    return found


def _answer(coded: Coded, row: TableRow) -> Answer | None:
    if coded.column not in row.cells:
        raise BadCell(coded.column, "", "is no column of the file")
    cell = row.cells[coded.column].strip()
    if not cell or coded.missing.get(cell) == NOT_ASKED:
        return None
    try:
        return cleaned(coded.asked, _raw(coded, cell))
    except Refused as refused:
        raise BadCell(coded.column, cell, f"is no answer: {refused}") from None


def _raw(coded: Coded, cell: str) -> Any:
    """Cells of several answers are parted by semicolons."""
    if coded.asked.kind in {Question.Kind.SEVERAL, Question.Kind.RANKING}:
        return [_coded(coded, each.strip()) for each in cell.split(";")]
    return _coded(coded, cell)


def _coded(coded: Coded, cell: str) -> str:
    """A word as its code; a whole number as spreadsheets write it."""
    if cell in coded.values:
        return str(coded.values[cell])
    return cell.removesuffix(".0") if cell.removesuffix(".0").lstrip("-").isdigit() else cell
