"""Who may answer: whoever holds a key that fits, while the wave is open."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from saidanddone.core.clock import local_date
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.surveys.codes import Key
from saidanddone.surveys.models import Response, SampleCase, Survey, Wave
from saidanddone.surveys.questionnaire import Asked


def check_begin_response(*, by: Viewer, wave: Wave, key: Key, case: SampleCase | None, at: datetime) -> None:
    """By a code that somebody in the sample of this wave was given, or by its open link; while it is open."""
    _check_open(wave, at)
    if key.is_code:
        if case is None or case.wave_id != wave.pk:
            raise Refused(_("We do not know this code."))
        if case.status == SampleCase.Status.ANSWERED:
            raise Refused(_("Answers were handed in with this code. Thank you."))
        return
    way = "kiosk" if key.at_kiosk else "link"
    if way not in wave.modes:
        raise Refused(_("This survey is answered with a code."))
    _check_within(by, wave)


def check_save_answers(*, by: Viewer, response: Response, key: Key, at: datetime) -> None:
    """While the wave is open, and until they are handed in."""
    _check_open(response.wave, at)
    if response.finished_date:
        raise Refused(_("Your answers are handed in, so they stay as they are."))
    if not key.is_code:
        _check_within(by, response.wave)


def check_finish_response(*, by: Viewer, response: Response, key: Key, at: datetime, asked: Sequence[Asked]) -> None:
    """As for saving; and there must be something to hand in: where they live may have come with the sample."""
    check_save_answers(by=by, response=response, key=key, at=at)
    names = {each.name for each in asked}
    known = {each.name for each in asked if each.places} if key.is_code else set[str]()
    if not response.answers.keys() - (known if known < names else set()):
        raise Refused(_("Answer at least one question before you hand in."))


def _check_open(wave: Wave, at: datetime) -> None:
    if not wave.takes_answers(local_date(at)):
        raise Refused(_("This survey does not take answers now."))


def _check_within(by: Viewer, wave: Wave) -> None:
    """The open link of a staff survey is for those who work there; a code is for whoever was given it."""
    if wave.survey.kind == Survey.Kind.STAFF and wave.survey.organisation_id not in by.organisation_ids:
        raise Refused(_("This survey is for those who work there. Sign in first."))
