"""Outcomes and who answers for them together. Goals outlive plans: an owner that ends hands its part on."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from saidanddone.commitments import outcome_entries as entries
from saidanddone.commitments.models import Outcome, Owner
from saidanddone.commitments.outcome_drafts import OutcomeDraft, OwnerPart
from saidanddone.commitments.permissions.outcomes import (
    check_edit_owner_part,
    check_end_outcome,
    check_hand_on_parts,
    check_join_outcome,
    check_leave_outcome,
    check_set_outcome,
)
from saidanddone.core.clock import local_date
from saidanddone.core.once import once
from saidanddone.core.text import clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission
from saidanddone.places.models import Place
from saidanddone.record import actions as record


def set_outcome(*, by: Viewer, at: datetime, draft: OutcomeDraft) -> Outcome:
    """Set an outcome. Owners that the person speaks for have agreed; the others are asked, and shown as asked."""

    def set_it() -> Outcome:
        live = _live_outcomes()
        check_set_outcome(by=by, draft=draft, live=live, limit=settings.LIVE_OUTCOMES, today=local_date(at))
        return _set(by, at, draft)

    return once(lambda: _set_before(by, draft), set_it)


def _set_before(by: Viewer, draft: OutcomeDraft) -> Outcome | None:
    if not draft.submission_key:
        return None
    return Outcome.objects.filter(submission_key=draft.submission_key, set_by=by.person_id).first()


def _live_outcomes() -> int:
    """How many are live, counted while nobody else can set one: the rows of the widest places stand for the area."""
    list(Place.objects.filter(parent=None).order_by("pk").select_for_update())
    return Outcome.objects.live().count()


def _set(by: Viewer, at: datetime, draft: OutcomeDraft) -> Outcome:
    outcome = Outcome.objects.create(
        title=draft.title,
        why=draft.why,
        language=draft.language,
        place=draft.place,
        report_months=draft.report_months,
        set_date=draft.set_date or local_date(at),
        set_by_id=by.person_id,
        set_at=at,
        submission_key=draft.submission_key,
    )
    entries.append(
        "outcome",
        outcome.ref,
        by=by,
        at=at,
        fields=entries.outcome_facts(outcome, draft.owners),
        words=entries.outcome_words(outcome),
    )
    for organisation in dict.fromkeys(draft.owners):
        agreed_at = at if by.may(Permission.COMMIT, organisation.pk) else None
        owner = Owner.objects.create(
            outcome=outcome, organisation=organisation, agreed_at=agreed_at, since_date=outcome.set_date
        )
        _append(by, at, owner, "agreed" if agreed_at else "asked")
    entries.index(outcome)
    return outcome


def join_outcome(*, by: Viewer, at: datetime, outcome: Outcome, organisation: Organisation) -> Owner:
    """Answer for it with the others: agree where another named the organisation, or join of its own accord."""
    with transaction.atomic():
        outcome = _locked(outcome)
        owner = outcome.owners.current().filter(organisation=organisation).first()
        check_join_outcome(by=by, outcome=outcome, organisation=organisation, owner=owner)
        owner = owner or Owner(outcome=outcome, organisation=organisation, since_date=local_date(at))
        owner.agreed_at = at
        owner.save()
        _append(by, at, owner, "agreed")
    return owner


def leave_outcome(*, by: Viewer, at: datetime, owner: Owner, on: date) -> Owner | None:
    """Stop answering for it on a day. The part of an organisation that has ended goes to its successor, which is given.

    What it said in its plan stays in sight.
    """
    with transaction.atomic():
        outcome = _locked(owner.outcome)
        owner = outcome.owners.select_related("organisation", "outcome", "follows__organisation").get(pk=owner.pk)
        others = outcome.owners.agreed().exclude(pk=owner.pk).count()
        check_leave_outcome(by=by, outcome=outcome, owner=owner, others=others, on=on)
        owner.until_date = on
        owner.save(update_fields=["until_date"])
        _append(by, at, owner, "left" if owner.agreed_at else "declined")
        return _hand_on(by, at, owner, on)


def hand_on_parts(*, by: Viewer, at: datetime) -> int:
    """Once a day: whoever has ended hands its parts of outcomes to its successor; gives how many."""
    check_hand_on_parts(by=by)
    today = local_date(at)
    ended = Owner.objects.current().filter(organisation__ended_date__lte=today, outcome__ended_date__isnull=True)
    owners = list(ended.select_related("organisation", "outcome").order_by("pk"))
    for owner in owners:
        day = max(owner.organisation.ended_date or today, owner.since_date)
        leave_outcome(by=by, at=at, owner=owner, on=day)
    return len(owners)


def _hand_on(by: Viewer, at: datetime, owner: Owner, on: date) -> Owner | None:
    successor = _standing_successor(owner.organisation)
    if owner.organisation.ended_date is None or successor is None or owner.agreed_at is None:
        return None
    held = owner.outcome.owners.current().filter(organisation=successor).first()
    if held and held.agreed_at:
        return held
    taken = held or Owner(outcome=owner.outcome, organisation=successor, since_date=on)
    taken.agreed_at, taken.follows = at, owner
    taken.save()
    _append(by, at, taken, "took over")
    return taken


def _standing_successor(organisation: Organisation) -> Organisation | None:
    """Who carries on today: a successor may have ended too. A ring of them is none."""
    seen = {organisation.pk}
    successor = organisation.successor
    while successor is not None and successor.ended_date is not None and successor.pk not in seen:
        seen.add(successor.pk)
        successor = successor.successor
    return successor if successor and successor.ended_date is None else None


def edit_owner_part(*, by: Viewer, at: datetime, owner: Owner, part: OwnerPart) -> Owner:
    """Where it stands in the owner's own plan. The record keeps that it changed, and opens only the newest words."""
    with transaction.atomic():
        outcome = _locked(owner.outcome)
        owner = outcome.owners.select_related("organisation", "outcome", "follows__organisation").get(pk=owner.pk)
        check_edit_owner_part(by=by, outcome=outcome, owner=owner, part=part)
        before = entries.owner_words(owner)
        owner.named_person, owner.plan_link = part.named_person, part.plan_link
        owner.plan_text, owner.clashes_with = part.plan_text, part.clashes_with
        if entries.owner_words(owner) == before:
            return owner
        owner.save(update_fields=list(before))
        record.close(by=by, about=owner.ref, at=at, fields=before)
        _append(by, at, owner, "part", words=entries.owner_words(owner))
    return owner


def end_outcome(*, by: Viewer, at: datetime, outcome: Outcome, reason: str, lessons: str = "") -> None:
    """End it with the reason, and with what whoever takes it up again should know. Its page stays."""
    reason, lessons = clean_text(reason), clean_text(lessons)
    with transaction.atomic():
        outcome = _locked(outcome)
        owners = list(outcome.owners.current())
        check_end_outcome(by=by, outcome=outcome, owners=owners, reason=reason, lessons=lessons)
        outcome.ended_date, outcome.end_reason, outcome.lessons = local_date(at), reason, lessons
        outcome.save(update_fields=["ended_date", "end_reason", "lessons"])
        outcome.reports.filter(published_at__isnull=True, due_date__gt=outcome.ended_date).delete()
        entries.append(
            "outcome-ended",
            outcome.ref,
            by=by,
            at=at,
            fields={"ended_date": outcome.ended_date.isoformat()},
            words={"end_reason": reason, "lessons": lessons},
        )


def _locked(outcome: Outcome) -> Outcome:
    return Outcome.objects.select_related("place").select_for_update(of=("self",)).get(pk=outcome.pk)


def _append(by: Viewer, at: datetime, owner: Owner, change: str, words: dict[str, str] | None = None) -> None:
    facts = entries.owner_facts(owner, change)
    entries.append("outcome-owner", owner.ref, by=by, at=at, fields=facts, words=words)
