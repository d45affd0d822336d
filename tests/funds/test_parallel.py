"""Eight approvals at the same moment are one, and eight takings back."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from saidanddone.core.rules import Refused
from saidanddone.funds import actions
from saidanddone.funds.models import Account, Budget, Transfer
from saidanddone.funds.queries.ledger import kept_balances, trial_balance
from tests.funds.factories import VirementDraftFactory

pytestmark = [pytest.mark.usefixtures("database_for_threads")]
if connections.settings["default"]["ENGINE"].endswith("sqlite3"):
    pytestmark.append(pytest.mark.slow)  # PostgreSQL is met by the fast suite alone, so there they belong to it
TOGETHER = 8


def at_once(action):
    """How many of eight that do the same at the same moment were let do it."""
    ready = threading.Barrier(TOGETHER)

    def attempt(_turn):
        ready.wait(30)
        try:
            action()
        except Refused:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TOGETHER) as pool:
        return sum(pool.map(attempt, range(TOGETHER)))


def test_a_transfer_is_approved_once(pool):
    waiting = pool.proposed(amount_pence=25_000_00)

    assert at_once(lambda: actions.approve_transfer(by=pool.lead, at=pool.at, transfer=waiting)) == 1
    assert kept_balances(pool.fund).of(Account.Kind.PURSE) == 25_000_00
    assert kept_balances(pool.fund).sides == trial_balance(pool.fund).sides


def test_two_payments_of_one_promise_are_not_both_approved(pool):
    order = pool.promised(amount_pence=1_000_00)
    facts = {"move": "spent", "line": order.line, "order": order, "amount_pence": 1_000_00}
    waiting = iter([pool.proposed(**facts) for _ in range(TOGETHER)])

    assert at_once(lambda: actions.approve_transfer(by=pool.lead, at=pool.at, transfer=next(waiting))) == 1
    order.refresh_from_db()
    assert order.paid_pence == 1_000_00


def test_a_transfer_is_taken_back_once(pool):
    mistake, day = pool.moved(), pool.at.date()

    assert (
        at_once(
            lambda: actions.reverse_transfer(
                by=pool.steward, at=pool.at, transfer=mistake, reason="Paid twice", on_date=day
            )
        )
        == 1
    )
    assert Transfer.objects.filter(reverses=mistake).count() == 1


def test_budget_moves_once(pool):
    draft = VirementDraftFactory(giving=pool.lines[1], getting=pool.lines[0])
    waiting = actions.ask_virement(by=pool.steward, at=pool.at, fund=pool.fund, draft=draft)

    assert at_once(lambda: actions.approve_virement(by=pool.lead, at=pool.at, virement=waiting)) == 1
    assert list(Budget.objects.order_by("line").values_list("amount_pence", flat=True)) == [110_000_00, 30_000_00]
