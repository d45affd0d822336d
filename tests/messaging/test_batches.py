"""What is due goes out over one connection, each message once, however often rounds are missed or workers meet."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections

from saidanddone.core.refs import Ref
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.messaging import actions, channels, queries, tasks
from saidanddone.messaging.actions import delivering
from saidanddone.messaging.models import Message
from tests.messaging.factories import MessageFactory

pytestmark = pytest.mark.django_db


def states():
    return sorted(Message.objects.values_list("state", flat=True))


def drafts(number, **changes):
    facts = {"address": "mair@example.org", "language": "cy", "subject": "Defnyddiwyd", "body": "Defnyddiwyd."}
    about = Ref("decision", "7k3m9qx2pd")
    return [actions.Draft(**facts | changes, about=about, dedupe_key=f"used:{each}") for each in range(number)]


def test_a_batch_leaves_by_one_call_to_the_mail_server(mail_server, at):
    MessageFactory.create_batch(5)

    tasks.deliver_due(at=at)

    assert states() == ["sent"] * 5
    assert (len(set(mail_server.message_ids)), mail_server.calls) == (5, 1)


def test_a_server_that_hangs_up_now_and_then_is_called_again_and_nothing_goes_twice(mail_server, at):
    mail_server.hangs_up_after = 2
    MessageFactory.create_batch(5)

    tasks.deliver_due(at=at)

    assert states() == ["sent"] * 5
    assert (len(mail_server.letters), mail_server.calls) == (5, 3)


def test_a_server_that_says_goodbye_on_a_used_line_is_called_once_more(mail_server, at):
    MessageFactory.create_batch(2)
    with delivering._Delivery() as delivery:
        first, second = Message.objects.order_by("pk")
        delivery.try_once(first, at)
        mail_server.replies["MAIL"] = "421 closing"
        delivery.try_once(second, at)

    assert sorted(Message.objects.values_list("state", "failure")) == [("sent", ""), ("waiting", "refused")]
    assert mail_server.calls == 2


def test_a_refused_one_does_not_keep_the_others(mail_server, at):
    MessageFactory(address="no address")
    MessageFactory.create_batch(2)

    tasks.deliver_due(at=at)

    assert states() == ["failed", "sent", "sent"]


def test_where_the_mail_server_cannot_be_reached_the_others_keep_their_attempts(settings, at, monkeypatch):
    def cannot(post, message):
        raise channels.CannotDeliver(Message.Failure.UNREACHABLE, is_final=False)

    monkeypatch.setattr(channels.Post, "send_email", cannot)
    settings.TEXT_SERVICE = "saidanddone.messaging.text_files.write"
    MessageFactory.create_batch(4)
    text = MessageFactory(channel="text", address="07700 900123")

    tasks.deliver_due(at=at)

    text.refresh_from_db()
    assert text.state == "sent"
    assert sorted(Message.objects.exclude(pk=text.pk).values_list("attempts", flat=True)) == [0, 0, 0, 1]


def test_rounds_that_were_missed_are_caught_up_with_and_nothing_is_said_twice(mail_server, at):
    MessageFactory.create_batch(3)
    later = at + timedelta(days=3)

    tasks.deliver_due(at=later)
    tasks.deliver_due(at=later + timedelta(minutes=1))

    assert states() == ["sent"] * 3
    assert len(mail_server.letters) == 3


def test_a_clock_that_is_put_back_an_hour_changes_nothing(mail_server, at):
    """Moments are UTC, so the end of summer time is no hour twice; a server's clock may still be set back."""
    MessageFactory.create_batch(2)
    tasks.deliver_due(at=at)
    MessageFactory()

    tasks.deliver_due(at=at - timedelta(minutes=59))

    assert len(mail_server.letters) == 3


def test_after_a_round_the_next_is_queued_so_that_other_tasks_have_their_turn(
    mail_server, at, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("saidanddone.messaging.actions.delivering.ROUND", timedelta(0))
    MessageFactory()

    with django_capture_on_commit_callbacks() as queued:
        tasks.deliver_due(at=at)

    assert (states(), len(queued)) == (["waiting"], 1)


def test_a_message_that_another_worker_tried_since_it_was_read_is_left_alone(at, mailoutbox):
    message = MessageFactory()
    Message.objects.update(attempts=1)

    with delivering._Delivery() as delivery:
        delivery.try_once(message, at)

    assert mailoutbox == []


def test_only_the_site_delivers_what_is_due(at):
    with pytest.raises(Refused):
        actions.deliver_due(by=STRANGER, at=at)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_message_once(database_for_threads, mail_server, at):
    MessageFactory.create_batch(120)
    start = threading.Barrier(2)

    def work():
        start.wait()
        tasks.deliver_due(at=at)
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert states() == ["sent"] * 120
    assert len(mail_server.message_ids) == len(set(mail_server.message_ids)) == 120
    assert mail_server.calls == 2


def test_many_messages_are_queued_in_few_statements_with_one_task(
    at, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    at_once = connection.features.max_query_params or 100_000
    most = 300 * len(Message._meta.fields) // min(at_once, 300 * len(Message._meta.fields)) + 4

    with django_capture_on_commit_callbacks() as queued, django_assert_max_num_queries(most):
        actions.send_many(by=SITE, at=at, drafts=drafts(300))

    assert (Message.objects.due(at).count(), len(queued)) == (300, 1)


def test_what_was_said_before_is_not_said_again(at, mailoutbox):
    actions.send_many(by=SITE, at=at, drafts=drafts(2))
    tasks.deliver_due(at=at)

    actions.send_many(by=SITE, at=at, drafts=drafts(3) * 2)
    tasks.deliver_due(at=at)

    assert len(mailoutbox) == 3


def test_letters_by_the_many_wait_for_a_person(at, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as queued:
        actions.send_many(by=SITE, at=at, drafts=drafts(2, channel="letter", address="1 Heol Fawr\nBryn Teg"))

    assert (queries.letters_oldest_first().count(), queued) == (2, [])


def test_the_task_delivers_what_waits(at, mailoutbox):
    actions.send_many(by=SITE, at=at, drafts=drafts(2))

    tasks.deliver_waiting.func()

    assert len(mailoutbox) == 2


def test_what_became_of_messages_is_found_by_their_keys(at, mailoutbox):
    actions.send_many(by=SITE, at=at, drafts=[*drafts(2), *drafts(0)])
    tasks.deliver_due(at=at)

    found = queries.states(["used:0", "used:1", "never said"])

    assert {key: message.state for key, message in found.items()} == {"used:0": "sent", "used:1": "sent"}
