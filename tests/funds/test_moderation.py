"""A moderator takes words of a fund out of every surface, its forecasts and plans among them."""

import pytest

from saidanddone.funds import actions
from saidanddone.funds.models import Forecast
from saidanddone.moderation import registry
from saidanddone.record.models import Opening
from saidanddone.search.models import SearchDocument

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
