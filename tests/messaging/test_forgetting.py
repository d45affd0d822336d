"""Messages are forgotten: with whom they were for, what they were about, or when they have long been settled."""

from datetime import timedelta

import pytest

from saidanddone.core.refs import Ref
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.messaging import actions, tasks
from saidanddone.messaging.models import Message
from tests.messaging.factories import MessageFactory

pytestmark = pytest.mark.django_db


def test_forgetting_someone_deletes_what_was_for_them_at_any_address(at):
    for address in ("old@example.org", "new@example.org"):
        MessageFactory(recipient="contributor:aaaaaaaaaa", address=address)
    other = MessageFactory(recipient="contributor:bbbbbbbbbb", address="old@example.org")

    actions.forget(by=SITE, at=at, recipient=Ref("contributor", "aaaaaaaaaa"))

    assert list(Message.objects.all()) == [other]


def test_forgetting_things_deletes_what_was_about_them(at):
    for number in range(250):
        MessageFactory(about_kind="contribution", about_id=f"thing{number}")
    other = MessageFactory(about_kind="answer", about_id="thing1")

    actions.forget(by=SITE, at=at, abouts=[Ref("contribution", f"thing{number}") for number in range(250)])

    assert list(Message.objects.all()) == [other]


def test_forgetting_nobody_deletes_nothing(at):
    MessageFactory(recipient="")

    actions.forget(by=SITE, at=at)

    assert Message.objects.exists()


def test_what_was_sent_long_ago_keeps_neither_address_nor_words(at, settings):
    settings.MESSAGE_DAYS = 30
    long_ago = MessageFactory(state="sent", sent_at=at - timedelta(days=31), recipient="contributor:aaaaaaaaaa")
    lately = MessageFactory(state="sent", sent_at=at - timedelta(days=29))

    tasks.forget_settled(at=at)

    long_ago.refresh_from_db()
    assert (long_ago.address, long_ago.subject, long_ago.body, long_ago.recipient) == ("", "", "", "")
    assert Message.objects.get(pk=lately.pk).address == lately.address


def test_what_was_sent_long_ago_is_still_not_said_again(at):
    facts = {"address": "mair@example.org", "language": "cy", "subject": "x", "body": "x", "about": None}
    sent = MessageFactory(state="sent", sent_at=at - timedelta(days=400), dedupe_key="answered:answer:1")
    tasks.forget_settled(at=at)

    again = actions.send(by=SITE, at=at, dedupe_key="answered:answer:1", **facts)

    assert (again.pk, again.address) == (sent.pk, "")


def test_what_failed_long_ago_is_deleted_and_what_waits_stays(at, settings):
    settings.MESSAGE_DAYS = 30
    MessageFactory(has_failed=True, failed_at=at - timedelta(days=31))
    kept = {MessageFactory(has_failed=True, failed_at=at - timedelta(days=1)), MessageFactory(is_letter=True)}

    tasks.forget_settled(at=at)

    assert set(Message.objects.all()) == kept


def test_only_the_site_forgets_what_is_settled(at):
    with pytest.raises(Refused):
        actions.forget_settled(by=STRANGER, at=at)
