"""A forecast that is off says why and needs a plan; budget moves between lines with two people, and never grows."""

from datetime import date

import pytest

from saidanddone.core.rules import Refused
from saidanddone.funds import actions
from saidanddone.funds.models import Budget, Forecast, Virement
from saidanddone.funds.queries.figures import standing
from saidanddone.record.models import Entry
from tests.funds.factories import VirementDraftFactory, lines_of, set_up
from tests.people.factories import OrganisationFactory


def forecast(pool, pence=180_000_00, cause="More people came home", **facts):
    facts = {"line": pool.lines[0], "year": 2025, "by": pool.steward} | facts
    return actions.forecast(at=pool.at, amount_pence=pence, cause=cause, **facts)


def plan(pool, of, **facts):
    facts = {"what": "Share the night rota", "owner": pool.fund.host, "due_date": date(2026, 3, 20)} | facts
    return actions.plan_variance(by=pool.steward, at=pool.at, forecast=of, **facts)


def stands(pool):
    return standing(pool.fund, year=2025, on=pool.at.date())


def asked(pool, **facts):
    facts = {"giving": pool.lines[1], "getting": pool.lines[0]} | facts
    return actions.ask_virement(by=pool.steward, at=pool.at, fund=pool.fund, draft=VirementDraftFactory(**facts))


def budgets(pool):
    return list(Budget.objects.filter(year=2025).order_by("line").values_list("amount_pence", flat=True))


def test_a_forecast_that_is_off_needs_a_plan_until_there_is_one(pool):
    made = forecast(pool)

    assert [each.line for each in stands(pool).needs_plan] == [pool.lines[0]]
    plan(pool, made)
    assert stands(pool).needs_plan == []
    assert Entry.objects.filter(kind__in=("fund-forecast", "fund-plan")).count() == 2


def test_a_plan_goes_on_when_a_newer_forecast_comes(pool):
    plan(pool, forecast(pool))
    forecast(pool, 150_000_00)

    line = stands(pool).lines[0]
    assert (line.variance, line.open_plan.what, line.needs_plan) == (50_000_00, "Share the night rota", False)


def test_a_plan_that_ended_leaves_a_line_that_is_still_off_without_one(pool):
    made = plan(pool, forecast(pool))

    with pytest.raises(Refused, match="what came of it"):
        actions.end_variance_plan(by=pool.steward, at=pool.at, plan=made, came_of_it=" ")
    actions.end_variance_plan(by=pool.steward, at=pool.at, plan=made, came_of_it="It was too late for this year")
    assert stands(pool).needs_plan
    with pytest.raises(Refused, match="already"):
        actions.end_variance_plan(by=pool.steward, at=pool.at, plan=made, came_of_it="Again")


def test_what_the_fund_lets_pass_needs_neither_cause_nor_plan(pool):
    pool.fund.tolerance_pence = 1_000_00
    pool.fund.save()

    forecast(pool, 101_000_00, cause="")
    assert stands(pool).needs_plan == []
    with pytest.raises(Refused, match="why"):
        forecast(pool, 101_000_01, cause="")


@pytest.mark.parametrize("pence", [-1, 10**15])
def test_a_forecast_is_an_amount_of_money(pool, pence):
    with pytest.raises(Refused, match="amount of money"):
        forecast(pool, pence)


@pytest.mark.parametrize("year", [2024, 2028, 10**9])
def test_a_fund_is_forecast_for_its_own_years_alone(pool, year):
    with pytest.raises(Refused, match="no such year"):
        forecast(pool, year=year)


def test_a_plan_is_for_the_newest_forecast_by_a_partner_on_a_day_to_come(pool, cast):
    old, new = forecast(pool), forecast(pool, 170_000_00)

    for of, facts, words in (
        (old, {}, "newer"),
        (new, {"what": ""}, "what is done"),
        (new, {"owner": OrganisationFactory()}, "partners"),
        (new, {"due_date": date(2026, 3, 1)}, "still to come"),
    ):
        with pytest.raises(Refused, match=words):
            plan(pool, of, **facts)


def test_budget_moves_when_a_second_person_agrees(pool):
    waiting = asked(pool)

    assert budgets(pool) == [100_000_00, 40_000_00]
    with pytest.raises(Refused, match="Somebody else"):
        actions.approve_virement(by=pool.steward, at=pool.at, virement=waiting)
    actions.approve_virement(by=pool.partner, at=pool.at, virement=waiting)
    assert budgets(pool) == [110_000_00, 30_000_00]
    with pytest.raises(Refused, match="already"):
        actions.approve_virement(by=pool.partner, at=pool.at, virement=waiting)
    assert Entry.objects.filter(kind="fund-virement").count() == 1


def test_a_line_gives_no_more_than_it_has_left(pool):
    pool.moved(move="spent", line=pool.lines[1], amount_pence=15_000_00)

    with pytest.raises(Refused, match="£25,000"):
        asked(pool, amount_pence=25_000_01)
    first, second = asked(pool, amount_pence=20_000_00), asked(pool, amount_pence=20_000_00)
    actions.approve_virement(by=pool.lead, at=pool.at, virement=first)
    with pytest.raises(Refused, match="£5,000"):
        actions.approve_virement(by=pool.lead, at=pool.at, virement=second)


def test_a_virement_is_refused_with_a_reason(pool):
    waiting = asked(pool)

    with pytest.raises(Refused, match="why not"):
        actions.refuse_virement(by=pool.lead, at=pool.at, virement=waiting, reason="")
    actions.refuse_virement(by=pool.lead, at=pool.at, virement=waiting, reason="Beds are short")
    assert (budgets(pool), Virement.objects.get().is_approved) == ([100_000_00, 40_000_00], False)


def test_budget_does_not_leave_the_fund(pool, cast):
    elsewhere = lines_of(set_up(pool.steward, host=cast.council))[0]

    for facts in ({"getting": elsewhere}, {"giving": elsewhere}, {"getting": pool.lines[1]}):
        with pytest.raises(Refused, match="two lines"):
            asked(pool, **facts)


@pytest.mark.parametrize("who", ["stranger", "resident", "officer", "other_officer", "moderator"])
def test_nobody_else_plans_with_the_money(pool, cast, who):
    by, made, waiting = cast.viewer(who), forecast(pool), asked(pool)
    going = plan(pool, made)
    draft = VirementDraftFactory(giving=pool.lines[1], getting=pool.lines[0])

    for attempt in (
        lambda: forecast(pool, by=by),
        lambda: actions.plan_variance(
            by=by, at=pool.at, forecast=made, what="x", owner=cast.council, due_date=pool.at.date()
        ),
        lambda: actions.end_variance_plan(by=by, at=pool.at, plan=going, came_of_it="x"),
        lambda: actions.ask_virement(by=by, at=pool.at, fund=pool.fund, draft=draft),
        lambda: actions.approve_virement(by=by, at=pool.at, virement=waiting),
        lambda: actions.refuse_virement(by=by, at=pool.at, virement=waiting, reason="x"),
        lambda: actions.settle_surplus(by=by, at=pool.at, fund=pool.fund, year=2025),
        lambda: actions.close_year(by=by, at=pool.at, fund=pool.fund, year=2025),
        lambda: actions.close_fund(by=by, at=pool.at, fund=pool.fund, reason="x"),
        lambda: actions.publish_figures(by=by, at=pool.at, fund=pool.fund),
    ):
        with pytest.raises(Refused):
            attempt()
    assert (Forecast.objects.count(), Virement.objects.count()) == (1, 1)


def test_what_was_agreed_stands_for_those_too_who_opened_its_form_before(draft_pool):
    line, scheme = draft_pool.lines[0], draft_pool.fund.schemes.get()
    assert (line.scheme.fund.opened_at, scheme.fund.opened_at) == (None, None)
    actions.open_fund(by=draft_pool.steward, at=draft_pool.at, fund=draft_pool.fund)

    for attempt in (
        lambda: actions.set_budget(by=draft_pool.steward, at=draft_pool.at, line=line, year=2025, amount_pence=1),
        lambda: actions.set_risk_rule(
            by=draft_pool.steward, at=draft_pool.at, line=line, rule={"kind": "own", "bearer": "homes"}
        ),
        lambda: actions.add_line(by=draft_pool.steward, at=draft_pool.at, scheme=scheme, name="More"),
    ):
        with pytest.raises(Refused, match="what was agreed stands"):
            attempt()
