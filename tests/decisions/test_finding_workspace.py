"""The workspace: what could be cited on one side, the finding on the other; by keyboard and without JavaScript."""

import re

import pytest
from django.urls import reverse

from saidanddone.contributions import actions as contributions
from saidanddone.contributions.models import Contribution
from saidanddone.decisions import actions, tasks
from saidanddone.decisions.insights import similar
from saidanddone.decisions.models import Evidence, Finding, Writer
from saidanddone.people.queries import CONTRIBUTOR_SESSION_KEY
from tests.contributions.factories import ContributionFactory, TopicFactory, contributor_of
from tests.decisions.factories import FindingFactory
from tests.decisions.finding_story import WORDS, FindingStory
from tests.people.factories import ContributorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast, at, client):
    cast.sign_in(client, "officer")
    return FindingStory(cast, at)


def url(story, name="finding_workspace", query=""):
    return reverse(name, args=["council", story.finding.public_id]) + query


def offered(response):
    return [each.contribution for each in response.context["offer"].candidates]


def send(client, story, address, query="", **data):
    response = client.post(url(story, address, query), data)
    story.finding = Finding.objects.get(pk=story.finding.pk)
    return response


def test_a_writer_begins_a_finding_once_however_often_the_form_is_sent(client, story):
    page = client.get(reverse("draft_finding", args=["council"]))
    key = page.context["form"].initial["submission_key"]
    data = {
        "kind": "red_line", "title": "No more waiting in the rain.", "place": "bryn-teg", "language": "en",
        "submission_key": key,
    }  # fmt: skip

    responses = [client.post(reverse("draft_finding", args=["council"]), data) for _press in range(2)]

    assert Finding.objects.filter(kind="red_line").count() == 1
    assert responses[0].url == responses[1].url


def test_what_may_be_cited_is_offered_newest_first_and_what_is_cited_no_more(client, story):
    old, new = ContributionFactory(), ContributionFactory()
    ContributionFactory(hidden=True)

    assert offered(client.get(url(story))) == [new, old]
    response = send(client, story, "cite_in_finding", "?q=bus&view=search", cite=new.public_id)

    assert response.url == url(story, query="?view=search&q=bus")
    assert offered(client.get(url(story))) == [old]
    assert Evidence.objects.get().contribution == new


def test_it_is_looked_for_by_words_place_topic_and_kind(client, story, cast):
    topic = TopicFactory(slug="buses")
    wanted = ContributionFactory(text="The zebra bus.", place=cast.bryn_teg, topic=topic, kind="idea")
    ContributionFactory(text="Something else.", place=cast.county)

    for query in ("?q=zebra", "?place=bryn-teg", "?topic=buses", "?kind=idea"):
        assert offered(client.get(url(story, query=query))) == [wanted], query


def test_what_cannot_be_cited_any_more_is_said_so_and_nothing_happens(client, story):
    hidden = ContributionFactory(hidden=True)

    response = send(client, story, "cite_in_finding", cite=hidden.public_id)

    assert response.status_code == 302
    assert not Evidence.objects.exists()


def test_htmx_gets_both_sides_of_the_workspace_and_nothing_around_them(client, story):
    said = ContributionFactory()

    response = client.post(url(story, "cite_in_finding"), {"cite": said.public_id}, headers={"HX-Request": "true"})

    body = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in body
    assert "Leave it out" in body


def test_each_row_can_be_reached_and_cited_by_a_key(client, story):
    ContributionFactory()

    body = client.get(url(story)).content.decode()

    assert re.search(r"<li data-row>.*?data-cite", body, re.DOTALL)
    assert "<kbd>c</kbd>" in body


def test_what_is_cited_is_left_out_again(client, story):
    story.cite()
    send(client, story, "cite_source", words="Tickets sold after nine", link="https://example.org/t")
    source = Evidence.objects.get(contribution__isnull=True)

    send(client, story, "uncite_from_finding", uncite=story.said[0].public_id)
    send(client, story, "uncite_from_finding", uncite=str(source.ref))

    assert not Evidence.objects.exists()


def test_a_source_sent_twice_is_cited_once(client, story):
    for _press in range(2):
        send(client, story, "cite_source", words="Tickets sold after nine", link="")

    assert Evidence.objects.count() == 1


def test_words_are_saved_and_what_is_wrong_stands_beside_its_field(client, story):
    data = WORDS | {"summary": "The bus.", "kind": "wish", "place": "aberwen", "topic": ""}

    assert send(client, story, "edit_finding", **data | {"title": ""}).status_code == 400
    assert send(client, story, "edit_finding", **data).status_code == 302
    assert (story.finding.summary, story.finding.kind, story.finding.place.slug) == ("The bus.", "wish", "aberwen")


def test_writers_are_named_and_left_out(client, story):
    story.cite(credit_name="Mair Pugh")
    send(client, story, "add_finding_writer", name="Owen", role="interpreted")
    send(client, story, "add_finding_writer", said=story.said[0].public_id, role="lived")
    assert [each.name for each in Writer.objects.order_by("pk")] == ["Owen", "Mair Pugh"]

    send(client, story, "remove_finding_writer", writer="0")

    assert [each.name for each in Writer.objects.all()] == ["Mair Pugh"]
    assert send(client, story, "add_finding_writer", name="", role="lived").status_code == 400


def test_it_is_translated_asked_about_published_superseded_and_withdrawn(client, story, cast, at):
    story.cite().written()
    send(client, story, "translate_finding", title="Ni all pobl gyrraedd adref.")
    send(client, story, "ask_those_cited", until_day="16", until_month="3", until_year="2099")
    assert story.finding.state == "checking"
    assert story.finding.said("title", "cy").text == "Ni all pobl gyrraedd adref."

    cast.sign_in(client, "lead")
    send(client, story, "publish_finding")
    newer = FindingStory(cast, at).published()
    send(client, story, "supersede_finding", newer=newer.finding.public_id, reason="We know more.")
    assert story.finding.state == "superseded"

    send(client, newer, "withdraw_finding", reason="")
    assert newer.finding.state == "published"
    send(client, newer, "withdraw_finding", reason="We counted wrongly.")
    assert newer.finding.state == "withdrawn"


def test_what_is_missing_before_it_is_published_is_said(client, story):
    body = client.get(url(story)).content.decode()

    assert "Before it can be published" in body
    assert "Cite at least one thing that it rests on." in body


def test_a_resident_who_is_a_writer_changes_its_words_by_return_link(client, story):
    story.cite()
    story.do(actions.add_writer, role="lived", said=story.said[0])
    client.logout()
    address = reverse("write_finding", args=[story.finding.public_id])
    assert client.get(address).status_code == 404
    session = client.session
    session[CONTRIBUTOR_SESSION_KEY] = story.said[0].contributor_id
    session.save()

    assert client.get(address).status_code == 200
    client.post(address, WORDS | {"summary": "I wait in the rain.", "state": "published", "organisation": "homes"})

    finding = Finding.objects.get()
    assert (finding.summary, finding.state, finding.organisation.slug) == ("I wait in the rain.", "draft", "council")


def test_the_workspace_costs_as_many_queries_for_many_as_for_few(client, story, django_assert_max_num_queries):
    story.cite(number=20)
    for _ in range(20):
        ContributionFactory()

    for view in ("search", "similar", "groups"):
        with django_assert_max_num_queries(36):
            client.get(url(story, query=f"?view={view}"))


def test_the_list_of_an_organisations_findings_costs_as_many(client, story, cast, django_assert_max_num_queries):
    for _ in range(20):
        FindingFactory(organisation=cast.council, place=cast.bryn_teg)

    with django_assert_max_num_queries(18):
        response = client.get(reverse("desk_findings", args=["council"]), {"state": "draft"})

    assert len(response.context["cards"]) == 20


THINGS = {
    "bus": "late full cold",
    "pool": "shut dirty deep",
    "road": "narrow wet broken",
    "bins": "heaped torn lost",
    "park": "dark muddy locked",
}


def talk(cast, things=THINGS):
    """What people say of some things, in many ways each."""
    for thing, words in things.items():
        for first in words.split():
            for second in words.split():
                text = f"The {thing} was {first} and {second}."
                ContributionFactory(text=text, place=cast.bryn_teg, contributor=ContributorFactory())


@pytest.mark.slow
def test_what_is_alike_is_proposed_once_the_index_is_built(client, story, cast):
    talk(cast)
    bus = Contribution.objects.get(text="The bus was late and full.")
    story.cite(bus)
    assert client.get(url(story, query="?view=similar")).context["offer"].is_by_words

    tasks.build_text_index.func()
    response = client.get(url(story, query="?view=similar"))

    assert not response.context["offer"].is_by_words
    assert all(each.text.startswith("The bus") for each in offered(response)[:8])
    assert bus not in offered(response)
    assert "only proposed" in response.content.decode()


@pytest.mark.slow
def test_groups_are_proposed_with_sentences_that_are_cited_by_one_press(client, story, cast):
    talk(cast)
    tasks.build_text_index.func()

    groups = client.get(url(story, query="?view=groups")).context["offer"].groups
    assert len(groups) >= 2
    first = groups[0].candidates[0]
    send(
        client, story, "cite_in_finding", cite=first.contribution.public_id,
        **{f"sentence_{first.contribution.public_id}": first.sentence},
    )  # fmt: skip

    assert Evidence.objects.get().sentence == first.sentence


@pytest.mark.slow
def test_words_that_were_hidden_since_are_not_proposed(client, story, cast):
    talk(cast)
    tasks.build_text_index.func()
    Contribution.objects.update(state="hidden")

    for view in ("similar", "groups"):
        offer = client.get(url(story, query=f"?view={view}")).context["offer"]
        assert not offer.candidates
        assert not offer.groups


@pytest.mark.slow
def test_the_index_goes_at_once_when_somebody_is_erased(story, cast, at, django_capture_on_commit_callbacks):
    talk(cast, {"bus": "late full"})
    said = Contribution.objects.first()
    similar.build()
    assert similar.is_current()

    with django_capture_on_commit_callbacks(execute=True):
        contributions.erase_contributor(by=contributor_of(said), at=at, contributor=said.contributor)

    assert not list(similar._file().parent.iterdir())
    assert not similar.is_current()


def test_the_index_is_built_only_where_something_changed(story, monkeypatch):
    built = []
    monkeypatch.setattr(similar, "build", lambda: built.append(1))
    monkeypatch.setattr(similar, "is_current", lambda: bool(built))

    tasks.build_text_index.func()
    tasks.build_text_index.func()

    assert built == [1]


def test_a_file_that_cannot_be_read_is_no_index(client, story):
    file = similar._file()
    file.parent.mkdir(parents=True)
    file.write_bytes(b"broken")

    assert client.get(url(story, query="?view=similar")).context["offer"].is_by_words
