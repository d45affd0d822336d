"""Every write of this app, by noun."""

from saidanddone.decisions.actions.backings import back, end_backing
from saidanddone.decisions.actions.checks import (
    check_meaning,
    forget_in_findings,
)
from saidanddone.decisions.actions.considering import consider, leave_out, set_use
from saidanddone.decisions.actions.drafting import draft_decision, edit_draft, promise_date, revise_decision
from saidanddone.decisions.actions.evidence import (
    add_writer,
    cite,
    follow_names,
    remove_writer,
    uncite,
)
from saidanddone.decisions.actions.exercises import forget_in_exercises, set_exercise, try_exercise
from saidanddone.decisions.actions.findings import (
    draft_finding,
    edit_finding,
    open_for_checking,
    publish_finding,
    supersede_finding,
    withdraw_finding,
)
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
from saidanddone.decisions.actions.translating import translate_decision, translate_finding

__all__ = [
    "add_writer",
    "announce",
    "back",
    "check_meaning",
    "cite",
    "compare_expectation",
    "confirm",
    "consider",
    "decide",
    "draft_decision",
    "draft_finding",
    "edit_draft",
    "edit_finding",
    "end_backing",
    "end_pilot",
    "expect",
    "follow_names",
    "forget_in_exercises",
    "forget_in_findings",
    "leave_out",
    "open_for_checking",
    "open_for_views",
    "promise_date",
    "publish_finding",
    "remove_writer",
    "replace_decision",
    "revise_decision",
    "set_exercise",
    "set_use",
    "sign_off",
    "start_deciding",
    "start_review",
    "supersede_finding",
    "translate_decision",
    "translate_finding",
    "try_exercise",
    "uncite",
    "withdraw_decision",
    "withdraw_finding",
]
