"""Twenty requests at the same moment are one contribution, one voice, one answer."""

import threading
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie

import pytest
from django.db import connections
from django.test import Client

from saidanddone.contributions import actions
from saidanddone.contributions.models import Answer, Contribution, Support
from saidanddone.core.viewer import SITE
from saidanddone.people.models import Contributor
from saidanddone.record.models import Entry
from tests.contributions.factories import ContributionFactory

pytestmark = [pytest.mark.usefixtures("database_for_threads")]
if connections.settings["default"]["ENGINE"].endswith("sqlite3"):
    pytestmark.append(pytest.mark.slow)  # PostgreSQL is met by the fast suite alone, so there they belong to it
TOGETHER = 20


def send(number, address, data, cookies=(), count=TOGETHER):
    """The statuses of `count` clients that send the same at the same moment; those from `number` on come anew."""
    ready = threading.Barrier(count)

    def request(turn):
        client = Client(raise_request_exception=False)
        client.cookies = SimpleCookie(dict(cookies) if turn < number else {})
        ready.wait(30)
        try:
            return client.post(address, data).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(request, range(count)))


def cookies_of(client):
    return {name: morsel.value for name, morsel in client.cookies.items()}


def figures_are_right(at):
    return actions.recount(by=SITE, at=at) == 0


def test_a_form_that_is_sent_by_twenty_at_once_is_one_contribution(speaker, at):
    """Ten from the session in which it was written, and ten that hold the page alone."""
    speaker.steps()
    sealed = speaker.client.get("/say/check/").context["progress"].sealed
    speaker.clock.shift(60)

    statuses = send(10, "/say/check/", {"progress": sealed}, cookies_of(speaker.client))

    assert statuses == [302] * TOGETHER, "whoever holds the form's key has said it"
    assert Contribution.objects.count() == Contributor.objects.exclude(pk=speaker.cast.mair.pk).count() == 1
    assert Entry.objects.filter(kind="contribution").count() == 1
    assert figures_are_right(at)


def test_twenty_voices_of_one_person_are_one(cast, client, at):
    said = ContributionFactory()
    cast.sign_in(client, "resident")

    statuses = send(TOGETHER, f"/contributions/{said.public_id}/support/", {}, cookies_of(client))

    assert statuses == [302] * TOGETHER
    assert Support.objects.get().contributor == cast.mair
    assert Contribution.objects.get().support_count == 1


def test_twenty_first_voices_of_one_browser_are_one(at):
    said = ContributionFactory()

    statuses = send(TOGETHER, f"/contributions/{said.public_id}/support/", {}, {"csrftoken": "c" * 32})

    assert set(statuses) == {302}
    assert Contribution.objects.get().support_count == Support.objects.count() == 1


def test_an_answer_that_is_sent_by_twenty_at_once_is_one(cast, client, at):
    said = ContributionFactory(organisations=[cast.council])
    cast.sign_in(client, "officer")
    data = {"kind": "answered", "text": "Mended.", "language": "en", "submission_key": "a" * 64, "send": "yes"}

    statuses = send(TOGETHER, f"/contributions/{said.public_id}/answer/", data, cookies_of(client))

    assert statuses == [302] * TOGETHER
    assert Answer.objects.count() == Entry.objects.filter(kind="answer").count() == 1
    assert figures_are_right(at)


def test_twenty_voices_of_twenty_people_are_twenty(at):
    said = ContributionFactory()

    statuses = send(0, f"/contributions/{said.public_id}/support/", {})

    assert statuses == [302] * TOGETHER
    assert Contribution.objects.get().support_count == Support.objects.count() == TOGETHER
