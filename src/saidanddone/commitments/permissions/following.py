"""Who is asked whether it worked, and who may say so."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from saidanddone.commitments.models import Commitment, FollowUp
from saidanddone.contributions.models import Contribution
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer

ASKED_AFTER = timedelta(weeks=4)
"""How long after a promise was kept people are asked whether it worked: long enough to have noticed."""
LONGEST_WORDS = 2000


def check_ask_if_it_worked(*, by: Viewer, commitment: Commitment, on: date) -> None:
    """The site, once, four weeks after it was kept; whether or not its organisation is still there."""
    if not by.acts_for_site:
        raise Refused(_("The site asks by itself, so that nobody chooses whom to ask."))
    if commitment.kept_date is None or commitment.kept_date + ASKED_AFTER > on:
        raise Refused(_("People are asked four weeks after a promise is kept."))
    if commitment.asked_at or commitment.hidden_at:
        raise Refused(_("People have been asked about this, or cannot see it."))


def check_say_if_it_worked(*, by: Viewer, follow_up: FollowUp, value: str, words: str) -> None:
    """Whoever was asked, as often as they change their mind, while the promise and their own words stand."""
    if follow_up.contributor_id not in by.contributor_ids:
        raise Refused(_("Only those whose words led to this promise are asked whether it worked."))
    if follow_up.commitment.hidden_at or follow_up.contribution.state == Contribution.State.WITHDRAWN:
        raise Refused(_("This is not published at the moment, so it cannot be judged."))
    if value not in FollowUp.Value.values:
        raise Refused(_("Choose yes, partly, no or cannot tell."))
    if len(words) > LONGEST_WORDS:
        raise Refused(_("That is too long. Use 2,000 characters or fewer."))
