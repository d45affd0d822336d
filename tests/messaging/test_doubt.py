"""What nobody can tell the fate of goes to a person instead of out again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.messaging import actions, queries, tasks
from saidanddone.messaging.actions import delivering
from saidanddone.messaging.models import Message
from tests.messaging.factories import MessageFactory

pytestmark = pytest.mark.django_db
CLAIM = actions.CLAIM + timedelta(seconds=1)


class Killed(BaseException):
    """The process is gone: nothing after it runs."""


def die(number, words):
    raise Killed


@pytest.fixture
def administrator(client, cast):
    client.force_login(cast.aled)
    return client


def test_what_a_dead_worker_had_in_hand_is_in_doubt_and_goes_out_no_more(settings, at, mailoutbox):
    settings.TEXT_SERVICE = f"{__name__}.die"
    MessageFactory.create_batch(2, channel="text", address="07700 900123")
    with pytest.raises(Killed):
        tasks.deliver_due(at=at)

    settings.TEXT_SERVICE = "saidanddone.messaging.text_files.write"
    tasks.deliver_due(at=at + CLAIM)
    tasks.doubt_abandoned(at=at + CLAIM)

    assert sorted(Message.objects.values_list("state", "failure")) == [("in_doubt", "stopped"), ("sent", "")]


def test_a_worker_that_is_still_at_it_is_not_doubted(at):
    message = MessageFactory(is_claimed=True, claimed_at=at - actions.CLAIM)

    tasks.doubt_abandoned(at=at)

    message.refresh_from_db()
    assert message.state == "sending"


def test_a_line_that_breaks_after_the_words_were_handed_over_leaves_a_doubt(mail_server, at):
    mail_server.breaks_at = 2
    MessageFactory.create_batch(3)

    tasks.deliver_due(at=at)
    tasks.deliver_due(at=at + timedelta(days=2))

    assert sorted(Message.objects.values_list("state", "failure")) == [
        ("in_doubt", "unconfirmed"),
        ("sent", ""),
        ("sent", ""),
    ]
    assert len(mail_server.message_ids) == len(set(mail_server.message_ids)) == 3


def slow_service(number, words):
    raise TimeoutError(number)


def test_a_text_service_that_does_not_say_leaves_a_doubt(settings, at, caplog):
    settings.TEXT_SERVICE = f"{__name__}.slow_service"
    message = MessageFactory(channel="text", address="07700 900123")

    tasks.deliver_due(at=at)

    message.refresh_from_db()
    assert (message.state, message.failure) == ("in_doubt", "unconfirmed")
    assert "900123" not in caplog.text


def test_what_was_sent_before_an_error_is_noted(settings, at, mailoutbox):
    settings.TEXT_SERVICE = f"{__name__}.die"
    with delivering._Delivery() as delivery:
        delivery.try_once(MessageFactory(), at)
        with pytest.raises(Killed):
            delivery.try_once(MessageFactory(channel="text", address="07700 900123"), at)

    assert sorted(Message.objects.values_list("state", flat=True)) == ["sending", "sent"]


def test_a_worker_that_was_only_slow_says_what_it_knows(at):
    message = MessageFactory(is_claimed=True)
    tasks.doubt_abandoned(at=at + CLAIM)

    delivering._note(message, **delivering._changes(message, None, at))

    message.refresh_from_db()
    assert (message.state, message.claimed_at) == ("sent", None)


def test_what_a_person_has_said_since_stands(at, cast):
    message = MessageFactory(is_claimed=True)
    tasks.doubt_abandoned(at=at + CLAIM)
    actions.send_again(by=cast.viewer("administrator"), at=at, public_id=message.public_id)

    delivering._note(message, **delivering._changes(message, None, at))

    message.refresh_from_db()
    assert message.state == "waiting"


def test_a_person_sees_why_each_is_in_doubt(administrator, django_assert_max_num_queries):
    MessageFactory.create_batch(5, in_doubt=True, subject="Atebwyd")

    with django_assert_max_num_queries(11):
        page = administrator.get(reverse("desk_doubts")).content.decode()

    assert page.count("Our server stopped just as it was being sent") == 5
    assert reverse("desk_doubts") in administrator.get(reverse("desk_messages")).content.decode()


def test_a_person_has_it_sent_again_with_the_same_message_id(administrator, mail_server, at):
    message = MessageFactory(in_doubt=True)

    administrator.post(reverse("send_again", args=[message.public_id]))
    message.refresh_from_db()
    tasks.deliver_due(at=message.next_attempt_at)

    message.refresh_from_db()
    assert (message.state, message.claimed_at) == ("sent", None)
    assert mail_server.message_ids == [f"<{message.public_id}@localhost>"]


def test_a_person_says_that_it_arrived(administrator, at, mailoutbox):
    message = MessageFactory(in_doubt=True)
    claimed_at = message.claimed_at

    administrator.post(reverse("mark_arrived", args=[message.public_id]))
    tasks.deliver_due(at=at + timedelta(days=1))

    message.refresh_from_db()
    assert (message.state, message.sent_at, message.body, mailoutbox) == ("sent", claimed_at, "", [])


@pytest.mark.parametrize("name", ["send_again", "mark_arrived"])
@pytest.mark.parametrize("traits", [{}, {"has_failed": True}, {"in_doubt": True, "address": ""}])
def test_only_what_is_in_doubt_is_decided(administrator, name, traits):
    message = MessageFactory(**traits)

    assert administrator.post(reverse(name, args=[message.public_id])).status_code == 403


def test_only_an_administrator_decides(at):
    message = MessageFactory(in_doubt=True)

    with pytest.raises(Refused):
        actions.send_again(by=STRANGER, at=at, public_id=message.public_id)
    with pytest.raises(Refused):
        actions.doubt_abandoned(by=STRANGER, at=at)


def test_a_doubt_of_long_ago_names_nobody_and_is_not_said_again(settings, at):
    settings.MESSAGE_DAYS = 30
    message = MessageFactory(in_doubt=True, claimed_at=at - timedelta(days=31), dedupe_key="answered:1")

    tasks.forget_settled(at=at)
    again = actions.send(
        by=SITE,
        at=at,
        address="x@example.org",
        language="en",
        subject="x",
        body="x",
        about=None,
        dedupe_key="answered:1",
    )

    assert (again.pk, again.address, again.state) == (message.pk, "", "in_doubt")
    assert queries.counts().in_doubt == 0


def test_doubts_and_failures_wait_for_a_person(at):
    MessageFactory(in_doubt=True)
    MessageFactory(has_failed=True)
    MessageFactory(is_claimed=True)

    counts = queries.counts()

    assert (counts.waiting, counts.failed, counts.in_doubt, counts.for_a_person) == (1, 1, 1, 2)
