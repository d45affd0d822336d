"""Who may move money, and when: proposed by one, approved by another, on a day that is not locked."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from saidanddone.core.money import MOST_PENCE, pounds
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.funds.models import Batch, Fund, Line, Order, Transfer
from saidanddone.funds.moves import MOVES
from saidanddone.funds.permissions.setting_up import check_handles_money
from saidanddone.people.roles import Permission

if TYPE_CHECKING:
    from saidanddone.funds.drafts import TransferDraft


def check_moves_money(*, by: Viewer, fund: Fund) -> None:
    """Somebody who handles money for a partner, while the fund is open."""
    check_handles_money(by=by, fund=fund)
    if not fund.is_open:
        raise Refused(_("Money moves only while a fund is open."))


def check_propose_transfer(*, by: Viewer, fund: Fund, draft: "TransferDraft", on: date) -> None:
    """One move, more than nothing, with what it is for, by a partner or a line of this fund."""
    check_moves_money(by=by, fund=fund)
    move = MOVES.get(draft.move)
    if not move:
        raise Refused(_("Choose what happened to the money."))
    if not 1 <= draft.amount_pence <= MOST_PENCE:
        raise Refused(_("Write an amount of money above nothing."))
    if not draft.words:
        raise Refused(_("Say what it is for."))
    if move.needs_partner and not (draft.partner and draft.partner.fund_id == fund.pk):
        raise Refused(_("Choose one of the partners."))
    if move.needs_line and not (draft.line and draft.line.scheme.fund_id == fund.pk):
        raise Refused(_("Choose a line of this fund."))
    if draft.order:
        check_pays(order=draft.order, line=draft.line, move=draft.move, amount_pence=draft.amount_pence)
    _check_day(fund, draft.on_date, on)


def check_pays(*, order: Order, line: Line | None, move: str, amount_pence: int) -> None:
    """Money spent on the order's own line, no more than is still promised."""
    if move != "spent" or line != order.line:
        raise Refused(_("What was promised is paid by money spent on its own line."))
    if order.cancelled_at:
        raise Refused(_("What it pays was cancelled."))
    if amount_pence > order.outstanding_pence:
        raise Refused(
            _("Only %(left)s of it is still promised. Record what is more by itself.")
            % {"left": pounds(order.outstanding_pence)}
        )


def _check_day(fund: Fund, day: date, on: date) -> None:
    if day > on:
        raise Refused(_("That day is still to come."))
    if day < fund.starts_date:
        raise Refused(_("The fund had not started on that day."))
    if fund.locked_date and day <= fund.locked_date:
        raise Refused(_("The books are closed up to %(day)s. Choose a later day.") % {"day": fund.locked_date})


def check_approve_transfer(*, by: Viewer, transfer: Transfer) -> None:
    """By somebody else than whoever proposed it, while it waits and its day is not locked."""
    check_settles(by=by, transfer=transfer)
    fund = transfer.fund
    if fund.locked_date and transfer.on_date <= fund.locked_date:
        raise Refused(_("The books are closed up to %(day)s. Choose a later day.") % {"day": fund.locked_date})
    if transfer.order and not transfer.reverses_id:
        line = transfer.debit.line
        check_pays(order=transfer.order, line=line, move=transfer.move, amount_pence=transfer.amount_pence)


def check_settles(*, by: Viewer, transfer: Transfer) -> None:
    check_moves_money(by=by, fund=transfer.fund)
    if transfer.state != Transfer.State.PROPOSED:
        raise Refused(_("Somebody has settled this already."))
    if by.person_id is not None and by.person_id == transfer.proposed_by_id:
        raise Refused(_("Somebody else has to approve what you proposed."))


def check_refuse_transfer(*, by: Viewer, transfer: Transfer, reason: str) -> None:
    """Whoever proposed it may take it back so, too."""
    check_moves_money(by=by, fund=transfer.fund)
    if transfer.state != Transfer.State.PROPOSED:
        raise Refused(_("Somebody has settled this already."))
    if not reason:
        raise Refused(_("Say why not."))


def check_reverse_transfer(*, by: Viewer, transfer: Transfer, reason: str, on_date: date, on: date) -> None:
    """Only what counts, once, and no reversal; on a day that is not locked."""
    check_moves_money(by=by, fund=transfer.fund)
    if not transfer.is_counted:
        raise Refused(_("Only what was approved can be taken back."))
    if transfer.reverses_id or Transfer.objects.filter(reverses=transfer).exclude(state="refused").exists():
        raise Refused(_("This takes another one back, or is taken back already."))
    if not reason:
        raise Refused(_("Say why it is taken back."))
    _check_day(transfer.fund, max(on_date, transfer.on_date), on)


def check_import_transfers(*, by: Viewer, fund: Fund, source: str) -> None:
    """By a person, who answers for the file; the site itself proposes nothing."""
    check_moves_money(by=by, fund=fund)
    if by.person_id is None:
        raise Refused(_("Somebody has to answer for what is brought in."))
    if not 1 <= len(source) <= 40 or ":" in source:
        raise Refused(_("Give the source a name of at most 40 characters, without a colon."))


def check_approve_batch(*, by: Viewer, batch: Batch, waiting: Collection[Transfer]) -> None:
    """By somebody else than whoever brought it in, while something of it waits."""
    check_moves_money(by=by, fund=batch.fund)
    if not waiting:
        raise Refused(_("Somebody has settled this already."))
    if by.person_id is not None and by.person_id == batch.brought_by_id:
        raise Refused(_("Somebody else has to approve what you proposed."))


def check_lock_period(*, by: Viewer, fund: Fund, until: date, on: date) -> None:
    """By the host, with nothing waiting up to that day; a lock only moves on."""
    if not by.may(Permission.HANDLE_MONEY, fund.host_id):
        raise Refused(_("Only the partner that keeps the books can close them."))
    if until >= on:
        raise Refused(_("Only days that are over can be closed."))
    if fund.locked_date and until <= fund.locked_date:
        raise Refused(_("The books are closed up to %(day)s. Choose a later day.") % {"day": fund.locked_date})
    if fund.transfers.waiting().filter(on_date__lte=until).exists():
        raise Refused(_("Some transfers up to that day still wait for a second person."))
