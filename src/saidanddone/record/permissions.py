"""Who may write to the record, and when it takes nothing more."""

from django.utils.translation import gettext as _

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.record.models import Log

ADMINISTER = "administer"
"""The value of the permission in `people.roles`, which stands above this app."""


def check_append(*, by: Viewer) -> None:
    """Whoever may do the thing may have it recorded, while the log stands.

    After a restore from an older backup nothing is published until an administrator has started a new log.
    """
    if not Log.objects.all().is_standing():
        raise Refused(
            _(
                "Nothing can be published at the moment: the public record does not match what it was. "
                "An administrator has to look at it first. Please try again later."
            )
        )


def check_append_many(*, by: Viewer) -> None:
    check_append(by=by)


def check_sequence(*, by: Viewer) -> None:
    """The site itself, through its worker."""
    if not by.acts_for_site:
        raise Refused(_("Only the site itself gives entries their numbers."))


def check_start_new_log(*, by: Viewer, log: Log | None) -> None:
    """An administrator, and only when the log that stands can no longer be continued."""
    if not by.may(ADMINISTER):
        raise Refused(_("Only an administrator can start a new log."))
    if log is None or log.is_standing:
        raise Refused(_("The log is in order and goes on; a new one would only confuse those who check it."))


def check_register_witness(*, by: Viewer) -> None:
    """An administrator, who has made sure whose key it is."""
    if not by.may(ADMINISTER):
        raise Refused(_("Only an administrator can register a witness."))


def check_retire_witness(*, by: Viewer) -> None:
    """An administrator. What the witness signed stays."""
    if not by.may(ADMINISTER):
        raise Refused(_("Only an administrator can retire a witness."))
