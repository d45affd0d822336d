"""Every write of a fund: what is agreed before it opens, and every move of its money after."""

from saidanddone.funds.actions.ledger import (
    approve_transfer,
    lock_period,
    propose_transfer,
    refuse_transfer,
    reverse_transfer,
)
from saidanddone.funds.actions.setting_up import (
    add_line,
    add_scheme,
    open_fund,
    set_budget,
    set_instalments,
    set_risk_rule,
    set_up_fund,
)

__all__ = [
    "add_line",
    "add_scheme",
    "approve_transfer",
    "lock_period",
    "open_fund",
    "propose_transfer",
    "refuse_transfer",
    "reverse_transfer",
    "set_budget",
    "set_instalments",
    "set_risk_rule",
    "set_up_fund",
]
