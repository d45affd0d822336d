"""Plan what is done to be trusted more, and say what came of it. Words of organisations enter the record as seals."""

from datetime import date, datetime

from django.db import transaction

from saidanddone.core.clock import local_date
from saidanddone.core.once import once
from saidanddone.core.text import clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.models import Decision
from saidanddone.record import actions as record
from saidanddone.trust.drafts import PlanDraft
from saidanddone.trust.models import Comparison, PlanAction
from saidanddone.trust.permissions import (
    check_declare_comparison,
    check_drop_action,
    check_finish_action,
    check_plan_action,
)


def plan_action(*, by: Viewer, at: datetime, draft: PlanDraft) -> PlanAction:
    """Plan it, in public from now on. A form that is sent twice is one action."""

    def make() -> PlanAction:
        check_plan_action(by=by, draft=draft, on=local_date(at))
        facts = {name: getattr(draft, name) for name in PlanDraft.__slots__}
        made = PlanAction.objects.create(planned_by_id=by.person_id, planned_at=at, **facts)
        _append("trust-action", made, by=by, at=at)
        return made

    return once(lambda: _planned_before(by, draft), make)


def _planned_before(by: Viewer, draft: PlanDraft) -> PlanAction | None:
    if not draft.submission_key:
        return None
    own = PlanAction.objects.filter(organisation=draft.organisation, planned_by=by.person_id)
    return own.filter(submission_key=draft.submission_key).first()


def finish_action(*, by: Viewer, at: datetime, action: PlanAction, came_of_it: str) -> PlanAction:
    """It is done, and this is what its measure shows."""
    came_of_it = clean_text(came_of_it)
    with transaction.atomic():
        action = _locked(action)
        check_finish_action(by=by, action=action, came_of_it=came_of_it)
        return _end(action, "done_date", came_of_it, by=by, at=at)


def drop_action(*, by: Viewer, at: datetime, action: PlanAction, reason: str) -> PlanAction:
    """It is not done, for this reason. It stays in sight."""
    reason = clean_text(reason)
    with transaction.atomic():
        action = _locked(action)
        check_drop_action(by=by, action=action, reason=reason)
        return _end(action, "dropped_date", reason, by=by, at=at)


def declare_comparison(*, by: Viewer, at: datetime, decision: Decision, measure: str, starts_date: date) -> Comparison:
    """Say from which day a decision was meant to work, and by which figure it is seen. Said twice, the first stands."""

    def make() -> Comparison:
        check_declare_comparison(by=by, decision=decision, starts_date=starts_date)
        made = Comparison.objects.create(
            decision=decision, measure=measure, starts_date=starts_date, declared_by_id=by.person_id, declared_at=at
        )
        facts = {"decision": str(decision.ref), "measure": measure, "starts_date": starts_date.isoformat()}
        record.append(by=by, kind="trust-comparison", about=made.ref, at=at, fields=facts)
        return made

    check_declare_comparison(by=by, decision=decision, starts_date=starts_date)
    return once(lambda: Comparison.objects.filter(decision=decision, measure=measure).first(), make)


def _locked(action: PlanAction) -> PlanAction:
    return PlanAction.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=action.pk)


def _end(action: PlanAction, field: str, words: str, *, by: Viewer, at: datetime) -> PlanAction:
    setattr(action, field, local_date(at))
    action.came_of_it = words
    action.save(update_fields=[field, "came_of_it"])
    _append("trust-action-ended", action, by=by, at=at)
    return action


def _append(kind: str, action: PlanAction, *, by: Viewer, at: datetime) -> None:
    facts = {
        "organisation": action.organisation.slug,
        "determinant": str(action.determinant),
        "benefit": str(action.benefit),
        "language": str(action.language),
        "due_date": action.due_date.isoformat(),
        "done_date": action.done_date.isoformat() if action.done_date else None,
        "dropped_date": action.dropped_date.isoformat() if action.dropped_date else None,
    }
    names = ("what", "measure", "owner") if action.is_open else ("came_of_it",)
    words = {name: getattr(action, name) for name in names}
    record.append(by=by, kind=kind, about=action.ref, at=at, fields=facts, private=words)
