"""Every write of this app, by noun."""

from saidanddone.decisions.actions.considering import consider, leave_out, set_use
from saidanddone.decisions.actions.drafting import draft_decision, edit_draft, promise_date, revise_decision
from saidanddone.decisions.actions.gates import compare_expectation, end_pilot, expect, sign_off
from saidanddone.decisions.actions.moving import (
    announce,
    confirm,
    decide,
    open_for_views,
    replace_decision,
    start_deciding,
    start_review,
    withdraw_decision,
)

__all__ = [
    "announce",
    "compare_expectation",
    "confirm",
    "consider",
    "decide",
    "draft_decision",
    "edit_draft",
    "end_pilot",
    "expect",
    "leave_out",
    "open_for_views",
    "promise_date",
    "replace_decision",
    "revise_decision",
    "set_use",
    "sign_off",
    "start_deciding",
    "start_review",
    "withdraw_decision",
]
