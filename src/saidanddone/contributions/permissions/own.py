"""What contributors may change of their own, and take back."""

from django.utils.translation import gettext as _

from saidanddone.contributions.files import MOST_FILES
from saidanddone.contributions.models import Contribution
from saidanddone.contributions.permissions.facts import LONGEST_TEXT, is_own
from saidanddone.contributions.permissions.saying import check_credit
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Contributor


def check_correct(*, by: Viewer, contribution: Contribution, text: str) -> None:
    """The contributor, while it stands or is being checked."""
    _check_own_and_standing(by, contribution)
    if not text:
        raise Refused(_("Write what you want to say."))
    if len(text) > LONGEST_TEXT:
        raise Refused(_("That is too long. Use 5,000 characters or fewer."))
    if contribution.is_redacted:
        raise Refused(
            _("A moderator took parts out of this, so its words can no longer be changed. You can withdraw it.")
        )


def check_change_credit(*, by: Viewer, contribution: Contribution, credit: str, credit_name: str) -> None:
    """The contributor, at any time until it is withdrawn."""
    _check_own(by, contribution)
    _check_not_withdrawn(contribution)
    check_credit(credit, credit_name)


def check_change_consent(*, by: Viewer, contribution: Contribution) -> None:
    """The contributor, at any time until it is withdrawn."""
    _check_own(by, contribution)
    _check_not_withdrawn(contribution)


def check_narrow_audience(*, by: Viewer, contribution: Contribution, audience: str, organisations: int) -> None:
    """The contributor; from everyone to the organisations, to one of them. Never wider: others were told otherwise."""
    _check_own(by, contribution)
    _check_not_withdrawn(contribution)
    order = list(Contribution.Audience)
    if order.index(Contribution.Audience(audience)) <= order.index(Contribution.Audience(contribution.audience)):
        raise Refused(_("You can only make the circle of those who may see it smaller."))
    if not organisations:
        raise Refused(_("It is addressed to no organisation that could still see it. You can withdraw it instead."))


def check_withdraw(*, by: Viewer, contribution: Contribution) -> None:
    """The contributor, once."""
    _check_own(by, contribution)
    _check_not_withdrawn(contribution)


def check_erase_contributor(*, by: Viewer, contributor: Contributor) -> None:
    """The contributor, once."""
    if contributor.pk not in by.contributor_ids and not by.acts_for_site:
        raise Refused(_("You can only erase what is your own."))
    if contributor.erased_at:
        raise Refused(_("This has been erased already."))


def check_attach(*, by: Viewer, contribution: Contribution, held: int) -> None:
    """The contributor, while it stands or is being checked; only so many files."""
    _check_own_and_standing(by, contribution)
    if held >= MOST_FILES:
        raise Refused(_("There are as many files here as there can be. Take one away first."))


def check_detach(*, by: Viewer, contribution: Contribution) -> None:
    """The contributor, at any time until it is withdrawn."""
    _check_own(by, contribution)
    _check_not_withdrawn(contribution)


def _check_own(by: Viewer, contribution: Contribution) -> None:
    if not is_own(by, contribution):
        raise Refused(_("You can only change what you said yourself. Open it by your own return link."))


def _check_not_withdrawn(contribution: Contribution) -> None:
    if contribution.state == Contribution.State.WITHDRAWN:
        raise Refused(_("This was withdrawn. Nothing about it can be changed any more."))


def _check_own_and_standing(by: Viewer, contribution: Contribution) -> None:
    _check_own(by, contribution)
    _check_not_withdrawn(contribution)
    if contribution.state == Contribution.State.HIDDEN:
        raise Refused(_("A moderator has hidden this. You can ask for another moderator to look at it again."))


def check_send_address_code(*, by: Viewer, contributor: Contributor) -> None:
    """The contributor themselves."""
    if contributor.pk not in by.contributor_ids or contributor.erased_at:
        raise Refused(_("You can only change your own address."))


def check_send_number_code(*, by: Viewer, contributor: Contributor) -> None:
    """The contributor themselves."""
    if contributor.pk not in by.contributor_ids or contributor.erased_at:
        raise Refused(_("You can only change your own number."))
