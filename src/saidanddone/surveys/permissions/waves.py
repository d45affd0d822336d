"""Who may plan, open, close and withdraw a wave, and when."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from saidanddone.core.languages import Language
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission
from saidanddone.surveys.models import Question, Survey, Wave
from saidanddone.surveys.readiness import lacking
from saidanddone.surveys.states import WAVES
from saidanddone.surveys.ways_in import WayIn

if TYPE_CHECKING:
    from saidanddone.surveys.drafts import WaveDraft

LONGEST = 2000
LONGEST_KEEPING = 366
"""Days after closing on which the sample's names and addresses are gone at the latest."""


def check_measures_for(*, by: Viewer, organisation: Organisation) -> None:
    """Before anything is written: whoever measures for the organisation."""
    if not by.may(Permission.MEASURE, organisation.pk):
        raise Refused(_("Only those who measure for the organisation do that."))


def check_plan_wave(*, by: Viewer, survey: Survey, draft: "WaveDraft", on: date) -> None:
    """A round to come of a survey that is still asked."""
    check_plans_waves(by=by, survey=survey)
    _check_plan(survey, draft)
    if draft.closes_date < on:
        raise Refused(_("A round closes on a day to come."))


def check_plans_waves(*, by: Viewer, survey: Survey) -> None:
    check_measures_for(by=by, organisation=survey.organisation)
    if survey.state == Survey.State.ARCHIVED:
        raise Refused(_("This survey is no longer asked. Begin another one."))


def _check_plan(survey: Survey, draft: "WaveDraft") -> None:
    if draft.closes_date < draft.opens_date:
        raise Refused(_("A round closes after it has opened."))
    if draft.identity_deleted_date < draft.closes_date:
        raise Refused(_("Names and addresses are deleted after the round has closed."))
    if (draft.identity_deleted_date - draft.closes_date).days > LONGEST_KEEPING:
        raise Refused(_("Names and addresses are deleted within a year of the round's last day."))
    if draft.sampling not in Wave.Sampling.values:
        raise Refused(_("Say how people are chosen."))
    if not draft.modes or not set(draft.modes) <= set(WayIn.values):
        raise Refused(_("Choose at least one way in."))
    by_chance = draft.sampling in {Wave.Sampling.PROBABILITY, Wave.Sampling.EVERYONE}
    if by_chance and {WayIn.LINK, WayIn.KIOSK} & set(draft.modes):
        raise Refused(_("Where people are drawn by chance, nobody else answers: no open link, and no kiosk."))
    if WayIn.PANEL in draft.modes and by_chance:
        raise Refused(_("Who is in a panel offered to be asked, so it is no sample drawn by chance from everyone."))
    if WayIn.PANEL in draft.modes and survey.kind == Survey.Kind.STAFF:
        raise Refused(_("The panel is of the public. Staff are asked by codes or a link."))
    words = [*draft.population.values(), *draft.frame.values(), *draft.design.values()]
    if any(len(text) > LONGEST for text in words) or len(draft.sponsor) > 200:
        raise Refused(_("That is too long."))


def check_edit_wave(*, by: Viewer, wave: Wave, draft: "WaveDraft") -> None:
    """While it is planned."""
    check_changes_plan(by=by, wave=wave)
    _check_plan(wave.survey, draft)


def check_changes_plan(*, by: Viewer, wave: Wave) -> None:
    check_measures_for(by=by, organisation=wave.survey.organisation)
    if wave.state != Wave.State.PLANNED:
        raise Refused(_("This round has begun. Its plan stays as everyone can read it."))


def check_set_quota(*, by: Viewer, wave: Wave, question: Question | None, wanted: Mapping[int, int]) -> None:
    """How many of each answer to one question are wanted, while it is planned."""
    check_changes_plan(by=by, wave=wave)
    if question is None or question.kind != Question.Kind.SINGLE:
        raise Refused(_("Quotas are set for a question with one of several answers."))
    codes = {int(code) for labels in question.labels.values() for code in labels}
    codes -= {int(code) for code in question.scoring.get("missing", {})}
    if not set(wanted) <= codes or any(number < 0 or number > 1_000_000 for number in wanted.values()):
        raise Refused(_("Give a number for answers that the question offers."))


def check_open_wave(
    *, by: Viewer, wave: Wave, questions: Sequence[Question], others: Collection[Wave], on: date
) -> None:
    """A planned one of a ready survey, when nothing is missing and no other round of it is open."""
    check_measures_for(by=by, organisation=wave.survey.organisation)
    _check_goes(wave, Wave.State.OPEN)
    if wave.survey.state != Survey.State.READY:
        raise Refused(_("Make the survey ready first."))
    if lacks := lacking(wave.survey, questions):
        raise Refused(_("Something is still missing: %(what)s") % {"what": lacks[0].words})
    if any(each.state == Wave.State.OPEN for each in others):
        raise Refused(_("Another round of this survey is open."))
    if wave.closes_date < on:
        raise Refused(_("Its last day has passed. Change the days first."))
    for language in Language:
        if not wave.population.get(language):
            raise Refused(_("Say in %(language)s whom it speaks for.") % {"language": language.label})


def check_moves_last_day(*, by: Viewer, wave: Wave) -> None:
    check_measures_for(by=by, organisation=wave.survey.organisation)
    if wave.state != Wave.State.OPEN:
        raise Refused(_("The last day is moved while the round is open."))


def check_move_last_day(*, by: Viewer, wave: Wave, closes_date: date, reason: str, on: date) -> None:
    """While it is open, to a day to come, with a reason that everyone can read."""
    check_moves_last_day(by=by, wave=wave)
    if closes_date < on:
        raise Refused(_("A round closes on a day to come."))
    if closes_date == wave.closes_date:
        raise Refused(_("That is its last day already."))
    if (closes_date - (wave.first_closes_date or wave.closes_date)).days > LONGEST_KEEPING:
        raise Refused(_("Names and addresses would be kept too long. Close it, and plan another round."))
    if not reason:
        raise Refused(_("Say why it is moved. A reason is always given."))
    if len(reason) > LONGEST:
        raise Refused(_("That is too long. Use 2,000 characters or fewer."))


def check_set_margin(*, by: Viewer, wave: Wave, question: Question | None, shares: Mapping[int, float]) -> None:
    """What a round is weighted to, until its figures are published: shares of the answers to one question."""
    check_sets_margins(by=by, wave=wave)
    if question is None or question.kind not in {Question.Kind.SINGLE, Question.Kind.SCALE}:
        raise Refused(_("A round is weighted by questions with one of several answers."))
    codes = {int(code) for labels in question.labels.values() for code in labels}
    if not set(shares) <= codes or any(not 0 <= share <= 100 for share in shares.values()):
        raise Refused(_("Give a share from 0 to 100 for answers that the question offers."))
    if shares and abs(sum(shares.values()) - 100) > 1:
        whole = f"{sum(shares.values()):g}"
        raise Refused(_("The shares add up to %(whole)s. They must add up to 100.") % {"whole": whole})


def check_sets_margins(*, by: Viewer, wave: Wave) -> None:
    check_measures_for(by=by, organisation=wave.survey.organisation)
    if wave.state not in {Wave.State.PLANNED, Wave.State.OPEN, Wave.State.CLOSED}:
        raise Refused(_("Its figures are published. What they are weighted to stays as everyone can read it."))


def check_close_wave(*, by: Viewer, wave: Wave) -> None:
    """Whoever measures, while it is open; the site itself after its last day."""
    check_measures_for(by=by, organisation=wave.survey.organisation)
    _check_goes(wave, Wave.State.CLOSED)


def check_withdraw_wave(*, by: Viewer, wave: Wave, reason: str) -> None:
    """With a reason, which everyone can read where the round was public. What was said in it is published no more."""
    check_withdraws_wave(by=by, wave=wave)
    if not reason:
        raise Refused(_("Say why it is withdrawn. A reason is always given."))
    if len(reason) > LONGEST:
        raise Refused(_("That is too long. Use 2,000 characters or fewer."))


def check_withdraws_wave(*, by: Viewer, wave: Wave) -> None:
    check_measures_for(by=by, organisation=wave.survey.organisation)
    _check_goes(wave, Wave.State.WITHDRAWN)


def check_close_ended_waves(*, by: Viewer) -> None:
    """The site itself, once a day."""
    if not by.acts_for_site:
        raise Refused(_("Rounds are closed after their last day by the site itself."))


def _check_goes(wave: Wave, after: str) -> None:
    if not WAVES.allows(wave.state, after):
        raise Refused(_("That does not follow on the state that it is in."))
