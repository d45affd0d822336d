"""Who may write findings and decisions, publish them, and take part in them."""

from saidanddone.decisions.permissions.considering import check_consider, check_leave_out, check_set_use
from saidanddone.decisions.permissions.decisions import (
    NotReady,
    check_announce,
    check_confirm,
    check_decide,
    check_draft_decision,
    check_edit_draft,
    check_open_for_views,
    check_promise_date,
    check_publishes,
    check_replace_decision,
    check_revise_decision,
    check_start_deciding,
    check_start_review,
    check_withdraw_decision,
    check_writes,
)
from saidanddone.decisions.permissions.gates import (
    check_compare_expectation,
    check_end_pilot,
    check_expect,
    check_sign_off,
)

__all__ = [
    "NotReady",
    "check_announce",
    "check_compare_expectation",
    "check_confirm",
    "check_consider",
    "check_decide",
    "check_draft_decision",
    "check_edit_draft",
    "check_end_pilot",
    "check_expect",
    "check_leave_out",
    "check_open_for_views",
    "check_promise_date",
    "check_publishes",
    "check_replace_decision",
    "check_revise_decision",
    "check_set_use",
    "check_sign_off",
    "check_start_deciding",
    "check_start_review",
    "check_withdraw_decision",
    "check_writes",
]
