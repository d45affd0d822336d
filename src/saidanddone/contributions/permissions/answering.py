"""Who may answer, stop the clock, and judge an answer."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from saidanddone.contributions.models import Addressee, Answer, CannedOpening, Contribution, Verdict
from saidanddone.contributions.permissions.facts import LONGEST_OPENING, LONGEST_TEXT, LONGEST_WORDS, is_own
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission

if TYPE_CHECKING:
    from saidanddone.contributions.drafts import Reply


def check_answer(*, by: Viewer, contribution: Contribution, addressee: Addressee | None, reply: "Reply") -> None:
    """An officer of an organisation that the contribution is addressed to, while it stands."""
    _check_officer(by, contribution, addressee, reply.organisation)
    if len(reply.text) > LONGEST_TEXT or len(reply.reason) > LONGEST_WORDS:
        raise Refused(_("That is too long. Use 5,000 characters or fewer."))
    if not reply.text and reply.kind not in (Answer.Kind.ACKNOWLEDGED, Answer.Kind.PASSED_ON):
        raise Refused(_("Write your answer."))
    if reply.kind == Answer.Kind.CANNOT_DO and not reply.reason:
        raise Refused(_("Say why it cannot be done. A reason is always given."))
    if reply.kind != Answer.Kind.PASSED_ON and reply.passed_to:
        raise Refused(_("Only what is passed on goes to another organisation."))
    if reply.kind == Answer.Kind.PASSED_ON:
        _check_passing_on(contribution, reply)


def check_acknowledge_many(*, by: Viewer, organisation: Organisation) -> None:
    """An officer of the organisation. What is not addressed to it, or is answered, is left as it is."""
    if not by.may(Permission.ANSWER, organisation.pk):
        raise Refused(_("Only an officer of the organisation can answer for it."))


def check_answers_for(*, by: Viewer, contribution: Contribution, addressee: Addressee | None) -> Addressee:
    """Before anything is written: an officer of an organisation that it is addressed to, while it stands."""
    if addressee is None:
        raise Refused(_("Only an officer of an organisation that this is addressed to can answer it."))
    _check_officer(by, contribution, addressee, addressee.organisation)
    return addressee


def _check_officer(
    by: Viewer, contribution: Contribution, addressee: Addressee | None, organisation: Organisation
) -> None:
    if not by.may(Permission.ANSWER, organisation.pk):
        raise Refused(_("Only an officer of the organisation can answer for it."))
    _check_addressed(contribution, addressee)


def _check_addressed(contribution: Contribution, addressee: Addressee | None) -> None:
    if addressee is None:
        raise Refused(_("This is not addressed to your organisation."))
    if contribution.state != Contribution.State.PUBLISHED:
        raise Refused(_("This is not published at the moment, so it cannot be answered."))


def _check_passing_on(contribution: Contribution, reply: "Reply") -> None:
    target = reply.passed_to
    if target is None:
        raise Refused(_("Choose the organisation that you pass it on to."))
    if target.pk == reply.organisation.pk:
        raise Refused(_("Choose an organisation other than your own."))
    if target.ended_date:
        raise Refused(_("That organisation has closed. Choose another one."))
    if contribution.audience != Contribution.Audience.PUBLIC and not _may_see(target, contribution):
        raise Refused(_("This was said to named organisations only, so it cannot be shown to another one."))
    before = contribution.addressees.filter(organisation=target).first()
    if before and before.state == Addressee.State.PASSED_ON:
        raise Refused(_("That organisation has already passed this on. Speak with them, and answer together."))
    if before and before.state == Addressee.State.ANSWERED:
        raise Refused(_("That organisation has already answered this."))


def _may_see(organisation: Organisation, contribution: Contribution) -> bool:
    return contribution.shared_with.filter(pk=organisation.pk).exists()


def check_pause_clock(*, by: Viewer, addressee: Addressee, reason: str, on: date) -> None:
    """An officer who may pause, before the answer is late, with a reason that everyone can read."""
    check_pauses_for(by=by, addressee=addressee, on=on)
    if not reason:
        raise Refused(_("Say why the clock stands still. Everyone can read the reason."))
    if addressee.paused_at:
        raise Refused(_("The clock stands still already."))


def check_pauses_for(*, by: Viewer, addressee: Addressee, on: date) -> None:
    """Before a reason is written. What is late stays late: a pause would take it off every list and figure."""
    _check_clock(by, addressee)
    if addressee.is_late(on):
        raise Refused(_("This is late already, so its clock cannot be stopped. Answer, or say when you will."))


def check_resume_clock(*, by: Viewer, addressee: Addressee) -> None:
    """An officer who may pause, while the clock stands still."""
    _check_clock(by, addressee)
    if not addressee.paused_at:
        raise Refused(_("The clock is running."))


def _check_clock(by: Viewer, addressee: Addressee) -> None:
    if not by.may(Permission.PAUSE_CLOCK, addressee.organisation_id):
        raise Refused(_("Only an officer of the organisation can stop its clock or set it going."))
    if addressee.contribution.state != Contribution.State.PUBLISHED:
        raise Refused(_("This is not published at the moment, so it cannot be answered."))
    if addressee.state != Addressee.State.WAITING:
        raise Refused(_("This is no longer waiting for your answer."))


def check_give_verdict(*, by: Viewer, answer: Answer, value: str, words: str) -> None:
    """The contributor, on an answer that says something, while both stand."""
    contribution = answer.contribution
    if not is_own(by, contribution):
        raise Refused(_("Only the person who said it can say whether they were understood."))
    if contribution.state != Contribution.State.PUBLISHED or answer.hidden_at:
        raise Refused(_("This is not published at the moment, so it cannot be judged."))
    if answer.kind in (Answer.Kind.ACKNOWLEDGED, Answer.Kind.PASSED_ON):
        raise Refused(_("This is not yet an answer. You are asked when there is one."))
    if value not in Verdict.Value.values:
        raise Refused(_("Choose yes, partly, no or cannot tell."))
    if len(words) > LONGEST_WORDS:
        raise Refused(_("That is too long. Use 2,000 characters or fewer."))


def check_add_opening(*, by: Viewer, organisation: Organisation | None, text: str) -> None:
    """Whoever looks after the organisation; for the whole site, whoever edits its lists. First words, no more."""
    check_edits_openings(by=by, organisation=organisation)
    if not text:
        raise Refused(_("Write the first words of an answer."))
    if len(text) > LONGEST_OPENING:
        raise Refused(_("That is too long. An opening is the first words of an answer, never a whole one."))


def check_remove_opening(*, by: Viewer, opening: CannedOpening) -> None:
    """Whoever may add it."""
    check_edits_openings(by=by, organisation=opening.organisation)


def check_edits_openings(*, by: Viewer, organisation: Organisation | None) -> None:
    """Whoever looks after the organisation; for the whole site, whoever edits its lists."""
    if organisation is None and not by.may(Permission.EDIT_LISTS):
        raise Refused(_("Only an administrator can change the openings of the whole site."))
    if organisation and not by.may(Permission.EDIT_ORGANISATION, organisation.pk):
        raise Refused(_("Only those who look after the organisation can change its openings."))
