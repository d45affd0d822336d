"""Who looks after the relationship: somebody who works with partners in a party, from the signature on."""

from datetime import date

from django.utils.translation import gettext as _

from saidanddone.alliances.models import Alliance, Barrier, CallOut, Party, PlanStep, Review
from saidanddone.alliances.permissions.building import check_is_partner
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.roles import Permission


def check_looks_after(*, by: Viewer, alliance: Alliance) -> None:
    check_is_partner(by=by, alliance=alliance)
    if not alliance.signed_at or alliance.state == Alliance.State.ENDED:
        raise Refused(_("This begins with the signed deal, and ends with it."))


def _check_owner(alliance: Alliance, owner: Party) -> None:
    if owner.alliance_id != alliance.pk or owner.left_date:
        raise Refused(_("Choose a party."))


def check_raise_barrier(*, by: Viewer, alliance: Alliance, words: str, owner: Party, due_date: date, on: date) -> None:
    """With the party that can remove it, and by when it says more."""
    check_looks_after(by=by, alliance=alliance)
    _check_owner(alliance, owner)
    if not words:
        raise Refused(_("Say what is in the way."))
    if due_date < on:
        raise Refused(_("Choose a day that is still to come."))


def check_end_barrier(*, by: Viewer, barrier: Barrier, how: str) -> None:
    """By the party that can remove it: it is gone, or it stays and this is why."""
    check_looks_after(by=by, alliance=barrier.alliance)
    if not by.may(Permission.ALLY, barrier.owner.organisation_id):
        raise Refused(_("Only the party that can remove it says how it ended."))
    if barrier.ended_date:
        raise Refused(_("This has ended already."))
    if not how:
        raise Refused(_("Say how it was removed, or why it stays."))


def check_plan_step(*, by: Viewer, alliance: Alliance, what: str, owner: Party, every_days: int) -> None:
    check_looks_after(by=by, alliance=alliance)
    _check_owner(alliance, owner)
    if not what:
        raise Refused(_("Say what you do for the relationship."))
    if not 1 <= every_days <= 731:
        raise Refused(_("Say how often, in days: from every day to every two years."))


def check_step_done(*, by: Viewer, step: PlanStep) -> None:
    check_looks_after(by=by, alliance=step.alliance)
    if step.ended_date:
        raise Refused(_("This has ended already."))


def check_end_step(*, by: Viewer, step: PlanStep) -> None:
    check_step_done(by=by, step=step)


def check_remind_of_drill(*, by: Viewer) -> None:
    """The site itself, once a day."""
    if not by.acts_for_site:
        raise Refused(_("The site reminds people by itself."))


def check_remind_of_late(*, by: Viewer) -> None:
    check_remind_of_drill(by=by)


def check_call_out(*, by: Viewer, alliance: Alliance, words: str) -> None:
    """Anybody who works with partners in a party: in a crisis nobody waits for a lead."""
    check_looks_after(by=by, alliance=alliance)
    if not words:
        raise Refused(_("Say what is needed, where and by when."))


def check_acknowledge(*, by: Viewer, call_out: CallOut, party: Party) -> None:
    if party.alliance_id != call_out.alliance_id or not by.may(Permission.ALLY, party.organisation_id):
        raise Refused(_("Answer for a party that you work for."))
    if call_out.stood_down_at:
        raise Refused(_("This call-out is over."))


def check_stand_down(*, by: Viewer, call_out: CallOut) -> None:
    check_is_partner(by=by, alliance=call_out.alliance)
    if call_out.stood_down_at:
        raise Refused(_("This call-out is over."))


def check_hold_review(*, by: Viewer, alliance: Alliance, review: Review, on: date) -> None:
    """With what went well and what did not; a stall or an exit with its reasons."""
    check_looks_after(by=by, alliance=alliance)
    if review.held_date > on:
        raise Refused(_("That day is still to come."))
    if not (review.went_well and review.did_not and review.next_steps):
        raise Refused(_("Say what went well, what did not, and what comes next."))
    if review.kind != Review.Kind.REGULAR and not review.reasons:
        raise Refused(_("Say why it is stuck or ends."))
    if set(review.reasons) - set(Review.Reason.values):
        raise Refused(_("Choose reasons from the list."))
