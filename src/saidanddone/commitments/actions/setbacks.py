"""Say what went wrong, while it is fresh; and say what was found when it was looked at again."""

from datetime import datetime

from django.db import transaction

from saidanddone.commitments import recording, searching
from saidanddone.commitments.drafts import SetbackDraft
from saidanddone.commitments.models import Setback
from saidanddone.commitments.permissions import check_check_setback_again, check_say_setback
from saidanddone.commitments.queries import voices
from saidanddone.commitments.queries.setbacks import to_be_said_by
from saidanddone.contributions import signals
from saidanddone.core.clock import local_date
from saidanddone.core.once import once
from saidanddone.core.text import clean_text
from saidanddone.core.viewer import Viewer


def say_setback(*, by: Viewer, at: datetime, draft: SetbackDraft) -> Setback:
    """Say it in public, and whether that came within the site's promised time. A form sent twice is one setback."""

    def say() -> Setback:
        check_say_setback(by=by, draft=draft, on=local_date(at))
        return _say(by, at, draft)

    return once(lambda: _said_before(by, draft), say)


def _said_before(by: Viewer, draft: SetbackDraft) -> Setback | None:
    if not draft.submission_key:
        return None
    own = Setback.objects.filter(organisation=draft.organisation, said_by=by.person_id)
    return own.filter(submission_key=draft.submission_key).first()


def _say(by: Viewer, at: datetime, draft: SetbackDraft) -> Setback:
    setback = Setback.objects.create(
        said_by_id=by.person_id,
        said_at=at,
        is_in_time=local_date(at) <= to_be_said_by(draft.organisation, draft.known_date),
        **{name: getattr(draft, name) for name in SetbackDraft.__slots__},
    )
    words = recording.words_of(setback, recording.SETBACK_WORDS)
    facts = recording.setback_facts(setback)
    recording.append("setback", setback.ref, by=by, at=at, fields=facts, private=words)
    searching.put_setback(setback)
    _tell("setback", setback, by=by, at=at)
    return setback


def _tell(what: str, setback: Setback, *, by: Viewer, at: datetime) -> None:
    touched = voices.ids(voices.voices_behind(setback))
    signals.send(what, about=setback.ref, contribution_ids=touched, by=by, at=at)


def check_setback_again(
    *, by: Viewer, at: datetime, setback: Setback, found: str, cause: str = "", lesson: str = ""
) -> Setback:
    """Say what the second look found, and what others can learn; those who were told of the setback are told.

    A cause that was not known yet can be given now.
    """
    found, cause, lesson = clean_text(found), clean_text(cause), clean_text(lesson)
    with transaction.atomic():
        rows = Setback.objects.select_related("organisation__successor", "place", "commitment", "decision", "outcome")
        setback = rows.select_for_update(of=("self",)).get(pk=setback.pk)
        check_check_setback_again(by=by, setback=setback, found=found, cause=cause, lesson=lesson)
        setback.found, setback.checked_date = found, local_date(at)
        setback.cause, setback.lesson = setback.cause or cause, lesson or setback.lesson
        setback.save(update_fields=["found", "checked_date", "cause", "lesson"])
        words = recording.words_of(setback, ("cause", "found", "lesson"))
        facts = recording.setback_facts(setback)
        recording.append("setback-checked", setback.ref, by=by, at=at, fields=facts, private=words)
        searching.put_setback(setback)
        _tell("setback_checked", setback, by=by, at=at)
    return setback
