"""The books of a fund balance whatever happens, nothing in them is changed, and it takes two to move a penny."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER
from saidanddone.funds import actions
from saidanddone.funds.models import Account, Budget, Order, Transfer, Virement
from saidanddone.funds.moves import MOVES
from saidanddone.funds.queries.ledger import kept_balances, trial_balance
from saidanddone.record.models import Entry
from tests.funds.factories import (
    MOMENT,
    OrderDraftFactory,
    TransferDraftFactory,
    VirementDraftFactory,
    lines_of,
    set_up,
)
from tests.people.cast import assemble

Kind = Account.Kind


def test_money_paid_in_lies_in_the_purse(pool):
    pool.moved(amount_pence=25_000_00)

    balances = kept_balances(pool.fund)
    assert balances.of(Kind.PURSE) == 25_000_00
    assert balances.of(Kind.PAID_IN, about=pool.fund.partners.first().pk) == -25_000_00


def test_what_waits_does_not_count(pool):
    pool.proposed()

    assert kept_balances(pool.fund).of(Kind.PURSE) == 0


def test_what_is_given_in_kind_never_touches_the_purse(pool):
    pool.moved(move="given", amount_pence=5_000_00, words="Two rooms, twelve months")

    balances = kept_balances(pool.fund)
    assert balances.of(Kind.PURSE) == 0
    assert balances.of(Kind.USED, about=pool.lines[0].pk) == 5_000_00


def test_no_move_leads_from_money_to_what_is_given_in_kind():
    in_kind = {Kind.GIVEN, Kind.USED}

    assert all(
        ({move.debit, move.credit} <= in_kind) or not ({move.debit, move.credit} & in_kind) for move in MOVES.values()
    )


def test_whoever_proposed_it_cannot_approve_it(pool):
    transfer = pool.proposed()

    with pytest.raises(Refused, match="Somebody else"):
        actions.approve_transfer(by=pool.steward, at=pool.at, transfer=transfer)
    assert kept_balances(pool.fund).of(Kind.PURSE) == 0


def test_another_partner_may_approve(pool):
    transfer = actions.approve_transfer(by=pool.partner, at=pool.at, transfer=pool.proposed())

    assert transfer.is_counted


@pytest.mark.parametrize("who", ["stranger", "resident", "connector", "officer", "other_officer", "moderator"])
def test_nobody_else_moves_money(pool, cast, who):
    by = cast.viewer(who)
    waiting, counted = pool.proposed(), pool.moved()

    for attempt in (
        lambda: actions.propose_transfer(by=by, at=pool.at, fund=pool.fund, draft=pool.draft()),
        lambda: actions.approve_transfer(by=by, at=pool.at, transfer=waiting),
        lambda: actions.refuse_transfer(by=by, at=pool.at, transfer=waiting, reason="No"),
        lambda: actions.reverse_transfer(by=by, at=pool.at, transfer=counted, reason="No", on_date=pool.at.date()),
        lambda: actions.lock_period(by=by, at=pool.at, fund=pool.fund, until=date(2025, 12, 31)),
    ):
        with pytest.raises(Refused):
            attempt()
    assert Transfer.objects.count() == 2


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"move": "magic"}, "what happened"),
        ({"amount_pence": 0}, "above nothing"),
        ({"amount_pence": -5}, "above nothing"),
        ({"words": ""}, "what it is for"),
        ({"partner": None}, "partners"),
        ({"move": "spent", "line": None}, "line"),
        ({"on_date": date(2025, 3, 31)}, "not started"),
        ({"on_date": date(2026, 3, 3)}, "still to come"),
    ],
)
def test_a_transfer_that_says_too_little_is_refused(pool, facts, words):
    with pytest.raises(Refused, match=words):
        pool.proposed(**facts)


def test_a_line_of_another_fund_is_refused(pool, cast):
    other = set_up(pool.steward, host=cast.council)

    with pytest.raises(Refused, match="line of this fund"):
        pool.proposed(move="spent", line=lines_of(other)[0])
    with pytest.raises(Refused, match="partners"):
        pool.proposed(partner=other.partners.get())


def test_money_does_not_move_before_the_fund_opens(draft_pool):
    with pytest.raises(Refused, match="open"):
        draft_pool.proposed()


def test_a_form_sent_twice_is_one_transfer(pool):
    assert pool.proposed(submission_key="a" * 64).pk == pool.proposed(submission_key="a" * 64).pk


def test_a_mistake_is_taken_back_by_another_transfer_and_stays_in_sight(pool):
    mistake = pool.moved(amount_pence=1_000_00)
    back = actions.reverse_transfer(
        by=pool.steward, at=pool.at, transfer=mistake, reason="Paid twice", on_date=pool.at.date()
    )
    actions.approve_transfer(by=pool.lead, at=pool.at, transfer=back)

    assert kept_balances(pool.fund).of(Kind.PURSE) == 0
    assert Transfer.objects.counted().count() == 2


def test_nothing_is_taken_back_twice(pool):
    mistake = pool.moved()
    day = pool.at.date()
    back = actions.reverse_transfer(by=pool.steward, at=pool.at, transfer=mistake, reason="Twice", on_date=day)

    with pytest.raises(Refused, match="already"):
        actions.reverse_transfer(by=pool.lead, at=pool.at, transfer=mistake, reason="Twice", on_date=day)
    actions.refuse_transfer(by=pool.lead, at=pool.at, transfer=back, reason="It was right")
    assert actions.reverse_transfer(by=pool.steward, at=pool.at, transfer=mistake, reason="It was not", on_date=day)


def test_a_refusal_needs_a_reason_and_settles_it(pool):
    waiting = pool.proposed()

    with pytest.raises(Refused, match="why not"):
        actions.refuse_transfer(by=pool.lead, at=pool.at, transfer=waiting, reason=" ")
    actions.refuse_transfer(by=pool.lead, at=pool.at, transfer=waiting, reason="No invoice")
    with pytest.raises(Refused, match="already"):
        actions.approve_transfer(by=pool.lead, at=pool.at, transfer=waiting)


def test_closed_books_stay_closed(pool):
    waiting = pool.proposed(on_date=date(2026, 1, 10))
    with pytest.raises(Refused, match="second person"):
        actions.lock_period(by=pool.steward, at=pool.at, fund=pool.fund, until=date(2026, 1, 31))
    actions.approve_transfer(by=pool.lead, at=pool.at, transfer=waiting)
    actions.lock_period(by=pool.steward, at=pool.at, fund=pool.fund, until=date(2026, 1, 31))

    with pytest.raises(Refused, match="closed up to"):
        pool.proposed(on_date=date(2026, 1, 31))
    with pytest.raises(Refused, match="closed up to"):
        actions.lock_period(by=pool.steward, at=pool.at, fund=pool.fund, until=date(2026, 1, 30))
    assert pool.proposed(on_date=date(2026, 2, 1)).state == "proposed"
    assert Entry.objects.filter(kind="fund-locked").count() == 1


def test_only_the_partner_that_keeps_the_books_closes_them(pool):
    with pytest.raises(Refused, match="keeps the books"):
        actions.lock_period(by=pool.partner, at=pool.at, fund=pool.fund, until=date(2026, 1, 31))


def test_a_year_begins_in_april(pool):
    before, after = pool.moved(on_date=date(2025, 4, 1)), pool.moved(on_date=date(2026, 3, 2))

    assert (before.year, after.year) == (2025, 2025)
    assert pool.fund.year_of(date(2026, 3, 31)) == 2025
    assert pool.fund.year_of(date(2026, 4, 1)) == 2026


def test_strangers_see_a_fund_from_the_day_it_opens(draft_pool):
    seen = type(draft_pool.fund).objects.visible_to

    assert not seen(STRANGER).exists()
    assert seen(draft_pool.partner).exists()
    actions.open_fund(by=draft_pool.steward, at=draft_pool.at, fund=draft_pool.fund)
    assert seen(STRANGER).exists()


class AnySequence(RuleBasedStateMachine):
    """Whatever is proposed, approved, refused, taken back and closed, in any order and by anybody."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        cast = assemble()
        self.people = [cast.viewer(name) for name in ("steward", "lead", "officer")] + [STRANGER]
        fund = set_up(self.people[0], host=cast.council, others=(cast.homes,))
        self.fund = actions.open_fund(by=self.people[0], at=MOMENT, fund=fund)
        self.partners, self.lines = list(self.fund.partners.all()), lines_of(self.fund)
        self.counted = {}
        self.agreed = self.budgeted()

    def budgeted(self):
        return sum(Budget.objects.filter(line__scheme__fund=self.fund).values_list("amount_pence", flat=True))

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def attempt(self, action, **facts):
        try:
            return action(at=MOMENT, **facts)
        except Refused:
            return None

    def some(self, number, state):
        found = list(Transfer.objects.filter(state=state).order_by("pk"))
        return found[number % len(found)] if found else None

    @rule(
        who=st.integers(0, 3),
        move=st.sampled_from(sorted(MOVES)),
        pence=st.integers(-1, 10**9),
        days=st.integers(0, 400),
        pick=st.integers(0, 1),
        order=st.integers(0, 5),
    )
    def propose(self, who, move, pence, days, pick, order):
        promised = list(Order.objects.order_by("pk"))
        draft = TransferDraftFactory(
            move=move,
            amount_pence=pence,
            on_date=MOMENT.date() - timedelta(days=days - 5),
            partner=self.partners[pick],
            line=self.lines[pick],
            order=promised[order] if order < len(promised) else None,
        )
        self.attempt(actions.propose_transfer, by=self.people[who], fund=self.fund, draft=draft)

    @rule(who=st.integers(0, 3), pence=st.integers(-1, 10_000_000), pick=st.integers(0, 1))
    def promise(self, who, pence, pick):
        draft = OrderDraftFactory(line=self.lines[pick], amount_pence=pence)
        self.attempt(actions.place_order, by=self.people[who], fund=self.fund, draft=draft)

    @rule(who=st.integers(0, 3), number=st.integers(0, 5), pence=st.integers(1, 10_000_000), second=st.integers(0, 3))
    def pay(self, who, number, pence, second):
        """Proposed and at once approved, or tried to be: so that orders are met that are partly paid."""
        orders = list(Order.objects.order_by("pk"))
        if orders:
            order = orders[number % len(orders)]
            facts = {"move": "spent", "line": order.line, "order": order}
            draft = TransferDraftFactory(amount_pence=min(pence, order.amount_pence), **facts)
            made = self.attempt(actions.propose_transfer, by=self.people[who], fund=self.fund, draft=draft)
            if made:
                self.attempt(actions.approve_transfer, by=self.people[second], transfer=made)

    @rule(who=st.integers(0, 3), number=st.integers(0, 5))
    def cancel(self, who, number):
        orders = list(Order.objects.order_by("pk"))
        if orders:
            facts = {"order": orders[number % len(orders)], "reason": "Enough"}
            self.attempt(actions.cancel_order, by=self.people[who], **facts)

    @rule(who=st.integers(0, 3), number=st.integers(0, 20))
    def approve(self, who, number):
        if waiting := self.some(number, "proposed"):
            self.attempt(actions.approve_transfer, by=self.people[who], transfer=waiting)

    @rule(who=st.integers(0, 3), number=st.integers(0, 20))
    def refuse(self, who, number):
        if waiting := self.some(number, "proposed"):
            self.attempt(actions.refuse_transfer, by=self.people[who], transfer=waiting, reason="No")

    @rule(who=st.integers(0, 3), number=st.integers(0, 20))
    def take_back(self, who, number):
        if counted := self.some(number, "approved"):
            facts = {"reason": "Wrong", "on_date": MOMENT.date()}
            self.attempt(actions.reverse_transfer, by=self.people[who], transfer=counted, **facts)

    @rule(who=st.integers(0, 3), days=st.integers(0, 400))
    def close_books(self, who, days):
        until = MOMENT.date() - timedelta(days=days)
        self.attempt(actions.lock_period, by=self.people[who], fund=self.fund, until=until)

    @rule(
        who=st.integers(0, 3), pence=st.integers(-1, 11_000_000), year=st.sampled_from([2025, 2026]), pick=st.booleans()
    )
    def ask_for_budget(self, who, pence, year, pick):
        giving, getting = self.lines if pick else reversed(self.lines)
        draft = VirementDraftFactory(giving=giving, getting=getting, year=year, amount_pence=pence)
        self.attempt(actions.ask_virement, by=self.people[who], fund=self.fund, draft=draft)

    @rule(who=st.integers(0, 3), yes=st.booleans())
    def settle_budget(self, who, yes):
        if waiting := Virement.objects.waiting().order_by("pk").first():
            action, more = (actions.approve_virement, {}) if yes else (actions.refuse_virement, {"reason": "No"})
            self.attempt(action, by=self.people[who], virement=waiting, **more)

    @invariant()
    def what_is_paid_of_each_order_is_the_sum_of_its_payments(self):
        for order in Order.objects.all():
            counted = order.payments.counted().values_list("amount_pence", "reverses")
            assert order.paid_pence == sum(-pence if back else pence for pence, back in counted)
            assert 0 <= order.outstanding_pence <= order.amount_pence

    @invariant()
    def all_budgets_together_are_what_was_agreed(self):
        assert self.budgeted() == self.agreed

    @invariant()
    def the_books_balance_and_what_is_kept_is_true(self):
        kept, worked_out = kept_balances(self.fund), trial_balance(self.fund)
        assert kept.difference == worked_out.difference == 0
        assert kept.sides == worked_out.sides

    @invariant()
    def what_counts_is_never_changed(self):
        now = {each.pk: (each.debit_id, each.credit_id, each.amount_pence) for each in Transfer.objects.counted()}
        assert self.counted.items() <= now.items()
        self.counted = now

    @invariant()
    def two_people_stand_behind_each(self):
        settled = Transfer.objects.counted()
        assert all(each.proposed_by_id and each.settled_by_id not in {None, each.proposed_by_id} for each in settled)


@pytest.mark.slow
def test_no_sequence_of_actions_unbalances_the_books(db):
    run_state_machine_as_test(AnySequence, settings=settings(max_examples=10, stateful_step_count=20, deadline=None))
