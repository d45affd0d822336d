"""A finding as PDF says what its page says, to the same people, in both languages."""

import pytest
from django.urls import reverse

from saidanddone.contributions.models import Contribution
from saidanddone.core.refs import Ref
from saidanddone.decisions import actions
from saidanddone.decisions.changes import SourceDraft
from saidanddone.decisions.models import Check, Finding
from tests.contributions.factories import ContributionFactory
from tests.decisions.finding_story import WORDS, FindingStory
from tests.ui.papers import is_for_everybody, opened, structure, together, words_of

pytestmark = pytest.mark.django_db
TITLE = WORDS["title"]
HOSTILE = "#panic() *b* _i_ @ref <x> \\ $x$ // = ' ]"


@pytest.fixture
def story(cast, at):
    return FindingStory(cast, at)


def paper(client, story, prefix=""):
    response = client.get(prefix + reverse("finding_pdf", args=[story.finding.public_id]))
    assert response.status_code == 200
    return opened(response.content)


def test_it_is_tagged_and_says_what_who_and_on_what(client, story):
    story.cite(text="I walk home from work at nine.", credit_name="Mair Pugh").published().check(
        "partly", "On Sundays."
    )

    found = paper(client, story)

    shown = words_of(found)
    assert is_for_everybody(found, title=TITLE, language="en")
    for words in (*WORDS.values(), "Owen Rees", "Interpreted what was heard", "I walk home from work", "Mair Pugh"):
        assert together(words) in shown
    for words in ("Partly: 1", "“On Sundays.”", "people: 1", reverse("contribution", args=[story.said[0].public_id])):
        assert together(words) in shown
    assert {"/H1", "/H2", "/L", "/Link"} <= {tag for tag, _language in structure(found)}


def test_in_welsh_its_frame_is_welsh_and_its_words_say_that_they_are_not(client, story):
    story.published()

    found = paper(client, story, "/cy")

    assert is_for_everybody(found, title=TITLE, language="cy")
    assert together("Pwy a'i hysgrifennodd") in words_of(found)
    assert "en" in {language for _tag, language in structure(found)}


def test_a_red_line_says_that_it_is_one(client, story):
    story.published()
    Finding.objects.update(kind="red_line")

    assert together("We will no longer put up with this") in words_of(paper(client, story))


def test_it_is_kept_under_a_name_of_its_own(client, story):
    story.published()

    response = client.get(reverse("finding_pdf", args=[story.finding.public_id]))

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="finding-{story.finding.public_id}.pdf"'


def test_its_page_leads_to_it(client, story):
    story.published()

    page = client.get(reverse("finding", args=[story.finding.public_id])).content.decode()

    assert reverse("finding_pdf", args=[story.finding.public_id]) in page


def test_a_draft_and_what_is_hidden_are_nobodys_to_print(client, story, cast, at):
    url = reverse("finding_pdf", args=[story.finding.public_id])
    assert client.get(url).status_code == 404

    story.published()
    Finding.objects.update(hidden_at=at)
    assert client.get(url).status_code == 404

    cast.sign_in(client, "officer")
    assert together("A moderator has hidden this") in words_of(paper(client, story))


def test_hidden_words_are_neither_shown_nor_counted(client, story, at):
    story.cite(text="Qqsecret words about the bus.").cite().published()
    Contribution.objects.filter(pk=story.said[0].pk).update(state="hidden", hidden_at=at)

    shown = words_of(paper(client, story))

    assert "Qqsecret" not in shown
    assert story.said[0].public_id not in shown
    assert together("contributions: 1") in shown


def test_what_was_said_to_the_organisation_alone_is_counted_and_not_shown(client, story, cast):
    told = ContributionFactory(organisations=(cast.council,), for_one_organisation=True, text="Qqsecret words.")
    story.cite().cite(told).published()

    shown = words_of(paper(client, story))
    assert "Qqsecret" not in shown
    assert together("1 more was said to Aberwen Council alone") in shown

    cast.sign_in(client, "officer")
    assert "Qqsecret" in words_of(paper(client, story))


def test_the_words_of_a_check_that_are_being_looked_at_are_not_shown(client, story, at):
    story.cite().published().check("no", "Qqsecret words.")
    Check.objects.update(words_hidden_at=at)

    assert "Qqsecret" not in words_of(paper(client, story))


def test_a_withdrawn_one_says_why(client, story):
    story.published()
    story.do(actions.withdraw_finding, reason="It rested on a mistake of ours.")

    assert together("It rested on a mistake of ours.") in words_of(paper(client, story))


def test_a_newer_one_that_is_hidden_is_not_named(client, story, cast, at):
    newer = FindingStory(cast, at, title="Qqnewer, they can get home.").published()
    story.published()
    story.do(actions.supersede_finding, newer=newer.finding, reason="The bus runs later now.")
    assert "Qqnewer" in words_of(paper(client, story))

    Finding.objects.filter(pk=newer.finding.pk).update(hidden_at=at)

    assert "Qqnewer" not in words_of(paper(client, story))


def test_hostile_words_stay_words(cast, at, client):
    story = FindingStory(cast, at, title=HOSTILE, summary=HOSTILE, missing=HOSTILE, disagreement=HOSTILE)
    story.cite(text=f"{HOSTILE} 😀", credit_name=HOSTILE)
    story.do(actions.cite, refs=[SourceDraft(Ref("dataset", "d1"), HOSTILE, "https://example.org/#panic()")])
    story.published()

    found = paper(client, story)

    assert found.metadata.title == HOSTILE
    assert words_of(found).count(together(HOSTILE)) == len(("title", *WORDS, "credit", "source")) - 1
    assert "[grinningface]" in words_of(found)


def test_it_costs_a_number_of_queries_that_does_not_grow(client, story, django_assert_max_num_queries):
    story.cite(number=25).published().check("partly", "Only on Sundays.")

    with django_assert_max_num_queries(20):
        paper(client, story)


@pytest.mark.slow
def test_it_is_not_made_as_often_as_somebody_asks(client, story):
    story.published()
    url = reverse("finding_pdf", args=[story.finding.public_id])

    statuses = [client.get(url).status_code for _ in range(70)]

    assert statuses[0] == 200
    assert 429 in statuses
