"""The three steps of saying something."""

from datetime import timedelta

import pytest

from saidanddone.contributions.models import Contribution
from saidanddone.messaging.models import Message
from saidanddone.people.models import ReturnLink
from tests.messaging.factories import as_sent

pytestmark = pytest.mark.django_db


def test_stranger_goes_through_the_steps_and_gets_a_return_link(speaker, client):
    speaker.steps()
    sent = speaker.send()
    page = client.get("/say/done/")

    said = Contribution.objects.get()
    assert sent["Location"] == "/say/done/"
    assert said.text == "The lift in the surgery is broken."
    assert said.credit_name == "Robin"
    assert [
        each.slug
        for each in said.addressees.all().values_list("organisation__slug", flat=True) and [speaker.cast.council]
    ] == ["council"]
    assert "/r/" in page.content.decode()
    assert ReturnLink.objects.filter(contributor=said.contributor).count() == 1


def test_form_sent_twice_is_one_contribution(speaker, client):
    speaker.steps()
    page = client.get("/say/check/")
    speaker.clock.shift(60)
    progress = page.context["progress"].sealed

    for _ in range(2):
        client.post("/say/check/", {"progress": progress})

    assert Contribution.objects.count() == 1


def test_words_survive_a_session_that_ended(speaker, client):
    speaker.steps()
    page = client.get("/say/check/")
    speaker.clock.shift(60)
    client.cookies.pop("sessionid")

    client.post("/say/check/", {"progress": page.context["progress"].sealed})

    assert Contribution.objects.get().text == "The lift in the surgery is broken."


def test_return_link_goes_by_email_if_an_address_is_given(speaker, at):
    said = speaker.speak(email="mair@example.org", may_be_contacted="on")

    message = Message.objects.get()
    assert message.address == "mair@example.org"
    assert "/r/" in as_sent(message, at + timedelta(hours=1))
    assert said.contributor.email == "mair@example.org"
