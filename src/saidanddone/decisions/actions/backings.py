"""We back this experiment: say so in public, and say why when it ends."""

from datetime import datetime

from django.db import transaction

from saidanddone.core.clock import local_date
from saidanddone.core.once import once
from saidanddone.core.text import clean_line
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import backing_entries, open_record
from saidanddone.decisions.changes import BackingDraft
from saidanddone.decisions.models import Backing, Decision
from saidanddone.decisions.permissions import check_back, check_end_backing


def back(*, by: Viewer, at: datetime, decision: Decision, draft: BackingDraft) -> Backing:
    """Stand behind those who try it, in sight of everyone. A form that is sent twice is one backing."""

    def make() -> Backing:
        current = open_record.locked(decision)
        check_back(by=by, decision=current, draft=draft, on=local_date(at))
        facts = {name: getattr(draft, name) for name in ("organisation", "until_date", "language", "submission_key")}
        words = {name: getattr(draft, name) for name in backing_entries.WORDS}
        made = Backing.objects.create(decision=current, made_by_id=by.person_id, made_at=at, **facts, **words)
        backing_entries.append(made, by=by, at=at)
        return made

    return once(lambda: _backed_before(by, draft), make)


def _backed_before(by: Viewer, draft: BackingDraft) -> Backing | None:
    if not draft.submission_key:
        return None
    return Backing.objects.filter(made_by=by.person_id, submission_key=draft.submission_key).first()


def end_backing(*, by: Viewer, at: datetime, backing: Backing, reason: str) -> Backing:
    """It is backed no more, for this reason. That it was, and the reason, stay in sight."""
    reason = clean_line(reason)
    with transaction.atomic():
        backing = Backing.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=backing.pk)
        check_end_backing(by=by, backing=backing, reason=reason)
        backing.ended_date, backing.end_reason = local_date(at), reason
        backing.save(update_fields=["ended_date", "end_reason"])
        backing_entries.append_end(backing, by=by, at=at)
    return backing
