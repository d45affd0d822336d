"""What came of what was said stands on the pages that span apps: the front page, organisations, places, search."""

from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from saidanddone.commitments.models import Commitment, FollowUp
from saidanddone.decisions.models import Decision, Finding
from saidanddone.search import index as search
from saidanddone.web.queries import came_of_it, loop
from tests.commitments.factories import CommitmentFactory, SetbackFactory
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import DecisionFactory, EvidenceFactory, FindingFactory, UseFactory

pytestmark = pytest.mark.django_db


def words_of(element):
    return " ".join(element.text_content().split())


def page_of(response):
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def whole_way(at, **felt):
    """From words to "it worked for me"."""
    said = ContributionFactory(text="The last bus goes at half past eight.")
    finding = EvidenceFactory(contribution=said, finding=FindingFactory(published=True)).finding
    decision = UseFactory(decision=DecisionFactory(decided=True), contribution=said).decision
    promise = CommitmentFactory(kept=True, decision=decision)
    FollowUp.objects.create(
        commitment=promise,
        contribution=said,
        contributor=said.contributor,
        asked_at=at,
        answered_at=at,
        **{"value": "yes", "words": "I am home before the news.", **felt},
    )
    return said, finding, decision, promise


def test_the_loop_counts_what_stands_at_each_stage(at):
    whole_way(at)
    FindingFactory()
    FindingFactory(published=True, hidden_at=at)
    DecisionFactory(announced=True)
    CommitmentFactory()

    found = loop.loop(at)

    assert {name: stage.count for name, stage in found.stages.items()} == {
        "understood": 1,
        "decided": 1,
        "done": 1,
        "asked": 1,
        "felt": 1,
    }
    assert found.stage("understood").lately == 1
    assert loop.loop(at + timedelta(days=90)).stage("understood").lately == 0


def test_the_loop_is_one_question(at, django_assert_num_queries):
    with django_assert_num_queries(1):
        loop.loop(at)


def test_the_front_page_tells_a_story_from_words_to_what_is_felt(client, at):
    _said, finding, decision, promise = whole_way(at)

    story = page_of(client.get(reverse("home"))).xpath("//section[contains(@class, 'changed')]")[0]

    for words in ("The last bus goes", finding.title, decision.headline, promise.promise, "I am home before the news."):
        assert words in words_of(story)


@pytest.mark.parametrize("value", ["no", "partly", "cannot_tell"])
def test_a_story_that_did_not_work_is_not_told_as_a_success(client, at, value):
    whole_way(at, value=value)

    assert loop.newest_change() is None


def test_words_that_a_moderator_hid_are_not_in_the_story(client, at):
    whole_way(at, words_hidden_at=at)

    content = client.get(reverse("home")).content.decode()

    assert "I am home before the news." not in content
    assert "it worked for me" in content


@pytest.mark.parametrize("hide", ["said", "finding", "decision", "promise"])
def test_nothing_hidden_stands_in_the_story(client, at, hide):
    said, finding, decision, promise = whole_way(at)
    if hide == "said":
        type(said).objects.filter(pk=said.pk).update(state="hidden")
    model = {"finding": Finding, "decision": Decision, "promise": Commitment}.get(hide)
    if model:
        thing = {"finding": finding, "decision": decision, "promise": promise}[hide]
        model.objects.filter(pk=thing.pk).update(hidden_at=at)
    words = {
        "said": "The last bus goes",
        "finding": finding.title,
        "decision": decision.headline,
        "promise": promise.promise,
    }[hide]

    assert words not in client.get(reverse("home")).content.decode()


def test_pages_of_an_organisation_and_a_place_show_what_came_of_it(client, cast, at):
    FindingFactory(published=True, organisation=cast.council, place=cast.bryn_teg, title="Nobody can get home.")
    DecisionFactory(open_for_views=True, organisation=cast.council, place=cast.bryn_teg, question="How late?")
    CommitmentFactory(organisation=cast.council, place=cast.bryn_teg, promise="We will run it.")
    CommitmentFactory(organisation=cast.homes, promise="Somebody else's promise.")

    for url in (reverse("organisation", args=[cast.council.slug]), reverse("place", args=[cast.county.slug])):
        page = words_of(page_of(client.get(url)))
        for words in ("Nobody can get home.", "How late?", "We will run it."):
            assert words in page
        assert "Somebody else" not in page


def test_what_came_of_it_is_one_question(cast, at, django_assert_max_num_queries):
    FindingFactory(published=True, organisation=cast.council)
    DecisionFactory(decided=True, organisation=cast.council)
    CommitmentFactory(organisation=cast.council)

    with django_assert_max_num_queries(1):
        rows = came_of_it.of_organisation(cast.council, at.date())

    assert {row.kind for row in rows} == {"finding", "decision", "commitment"}


def test_the_reader_gets_their_own_language(cast, at, settings):
    from django.utils import translation

    FindingFactory(published=True, organisation=cast.council, title="English.", translation={"title": "Cymraeg."})

    with translation.override("cy"):
        (row,) = came_of_it.of_organisation(cast.council, at.date())

    assert (row.words, row.language) == ("Cymraeg.", "cy")


def test_search_finds_each_kind_and_nothing_hidden(client, at):
    shown = SetbackFactory(title="A letter went astray")
    hidden = SetbackFactory(title="A letter nobody may read", hidden_at=at)
    for each in (shown, hidden):  # as if the index had not been told
        search.put(kind="setback", public_id=each.public_id, language="en", title=each.title, body=each.text, moment=at)

    page = words_of(page_of(client.get(reverse("search"), {"q": "letter"})))

    assert "A letter went astray" in page
    assert "nobody may read" not in page
