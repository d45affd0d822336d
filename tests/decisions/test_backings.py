"""We back this experiment: an organisation stands behind what a decision tries, before it is known how it ends."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from saidanddone.core.rules import Refused
from saidanddone.decisions import actions
from saidanddone.decisions.changes import BackingDraft
from saidanddone.decisions.models import Backing
from saidanddone.moderation import registry
from saidanddone.record.models import Entry, Opening
from tests.decisions.factories import MOMENT, DecisionFactory

pytestmark = pytest.mark.django_db
WORDS = {
    "post": "Chief executive",
    "why": "Nobody learns what works by waiting.",
    "if_it_fails": "I say myself what we learnt, and nobody is blamed who did what was agreed.",
}
LATER = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: MOMENT)


@pytest.fixture
def decision(cast):
    return DecisionFactory(organisation=cast.homes, decided=True)


def draft(organisation, **facts):
    own = {"organisation": organisation, "until_date": LATER, "language": "en", **WORDS}
    return BackingDraft(**own | facts)


def backed(cast, at, decision, by="lead", **facts):
    given = draft(facts.pop("organisation", cast.council), **facts)
    return actions.back(by=cast.viewer(by), at=at, decision=decision, draft=given)


@pytest.mark.parametrize(
    "name", ["stranger", "resident", "connector", "officer", "steward", "moderator", "administrator"]
)
def test_only_a_lead_says_that_an_organisation_backs_it(cast, at, decision, name):
    with pytest.raises(Refused, match="Only a lead"):
        backed(cast, at, decision, by=name)


def test_nobody_says_so_for_another_organisation(cast, at, decision):
    with pytest.raises(Refused, match="Only a lead"):
        backed(cast, at, decision, organisation=cast.homes)


def test_a_posted_organisation_that_one_does_not_lead_is_no_choice(cast, client, decision):
    cast.sign_in(client, "lead")
    address = reverse("back_decision", args=[decision.public_id])

    answer = client.post(address, {**WORDS, "organisation": cast.homes.slug})

    assert answer.status_code == 400
    assert not Backing.objects.exists()


@pytest.mark.parametrize("traits", [{}, {"decided": True, "hidden_at": MOMENT}, {"withdrawn": True}])
def test_what_nobody_can_read_or_has_ended_is_not_backed(cast, at, traits):
    with pytest.raises(Refused, match="everyone can read"):
        backed(cast, at, DecisionFactory(organisation=cast.council, **traits))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"post": " "}, "in which post"),
        ({"if_it_fails": ""}, "if it fails"),
        ({"why": "x" * 1001}, "too long"),
        ({"post": "x" * 161}, "too long"),
        ({"until_date": MOMENT.date()}, "still to come"),
    ],
)
def test_it_says_who_why_until_when_and_what_if_it_fails(cast, at, decision, facts, words):
    with pytest.raises(Refused, match=words):
        backed(cast, at, decision, **facts)


def test_sent_twice_it_is_one_and_a_second_one_beside_it_is_refused(cast, at, decision):
    first = backed(cast, at, decision, submission_key="a" * 64)

    assert backed(cast, at, decision, submission_key="a" * 64) == first
    with pytest.raises(Refused, match="already"):
        backed(cast, at, decision, submission_key="c" * 64)


def test_everyone_reads_it_on_the_page_and_markup_is_words(cast, at, decision, client):
    backed(cast, at, decision, why="<script>alert(1)</script> Because.")

    page = client.get(reverse("decision", args=[decision.public_id])).content.decode()

    assert WORDS["if_it_fails"] in page and WORDS["post"] in page
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_its_words_are_sealed_in_the_record_and_its_facts_stand_open(cast, at, decision):
    made = backed(cast, at, decision)

    facts = Entry.objects.get(kind="backing").facts
    assert facts["organisation"] == cast.council.slug and facts["decision"] == decision.public_id
    assert WORDS["why"] not in str(facts)
    assert set(Opening.objects.filter(entry__about_id=made.public_id).values_list("field", flat=True)) == set(WORDS)


def test_it_ends_with_a_reason_once_and_stays_in_sight(cast, at, decision, client):
    made = backed(cast, at, decision)
    with pytest.raises(Refused, match="Say why"):
        actions.end_backing(by=cast.viewer("lead"), at=at, backing=made, reason=" ")
    with pytest.raises(Refused, match="Only a lead"):
        actions.end_backing(by=cast.viewer("officer"), at=at, backing=made, reason="No.")

    ended = actions.end_backing(by=cast.viewer("lead"), at=at, backing=made, reason="The money is gone.")

    assert not ended.holds_on(MOMENT.date())
    with pytest.raises(Refused, match="already"):
        actions.end_backing(by=cast.viewer("lead"), at=at, backing=made, reason="Again.")
    page = client.get(reverse("decision", args=[decision.public_id])).content.decode()
    assert "The money is gone." in page and WORDS["why"] in page
    assert backed(cast, at, decision) != made


def test_once_its_day_has_passed_it_holds_no_more(cast, at, decision):
    made = backed(cast, at, decision)

    assert made.holds_on(LATER) and not made.holds_on(LATER + timedelta(days=1))


def test_a_moderator_takes_words_out_and_the_earlier_ones_open_no_more(cast, at, decision):
    made = backed(cast, at, decision)

    registry.handler("backing").rewrite(
        made.public_id, {**WORDS, "why": "–", "end_reason": ""}, is_redacted=True, at=at
    )

    made.refresh_from_db()
    decision.refresh_from_db()
    assert made.why == "–" and decision.is_redacted
    first = Entry.objects.filter(kind="backing").order_by("pk").first()
    assert not Opening.objects.filter(entry=first).exists()
