"""We back this experiment: say so in public, and say why when it ends."""

from datetime import datetime

from django.db import transaction

from saidanddone.core.clock import local_date
from saidanddone.core.once import once
from saidanddone.core.text import clean_line
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import open_record
from saidanddone.decisions.changes import BackingDraft
from saidanddone.decisions.models import Backing, Decision
from saidanddone.decisions.permissions import check_back, check_end_backing
from saidanddone.record import actions as record

WORDS = ("post", "why", "if_it_fails")


def back(*, by: Viewer, at: datetime, decision: Decision, draft: BackingDraft) -> Backing:
    """Stand behind those who try it, in sight of everyone. A form that is sent twice is one backing."""

    def make() -> Backing:
        current = open_record.locked(decision)
        check_back(by=by, decision=current, draft=draft, on=local_date(at))
        facts = {name: getattr(draft, name) for name in ("organisation", "until_date", "language", "submission_key")}
        words = {name: getattr(draft, name) for name in WORDS}
        made = Backing.objects.create(decision=current, made_by_id=by.person_id, made_at=at, **facts, **words)
        append(made, by=by, at=at)
        return made

    return once(lambda: _backed_before(by, draft), make)


def _backed_before(by: Viewer, draft: BackingDraft) -> Backing | None:
    if not draft.submission_key:
        return None
    return Backing.objects.filter(made_by=by.person_id, submission_key=draft.submission_key).first()


def append(backing: Backing, *, by: Viewer, at: datetime) -> None:
    """Its facts openly, its words sealed."""
    facts = {
        "decision": backing.decision.public_id,
        "organisation": backing.organisation.slug,
        "until_date": backing.until_date.isoformat(),
        "language": str(backing.language),
    }
    words = {name: text for name in WORDS if (text := getattr(backing, name))}
    record.append(by=by, kind="backing", about=backing.ref, at=at, fields=facts, private=words)


def end_backing(*, by: Viewer, at: datetime, backing: Backing, reason: str) -> Backing:
    """It is backed no more, for this reason. That it was, and the reason, stay in sight."""
    reason = clean_line(reason)
    with transaction.atomic():
        backing = Backing.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=backing.pk)
        check_end_backing(by=by, backing=backing, reason=reason)
        backing.ended_date, backing.end_reason = local_date(at), reason
        backing.save(update_fields=["ended_date", "end_reason"])
        append_end(backing, by=by, at=at)
    return backing


def append_end(backing: Backing, *, by: Viewer, at: datetime) -> None:
    assert backing.ended_date is not None  # noqa: S101 - its constraint holds reason and day together
    facts = {"ended_date": backing.ended_date.isoformat()}
    private = {"end_reason": backing.end_reason}
    record.append(by=by, kind="backing-ended", about=backing.ref, at=at, fields=facts, private=private)
