"""Who may bring in answers that were given elsewhere."""

from django.utils.translation import gettext as _

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission


def check_import_survey(*, by: Viewer, organisation: Organisation) -> None:
    """A steward of the organisation, an administrator, or the site."""
    if not by.may(Permission.IMPORT, organisation.pk):
        raise Refused(_("Only a steward or an administrator can bring in files."))
    if organisation.ended_date:
        raise Refused(_("This organisation has ended."))
