"""The desk: from a question to a decision through its pages alone, saying at each step what is missing."""

from datetime import timedelta

import pytest
from django.urls import reverse

from saidanddone.decisions.models import Decision
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import FindingFactory, Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(at):
    import time_machine

    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


class Desk:
    """Somebody of the council at the desk, in a browser."""

    def __init__(self, client, cast, who="lead"):
        self.client, self.cast = client, cast
        cast.sign_in(client, who)
        self.address = None

    def draft(self, **changes):
        data = {"question": "How late should bus 7 run?", "place": "bryn-teg", "language": "en"}
        data |= {"why_now": "The contract ends.", "who_is_affected": "Who works late."}
        response = self.client.post(reverse("draft_decision", args=["council"]), data | changes)
        assert response.status_code == 302
        self.address = response.url
        return Decision.objects.get()

    def post(self, path, data, status=302):
        response = self.client.post(f"{self.address}{path}", data)
        assert response.status_code == status, response.context and response.context["form"].errors
        return response

    def rows(self, name, *rows):
        data = {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": 0}
        data |= {f"{name}-{i}-{field}": value for i, row in enumerate(rows) for field, value in row.items()}
        return self.post(f"part/{name}/", data)

    def move(self, action, status=302, **data):
        return self.post(f"next/{action}/", data, status)


def day(name, date):
    return {f"{name}_0": date.day, f"{name}_1": date.month, f"{name}_2": date.year} | {
        f"{name}_day": date.day,
        f"{name}_month": date.month,
        f"{name}_year": date.year,
    }


@pytest.mark.slow
def test_decision_is_brought_from_question_to_decided_at_the_desk(client, cast, at, clock):
    desk = Desk(client, cast)
    decision = desk.draft()
    desk.rows("bounds", {"kind": "open", "text": "When the last bus leaves."})
    desk.rows("options", {"title": "Until ten", "pounds": "38000.50"}, {"title": "As now"})
    refused = desk.move("announce", status=400)
    assert "Promise a day by which it will be decided." in refused.content.decode()
    desk.post("dates/", {"state": "decided", **day("due_date", at.date() + timedelta(days=60))})
    desk.move("announce")
    desk.move("open_for_views", **day("close_date", at.date() + timedelta(days=1)))
    clock.shift(timedelta(days=2))
    desk.move("start_deciding")
    said, finding = ContributionFactory(place=cast.bryn_teg), FindingFactory(published=True)
    desk.post("considered/", {"cite": "yes", "cited": f"/contributions/{said.public_id}/\n{finding.public_id}"})
    desk.post("considered/", {"use": "yes", "all": "yes", "value": "used"})
    option = decision.options.get(title="Until ten")
    choice = {"choice": option.pk, "headline": "Until ten", "reasons": "You asked.", "where_from": "From you."}
    desk.post("part/choice/", choice)
    authority = {"decided_by": "Cabinet", "authority": "The Act", "interests": "None."}
    days = day("decided_date", at.date()) | day("review_date", at.date() + timedelta(days=300))
    desk.post("part/authority/", authority | days)

    desk.move("decide")

    decision.refresh_from_db()
    assert decision.state == "decided"
    assert option.cost == "£38,000.50"
    assert {use.value for use in decision.uses.all()} == {"used"}


def test_editor_names_what_each_next_state_lacks(client, cast, at, clock):
    desk = Desk(client, cast)
    desk.draft()

    shown = client.get(desk.address).content.decode()

    assert "Promise a day by which it will be decided." in shown
    assert "Say what people can still shape." in shown
    assert "Finance has not signed off" in shown


def test_officer_writes_and_does_not_publish(client, cast, at, clock):
    desk = Desk(client, cast, "officer")
    desk.draft()

    assert desk.client.get(f"{desk.address}next/announce/").status_code == 403
    assert "A lead of your organisation publishes it." in client.get(desk.address).content.decode()


def test_what_is_public_is_changed_with_a_reason_alone(client, cast, at, clock):
    story = Story(cast, at).announced()
    desk = Desk(client, cast)
    desk.address = reverse("desk_decision", args=["council", story.decision.public_id])
    data = {
        "question": "How early?",
        "place": "bryn-teg",
        "language": "en",
        "why_now": "Now.",
        "who_is_affected": "We.",
    }

    refused = desk.post("part/question/", data, status=400)
    desk.post("part/question/", data | {"reason": "It was wrong."})

    assert "Say why you change it" in refused.content.decode()
    assert story.decision.versions.get().reason == "It was wrong."


def test_rows_that_were_there_are_shown_and_can_be_emptied(client, cast, at, clock):
    story = Story(cast, at)
    desk = Desk(client, cast)
    desk.address = reverse("desk_decision", args=["council", story.decision.public_id])
    assert "The time of the last bus." in client.get(f"{desk.address}part/bounds/").content.decode()

    desk.rows("bounds", {"kind": "fixed", "text": "All."}, {"kind": "open", "text": ""})

    assert [each.text for each in story.decision.bounds.all()] == ["All."]


def test_uses_are_said_of_those_that_were_ticked(client, cast, at, clock):
    story = Story(cast, at).cite(ContributionFactory(), ContributionFactory(), value="")
    desk = Desk(client, cast)
    desk.address = reverse("desk_decision", args=["council", story.decision.public_id])
    first, second = story.decision.uses.order_by("pk")
    chosen = {"use": "yes", "chosen": [first.public_id], "value": "not_used"}

    desk.post("considered/", chosen, status=400)
    desk.post("considered/", chosen | {"because": "It is about another bus."})

    first.refresh_from_db(), second.refresh_from_db()
    assert (first.value, second.value) == ("not_used", "")


def test_decision_of_another_organisation_is_not_opened_by_ones_own_address(client, cast, at, clock):
    story = Story(cast, at)
    cast.sign_in(client, "other_officer")

    address = reverse("desk_decision", args=["homes", story.decision.public_id])

    assert client.get(address).status_code == 404
    assert client.get(reverse("desk_decision", args=["council", story.decision.public_id])).status_code == 403


def test_gate_is_filled_in_at_the_desk(client, cast, at, clock):
    story = Story(cast, at).decided()
    desk = Desk(client, cast)
    desk.address = reverse("desk_decision", args=["council", story.decision.public_id])

    for voice in ("delivery", "finance", "lived_experience"):
        desk.post("sign-offs/", {"voice": voice, "not_asked_because": "It is the law."})
    expected = {"text": "More get home.", "measure": "Tickets"} | day("expected_date", at.date() + timedelta(days=90))
    desk.post("expectations/", expected)
    desk.post("part/gate/", {"trust_impact": "Little."} | day("bed_in_until_date", at.date() + timedelta(days=90)))

    shown = client.get(desk.address).content.decode()
    assert "Once it is decided, promises can be made on it." in shown


@pytest.mark.parametrize("path", ["part/nothing/", "next/nothing/", "next/decide/", "next/edit_draft/"])
def test_what_there_is_not_is_not_found(client, cast, at, clock, path):
    story = Story(cast, at)
    desk = Desk(client, cast)

    address = reverse("desk_decision", args=["council", story.decision.public_id])

    assert desk.client.get(f"{address}{path}").status_code == 404
