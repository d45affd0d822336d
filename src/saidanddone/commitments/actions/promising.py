"""Make a promise, change it in sight of everyone, say who else has a part in it, replace it."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction

from saidanddone.commitments import recording, searching
from saidanddone.commitments.drafts import Part, PromiseDraft, Step
from saidanddone.commitments.models import Change, Commitment, Milestone, Partner, Update
from saidanddone.commitments.movements import locked, tell
from saidanddone.commitments.permissions import (
    check_add_partner,
    check_change_commitment,
    check_promise,
    check_remove_partner,
    check_replace_commitment,
    check_set_milestones,
)
from saidanddone.core.clock import local_date
from saidanddone.core.languages import active
from saidanddone.core.once import once
from saidanddone.core.text import clean_line, clean_text
from saidanddone.core.viewer import Viewer

_OWN_FIELDS = (
    *("organisation", "place", "promise", "start_date", "due_date", "is_standing", "standard", "notice", "for_whom"),
    *(
        "pledged_by",
        "service",
        "outcome",
        "decision",
        "finding",
        "contribution",
        "cost_pence",
        "funding",
        "funding_end_date",
        "risk",
    ),
    *("language", "submission_key", "import_key"),
)


def promise(*, by: Viewer, at: datetime, draft: PromiseDraft) -> Commitment:
    """Promise, in public from now on. A form that is sent twice is one promise."""

    def make() -> Commitment:
        check_promise(by=by, draft=draft, on=local_date(at))
        return _make(by, at, draft)

    return once(lambda: _made_before(by, draft), make)


def _make(by: Viewer, at: datetime, draft: PromiseDraft) -> Commitment:
    facts = {name: getattr(draft, name) for name in _OWN_FIELDS}
    made = Commitment.objects.create(first_due_date=draft.due_date, made_by_id=by.person_id, made_at=at, **facts)
    for part in draft.partners:
        made.partners.create(organisation=part.organisation, part=part.part)
    for step in draft.steps:
        made.milestones.create(title=step.title, due_date=step.due_date)
    words = recording.words_of(made, recording.COMMITMENT_WORDS)
    _append("commitment", made, by=by, at=at, fields=recording.commitment_facts(made), private=words)
    searching.put_commitment(made)
    tell("promised", made, by=by, at=at)
    return made


def _made_before(by: Viewer, draft: PromiseDraft) -> Commitment | None:
    if not draft.submission_key:
        return None
    own = Commitment.objects.filter(organisation=draft.organisation, made_by=by.person_id)
    return own.filter(submission_key=draft.submission_key).first()


def add_partner(*, by: Viewer, at: datetime, commitment: Commitment, part: Part) -> Partner:
    """Another organisation takes a part; from now on its officers can say how the promise goes."""
    with transaction.atomic():
        commitment = locked(commitment)
        check_add_partner(by=by, commitment=commitment, part=part)
        partner = Partner.objects.create(commitment=commitment, organisation=part.organisation, part=part.part)
        facts = {"organisation": part.organisation.slug, "has_a_part": True}
        _append("commitment-partner", commitment, by=by, at=at, fields=facts, private={"part": part.part})
    return partner


def remove_partner(*, by: Viewer, at: datetime, commitment: Commitment, partner: Partner) -> None:
    """It has no part any more. The record keeps that it had; its updates stay."""
    with transaction.atomic():
        commitment = locked(commitment)
        check_remove_partner(by=by, commitment=commitment, partner=partner)
        facts = {"organisation": partner.organisation.slug, "has_a_part": False}
        _append("commitment-partner", commitment, by=by, at=at, fields=facts)
        partner.delete()


def set_milestones(
    *, by: Viewer, at: datetime, commitment: Commitment, steps: Collection[Step], reason: str = ""
) -> list[Milestone]:
    """These are its steps now. What of one that stood before is changed or taken away stays in sight, for a reason."""
    reason = clean_line(reason)
    with transaction.atomic():
        commitment = locked(commitment)
        known = {each.public_id: each for each in commitment.milestones.standing()}
        check_set_milestones(by=by, commitment=commitment, known=known, steps=steps, reason=reason, on=local_date(at))
        given = {step.public_id: step for step in steps if step.public_id}
        changes = [each for step in known.values() for each in _step_changed(step, given.get(step.public_id), at)]
        for step in steps:
            if not step.public_id:
                commitment.milestones.create(title=step.title, due_date=step.due_date)
        _keep_changes(changes, commitment, reason, by=by, at=at)
        facts = {"milestones": recording.milestones(commitment)}
        _append("commitment-change", commitment, by=by, at=at, fields=facts)
    return list(commitment.milestones.standing().order_by("due_date", "pk"))


def _step_changed(milestone: Milestone, step: Step | None, at: datetime) -> list[Change]:
    """What is other with it now; `step` is nothing where it is taken away."""
    about, changes = {"commitment": milestone.commitment, "milestone": milestone}, []
    if step is None:
        milestone.dropped_date = local_date(at)
        changes.append(Change(**about, field=Change.Field.STEP_GONE, before=str(milestone.due_date)))
    if step and step.title != milestone.title:
        changes.append(Change(**about, field=Change.Field.STEP_TITLE, before=milestone.title, after=step.title))
        milestone.title = step.title
    if step and step.due_date != milestone.due_date:
        days = {"before": str(milestone.due_date), "after": str(step.due_date)}
        changes.append(Change(**about, field=Change.Field.STEP_DAY, **days))
        milestone.due_date = step.due_date
    if changes:
        milestone.save(update_fields=["title", "due_date", "dropped_date"])
    return changes


def _keep_changes(
    changes: Collection[Change], commitment: Commitment, reason: str, *, by: Viewer, at: datetime
) -> None:
    for change in changes:
        change.reason, change.changed_by_id, change.changed_at = reason, by.person_id, at
        change.save()
        _append_change(commitment, change, by=by, at=at)


def change_commitment(
    *, by: Viewer, at: datetime, commitment: Commitment, reason: str, promise: str = "", due_date: date | None = None
) -> list[Change]:
    """Another wording or another day, for a reason. What it was stays in sight, and so does the day promised first."""
    promise, reason = clean_line(promise), clean_line(reason)
    with transaction.atomic():
        commitment = locked(commitment)
        check_change_commitment(
            by=by, commitment=commitment, promise=promise, due_date=due_date, reason=reason, on=local_date(at)
        )
        changes = []
        if promise and promise != commitment.promise:
            changes.append(_changed(commitment, Change.Field.PROMISE, promise))
        if due_date and due_date != commitment.due_date:
            changes.append(_changed(commitment, Change.Field.DUE_DATE, due_date))
        _keep_changes(changes, commitment, reason, by=by, at=at)
        commitment.save(update_fields=["promise", "due_date"])
        searching.put_commitment(commitment)
        tell("changed", commitment, by=by, at=at)
    return changes


def _changed(commitment: Commitment, field: Change.Field, after: str | date) -> Change:
    before = getattr(commitment, field)
    setattr(commitment, field, after)
    return Change(commitment=commitment, field=field, before=str(before), after=str(after))


def _append_change(commitment: Commitment, change: Change, *, by: Viewer, at: datetime) -> None:
    facts, words = {"field": str(change.field)}, {"reason": change.reason}
    if change.milestone:
        facts["milestone"] = change.milestone.public_id
    (words if change.is_of_words else facts).update(before=change.before, after=change.after)
    _append("commitment-change", commitment, by=by, at=at, fields=facts, private=words)


def replace_commitment(
    *, by: Viewer, at: datetime, commitment: Commitment, replacement: Commitment, reason: str
) -> Commitment:
    """Another promise takes its place: it ends, and both pages say so. Those who are told stay the same people."""
    reason = clean_text(reason)
    with transaction.atomic():
        rows = Commitment.objects.filter(pk__in=[commitment.pk, replacement.pk]).order_by("pk")
        found = {
            each.pk: each for each in rows.select_related("organisation__successor").select_for_update(of=("self",))
        }
        commitment, replacement = found[commitment.pk], found[replacement.pk]
        check_replace_commitment(by=by, commitment=commitment, replacement=replacement, reason=reason)
        commitment.replaced_by = replacement
        commitment.save(update_fields=["replaced_by"])
        update = Update.objects.create(
            commitment=commitment,
            organisation=commitment.organisation,
            done=reason,
            language=active(),
            updated_by_id=by.person_id,
            updated_at=at,
        )
        facts = {"commitment": commitment.public_id, "replaced_by": replacement.public_id}
        recording.append("commitment-replaced", update.ref, by=by, at=at, fields=facts, private={"done": reason})
        tell("replaced", commitment, by=by, at=at)
    return commitment


def _append(
    kind: str,
    commitment: Commitment,
    *,
    by: Viewer,
    at: datetime,
    fields: Mapping[str, object],
    private: Mapping[str, str] | None = None,
) -> None:
    recording.append(kind, commitment.ref, by=by, at=at, fields=fields, private=private)
