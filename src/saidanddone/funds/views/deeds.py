"""One form on one page of the desk of funds: what it says, who may, and what it does with what was typed."""

import secrets
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused
from saidanddone.funds import actions
from saidanddone.funds.forms import moving, orders, setting_up
from saidanddone.funds.models import Fund
from saidanddone.funds.pages import about_words
from saidanddone.funds.permissions import (
    check_draft,
    check_handles_money,
    check_keeps_books,
    check_moves_money,
    check_sets_up_funds,
)
from saidanddone.funds.queries import deeds as found
from saidanddone.funds.queries import funds as queries
from saidanddone.funds.views.doing import DO, PRESS
from saidanddone.ui.deeds import Deed, answer

DEEDS = {
    "instalments": Deed(
        _("What this partner pays"),
        _("Save"),
        _("The instalments are saved."),
        setting_up.InstalmentsForm,
        check_draft,
        of="partner",
    ),
    "scheme": Deed(
        _("Add what the money does"),
        _("Add it"),
        _("It is added. Now say what is paid for."),
        setting_up.SchemeForm,
        check_draft,
        takes=("fund",),
        intro=_("Every pound is tied to an outcome."),
    ),
    "line": Deed(
        _("Add a line"),
        _("Add it"),
        _("The line is added."),
        setting_up.LineForm,
        check_draft,
        of="scheme",
    ),
    "budget": Deed(
        _("Set a budget"),
        _("Save"),
        _("The budget is saved."),
        setting_up.BudgetForm,
        check_draft,
        of="line",
        takes=("fund",),
    ),
    "risk": Deed(
        _("Who bears the risk of this line?"),
        _("Save"),
        _("The rule is saved."),
        setting_up.RiskForm,
        check_draft,
        of="line",
        takes=("line",),
        intro=_("Agree it before anybody signs. Everyone can read it, and try what it would cost whom."),
    ),
    "open": Deed(
        _("Open the fund"),
        _("Open it"),
        _("The fund is open: everyone can read it, and money may move."),
        forms.Form,
        check_draft,
        intro=_("What was agreed stands from then on, in public. Budgets move only with two people."),
    ),
    "spent": Deed(
        _("Record what was spent"),
        _("Record it"),
        _("It is recorded. It counts once a second person approves it."),
        moving.SpentForm,
        check_moves_money,
        takes=("fund",),
    ),
    "received": Deed(
        _("Record what a partner paid in"),
        _("Record it"),
        _("It is recorded. It counts once a second person approves it."),
        moving.ReceivedForm,
        check_moves_money,
        takes=("fund",),
    ),
    "given": Deed(
        _("Record what was given in kind"),
        _("Record it"),
        _("It is recorded. It counts once a second person approves it."),
        moving.GivenForm,
        check_moves_money,
        takes=("fund",),
        intro=_("Time, space or things, at what they are worth. It is never added to the money."),
    ),
    "transfer": Deed(
        _("Record another transfer"),
        _("Record it"),
        _("It is recorded. It counts once a second person approves it."),
        moving.TransferForm,
        check_moves_money,
        takes=("fund",),
    ),
    "order": Deed(
        _("Promise money to somebody"),
        _("Promise it"),
        _("It is promised, and stands on the fund's page. Transfers that pay it still take two people."),
        orders.OrderForm,
        check_moves_money,
        takes=("fund",),
        intro=_("A grant or a contract. It is not edited later: what is not needed is cancelled with a reason."),
    ),
    "cancel-order": Deed(
        _("Cancel what is still promised"),
        _("Cancel it"),
        _("It is cancelled. It stays in sight with your reason."),
        orders.CancelForm,
        check_moves_money,
        of="order",
        kind="warning",
    ),
    "refuse": Deed(
        _("Refuse this transfer"),
        _("Refuse it"),
        _("It is refused. It stays in sight with your reason."),
        moving.ReasonForm,
        check_moves_money,
        of="transfer",
        kind="warning",
    ),
    "take-back": Deed(
        _("Take a transfer back"),
        _("Take it back"),
        _("It is taken back once a second person approves it. Both stay in sight."),
        moving.TakeBackForm,
        check_moves_money,
        of="transfer",
        kind="warning",
    ),
    "forecast": Deed(
        _("Forecast this line"),
        _("Save"),
        _("The forecast is saved."),
        moving.ForecastForm,
        check_moves_money,
        of="line",
        takes=("fund",),
    ),
    "plan": Deed(
        _("What is done about it?"),
        _("Save"),
        _("The plan stands on the fund's page."),
        moving.PlanForm,
        check_moves_money,
        of="forecast",
        takes=("fund",),
    ),
    "end-plan": Deed(
        _("What came of the plan?"),
        _("Save"),
        _("What came of it stands on the fund's page."),
        moving.EndPlanForm,
        check_moves_money,
        of="plan",
    ),
    "virement": Deed(
        _("Move budget from line to line"),
        _("Ask for it"),
        _("It moves once a second person approves it."),
        moving.VirementForm,
        check_moves_money,
        takes=("fund",),
    ),
    "refuse-virement": Deed(
        _("Refuse this move of budget"),
        _("Refuse it"),
        _("It is refused. The budgets stay as they are."),
        moving.ReasonForm,
        check_moves_money,
        of="virement",
        kind="warning",
    ),
    "close-books": Deed(
        _("Close the books up to a day"),
        _("Close them"),
        _("The books are closed up to that day."),
        moving.UntilForm,
        check_keeps_books,
        kind="warning",
        intro=_("Nothing of that day or an earlier one can be entered any more."),
    ),
    "surplus": Deed(
        _("Send what a year left where you agreed"),
        _("Propose it"),
        _("The transfers wait for a second person."),
        moving.YearForm,
        check_moves_money,
        takes=("fund",),
    ),
    "close-year": Deed(
        _("Close a year"),
        _("Close it"),
        _("The year is closed. Every partner's statement is kept as it stood."),
        moving.YearForm,
        check_keeps_books,
        kind="warning",
        takes=("fund",),
        intro=_("Every partner's statement is kept as it stands, with its fingerprint in the public record."),
    ),
    "close": Deed(
        _("Close the fund"),
        _("Close it"),
        _("The fund is closed. Its page stays."),
        moving.CloseForm,
        check_keeps_books,
        kind="warning",
    ),
}


@never_cache
@require_http_methods(["GET", "POST"])
def set_up_fund(request: Request, slug: str) -> HttpResponse:
    organisation = queries.organisation_with_funds(request.viewer, slug)
    check_sets_up_funds(by=request.viewer, host=organisation)
    form = setting_up.FundForm(posted(request), organisation=organisation, initial=_keyed())
    deed = Deed(
        _("Set up a fund"),
        _("Set it up"),
        _("The fund is set up. Its partners alone see it until it opens."),
        setting_up.FundForm,
        check_sets_up_funds,
    )

    def do() -> Fund:
        return actions.set_up_fund(by=request.viewer, at=clock.now(), draft=form.draft())

    return _page(request, deed, form, do, reverse("desk_funds", args=[slug]))


def _keyed() -> dict[str, Any]:
    today = clock.local_date(clock.now())
    return {"submission_key": secrets.token_hex(32), "on_date": today, "agreed_date": today}


@never_cache
@require_http_methods(["GET", "POST"])
def fund_deed(request: Request, slug: str, public_id: str, deed: str, of: str = "") -> HttpResponse:
    chosen = DEEDS.get(deed)
    if chosen is None or bool(chosen.of) != bool(of):
        raise Http404
    _organisation, fund = queries.at_desk(request.viewer, slug, public_id)
    chosen.may(by=request.viewer, fund=fund)
    thing = found.FIND[chosen.of](fund, of) if chosen.of else fund
    known = {name: fund if name == "fund" else thing for name in chosen.takes}
    initial = _keyed() | {"year": queries.current_year(fund, clock.local_date(clock.now()))}
    form = chosen.form(posted(request), initial=initial, **known)

    def do() -> Any:
        return DO[deed](request, thing, form)

    about = about_words(thing)
    return _page(request, chosen, form, do, reverse("desk_fund", args=[slug, public_id]), about=about)


def _page(
    request: Request, deed: Deed, form: forms.Form, do: Callable[[], Any], back: str, about: object = ""
) -> HttpResponse:
    def on(made: Any) -> str:
        is_new = about == "" and isinstance(made, Fund)
        return reverse("desk_fund", args=[made.host.slug, made.public_id]) if is_new else back

    return answer(request, deed, form, do, back=back, on=on, about=about)


@never_cache
@require_POST
def fund_press(request: Request, slug: str, public_id: str, press: str, of: str) -> HttpResponse:
    """What one press does: approve a transfer, or a move of budget."""
    if press not in PRESS:
        raise Http404
    _organisation, fund = queries.at_desk(request.viewer, slug, public_id)
    check_handles_money(by=request.viewer, fund=fund)
    kind, do, done = PRESS[press]
    try:
        do(request, found.FIND[kind](fund, of))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(done))
    return redirect("desk_fund", slug, public_id)
