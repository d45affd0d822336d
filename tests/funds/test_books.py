"""The books leave as plain text that Beancount works out to the same, and no word can break out of its string."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from beancount import loader
from beancount.core import data
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.funds import actions, books
from saidanddone.funds.models import Account
from saidanddone.funds.queries.ledger import kept_balances
from tests.funds.test_desk import desk  # noqa: F401 - a fixture
from tests.people.factories import OrganisationFactory

pytestmark = pytest.mark.usefixtures("clock")
AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
BREAKS = [
    'Rent"\n2026-01-01 open Assets:Theft GBP\n; "',
    "\\",
    'a\\"',
    "=1+1",
    "{% raw %} <b>",
    "one\r\ntwo\u2028three\x07",
    '"""',
    "; include",
    "#tag ^link * txn",
    "",
]


def read(pieces):
    entries, errors, options = loader.load_string("".join(pieces))
    assert not errors, [each.message for each in errors]
    return entries, options


def transactions(entries):
    return [each for each in entries if isinstance(each, data.Transaction)]


def moved(pool):
    pool.moved(amount_pence=25_000_01)
    pool.moved(move="spent", amount_pence=7_777_77, words='A "ramp" \\ two', evidence="INV-1")
    pool.moved(move="given", amount_pence=1_000_00)
    mistake = pool.moved(move="set_aside", amount_pence=5_00)
    facts = {"reason": "Not agreed", "on_date": pool.at.date()}
    back = actions.reverse_transfer(by=pool.steward, at=pool.at, transfer=mistake, **facts)
    actions.approve_transfer(by=pool.lead, at=pool.at, transfer=back)
    pool.proposed(words="Waits")


def test_beancount_comes_to_the_balances_that_the_site_keeps(pool):
    moved(pool)

    entries, options = read(books.for_partners(pool.fund, at=AT))
    sums = {}
    for each in transactions(entries):
        for posting in each.postings:
            sums[posting.account] = sums.get(posting.account, 0) + posting.units.number
    assert options["title"] == "Care at home"
    assert sums["Assets:Purse"] == Decimal(kept_balances(pool.fund).of(Account.Kind.PURSE)) / 100
    assert sums["Income:PaidIn:Council"] == Decimal("-25000.01")
    assert sums["Assets:Reserve"] == 0
    assert len(transactions(entries)) == 5


def test_a_taking_back_is_linked_to_what_it_takes_back(pool):
    moved(pool)

    entries, _options = read(books.for_partners(pool.fund, at=AT))
    [back] = [each for each in transactions(entries) if "reversal" in each.tags]
    assert len(back.links) == 2


def test_a_kept_balance_that_differs_by_a_penny_is_found(pool):
    moved(pool)
    total = Account.objects.get(fund=pool.fund, kind="purse").totals.first()
    total.debit_pence += 1
    total.save()

    _entries, errors, _options = loader.load_string("".join(books.for_partners(pool.fund, at=AT)))
    assert [each for each in errors if "Balance failed" in each.message]


def test_everyone_gets_the_years_and_no_single_transfer(client, pool):
    moved(pool)

    text = client.get(f"/funds/{pool.fund.public_id}/books.beancount").getvalue().decode()
    entries, _options = read([text])
    [year] = transactions(entries)
    assert year.narration == "2025/26"
    assert {each.account: each.units.number for each in year.postings}["Income:PaidIn:Council"] == Decimal("-25000.01")
    assert not any(words in text for words in ("ramp", "INV-1", "Not agreed"))


def test_partners_alone_get_every_transfer(client, pool, desk):  # noqa: F811
    moved(pool)

    assert 'A \\"ramp\\" \\\\ two' in desk.get(pool.fund, "books.beancount").getvalue().decode()
    desk.as_("other_officer")
    assert desk.get(pool.fund, "books.beancount").status_code == 404


def test_a_fund_without_transfers_has_books_too(pool):
    assert not transactions(read(books.for_everyone(pool.fund, at=AT))[0])
    assert not transactions(read(books.for_partners(pool.fund, at=AT))[0])


@pytest.mark.parametrize("words", BREAKS)
def test_no_word_breaks_out_of_its_string(pool, words):
    payee = OrganisationFactory(name=words[:160] or "x")
    pool.moved(move="spent", words=words or "x", evidence=words, payee=payee)
    pool.fund.name = words or "x"
    pool.fund.save()
    line = pool.lines[0]
    line.name = words or "x"
    line.save()

    entries, options = read(books.for_partners(pool.fund, at=AT))
    [spent] = transactions(entries)
    assert len([each for each in entries if isinstance(each, data.Open)]) == Account.objects.count()
    assert not any("Theft" in str(getattr(each, "account", "")) for each in entries)
    assert options["title"] == spent.payee == " ".join((words or "x").replace("\x07", " ").split())


@given(st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_any_words_are_one_string_on_one_line(words):
    text = books.quoted(words)
    entries, errors, options = loader.load_string(f'option "title" {text}\n2026-01-01 open Assets:Purse GBP\n')

    assert "\n" not in text
    assert not errors
    assert len(entries) == 1
    assert options["title"].split() == text[1:-1].replace('\\"', '"').replace("\\\\", "\\").split()


def test_a_short_name_that_beancount_cannot_have_is_replaced(pool):
    organisation = pool.fund.partners.first().organisation
    organisation.slug = "the_council"
    organisation.save()
    pool.moved(on_date=date(2025, 4, 1))

    entries, _options = read(books.for_partners(pool.fund, at=AT))
    assert f"Income:PaidIn:P{pool.fund.partners.first().public_id}" in str(entries)
