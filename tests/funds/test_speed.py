"""Pages of a fund ask the database the same few questions for a thousand transfers as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saidanddone.funds import actions
from saidanddone.funds.models import Transfer
from saidanddone.funds.queries.ledger import kept_balances, trial_balance
from tests.funds.factories import VirementDraftFactory

pytestmark = pytest.mark.usefixtures("clock")
PAGES = {"/funds/": 19, "/funds/{fund}/": 19, "/desk/council/funds/{fund}/": 24}
"""Page → the most questions that it may ask."""


def fill(pool, number):
    """So much of everything that a page shows, by the actions."""
    for pence in range(1, number + 1):
        pool.moved(amount_pence=pence)
        pool.moved(move="spent", amount_pence=pence, line=pool.lines[pence % 2])
        pool.proposed(amount_pence=pence)
        actions.forecast(by=pool.steward, at=pool.at, line=pool.lines[0], year=2025, amount_pence=pence, cause="Snow")
        draft = VirementDraftFactory(giving=pool.lines[1], getting=pool.lines[0], amount_pence=pence)
        actions.ask_virement(by=pool.steward, at=pool.at, fund=pool.fund, draft=draft)


def more_of(transfer, number):
    """As many approved ones as it takes, put in past the actions, which keep no total of them."""
    own = {each.attname: getattr(transfer, each.attname) for each in Transfer._meta.concrete_fields}
    for name in ("id", "public_id", "submission_key", "import_key"):
        own.pop(name)
    Transfer.objects.bulk_create(Transfer(**own) for _ in range(number))


@pytest.mark.slow
@pytest.mark.parametrize(("page", "most"), PAGES.items())
def test_a_page_asks_the_same_questions_however_many_transfers_there_are(client, cast, pool, page, most):
    cast.sign_in(client, "steward")
    url, counts = page.format(fund=pool.fund.public_id), []
    fill(pool, 21)  # more than one page of them
    for number in (0, 3, 1_000):
        fill(pool, 3 if number else 0)
        more_of(Transfer.objects.counted().first(), number)
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2] <= most


def test_what_is_kept_is_what_the_transfers_come_to(pool):
    fill(pool, 3)
    pool.moved(move="spent", amount_pence=5_00, on_date=pool.fund.starts_date)
    actions.approve_transfer(
        by=pool.lead,
        at=pool.at,
        transfer=actions.reverse_transfer(
            by=pool.steward, at=pool.at, transfer=pool.moved(), reason="Twice", on_date=pool.at.date()
        ),
    )

    scratch, kept = trial_balance(pool.fund), kept_balances(pool.fund)
    assert scratch.sides == kept.sides
    assert scratch.difference == kept.difference == 0
