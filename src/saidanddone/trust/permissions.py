"""Who may plan for trust, and say how it went."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from saidanddone.commitments.models import Commitment
from saidanddone.core.clock import local_date
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.models import Decision
from saidanddone.decisions.permissions import check_is_shown, check_words_fit
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission
from saidanddone.trust.models import Comparison, PlanAction

if TYPE_CHECKING:
    from saidanddone.trust.drafts import PlanDraft


def check_plans_for(*, by: Viewer, organisation: Organisation) -> None:
    """Before anything is written: a lead of the organisation, which has not closed."""
    if not by.may(Permission.COMMIT, organisation.pk):
        raise Refused(_("Only a lead of the organisation can plan for it."))
    if organisation.ended_date:
        raise Refused(_("That organisation has closed. Choose another one."))


def check_plan_action(*, by: Viewer, draft: "PlanDraft", on: date) -> None:
    """A lead; all its words, a day that is still to come, a service of its own."""
    check_plans_for(by=by, organisation=draft.organisation)
    if not (draft.what and draft.measure and draft.owner):
        raise Refused(_("Say what you do, how it will be seen, and who sees to it."))
    if draft.due_date < on:
        raise Refused(_("Choose a day that is still to come."))
    if draft.service and draft.service.organisation_id != draft.organisation.pk:
        raise Refused(_("That service belongs to another organisation."))


def check_ends_action(*, by: Viewer, action: PlanAction) -> None:
    """A lead of its organisation, while it is open."""
    if not by.may(Permission.COMMIT, action.organisation_id):
        raise Refused(_("Only a lead of the organisation can say how it went."))
    if not action.is_open:
        raise Refused(_("This has ended already."))


def check_finish_action(*, by: Viewer, action: PlanAction, came_of_it: str) -> None:
    """With what its measure shows."""
    check_ends_action(by=by, action=action)
    if not came_of_it:
        raise Refused(_("Say what the measure shows."))


def check_drop_action(*, by: Viewer, action: PlanAction, reason: str) -> None:
    """With the reason."""
    check_ends_action(by=by, action=action)
    if not reason:
        raise Refused(_("Say why it is dropped."))


def check_declare_comparison(*, by: Viewer, thing: Decision | Commitment, starts_date: date) -> None:
    """A lead of the organisation that decided or promised, in public; the day is not before it was announced."""
    if not by.may(Permission.COMMIT, thing.organisation_id):
        raise Refused(_("Only a lead of the organisation that decided can compare before and after."))
    if isinstance(thing, Commitment):
        if thing.hidden_at:
            raise Refused(_("Only what everyone can read has a before and an after."))
        said_at: datetime | None = thing.made_at
    else:
        if not (thing.is_public and thing.is_taken):
            raise Refused(_("Only what was decided in public has a before and an after."))
        said_at = thing.announced_at
    if said_at and starts_date < local_date(said_at):
        raise Refused(_("It cannot have worked before it was announced."))


def check_withdraw_comparison(*, by: Viewer, comparison: Comparison, reason: str | None = None) -> None:
    """A lead of its organisation, once, with the reason; without one it is asked whether somebody may at all."""
    if not by.may(Permission.COMMIT, comparison.organisation.pk):
        raise Refused(_("Only a lead of the organisation that decided can withdraw it."))
    if comparison.withdrawn_at:
        raise Refused(_("It has been withdrawn already."))
    if reason is not None and not reason:
        raise Refused(_("Say why you withdraw it."))


def check_translate_trust_action(*, by: Viewer, action: PlanAction, words: Mapping[str, str] | None = None) -> None:
    """Whoever writes for its organisation."""
    if not by.may(Permission.COMMIT, action.organisation_id):
        raise Refused(_("Only a lead of the organisation can translate its plan."))
    check_words_fit(action, words)
    check_is_shown(action.hidden_at)
