"""Who may report, decide and appeal, and in which state of a case."""

from datetime import datetime

from django.utils.translation import gettext

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.moderation.models import Appeal, Case, Decision
from saidanddone.moderation.registry import ON_ANOTHER_PAGE, Described
from saidanddone.people.roles import Permission


def check_report(*, is_visible: bool) -> None:
    """Anyone may report what they can read; no account is needed."""
    if not is_visible:
        raise Refused(gettext("This is not here, or not open to you."))


def check_moderate(*, by: Viewer) -> None:
    if not by.may(Permission.MODERATE):
        raise Refused(gettext("Only a moderator may do this."))


def check_hear(*, by: Viewer, case: Case, thing: Described | None) -> None:
    """A moderator whose own words it is not, and who did not take the decision that is appealed."""
    check_moderate(by=by)
    if case.state != Case.State.OPEN:
        raise Refused(gettext("This has been decided already."))
    if thing and thing.author_contributor_id in by.contributor_ids:
        raise Refused(gettext("These are your own words. Another moderator has to decide."))
    if thing and by.person_id and thing.author_person_id == by.person_id:
        raise Refused(gettext("These are your own words. Another moderator has to decide."))
    if case.origin == Case.Origin.APPEALED and case.appeal.decision.decided_by_id == by.person_id:
        raise Refused(gettext("You took the decision that is appealed. Another moderator has to look again."))


def check_claim(*, by: Viewer, case: Case, thing: Described | None, at: datetime) -> None:
    check_hear(by=by, case=case, thing=thing)
    if case.is_claimed(at) and case.claimed_by_id != by.person_id:
        raise Refused(gettext("Another moderator is looking at this."))


def check_release(*, by: Viewer, case: Case) -> None:
    check_moderate(by=by)
    if case.claimed_by_id != by.person_id:
        raise Refused(gettext("You have not taken this, so you cannot give it back."))


def check_decide(*, by: Viewer, case: Case, thing: Described | None, seen: str, outcome: str) -> None:
    """Whoever has taken the case, about the words and files as they saw them.

    Someone whose hour is over may still decide, as long as nobody else has taken the case meanwhile.
    """
    check_hear(by=by, case=case, thing=thing)
    if case.claimed_by_id != by.person_id:
        raise Refused(gettext("Another moderator has taken this meanwhile. Take it first, then decide."))
    if thing is None:
        raise Refused(gettext("This was withdrawn meanwhile. There is nothing left to decide."))
    if thing.is_within and outcome == Decision.Outcome.HIDE:
        raise Refused(ON_ANOTHER_PAGE)
    if thing.seen != seen:
        raise Refused(gettext("The words or the files were changed since you opened this page. Please read it again."))


def check_appeal(*, by: Viewer, decision: Decision, thing: Described | None) -> None:
    """The author, once, against a decision that hid or changed their words and was not itself an appeal's."""
    if thing is None or not is_author(by=by, thing=thing):
        raise Refused(gettext("Only the author can ask for another look. Please open your return link first."))
    if decision.outcome == Decision.Outcome.PUBLISH:
        raise Refused(gettext("This was published, so there is nothing to appeal."))
    if decision.on_appeal_from_id:
        raise Refused(gettext("Two moderators have looked at this. The second decision is final."))
    if Appeal.objects.filter(decision=decision).exists():
        raise Refused(gettext("You have asked for another look already."))


def is_author(*, by: Viewer, thing: Described) -> bool:
    """A contributor by their own words; of an answer, whoever may answer for the organisation."""
    if thing.author_contributor_id is not None:
        return thing.author_contributor_id in by.contributor_ids
    return any(
        organisation_id in by.organisation_ids and by.may(Permission.ANSWER, organisation_id)
        for organisation_id in thing.organisation_ids
    )


def check_set_modes(*, by: Viewer) -> None:
    if not by.may(Permission.ADMINISTER):
        raise Refused(gettext("Only an administrator may change how a channel is checked."))


def check_delete_sealed_originals(*, by: Viewer) -> None:
    """The site itself, on the day that was promised."""
    if not by.acts_for_site:
        raise Refused(gettext("Sealed originals are deleted by the site itself."))
