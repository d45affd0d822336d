"""Every write of this app, by noun."""

from saidanddone.commitments.actions.following import ask_if_it_worked, forget_follow_ups, say_if_it_worked
from saidanddone.commitments.actions.importing import import_commitments
from saidanddone.commitments.actions.importing_figures import import_indicators
from saidanddone.commitments.actions.measures import add_indicator, give_opinion, observe, set_line
from saidanddone.commitments.actions.outcomes import (
    edit_owner_part,
    end_outcome,
    hand_on_parts,
    join_outcome,
    leave_outcome,
    set_outcome,
)
from saidanddone.commitments.actions.promising import (
    add_partner,
    change_commitment,
    promise,
    remove_partner,
    replace_commitment,
    set_milestones,
)
from saidanddone.commitments.actions.reports import make_reports_due, publish_report, report_burden
from saidanddone.commitments.actions.setbacks import check_setback_again, say_setback
from saidanddone.commitments.actions.translating import (
    translate_commitment,
    translate_indicator,
    translate_outcome,
    translate_setback,
)
from saidanddone.commitments.actions.updating import record_period, update_commitment
from saidanddone.commitments.drafts import Part, PeriodDraft, PromiseDraft, SetbackDraft, Step, UpdateDraft

__all__ = [
    "Part",
    "PeriodDraft",
    "PromiseDraft",
    "SetbackDraft",
    "Step",
    "UpdateDraft",
    "add_indicator",
    "add_partner",
    "ask_if_it_worked",
    "change_commitment",
    "check_setback_again",
    "edit_owner_part",
    "end_outcome",
    "forget_follow_ups",
    "give_opinion",
    "hand_on_parts",
    "import_commitments",
    "import_indicators",
    "join_outcome",
    "leave_outcome",
    "make_reports_due",
    "observe",
    "promise",
    "publish_report",
    "record_period",
    "remove_partner",
    "replace_commitment",
    "report_burden",
    "say_if_it_worked",
    "say_setback",
    "set_line",
    "set_milestones",
    "set_outcome",
    "translate_commitment",
    "translate_indicator",
    "translate_outcome",
    "translate_setback",
    "update_commitment",
]
