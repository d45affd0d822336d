"""Whoever takes a risk with partners does not stand alone: a note says so beforehand, and leads of parties back it."""

from datetime import date

import pytest
from django.urls import reverse

from saidanddone.alliances import actions
from saidanddone.alliances.drafts import CoverDraft
from saidanddone.alliances.models import CoverNote
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER
from saidanddone.record.models import Entry

WORDS = {
    "post": "Head of care",
    "what": "Nurses ring the crews themselves.",
    "who_carries": "The council: the wages.\nThe club: the first knock.",
    "not_acting": "One in nine goes back within a month.",
}


def draft(party, **facts):
    return CoverDraft(**{"party": party, "until_date": date(2026, 12, 1), "language": "en", **WORDS} | facts)


def written(table, by=None, party=None, **facts):
    party = party or table.parties[0]
    by = by or table.lead(party)
    return actions.write_cover_note(by=by, at=table.at, alliance=table.alliance, draft=draft(party, **facts))


@pytest.fixture
def live(table):
    return table.live()


def pages(note):
    own = [note.alliance.public_id, note.public_id]
    return reverse("cover_note", args=own), reverse("cover_note_pdf", args=own)


@pytest.mark.parametrize("who", ["stranger", "officer_elsewhere", "moderator"])
def test_nobody_but_partners_reads_a_note_for_partners(live, cast, client, who):
    note = written(live)
    if who != "stranger":
        cast.sign_in(client, "moderator" if who == "moderator" else "other_officer")
        if who == "officer_elsewhere":
            live.alliance.parties.filter(organisation=cast.homes).update(left_date=live.at, leave_reason="Enough.")

    for address in pages(note):
        assert client.get(address).status_code == 404
    listed = client.get(reverse("cover_notes", args=[live.alliance.public_id]))
    assert WORDS["what"] not in listed.content.decode()


@pytest.mark.parametrize("name", ["stranger", "resident", "steward", "moderator", "administrator"])
def test_only_somebody_who_works_with_partners_writes_one(live, cast, name):
    with pytest.raises(Refused):
        written(live, by=cast.viewer(name))


def test_nobody_writes_or_backs_for_another_party(live):
    first, second = live.parties[:2]
    with pytest.raises(Refused, match="a party that you work for"):
        written(live, by=live.lead(second), party=first)

    note = written(live)

    with pytest.raises(Refused, match="a party that you work for"):
        actions.back_cover_note(by=live.lead(second), at=live.at, note=note, party=first, post="Chair")


def test_an_officer_writes_one_and_only_a_lead_backs_it(live, cast):
    note = written(live, by=cast.viewer("officer"))

    with pytest.raises(Refused):
        actions.back_cover_note(
            by=cast.viewer("officer"), at=live.at, note=note, party=live.parties[0], post="Head of care"
        )


def test_before_the_deal_is_signed_there_is_none(table):
    with pytest.raises(Refused, match="signed deal"):
        written(table)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"what": " "}, "who takes the risk"),
        ({"not_acting": "x" * 1001}, "fits on a page"),
        ({"until_date": date(2026, 3, 2)}, "still to come"),
    ],
)
def test_a_note_leaves_nothing_out_and_fits_on_a_page(live, facts, words):
    with pytest.raises(Refused, match=words):
        written(live, **facts)


def test_sent_twice_it_is_one(live):
    assert written(live, submission_key="a" * 64) == written(live, submission_key="a" * 64)
    assert CoverNote.objects.count() == 1


def test_each_party_backs_it_once_until_it_is_over(live):
    note = written(live)
    first, second = live.parties[:2]
    facts = {"at": live.at, "note": note, "post": "Director"}
    actions.back_cover_note(by=live.lead(second), party=second, **facts)
    with pytest.raises(Refused, match="already"):
        actions.back_cover_note(by=live.lead(second), party=second, **facts)
    with pytest.raises(Refused):
        actions.end_cover_note(by=live.lead(second), at=live.at, note=note, how="It went well.")

    actions.end_cover_note(by=live.lead(first), at=live.at, note=note, how="It went well.")

    with pytest.raises(Refused, match="ended already"):
        actions.back_cover_note(by=live.lead(first), party=first, **facts)


def test_what_is_for_partners_leaves_no_trace_in_the_record_and_what_is_public_its_facts_alone(live):
    written(live)
    assert not Entry.objects.filter(kind="cover-note").exists()

    written(live, is_public=True)

    facts = Entry.objects.get(kind="cover-note").facts
    assert facts["organisation"] == live.parties[0].organisation.slug
    assert WORDS["what"] not in str(facts)


def test_a_public_note_goes_out_of_sight_with_its_alliance(live):
    note = written(live, is_public=True)
    assert CoverNote.objects.visible_to(STRANGER).filter(pk=note.pk).exists()

    live.alliance.hidden_at = live.at
    live.alliance.save()

    assert not CoverNote.objects.visible_to(STRANGER).filter(pk=note.pk).exists()


def test_everyone_reads_a_public_note_as_a_page_and_on_paper_and_markup_is_words(live, client):
    note = written(live, is_public=True, what="<script>alert(1)</script> We try it.")
    actions.back_cover_note(by=live.lead(live.parties[1]), at=live.at, note=note, party=live.parties[1], post="Chair")
    page, paper = pages(note)

    words = client.get(page).content.decode()
    assert "We try it." in words and "Chair" in words
    assert "<script>alert" not in words
    assert b"".join(client.get(paper)).startswith(b"%PDF")


def test_a_lead_writes_and_backs_one_at_the_desk(live, cast, client):
    cast.sign_in(client, "lead")
    seat = [live.parties[0].organisation.slug, live.alliance.public_id]
    days = {"until_date_0": "1", "until_date_1": "12", "until_date_2": "2099"}
    days |= {"until_date_day": "1", "until_date_month": "12", "until_date_year": "2099"}

    bad = client.post(reverse("alliance_deed", args=[*seat, "cover"]), {"what": "Kept words."})
    good = client.post(reverse("alliance_deed", args=[*seat, "cover"]), {**WORDS, **days, "language": "en"})

    assert bad.status_code == 400 and "Kept words." in bad.content.decode()
    assert good.status_code == 302, good.content.decode()[:3000]
    note = CoverNote.objects.get()
    client.post(reverse("alliance_deed_of", args=[*seat, "back-cover", note.public_id]), {"post": "Director"})
    assert note.backings.get().post == "Director"


def test_the_page_offers_to_back_it_to_leads_of_parties_that_have_not(live, cast, client):
    note = written(live)
    page, _paper = pages(note)

    cast.sign_in(client, "officer")
    assert "back-cover" not in client.get(page).content.decode()
    cast.sign_in(client, "lead")
    assert "back-cover" in client.get(page).content.decode()
    party = live.parties[0]
    actions.back_cover_note(by=live.lead(party), at=live.at, note=note, party=party, post="Director")
    assert "back-cover" not in client.get(page).content.decode()
