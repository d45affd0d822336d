"""How a fund stands: what is due, paid, spent and forecast; who bears a variance; and each partner's own share."""

from datetime import date

import pytest

from saidanddone.funds.models import Forecast
from saidanddone.funds.queries.figures import standing
from saidanddone.funds.queries.statements import statements

FEBRUARY = date(2026, 2, 10)


def stands(pool, on=FEBRUARY):
    return standing(pool.fund, year=2025, on=on)


def forecast(pool, line, pence, **facts):
    return Forecast.objects.create(line=line, year=2025, amount_pence=pence, made_at=pool.at, **facts)


def test_what_was_due_and_did_not_come_is_behind(pool):
    pool.moved(amount_pence=30_000_00)

    council, homes = stands(pool).partners
    assert (council.promised, council.due, council.received, council.behind) == (
        75_000_00,
        75_000_00,
        30_000_00,
        45_000_00,
    )
    assert homes.behind == 75_000_00


def test_a_partner_is_behind_since_the_first_instalment_that_has_not_come_in_full(pool):
    pool.moved(amount_pence=30_000_00)

    council, homes = stands(pool).partners
    assert homes.behind_since == min(each.due_date for each in homes.partner.instalments.all())
    assert homes.behind_since < council.behind_since <= FEBRUARY


def test_an_instalment_is_due_on_its_day(pool):
    council, _homes = stands(pool, on=date(2025, 7, 1)).partners

    assert council.due == 50_000_00


def test_a_line_shows_its_budget_what_was_spent_and_the_newest_forecast(pool):
    workers, _beds = pool.lines
    pool.moved(move="spent", line=workers, amount_pence=60_000_00)
    forecast(pool, workers, 100_000_00)
    forecast(pool, workers, 180_000_00, cause="More people came home")

    first, second = stands(pool).lines
    assert (first.budget, first.spent, first.left, first.variance) == (100_000_00, 60_000_00, 40_000_00, 80_000_00)
    assert (second.spent, second.variance) == (0, None)
    assert [each.line for each in stands(pool).needs_plan] == [workers]


def test_an_overspend_is_borne_by_what_each_promised(pool):
    forecast(pool, pool.lines[0], 180_000_00)
    now = stands(pool)

    assert now.borne(now.lines[0]).partners == {"council": 40_000_00, "homes": 40_000_00}
    assert now.borne(now.lines[1]) is None


def test_what_other_lines_leave_over_comes_first_where_that_was_agreed(pool):
    workers, beds = pool.lines
    workers.risk = {"kind": "waterfall", "steps": ["inside", "reserve"], "then": {"kind": "own", "bearer": "homes"}}
    workers.save()
    forecast(pool, beds, 10_000_00)
    pool.moved(move="set_aside", amount_pence=5_000_00, words="For a hard winter")

    borne = stands(pool).tried({workers.pk: 80_000_00, beds.pk: -30_000_00})[workers.pk]

    assert (borne.inside, borne.reserve, borne.partners) == (30_000_00, 5_000_00, {"council": 0, "homes": 45_000_00})


def test_it_takes_as_many_queries_for_many_transfers_as_for_one(pool, django_assert_num_queries):
    for pence in (1_00, 2_00, 3_00):
        pool.moved(amount_pence=pence)

    with django_assert_num_queries(7):
        stands(pool)


@pytest.mark.parametrize("paid", [(), (10_000_01, 0), (33_333_33, 66_666_67)])
def test_the_statements_of_all_partners_sum_to_the_fund(pool, paid):
    for partner, pence in zip(pool.fund.partners.all(), paid, strict=False):
        if pence:
            pool.moved(partner=partner, amount_pence=pence)
    pool.moved(move="spent", amount_pence=777_77)
    forecast(pool, pool.lines[0], 123_456_78)

    now = stands(pool)
    each = statements(now)
    assert sum(one.spent for one in each) == now.spent == 777_77
    assert sum(one.left for one in each) == now.purse
    assert sum(one.bears for one in each) == 123_456_78 - 100_000_00
