"""When an answer is due: working days from the promise as it stood when it was asked."""

from datetime import date, datetime

from saidanddone.contributions.models import Addressee
from saidanddone.core.clock import local_date
from saidanddone.core.working_days import add_working_days, working_days_between
from saidanddone.people.models import Organisation
from saidanddone.people.queries import holidays


def start(addressee: Addressee, *, at: datetime, organisation: Organisation | None = None) -> None:
    """Set the clock going; without a promise there is no due date."""
    organisation = organisation or addressee.organisation
    addressee.state = Addressee.State.WAITING
    addressee.asked_at = at
    addressee.paused_at = None
    addressee.promise_days = organisation.promise_days
    addressee.due_date = due_date(organisation, asked_at=at)


def due_date(organisation: Organisation, *, asked_at: datetime) -> date | None:
    if organisation.promise_days is None:
        return None
    return add_working_days(local_date(asked_at), organisation.promise_days, holidays(organisation.nation))


def working_days(organisation: Organisation, start_at: datetime, end_at: datetime) -> int:
    return working_days_between(local_date(start_at), local_date(end_at), holidays(organisation.nation))


def moved(day: date | None, organisation: Organisation, days: int) -> date | None:
    """A due date moved on by the working days in which the clock stood still."""
    return day and add_working_days(day, days, holidays(organisation.nation))


def stop_pause(addressee: Addressee, *, at: datetime) -> None:
    """End a pause, if there is one: the due date moves by the working days in which the clock stood still."""
    if addressee.paused_at is None:
        return
    paused = working_days(addressee.organisation, addressee.paused_at, at)
    addressee.pauses.filter(resumed_at__isnull=True).update(resumed_at=at)
    addressee.paused_at = None
    addressee.due_date = moved(addressee.due_date, addressee.organisation, paused)


def skip(addressee: Addressee, since: datetime, until: datetime) -> None:
    """Leave out a stretch in which nobody could see the question, unless the clock stood still anyway."""
    if addressee.paused_at is None:
        days = working_days(addressee.organisation, since, until)
        addressee.due_date = moved(addressee.due_date, addressee.organisation, days)
        addressee.pauses.create(by_moderation=True, paused_at=since, resumed_at=until)


def settle(addressee: Addressee, *, at: datetime) -> None:
    """An answer has come. The first one is measured in working days from the asking, pauses left out."""
    stop_pause(addressee, at=at)
    addressee.state = Addressee.State.ANSWERED
    if addressee.first_answered_at is None:
        addressee.first_answered_at = at
        addressee.first_answer_days = _days_taken(addressee, at)
        if addressee.due_date is not None:
            addressee.answered_in_time = local_date(at) <= addressee.due_date
    addressee.save()


def _days_taken(addressee: Addressee, at: datetime) -> int:
    organisation = addressee.organisation
    paused = 0
    for pause in addressee.pauses.all():
        paused += working_days(organisation, pause.paused_at, pause.resumed_at or at)
    return max(0, working_days(organisation, addressee.asked_at, at) - paused)


def reopen(addressee: Addressee, *, at: datetime) -> None:
    """The contributor was not understood: the clock starts again, once."""
    start(addressee, at=at)
    addressee.reopened_at = at
    addressee.save()
