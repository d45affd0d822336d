"""What each deed at the desk of funds does: one call to an action, with what its form gives."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from saidanddone.core import clock
from saidanddone.core.requests import Request
from saidanddone.funds import actions

Do = Callable[[Request, Any, Any], Any]


def _of(action: Callable[..., Any], name: str, **renamed: str) -> Do:
    """Call an action with the fields of the form; `renamed` gives a field another name."""

    def do(request: Request, thing: Any, form: Any) -> Any:
        given = {renamed.get(field, field): value for field, value in form.cleaned_data.items()}
        return action(by=request.viewer, at=clock.now(), **{name: thing}, **given)

    return do


def _drafted(action: Callable[..., Any]) -> Do:
    def do(request: Request, fund: Any, form: Any) -> Any:
        return action(by=request.viewer, at=clock.now(), fund=fund, draft=form.draft())

    return do


def _instalments(request: Request, partner: Any, form: Any) -> Any:
    return actions.set_instalments(by=request.viewer, at=clock.now(), partner=partner, drafts=form.drafts(partner))


def _scheme(request: Request, fund: Any, form: Any) -> Any:
    facts = {"fund": fund, "language": fund.language, **form.cleaned_data}
    return actions.add_scheme(by=request.viewer, at=clock.now(), **facts)


def _risk(request: Request, line: Any, form: Any) -> Any:
    return actions.set_risk_rule(by=request.viewer, at=clock.now(), line=line, rule=form.rule())


DO: dict[str, Do] = {
    "instalments": _instalments,
    "scheme": _scheme,
    "line": _of(actions.add_line, "scheme"),
    "budget": _of(actions.set_budget, "line", amount="amount_pence"),
    "risk": _risk,
    "open": _of(actions.open_fund, "fund"),
    **dict.fromkeys(("transfer", "spent", "received", "given"), _drafted(actions.propose_transfer)),
    "order": _drafted(actions.place_order),
    "cancel-order": _of(actions.cancel_order, "order"),
    "refuse": _of(actions.refuse_transfer, "transfer"),
    "take-back": _of(actions.reverse_transfer, "transfer"),
    "forecast": _of(actions.forecast, "line", amount="amount_pence"),
    "plan": _of(actions.plan_variance, "forecast"),
    "end-plan": _of(actions.end_variance_plan, "plan"),
    "virement": _drafted(actions.ask_virement),
    "refuse-virement": _of(actions.refuse_virement, "virement"),
    "close-books": _of(actions.lock_period, "fund"),
    "surplus": _of(actions.settle_surplus, "fund"),
    "close-year": _of(actions.close_year, "fund"),
    "close": _of(actions.close_fund, "fund"),
}


def _approve(request: Request, transfer: Any) -> None:
    actions.approve_transfer(by=request.viewer, at=clock.now(), transfer=transfer)


def _approve_virement(request: Request, virement: Any) -> None:
    actions.approve_virement(by=request.viewer, at=clock.now(), virement=virement)


def _approve_batch(request: Request, batch: Any) -> None:
    actions.approve_batch(by=request.viewer, at=clock.now(), batch=batch)


PRESS: dict[str, tuple[str, Callable[[Request, Any], None], Any]] = {
    "approve": ("transfer", _approve, _("It is approved, and counts from now on.")),
    "approve-batch": ("batch", _approve_batch, _("They are approved, and count from now on.")),
    "approve-virement": ("virement", _approve_virement, _("The budget has moved.")),
}
