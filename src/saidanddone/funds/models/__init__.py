"""The money that partners put together, what it is for, and every transfer of it."""

from saidanddone.funds.models.budgets import Budget, Forecast, Line, Scheme, VariancePlan, Virement
from saidanddone.funds.models.funds import Fund, Instalment, Partner
from saidanddone.funds.models.ledger import Account, Batch, Total, Transfer
from saidanddone.funds.models.orders import Order
from saidanddone.funds.models.years import YearEnd

__all__ = [
    "Account",
    "Batch",
    "Budget",
    "Forecast",
    "Fund",
    "Instalment",
    "Line",
    "Order",
    "Partner",
    "Scheme",
    "Total",
    "Transfer",
    "VariancePlan",
    "Virement",
    "YearEnd",
]
