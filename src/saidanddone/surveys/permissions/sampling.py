"""Who may bring in a sample, write to those who were drawn, and forget them."""

from datetime import datetime

from django.utils.translation import gettext as _

from saidanddone.core.clock import local_date
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.roles import Permission
from saidanddone.surveys.models import SampleCase, Wave
from saidanddone.surveys.ways_in import WayIn

MOST_REMINDERS = 2


def check_measures(*, by: Viewer, wave: Wave) -> None:
    """Whoever measures for the organisation that asks."""
    if not by.may(Permission.MEASURE, wave.survey.organisation_id):
        raise Refused(_("Only those who measure for the organisation look after its samples."))


def check_import_sample(*, by: Viewer, wave: Wave) -> None:
    """While it is planned or open, and before its names and addresses are gone."""
    _check_sample_is_open(by=by, wave=wave)
    if WayIn.CODE not in wave.modes:
        raise Refused(_("This round is not answered with codes. Change its plan first."))


def _check_sample_is_open(*, by: Viewer, wave: Wave) -> None:
    check_measures(by=by, wave=wave)
    if wave.state not in {Wave.State.PLANNED, Wave.State.OPEN}:
        raise Refused(_("A sample is brought in while a round is planned or open."))
    if wave.identity_deleted_at:
        raise Refused(_("The names and addresses of this round are deleted."))


def check_make_codes(*, by: Viewer, wave: Wave) -> None:
    """As for bringing in the sample: whoever has the codes could answer for others, so they are handed out once."""
    check_import_sample(by=by, wave=wave)


def check_send_invitations(*, by: Viewer, wave: Wave, at: datetime) -> None:
    """While it is open: to those of the sample, and to those of the panel who were drawn."""
    _check_sample_is_open(by=by, wave=wave)
    if not {WayIn.CODE, WayIn.PANEL} & set(wave.modes):
        raise Refused(_("This round is not answered with codes. Change its plan first."))
    if not wave.takes_answers(local_date(at)):
        raise Refused(_("Open the round before you invite anybody."))


def check_send_reminders(*, by: Viewer, wave: Wave, at: datetime) -> None:
    """As invitations; two at most to each, which the database holds too."""
    check_send_invitations(by=by, wave=wave, at=at)


def check_note_contact(*, by: Viewer, case: SampleCase, status: str) -> None:
    """What came of an attempt to reach somebody; that somebody answered is known by their code alone.

    A member of the panel says for themselves that they do not want to.
    """
    _check_sample_is_open(by=by, wave=case.wave)
    if case.from_panel:
        raise Refused(_("Members of the panel are asked by the site alone."))
    if status not in {"drawn", "invited", "refused", "not_reached", "not_eligible"}:
        raise Refused(_("Choose what came of it."))
    if case.status == SampleCase.Status.ANSWERED:
        raise Refused(_("They have answered, so there is nothing more to note."))


def check_delete_identities(*, by: Viewer) -> None:
    """The site's own work, on the day that the wave has named."""
    if not by.acts_for_site:
        raise Refused(_("Names and addresses are deleted by the site itself, on their day."))
