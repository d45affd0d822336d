"""An administrator sees how the site runs and looks after its topics."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from saidanddone.contributions.models import Topic
from tests.contributions.factories import ContributionFactory, TopicFactory
from tests.web.test_home import page_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def aled(client, cast):
    """The administrator, signed in."""
    client.force_login(cast.aled)
    return cast.aled


def test_a_site_in_order_says_that_all_is_well(client, aled):
    assert "All is well" in words_of(page_of(client.get(reverse("desk_settings"))))


def test_what_waits_too_long_needs_somebody(client, cast, aled, at):
    ContributionFactory(organisations=[cast.council], at=at)

    words = words_of(page_of(client.get(reverse("desk_settings"))))

    assert "Something needs you" in words
    assert "saidanddone work" in words


def test_topics_are_listed_with_what_was_said_and_retired_ones_last(client, cast, aled, at):
    TopicFactory(slug="buses", name="Buses", retired_date=at.date())
    damp = TopicFactory(slug="damp", name="Damp", name_cy="Lleithder")
    ContributionFactory(organisations=[cast.council], topic=damp)

    rows = [words_of(row) for row in page_of(client.get(reverse("desk_topics"))).xpath("//tbody/tr")]

    assert rows[0].startswith("Damp Lleithder 1 Retire")
    assert rows[1].startswith("Buses not yet 0 Not since 2 March 2026 Offer again")


def test_a_topic_is_added_with_an_address_of_its_name(client, aled):
    response = client.post(reverse("add_topic"), {"name": "Warm spaces", "name_cy": "Mannau cynnes"})

    assert [str(message) for message in get_messages(response.wsgi_request)] == ["“Warm spaces” is added."]
    assert Topic.objects.get(slug="warm-spaces").name_cy == "Mannau cynnes"


@pytest.mark.parametrize("name", ["", "Damp", "...", "New", "x" * 81])
def test_a_name_that_does_not_do_keeps_what_was_typed(client, aled, name):
    TopicFactory(slug="damp", name="Damp")

    response = client.post(reverse("add_topic"), {"name": name, "name_cy": "Lleithder"})

    assert response.status_code == 400
    assert b"Lleithder" in response.content
    assert Topic.objects.count() == 1


def test_a_topic_is_renamed_and_keeps_its_address(client, aled):
    TopicFactory(slug="damp", name="Damp")

    client.post(reverse("edit_topic", args=["damp"]), {"name": "Damp and mould", "name_cy": ""})

    assert Topic.objects.get(slug="damp").name == "Damp and mould"


def test_a_topic_is_retired_and_offered_again(client, aled):
    TopicFactory(slug="damp")

    client.post(reverse("retire_topic", args=["damp"]))
    retired = Topic.objects.get(slug="damp").retired_date
    client.post(reverse("retire_topic", args=["damp"]))

    assert retired is not None
    assert Topic.objects.get(slug="damp").retired_date is None
