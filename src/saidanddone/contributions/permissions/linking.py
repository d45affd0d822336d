"""Who may link what says the same, translate, count again, and edit lists."""

from django.utils.translation import gettext as _

from saidanddone.contributions.models import Contribution
from saidanddone.contributions.permissions.facts import is_own, is_public
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.roles import Permission


def check_link_same(*, by: Viewer, contribution: Contribution, same_as: Contribution) -> None:
    """An officer of an organisation that both are addressed to, or a moderator; both stand, and both are public."""
    if contribution.pk == same_as.pk:
        raise Refused(_("A contribution cannot be the same as itself."))
    if not (is_public(contribution) and is_public(same_as)):
        raise Refused(_("Both must be published and open to everyone."))
    _check_may_link(by, contribution, same_as)


def check_may_link(*, by: Viewer, contribution: Contribution) -> None:
    """Before the other one is named."""
    _check_may_link(by, contribution, contribution)


def check_unlink_same(*, by: Viewer, contribution: Contribution) -> None:
    """Whoever may link, and the contributor: it is their word that stands under another's."""
    if contribution.same_as_id is None:
        raise Refused(_("This is not linked to another contribution."))
    if not is_own(by, contribution):
        _check_may_link(by, contribution, contribution)


def _check_may_link(by: Viewer, contribution: Contribution, same_as: Contribution) -> None:
    if by.may(Permission.LINK_SAME):
        return
    shared = set(contribution.addressees.values_list("organisation", flat=True)) & set(
        same_as.addressees.values_list("organisation", flat=True)
    )
    if not any(by.may(Permission.LINK_SAME, organisation) for organisation in shared):
        raise Refused(_("Only an officer of an organisation that both are addressed to, or a moderator, can do this."))


def check_add_translation(*, by: Viewer, contribution: Contribution, language: str) -> None:
    """The contributor, an officer of an addressed organisation, a moderator, or the site itself."""
    addressed = contribution.addressees.values_list("organisation", flat=True)
    if not (
        is_own(by, contribution)
        or by.may(Permission.MODERATE)
        or any(by.may(Permission.ANSWER, organisation) for organisation in addressed)
    ):
        raise Refused(_("Only the contributor, an addressed organisation or a moderator can add a translation."))
    if contribution.state != Contribution.State.PUBLISHED:
        raise Refused(_("This is not published at the moment, so it cannot be translated."))
    if language == contribution.language:
        raise Refused(_("It was said in this language."))


def check_recount(*, by: Viewer) -> None:
    """The site itself, and an administrator."""
    if not by.may(Permission.ADMINISTER):
        raise Refused(_("Only an administrator can count again."))


def check_add_topic(*, by: Viewer) -> None:
    """Whoever edits the site's lists."""
    if not by.may(Permission.EDIT_LISTS):
        raise Refused(_("Only an administrator can change the list of topics."))


def check_edit_topic(*, by: Viewer) -> None:
    """Whoever edits the site's lists."""
    check_add_topic(by=by)


def check_retire_topic(*, by: Viewer) -> None:
    """Whoever edits the site's lists."""
    check_add_topic(by=by)
