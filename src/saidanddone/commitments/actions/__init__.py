"""Every write of this app, by noun."""

from saidanddone.commitments.actions.following import ask_if_it_worked, forget_follow_ups, say_if_it_worked
from saidanddone.commitments.actions.importing import import_commitments
from saidanddone.commitments.actions.promising import (
    add_partner,
    change_commitment,
    promise,
    remove_partner,
    replace_commitment,
    set_milestones,
)
from saidanddone.commitments.actions.setbacks import check_setback_again, say_setback
from saidanddone.commitments.actions.updating import record_period, update_commitment
from saidanddone.commitments.drafts import Part, PeriodDraft, PromiseDraft, SetbackDraft, Step, UpdateDraft

__all__ = [
    "Part",
    "PeriodDraft",
    "PromiseDraft",
    "SetbackDraft",
    "Step",
    "UpdateDraft",
    "add_partner",
    "ask_if_it_worked",
    "change_commitment",
    "check_setback_again",
    "forget_follow_ups",
    "import_commitments",
    "promise",
    "record_period",
    "remove_partner",
    "replace_commitment",
    "say_if_it_worked",
    "say_setback",
    "set_milestones",
    "update_commitment",
]
