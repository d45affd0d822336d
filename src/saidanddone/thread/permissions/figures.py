"""Who may count again."""

from django.utils.translation import gettext

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.roles import Permission


def check_recount(*, by: Viewer) -> None:
    """The site itself, and an administrator."""
    if not by.may(Permission.ADMINISTER):
        raise Refused(gettext("Only an administrator can count again."))


def check_recount_ways(*, by: Viewer) -> None:
    """As `check_recount`."""
    check_recount(by=by)
