"""Who may say what went wrong, and look at it again."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from saidanddone.commitments.models import Outcome, Owner, Setback
from saidanddone.commitments.permissions.promising import may_for, worked_on_by
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission

if TYPE_CHECKING:
    from saidanddone.commitments.drafts import SetbackDraft

LONGEST: dict[str, int] = {
    "title": 200,
    "text": 3000,
    "touched": 500,
    "cost": 300,
    "cause": 2000,
    "fix": 2000,
    "fix_owner": 200,
    "lesson": 2000,
}


def check_says_setbacks_for(*, by: Viewer, organisation: Organisation) -> None:
    """Before anything is written: an officer of the organisation."""
    if not by.may(Permission.UPDATE, organisation.pk):
        raise Refused(_("Only an officer of the organisation can say what went wrong there."))


def check_say_setback(*, by: Viewer, draft: "SetbackDraft", on: date) -> None:
    """An officer of the organisation; what, whom it touched, the fix, its owner and the day of the second look."""
    check_says_setbacks_for(by=by, organisation=draft.organisation)
    if not (draft.title and draft.text and draft.touched):
        raise Refused(_("Say what went wrong, and whom it touched."))
    if not (draft.fix and draft.fix_owner):
        raise Refused(_("Say what is done about it, and who sees to it."))
    if any(len(getattr(draft, name)) > longest for name, longest in LONGEST.items()):
        raise Refused(_("That is too long."))
    if draft.known_date > on:
        raise Refused(_("The day on which you knew is today or in the past."))
    if draft.check_date <= on:
        raise Refused(_("Choose a day to come on which you look at it again."))
    if draft.service and draft.service.organisation_id != draft.organisation.pk:
        raise Refused(_("That service belongs to another organisation."))
    _check_concerns(draft)


def _check_concerns(draft: "SetbackDraft") -> None:
    """Of one's own: a promise that one works on, a decision that one took, an outcome that one answers for."""
    organisation, commitment, decision = draft.organisation, draft.commitment, draft.decision
    if commitment and (commitment.hidden_at or organisation.pk not in worked_on_by(commitment)):
        raise Refused(_("That organisation has no part in this promise."))
    if decision and not (decision.is_public and decision.organisation_id == organisation.pk):
        raise Refused(_("That is no public decision of this organisation."))
    if draft.outcome and not _answers_for(organisation, draft.outcome):
        raise Refused(_("That organisation does not answer for this outcome."))


def _answers_for(organisation: Organisation, outcome: Outcome) -> bool:
    owned = Owner.objects.filter(outcome=outcome, organisation=organisation, until_date__isnull=True)
    return outcome.hidden_at is None and owned.exists()


def check_check_setback_again(*, by: Viewer, setback: Setback, found: str, cause: str, lesson: str) -> None:
    """An officer of the organisation or of its successor, once; what was found is always said."""
    check_looks_again(by=by, setback=setback)
    if not found:
        raise Refused(_("Say what you found when you looked at it again."))
    if max(len(found), len(cause), len(lesson)) > LONGEST["cause"]:
        raise Refused(_("That is too long. Use 2,000 characters or fewer."))


def check_looks_again(*, by: Viewer, setback: Setback) -> None:
    """Before anything is written."""
    if not may_for(by, Permission.UPDATE, setback.organisation):
        raise Refused(_("Only an officer of the organisation can say what went wrong there."))
    if setback.checked_date:
        raise Refused(_("It has been looked at again already. What was found stays."))
    if setback.hidden_at:
        raise Refused(_("A moderator has hidden this. You can ask for another moderator to look at it again."))
