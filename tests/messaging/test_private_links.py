"""A private link stands in no table: it is made as its message leaves, for whoever may still have it."""

import re
from datetime import timedelta

import pytest

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import SITE
from saidanddone.messaging import actions, channels, private_links
from saidanddone.messaging.models import Message
from saidanddone.people import actions as people
from saidanddone.people.models import ReturnLink
from saidanddone.people.queries import contributor_by_token
from tests.messaging.factories import as_sent
from tests.people.factories import ContributorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mair():
    return ContributorFactory(email="mair@example.org", language="cy")


LINK = private_links.mark(1)


def send(mair, at, *, body=f"Come back: {LINK}", links=None):
    return actions.send(
        by=SITE,
        at=at,
        address=mair.email,
        language=mair.language,
        subject="Back",
        body=body,
        about=None,
        recipient=mair.ref,
        links=links or [Ref("return-link", mair.public_id)],
        dedupe_key="back",
    )


def tokens_in(body):
    return re.findall(r"/r/([^/\s]+)/", body)


@pytest.fixture
def unreachable(monkeypatch):
    """What was handed to a mail server that cannot be reached."""
    handed = []

    def fail(post, message):
        handed.append(message.body)
        raise channels.CannotDeliver(Message.Failure.UNREACHABLE, is_final=False)

    monkeypatch.setattr(channels.Post, "deliver", fail)
    return handed


def fail_for_good(message, at):
    for each in range(len(actions.BACK_OFF) + 1):
        actions.deliver(by=SITE, at=at + each * timedelta(days=1), public_id=message.public_id)
    message.refresh_from_db()
    assert message.state == "failed"


def test_the_link_is_made_as_the_message_leaves(mair, at):
    message = send(mair, at)
    waiting = ReturnLink.objects.count()

    (token,) = tokens_in(as_sent(message, at))

    assert waiting == 0
    assert contributor_by_token(token, at) == mair


def test_a_message_that_fails_keeps_no_token(mair, at, unreachable):
    message = send(mair, at)

    fail_for_good(message, at)

    assert tokens_in(unreachable[-1])
    assert not tokens_in(message.body)


def test_seven_attempts_leave_one_open_link(mair, at, unreachable):
    fail_for_good(send(mair, at), at)

    assert len({*unreachable}) == len(actions.BACK_OFF) + 1
    assert ReturnLink.objects.filter(contributor=mair).count() == 1


def test_a_message_that_is_tried_again_brings_a_link_that_works(mair, at, cast, unreachable, monkeypatch):
    message, later = send(mair, at), at + timedelta(days=9)
    fail_for_good(message, at)
    monkeypatch.undo()

    actions.retry(by=cast.viewer("administrator"), at=later, public_id=message.public_id)
    (token,) = tokens_in(as_sent(message, later))

    assert contributor_by_token(token, later) == mair


def test_nobody_who_is_erased_is_sent_a_link(mair, at, mailoutbox):
    message = send(mair, at)
    mair.erased_at, mair.name, mair.email = at, "", ""
    mair.save()

    actions.deliver(by=SITE, at=at, public_id=message.public_id)

    assert mailoutbox == []
    assert not Message.objects.exists()


def test_of_two_links_the_one_that_still_leads_somewhere_is_sent(mair, at):
    gone = ContributorFactory(erased_at=at)
    links = [Ref("return-link", gone.public_id), Ref("return-link", mair.public_id)]
    body = f"{private_links.mark(1)}\n{private_links.mark(2)}"

    (token,) = tokens_in(as_sent(send(mair, at, body=body, links=links), at))

    assert contributor_by_token(token, at) == mair


def test_a_link_that_the_words_do_not_show_is_not_made(mair, at):
    as_sent(send(mair, at, body="Nothing to open."), at)

    assert not ReturnLink.objects.exists()


def test_a_mark_that_somebody_typed_opens_nobody_elses_page(mair, at):
    body = f"You said: “{private_links.mark(1)} {private_links.mark(2)}”"

    (token,) = tokens_in(as_sent(send(mair, at, body=body), at))

    assert contributor_by_token(token, at) == mair


def test_an_invitation_that_was_withdrawn_is_not_sent(cast, at, mailoutbox):
    invitation = people.invite(
        by=SITE, organisation=cast.council, role="officer", email="nia@example.org", language="en", at=at
    )
    people.revoke_invitation(by=SITE, invitation=invitation, at=at)

    actions.deliver(by=SITE, at=at, public_id=Message.objects.get().public_id)

    assert mailoutbox == []
    assert not Message.objects.exists()
