"""What a fund, its schemes and its lines are called stands in both languages, with who translated it."""

import pytest

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER
from saidanddone.funds import actions
from saidanddone.funds.models import Fund, Line, Scheme
from saidanddone.moderation import registry
from saidanddone.record.models import Entry, Opening
from saidanddone.search.models import SearchDocument
from tests.funds.factories import OrderDraftFactory, set_up

pytestmark = pytest.mark.usefixtures("clock")
WELSH = {Fund: "Gofal gartref", Scheme: "Cymorth ar y dydd", Line: "Gweithwyr gofal"}


def things(fund):
    return (fund, fund.schemes.get(), fund.schemes.get().lines.first())


def translated(pool, thing, **words):
    words = words or {"name": WELSH[type(thing)]}
    return actions.translate_fund_words(by=pool.steward, at=pool.at, fund=pool.fund, thing=thing, words=words)


def address(thing, fund):
    kind = {Scheme: "scheme", Line: "line"}.get(type(thing))
    end = f"{kind}/{thing.public_id}/" if kind else "translation/"
    return f"/desk/council/funds/{fund.public_id}/words/{end}"


# attacks


@pytest.mark.parametrize("who", ["stranger", "connector", "moderator", "administrator"])
def test_nobody_else_translates_it(pool, cast, who):
    by = STRANGER if who == "stranger" else cast.viewer(who)

    for thing in things(pool.fund):
        with pytest.raises(Refused):
            actions.translate_fund_words(by=by, at=pool.at, fund=pool.fund, thing=thing, words={"name": "x"})


def test_a_line_of_another_fund_is_not_translated_by_way_of_this_one(client, pool, cast):
    other = set_up(pool.steward, host=cast.council)
    foreign = other.schemes.get().lines.first()

    with pytest.raises(Line.DoesNotExist):
        translated(pool, foreign)
    cast.sign_in(client, "steward")
    assert client.get(address(foreign, pool.fund)).status_code == 404
    partner = pool.fund.partners.first().public_id
    assert client.get(f"/desk/council/funds/{pool.fund.public_id}/words/partner/{partner}/").status_code == 404


def test_what_a_moderator_hid_is_not_translated(pool, at):
    Fund.objects.update(hidden_at=at)

    with pytest.raises(Refused, match="hidden"):
        translated(pool, pool.fund)


def test_only_words_are_written_by_it(pool):
    thing = translated(pool, pool.lines[0], name="Gair", risk="{}", order="9")

    assert thing.translation == {"name": "Gair"}
    assert Line.objects.get(pk=thing.pk).risk == {"kind": "variable"}


def test_what_is_typed_is_shown_as_words(client, pool):
    for thing in things(pool.fund):
        translated(pool, thing, name="<b>Gair</b>")

    html = client.get(f"/cy/funds/{pool.fund.public_id}/").content.decode()
    assert "<b>Gair</b>" not in html
    assert "&lt;b&gt;Gair&lt;/b&gt;" in html


# readers, the desk, the record


def test_the_page_is_read_in_either_language_and_says_who_translated_it(client, pool):
    for thing in things(pool.fund):
        translated(pool, thing)

    welsh = client.get(f"/cy/funds/{pool.fund.public_id}/").content.decode()
    english = client.get(f"/funds/{pool.fund.public_id}/").content.decode()
    assert all(words in welsh for words in WELSH.values())
    assert welsh.count("translation-note") == 2, "one note of the fund, one of all its names"
    assert not any(words in english for words in WELSH.values())
    assert "Gofal gartref" in client.get("/cy/funds/").content.decode()


def test_a_name_that_a_machine_translated_is_said_to_be_so(client, pool):
    translated(pool, pool.lines[0])
    Line.objects.filter(pk=pool.lines[0].pk).update(translated_by="machine")

    assert "gan beiriant" in client.get(f"/cy/funds/{pool.fund.public_id}/").content.decode()


def test_the_picture_the_what_if_and_the_desk_speak_welsh_too(client, pool, cast):
    for thing in things(pool.fund):
        translated(pool, thing)
    pool.moved(move="spent", amount_pence=5_00)
    cast.sign_in(client, "steward")

    assert "Cymorth ar y dydd" in client.get(f"/cy/funds/{pool.fund.public_id}/what-if/").content.decode()
    desk = client.get(f"/cy/desk/council/funds/{pool.fund.public_id}/").content.decode()
    assert desk.count("Gweithwyr gofal") > 2


@pytest.mark.parametrize("number", [0, 1, 2])
def test_it_is_translated_at_the_desk(client, pool, cast, number):
    thing = things(pool.fund)[number]
    cast.sign_in(client, "officer")
    url = address(thing, pool.fund)
    words = f"/desk/council/funds/{pool.fund.public_id}/words/"
    assert url in client.get(words).content.decode()
    assert thing.name in client.get(url).content.decode()

    assert client.post(url, {"name": "Gair " * 80}).status_code == 400
    assert client.post(url, {"name": WELSH[type(thing)]}).status_code == 302

    thing.refresh_from_db()
    assert (thing.translation, thing.translated_by) == ({"name": WELSH[type(thing)]}, "person")
    assert WELSH[type(thing)] in client.get(words).content.decode()


def test_the_record_has_each_translation_under_the_fund_from_its_opening_on(pool):
    for thing in things(pool.fund):
        translated(pool, thing)
    translated(pool, pool.lines[0], name="Gweithwyr")

    entries = list(Entry.objects.filter(kind="words-translated").order_by("pk"))
    of = [None, pool.fund.schemes.get().public_id, *[pool.lines[0].public_id] * 2]
    assert {entry.about for entry in entries} == {pool.fund.ref}
    assert [entry.facts.get("of") for entry in entries] == of
    assert Opening.objects.filter(field__endswith="name_translation").count() == 3, "the earlier one opens no more"


def test_what_was_translated_before_it_opens_is_recorded_when_it_does(draft_pool):
    for thing in things(draft_pool.fund):
        translated(draft_pool, thing)
    assert not Entry.objects.filter(kind="words-translated").exists()

    actions.open_fund(by=draft_pool.steward, at=draft_pool.at, fund=draft_pool.fund)

    assert Entry.objects.filter(kind="words-translated").count() == 3


def test_it_is_found_in_welsh(pool):
    translated(pool, pool.fund)

    assert "gartref" in SearchDocument.objects.get(kind="fund").body.lower()


def test_redaction_takes_the_translation_too(pool):
    for thing in things(pool.fund):
        translated(pool, thing)
    line, scheme = pool.lines[0], pool.fund.schemes.get()
    words = registry.describe(pool.fund.ref).words | {"name": "Taken out", f"line-name-{line.pk}": "Taken out"}

    registry.handler("fund").rewrite(pool.fund.public_id, words, is_redacted=True, at=pool.at)

    assert Fund.objects.get().translation == {}
    assert Line.objects.get(pk=line.pk).translation == {}
    assert Scheme.objects.get().translation, "what was left as it was keeps its translation"
    left = Opening.objects.filter(field__endswith="name_translation").values_list("field", flat=True)
    assert list(left) == [f"of_{scheme.public_id}_name_translation"]


def test_a_grant_is_read_in_both_languages_and_redacted_in_both(client, pool, cast):
    draft = OrderDraftFactory(line=pool.lines[0])
    order = actions.place_order(by=pool.steward, at=pool.at, fund=pool.fund, draft=draft)
    cast.sign_in(client, "officer")
    url = f"/desk/council/funds/{pool.fund.public_id}/words/order/{order.public_id}/"
    assert client.post(url, {"title": "Cymdogion sy'n gyrru", "description": "Petrol."}).status_code == 302

    welsh = client.get(f"/cy/funds/{pool.fund.public_id}/orders/").content.decode()
    assert "Cymdogion sy&#x27;n gyrru" in welsh
    assert "translation-note" in welsh
    words = registry.describe(pool.fund.ref).words | {f"order-title-{order.pk}": "Taken out"}
    registry.handler("fund").rewrite(pool.fund.public_id, words, is_redacted=True, at=pool.at)
    assert "Cymdogion" not in client.get(f"/cy/funds/{pool.fund.public_id}/orders/").content.decode()
    assert not Opening.objects.filter(field__startswith=f"of_{order.public_id}_").exists()
