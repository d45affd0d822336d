"""Plan what is done to be trusted more, and say what came of it. Words of organisations enter the record as seals."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction

from saidanddone.commitments.models import Commitment
from saidanddone.core.clock import local_date
from saidanddone.core.once import once
from saidanddone.core.text import clean_line, clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import translating
from saidanddone.decisions.models import Decision
from saidanddone.record import actions as record
from saidanddone.trust.drafts import PlanDraft
from saidanddone.trust.models import Comparison, PlanAction
from saidanddone.trust.permissions import (
    check_declare_comparison,
    check_drop_action,
    check_finish_action,
    check_plan_action,
    check_translate_trust_action,
    check_withdraw_comparison,
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


def declare_comparison(
    *, by: Viewer, at: datetime, thing: Decision | Commitment, measure: str, starts_date: date
) -> Comparison:
    """From which day a decision or a promise was meant to work, and by which figure. Said twice, the first stands."""
    kind = "commitment" if isinstance(thing, Commitment) else "decision"

    def make() -> Comparison:
        check_declare_comparison(by=by, thing=thing, starts_date=starts_date)
        made = Comparison.objects.create(
            **{kind: thing}, measure=measure, starts_date=starts_date, declared_by_id=by.person_id, declared_at=at
        )
        facts = {kind: str(thing.ref), "measure": measure, "starts_date": starts_date.isoformat()}
        record.append(by=by, kind="trust-comparison", about=made.ref, at=at, fields=facts)
        return made

    check_declare_comparison(by=by, thing=thing, starts_date=starts_date)
    standing = Comparison.objects.filter(**{kind: thing}, measure=measure, withdrawn_at=None)
    return once(standing.first, make)


def withdraw_comparison(*, by: Viewer, at: datetime, comparison: Comparison, reason: str, language: str) -> Comparison:
    """It stays in sight with the reason, and is not worked out any more."""
    reason = clean_line(reason)
    with transaction.atomic():
        found = Comparison.objects.select_for_update(of=("self",)).get(pk=comparison.pk)
        check_withdraw_comparison(by=by, comparison=found, reason=reason)
        found.withdrawn_at, found.withdrawn_because, found.language = at, reason, language
        found.save(update_fields=["withdrawn_at", "withdrawn_because", "language"])
        facts = {"language": language}
        private = {"withdrawn_because": reason}
        record.append(by=by, kind="trust-comparison-withdrawn", about=found.ref, at=at, fields=facts, private=private)
    return found


def translate_trust_action(
    *, by: Viewer, at: datetime, action: PlanAction, words: Mapping[str, str], still: Collection[str] = ()
) -> PlanAction:
    """Put its words into the other language. The seals of an earlier translation open no more."""
    with transaction.atomic():
        action = _locked(action)
        words = translating.cleaned(action, words)
        check_translate_trust_action(by=by, action=action, words=words)
        if translating.put(action, words, still=still):
            said = translating.words_of(action, action.WORDS)
            record.close(by=by, about=action.ref, at=at, fields=translating.entry_names(action.WORDS))
            facts = translating.facts_of(action, said)
            record.append(by=by, kind=translating.ENTRY, about=action.ref, at=at, fields=facts, private=said)
    return action


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
