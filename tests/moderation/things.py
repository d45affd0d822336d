"""A thing to be moderated that needs no other app: a note on a board."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.moderation.registry import Described, File, Handler, Part


@dataclass
class Note:
    text: str = "The bus shelter has no roof."
    reason: str = ""
    files: tuple[str, ...] = ()
    is_shown: bool = True
    is_public: bool = True
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
            parts=(Part("text", "The note", note.text), Part("reason", "Its reason", note.reason)),
            url=f"/board/{public_id}/",
            language="en",
            is_shown=note.is_shown,
            author_contributor_id=note.contributor_id,
            author_person_id=note.person_id,
            organisation_ids=note.organisation_ids,
            is_public=note.is_public,
            is_redacted=note.is_redacted,
            files=tuple(File(each, f"Photo {each}", f"/files/{each}/") for each in note.files),
        )

    def hide(self, public_id: str, at: datetime) -> None:
        self.notes[public_id].is_shown = False

    def show(self, public_id: str, at: datetime) -> None:
        self.notes[public_id].is_shown = True

    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        note = self.notes[public_id]
        note.text, note.reason, note.is_redacted = words["text"], words["reason"], is_redacted

    def take_files(self, public_id: str, files: Sequence[str], at: datetime) -> None:
        note = self.notes[public_id]
        note.files = tuple(each for each in note.files if each not in files)

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        note = self.notes.get(public_id)
        return note is not None and note.is_shown and note.is_public
