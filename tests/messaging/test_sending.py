from datetime import timedelta

import pytest

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import SITE
from saidanddone.messaging import actions
from saidanddone.messaging.models import Message

pytestmark = pytest.mark.django_db


def send(at, **changes):
    facts = {
        "address": "mair@example.org",
        "language": "cy",
        "subject": "Atebwyd",
        "body": "Atebodd y cyngor.",
        "about": Ref("answer", "7k3m9qx2pd"),
        "dedupe_key": "answer:7k3m9qx2pd",
    }
    return actions.send(by=SITE, at=at, **(facts | changes))


def test_a_message_waits_for_the_worker(at, mailoutbox):
    message = send(at)

    assert (message.state, message.next_attempt_at, message.about) == ("waiting", at, Ref("answer", "7k3m9qx2pd"))
    assert mailoutbox == []


def test_the_worker_is_called_once_the_transaction_has_committed(at, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        message = send(at)

    message.refresh_from_db()
    assert message.state in ("waiting", "sent")


def test_the_same_thing_is_said_once(at):
    first = send(at)

    again = send(at + timedelta(hours=1), subject="Atebwyd eto")

    assert again == first
    assert Message.objects.get().subject == "Atebwyd"


def test_a_subject_smuggles_in_no_header(at, mailoutbox):
    message = send(at, subject="Thanks\r\nBcc: everyone@example.org\x00")

    actions.deliver(by=SITE, at=at, public_id=message.public_id)

    assert message.subject == "Thanks Bcc: everyone@example.org"
    assert mailoutbox[0].recipients() == ["mair@example.org"]


def test_a_message_may_be_about_nothing_in_particular(at):
    assert send(at, about=None).about is None


def test_a_letter_waits_for_a_person(at, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        message = send(at, channel="letter", address="1 Heol Fawr\nBryn Teg")

    assert (message.next_attempt_at, callbacks) == (None, [])


def test_forgetting_an_address_deletes_its_messages_and_no_others(at):
    send(at)
    send(at, dedupe_key="b", address="MAIR@example.org")
    kept = send(at, dedupe_key="c", address="owen@example.org")

    actions.forget(by=SITE, at=at, address=" mair@example.org ")
    actions.forget(by=SITE, at=at, address="")

    assert list(Message.objects.all()) == [kept]
