"""A thing to be moderated that needs no other app: a note on a board."""

from dataclasses import dataclass, field
from datetime import datetime

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.moderation.registry import Described, Handler


@dataclass
class Note:
    text: str = "The bus shelter has no roof."
    is_shown: bool = True
    is_redacted: bool = False
    is_withdrawn: bool = False
    contributor_id: int | None = None
    person_id: int | None = None
    organisation_ids: frozenset[int] = frozenset()


@dataclass
class Board(Handler):
    notes: dict[str, Note] = field(default_factory=dict)

    def pin(self, **facts) -> Ref:
        public_id = f"{len(self.notes):010}"
        self.notes[public_id] = Note(**facts)
        return Ref("note", public_id)

    def at(self, about: Ref) -> Note:
        return self.notes[about.public_id]

    def describe(self, public_id: str) -> Described | None:
        note = self.notes.get(public_id)
        if note is None or note.is_withdrawn:
            return None
        return Described(
            title=note.text[:40],
            text=note.text,
            url=f"/board/{public_id}/",
            language="en",
            is_shown=note.is_shown,
            author_contributor_id=note.contributor_id,
            author_person_id=note.person_id,
            organisation_ids=note.organisation_ids,
            is_redacted=note.is_redacted,
        )

    def hide(self, public_id: str, at: datetime) -> None:
        self.notes[public_id].is_shown = False

    def show(self, public_id: str, at: datetime) -> None:
        self.notes[public_id].is_shown = True

    def redact(self, public_id: str, text: str, at: datetime) -> None:
        self.notes[public_id].text, self.notes[public_id].is_redacted = text, True

    def restore(self, public_id: str, text: str, at: datetime) -> None:
        self.notes[public_id].text, self.notes[public_id].is_redacted = text, False

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        return public_id in self.notes and self.notes[public_id].is_shown
