"""Who may promise a fund's money to somebody outside, and what a promise must say."""

import re
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from saidanddone.core.money import MOST_PENCE, pounds
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.funds.models import Account, Budget, Fund, Order, Total
from saidanddone.funds.permissions.ledger import check_moves_money
from saidanddone.funds.registers import is_known

if TYPE_CHECKING:
    from saidanddone.funds.drafts import OrderDraft
    from saidanddone.funds.models import Line


def check_place_order(*, by: Viewer, fund: Fund, draft: "OrderDraft", on: date) -> None:
    """By one person: no money moves by it, and each payment of it takes two. No more than the line has left."""
    check_moves_money(by=by, fund=fund)
    if draft.line.scheme.fund_id != fund.pk:
        raise Refused(_("Choose a line of this fund."))
    if draft.kind not in Order.Kind.values:
        raise Refused(_("Say whether it is a grant or a contract."))
    if not 1 <= draft.amount_pence <= MOST_PENCE:
        raise Refused(_("Write an amount of money above nothing."))
    if not (draft.title and draft.description):
        raise Refused(_("Say what it is for, and a little more about it."))
    _check_recipient(draft)
    _check_days(fund, draft, on)
    check_left(draft.line, draft.year, draft.amount_pence)


def _check_recipient(draft: "OrderDraft") -> None:
    """One, and of a private person nothing that everyone could tell them by."""
    if bool(draft.organisation) == bool(draft.recipient):
        raise Refused(_("Say who gets it: an organisation of this site, or somebody else by name."))
    if draft.organisation and (draft.is_individual or draft.organisation.ended_date):
        raise Refused(_("Choose an organisation that has not closed, or name a private person."))
    if draft.identifier and not is_known(draft.identifier):
        raise Refused(_("That is no number as the register has them."))
    if draft.is_individual:
        if draft.identifier or draft.places:
            raise Refused(_("Leave out number and places for a private person: everyone can read them."))
        public = f"{draft.title} {draft.description}".casefold()
        if any(re.search(rf"\b{re.escape(part)}\b", public) for part in _names(draft.recipient)):
            raise Refused(_("Take the person's name out of what everyone can read."))


def _names(recipient: str) -> list[str]:
    """The parts of a name, without initials, which any sentence may hold, and forms of address."""
    parts = re.findall(r"[^\W\d_]+", recipient.casefold())
    return [part for part in parts if len(part) > 2 and part not in {"mrs", "miss", "the", "and"}]


def _check_days(fund: Fund, draft: "OrderDraft", on: date) -> None:
    if draft.agreed_date > on:
        raise Refused(_("That day is still to come."))
    if draft.agreed_date < fund.starts_date:
        raise Refused(_("The fund had not started on that day."))
    if draft.starts_date and draft.ends_date and draft.ends_date < draft.starts_date:
        raise Refused(_("It ends before it starts."))
    if draft.year not in fund.years:
        raise Refused(_("The fund has no such year."))
    if fund.year_ends.filter(year=draft.year).exists():
        raise Refused(_("That year is closed."))


def check_cancel_order(*, by: Viewer, order: Order, reason: str) -> None:
    """What is still promised of it, with a reason; nothing of it may wait for a second person."""
    check_moves_money(by=by, fund=order.fund)
    if order.state != Order.State.PLACED:
        raise Refused(_("Somebody has settled this already."))
    if not reason:
        raise Refused(_("Say why it is cancelled."))
    if order.payments.filter(state="proposed").exists():
        raise Refused(_("A payment of it still waits for a second person."))


def check_left(line: "Line", year: int, amount: int) -> None:
    """So much of the line's budget in a year is neither spent nor promised to anybody."""
    has = left_of(line, year)
    if amount > has:
        raise Refused(
            _("“%(line)s” has only %(left)s left that is neither spent nor promised.")
            % {"line": line, "left": pounds(max(0, has))}
        )


def left_of(line: "Line", year: int) -> int:
    budget = Budget.objects.filter(line=line, year=year).first()
    spent = Total.objects.filter(account__kind=Account.Kind.SPENT, account__line=line, year=year).first()
    promised = line.orders.weighing_on(year).aggregate(pence=Sum(F("amount_pence") - F("paid_pence")))["pence"]
    return (
        (budget.amount_pence if budget else 0)
        - max(0, spent.debit_pence - spent.credit_pence if spent else 0)
        - (promised or 0)
    )
