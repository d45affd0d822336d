"""Move money: proposed by one person, approved by another, and never changed after; a mistake is taken back.

What an account comes to is kept by year (`Total`) in the transaction that approves a transfer, so that a page reads a
few rows however many transfers there are. `queries.ledger.trial_balance` works it out from the transfers alone.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from saidanddone.core.clock import local_date
from saidanddone.core.once import once
from saidanddone.core.text import clean_line
from saidanddone.core.viewer import Viewer
from saidanddone.funds.drafts import TransferDraft
from saidanddone.funds.models import Account, Fund, Order, Total, Transfer
from saidanddone.funds.moves import MOVES, REVERSAL
from saidanddone.funds.permissions import (
    check_approve_transfer,
    check_lock_period,
    check_propose_transfer,
    check_refuse_transfer,
    check_reverse_transfer,
)
from saidanddone.record import actions as record


def propose_transfer(*, by: Viewer, at: datetime, fund: Fund, draft: TransferDraft) -> Transfer:
    """It waits for a second person. A form that is sent twice is one transfer."""

    def make() -> Transfer:
        held = Fund.objects.locked(fund)
        if draft.order:
            draft.order.refresh_from_db(fields=["paid_pence", "cancelled_at"])
        check_propose_transfer(by=by, fund=held, draft=draft, on=local_date(at))
        accounts = _accounts(fund, draft)
        return Transfer.objects.create(
            fund=fund,
            **accounts,
            **{name: getattr(draft, name) for name in ("move", "amount_pence", "on_date", "payee", "order")},
            words=clean_line(draft.words),
            paid_to="" if draft.payee else clean_line(draft.paid_to),
            evidence=clean_line(draft.evidence),
            year=fund.year_of(draft.on_date),
            submission_key=draft.submission_key,
            import_key=draft.import_key,
            proposed_by_id=by.person_id,
            proposed_at=at,
        )

    return once(lambda: _proposed_before(by, fund, draft), make)


def _proposed_before(by: Viewer, fund: Fund, draft: TransferDraft) -> Transfer | None:
    if not draft.submission_key:
        return None
    own = Transfer.objects.filter(fund=fund, proposed_by=by.person_id)
    return own.filter(submission_key=draft.submission_key).first()


def _accounts(fund: Fund, draft: TransferDraft) -> dict[str, Account]:
    """The two accounts of a move: of its partner, of its line, or of the fund itself."""
    move = MOVES[draft.move]
    of = {Account.Kind.PAID_IN: "partner", Account.Kind.GIVEN: "partner"}
    of |= {Account.Kind.SPENT: "line", Account.Kind.USED: "line"}
    found = {}
    for side, kind in (("debit", move.debit), ("credit", move.credit)):
        own = {of[kind]: getattr(draft, of[kind])} if kind in of else {}
        found[side] = Account.objects.get(fund=fund, kind=kind, **own)
    return found


def approve_transfer(*, by: Viewer, at: datetime, transfer: Transfer) -> Transfer:
    """From now on it counts. Of many at a time one approves it, and the others are told that somebody has."""
    with transaction.atomic():
        transfer = _waiting(transfer)
        check_approve_transfer(by=by, transfer=transfer)
        transfer.state, transfer.settled_by_id, transfer.settled_at = Transfer.State.APPROVED, by.person_id, at
        transfer.save(update_fields=["state", "settled_by", "settled_at"])
        _keep(transfer)
    return transfer


def refuse_transfer(*, by: Viewer, at: datetime, transfer: Transfer, reason: str) -> Transfer:
    """It never counts; it stays in sight of the partners with the reason."""
    reason = clean_line(reason)
    with transaction.atomic():
        transfer = _waiting(transfer)
        check_refuse_transfer(by=by, transfer=transfer, reason=reason)
        transfer.state, transfer.settled_at, transfer.refusal = Transfer.State.REFUSED, at, reason
        if by.person_id != transfer.proposed_by_id:
            transfer.settled_by_id = by.person_id
        transfer.save(update_fields=["state", "settled_by", "settled_at", "refusal"])
    return transfer


def reverse_transfer(*, by: Viewer, at: datetime, transfer: Transfer, reason: str, on_date: date) -> Transfer:
    """Propose to take one back: the same amount the other way, on a day that is open. A second person approves it."""
    reason = clean_line(reason)
    with transaction.atomic():
        Fund.objects.locked(transfer.fund)
        transfer = Transfer.objects.select_related("fund__host").get(pk=transfer.pk)
        check_reverse_transfer(by=by, transfer=transfer, reason=reason, on_date=on_date, on=local_date(at))
        day = max(on_date, transfer.on_date)
        return Transfer.objects.create(
            fund=transfer.fund,
            move=REVERSAL,
            debit_id=transfer.credit_id,
            credit_id=transfer.debit_id,
            amount_pence=transfer.amount_pence,
            on_date=day,
            year=transfer.fund.year_of(day),
            words=reason,
            payee_id=transfer.payee_id,
            paid_to=transfer.paid_to,
            order_id=transfer.order_id,
            reverses=transfer,
            proposed_by_id=by.person_id,
            proposed_at=at,
        )


def lock_period(*, by: Viewer, at: datetime, fund: Fund, until: date) -> Fund:
    """Close the books up to a day: nothing on it or before can be entered any more."""
    with transaction.atomic():
        fund = Fund.objects.locked(fund)
        check_lock_period(by=by, fund=fund, until=until, on=local_date(at))
        fund.locked_date = until
        fund.save(update_fields=["locked_date"])
        facts = {"until_date": until.isoformat()}
        record.append(by=by, kind="fund-locked", about=fund.ref, at=at, fields=facts)
    return fund


def _keep(transfer: Transfer) -> None:
    """Add it to what its two accounts come to in its year, in the order of their numbers: no two lock crosswise.

    What it pays of an order is kept there, so that the last payment settles it, and taking one back promises it again.
    """
    sides = sorted(((transfer.debit_id, "debit_pence"), (transfer.credit_id, "credit_pence")))
    for account, side in sides:
        total, _made = Total.objects.get_or_create(account_id=account, year=transfer.year)
        Total.objects.filter(pk=total.pk).update(**{side: F(side) + transfer.amount_pence})
    if transfer.order_id:
        paid = -transfer.amount_pence if transfer.reverses_id else transfer.amount_pence
        Order.objects.filter(pk=transfer.order_id).update(paid_pence=F("paid_pence") + paid)


def _waiting(transfer: Transfer) -> Transfer:
    """Locked after its fund, so that no lock of the period slips in between."""
    Fund.objects.locked(transfer.fund)
    related = ("fund__host", "order__line", "debit__line")
    found = Transfer.objects.select_for_update(of=("self",)).select_related(*related)
    return found.get(pk=transfer.pk)
