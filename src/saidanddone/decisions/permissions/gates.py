"""Who may sign off, say what is expected, compare it with what came, and end a pilot."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from saidanddone.core.clock import local_date
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.models import Decision, Expectation, SignOff
from saidanddone.decisions.permissions.decisions import check_publishes, check_writes

_ENDED = (Decision.State.REPLACED, Decision.State.WITHDRAWN)


def check_sign_off(
    *, by: Viewer, decision: Decision, voice: str, name: str, says: str, not_asked_because: str, reason: str
) -> None:
    """Whoever writes while it is a draft, later whoever publishes: a voice by name, or why it was not asked."""
    _check_writes(by, decision)
    if voice not in SignOff.Voice.values:
        raise Refused(_("Choose who signs off: delivery, finance or lived experience."))
    if bool(says or name) == bool(not_asked_because) or bool(says) != bool(name):
        raise Refused(_("Say who signs off and what they say, or why they were not asked."))
    if len(name) > 160 or len(says) > 2000 or len(not_asked_because) > 1000:
        raise Refused(_("That is too long. Use 2,000 characters or fewer."))
    if decision.announced_at and decision.sign_offs.filter(voice=voice).exists() and not reason:
        raise Refused(_("Say why you change it. Everyone can read the earlier words and the reason."))


def check_expect(*, by: Viewer, decision: Decision, text: str, measure: str, expected_date: date, at: datetime) -> None:
    """Before the day comes: an expectation that is written down afterwards is none."""
    _check_writes(by, decision)
    if not text or not measure:
        raise Refused(_("Say what you expect, and by what it is measured."))
    if len(text) > 400 or len(measure) > 300:
        raise Refused(_("That is too long. Use 300 characters or fewer."))
    if expected_date <= local_date(at):
        raise Refused(_("What is expected lies ahead: give a day that is still to come."))


def check_compare_expectation(*, by: Viewer, expectation: Expectation, outcome: str, found: str, at: datetime) -> None:
    """Whoever publishes, once, when the day has come and the decision was taken."""
    check_publishes(by=by, decision=expectation.decision)
    if not expectation.decision.decided_at:
        raise Refused(_("This is not decided, so there is nothing to compare yet."))
    if expectation.compared_at:
        raise Refused(_("This was compared already. What was found stays."))
    if expectation.expected_date > local_date(at):
        raise Refused(_("Wait until the day that was named before you compare."))
    if outcome not in Expectation.Outcome.values or not found:
        raise Refused(_("Say whether it came as expected, and what you found."))
    if len(found) > 2000:
        raise Refused(_("That is too long. Use 2,000 characters or fewer."))


def check_end_pilot(*, by: Viewer, decision: Decision, end: str, learnt: str) -> None:
    """Whoever publishes, once, for a pilot that was decided: how it ends, and what was learnt."""
    check_publishes(by=by, decision=decision)
    if not decision.is_pilot or not decision.is_taken:
        raise Refused(_("Only a pilot that was decided ends."))
    if decision.pilot_end:
        raise Refused(_("How this pilot ended has been said already."))
    if end not in Decision.PilotEnd.values or not learnt:
        raise Refused(_("Say whether it is continued, changed or stopped, and what was learnt."))
    if len(learnt) > 2000:
        raise Refused(_("That is too long. Use 2,000 characters or fewer."))


def _check_writes(by: Viewer, decision: Decision) -> None:
    if decision.announced_at:
        check_publishes(by=by, decision=decision)
    else:
        check_writes(by=by, organisation=decision.organisation)
    if decision.state in _ENDED:
        raise Refused(_("This decision has ended. It stays as it is."))
