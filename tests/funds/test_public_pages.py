"""Everyone can read where a fund's money comes from and what it does, and try who would pay if a line went over."""

from datetime import UTC, date, datetime

import pytest
from django.utils.html import escape

from saidanddone.funds import actions
from saidanddone.funds.drafts import InstalmentDraft
from saidanddone.funds.models import Fund
from saidanddone.funds.pages import horizon, money_flow, rule_words, what_if
from saidanddone.funds.queries.figures import standing
from tests.funds.factories import set_up

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def draft_of_others(pool, cast):
    return set_up(pool.steward, host=cast.council)


def stands(pool, year=2025):
    return standing(pool.fund, year=year, on=pool.at.date())


def page(client, pool, path="", **asked):
    return client.get(f"/funds/{pool.fund.public_id}/{path}", asked)


def test_a_fund_is_listed_with_what_came_and_what_was_spent(client, pool):
    pool.moved(amount_pence=25_000_00)
    pool.moved(move="spent", amount_pence=7_777_77)

    html = client.get("/funds/").content.decode()
    assert all(words in html for words in ("Care at home", "£25,000", "£7,777.77", "£140,000"))


def test_a_fund_in_draft_is_seen_by_its_partners_alone(client, draft_pool, cast):
    assert page(client, draft_pool).status_code == page(client, draft_pool, "what-if/").status_code == 404
    assert page(client, draft_pool, "lines.csv").status_code == 404
    assert "Care at home" not in client.get("/funds/").content.decode()
    cast.sign_in(client, "other_officer")
    assert page(client, draft_pool).status_code == 200
    assert page(client, draft_pool, "what-if/").status_code == 200


def test_a_hidden_fund_is_gone_for_everyone_else(client, pool):
    pool.fund.hidden_at = pool.at
    pool.fund.save()

    assert page(client, pool).status_code == 404


def test_its_page_says_who_is_behind_and_what_needs_a_plan(client, pool):
    pool.moved(amount_pence=25_000_00)
    line = pool.lines[0]
    actions.forecast(
        by=pool.steward, at=pool.at, line=line, year=2025, amount_pence=180_000_00, cause="<b>More</b> people"
    )

    html = page(client, pool).content.decode()
    assert all(words in html for words in ("£50,000", "It needs a plan", "£80,000", "Over its budget"))
    assert "&lt;b&gt;More&lt;/b&gt; people" in html


def test_single_transfers_and_their_words_are_not_public(client, pool):
    pool.moved(words="Salary of the night nurse", evidence="Invoice 12")

    html = page(client, pool).content.decode() + page(client, pool, "lines.csv").getvalue().decode()
    assert "night nurse" not in html
    assert "Invoice 12" not in html


def test_the_way_of_the_money_has_two_equal_sides(pool):
    for facts in (
        {"amount_pence": 30_000_00},
        {"move": "spent", "amount_pence": 12_345_67},
        {"move": "set_aside", "amount_pence": 5_000_00},
    ):
        pool.moved(**facts)

    flow = money_flow(stands(pool))
    assert sum(each.amount for each in flow.sources) == sum(each.amount for each in flow.targets) == 30_000_00
    assert [each.words for each in flow.targets] == ["Help on the day", "Set aside for risks", "Still in the purse"]


def test_money_that_was_spent_before_it_came_is_shown(pool):
    pool.moved(move="spent", amount_pence=1_000_00)

    assert [(each.words, each.amount) for each in money_flow(stands(pool)).sources] == [
        ("Spent before it came", 1_000_00)
    ]


def test_before_anything_moves_the_plan_is_shown(pool):
    flow = money_flow(stands(pool))

    assert flow.is_planned
    assert sum(each.amount for each in flow.sources) == sum(each.amount for each in flow.targets) == 150_000_00


@pytest.mark.parametrize(
    ("on", "within", "state"),
    [
        (date(2025, 4, 1), None, "waiting"),
        (date(2026, 4, 1), 24, "waiting"),
        (date(2027, 4, 1), 12, "waiting"),
        (date(2027, 10, 1), 6, "late"),
    ],
)
def test_the_end_of_the_money_is_said_24_12_and_6_months_ahead(pool, on, within, state):
    found = horizon(pool.fund, on=on)

    assert (found.within, found.state) == (within, state)


def asked(pool, *amounts, **more):
    return {f"line-{line.public_id}": amount for line, amount in zip(pool.lines, amounts, strict=False)} | more


def test_what_lines_would_cost_each_partner_is_worked_out_by_their_rules(client, pool):
    line = pool.lines[0]
    line.risk = {"kind": "fixed", "shares": {"council": 60, "homes": 40}}
    line.save()

    html = page(client, pool, "what-if/", year=2025, **asked(pool, "£180,000", "40000")).content.decode()
    assert all(words in html for words in ("+£48,000", "+£32,000", "£123,000", "By shares that were agreed"))
    assert "£230,000" in html, "all that all would pay"
    back = what_if(stands(pool), {line.pk: -1_00})
    assert [each.bears for each in back.partners] == [-60, -40]
    assert back.pays == 150_000_00 - 1_00


def test_before_anything_is_written_it_shows_what_is_forecast_today(client, pool):
    own = what_if(stands(pool), {})
    assert [(each.promised, each.bears) for each in own.partners] == [(75_000_00, 0)] * 2

    html = page(client, pool, "what-if/", year=2025).content.decode()
    assert "Every line is on its budget" in html
    line = pool.lines[1]
    actions.forecast(by=pool.steward, at=pool.at, line=line, year=2025, amount_pence=42_000_00, cause="Snow")
    html = page(client, pool, "what-if/", year=2025).content.decode()
    assert 'value="42,000"' in html
    assert html.count("+£1,000") == 2


def test_partners_try_it_before_they_sign(client, draft_pool, cast):
    cast.sign_in(client, "other_officer")

    html = page(client, draft_pool, "what-if/", year=2025, **asked(draft_pool, "120000")).content.decode()
    assert "Try it before anybody signs" in html
    assert html.count("+£10,000") == 2


def test_with_a_slider_only_the_result_comes_back(client, pool):
    part = client.get(f"/funds/{pool.fund.public_id}/what-if/", asked(pool, "120000"), headers={"HX-Request": "true"})

    html = part.content.decode()
    assert "<html" not in html
    assert "What each partner would pay" in html
    assert "HX-Request" in part["Vary"]


@pytest.mark.parametrize("amount", ["lots", "-5", "1" * 29, "1.001", "<b>"])
def test_what_cannot_be_worked_out_is_said_and_kept(client, pool, amount):
    for headers in ({}, {"HX-Request": "true"}):
        url = f"/funds/{pool.fund.public_id}/what-if/"
        response = client.get(url, asked(pool, amount, year="2025"), headers=headers)
        assert response.status_code == 400
        assert "data-error-summary" in response.content.decode()

    assert escape(amount) in page(client, pool, "what-if/", **asked(pool, amount)).content.decode()


def test_a_line_of_another_fund_is_not_tried(client, pool, cast):
    line = set_up(pool.steward, host=cast.council).schemes.get().lines.first()

    html = page(client, pool, "what-if/", year=2025, **{f"line-{line.public_id}": "999999"}).content.decode()
    assert "Every line is on its budget" in html


def test_its_lines_come_as_a_file_without_formulas(client, pool):
    actions.forecast(by=pool.steward, at=pool.at, line=pool.lines[0], year=2025, amount_pence=1, cause="=1+1")

    rows = page(client, pool, "lines.csv").getvalue().decode("utf-8-sig").splitlines()
    assert rows[0].startswith("fund,year,scheme,line")
    assert "100000.00" in rows[1]
    assert ",=1+1" not in rows[1]


@pytest.mark.parametrize("year", ["2024", "99999", "²²²²", "-1", "x"])
def test_a_year_that_it_does_not_have_is_not_found(client, pool, year):
    assert page(client, pool, year=year).status_code == 404


def test_a_rule_is_said_in_words():
    names = {"council": "the council"}
    fall = {"kind": "waterfall", "steps": ["inside", "reserve"], "then": {"kind": "own", "bearer": "council"}}

    assert rule_words(fall, names) == (
        "First from what other lines leave over, the reserve. What is left: the council bears all of it."
    )


def test_a_closed_fund_says_why(client, pool):
    actions.close_fund(by=pool.steward, at=datetime(2026, 3, 2, tzinfo=UTC), fund=pool.fund, reason="Its work is done")

    assert "Its work is done" in page(client, pool).content.decode()


def test_the_page_of_an_organisation_names_the_funds_in_which_it_has_money(client, pool, cast, at):
    hidden, draft = (set_up(pool.steward, host=cast.council) for _ in range(2))
    actions.open_fund(by=pool.steward, at=at, fund=hidden)
    Fund.objects.filter(pk=hidden.pk).update(hidden_at=at)

    html = client.get("/organisations/homes/").content.decode()
    assert f"/funds/{pool.fund.public_id}/" in html
    own = client.get("/organisations/council/").content.decode()
    assert f"/funds/{pool.fund.public_id}/" in own
    assert not any(f"/funds/{each.public_id}/" in own for each in (hidden, draft))


def test_the_sitemap_knows_the_funds_that_everyone_may_see(client, pool, draft_of_others):
    index, part = client.get("/sitemap.xml").content.decode(), client.get("/sitemap-funds-1.xml").content.decode()

    assert "/sitemap-funds-1.xml" in index
    assert f"/funds/{pool.fund.public_id}/" in part
    assert f"/cy/funds/{pool.fund.public_id}/" in part
    assert draft_of_others.public_id not in part
    assert "/funds/</loc>" in client.get("/sitemap-pages-1.xml").content.decode()


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (datetime(2026, 3, 2, 10, tzinfo=UTC), None),
        (datetime(2026, 4, 1, 10, tzinfo=UTC), "This money ends within 24 months"),
        (datetime(2027, 4, 1, 10, tzinfo=UTC), "This money ends within 12 months"),
        (datetime(2027, 10, 1, 10, tzinfo=UTC), "This money ends within 6 months"),
    ],
)
def test_that_the_money_ends_is_said_in_public_and_at_the_desk(client, pool, cast, clock, on, words):
    clock.move_to(on)
    cast.sign_in(client, "steward")
    for url in ("/funds/{}/", "/desk/council/funds/{}/"):
        html = client.get(url.format(pool.fund.public_id)).content.decode()
        assert (words or "This money ends") in html if words else "This money ends" not in html
        assert ("nothing is promised yet for" in html) == bool(words)
    for url in ("/funds/", "/desk/council/funds/"):
        assert ("Its money ends in" in client.get(url).content.decode()) == bool(words)


def test_what_comes_again_each_year_and_what_is_given_in_kind_is_said_apart(client, draft_pool):
    partner = draft_pool.fund.partners.first()
    due = [
        InstalmentDraft(30_000_00, date(2025, 4, 1), is_recurrent=True),
        InstalmentDraft(5_000_00, date(2025, 4, 1)),
        InstalmentDraft(7_000_00, date(2025, 4, 1), form="in_kind", what="Two <rooms> for a year"),
    ]
    actions.set_instalments(by=draft_pool.steward, at=draft_pool.at, partner=partner, drafts=due)
    actions.open_fund(by=draft_pool.steward, at=draft_pool.at, fund=draft_pool.fund)

    html = page(client, draft_pool, year=2025).content.decode()
    assert "£30,000 of it is meant to come again each year" in html
    assert "Two &lt;rooms&gt; for a year" in html
    assert "£35,000" in html
    assert "£42,000" not in html, "in kind is never added to the money"


def test_a_year_that_is_over_shows_what_was_spent_in_place_of_what_was_forecast(client, pool, clock):
    pool.moved(amount_pence=50_000_00)
    pool.moved(move="spent", amount_pence=41_000_00, line=pool.lines[1])
    actions.forecast(by=pool.steward, at=pool.at, line=pool.lines[1], year=2025, amount_pence=60_000_00, cause="Snow")
    clock.move_to(datetime(2026, 5, 1, 10, tzinfo=UTC))

    over = page(client, pool, year=2025).content.decode()
    assert all(words in over for words in ("In the purse at the end of the year", "£9,000", "£1,000", "Snow"))
    assert "£20,000" not in over
    assert "It needs a plan" not in over
    now = page(client, pool, year=2026).content.decode()
    assert "Carried from the year before" in now
    assert "When a year leaves something over" in now
