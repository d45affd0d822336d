"""Who may work out what a wave says, publish it, and look at what is not published."""

from django.utils.translation import gettext as _

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission
from saidanddone.surveys.models import Alert, Analysis, Wave

OVER = {Wave.State.CLOSED, Wave.State.PUBLISHED}


def check_reads_results(*, by: Viewer, organisation: Organisation) -> None:
    """What is not published yet: whoever measures or publishes for the organisation."""
    if not (by.may(Permission.MEASURE, organisation.pk) or by.may(Permission.PUBLISH, organisation.pk)):
        raise Refused(_("Only those who measure for the organisation see figures before they are published."))


def check_ask_for_analysis(*, by: Viewer, wave: Wave) -> None:
    check_analyse_wave(by=by, wave=wave)


def check_analyse_wave(*, by: Viewer, wave: Wave) -> None:
    """Whoever measures, once nobody can answer any more."""
    if not by.may(Permission.MEASURE, wave.survey.organisation_id):
        raise Refused(_("Only those who measure for the organisation work out its figures."))
    if wave.state not in OVER:
        raise Refused(_("Figures are worked out once the round is closed."))


def check_publish_results(*, by: Viewer, analysis: Analysis, newest: Analysis | None) -> None:
    """Whoever publishes; the newest working-out only, and once."""
    if not by.may(Permission.PUBLISH, analysis.wave.survey.organisation_id):
        raise Refused(_("Only those who publish for the organisation publish its figures."))
    if analysis.wave.state not in OVER:
        raise Refused(_("Figures are published once the round is closed."))
    if analysis.published_at:
        raise Refused(_("These figures are published already."))
    if newest is None or newest.pk != analysis.pk:
        raise Refused(_("These figures have been worked out anew since. Look at the newest ones."))


def check_see_alert(*, by: Viewer, alert: Alert) -> None:
    """Whoever measures for the organisation; once."""
    check_reads_results(by=by, organisation=alert.analysis.wave.survey.organisation)
    if alert.seen_at:
        raise Refused(_("Somebody has looked at this already."))
