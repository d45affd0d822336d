"""Words held against the record: what a page shows, beside the commitment that was recorded when it was published.

An entry holds a commitment to somebody's words, never the words. Its opening (a salt) lies outside the log, so that it
can be deleted; as long as it is there, anyone who may read the words can see that they are those of the entry.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_

from django.db.models import Q

from saidanddone.core.refs import Ref
from saidanddone.record import canonical
from saidanddone.record.models import Entry, Opening


@dataclass(frozen=True, slots=True)
class Words:
    """What is shown of a thing: its present or an earlier content of one private field."""

    about: Ref
    field: str
    content: str


class Standing(StrEnum):
    """How words stand to the record."""

    SAME = "same"
    DIFFERENT = "different"
    SEALED = "sealed"
    """No opening is kept: they were never recorded, or the key was deleted. Nothing can be said of them."""


@dataclass(frozen=True, slots=True)
class Held:
    """Words with what was found of them; `opening` only where they are the same."""

    words: Words
    standing: Standing
    opening: Opening | None = None

    @property
    def entry(self) -> Entry | None:
        return self.opening.entry if self.opening else None

    def as_json(self) -> dict[str, object]:
        """The file that `verify.py --opening` takes. Raises `ValueError` where the words open nothing."""
        if self.opening is None:
            raise ValueError(f"{self.words.field} of {self.words.about} opens no entry")
        return {"field": self.words.field, "salt": bytes(self.opening.salt).hex(), "content": self.words.content}


def hold(shown: Sequence[Words]) -> list[Held]:
    """Hold words against the record, in one query whatever their number.

    Words are `SAME` where an entry about their thing commits to them, `DIFFERENT` where the openings that are kept of
    that field open to other words only.
    """
    kept: defaultdict[tuple[Ref, str], list[Opening]] = defaultdict(list)
    for opening in _openings(sorted({words.about for words in shown}, key=str)):
        kept[opening.entry.about, opening.field].append(opening)
    return [_held(words, kept[words.about, words.field]) for words in shown]


def _openings(things: Sequence[Ref]) -> Sequence[Opening]:
    if not things:
        return []
    any_of_them = reduce(or_, (Q(entry__about_kind=ref.kind, entry__about_id=ref.public_id) for ref in things))
    return list(Opening.objects.filter(any_of_them).select_related("entry__log").order_by("-entry_id", "field"))


def _held(words: Words, openings: Sequence[Opening]) -> Held:
    """The newest entry that commits to these words speaks for them."""
    for opening in openings:
        if canonical.commit(bytes(opening.salt), words.content) == opening.entry.commitments[words.field]:
            return Held(words, Standing.SAME, opening)
    return Held(words, Standing.DIFFERENT if openings else Standing.SEALED)


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of a page, whose they are, and how they stand to the record."""

    heading: str
    language: str
    held: Held

    @property
    def file_name(self) -> str:
        """What the file of its opening is called: log, number and field; empty where there is none, or not yet."""
        entry = self.held.entry
        if entry is None or entry.log is None:
            return ""
        return f"{entry.log.number}-{entry.position}-{self.held.words.field}"


@dataclass(frozen=True, slots=True)
class Reading:
    """All passages of a page, held against the record."""

    passages: list[Passage]

    def number(self, standing: Standing) -> int:
        return sum(passage.held.standing == standing for passage in self.passages)

    @property
    def same(self) -> int:
        return self.number(Standing.SAME)

    @property
    def different(self) -> int:
        return self.number(Standing.DIFFERENT)

    def opening(self, file_name: str) -> Held | None:
        """The words whose opening is called so, if they are the same as recorded."""
        return next((passage.held for passage in self.passages if passage.file_name == file_name), None)


def read(shown: Iterable[tuple[str, str, Words]]) -> Reading:
    """Hold a page's passages against the record: the heading, the language and the words of each."""
    rows = list(shown)
    held = hold([words for _heading, _language, words in rows])
    return Reading([Passage(heading, language, each) for (heading, language, _), each in zip(rows, held, strict=True)])
