"""Cover a leader or officer who takes a risk with others: write the note, back it, say how it ended."""

from datetime import datetime

from django.db import transaction

from saidanddone.alliances.drafts import CoverDraft
from saidanddone.alliances.models import Alliance, CoverBacking, CoverNote, Party
from saidanddone.alliances.permissions import check_back_cover_note, check_end_cover_note, check_write_cover_note
from saidanddone.core.clock import local_date
from saidanddone.core.once import once
from saidanddone.core.text import clean_line
from saidanddone.core.viewer import Viewer
from saidanddone.record import actions as record

WORDS = ("post", "what", "who_carries", "not_acting")
_FACTS = ("party", "until_date", "is_public", "language", "submission_key")


def write_cover_note(*, by: Viewer, at: datetime, alliance: Alliance, draft: CoverDraft) -> CoverNote:
    """Among partners, or in sight of everyone: then it enters the record. A form that is sent twice is one note."""

    def make() -> CoverNote:
        check_write_cover_note(by=by, alliance=alliance, draft=draft, on=local_date(at))
        given = {name: getattr(draft, name) for name in (*WORDS, *_FACTS)}
        note = CoverNote.objects.create(alliance=alliance, written_by_id=by.person_id, written_at=at, **given)
        if note.is_public:
            facts = {
                "alliance": alliance.public_id,
                "organisation": note.party.organisation.slug,
                "until_date": note.until_date.isoformat(),
            }
            words = {name: getattr(note, name) for name in WORDS}
            record.append(by=by, kind="cover-note", about=note.ref, at=at, fields=facts, private=words)
        return note

    return once(lambda: _written_before(by, draft), make)


def _written_before(by: Viewer, draft: CoverDraft) -> CoverNote | None:
    if not draft.submission_key:
        return None
    return CoverNote.objects.filter(written_by=by.person_id, submission_key=draft.submission_key).first()


def back_cover_note(*, by: Viewer, at: datetime, note: CoverNote, party: Party, post: str) -> CoverBacking:
    """Stand behind whoever it covers, in a post."""
    post = clean_line(post)
    with transaction.atomic():
        note = _locked(note)
        check_back_cover_note(by=by, note=note, party=party, post=post)
        made = CoverBacking.objects.create(note=note, party=party, post=post, signed_by_id=by.person_id, signed_at=at)
        if note.is_public:
            facts = {"organisation": party.organisation.slug}
            record.append(by=by, kind="cover-note-backed", about=note.ref, at=at, fields=facts, private={"post": post})
    return made


def end_cover_note(*, by: Viewer, at: datetime, note: CoverNote, how: str) -> CoverNote:
    """It is over, and this is how it went: nobody is left to wonder."""
    how = clean_line(how)
    with transaction.atomic():
        note = _locked(note)
        check_end_cover_note(by=by, note=note, how=how)
        note.ended_date, note.how_it_ended = local_date(at), how
        note.save(update_fields=["ended_date", "how_it_ended"])
        if note.is_public:
            facts = {"ended_date": note.ended_date.isoformat()}
            private = {"how_it_ended": how}
            record.append(by=by, kind="cover-note-ended", about=note.ref, at=at, fields=facts, private=private)
    return note


def _locked(note: CoverNote) -> CoverNote:
    related = CoverNote.objects.select_for_update(of=("self",)).select_related("alliance", "party__organisation")
    return related.get(pk=note.pk)
