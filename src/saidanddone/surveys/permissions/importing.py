"""Who may bring in answers that were given elsewhere."""

from django.utils.translation import gettext as _

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission
from saidanddone.surveys.models import Survey


def check_import_survey(*, by: Viewer, organisation: Organisation, into: Survey | None = None) -> None:
    """A steward of the organisation, an administrator, or the site; into a survey of its own, once it is ready."""
    if not by.may(Permission.IMPORT, organisation.pk):
        raise Refused(_("Only a steward or an administrator can bring in files."))
    if organisation.ended_date:
        raise Refused(_("This organisation has ended."))
    if into and into.organisation_id != organisation.pk:
        raise Refused(_("This survey is of another organisation."))
    if into and into.state != Survey.State.READY:
        raise Refused(_("Make the survey ready first."))
