"""Run a relationship check: plan it, name who is asked, open, remind, close, talk it over, and forget the answers."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from saidanddone.alliances import asking
from saidanddone.alliances.insights import shown_of
from saidanddone.alliances.models import Alliance, Check, FacilitatorWords, Party, Rater, Rating, Shown
from saidanddone.alliances.permissions import (
    check_close_check,
    check_drop_check,
    check_forget_answers,
    check_name_rater,
    check_name_raters,
    check_open_check,
    check_plan_check,
    check_remind_raters,
    check_talk_over,
    check_work_out,
)
from saidanddone.core import jobs
from saidanddone.core.clock import local_date
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.people.models import Person
from saidanddone.record import actions as record
from saidanddone.surveys.instruments import instrument

INSTRUMENTS = {Check.Form.PAIRS: "partners", Check.Form.WHOLE: "partnership"}


def plan_check(
    *, by: Viewer, at: datetime, alliance: Alliance, form: str, opens_date: date, closes_date: date
) -> Check:
    """The next check, with the questions as they ship now."""
    with transaction.atomic():
        alliance = Alliance.objects.locked(alliance)
        check_plan_check(by=by, alliance=alliance, opens_date=opens_date, closes_date=closes_date)
        asked = instrument(INSTRUMENTS[Check.Form(form)])
        last = alliance.checks.order_by("-number").first()
        return Check.objects.create(
            alliance=alliance,
            number=last.number + 1 if last else 1,
            form=form,
            instrument=asked.name,
            instrument_version=asked.version,
            opens_date=opens_date,
            closes_date=closes_date,
        )


def drop_check(*, by: Viewer, at: datetime, check: Check) -> None:
    """Give up what was only planned: nobody has been asked."""
    with transaction.atomic():
        check = _locked(check)
        check_drop_check(by=by, check=check)
        check.delete()


def name_rater(*, by: Viewer, at: datetime, check: Check, party: Party, person: Person) -> Rater:
    """A party says who of its people is asked."""
    with transaction.atomic():
        check = _locked(check)
        check_name_rater(by=by, check=check, party=party, person=person, on=local_date(at))
        rater, _made = Rater.objects.get_or_create(check_of=check, person=person, defaults={"party": party})
    return rater


def name_raters(*, by: Viewer, at: datetime, check: Check, party: Party, people: Sequence[Person]) -> list[Rater]:
    """A party says who of its people are asked: these, and nobody else."""
    with transaction.atomic():
        check = _locked(check)
        check_name_raters(by=by, check=check, party=party)
        check.raters.filter(party=party).exclude(person__in=people).delete()
        return [name_rater(by=by, at=at, check=check, party=party, person=each) for each in people]


def open_check(*, by: Viewer, at: datetime, check: Check) -> Check:
    """Who is asked is fixed from now on, and who reads what is written to the facilitator. All are invited."""
    with transaction.atomic():
        check = _locked(check)
        check_open_check(by=by, check=check)
        _move(check, Check.State.OPEN, opened_at=at, facilitator_id=check.alliance.facilitator_id)
        messaging.send_many(by=by, at=at, drafts=asking.drafts(check, reminder=False))
    return check


def remind_raters(*, by: Viewer, at: datetime, check: Check) -> Check:
    """Once, and everybody: a list of who was reminded would be a list of who has not answered."""
    with transaction.atomic():
        check = _locked(check)
        check_remind_raters(by=by, check=check)
        check.reminded_at = at
        check.save(update_fields=["reminded_at"])
        messaging.send_many(by=by, at=at, drafts=asking.drafts(check, reminder=True))
    return check


def close_check(*, by: Viewer, at: datetime, check: Check) -> Check:
    """No more answers. The record says that it was held, and of how many; what is shown is worked out in a task."""
    with transaction.atomic():
        check = _locked(check)
        check_close_check(by=by, check=check)
        answered = check.raters.filter(has_answered=True)
        counts = {
            "answered": answered.count(),
            "answered_organisations": answered.values("party__organisation").distinct().count(),
        }
        _move(check, Check.State.CLOSED, closed_at=at, **counts)
        if check.alliance.signed_at:
            facts = {"number": check.number, "form": str(check.form), **counts}
            record.append(by=by, kind="relationship-check", about=check.alliance.ref, at=at, fields=facts)
        jobs.queue("saidanddone.alliances.tasks.work_out_check", check=check.public_id)
    return check


def work_out(*, by: Viewer, at: datetime, check: Check) -> Check:
    """What is shown, worked out once: it is held against every set of answers, so many people take minutes."""
    with transaction.atomic():
        check = _locked(check)
        check_work_out(by=by, check=check)
        if check.worked_out_at is None:
            Shown.objects.bulk_create(shown_of(check))
            check.worked_out_at = at
            check.save(update_fields=["worked_out_at"])
    return check


def talk_over(*, by: Viewer, at: datetime, check: Check, next_date: date) -> Check:
    """All have talked about it; the next one has its day."""
    with transaction.atomic():
        check = _locked(check)
        check_talk_over(by=by, check=check, next_date=next_date, on=local_date(at))
        return _move(check, Check.State.TALKED_OVER, talked_over_date=local_date(at), next_date=next_date)


def forget_answers(*, by: Viewer, at: datetime, check: Check) -> None:
    """Delete every answer and all words for the facilitator. What is shown was worked out before, and stays."""
    with transaction.atomic():
        check = _locked(check)
        check_forget_answers(by=by, check=check, on=local_date(at))
        Rating.objects.filter(rater__check_of=check).delete()
        FacilitatorWords.objects.filter(check_of=check).delete()
        check.forgotten_at = at
        check.save(update_fields=["forgotten_at"])


def _locked(check: Check) -> Check:
    return Check.objects.select_for_update(of=("self",)).select_related("alliance").get(pk=check.pk)


def _move(check: Check, state: str, **facts: object) -> Check:
    check.state = state
    for name, value in facts.items():
        setattr(check, name, value)
    check.save(update_fields=["state", *facts])
    return check
