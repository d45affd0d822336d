"""Two hundred people in one hall share one address and take part; one client that sends sixty a second is stopped.

On the addresses of the site itself, in the order in which people come to them; no time passes but what the test lets.
"""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from saidanddone.contributions.models import Contribution, Support
from tests.contributions.conftest import Speaker
from tests.contributions.factories import ContributionFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
PEOPLE = 200
HALL = "203.0.113.9"
A_SECOND = timedelta(seconds=1)


@pytest.fixture
def clock(at):
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


def browser(address=HALL):
    return Client(REMOTE_ADDR=address)


@pytest.fixture
def hall(cast, clock):
    return [Speaker(browser(), cast, clock) for _ in range(PEOPLE)]


def sixty_a_second(clock, send, seconds=10):
    """The statuses of what one client sends, second by second."""
    for _ in range(seconds):
        clock.shift(A_SECOND)
        for _ in range(60):
            yield send().status_code


def test_two_hundred_people_in_one_hall_say_something_in_the_same_two_minutes(hall, clock):
    for step in ("what", "where", "whom", "you"):
        for speaker in hall:
            assert getattr(speaker, step)().status_code == 302, step
    clock.shift(60)
    for speaker in hall:
        page = speaker.client.get("/say/check/").context["progress"].sealed
        assert speaker.client.post("/say/check/", {"progress": page})["Location"] == "/say/done/"

    assert Contribution.objects.count() == PEOPLE


def test_two_hundred_people_in_one_hall_read_search_and_add_their_voices(hall, clock):
    said = ContributionFactory(text="The bus does not come.")

    for speaker in hall:
        for page in ("/", "/contributions/?q=bus", "/search/?q=bus", f"/contributions/{said.public_id}/"):
            assert speaker.client.get(page).status_code == 200, page
        assert speaker.client.post(f"/contributions/{said.public_id}/support/").status_code == 302
        assert speaker.client.post(f"/report/contribution/{said.public_id}/", REPORT).status_code == 302

    assert Support.objects.count() == PEOPLE


REPORT = {"reason": "other", "words": "Look at this."}


def test_one_session_that_speaks_sixty_times_a_second_is_stopped_within_one(cast, clock):
    speaker = Speaker(browser(), cast, clock)
    speaker.what()
    step = {"kind": "concern", "text": "Buy this.", "language": "en"}

    statuses = list(sixty_a_second(clock, lambda: speaker.client.post("/say/", step), seconds=2))

    assert statuses[-60:] == [429] * 60


@pytest.mark.parametrize("address", ["/say/", "support"])
def test_one_client_that_drops_its_cookies_is_stopped_by_its_address(cast, clock, address):
    said = ContributionFactory()
    url = f"/contributions/{said.public_id}/support/" if address == "support" else address
    step = {"kind": "concern", "text": "Buy this.", "language": "en"}

    statuses = list(sixty_a_second(clock, lambda: browser().post(url, step)))

    assert 0 < statuses.count(302) <= 300
    assert statuses[-60:] == [429] * 60


def test_one_client_with_a_made_up_session_each_time_is_stopped_too(cast, clock):
    said, numbers = ContributionFactory(), iter(range(10_000))

    def send():
        client = browser()
        client.cookies["sessionid"] = f"{next(numbers):032}"
        client.cookies["csrftoken"] = "c" * 32
        return client.post(f"/contributions/{said.public_id}/support/")

    statuses = list(sixty_a_second(clock, send))

    assert statuses[-60:] == [429] * 60
    assert Contribution.objects.get(pk=said.pk).support_count <= 300


def test_who_is_stopped_is_told_when_to_come_back_and_the_others_go_on(cast, clock):
    said = ContributionFactory()
    list(sixty_a_second(clock, lambda: browser().post(f"/contributions/{said.public_id}/support/"), seconds=6))

    stopped = browser().post(f"/contributions/{said.public_id}/support/")
    elsewhere = browser("198.51.100.20").post(f"/contributions/{said.public_id}/support/")
    clock.shift(int(stopped["Retry-After"]))
    later = browser().post(f"/contributions/{said.public_id}/support/")

    assert (stopped.status_code, elsewhere.status_code, later.status_code) == (429, 302, 302)


def test_one_client_that_searches_sixty_times_a_second_is_stopped(clock, db):
    for address in ("/search/?q=bus", "/contributions/?q=bus", "/api/v1/contributions?q=bus"):
        client = browser(f"198.51.100.{len(address)}")

        statuses = list(sixty_a_second(clock, lambda c=client, a=address: c.get(a), seconds=12))

        assert statuses[-60:] == [429] * 60, address
