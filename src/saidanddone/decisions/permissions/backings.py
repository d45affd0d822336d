"""Who may say that an organisation backs what is tried: a lead of it, who is there to be asked about it."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.models import Backing, Decision
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission

if TYPE_CHECKING:
    from saidanddone.decisions.changes import BackingDraft

_ENDED = (Decision.State.REPLACED, Decision.State.WITHDRAWN)
LONGEST_POST, LONGEST_WORDS, LONGEST_REASON = 160, 1000, 500


def check_backs_for(*, by: Viewer, organisation: Organisation) -> None:
    if not by.may(Permission.COMMIT, organisation.pk):
        raise Refused(_("Only a lead of the organisation can say that it backs this."))


def check_back(*, by: Viewer, decision: Decision, draft: "BackingDraft", on: date) -> None:
    """Of a decision that everyone can read and that stands; once at a time, with what is promised if it fails."""
    check_backs_for(by=by, organisation=draft.organisation)
    if draft.organisation.ended_date:
        raise Refused(_("That organisation has closed. Choose another one."))
    if not decision.is_public or decision.state in _ENDED:
        raise Refused(_("Only a decision that everyone can read, and that stands, can be backed."))
    if not (draft.post and draft.why and draft.if_it_fails):
        raise Refused(_("Say in which post you back it, why, and what you promise if it fails."))
    if len(draft.post) > LONGEST_POST or max(len(draft.why), len(draft.if_it_fails)) > LONGEST_WORDS:
        raise Refused(_("That is too long. Use 1,000 characters or fewer."))
    if draft.until_date <= on:
        raise Refused(_("Choose a day that is still to come."))
    if decision.backings.filter(organisation=draft.organisation, ended_date=None).exists():
        raise Refused(_("Your organisation backs it already. End that first."))


def check_end_backing(*, by: Viewer, backing: Backing, reason: str) -> None:
    """With a reason: whoever relied on it reads why."""
    check_backs_for(by=by, organisation=backing.organisation)
    if backing.ended_date:
        raise Refused(_("This has ended already."))
    if not reason:
        raise Refused(_("Say why you back it no more."))
    if len(reason) > LONGEST_REASON:
        raise Refused(_("That is too long. Use 500 characters or fewer."))
