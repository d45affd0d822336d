"""Who may say something, and add their voice."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from saidanddone.contributions.models import Contribution
from saidanddone.contributions.permissions.facts import FOR_OTHERS, LONGEST_TEXT, holds_anywhere, is_own, is_public
from saidanddone.core.clock import local_date
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.roles import Permission

if TYPE_CHECKING:
    from saidanddone.contributions.drafts import Draft


def check_say(*, by: Viewer, draft: "Draft", at: datetime) -> None:
    """Anyone, on the web; a connector or officer for others; whoever may import, from a file."""
    _check_channel(by, draft)
    if not draft.text:
        raise Refused(_("Write what you want to say."))
    if len(draft.text) > LONGEST_TEXT:
        raise Refused(_("That is too long. Use 5,000 characters or fewer."))
    if draft.said_date and draft.said_date > local_date(at):
        raise Refused(_("The day it was said must be today or in the past."))
    check_credit(draft.credit, draft.credit_name)
    _check_audience(draft)


def check_say_many(*, by: Viewer) -> None:
    """Whoever brings in files, and the site itself."""
    if not holds_anywhere(by, Permission.IMPORT):
        raise Refused(_("Only a steward or an administrator can bring in contributions from a file."))


def check_import_contributions(*, by: Viewer) -> None:
    """As for a batch of them."""
    check_say_many(by=by)


def _check_channel(by: Viewer, draft: "Draft") -> None:
    if by.acts_for_site:
        return
    if draft.channel in FOR_OTHERS:
        if not holds_anywhere(by, Permission.ENTER_FOR_OTHERS):
            raise Refused(_("Only a connector or an officer can enter what somebody else said."))
        if draft.contributor and draft.contributor.pk in by.contributor_ids:
            raise Refused(_("This is for what somebody else said. Say what you have to say yourself on the web form."))
    elif draft.channel == Contribution.Channel.IMPORT:
        check_say_many(by=by)
    elif draft.contributor and draft.contributor.pk not in by.contributor_ids:
        raise Refused(_("You can only speak for yourself here."))


def check_credit(credit: str, credit_name: str) -> None:
    if credit == Contribution.Credit.UNCREDITED and credit_name:
        raise Refused(_("You asked not to be named, so leave the name empty."))
    if credit != Contribution.Credit.UNCREDITED and not credit_name:
        raise Refused(_("Write the name to show, or choose to be counted without a name."))


def _check_audience(draft: "Draft") -> None:
    number = len(draft.organisations)
    if any(organisation.ended_date for organisation in draft.organisations):
        raise Refused(_("One of these organisations has closed. Choose another one."))
    if draft.audience == Contribution.Audience.ORGANISATION and number != 1:
        raise Refused(_("Choose the one organisation that may see it."))
    if draft.audience == Contribution.Audience.ORGANISATIONS and not number:
        raise Refused(_("Choose at least one organisation that may see it."))


def check_support(*, by: Viewer, contribution: Contribution) -> None:
    """Anyone, for what is public; not for one's own."""
    if not is_public(contribution):
        raise Refused(_("Nobody can add their voice to this at the moment."))
    if is_own(by, contribution):
        raise Refused(_("This is your own contribution; your voice is counted already."))


def check_support_many(*, by: Viewer, contribution: Contribution) -> None:
    """The site itself, for what is public."""
    if not by.acts_for_site:
        raise Refused(_("Everybody adds their own voice."))
    check_support(by=by, contribution=contribution)


def check_withdraw_support(*, by: Viewer, contribution: Contribution) -> None:
    """Whoever gave it."""
    if not by.contributor_ids:
        raise Refused(_("You have not added your voice to this."))
