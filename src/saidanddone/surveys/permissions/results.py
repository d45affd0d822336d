"""Who may work out what a wave says, publish it, and look at what is not published."""

from django.utils.translation import gettext as _

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission
from saidanddone.surveys.models import Alert, Analysis, Estimate, Survey, Wave

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


def check_publish_results(*, by: Viewer, analysis: Analysis, newest: Analysis | None, readers: str) -> None:
    """Whoever publishes; the newest working-out only, and once for the same readers."""
    if not by.may(Permission.PUBLISH, analysis.wave.survey.organisation_id):
        raise Refused(_("Only those who publish for the organisation publish its figures."))
    if analysis.wave.state not in OVER:
        raise Refused(_("Figures are published once the round is closed."))
    if readers not in Analysis.Readers.values:
        raise Refused(_("Choose who may read them."))
    if analysis.published_at and readers in {analysis.readers, Analysis.Readers.ORGANISATION}:
        raise Refused(_("These figures are published already."))
    if newest is None or newest.pk != analysis.pk:
        raise Refused(_("These figures have been worked out anew since. Look at the newest ones."))
    _check_readers(analysis, readers)


def _check_readers(analysis: Analysis, readers: str) -> None:
    """What people outside were asked is for everyone; what everyone reads stays so."""
    wave = analysis.wave
    if readers == Analysis.Readers.EVERYONE:
        return _check_differences(analysis, wave)
    if wave.survey.kind != Survey.Kind.STAFF:
        raise Refused(_("What people outside were asked is published for everyone."))
    if Analysis.objects.public().published().filter(wave=wave).exists():
        raise Refused(_("Everyone reads figures of this round. Those that take their place are for everyone too."))


def _check_differences(analysis: Analysis, wave: Wave) -> None:
    """A change gives away the round before, so that must not be one which the organisation keeps to itself."""
    if wave.survey.kind != Survey.Kind.STAFF:
        return
    changed = Estimate.objects.filter(analysis=analysis, kind=Estimate.Kind.DIFFERENCE, value__isnull=False)
    before = Wave.objects.filter(survey=wave.survey_id, number__lt=wave.number, state__in=OVER).order_by("-number")
    closed = before.first()
    if closed and changed.exists() and not Analysis.objects.public().published().filter(wave=closed).exists():
        raise Refused(
            _("They say what changed since a round that not everyone reads. Publish that for everyone first.")
        )


def check_see_alert(*, by: Viewer, alert: Alert) -> None:
    """Whoever measures for the organisation; once."""
    check_reads_results(by=by, organisation=alert.analysis.wave.survey.organisation)
    if alert.seen_at:
        raise Refused(_("Somebody has looked at this already."))
