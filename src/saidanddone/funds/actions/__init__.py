"""Every write of a fund: what is agreed before it opens, and every move of its money after."""

from saidanddone.funds.actions.importing import approve_batch, import_transfers
from saidanddone.funds.actions.ledger import (
    approve_transfer,
    lock_period,
    propose_transfer,
    refuse_transfer,
    reverse_transfer,
)
from saidanddone.funds.actions.orders import cancel_order, place_order
from saidanddone.funds.actions.planning import (
    approve_virement,
    ask_virement,
    end_variance_plan,
    forecast,
    plan_variance,
    refuse_virement,
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
from saidanddone.funds.actions.translating import translate_fund_words
from saidanddone.funds.actions.years import close_fund, close_year, publish_figures, settle_surplus

__all__ = [
    "add_line",
    "add_scheme",
    "approve_batch",
    "approve_transfer",
    "approve_virement",
    "ask_virement",
    "cancel_order",
    "close_fund",
    "close_year",
    "end_variance_plan",
    "forecast",
    "import_transfers",
    "lock_period",
    "open_fund",
    "place_order",
    "plan_variance",
    "propose_transfer",
    "publish_figures",
    "refuse_transfer",
    "refuse_virement",
    "reverse_transfer",
    "set_budget",
    "set_instalments",
    "set_risk_rule",
    "set_up_fund",
    "settle_surplus",
    "translate_fund_words",
]
