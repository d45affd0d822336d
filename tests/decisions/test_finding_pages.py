"""Findings as everyone reads them: the list, the page with its strength, the question to those whom it cites."""

import json

import pytest
from django.urls import reverse

from saidanddone.contributions import actions as contributions
from saidanddone.contributions.models import Contribution
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import SITE
from saidanddone.decisions import actions
from saidanddone.decisions.changes import SourceDraft
from saidanddone.decisions.models import Check, Finding, Writer
from saidanddone.people.queries import CONTRIBUTOR_SESSION_KEY
from saidanddone.record import sequencer
from tests.contributions.factories import ContributionFactory, TopicFactory, contributor_of
from tests.decisions.factories import EvidenceFactory, FindingFactory
from tests.decisions.finding_story import WORDS, FindingStory
from tests.people.factories import ContributorFactory
from tests.places.factories import PlaceFactory

pytestmark = pytest.mark.django_db
TITLE = WORDS["title"]


@pytest.fixture
def story(cast, at):
    return FindingStory(cast, at)


def page(client, story, **query):
    return client.get(reverse("finding", args=[story.finding.public_id]), query)


def come_as(client, contribution):
    session = client.session
    session[CONTRIBUTOR_SESSION_KEY] = contribution.contributor_id
    session.save()


def test_the_list_shows_what_stands_with_its_strength(client, story, cast, at):
    story.published().check("yes")
    FindingStory(cast, at, title="A draft of ours.")

    body = client.get(reverse("findings")).content.decode()

    assert TITLE in body
    assert "Rests on 1 person" in body
    assert "1 of 1 who checked it said yes" in body
    assert "A draft of ours." not in body


def test_the_list_is_filtered_by_place_topic_kind_and_words(client, cast):
    topic, elsewhere = TopicFactory(slug="buses"), PlaceFactory(slug="elsewhere")
    FindingFactory(published=True, title="Here about buses.", place=cast.bryn_teg, topic=topic)
    FindingFactory(published=True, title="There, a red line.", place=elsewhere, kind="red_line")

    def shown(**query):
        return [card.finding.title for card in client.get(reverse("findings"), query).context["cards"]]

    assert shown(place="aberwen") == ["Here about buses."]
    assert shown(topic="buses") == ["Here about buses."]
    assert shown(kind="red_line") == ["There, a red line."]
    assert shown(q="red line") == ["There, a red line."]
    assert shown(q="green") == []


@pytest.mark.parametrize("query", ["?place=nowhere", "?colour=red", "?kind=decision", "?kind=wish&kind=wish"])
def test_a_filter_that_is_none_is_a_400_that_says_so(client, db, query):
    response = client.get(reverse("findings") + query)

    assert response.status_code == 400
    assert "Error 400" in response.content.decode()


def test_the_list_costs_as_many_queries_for_twenty_as_for_one(client, cast, django_assert_max_num_queries):
    for _ in range(20):
        EvidenceFactory(finding=FindingFactory(published=True, place=cast.bryn_teg, organisation=cast.council))

    with django_assert_max_num_queries(14):
        client.get(reverse("findings"))


def test_the_list_comes_as_csv_and_json(client, story):
    story.published()

    csv = b"".join(client.get(reverse("findings_download", args=["csv"]))).decode()
    found = json.loads(b"".join(client.get(reverse("findings_download", args=["json"]))))

    assert TITLE in csv
    assert found[0]["people"] == 1
    assert found[0]["writers"] == ["Owen Rees: interpreted (formal-analysis)"]


def test_the_page_says_what_who_and_on_what(client, story):
    story.cite(text="I walk home from work at nine.", credit_name="Mair Pugh").published()

    body = page(client, story).content.decode()

    for words in (*WORDS.values(), "Owen Rees", "Interpreted what was heard", "I walk home from work", "Mair Pugh"):
        assert words in body
    assert reverse("contribution", args=[story.said[0].public_id]) in body


def test_the_page_costs_twenty_queries_at_most(client, story, django_assert_max_num_queries):
    story.cite(number=25).published().check("partly", "Only on Sundays.")
    page(client, story)

    with django_assert_max_num_queries(20):
        page(client, story)


def test_a_draft_is_nobodys_to_read(client, story):
    assert page(client, story).status_code == 404


def test_what_a_contribution_is_hidden_is_neither_shown_nor_counted(client, story, at):
    story.cite(text="Qqsecret words about the bus.").cite().published()
    Contribution.objects.filter(pk=story.said[0].pk).update(state="hidden", hidden_at=at)

    response = page(client, story)

    assert "Qqsecret" not in response.content.decode()
    assert response.context["strength"].counts.contributions == 1


def test_what_was_said_to_the_organisation_alone_is_counted_and_not_shown(client, story, cast):
    told = ContributionFactory(organisations=(cast.council,), for_one_organisation=True, text="Qqsecret words.")
    story.cite().cite(told).published()

    response = page(client, story)

    assert "Qqsecret" not in response.content.decode()
    assert told.public_id not in response.content.decode()
    assert "1 more was said to Aberwen Council alone" in response.content.decode()
    assert response.context["strength"].counts.contributions == 2


def test_a_sentence_that_was_corrected_away_is_not_shown(client, story):
    said = ContributionFactory(text="The bus is late. Qqgone is the driver.")
    story.do(actions.cite, contributions=[said], sentence="Qqgone is the driver.")
    story.published()
    Contribution.objects.filter(pk=said.pk).update(text="The bus is late.")

    assert "Qqgone" not in page(client, story).content.decode()


def test_those_who_say_the_same_count_once_and_their_supports_apart(client, story, cast):
    first, second = ContributionFactory(place=cast.bryn_teg), ContributionFactory(place=cast.bryn_teg)
    contributions.link_same(by=SITE, at=story.at, contribution=second, same_as=first)
    contributions.support(by=contributor_of(second), at=story.at, contribution=first)
    for _ in range(2):
        by = contributor_of(ContributionFactory())
        contributions.support(by=by, at=story.at, contribution=first)
    story.cite(first, second).published()

    counts = page(client, story).context["strength"].counts

    assert (counts.people, counts.contributions, counts.supports) == (1, 2, 3)


def crowd(story, place, number, **facts):
    story.cite(*[ContributionFactory(place=place, **facts) for _ in range(number)])


@pytest.mark.slow
def test_small_numbers_of_people_from_a_place_are_kept_back(client, story, cast):
    other, small = PlaceFactory(parent=cast.bryn_teg, slug="mawr"), PlaceFactory(parent=cast.bryn_teg, slug="bach")
    big = PlaceFactory(parent=cast.bryn_teg, slug="fawr")
    crowd(story, other, 40)
    crowd(story, big, 30)
    crowd(story, small, 3)
    story.published()

    strength = page(client, story).context["strength"]

    places = strength.groups[0]
    assert strength.counts.people == 73
    assert 3 not in [part.people for part in places.parts]
    assert sum(part.people for part in places.parts) < 70
    assert places.kept_back >= 2


def test_of_few_people_nothing_is_said_about_where_they_come_from(client, story):
    story.cite(number=3, contributor=ContributorFactory()).published()

    body = page(client, story).content.decode()

    assert "They are too few to say where they come from" in body


def test_a_superseded_finding_leads_to_the_newer_one_which_shows_what_changed(client, story, cast, at):
    story.published()
    newer = FindingStory(cast, at, title="People who work late in Bryn Teg can get home.").published()
    story.do(actions.supersede_finding, newer=newer.finding, reason="The bus runs later now.")

    old, new = page(client, story).content.decode(), page(client, newer).content.decode()

    assert "A newer finding stands in its place" in old
    assert reverse("finding", args=[newer.finding.public_id]) in old
    assert "<del>cannot</del>" in new
    assert "<ins>can</ins>" in new


def test_a_withdrawn_finding_says_why(client, story):
    story.published()
    story.do(actions.withdraw_finding, reason="We counted wrongly.")

    assert "We counted wrongly." in page(client, story).content.decode()


def test_whoever_it_cites_is_asked_and_answers_with_one_press(client, story):
    story.checking()
    come_as(client, story.said[0])
    assert "Is this what you meant?" in page(client, story).content.decode()

    response = client.post(reverse("check_meaning", args=[story.finding.public_id]), {"verdict": "partly"})

    assert response.status_code == 302
    assert Check.objects.get().value == "partly"
    assert "You said:" in page(client, story).content.decode()


def test_whoever_it_cites_answers_in_their_own_words(client, story):
    story.published()
    come_as(client, story.said[0])
    url = reverse("check_meaning", args=[story.finding.public_id])

    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 400
    client.post(url, {"value": "no", "words": "I said the opposite."})
    client.session.flush()

    assert Check.objects.get().words == "I said the opposite."
    assert "I said the opposite." in page(client, story).content.decode()


def test_nobody_else_is_asked(client, story, cast):
    story.published()
    url = reverse("check_meaning", args=[story.finding.public_id])

    assert client.get(url).status_code == 404
    come_as(client, ContributionFactory())
    assert client.post(url, {"verdict": "yes"}).status_code == 404
    assert not Check.objects.exists()


def test_somebody_takes_their_name_away(client, story):
    story.cite()
    story.do(actions.add_writer, role="lived", said=story.said[0])
    story.published()
    url = reverse("leave_writers", args=[story.finding.public_id])
    assert client.post(url).status_code == 404

    come_as(client, story.said[0])
    client.post(url)

    assert [each.name for each in Writer.objects.all()] == ["Owen Rees"]


def test_its_words_are_held_against_the_record(client, story):
    story.published().check("no", "Not so.")
    sequencer.run_once(at=story.at)
    url = reverse("finding_words", args=[story.finding.public_id])

    assert client.get(url).context["reading"].same == 6
    Finding.objects.update(summary="Everything is well.")
    response = client.get(url)

    assert response.context["reading"].different == 1
    name = next(each.file_name for each in response.context["reading"].passages if each.file_name)
    assert client.get(reverse("finding_opening", args=[story.finding.public_id, name])).json()["content"]


def test_a_reference_is_shown_with_its_link(client, story):
    ref = SourceDraft(Ref("dataset", "tickets"), "Tickets sold after nine", "https://example.org/tickets")
    story.do(actions.cite, refs=[ref])
    story.published()

    body = page(client, story).content.decode()

    assert 'href="https://example.org/tickets"' in body
    assert "And 1 figure, statement or source." in body


def test_in_welsh_a_translated_finding_is_read_in_welsh(client, story):
    story.do(actions.translate_finding, words={"title": "Ni all pobl gyrraedd adref."})
    story.published()

    body = client.get("/cy" + reverse("finding", args=[story.finding.public_id])).content.decode()

    assert "Ni all pobl gyrraedd adref." in body
