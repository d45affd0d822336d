"""Money promised to somebody outside is in sight until transfers have paid it, and no private person is ever named."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from saidanddone.core.rules import Refused
from saidanddone.funds import actions
from saidanddone.funds.models import Order
from saidanddone.funds.queries.figures import standing
from saidanddone.record.models import Entry, Opening
from tests.funds.factories import OrderDraftFactory, VirementDraftFactory, lines_of, set_up
from tests.funds.test_desk import desk, parts  # noqa: F401 - a fixture
from tests.people.factories import OrganisationFactory
from tests.places.factories import PlaceFactory

pytestmark = pytest.mark.usefixtures("clock")
PERSON = {"recipient": "Gwenllian Prydderch", "is_individual": True, "identifier": ""}


def stands(pool, year=2025):
    return standing(pool.fund, year=year, on=pool.at.date())


def pays(pool, order, pence, **facts):
    return pool.moved(move="spent", line=order.line, order=order, amount_pence=pence, **facts)


def test_what_is_promised_stands_on_its_line_until_it_is_paid(pool):
    order = pool.promised(amount_pence=12_000_00)
    assert [each.promised for each in stands(pool).lines] == [12_000_00, 0]

    pays(pool, order, 5_000_00)
    order.refresh_from_db()
    assert (order.state, order.outstanding_pence) == ("placed", 7_000_00)
    first, _second = stands(pool).lines
    assert (first.spent, first.promised, first.free) == (5_000_00, 7_000_00, 88_000_00)

    pays(pool, order, 7_000_00)
    order.refresh_from_db()
    assert order.state == "settled"
    assert stands(pool).promised_on == 0


def test_a_payment_that_is_taken_back_is_promised_again(pool):
    order = pool.promised(amount_pence=1_000_00)
    paid = pays(pool, order, 1_000_00)
    facts = {"reason": "Paid to the wrong account", "on_date": pool.at.date()}
    back = actions.reverse_transfer(by=pool.steward, at=pool.at, transfer=paid, **facts)
    actions.approve_transfer(by=pool.lead, at=pool.at, transfer=back)

    order.refresh_from_db()
    assert (order.state, order.outstanding_pence) == ("placed", 1_000_00)


def test_no_more_is_paid_than_is_still_promised(pool):
    order = pool.promised(amount_pence=1_000_00)
    facts = {"move": "spent", "line": order.line, "order": order}

    with pytest.raises(Refused, match="£1,000 of it is still promised"):
        pool.proposed(amount_pence=1_000_01, **facts)
    waiting = [pool.proposed(amount_pence=1_000_00, **facts) for _ in range(2)]
    actions.approve_transfer(by=pool.lead, at=pool.at, transfer=waiting[0])
    with pytest.raises(Refused, match="£0 of it is still promised"):
        actions.approve_transfer(by=pool.lead, at=pool.at, transfer=waiting[1])


def test_it_is_paid_from_its_own_line_alone(pool):
    order = pool.promised()

    for facts in ({"move": "spent", "line": pool.lines[1]}, {"move": "received"}, {"move": "given"}):
        with pytest.raises(Refused, match="own line"):
            pool.proposed(order=order, amount_pence=1, **facts)


def test_what_is_cancelled_is_free_again_and_stays_in_sight(pool, client):
    order = pool.promised(amount_pence=1_000_00)
    pays(pool, order, 400_00)
    facts = {"by": pool.steward, "at": pool.at, "order": order}
    with pytest.raises(Refused, match="why"):
        actions.cancel_order(reason=" ", **facts)
    waiting = pool.proposed(move="spent", line=order.line, order=order, amount_pence=1)
    with pytest.raises(Refused, match="still waits"):
        actions.cancel_order(reason="No drivers", **facts)
    actions.refuse_transfer(by=pool.lead, at=pool.at, transfer=waiting, reason="No")

    order = actions.cancel_order(reason="No drivers were found", **facts)
    assert (order.state, order.outstanding_pence, stands(pool).promised_on) == ("cancelled", 0, 0)
    with pytest.raises(Refused, match="cancelled"):
        pays(pool, order, 1)
    with pytest.raises(Refused, match="already"):
        actions.cancel_order(reason="Again", **facts)
    assert "No drivers were found" in client.get(f"/funds/{pool.fund.public_id}/orders/").content.decode()


@pytest.mark.parametrize("who", ["stranger", "resident", "connector", "officer", "other_officer", "moderator"])
def test_nobody_else_promises_or_cancels(pool, cast, who):
    order, by = pool.promised(), cast.viewer(who)

    with pytest.raises(Refused):
        actions.place_order(by=by, at=pool.at, fund=pool.fund, draft=OrderDraftFactory(line=pool.lines[0]))
    with pytest.raises(Refused):
        actions.cancel_order(by=by, at=pool.at, order=order, reason="No")
    assert Order.objects.get().state == "placed"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"kind": "bribe"}, "a grant or a contract"),
        ({"amount_pence": 0}, "above nothing"),
        ({"amount_pence": 100_000_01}, "neither spent nor promised"),
        ({"title": " "}, "what it is for"),
        ({"description": ""}, "a little more"),
        ({"recipient": ""}, "who gets it"),
        ({"identifier": "GB-CHC-12"}, "register"),
        ({"identifier": "=1+1"}, "register"),
        ({"agreed_date": date(2026, 3, 3)}, "still to come"),
        ({"agreed_date": date(2025, 3, 31)}, "not started"),
        ({"ends_date": date(2026, 1, 31)}, "ends before"),
        ({"year": 2030}, "no such year"),
        (PERSON | {"identifier": "GB-CHC-1164021"}, "private person"),
        (PERSON | {"title": "Taxis for Gwenllian"}, "name out"),
        (PERSON | {"description": "PRYDDERCH, Elm Road"}, "name out"),
    ],
)
def test_a_promise_that_says_too_little_or_too_much_is_refused(pool, facts, words):
    with pytest.raises(Refused, match=words):
        pool.promised(**facts)
    assert not Order.objects.exists()


def test_a_line_of_another_fund_is_refused(pool, cast):
    other = set_up(pool.steward, host=cast.council)

    with pytest.raises(Refused, match="line of this fund"):
        pool.promised(line=lines_of(other)[0])


def test_a_draft_fund_promises_nothing(draft_pool):
    with pytest.raises(Refused, match="open"):
        draft_pool.promised()


def test_the_database_holds_it_to_be_paid_at_most_in_full(pool):
    order = pool.promised()

    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(paid_pence=order.amount_pence + 1)


def test_a_form_sent_twice_is_one_promise(pool):
    assert pool.promised(submission_key="a" * 64).pk == pool.promised(submission_key="a" * 64).pk


def test_promised_budget_does_not_move_to_another_line(pool):
    pool.promised(amount_pence=95_000_00)
    draft = VirementDraftFactory(giving=pool.lines[0], getting=pool.lines[1], amount_pence=5_000_01)

    with pytest.raises(Refused, match="£5,000 left that is neither"):
        actions.ask_virement(by=pool.steward, at=pool.at, fund=pool.fund, draft=draft)


def test_what_a_closed_year_left_unpaid_weighs_on_the_next(pool):
    pool.promised(amount_pence=1_000_00)
    actions.close_year(by=pool.steward, at=datetime(2026, 5, 1, tzinfo=UTC), fund=pool.fund, year=2025)

    assert stands(pool, 2025).promised_on == 0
    assert stands(pool, 2026).promised_on == 1_000_00


def test_a_fund_that_still_promises_something_does_not_close(pool):
    pool.promised()

    with pytest.raises(Refused, match="still promised"):
        actions.close_fund(by=pool.steward, at=pool.at, fund=pool.fund, reason="Done")


def test_everyone_reads_what_was_promised_to_whom(client, pool, cast):
    pool.promised(title="<b>Rides</b>")
    pool.promised(organisation=OrganisationFactory(name="Bryn Teg Hub"), recipient="", identifier="")

    html = client.get(f"/funds/{pool.fund.public_id}/orders/").content.decode()
    shown = ("&lt;b&gt;Rides&lt;/b&gt;", "Aberwen Community Transport", "GB-CHC-1164021", "Bryn Teg Hub", "£12,000")
    assert all(words in html for words in shown)
    assert "£24,000" in client.get(f"/funds/{pool.fund.public_id}/?year=2025").content.decode()


def test_no_surface_names_a_private_person(client, pool, desk):  # noqa: F811
    order = pool.promised(**PERSON)
    fund = f"/funds/{pool.fund.public_id}"
    client.logout()

    for path in ("/", "/orders/", "/lines.csv"):
        response = client.get(fund + path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"Prydderch" not in body
    entry = Entry.objects.get(kind="fund-order")
    assert "Prydderch" not in str(entry.__dict__)
    assert not Opening.objects.filter(entry=entry, field="recipient").exists()
    assert order.recipient_shown == "A private person"
    desk.as_("steward")
    assert "Gwenllian Prydderch" in desk.get(pool.fund).content.decode()


def test_a_private_person_is_at_no_place(pool):
    with pytest.raises(Refused, match="places"):
        pool.promised(**PERSON, places=(PlaceFactory(),))


def form(pool, **facts):
    given = {"kind": "grant", "line": pool.lines[0].public_id, "year": 2025, "amount": "£1,200", "who": "other"}
    given |= {"recipient": "The Hub", "register": "GB-COH", "number": "1234567", "title": "Rides", "language": "en"}
    given |= {"description": "Petrol"} | parts(date(2026, 2, 2), "agreed_date")
    return given | facts


def test_money_is_promised_paid_and_cancelled_at_the_desk(pool, desk):  # noqa: F811
    assert desk.post(pool.fund, "do/order/", **form(pool)).status_code == 302
    order = Order.objects.get()
    assert (order.identifier, order.amount_pence, order.recipient) == ("GB-COH-01234567", 1_200_00, "The Hub")
    paid = {"move": "spent", "amount": "200", "words": "First part", "order": order.public_id}
    assert desk.post(pool.fund, "do/transfer/", **paid, **parts(date(2026, 2, 3), "on_date")).status_code == 302
    payment = order.payments.get()
    actions.approve_transfer(by=pool.lead, at=pool.at, transfer=payment)

    html = desk.get(pool.fund).content.decode()
    assert "The Hub" in html
    assert "£1,000" in html
    assert desk.post(pool.fund, f"do/cancel-order/{order.public_id}/", reason="Enough").status_code == 302
    order.refresh_from_db()
    assert order.state == "cancelled"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"recipient": ""}, "Say who gets it."),
        ({"who": "here"}, "Say who gets it."),
        ({"number": "12 34 56 78 9"}, "no number as the register"),
        ({"register": ""}, "in which register"),
        ({"amount": "1000000"}, "neither spent nor promised"),
    ],
)
def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(pool, desk, facts, words):  # noqa: F811
    response = desk.post(pool.fund, "do/order/", **form(pool, **facts))

    html = response.content.decode()
    assert response.status_code == 400
    assert words in html
    assert "Rides" in html


def test_what_belongs_to_another_answer_is_not_taken(pool, desk):  # noqa: F811
    more = {"state": "settled", "paid_pence": 5, "placed_by": 1, "is_individual": "", "submission_key": ""}
    assert desk.post(pool.fund, "do/order/", **form(pool, who="person", person="Case 12", **more)).status_code == 302

    order = Order.objects.get()
    assert (order.recipient, order.identifier, order.is_individual, order.paid_pence) == ("Case 12", "", True, 0)
    assert order.placed_by_id == pool.steward.person_id


@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("connector", 403), ("other_officer", 404)])
def test_nobody_else_gets_the_form(pool, desk, who, status):  # noqa: F811
    desk.as_(who)

    assert desk.get(pool.fund, "do/order/").status_code == status
    assert desk.post(pool.fund, "do/order/", **form(pool)).status_code == status
    assert not Order.objects.exists()


def test_the_list_takes_as_many_queries_for_many_as_for_one(client, pool, django_assert_max_num_queries):
    for _ in range(5):
        pool.promised(amount_pence=1_00, places=(PlaceFactory(),))

    with django_assert_max_num_queries(14):
        client.get(f"/funds/{pool.fund.public_id}/orders/")
