"""How a service works is said with its day; a change says why, and what was before stays to be read."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.people import actions
from saidanddone.people.drafts import ServiceWords
from saidanddone.people.models import ServiceVersion
from saidanddone.record.models import Entry
from tests.people.factories import ServiceFactory

ATTACK = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def today(at):
    with time_machine.travel(at, tick=False):
        yield


@pytest.fixture
def bins(cast):
    return ServiceFactory(organisation=cast.council, slug="bins", name="Bins")


@pytest.fixture
def say(bins, at):
    def describe(words, *, days=0, because="", **facts):
        draft = ServiceWords(words=words, from_date=at.date() + timedelta(days=days), because=because, **facts)
        return actions.describe_service(by=SITE, at=at, service=bins, draft=draft)

    return describe


def page_of(client, bins, prefix=""):
    return client.get(prefix + reverse("service", args=["council", bins.slug])).content.decode()


def test_everyone_reads_how_it_works_and_how_it_did(client, bins, say):
    say("Every week.", days=-300)
    say("Every other week.", days=-10, because="Half the bins were half empty.")

    page = page_of(client, bins)

    assert page.index("Every other week.") < page.index("Every week.")
    assert "Half the bins were half empty." in page


def test_what_will_change_is_said_before_it_does(client, bins, say):
    say("Every week.", days=-300)
    say("Every other week.", days=30, because="Half the bins were half empty.")

    page = page_of(client, bins)

    today, to_come = page.split("What will change")
    assert "Every week." in today
    assert "Every other week." in to_come
    assert "Every other week." not in today


def test_it_is_read_in_welsh_where_it_was_written_in_welsh(client, bins, say):
    say("Every week.", words_cy="Bob wythnos.")

    page = page_of(client, bins, "/cy")

    assert "Bob wythnos." in page
    assert "Every week." not in page


def test_nothing_said_yet_is_said_so(client, bins):
    assert "has not said yet how it works" in page_of(client, bins)


def test_a_change_needs_its_reason_and_comes_after_the_last(bins, say):
    say("Every week.")

    with pytest.raises(Refused, match="why"):
        say("Never.", days=1)
    with pytest.raises(Refused, match="last change"):
        say("Never.", days=-1, because="Because.")
    with pytest.raises(Refused, match="how it works"):
        say("", because="Because.")


def test_a_service_that_has_ended_works_no_more(bins, say, at):
    actions.end_service(by=SITE, service=bins, on=at.date(), successor=None, at=at)

    with pytest.raises(Refused, match="ended"):
        say("Every week.")


def test_each_version_is_recorded_in_the_same_step(bins, say):
    say("Every week.")

    assert Entry.objects.filter(kind="service-version").count() == ServiceVersion.objects.count() == 1


def test_a_lead_says_it_at_the_desk(client, cast, bins, at):
    cast.sign_in(client, "lead")
    day = {"from_date_day": "2", "from_date_month": "3", "from_date_year": "2026"}
    address = reverse("describe_service", args=["council", "bins"])

    response = client.post(address, {"words": f"Every week. {ATTACK}"} | day)

    assert response.status_code == 302
    assert ATTACK not in page_of(client, bins)
    refused = client.post(address, {"words": "Every other week."} | day)
    assert refused.status_code == 400
    assert "Every other week." in refused.content.decode()


def test_the_page_takes_the_same_queries_however_often_it_changed(client, bins, say, django_assert_max_num_queries):
    say("Every week.", days=-300)
    for days in range(-200, 0, 20):
        say(f"In {-days} days.", days=days, because="It changes.")

    with django_assert_max_num_queries(8):
        page_of(client, bins)
