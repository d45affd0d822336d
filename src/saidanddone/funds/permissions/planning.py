"""Who may forecast, plan against a variance, move budget between lines, and end a year or a fund."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from saidanddone.core.money import MOST_PENCE, pounds
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.funds.models import Budget, Forecast, Fund, Order, VariancePlan, Virement
from saidanddone.funds.permissions.ledger import check_moves_money
from saidanddone.funds.permissions.orders import check_left
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission

if TYPE_CHECKING:
    from saidanddone.funds.drafts import VirementDraft
    from saidanddone.funds.models import Line


def check_plans_year(*, by: Viewer, fund: Fund, year: int) -> None:
    """While the fund is open, for a year of its own that has not been closed."""
    check_moves_money(by=by, fund=fund)
    if year not in fund.years:
        raise Refused(_("The fund has no such year."))
    if fund.year_ends.filter(year=year).exists():
        raise Refused(_("That year is closed."))


def check_forecast(*, by: Viewer, line: "Line", year: int, amount_pence: int, cause: str) -> None:
    """Nothing or more; and why, where it is off by more than the fund lets pass."""
    fund = line.scheme.fund
    check_plans_year(by=by, fund=fund, year=year)
    if not 0 <= amount_pence <= MOST_PENCE:
        raise Refused(_("Write an amount of money, nothing or more."))
    if abs(amount_pence - _budget(line, year)) > fund.tolerance_pence and not cause:
        raise Refused(_("Say why it will be over or under its budget."))


def check_plan_variance(*, by: Viewer, forecast: Forecast, what: str, owner: Organisation, due: date, on: date) -> None:
    """For a forecast that holds, by one of the partners, on a day to come; one plan at a time."""
    fund = forecast.line.scheme.fund
    check_plans_year(by=by, fund=fund, year=forecast.year)
    made = Forecast.objects.filter(line=forecast.line, year=forecast.year)
    if made.order_by("-made_at", "-pk").first() != forecast:
        raise Refused(_("There is a newer forecast of this line."))
    if VariancePlan.objects.filter(forecast__in=made, ended_date=None).exists():
        raise Refused(_("There is a plan for this line already. End it first."))
    if not what:
        raise Refused(_("Say what is done about it."))
    if not fund.partners.filter(organisation=owner).exists():
        raise Refused(_("Choose one of the partners."))
    if due < on:
        raise Refused(_("Choose a day that is still to come."))


def check_end_variance_plan(*, by: Viewer, plan: VariancePlan, came_of_it: str) -> None:
    check_moves_money(by=by, fund=plan.forecast.line.scheme.fund)
    if plan.ended_date:
        raise Refused(_("Somebody has settled this already."))
    if not came_of_it:
        raise Refused(_("Say what came of it."))


def check_ask_virement(*, by: Viewer, fund: Fund, draft: "VirementDraft") -> None:
    """From one line of the fund to another, no more than it has left."""
    check_plans_year(by=by, fund=fund, year=draft.year)
    if {draft.giving.scheme.fund_id, draft.getting.scheme.fund_id} != {fund.pk} or draft.giving == draft.getting:
        raise Refused(_("Choose two lines of this fund."))
    if not 1 <= draft.amount_pence <= MOST_PENCE:
        raise Refused(_("Write an amount of money above nothing."))
    if not draft.reason:
        raise Refused(_("Say why."))
    check_left(draft.giving, draft.year, draft.amount_pence)


def check_approve_virement(*, by: Viewer, virement: Virement) -> None:
    """By somebody else than whoever asked, while the line still has so much."""
    _check_waits(by, virement)
    if by.person_id is not None and by.person_id == virement.asked_by_id:
        raise Refused(_("Somebody else has to approve what you proposed."))
    check_plans_year(by=by, fund=virement.fund, year=virement.year)
    check_left(virement.giving, virement.year, virement.amount_pence)


def check_refuse_virement(*, by: Viewer, virement: Virement, reason: str) -> None:
    """Whoever asked may take it back so, too."""
    _check_waits(by, virement)
    if not reason:
        raise Refused(_("Say why not."))


def _check_waits(by: Viewer, virement: Virement) -> None:
    check_moves_money(by=by, fund=virement.fund)
    if virement.settled_at:
        raise Refused(_("Somebody has settled this already."))


def _budget(line: "Line", year: int) -> int:
    budget = Budget.objects.filter(line=line, year=year).first()
    return budget.amount_pence if budget else 0


def check_settle_surplus(*, by: Viewer, fund: Fund, year: int, on: date) -> None:
    """What is left of a year goes where it was agreed, before the year is closed."""
    check_plans_year(by=by, fund=fund, year=year)
    _check_is_over(fund, year, on)


def check_close_year(*, by: Viewer, fund: Fund, year: int, on: date, left: int) -> None:
    """By the host, after its last day and after the years before it, with nothing waiting, and `left` pence settled."""
    check_keeps_books(by=by, fund=fund)
    check_plans_year(by=by, fund=fund, year=year)
    _check_is_over(fund, year, on)
    before = set(range(fund.years.start, year))
    if before - set(fund.year_ends.values_list("year", flat=True)):
        raise Refused(_("Close the years before it first."))
    if fund.surplus != Fund.Surplus.CARRIED and left > 0:
        raise Refused(_("%(left)s is left. First send it where you agreed that it goes.") % {"left": pounds(left)})


def _check_is_over(fund: Fund, year: int, on: date) -> None:
    if on <= fund.year_ends_on(year):
        raise Refused(_("That year is not over yet."))
    if fund.transfers.waiting().filter(year__lte=year).exists() or _waiting_virements(fund, year):
        raise Refused(_("Something of that year still waits for a second person."))


def _waiting_virements(fund: Fund, year: int) -> bool:
    return Virement.objects.of(fund).waiting().filter(year__lte=year).exists()


def check_keeps_books(*, by: Viewer, fund: Fund) -> None:
    if not by.may(Permission.HANDLE_MONEY, fund.host_id):
        raise Refused(_("Only the partner that keeps the books can close them."))


def check_close_fund(*, by: Viewer, fund: Fund, reason: str, left: int) -> None:
    """By the host, with a reason, with nothing waiting or promised, and no money in it."""
    check_keeps_books(by=by, fund=fund)
    if not fund.is_open:
        raise Refused(_("Only a fund that is open can be closed."))
    if not reason:
        raise Refused(_("Say why it closes."))
    if fund.transfers.waiting().exists() or Virement.objects.of(fund).waiting().exists():
        raise Refused(_("Something still waits for a second person."))
    if Order.objects.of(fund).placed().exists():
        raise Refused(_("Something is still promised to somebody. Pay it or cancel it first."))
    if left:
        raise Refused(_("There is still %(left)s in it, or owed by it. Settle that first.") % {"left": pounds(left)})


def check_publish_figures(*, by: Viewer, fund: Fund) -> None:
    """The site itself, once a month."""
    if not by.acts_for_site:
        raise Refused(_("Only the site itself publishes the figures of a month."))
