"""How each organisation stands to its promise, on a day."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from saidanddone.contributions.models import Addressee, ClockPause
from saidanddone.core.clock import local_date
from saidanddone.core.working_days import working_days_between
from saidanddone.people.models import Organisation
from saidanddone.people.queries import holidays


@dataclass(frozen=True, slots=True)
class Clock:
    """One organisation that was asked. `spent` is the share of the promised time that has gone; None: nothing runs."""

    addressee: Addressee
    state: str
    words: str
    spent: float | None = None
    pause: ClockPause | None = None

    @property
    def organisation(self) -> Organisation:
        return self.addressee.organisation

    @property
    def is_waiting(self) -> bool:
        return self.addressee.state == Addressee.State.WAITING


def clock(addressee: Addressee, pauses: list[ClockPause], on: date) -> Clock:
    """How it stands: answered, passed on, late, paused, or waiting with so many days left."""
    if addressee.state == Addressee.State.ANSWERED:
        return Clock(addressee, "answered", answered_words(addressee))
    if addressee.state == Addressee.State.PASSED_ON:
        return Clock(addressee, "passed_on", gettext("Passed on"))
    if addressee.paused_at:
        pause = next((each for each in pauses if each.resumed_at is None), None)
        return Clock(addressee, "paused", gettext("Its clock stands still"), pause=pause)
    return _running(addressee, on)


def _running(addressee: Addressee, on: date) -> Clock:
    due, closed = addressee.due_date, holidays(addressee.organisation.nation)
    if due is None:
        return Clock(addressee, "waiting", gettext("Waiting; it has made no promise to answer"))
    if addressee.is_late(on):
        days = working_days_between(due, on, closed)
        words = ngettext("Late by %(n)s working day", "Late by %(n)s working days", days) % {"n": days}
        return Clock(addressee, "late", words, spent=1.0)
    left = working_days_between(on, due, closed)
    words = ngettext("%(n)s working day left", "%(n)s working days left", left) % {"n": left}
    whole = working_days_between(local_date(addressee.asked_at), due, closed)
    return Clock(addressee, "waiting", words, spent=1 - left / whole if whole else 1.0)


def answered_words(addressee: Addressee) -> str:
    """How long the first answer took, and how that stands to the promise."""
    days, promise = addressee.first_answer_days, addressee.promise_days
    if days is None:
        return ""
    took = ngettext("%(n)s working day", "%(n)s working days", days) % {"n": days}
    if addressee.answered_in_time is None or promise is None:
        return gettext("after %(took)s") % {"took": took}
    if addressee.answered_in_time:
        return gettext("after %(took)s, within its promise of %(promise)s") % {"took": took, "promise": promise}
    late = max(1, days - promise)
    return ngettext(
        "after %(took)s, %(n)s day past its promise of %(promise)s",
        "after %(took)s, %(n)s days past its promise of %(promise)s",
        late,
    ) % {"took": took, "n": late, "promise": promise}


def due_words(addressee: Addressee, on: date) -> str:
    """What is promised of an answer that is still to come."""
    if addressee.due_date is None:
        return gettext("it has made no promise to answer within a time")
    if addressee.paused_at:
        return gettext("its clock stands still")
    day = {"day": date_format(addressee.due_date, "j F Y")}
    if addressee.due_date < on:
        return gettext("promised by %(day)s") % day
    return gettext("promises to answer by %(day)s") % day
