"""Write a decision: freely while nobody else reads it, afterwards only by a revision that keeps the earlier words."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from saidanddone.core.once import once
from saidanddone.core.text import clean_line
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import open_record, wording
from saidanddone.decisions.changes import Changes, OptionDraft
from saidanddone.decisions.models import Bound, DatePromise, Decision, Document, Option, Scenario
from saidanddone.decisions.permissions import (
    check_draft_decision,
    check_edit_draft,
    check_promise_date,
    check_revise_decision,
)
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place

_MODELS: dict[str, type[Model]] = {"bounds": Bound, "scenarios": Scenario, "documents": Document}


def draft_decision(
    *,
    by: Viewer,
    at: datetime,
    organisation: Organisation,
    place: Place,
    language: str,
    changes: Changes,
    submission_key: str | None = None,
) -> Decision:
    """Begin a draft. The same `submission_key` gives the same one, however often it is sent."""
    check_draft_decision(by=by, organisation=organisation, changes=changes)

    def draft() -> Decision:
        decision = Decision.objects.create(
            organisation=organisation,
            **{"place": place, "language": language, **changes.values},
            created_by_id=by.person_id,
            created_at=at,
            submission_key=submission_key,
        )
        _write_rows(decision, changes)
        return decision

    return once(lambda: _drafted_before(organisation, submission_key), draft)


def _drafted_before(organisation: Organisation, submission_key: str | None) -> Decision | None:
    if not submission_key:
        return None
    return Decision.objects.filter(organisation=organisation, submission_key=submission_key).first()


def edit_draft(*, by: Viewer, at: datetime, decision: Decision, changes: Changes) -> Decision:
    """Change what nobody else can read yet."""
    with transaction.atomic():
        current = open_record.locked(decision)
        check_edit_draft(by=by, decision=current, changes=changes)
        _write(current, changes)
    return current


def revise_decision(*, by: Viewer, at: datetime, decision: Decision, changes: Changes, reason: str = "") -> Decision:
    """Change what is public. What it said before stays in sight, with the reason; without a change nothing does."""
    reason = clean_line(reason)
    with transaction.atomic():
        current = open_record.locked(decision)
        check_revise_decision(by=by, decision=current, changes=changes, reason=reason, at=at)
        before = _texts(current, changes.fields)
        _write(current, changes)
        after = _texts(open_record.locked(current), changes.fields)
        changed = {field: text for field, text in before.items() if after[field] != text}
        if changed:
            open_record.keep_version(current, changed, reason=reason, at=at)
            open_record.publish(current, by=by, at=at, private={"reason": reason})
    return current


def _texts(decision: Decision, fields: Iterable[str]) -> dict[str, str]:
    return dict.fromkeys(fields, "") | wording.words_of(decision, fields)


def _write(decision: Decision, changes: Changes) -> None:
    _write_rows(decision, changes)
    if changes.values.get("language", decision.language) != decision.language:
        decision.forget_translation()  # nobody knows any more which of the two languages it is in
    for name, value in changes.values.items():
        setattr(decision, name, value)
    decision.save()


def _write_rows(decision: Decision, changes: Changes) -> None:
    for name, drafts in changes.rows.items():
        if name == "options":
            _write_options(decision, drafts)
            continue
        rows = getattr(decision, name)
        rows.all().delete()
        model = _MODELS[name]
        rows.bulk_create([model(decision=decision, order=order, **_cells(each)) for order, each in enumerate(drafts)])


def _write_options(decision: Decision, drafts: Iterable[OptionDraft]) -> None:
    """Options keep their row, since one of them may be the choice."""
    kept = {each.public_id: each for each in decision.options.all()}
    named = {each.public_id for each in drafts}
    decision.options.exclude(public_id__in=named).delete()
    for order, draft in enumerate(drafts):
        option = kept.get(draft.public_id) or Option(decision=decision)
        for name, value in _cells(draft).items():
            if name != "public_id":
                setattr(option, name, value)
        option.order = order
        option.save()


def _cells(draft: Any) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in draft.__dataclass_fields__}


def promise_date(
    *, by: Viewer, at: datetime, decision: Decision, state: str, due_date: date, reason: str = ""
) -> DatePromise:
    """Promise the day by which a state is reached. A day that was promised to the public before stays, as moved."""
    reason = clean_line(reason)
    with transaction.atomic():
        current = open_record.locked(decision)
        check_promise_date(by=by, decision=current, state=state, due_date=due_date, reason=reason, at=at)
        earlier = current.date_promises.filter(state=state, superseded_at__isnull=True, met_date__isnull=True)
        if current.announced_at:
            earlier.update(superseded_at=at)
        else:
            earlier.delete()
        promise = DatePromise.objects.create(
            decision=current, state=state, due_date=due_date, promised_at=at, reason=reason
        )
        facts: dict[str, object] = {"promised_state": state, "promised_date": due_date.isoformat()}
        open_record.publish(current, by=by, at=at, fields=facts, private={"reason": reason})
    return promise
