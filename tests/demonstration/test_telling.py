"""Aberwen's people are told by every way, when something moved, and some of it came back to a person."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import override_settings

from saidanddone.contributions.models import Contribution
from saidanddone.demonstration import content, loader
from saidanddone.messaging.models import Message
from saidanddone.people.models import Contributor
from saidanddone.thread.models import CreditsPage, Telling, TellingWish, Way

pytestmark = pytest.mark.slow
AT = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def aberwen(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loaded once for all tests here, which only read, and undone after them."""
    folder = tmp_path_factory.mktemp("texts")
    texts = {"TEXT_SERVICE": "saidanddone.messaging.text_files.write", "TEXT_FILE_PATH": folder}
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(**texts):
        loader.load(at=AT)
        yield folder
        transaction.set_rollback(True)


def test_most_of_what_was_said_was_told(aberwen):
    assert Way.objects.exclude(told_at=None).count() > Contribution.objects.public().count() / 2


def test_by_every_way_and_some_came_back_to_a_person(aberwen):
    by = Counter(Telling.objects.filter(state__in=("sent", "seen")).values_list("by", flat=True))
    waiting = Counter(Telling.objects.to_look_after().values_list("state", flat=True))

    assert {"email", "text", "letter", "connector"} <= set(by)
    assert min(waiting["failed"], waiting["handed"]) >= 1, waiting
    assert Message.objects.failed().exists()
    assert Message.objects.letters_to_print().exists()


def test_texts_are_files_on_this_machine_and_short(aberwen):
    texts = Message.objects.on("text")

    assert texts.count() == len(list(aberwen.iterdir()))
    assert max(texts.values_list("parts", flat=True)) <= 2


def test_no_address_is_one_that_could_receive_anything(aberwen):
    emails = Contributor.objects.exclude(email="").values_list("email", flat=True)
    numbers = TellingWish.objects.filter(by="text").values_list("address", flat=True)

    assert {email.partition("@")[2] for email in emails} == {"post.example", "post,example"}
    assert all(number.startswith("07700 900") for number in numbers)


def test_nobody_was_told_after_the_moment_of_loading_or_before_it_moved(aberwen):
    assert not Telling.objects.filter(settled_at__gt=AT).exists()
    assert all(told.settled_at >= told.moved_at for told in Telling.objects.exclude(settled_at=None))


def test_somebody_shows_what_came_of_their_words(aberwen):
    assert CreditsPage.objects.exists()


def test_everybody_who_is_written_to_agreed(aberwen):
    assert all(said.may_contact for said in content.contributions() if said.reach)
