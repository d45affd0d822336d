"""A moderator takes words of a fund out of every surface, its forecasts and plans among them."""

import pytest

from saidanddone.core.viewer import SITE
from saidanddone.funds import actions
from saidanddone.funds.handlers import PARTS, WAYS
from saidanddone.funds.models import Forecast
from saidanddone.funds.queries.ledger import kept_balances, trial_balance
from saidanddone.moderation import registry
from saidanddone.people.actions import erase_person
from saidanddone.record.models import Opening
from saidanddone.search.models import SearchDocument
from tests.funds.factories import OrderDraftFactory, VirementDraftFactory

EIRA = "Eira of number 4 fell"
pytestmark = pytest.mark.usefixtures("clock")


def test_hidden_it_leaves_lists_and_search(client, pool):
    handler = registry.describe
    assert SearchDocument.objects.filter(kind="fund").exists()
    assert handler(pool.fund.ref).is_shown

    registry.handler("fund").hide(pool.fund.public_id, pool.at)
    assert not SearchDocument.objects.filter(kind="fund").exists()
    assert "Care at home" not in client.get("/funds/").content.decode()
    assert client.get(f"/funds/{pool.fund.public_id}/lines.csv").status_code == 404
    registry.handler("fund").show(pool.fund.public_id, pool.at)
    assert SearchDocument.objects.filter(kind="fund").exists()


def test_each_of_its_words_is_taken_out_by_itself_and_out_of_the_record(client, pool):
    facts = {"by": pool.steward, "at": pool.at, "year": 2025, "amount_pence": 180_000_00}
    made = actions.forecast(line=pool.lines[0], cause="Mrs Evans of Elm Road fell", **facts)
    described = registry.describe(pool.fund.ref)
    words = {part.name: part.text for part in described.parts} | {f"forecast-cause-{made.pk}": "Somebody fell"}

    registry.handler("fund").rewrite(pool.fund.public_id, words, is_redacted=True, at=pool.at)

    html = client.get(f"/funds/{pool.fund.public_id}/?year=2025").content.decode()
    assert "Mrs Evans" not in html
    assert Forecast.objects.get().cause == "Somebody fell"
    assert not Opening.objects.filter(entry__kind="fund-forecast").exists()
    assert "Care at home" in html


def filled(pool, cast, at):
    """A row of everything that hangs on a fund, each with the same words in each of its fields."""
    line = pool.lines[0]
    facts = {"by": pool.steward, "at": at, "year": 2025, "amount_pence": 180_000_00}
    made = actions.forecast(line=line, cause=EIRA, **facts)
    plan = actions.plan_variance(by=pool.steward, at=at, forecast=made, what=EIRA, owner=cast.homes, due_date=at.date())
    actions.end_variance_plan(by=pool.steward, at=at, plan=plan, came_of_it=EIRA)
    draft = VirementDraftFactory(giving=pool.lines[1], getting=line, reason=EIRA)
    moved = actions.ask_virement(by=pool.steward, at=at, fund=pool.fund, draft=draft)
    actions.approve_virement(by=pool.lead, at=at, virement=moved)
    order = OrderDraftFactory(line=line)
    actions.place_order(by=pool.steward, at=at, fund=pool.fund, draft=order)
    for kind, (model, way) in WAYS.items():
        fields = {field: EIRA for of, field, *_more in PARTS if of == kind}
        more = {"cancelled_at": at, "organisation": None} if kind == "order" else {}
        model._default_manager.filter(**{way: pool.fund}).update(**fields, **more)


@pytest.mark.parametrize(("kind", "field"), [part[:2] for part in PARTS])
def test_everything_that_hangs_on_it_is_redacted_by_itself(pool, cast, at, kind, field):
    filled(pool, cast, at)
    words = registry.describe(pool.fund.ref).words
    model, way = WAYS[kind]
    row = model._default_manager.filter(**{way: pool.fund}).order_by("pk").first()
    name = f"{kind}-{field}-{row.pk}"
    assert words[name] == EIRA

    registry.handler("fund").rewrite(pool.fund.public_id, words | {name: "[…]"}, is_redacted=True, at=at)

    row.refresh_from_db()
    assert getattr(row, field) == "[…]"
    after = registry.describe(pool.fund.ref).words
    assert sum(text == EIRA for text in after.values()) == sum(text == EIRA for text in words.values()) - 1
    if hasattr(row, "ref"):
        assert not Opening.objects.filter(entry__about_id=row.public_id, field=field).exists()


def test_who_moved_money_and_has_closed_their_account_is_not_named(client, pool, cast, at):
    pool.moved(amount_pence=5_00)
    pool.proposed(amount_pence=6_00)
    cast.sign_in(client, "lead")
    url = f"/desk/council/funds/{pool.fund.public_id}/"
    assert str(cast.huw) in client.get(url).content.decode()

    erase_person(by=SITE, person=cast.huw, at=at)

    html = client.get(url).content.decode()
    assert "erased.invalid" not in html
    assert html.count("somebody who has left") == 2
    assert trial_balance(pool.fund).sides == kept_balances(pool.fund).sides
