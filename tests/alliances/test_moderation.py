"""A moderator takes words of an alliance out of every page, and what was signed stays as it was signed."""

import pytest

from saidanddone.alliances import actions
from saidanddone.alliances.models import Clause, DealVersion, TakenOut
from saidanddone.alliances.texts import digest_of
from saidanddone.moderation import registry
from saidanddone.record.models import Opening
from tests.alliances.told import EVERYONE, PARTNERS, told

pytestmark = pytest.mark.usefixtures("clock")
SURFACES = ("", "deal/", "versions/", "versions/1.json")


def described(table):
    return registry.describe(table.alliance.ref)


def rewrite(table, **changes):
    """Other words for each part whose words hold one of these."""
    words = {
        part.name: next((new for old, new in changes.values() if old in part.text), part.text)
        for part in described(table).parts
    }
    registry.handler("alliance").rewrite(table.alliance.public_id, words, is_redacted=True, at=table.at)


def read(client, table):
    pages = (client.get(f"/alliances/{table.alliance.public_id}/{path}").content.decode() for path in SURFACES)
    return dict(zip(SURFACES, pages, strict=True))


def test_only_what_everyone_reads_is_moderated(table):
    text = described(told(table)).text

    shown = {name: words.replace("&#x27;", "'") for name, words in EVERYONE.items()}
    assert [name for name, words in shown.items() if words not in text] == []
    assert [name for name, words in PARTNERS.items() if words in text] == []


def test_words_are_taken_out_of_every_page_and_the_signed_text_stays(client, table, cast):
    told(table)
    rewrite(table, brings=(EVERYONE["brings"], "Two people."), seen=(EVERYONE["seen"], "A van."))

    for who in ("stranger", "lead"):
        cast.sign_in(client, who)
        for path, html in read(client, table).items():
            assert EVERYONE["brings"] not in html, path
            assert EVERYONE["seen"] not in html, path
    version = DealVersion.objects.get()
    assert EVERYONE["brings"] in str(version.text)
    assert digest_of(version.text) == version.digest
    assert "A moderator took words out" in read(client, table)["deal/"]


def test_what_is_written_now_is_changed_along(table):
    told(table)
    rewrite(table, brings=(EVERYONE["brings"], "Two people."))

    assert not Clause.objects.filter(words__contains=EVERYONE["brings"]).exists()


def test_the_words_come_back(client, table):
    told(table)
    before = described(table).words
    rewrite(table, title=(EVERYONE["title"], "A name"))
    assert EVERYONE["title"] not in client.get("/alliances/").content.decode()
    registry.handler("alliance").rewrite(table.alliance.public_id, before, is_redacted=False, at=table.at)

    assert described(table).words == before
    assert not TakenOut.objects.exists()
    assert EVERYONE["title"] in client.get("/alliances/").content.decode()


def test_the_same_words_in_two_versions_are_taken_out_of_both(client, table):
    told(table)
    version = table.proposed(reason="We learnt.")
    table.sign(version)
    rewrite(table, brings=(EVERYONE["brings"], "Two people."))

    html = read(client, table)
    assert EVERYONE["brings"] not in html["versions/1.json"] + html["versions/"]
    assert (
        EVERYONE["brings"] not in client.get(f"/alliances/{table.alliance.public_id}/versions/2.json").content.decode()
    )


def test_the_record_opens_what_was_taken_out_no_more(table):
    told(table)
    assert Opening.objects.filter(field="summary").exists()
    rewrite(table, summary=(EVERYONE["summary"], "We go on."), barrier=(EVERYONE["public_barrier"], "Forms."))

    assert not Opening.objects.filter(field="summary").exists()
    assert not Opening.objects.filter(entry__kind="alliance-barrier").exists()


def test_why_a_party_left_and_why_it_ended_are_taken_out(client, table):
    told(table)
    club = table.parties[2]
    actions.leave_alliance(by=table.lead(club), at=table.at, party=club, reason="Mrs Evans is ill")
    rewrite(table, left=("Mrs Evans", "Somebody is ill"))

    assert "Mrs Evans" not in read(client, table)[""]
    assert not Opening.objects.filter(field="leave_reason").exists()


def test_hidden_it_leaves_the_list_and_comes_back(client, table):
    told(table)
    handler = registry.handler("alliance")
    handler.hide(table.alliance.public_id, table.at)
    assert EVERYONE["title"] not in client.get("/alliances/").content.decode()
    assert client.get(f"/alliances/{table.alliance.public_id}/deal/").status_code == 404
    handler.show(table.alliance.public_id, table.at)

    assert EVERYONE["title"] in client.get("/alliances/").content.decode()
