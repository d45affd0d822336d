"""When a year is over, what is left goes where it was agreed, and each partner's statement is kept as it stood."""

import hashlib
import json
from datetime import UTC, date, datetime

import pytest

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.funds import actions, tasks
from saidanddone.funds.models import Transfer, YearEnd
from saidanddone.funds.queries.figures import final_standing
from saidanddone.record.models import Entry
from tests.funds.factories import set_up
from tests.people.factories import OrganisationFactory

MAY = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)


def paid_and_spent(pool, surplus="carried"):
    """£10,000.01 is left of what the council (60) and Aberwen Homes (40) paid."""
    pool.fund.surplus = surplus
    pool.fund.save()
    for partner, pence in zip(pool.fund.partners.all(), (60_000_00, 40_000_00), strict=True):
        pool.moved(partner=partner, amount_pence=pence)
    pool.moved(move="spent", amount_pence=89_999_99)


def settled(pool):
    waiting = actions.settle_surplus(by=pool.steward, at=MAY, fund=pool.fund, year=2025)
    return [actions.approve_transfer(by=pool.lead, at=MAY, transfer=each) for each in waiting]


def close(pool, **facts):
    return actions.close_year(**{"by": pool.steward, "at": MAY, "fund": pool.fund, "year": 2025} | facts)


def test_what_is_carried_stays_in_the_purse(pool):
    paid_and_spent(pool)

    assert settled(pool) == []
    ended = close(pool)
    assert ended.figures["purse_pence"] == 10_000_01
    assert sum(each["left"] for each in ended.statements.values()) == 10_000_01


def test_what_goes_back_goes_by_what_each_paid_to_the_penny(pool):
    paid_and_spent(pool, "returned")

    with pytest.raises(Refused, match=r"£10,000\.01 is left"):
        close(pool)
    back = settled(pool)
    assert [each.amount_pence for each in back] == [6_000_01, 4_000_00]
    ended = close(pool)
    assert ended.figures["purse_pence"] == 0
    assert ended.statements["council"]["received"] == 53_999_99


def test_what_is_set_aside_goes_to_the_reserve(pool):
    paid_and_spent(pool, "reserved")

    assert [(each.move, each.amount_pence) for each in settled(pool)] == [("set_aside", 10_000_01)]
    assert close(pool).figures["reserve_pence"] == 10_000_01


def test_it_takes_two_to_send_it_back(pool):
    paid_and_spent(pool, "returned")
    waiting = actions.settle_surplus(by=pool.steward, at=MAY, fund=pool.fund, year=2025)

    with pytest.raises(Refused, match="Somebody else"):
        actions.approve_transfer(by=pool.steward, at=MAY, transfer=waiting[0])
    with pytest.raises(Refused, match="still waits"):
        close(pool)
    with pytest.raises(Refused, match="still waits"):
        actions.settle_surplus(by=pool.steward, at=MAY, fund=pool.fund, year=2025)


def test_a_year_that_is_closed_stays_as_it_was(pool):
    paid_and_spent(pool)
    ended = close(pool)

    with pytest.raises(Refused, match="is closed"):
        close(pool)
    with pytest.raises(Refused, match="closed up to"):
        pool.proposed(on_date=date(2026, 2, 1))
    with pytest.raises(Refused, match="is closed"):
        actions.forecast(by=pool.steward, at=MAY, line=pool.lines[0], year=2025, amount_pence=1, cause="x")
    pool.at = MAY
    pool.moved(on_date=date(2026, 4, 2))
    assert final_standing(pool.fund, year=2025).purse == ended.figures["purse_pence"]


def test_what_is_kept_can_be_checked_against_the_record(pool):
    paid_and_spent(pool)
    ended = close(pool)

    entry = json.loads(bytes(Entry.objects.get(kind="fund-year").content))
    for who, kept in YearEnd.objects.get().statements.items():
        plain = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        digest = hashlib.sha256(plain.encode()).hexdigest()
        assert digest == ended.digests[who]
        assert {"partner": who, "sha256": digest} in entry["fields"]["statements"]


def test_partners_whose_short_names_have_dashes_are_recorded(cast, at):
    steward = cast.viewer("steward")
    fund = set_up(steward, host=cast.council, others=(OrganisationFactory(slug="aberwen-health"),), at=at)

    fund = actions.open_fund(by=steward, at=at, fund=fund)
    actions.publish_figures(by=SITE, at=at, fund=fund)
    actions.close_year(by=steward, at=MAY, fund=fund, year=2025)
    kinds = ("fund-opened", "fund-figures", "fund-year")
    assert Entry.objects.filter(kind__in=kinds).count() == 3


def test_what_a_line_was_off_by_is_borne_from_what_was_spent_not_from_a_forecast(pool):
    actions.forecast(by=pool.steward, at=pool.at, line=pool.lines[0], year=2025, amount_pence=0, cause="x")
    pool.moved(move="spent", amount_pence=120_000_00)

    kept = close(pool).statements
    assert [each["lines"][0]["bears"] for each in kept.values()] == [10_000_00, 10_000_00]


def test_a_year_is_closed_when_it_is_over_after_those_before_it(pool):
    with pytest.raises(Refused, match="not over"):
        close(pool, at=datetime(2026, 3, 31, 9, 0, tzinfo=UTC))
    with pytest.raises(Refused, match="before it"):
        close(pool, at=datetime(2027, 5, 1, 9, 0, tzinfo=UTC), year=2026)
    with pytest.raises(Refused, match="keeps the books"):
        close(pool, by=pool.partner)


def test_a_fund_closes_empty_and_with_a_reason(pool):
    pool.moved(amount_pence=5_00)

    def shut(reason="Its work is done"):
        return actions.close_fund(by=pool.steward, at=pool.at, fund=pool.fund, reason=reason)

    with pytest.raises(Refused, match="£5"):
        shut()
    pool.moved(move="returned", amount_pence=5_00)
    with pytest.raises(Refused, match="why"):
        shut(" ")
    shut()
    with pytest.raises(Refused, match="open"):
        pool.proposed()
    assert Entry.objects.filter(kind="fund-closed").count() == 1


def test_the_figures_are_entered_once_a_month(pool):
    pool.moved()

    for day in (2, 3, 31):
        tasks.publish_figures(at=datetime(2026, 3, day, 9, 0, tzinfo=UTC))
    assert Entry.objects.filter(kind="fund-figures").count() == 1
    tasks.publish_figures(at=datetime(2026, 4, 1, 9, 0, tzinfo=UTC))
    assert Entry.objects.filter(kind="fund-figures").count() == 2


def test_a_fund_in_draft_says_nothing(draft_pool):
    assert not actions.publish_figures(by=SITE, at=draft_pool.at, fund=draft_pool.fund)
    assert not Transfer.objects.exists()
