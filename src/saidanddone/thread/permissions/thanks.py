"""Who may note that somebody was thanked or paid, and who may take that back."""

from datetime import date

from django.utils.translation import gettext

from saidanddone.contributions.models import Contribution
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission
from saidanddone.thread.drafts import ThanksDraft
from saidanddone.thread.models import Thanks

LONGEST_WORDS = 1000
MOST_PENCE = 10**9
"""Ten million pounds: more is a slip of the hand."""


def check_thank(*, by: Viewer, contribution: Contribution, draft: ThanksDraft, on: date) -> None:
    """An officer of an organisation that the contribution is for, while it stands; not before it was said."""
    check_thanks_for(by=by, contribution=contribution, organisation=draft.organisation)
    if draft.kind not in Thanks.Kind.values:
        raise Refused(gettext("Choose how they were thanked."))
    if draft.kind == Thanks.Kind.THANKED and draft.amount_pence is not None:
        raise Refused(gettext("Thanks alone have no amount. Choose what the money was for."))
    if draft.amount_pence is not None and not 0 <= draft.amount_pence <= MOST_PENCE:
        raise Refused(gettext("Write the amount in pounds and pence, as 25.00."))
    if len(draft.words) > LONGEST_WORDS:
        raise Refused(gettext("That is too long. Use 1,000 characters or fewer."))
    if draft.given_date > on:
        raise Refused(gettext("That day is still to come. Note it when it has been given."))
    if draft.given_date < contribution.said_date:
        raise Refused(gettext("That day is before they said it."))


def check_thanks_for(*, by: Viewer, contribution: Contribution, organisation: Organisation | None) -> Organisation:
    """Before anything is written: an officer of an organisation that it is addressed to, while it stands."""
    if organisation is None or not by.may(Permission.ANSWER, organisation.pk):
        raise Refused(gettext("Only an officer of an organisation that this is addressed to can note that."))
    if not contribution.addressees.filter(organisation=organisation).exists():
        raise Refused(gettext("This is not addressed to your organisation."))
    if contribution.state != Contribution.State.PUBLISHED or contribution.contributor.erased_at is not None:
        raise Refused(gettext("This is not published at the moment, so nobody can be thanked for it."))
    return organisation


def check_take_back_thanks(*, by: Viewer, thanks: Thanks) -> None:
    """An officer of the organisation that noted it."""
    if not by.may(Permission.ANSWER, thanks.organisation_id):
        raise Refused(gettext("Only an officer of the organisation can take that back."))


def check_forget_thanks(*, by: Viewer) -> None:
    """Part of erasing somebody: whoever may do that has been asked below."""
