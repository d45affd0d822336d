"""Citing a source at the desk: one form for findings and decisions, which keeps what was typed wrongly."""

import pytest
import time_machine
from django.urls import reverse

from saidanddone.decisions.models import Evidence, Use
from tests.decisions.factories import Story, exercise_of
from tests.decisions.finding_story import FindingStory

pytestmark = pytest.mark.django_db
LINK = "https://www.example.org/tickets"


@pytest.fixture
def clock(at):
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def story(cast, at):
    return Story(cast, at)


@pytest.fixture
def finding(cast, at):
    return FindingStory(cast, at)


def day(number, month):
    return {"source_date_day": number, "source_date_month": month, "source_date_year": 2026}


class Desk:
    """An officer of the council, where what a decision considers is cited."""

    def __init__(self, client, cast, story, who="officer"):
        cast.sign_in(client, who)
        self.client = client
        self.address = reverse("decision_considered", args=["council", story.decision.public_id])

    def cite(self, **data):
        return self.client.post(self.address, {"cite_source": "yes", "source_kind": "dataset"} | data)


def test_the_desk_cites_a_source_once_however_often_it_is_sent(client, story, cast, clock):
    desk = Desk(client, cast, story)
    data = {
        "words": "Tickets sold",
        "link": LINK,
        "source_date_day": 1,
        "source_date_month": 3,
        "source_date_year": 2026,
    }

    for _time in range(2):
        assert desk.cite(**data).status_code == 302

    use = story.decision.uses.get()
    assert (use.words, use.link, use.kind, str(use.source_date)) == ("Tickets sold", LINK, "dataset", "2026-03-01")
    assert "1 has no use yet" in client.get(desk.address).content.decode()


def test_the_desk_offers_exercises_its_own_first_and_cites_what_was_chosen(client, story, cast, at, clock):
    public, own = exercise_of(Story(cast, at).announced()), exercise_of(story)
    exercise_of(Story(cast, at))
    desk = Desk(client, cast, story)

    offered = client.get(desk.address).context["forms"]["cite_source"].fields["exercise"].choices
    for _time in range(2):
        assert desk.cite(exercise=own.public_id).status_code == 302

    assert [name for name, _words in offered] == ["", own.public_id, public.public_id]
    assert story.decision.uses.get().words == "What would you run?"


def test_an_exercise_that_is_not_offered_is_refused(client, story, cast, at, clock):
    exercise_of(story)
    other = exercise_of(Story(cast, at))

    assert Desk(client, cast, story).cite(exercise=other.public_id).status_code == 400
    assert not Use.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Say what it is that you cite."),
        ({"words": "Tickets", "link": "javascript:alert(1)"}, "begins with https://"),
        ({"words": "Tickets", "link": "http://example.org/"}, "begins with https://"),
        ({"words": "Tickets", "source_kind": "rumour"}, "rumour"),
        ({"words": "Tickets"} | day(31, 2), "date"),
        (
            {"words": "Tickets"} | day(3, 3),
            "in the past",
        ),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, story, cast, clock, data, said):
    response = Desk(client, cast, story).cite(**data)

    assert response.status_code == 400
    assert said in response.content.decode()
    assert data.get("words", "") in response.content.decode()
    assert '<details class="more" open' in response.content.decode()
    assert not Use.objects.exists()


def test_somebody_of_another_organisation_does_not_come_to_the_form(client, story, cast, clock):
    assert Desk(client, cast, story, "other_officer").cite(words="Tickets").status_code in (403, 404)
    assert not Use.objects.exists()


def test_the_workspace_takes_the_same_form(client, finding, cast, clock):
    cast.sign_in(client, "officer")
    address = reverse("cite_source", args=["council", finding.finding.public_id])

    refused = client.post(address, {"words": "Tickets", "link": "javascript:alert(1)", "source_kind": "dataset"})
    client.post(address, {"words": "Tickets", "link": LINK, "source_kind": "dataset"})

    assert refused.status_code == 400
    assert "begins with https://" in refused.content.decode()
    assert (Evidence.objects.get().kind, Evidence.objects.get().link) == ("dataset", LINK)
