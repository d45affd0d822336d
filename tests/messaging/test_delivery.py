"""Delivery against a real mail server that answers as we tell it, and against none at all."""

import smtplib
import socket
from datetime import timedelta

import pytest

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.messaging import actions, tasks
from saidanddone.messaging.models import Message
from saidanddone.messaging.smtp import EmailBackend
from tests.messaging.factories import MessageFactory

pytestmark = pytest.mark.django_db


def deliver(message, at):
    actions.deliver(by=SITE, at=at, public_id=message.public_id)
    message.refresh_from_db()
    return message


def test_an_email_arrives_with_its_words_and_says_that_a_machine_sent_it(mail_server, at):
    message = deliver(MessageFactory(subject="Ateb gan Gyngor Aberŵen", language="cy"), at)

    letter = mail_server.letters[0]
    assert (message.state, message.sent_at, message.attempts) == ("sent", at, 1)
    assert "Aberwen Council answered." in letter
    assert "Auto-Submitted: auto-generated" in letter
    assert "Content-Language: cy" in letter
    assert f"Message-ID: <{message.public_id}@localhost>" in letter


def test_what_was_sent_keeps_no_body_which_may_hold_a_private_link(at):
    assert deliver(MessageFactory(), at).body == ""


def test_a_message_that_was_sent_is_not_sent_again(mailoutbox, at):
    message = deliver(MessageFactory(), at)

    deliver(message, at + timedelta(days=1))

    assert len(mailoutbox) == 1


def test_a_message_that_another_worker_is_at_is_left_alone(mailoutbox, at):
    message = MessageFactory(next_attempt_at=at + actions.CLAIM)

    deliver(message, at)

    assert mailoutbox == []


@pytest.mark.parametrize(
    ("verb", "reply", "state", "failure"),
    [
        ("RCPT", "550 no such person", "failed", "refused"),
        ("RCPT", "451 come back later", "waiting", "refused"),
        ("MAIL", "554 not you", "failed", "refused"),
        ("MAIL", "421 not now", "waiting", "refused"),
        ("DATA", "451 busy", "waiting", "refused"),
    ],
)
def test_a_refusal_for_good_fails_at_once_and_another_is_tried_again(mail_server, at, verb, reply, state, failure):
    mail_server.replies[verb] = reply

    message = deliver(MessageFactory(), at)

    assert (message.state, message.failure) == (state, failure)


def test_a_wrong_password_is_named_as_such(mail_server, settings, at):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "me", "wrong"
    mail_server.replies["AUTH"] = "535 no"

    message = deliver(MessageFactory(), at)

    assert (message.state, message.failure) == ("waiting", "not_signed_in")
    assert message.failure_words.startswith("Our mail server did not accept")


def test_a_line_that_is_closed_to_others_from_the_start_is_watched_too():
    kind = EmailBackend(use_ssl=True, use_tls=False).connection_class

    assert issubclass(kind, smtplib.SMTP_SSL)
    assert issubclass(kind, EmailBackend(use_ssl=False, use_tls=False).connection_class)


def without_a_server(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "saidanddone.messaging.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = free.getsockname()
        settings.EMAIL_USE_TLS = False


def test_attempts_back_off_over_a_day_and_then_fail(settings, at):
    without_a_server(settings)
    message, moment, waits = MessageFactory(), at, []

    while deliver(message, moment).state == "waiting":
        waits.append(message.next_attempt_at - moment)
        moment = message.next_attempt_at

    assert tuple(waits) == actions.BACK_OFF
    assert (message.state, message.failure, message.attempts) == ("failed", "unreachable", 7)
    assert moment - at > timedelta(hours=24)


def test_the_log_names_no_one(settings, at, caplog):
    without_a_server(settings)

    message = deliver(MessageFactory(address="mair@example.org"), at)

    assert message.public_id in caplog.text
    assert "mair" not in caplog.text


@pytest.mark.parametrize("address", ["", "mair", "mair@example.org\nBcc: x@example.org", "mair@example.org, b@c.org"])
def test_what_is_no_address_fails_at_once(address, at, mailoutbox):
    message = deliver(MessageFactory(address=address), at)

    assert (message.state, message.failure, mailoutbox) == ("failed", "bad_address", [])


def test_without_a_text_service_a_text_fails_and_says_so(at):
    message = deliver(MessageFactory(channel="text", address="07700 900123"), at)

    assert (message.state, message.failure) == ("failed", "no_text_service")


texts = []


def text_service(number, words):
    texts.append((number, words))


def broken_service(number, words):
    raise ConnectionResetError(number)


def careless_service(number, words):
    raise KeyError(number)


def test_a_text_goes_by_the_operators_service(settings, at):
    settings.TEXT_SERVICE = f"{__name__}.text_service"

    message = deliver(MessageFactory(channel="text", address="07700 900123", body="Answered."), at)

    assert (message.state, texts) == ("sent", [("07700 900123", "Answered.")])


@pytest.mark.parametrize(("service", "failure"), [("broken_service", "unreachable"), ("careless_service", "other")])
def test_a_text_service_that_breaks_is_tried_again_and_its_words_stay_out_of_the_log(
    settings, at, caplog, service, failure
):
    settings.TEXT_SERVICE = f"{__name__}.{service}"

    message = deliver(MessageFactory(channel="text", address="07700 900123"), at)

    assert (message.state, message.failure) == ("waiting", failure)
    assert "900123" not in caplog.text


def test_only_the_site_delivers(at):
    with pytest.raises(Refused):
        actions.deliver(by=STRANGER, at=at, public_id=MessageFactory().public_id)


def test_every_minute_what_is_due_is_delivered_and_the_rest_waits(at, mailoutbox):
    due = MessageFactory()
    MessageFactory(next_attempt_at=at + timedelta(minutes=1))
    MessageFactory(is_letter=True)

    tasks.deliver_due(at=at)

    assert [letter.to for letter in mailoutbox] == [[due.address]]


def test_the_task_delivers_one_message(mailoutbox):
    message = MessageFactory()

    tasks.deliver.func(public_id=message.public_id)

    assert Message.objects.get(pk=message.pk).state == "sent"
