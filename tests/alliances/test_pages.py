"""The one page of an alliance: what is next, who is late, what lasts; in a number of queries that does not grow."""

import json
from datetime import date, timedelta
from hashlib import sha256

import pytest

from saidanddone.alliances import actions
from saidanddone.alliances.continuity import pack_of
from saidanddone.alliances.drafts import ClauseDraft
from saidanddone.alliances.models import Clause, Review
from saidanddone.alliances.pages import page
from saidanddone.alliances.queries.alliances import alliance_of
from saidanddone.core.viewer import STRANGER
from saidanddone.record.models import Entry
from tests.alliances.factories import WORDS
from tests.alliances.told import EVERYONE, PARTNERS, told
from tests.commitments.factories import CommitmentFactory, IndicatorFactory, SetbackFactory

pytestmark = pytest.mark.usefixtures("clock")


def get(client, table, path="", language=""):
    return client.get(f"{language}/alliances/{table.alliance.public_id}/{path}").content.decode()


def shown(table, viewer=STRANGER):
    return page(alliance_of(viewer, table.alliance.public_id), viewer, at=table.at)


def promised(table, **facts):
    outcome = table.alliance.outcomes.get()
    return CommitmentFactory(outcome=outcome, organisation=table.parties[0].organisation, **facts)


def test_what_is_late_comes_first_with_who_has_it_in_hand(table, client):
    told(table)
    late = promised(table, promise="Rails by February", start_date=date(2026, 1, 1), due_date=date(2026, 2, 1))

    found = shown(table)
    assert [(each.words, each.state) for each in found.late] == [(late.promise, "late")]
    assert found.late[0].who == "Aberwen Council"
    assert [each.day for each in found.to_come] == sorted(each.day for each in found.to_come)
    assert "Rails by February" in get(client, table)


def test_partners_see_their_own_days_too(table):
    told(table)

    assert PARTNERS["plan"] not in {each.words for each in shown(table).to_come}
    assert PARTNERS["plan"] in {each.words for each in shown(table, table.lead(table.parties[0])).to_come}


def test_an_alliance_that_has_ended_has_nothing_before_it(table):
    told(table)
    by = table.lead(table.parties[0])
    review = {"went_well": "All.", "did_not": "None.", "next_steps": "Go.", "reasons": ["money"], "kind": "exit"}
    review = Review(held_date=date(2026, 3, 1), **review)
    actions.hold_review(by=by, at=table.at, alliance=table.alliance, review=review)
    actions.end_alliance(by=by, at=table.at, alliance=table.alliance, reason="The money ran out.")

    found = shown(table)
    assert found.late == found.to_come == []
    assert found.events[0].words.text == "The money ran out."


def test_the_thread_has_what_was_promised_and_what_went_wrong(table):
    told(table)
    kept = promised(table, kept=True)
    setback = SetbackFactory(outcome=table.alliance.outcomes.get())

    said = {str(each.words) for each in shown(table).events if each.words}
    assert {kept.promise, setback.title} <= said
    assert shown(table).cooperation.kept == 1


def test_what_a_moderator_hid_of_it_is_not_shown(table, client):
    told(table)
    promised(table, promise="Markhidden promise", hidden_at=table.at)

    assert "Markhidden" not in get(client, table)


def test_words_are_escaped(table, client):
    party = table.parties[0]
    draft = ClauseDraft("brings", "<script>alert(1)</script>", "en", party=party)
    actions.write_clause(by=table.lead(party), at=table.at, alliance=table.alliance, draft=draft)
    told(table)

    for path in ("", "deal/", "versions/", "continuity/"):
        assert "<script>alert" not in get(client, table, path), path


def test_a_clause_is_read_in_the_other_language_only_as_it_was_signed(table, client):
    told(table)
    clause = Clause.objects.filter(kind="exit").get()
    clause.translation, clause.translated_from = {"words": "Chwe mis"}, {"words": clause.words}
    clause.save()
    assert "Chwe mis" in get(client, table, "deal/", "/cy")
    assert "Chwe mis" not in get(client, table, "deal/")

    clause.translated_from = {"words": "Three months"}
    clause.save()
    assert "Chwe mis" not in get(client, table, "deal/", "/cy")


def test_versions_show_what_changed_word_by_word(table, client):
    told(table)
    first = table.parties[0]
    clause = Clause.objects.get(kind="exit")
    words = WORDS["exit"].replace("Six", "Three")
    actions.rewrite_clause(by=table.lead(first), at=table.at, clause=clause, words=words)
    table.sign(table.proposed(reason="Six was too long."))

    html = get(client, table, "versions/")
    assert "<del>Six</del><ins>Three</ins>" in html
    assert "Six was too long." in html
    assert "Markpartners" not in html


def test_a_version_that_waits_for_signatures_is_between_the_parties(table, client, cast):
    told(table)
    table.proposed(reason="Markproposed")

    assert "Markproposed" not in get(client, table, "versions/")
    assert client.get(f"/alliances/{table.alliance.public_id}/versions/2.json").status_code == 404


def test_the_text_as_a_file_has_the_digest_of_the_record(table, client, cast):
    told(table)
    fields = json.loads(Entry.objects.get(kind="alliance-signed").content)["fields"]
    path = f"/alliances/{table.alliance.public_id}/versions/1.json"
    assert sha256(client.get(path).content).hexdigest() == fields["public_digest"]
    cast.sign_in(client, "lead")
    assert sha256(client.get(path).content).hexdigest() == fields["digest"]


def test_what_helps_it_to_last_is_counted(table):
    told(table)

    pack = pack_of(shown(table), at=table.at + timedelta(days=400))
    there = {each.words: each.is_there for each in pack.kept}
    assert there["How somebody leaves is agreed"]
    assert not there["Who carries on when people or programmes change is agreed"]
    assert pack.together == "1 year"


def test_the_number_of_queries_does_not_grow(table, client, django_assert_max_num_queries):
    told(table)
    outcome = table.alliance.outcomes.get()
    for number in range(4):
        promised(table, promise=f"Promise {number}", due_date=date(2026, 5, 1) + timedelta(days=number))
        IndicatorFactory(outcome=outcome, key=f"key-{number}")

    with django_assert_max_num_queries(42):
        get(client, table)
    with django_assert_max_num_queries(14):
        get(client, table, "deal/")


def test_what_cannot_be_filtered_by_is_said(client, table):
    response = client.get("/alliances/", {"state": "draft"})

    assert response.status_code == 400
    assert "draft" in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": "live"}, True),
        ({"state": "ended"}, False),
        ({"organisation": "homes"}, True),
        ({"place": "aberwen"}, False),
    ],
)
def test_the_list_is_filtered(client, table, asked, found):
    told(table)

    assert (EVERYONE["purpose"] in client.get("/alliances/", asked).content.decode()) == found
