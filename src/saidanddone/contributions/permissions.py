"""Who may say, answer, judge, link and withdraw, and in which state."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from saidanddone.contributions.files import MOST_FILES
from saidanddone.contributions.models import Addressee, Answer, Contribution, Verdict
from saidanddone.core.clock import local_date
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Contributor, Organisation
from saidanddone.people.roles import Permission

if TYPE_CHECKING:
    from saidanddone.contributions.drafts import Draft, Reply

LONGEST_TEXT = 5000
LONGEST_WORDS = 2000
FOR_OTHERS = frozenset({Contribution.Channel.PAPER, Contribution.Channel.CONVERSATION})
"""Channels by which a connector brings in what somebody else said."""


def holds_anywhere(by: Viewer, permission: Permission) -> bool:
    """Whether the permission is held on the site or in any organisation."""
    return by.acts_for_site or any(held == permission for held, _organisation in by.permissions)


def is_own(by: Viewer, contribution: Contribution) -> bool:
    """Whether the viewer is the contributor, by account or by return link."""
    return contribution.contributor_id in by.contributor_ids


# saying


def check_say(*, by: Viewer, draft: "Draft", at: datetime) -> None:
    """Anyone, on the web; a connector or officer for others; whoever may import, from a file."""
    _check_channel(by, draft)
    if not draft.text:
        raise Refused(_("Write what you want to say."))
    if len(draft.text) > LONGEST_TEXT:
        raise Refused(_("That is too long. Use 5,000 characters or fewer."))
    if draft.said_date and draft.said_date > local_date(at):
        raise Refused(_("The day it was said must be today or in the past."))
    _check_credit(draft.credit, draft.credit_name)
    _check_audience(draft)


def check_say_many(*, by: Viewer) -> None:
    """Whoever brings in files, and the site itself."""
    if not holds_anywhere(by, Permission.IMPORT):
        raise Refused(_("Only a steward or an administrator can bring in contributions from a file."))


def check_import_contributions(*, by: Viewer) -> None:
    """As for a batch of them."""
    check_say_many(by=by)


def _check_channel(by: Viewer, draft: "Draft") -> None:
    if by.acts_for_site:
        return
    if draft.channel in FOR_OTHERS:
        if not holds_anywhere(by, Permission.ENTER_FOR_OTHERS):
            raise Refused(_("Only a connector or an officer can enter what somebody else said."))
        if draft.contributor and draft.contributor.pk in by.contributor_ids:
            raise Refused(_("This is for what somebody else said. Say what you have to say yourself on the web form."))
    elif draft.channel == Contribution.Channel.IMPORT:
        check_say_many(by=by)
    elif draft.contributor and draft.contributor.pk not in by.contributor_ids:
        raise Refused(_("You can only speak for yourself here."))


def _check_credit(credit: str, credit_name: str) -> None:
    if credit == Contribution.Credit.UNCREDITED and credit_name:
        raise Refused(_("You asked not to be named, so leave the name empty."))
    if credit != Contribution.Credit.UNCREDITED and not credit_name:
        raise Refused(_("Write the name to show, or choose to be counted without a name."))


def _check_audience(draft: "Draft") -> None:
    number = len(draft.organisations)
    if any(organisation.ended_date for organisation in draft.organisations):
        raise Refused(_("One of these organisations has closed. Choose another one."))
    if draft.audience == Contribution.Audience.ORGANISATION and number != 1:
        raise Refused(_("Choose the one organisation that may see it."))
    if draft.audience == Contribution.Audience.ORGANISATIONS and not number:
        raise Refused(_("Choose at least one organisation that may see it."))


# what the contributor may change


def check_correct(*, by: Viewer, contribution: Contribution, text: str) -> None:
    """The contributor, while it stands or is being checked."""
    _check_own_and_standing(by, contribution)
    if not text:
        raise Refused(_("Write what you want to say."))
    if len(text) > LONGEST_TEXT:
        raise Refused(_("That is too long. Use 5,000 characters or fewer."))
    if contribution.is_redacted:
        raise Refused(
            _("A moderator took parts out of this, so its words can no longer be changed. You can withdraw it.")
        )


def check_change_credit(*, by: Viewer, contribution: Contribution, credit: str, credit_name: str) -> None:
    """The contributor, at any time until it is withdrawn."""
    _check_own(by, contribution)
    _check_not_withdrawn(contribution)
    _check_credit(credit, credit_name)


def check_change_consent(*, by: Viewer, contribution: Contribution) -> None:
    """The contributor, at any time until it is withdrawn."""
    _check_own(by, contribution)
    _check_not_withdrawn(contribution)


def check_narrow_audience(*, by: Viewer, contribution: Contribution, audience: str, organisations: int) -> None:
    """The contributor; from everyone to the organisations, to one of them. Never wider: others were told otherwise."""
    _check_own(by, contribution)
    _check_not_withdrawn(contribution)
    order = list(Contribution.Audience)
    if order.index(Contribution.Audience(audience)) <= order.index(Contribution.Audience(contribution.audience)):
        raise Refused(_("You can only make the circle of those who may see it smaller."))
    if not organisations:
        raise Refused(_("It is addressed to no organisation that could still see it. You can withdraw it instead."))


def check_withdraw(*, by: Viewer, contribution: Contribution) -> None:
    """The contributor, once."""
    _check_own(by, contribution)
    _check_not_withdrawn(contribution)


def check_erase_contributor(*, by: Viewer, contributor: Contributor) -> None:
    """The contributor, once."""
    if contributor.pk not in by.contributor_ids and not by.acts_for_site:
        raise Refused(_("You can only erase what is your own."))
    if contributor.erased_at:
        raise Refused(_("This has been erased already."))


def check_attach(*, by: Viewer, contribution: Contribution, held: int) -> None:
    """The contributor, while it stands or is being checked; only so many files."""
    _check_own_and_standing(by, contribution)
    if held >= MOST_FILES:
        raise Refused(_("There are as many files here as there can be. Take one away first."))


def check_detach(*, by: Viewer, contribution: Contribution) -> None:
    """The contributor, at any time until it is withdrawn."""
    _check_own(by, contribution)
    _check_not_withdrawn(contribution)


def _check_own(by: Viewer, contribution: Contribution) -> None:
    if not is_own(by, contribution):
        raise Refused(_("You can only change what you said yourself. Open it by your own return link."))


def _check_not_withdrawn(contribution: Contribution) -> None:
    if contribution.state == Contribution.State.WITHDRAWN:
        raise Refused(_("This was withdrawn. Nothing about it can be changed any more."))


def _check_own_and_standing(by: Viewer, contribution: Contribution) -> None:
    _check_own(by, contribution)
    _check_not_withdrawn(contribution)
    if contribution.state == Contribution.State.HIDDEN:
        raise Refused(_("A moderator has hidden this. You can ask for another moderator to look at it again."))


# support


def check_support(*, by: Viewer, contribution: Contribution) -> None:
    """Anyone, for what is public; not for one's own."""
    if not _is_public(contribution):
        raise Refused(_("Nobody can add their voice to this at the moment."))
    if is_own(by, contribution):
        raise Refused(_("This is your own contribution; your voice is counted already."))


def check_support_many(*, by: Viewer, contribution: Contribution) -> None:
    """The site itself, for what is public."""
    if not by.acts_for_site:
        raise Refused(_("Everybody adds their own voice."))
    check_support(by=by, contribution=contribution)


def check_withdraw_support(*, by: Viewer, contribution: Contribution) -> None:
    """Whoever gave it."""
    if not by.contributor_ids:
        raise Refused(_("You have not added your voice to this."))


def _is_public(contribution: Contribution) -> bool:
    return contribution.state == Contribution.State.PUBLISHED and contribution.audience == Contribution.Audience.PUBLIC


# answering


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


def check_pause_clock(*, by: Viewer, addressee: Addressee, reason: str) -> None:
    """An officer who may pause, while the answer is waited for, with a reason that everyone can read."""
    _check_clock(by, addressee)
    if not reason:
        raise Refused(_("Say why the clock stands still. Everyone can read the reason."))
    if addressee.paused_at:
        raise Refused(_("The clock stands still already."))


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


# the same thing said twice


def check_link_same(*, by: Viewer, contribution: Contribution, same_as: Contribution) -> None:
    """An officer of an organisation that both are addressed to, or a moderator; both stand, and both are public."""
    if contribution.pk == same_as.pk:
        raise Refused(_("A contribution cannot be the same as itself."))
    if not (_is_public(contribution) and _is_public(same_as)):
        raise Refused(_("Both must be published and open to everyone."))
    _check_may_link(by, contribution, same_as)


def check_unlink_same(*, by: Viewer, contribution: Contribution) -> None:
    """Whoever may link, and the contributor: it is their word that stands under another's."""
    if contribution.same_as_id is None:
        raise Refused(_("This is not linked to another contribution."))
    if not is_own(by, contribution):
        _check_may_link(by, contribution, contribution)


def _check_may_link(by: Viewer, contribution: Contribution, same_as: Contribution) -> None:
    if by.may(Permission.LINK_SAME):
        return
    shared = set(contribution.addressees.values_list("organisation", flat=True)) & set(
        same_as.addressees.values_list("organisation", flat=True)
    )
    if not any(by.may(Permission.LINK_SAME, organisation) for organisation in shared):
        raise Refused(_("Only an officer of an organisation that both are addressed to, or a moderator, can do this."))


def check_add_translation(*, by: Viewer, contribution: Contribution, language: str) -> None:
    """The contributor, an officer of an addressed organisation, a moderator, or the site itself."""
    addressed = contribution.addressees.values_list("organisation", flat=True)
    if not (
        is_own(by, contribution)
        or by.may(Permission.MODERATE)
        or any(by.may(Permission.ANSWER, organisation) for organisation in addressed)
    ):
        raise Refused(_("Only the contributor, an addressed organisation or a moderator can add a translation."))
    if contribution.state != Contribution.State.PUBLISHED:
        raise Refused(_("This is not published at the moment, so it cannot be translated."))
    if language == contribution.language:
        raise Refused(_("It was said in this language."))


# figures and lists


def check_recount(*, by: Viewer) -> None:
    """The site itself, and an administrator."""
    if not by.may(Permission.ADMINISTER):
        raise Refused(_("Only an administrator can count again."))


def check_edit_openings(*, by: Viewer, organisation: Organisation | None) -> None:
    """Whoever edits the organisation; for the whole site, whoever edits its lists."""
    allowed = by.may(Permission.EDIT_ORGANISATION, organisation.pk) if organisation else by.may(Permission.EDIT_LISTS)
    if not allowed:
        raise Refused(_("Only those who look after the organisation can change its openings."))


def check_add_topic(*, by: Viewer) -> None:
    """Whoever edits the site's lists."""
    if not by.may(Permission.EDIT_LISTS):
        raise Refused(_("Only an administrator can change the list of topics."))


def check_edit_topic(*, by: Viewer) -> None:
    """Whoever edits the site's lists."""
    check_add_topic(by=by)


def check_retire_topic(*, by: Viewer) -> None:
    """Whoever edits the site's lists."""
    check_add_topic(by=by)
