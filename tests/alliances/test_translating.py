"""The words of a deal are put into the other language by those who said them, and recorded once everyone reads them."""

import pytest

from saidanddone.alliances import actions
from saidanddone.alliances.models import Clause
from saidanddone.core.rules import Refused
from saidanddone.moderation import registry
from saidanddone.record.models import Entry, Opening
from tests.alliances.factories import signed
from tests.alliances.told import told

pytestmark = pytest.mark.usefixtures("clock")
EXIT = "Chwe mis o rybudd, a throsglwyddir y gwaith."


def exit_of(table):
    return Clause.objects.get(alliance=table.alliance, kind="exit")


def translate(table, thing, words, party=None):
    by = table.lead(party or table.parties[0])
    return actions.translate_alliance_words(by=by, at=table.at, alliance=table.alliance, thing=thing, words=words)


def test_a_clause_is_read_in_welsh_without_being_signed_anew(client, table):
    told(table)
    translate(table, exit_of(table), {"words": EXIT})

    address = f"/alliances/{table.alliance.public_id}/"
    assert EXIT in client.get(f"/cy{address}deal/").content.decode()
    assert EXIT not in client.get(f"{address}deal/").content.decode()
    assert table.alliance.versions.count() == 1


def test_what_a_party_says_of_itself_that_party_translates(table):
    first, second = table.parties[:2]
    clause = Clause.objects.get(kind="brings", party=first)

    with pytest.raises(Refused, match="for itself"):
        translate(table, clause, {"words": "Dau"}, party=second)
    assert translate(table, clause, {"words": "Dau"}).translation == {"words": "Dau"}


def test_strangers_translate_nothing(client, table, cast):
    told(table)
    cast.sign_in(client, "steward")

    assert client.get(f"/alliances/{table.alliance.public_id}/words/").status_code == 404


def test_it_enters_the_record_once_everyone_reads_it(table):
    translate(table, exit_of(table), {"words": EXIT})
    assert not Entry.objects.filter(kind="words-translated").exists()
    signed(table.alliance, at=table.at)

    assert Entry.objects.filter(kind="words-translated").count() == 1


def test_what_partners_alone_read_enters_no_record(table):
    told(table)
    red_line = Clause.objects.get(kind="red_line")
    translate(table, red_line, {"words": "Cegin"}, party=red_line.party)

    assert not Entry.objects.filter(kind="words-translated").exists()


def test_taken_out_its_translation_goes_too(client, table):
    told(table)
    translate(table, exit_of(table), {"words": EXIT})
    words = registry.describe(table.alliance.ref).words
    words = {name: "Notice." if "Six months" in text else text for name, text in words.items()}
    registry.handler("alliance").rewrite(table.alliance.public_id, words, is_redacted=True, at=table.at)

    assert EXIT not in client.get(f"/cy/alliances/{table.alliance.public_id}/deal/").content.decode()
    assert not Opening.objects.filter(entry__kind="words-translated").exists()


def test_on_a_page_each_is_put_into_the_other_language(client, table, cast):
    cast.sign_in(client, "lead")
    address = f"/alliances/{table.alliance.public_id}/words/"
    clause = exit_of(table)
    assert clause.words in client.get(address).content.decode().replace("&#x27;", "'")

    form = client.get(f"{address}{clause.public_id}/").context["form"]
    sent = {form.add_prefix("of") if form.prefix else "of": form["of"].value(), form.rows[0].bound.html_name: EXIT}
    assert client.post(f"{address}{clause.public_id}/", sent).status_code == 302
    clause.refresh_from_db()
    assert clause.translation == {"words": EXIT}
