"""Look after a relationship: what is in the way, what is done again and again, call-outs, and reviews."""

from datetime import date, datetime, timedelta

from django.db import transaction

from saidanddone.alliances import telling
from saidanddone.alliances.models import Acknowledgement, Alliance, Barrier, CallOut, Party, PlanStep, Review
from saidanddone.alliances.permissions import (
    check_acknowledge,
    check_call_out,
    check_end_barrier,
    check_end_step,
    check_hold_review,
    check_plan_step,
    check_raise_barrier,
    check_remind_of_drill,
    check_remind_of_late,
    check_stand_down,
    check_step_done,
)
from saidanddone.core.clock import local_date
from saidanddone.core.once import once
from saidanddone.core.text import clean_line, clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.record import actions as record


def raise_barrier(
    *,
    by: Viewer,
    at: datetime,
    alliance: Alliance,
    words: str,
    owner: Party,
    due_date: date,
    is_public: bool = False,
) -> Barrier:
    """Name what is in the way, and who can remove it: among partners, or in sight of everyone."""
    words = clean_line(words)
    check_raise_barrier(by=by, alliance=alliance, words=words, owner=owner, due_date=due_date, on=local_date(at))
    facts = {"words": words, "owner": owner, "due_date": due_date, "is_public": is_public}
    with transaction.atomic():
        barrier = Barrier.objects.create(alliance=alliance, raised_at=at, **facts)
        if is_public:
            fields = {"alliance": alliance.public_id, "due_date": due_date.isoformat()}
            record.append(
                by=by, kind="alliance-barrier", about=barrier.ref, at=at, fields=fields, private={"words": words}
            )
    return barrier


def end_barrier(*, by: Viewer, at: datetime, barrier: Barrier, is_removed: bool, how: str) -> Barrier:
    """It is gone; or it stays, and this is why."""
    how = clean_line(how)
    with transaction.atomic():
        barrier = Barrier.objects.select_for_update(of=("self",)).select_related("owner", "alliance").get(pk=barrier.pk)
        check_end_barrier(by=by, barrier=barrier, how=how)
        barrier.ended_date, barrier.is_removed, barrier.how_it_ended = local_date(at), is_removed, how
        barrier.save(update_fields=["ended_date", "is_removed", "how_it_ended"])
        if barrier.is_public:
            fields = {"is_removed": is_removed}
            record.append(
                by=by,
                kind="alliance-barrier-ended",
                about=barrier.ref,
                at=at,
                fields=fields,
                private={"how_it_ended": how},
            )
    return barrier


def plan_step(
    *, by: Viewer, at: datetime, alliance: Alliance, what: str, owner: Party, every_days: int, next_date: date
) -> PlanStep:
    """Something that is done for the relationship, again and again."""
    what = clean_line(what)
    check_plan_step(by=by, alliance=alliance, what=what, owner=owner, every_days=every_days)
    return PlanStep.objects.create(
        alliance=alliance, what=what, owner=owner, every_days=every_days, next_date=next_date
    )


def step_done(*, by: Viewer, at: datetime, step: PlanStep) -> PlanStep:
    """It was done today; the next time follows from how often. Said twice on a day, it is once."""
    check_step_done(by=by, step=step)
    today = local_date(at)
    step.last_date, step.next_date = today, today + timedelta(days=step.every_days)
    step.save(update_fields=["last_date", "next_date"])
    return step


def end_step(*, by: Viewer, at: datetime, step: PlanStep) -> PlanStep:
    """It is done no more."""
    check_end_step(by=by, step=step)
    step.ended_date = local_date(at)
    step.save(update_fields=["ended_date"])
    return step


def remind_of_drill(*, by: Viewer, at: datetime, alliance: Alliance, due: date) -> None:
    """Once for each day on which one was due."""
    check_remind_of_drill(by=by)
    messaging.send_many(by=by, at=at, drafts=telling.of_drill(alliance, due=due, on=local_date(at)))


def remind_of_late(*, by: Viewer, at: datetime, thing: Barrier | PlanStep) -> None:
    """Those who have it in hand, once for each day that was agreed."""
    check_remind_of_late(by=by)
    due, key = (thing.due_date, "barrier") if isinstance(thing, Barrier) else (thing.next_date, "step")
    drafts = telling.of_late(
        thing.alliance, thing.owner, str(thing), key=f"{key}-late:{thing.public_id}", due=due, on=local_date(at)
    )
    messaging.send_many(by=by, at=at, drafts=drafts)


def call_out(
    *,
    by: Viewer,
    at: datetime,
    alliance: Alliance,
    words: str,
    is_drill: bool = False,
    submission_key: str | None = None,
) -> CallOut:
    """Ask all parties at once, in one step. Sent twice, it is one."""
    words = clean_text(words)

    def make() -> CallOut:
        check_call_out(by=by, alliance=alliance, words=words)
        made = CallOut.objects.create(
            alliance=alliance,
            words=words,
            is_drill=is_drill,
            called_by_id=by.person_id,
            called_at=at,
            submission_key=submission_key,
        )
        record.append(by=by, kind="alliance-call-out", about=alliance.ref, at=at, fields={"is_drill": is_drill})
        messaging.send_many(by=by, at=at, drafts=telling.of_call_out(made, on=local_date(at)))
        return made

    return once(lambda: _called_before(by, alliance, submission_key), make)


def _called_before(by: Viewer, alliance: Alliance, key: str | None) -> CallOut | None:
    if not key:
        return None
    return CallOut.objects.filter(alliance=alliance, called_by=by.person_id, submission_key=key).first()


def acknowledge(*, by: Viewer, at: datetime, call_out: CallOut, party: Party, words: str = "") -> Acknowledgement:
    """A party has heard it, and says what it does. The first time counts; its words may be put anew."""
    check_acknowledge(by=by, call_out=call_out, party=party)
    facts = {"words": clean_line(words)}
    first = {"made_by_id": by.person_id, "made_at": at}
    made, _new = Acknowledgement.objects.update_or_create(
        call_out=call_out, party=party, defaults=facts, create_defaults=facts | first
    )
    return made


def stand_down(*, by: Viewer, at: datetime, call_out: CallOut) -> CallOut:
    """It is over."""
    with transaction.atomic():
        check_stand_down(by=by, call_out=call_out)
        call_out.stood_down_at = at
        call_out.save(update_fields=["stood_down_at"])
        messaging.send_many(by=by, at=at, drafts=telling.of_standing_down(call_out, on=local_date(at)))
    return call_out


def hold_review(*, by: Viewer, at: datetime, alliance: Alliance, review: Review) -> Review:
    """Write down what all found together; its reasons stay in sight, as most alliances fail in the relationship."""
    with transaction.atomic():
        alliance = Alliance.objects.locked(alliance)
        for name in ("summary", "went_well", "did_not", "next_steps"):
            setattr(review, name, clean_text(getattr(review, name)))
        check_hold_review(by=by, alliance=alliance, review=review, on=local_date(at))
        review.alliance, review.held_by_id, review.held_at = alliance, by.person_id, at
        review.save(force_insert=True)
        if review.next_date:
            alliance.review_date = review.next_date
            alliance.save(update_fields=["review_date"])
        facts = {"alliance": alliance.public_id, "kind": str(review.kind), "held_date": review.held_date.isoformat()}
        said = {"summary": review.summary} if review.summary else {}
        record.append(by=by, kind="alliance-review", about=review.ref, at=at, fields=facts, private=said)
    return review
