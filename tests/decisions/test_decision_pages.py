"""The pages of decisions: what each shows, to whom, in how many queries, and how views come in."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from saidanddone.contributions.models import Contribution
from saidanddone.decisions import actions
from saidanddone.decisions.changes import Changes
from saidanddone.moderation import registry
from tests.contributions.conftest import Speaker
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import DecisionFactory, Story, UseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(at):
    import time_machine

    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def story(cast, at, clock) -> Story:
    return Story(cast, at)


def page(client, name, story, **query):
    response = client.get(reverse(name, args=[story.decision.public_id]), query)
    assert response.status_code == 200
    return response.content.decode()


def speak_about(client, cast, clock, story, after=timedelta(0)):
    shown = client.get(reverse("decision_views", args=[story.decision.public_id]))
    return speak_from(client, cast, clock, shown.context["speak_url"], after)


def speak_from(client, cast, clock, address, after=timedelta(0)):
    """From the page that led to the form, through all its steps."""
    speaker = Speaker(client, cast, clock)
    speaker.post(address, {"kind": "idea", "text": "Please let it run until eleven.", "language": "en"})
    speaker.where()
    speaker.whom()
    speaker.you()
    clock.shift(after)
    speaker.send()
    return Contribution.objects.get()


def test_register_shows_what_is_open_first_and_no_draft(client, cast, at, clock):
    Story(cast, at).decided()
    Story(cast, at).open_for_views()
    Story(cast, at).deciding()
    draft = Story(cast, at).decision

    response = client.get(reverse("decisions"))

    shown = [row.decision.state for row in response.context["register"].rows]
    assert shown == ["open_for_views", "being_decided", "decided"]
    assert draft.public_id not in response.content.decode()


def test_register_is_filtered_by_place_within_topic_and_state(client, cast, at, clock):
    story = Story(cast, at).open_for_views()

    for query, number in (({"place": "aberwen"}, 1), ({"state": "decided"}, 0), ({"organisation": "homes"}, 0)):
        assert len(client.get(reverse("decisions"), query).context["register"].rows) == number
    assert client.get(reverse("decisions"), {"place": "nowhere"}).status_code == 400
    assert client.get(reverse("decisions"), {"colour": "red"}).status_code == 400
    assert story.decision.state == "open_for_views"


def test_register_says_that_a_promised_day_was_missed(client, story, clock):
    story.announced()
    clock.shift(timedelta(days=70))

    assert "promised day missed" in client.get(reverse("decisions")).content.decode()


@pytest.mark.parametrize("name", ["/decisions/", "/decisions/download.csv", "/decisions/download.json"])
def test_lists_take_as_many_queries_for_many_as_for_few(client, cast, at, clock, django_assert_max_num_queries, name):
    DecisionFactory.create_batch(25, announced=True, organisation=cast.council, place=cast.bryn_teg)
    list(client.get(name))  # what is remembered from page to page

    with django_assert_max_num_queries(14):
        list(client.get(name))


@pytest.mark.slow
def test_page_of_a_decision_takes_25_queries_however_much_it_cites(client, story, django_assert_max_num_queries):
    story.decided().through_the_gate()
    UseFactory.create_batch(40, decision=story.decision)
    page(client, "decision", story)

    with django_assert_max_num_queries(25):
        page(client, "decision", story)


def test_page_of_a_draft_is_for_its_organisation_alone(client, cast, story):
    address = reverse("decision", args=[story.decision.public_id])

    assert client.get(address).status_code == 404
    cast.sign_in(client, "officer")
    assert client.get(address).status_code == 200


def test_choice_stands_on_no_page_before_it_is_decided(client, story):
    story.deciding().cite(ContributionFactory(), value="not_used", because="A secret so far.").choose()

    shown = page(client, "decision", story) + client.get("/decisions/download.csv").getvalue().decode()

    assert "Most shifts end at nine" not in shown
    assert "until ten at night" not in shown
    assert "A secret so far" not in shown


def test_decision_shows_each_use_with_credit_and_reason(client, story):
    story.deciding().cite(ContributionFactory(credit_name="Mair Pugh", credit="name"), value="partly", because="Half.")
    story.choose()
    story.do(actions.decide)

    shown = page(client, "decision", story)

    assert "Mair Pugh" in shown
    assert "Half." in shown
    assert "Most shifts end at nine" in shown


def test_words_that_are_no_longer_public_stand_on_no_page_of_a_decision(client, story, at):
    said = ContributionFactory(text="The driver is called Emrys.")
    story.decided(said)

    registry.handler("contribution").hide(said.public_id, at)

    shown = page(client, "decision", story)
    assert "Emrys" not in shown
    assert "Something that is no longer public" in shown


def test_decided_without_listening_is_shown_as_such(client, story):
    story.deciding().choose(without_listening_because="The contract ended overnight.")
    story.do(actions.decide)

    assert "Decided without listening, because" in page(client, "decision", story)
    assert "Decided without listening" in client.get(reverse("decisions")).content.decode()


def test_history_shows_what_was_changed_word_by_word(client, story):
    story.announced()
    changes = Changes({"question": "How early should bus 7 run?"})
    story.do(actions.revise_decision, changes=changes, reason="It was the wrong way round.")

    shown = page(client, "decision_history", story)

    assert "<del>late</del>" in shown
    assert "<ins>early</ins>" in shown
    assert "It was the wrong way round." in shown


def test_views_have_no_page_before_they_were_opened(client, story):
    story.announced()

    assert client.get(reverse("decision_views", args=[story.decision.public_id])).status_code == 404


def test_what_comes_in_is_a_contribution_linked_to_the_decision(client, cast, clock, story):
    story.open_for_views()

    said = speak_about(client, cast, clock, story)

    assert (said.source_kind, said.source_id) == ("decision", story.decision.public_id)
    assert "until eleven" in page(client, "decision_views", story)
    assert "until eleven" in page(client, "decision", story)


def test_after_views_have_closed_what_is_said_is_not_linked(client, cast, clock, story):
    story.announced().do(actions.open_for_views, close_date=story.at.date() + timedelta(days=1))

    said = speak_about(client, cast, clock, story, after=timedelta(hours=40))

    assert said.source_kind == ""


@pytest.mark.parametrize("about", ["decision:nothing", "record:1", "decision:", ":", "contribution:abc"])
def test_what_takes_no_views_is_not_kept_as_a_source(client, cast, clock, about):
    said = speak_from(client, cast, clock, f"{reverse('speak')}?about={about}")

    assert said.source_kind == ""
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize("state", ["held", "hidden", "withdrawn", "for_one_organisation"])
@pytest.mark.parametrize("name", ["decision", "decision_views"])
def test_words_that_a_reader_may_not_see_stand_on_neither_page(client, cast, story, state, name):
    said = ContributionFactory(text="The driver is called Emrys.", credit_name="Gwil", **{state: True})
    story.open_for_views()
    UseFactory(decision=story.decision, contribution=said)
    Contribution.objects.filter(pk=said.pk).update(source_kind="decision", source_id=story.decision.public_id)

    for who in ("stranger", "other_officer", "resident"):
        client.logout()
        cast.sign_in(client, who)
        shown = page(client, name, story)
        assert "Emrys" not in shown
        assert "Gwil" not in shown


def test_hidden_decision_answers_as_if_it_were_not_there(client, story, at):
    story.open_for_views()
    registry.handler("decision").hide(story.decision.public_id, at)

    for name in ("decision", "decision_views", "decision_history"):
        assert client.get(reverse(name, args=[story.decision.public_id])).status_code == 404
    assert story.decision.public_id not in client.get(reverse("decisions")).content.decode()


def test_json_and_csv_hold_the_same_rows(client, cast, at, clock):
    Story(cast, at).decided()
    Story(cast, at).announced()

    rows = json.loads(client.get("/decisions/download.json").getvalue())
    lines = client.get("/decisions/download.csv").getvalue().decode().strip().splitlines()

    assert len(rows) == 2
    assert rows[1]["reasons"] == "Most shifts end at nine."
    assert rows[0]["reasons"] is None
    assert len(lines) == 3


def test_pages_are_in_welsh_too(client, story):
    story.decided()

    assert client.get("/cy" + reverse("decision", args=[story.decision.public_id])).status_code == 200
    assert client.get("/cy/decisions/").status_code == 200
