"""A decision as PDF is the open record that its page is, to the same people, with what it said before."""

from datetime import timedelta

import pytest
from django.urls import reverse

from saidanddone.contributions.models import Contribution
from saidanddone.decisions import actions
from saidanddone.decisions.changes import Changes
from saidanddone.decisions.models import Decision, Finding
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import FindingFactory, Story, UseFactory
from tests.ui.papers import is_for_everybody, opened, structure, together, words_of

pytestmark = pytest.mark.django_db
HEADLINE = "Bus 7 runs until ten at night"
HOSTILE = "#panic() *b* _i_ @ref <x> \\ $x$ // = ' ]"


@pytest.fixture
def story(cast, at):
    return Story(cast, at)


def paper(client, story, prefix=""):
    response = client.get(prefix + reverse("decision_pdf", args=[story.decision.public_id]))
    assert response.status_code == 200
    return opened(response.content)


def test_a_decided_one_says_all_that_its_page_says(client, story, cast, at, monkeypatch):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: at)
    said = ContributionFactory(place=cast.bryn_teg, text="I walk home from work at nine.", credit_name="Mair Pugh")
    story.decided(said)
    story.through_the_gate()

    found = paper(client, story)

    shown = words_of(found)
    assert is_for_everybody(found, title=HEADLINE, language="en")
    for words in (
        *("How late should bus 7 run?", "The contract ends in May.", "Everyone who works late in Bryn Teg."),
        *("The time of the last bus.", "The money for it.", "£40,000 a year", "By money", "The route."),
        *("Until ten", "(Chosen)", "£38,000", "Those who work late.", "Two drivers.", "Not known"),
        *("1 used", "“I walk home from work at nine.”", "Mair Pugh", "Most shifts end at nine."),
        *("Who decided: The cabinet", "Transport Act 1985, section 63", "None were declared.", "None was recorded"),
        *("We can do this.", "Ann Rees", "More people get home.", "Tickets after nine", "Not compared yet"),
        *("Drivers lose an evening.", "2 March 2027", "Decided, 2 March 2026"),
    ):
        assert together(words) in shown, words
    assert reverse("contribution", args=[said.public_id]) in shown
    assert {"/Table", "/TH"} <= {tag for tag, _language in structure(found)}


def test_in_welsh_its_frame_is_welsh(client, story):
    story.decided()

    found = paper(client, story, "/cy")

    assert is_for_everybody(found, title=HEADLINE, language="cy")
    assert together("Pwy benderfynodd") in words_of(found)


def test_what_was_not_used_says_why(client, story):
    story.deciding()
    story.cite(ContributionFactory(), value="not_used", because="There is no driver after ten.")
    story.choose()
    story.do(actions.decide)

    shown = words_of(paper(client, story))

    assert together("1 not used") in shown
    assert together("There is no driver after ten.") in shown


def test_before_it_is_decided_neither_choice_nor_use_is_told(client, story, at):
    story.deciding()
    story.cite(ContributionFactory(text="Qqsaid."), value="not_used", because="Qqbecause of money.")
    story.choose(headline="Qqheadline", reasons="Qqreasons", dissent="Qqdissent", decided_by="Qqcabinet")

    shown = words_of(paper(client, story))

    assert "Qqsaid" in shown
    assert [word for word in ("Qqbecause", "Qqheadline", "Qqreasons", "Qqdissent", "Qqcabinet") if word in shown] == []


def test_decided_without_listening_says_so_and_why(client, story):
    story.deciding()
    story.choose(without_listening_because="The bridge was about to fall.")
    story.do(actions.decide)

    shown = words_of(paper(client, story))

    assert together("Decided without listening, because") in shown
    assert together("The bridge was about to fall.") in shown


def test_what_it_said_before_stands_in_it(client, story):
    story.decided()
    story.do(actions.revise_decision, changes=Changes({"reasons": "The grant allows it."}), reason="It was wrong.")

    shown = words_of(paper(client, story))

    for words in ("The grant allows it.", "It was wrong.", "The reasons: Most shifts end at nine."):
        assert together(words) in shown


def test_a_promised_day_that_was_missed_says_so(client, story, at, monkeypatch):
    story.announced()
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: at + timedelta(days=70))

    assert together("Missed by 10 days.") in words_of(paper(client, story))


def test_days_that_it_named_and_missed_are_said(client, story, at, monkeypatch):
    pilot = {"is_pilot": True, "pilot_review_date": at.date() + timedelta(days=90)}
    story.decided().through_the_gate()
    story.do(actions.revise_decision, changes=Changes(pilot), reason="It is tried first.")
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: at + timedelta(days=366))

    shown = words_of(paper(client, story))

    for words in ("what came of that look", "Nobody has compared it yet", "Nobody has said how it ends"):
        assert together(words) in shown


def test_what_may_not_be_seen_is_told_by_nothing_but_that(client, story, at):
    first, second = ContributionFactory(text="Qqhidden words."), ContributionFactory(text="Qqwithdrawn words.")
    story.decided(first, second)
    UseFactory(decision=story.decision, contribution=None, finding=FindingFactory(published=True, title="Qqfinding."))
    Contribution.objects.filter(pk=first.pk).update(state="hidden", hidden_at=at)
    Contribution.objects.filter(pk=second.pk).update(state="withdrawn")
    Finding.objects.update(hidden_at=at)

    shown = words_of(paper(client, story))

    assert [word for word in ("Qqhidden", "Qqwithdrawn", "Qqfinding", first.public_id) if word in shown] == []
    assert shown.count(together("Something that is no longer public")) == 3


def test_a_draft_and_what_is_hidden_are_nobodys_to_print(client, story, cast, at):
    url = reverse("decision_pdf", args=[story.decision.public_id])
    assert client.get(url).status_code == 404

    story.announced()
    Decision.objects.update(hidden_at=at)
    assert client.get(url).status_code == 404

    cast.sign_in(client, "officer")
    assert together("A moderator has hidden this.") in words_of(paper(client, story))


@pytest.mark.parametrize("name", ["decision", "decision_pdf"])
def test_what_stands_in_its_place_is_not_named_once_it_is_hidden(client, story, cast, at, name):
    newer = Story(cast, at).decided()
    story.decided()
    Decision.objects.filter(pk=newer.decision.pk).update(headline="Qqnewer")
    Decision.objects.filter(pk=story.decision.pk).update(state="replaced", replaced_by=newer.decision, reason="Better.")

    def shown():
        content = client.get(reverse(name, args=[story.decision.public_id])).content
        return words_of(opened(content)) if name == "decision_pdf" else content.decode()

    assert "Qqnewer" in shown()
    Decision.objects.filter(pk=newer.decision.pk).update(hidden_at=at)
    assert "Qqnewer" not in shown()
    assert newer.decision.public_id not in shown()


def test_hostile_words_stay_words(client, story):
    fields = ("headline", "reasons", "where_from", "decided_by", "authority", "interests", "dissent", "conditions")
    story.deciding()
    story.cite(ContributionFactory(credit_name=HOSTILE), value="partly", because=HOSTILE)
    story.choose(**dict.fromkeys(fields, HOSTILE))
    story.do(actions.decide)

    found = paper(client, story)

    assert found.metadata.title == HOSTILE
    assert words_of(found).count(together(HOSTILE)) == len((*fields, "credit", "because"))


def test_its_page_leads_to_it(client, story):
    story.announced()

    page = client.get(reverse("decision", args=[story.decision.public_id])).content.decode()

    assert reverse("decision_pdf", args=[story.decision.public_id]) in page


def test_it_costs_a_number_of_queries_that_does_not_grow(client, story, django_assert_max_num_queries):
    story.decided(*(ContributionFactory() for _ in range(25)))

    with django_assert_max_num_queries(22):
        paper(client, story)
