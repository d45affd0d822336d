"""Who may set up a fund, move its money and plan with it, and in which state."""

from saidanddone.funds.permissions.ledger import (
    check_approve_transfer,
    check_lock_period,
    check_propose_transfer,
    check_refuse_transfer,
    check_reverse_transfer,
)
from saidanddone.funds.permissions.setting_up import (
    check_add_line,
    check_add_scheme,
    check_handles_money,
    check_open_fund,
    check_set_budget,
    check_set_instalments,
    check_set_risk_rule,
    check_set_up_fund,
    missing_for,
)

__all__ = [
    "check_add_line",
    "check_add_scheme",
    "check_approve_transfer",
    "check_handles_money",
    "check_lock_period",
    "check_open_fund",
    "check_propose_transfer",
    "check_refuse_transfer",
    "check_reverse_transfer",
    "check_set_budget",
    "check_set_instalments",
    "check_set_risk_rule",
    "check_set_up_fund",
    "missing_for",
]
