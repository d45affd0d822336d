"""How a promise goes: what was done, that it is kept or dropped, how often a standing one was kept."""

from datetime import datetime

from django.db import transaction

from saidanddone.commitments import recording
from saidanddone.commitments.drafts import PeriodDraft, UpdateDraft
from saidanddone.commitments.models import Commitment, Period, Update, UpdateFile
from saidanddone.commitments.movements import locked, tell
from saidanddone.commitments.permissions import check_record_period, check_update_commitment
from saidanddone.commitments.queries.figures import showing
from saidanddone.contributions import keeping
from saidanddone.core.clock import local_date
from saidanddone.core.once import once
from saidanddone.core.viewer import Viewer

Claim = Update.Claim


def update_commitment(*, by: Viewer, at: datetime, commitment: Commitment, draft: UpdateDraft) -> Update:
    """Add what was done and what is next. A claim that it is kept or dropped ends it, today.

    The day is the one on which it is said: nobody can say afterwards that a promise was kept in time.
    """

    def add() -> Update:
        current = locked(commitment)
        is_figure = str(draft.evidence_ref) in _figures(current, draft)
        check_update_commitment(by=by, commitment=current, draft=draft, is_figure=is_figure)
        return _add(by, at, current, draft)

    return once(lambda: _added_before(by, commitment, draft), add, within=keeping.atomic_with_files)


def _added_before(by: Viewer, commitment: Commitment, draft: UpdateDraft) -> Update | None:
    if not draft.submission_key:
        return None
    own = commitment.updates.filter(organisation=draft.organisation, updated_by=by.person_id)
    return own.filter(submission_key=draft.submission_key).first()


def _figures(commitment: Commitment, draft: UpdateDraft) -> set[str]:
    """The named one, if it is a figure that may show this."""
    kind, _, public_id = draft.evidence_ref.partition(":")
    rows = showing(commitment, draft.organisation).filter(public_id=public_id) if kind == "observation" else ()
    return {str(row.ref) for row in rows}


def _add(by: Viewer, at: datetime, commitment: Commitment, draft: UpdateDraft) -> Update:
    added = Update.objects.create(
        commitment=commitment,
        organisation=draft.organisation,
        done=draft.done or draft.reason,
        next="" if draft.claim else draft.next,
        evidence=draft.evidence,
        evidence_ref=draft.evidence_ref,
        claim=draft.claim,
        language=draft.language,
        updated_by_id=by.person_id,
        updated_at=at,
        submission_key=draft.submission_key,
    )
    for upload in draft.files:
        keeping.keep(UpdateFile(update=added), upload)
    today = local_date(at)
    commitment.milestones.filter(public_id__in=draft.reached, reached_date__isnull=True).update(reached_date=today)
    if draft.claim == Claim.KEPT:
        commitment.kept_date = today
    elif draft.claim == Claim.DROPPED:
        commitment.dropped_date, commitment.drop_reason = today, draft.reason
    commitment.save(update_fields=["kept_date", "dropped_date", "drop_reason"])
    words = recording.words_of(added, recording.UPDATE_WORDS)
    words |= {"reason": draft.reason if draft.claim == Claim.DROPPED else ""}
    facts = recording.update_facts(added, commitment)
    recording.append("commitment-update", added.ref, by=by, at=at, fields=facts, private=words)
    tell(str(draft.claim) or "updated", commitment, by=by, at=at)
    return added


def record_period(*, by: Viewer, at: datetime, commitment: Commitment, draft: PeriodDraft) -> Period:
    """How often a standing promise was kept in a period that is over. What was recorded is never overwritten."""
    with transaction.atomic():
        commitment = locked(commitment)
        same = commitment.periods.filter(start_date=draft.start_date, end_date=draft.end_date)
        before = same.filter(kept_count=draft.kept_count, all_count=draft.all_count, recorded_by=by.person_id).first()
        if before:
            return before
        check_record_period(by=by, commitment=commitment, draft=draft, on=local_date(at))
        period = Period.objects.create(
            commitment=commitment,
            start_date=draft.start_date,
            end_date=draft.end_date,
            kept_count=draft.kept_count,
            all_count=draft.all_count,
            source=draft.source,
            note=draft.note,
            recorded_by_id=by.person_id,
            recorded_at=at,
        )
        words = {"source": draft.source, "note": draft.note}
        facts = recording.period_facts(period)
        recording.append("commitment-period", commitment.ref, by=by, at=at, fields=facts, private=words)
        tell("updated", commitment, by=by, at=at)
    return period
