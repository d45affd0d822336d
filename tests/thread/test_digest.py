"""What was said, understood, decided and done in a place, as a page, a feed, a poster and a weekly email."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from saidanddone.core.viewer import SITE
from saidanddone.messaging.models import Message
from saidanddone.thread import actions, posters
from saidanddone.thread.models import TellingWish
from saidanddone.thread.queries.digest import digest
from tests.commitments.factories import CommitmentFactory
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import DecisionFactory, FindingFactory
from tests.people.factories import ContributorFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
"""The one after the week of the fixture `at`."""


@pytest.fixture
def week(cast, at):
    mair = ContributorFactory(email="mair@example.org", language="cy")
    said = ContributionFactory(
        at=at, place=cast.bryn_teg, contributor=mair, text="The 28 never comes.", may_be_quoted=True
    )
    ContributionFactory(at=at - timedelta(days=30), place=cast.bryn_teg)
    ContributionFactory(at=at, place=cast.bryn_teg, hidden=True)
    FindingFactory(published=True, place=cast.county, title="Nobody gets home after nine.")
    FindingFactory(place=cast.bryn_teg, title="Only a draft.")
    DecisionFactory(decided=True, place=cast.bryn_teg)
    CommitmentFactory(kept=True, place=cast.bryn_teg, contribution=said, promise="A bus at twenty to ten.")
    return said


def test_counts_what_lies_in_the_place_and_within(cast, week, at):
    of_county, of_village = (digest(place, end_date=at.date()) for place in (cast.county, cast.bryn_teg))

    assert [(part.stage, part.number) for part in of_county.parts[:4]] == [
        ("said", 1), ("understood", 1), ("decided", 1), ("done", 1)
    ]  # fmt: skip
    assert of_village.parts[1].number == 0


def test_tells_the_newest_story_with_the_words_that_led_to_it(cast, week, at):
    story = digest(cast.county, end_date=at.date()).story

    assert (story.quote, story.change.title) == ("The 28 never comes.", "A bus at twenty to ten.")


def test_takes_as_many_queries_whatever_there_is(cast, week, at, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        digest(cast.county, end_date=at.date())


@pytest.mark.parametrize("name", ["digest", "digest_atom"])
def test_page_and_feed_show_it(client, cast, week, at, name):
    answer = client.get(reverse(name, args=["bryn-teg"]), {"to": "2026-03-02"})

    assert "A bus at twenty to ten." in answer.content.decode()
    assert "Only a draft." not in answer.content.decode()


@pytest.mark.parametrize("to", ["2026-02-30", "1815-06-18", "x"])
def test_a_day_that_is_none_is_refused(client, cast, to):
    assert client.get(reverse("digest", args=["bryn-teg"]), {"to": to}).status_code == 400


@pytest.mark.slow
def test_the_poster_is_one_tagged_page(cast, week, at):
    content = posters.as_pdf(digest(cast.county, end_date=at.date()), at=at)

    assert content.startswith(b"%PDF")


class TestByEmail:
    @pytest.fixture(autouse=True)
    def wanted(self, week, at):
        TellingWish.objects.create(contributor=week.contributor, wants_digest=True, changed_at=at)

    def test_from_monday_morning_once_a_week(self):
        for hours in (-1, 0, 1, 30):
            actions.send_digests(by=SITE, at=MONDAY + timedelta(hours=hours))
        first = Message.objects.count()
        actions.send_digests(by=SITE, at=MONDAY + timedelta(days=9))

        assert (first, Message.objects.count()) == (1, 2)

    def test_in_their_language_with_a_link_that_stops_it(self):
        actions.send_digests(by=SITE, at=MONDAY)

        message = Message.objects.get()
        assert message.language == "cy"
        assert "A bus at twenty to ten." in message.body
        assert "/cy/stop/" in message.body

    def test_not_before_nine_on_monday(self):
        actions.send_digests(by=SITE, at=MONDAY - timedelta(minutes=1))

        assert not Message.objects.exists()
