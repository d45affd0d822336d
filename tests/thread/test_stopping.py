"""One press stops the next message of its kind: on a page, or by the mail program's own button; a look never does."""

from datetime import timedelta
from email import message_from_bytes

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import translation

from saidanddone.core.throttle import ClientThrottle
from saidanddone.core.viewer import SITE
from saidanddone.messaging import actions as messaging
from saidanddone.messaging.models import Message
from saidanddone.thread import actions, unsubscribing
from saidanddone.thread.models import TellingWish
from saidanddone.thread.movements import Kind
from saidanddone.thread.views import tellings
from tests.decisions.factories import FindingFactory
from tests.people.factories import ContributorFactory
from tests.thread.test_telling import LATER, move, said

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def mair():
    return ContributorFactory(email="mair@example.org")


@pytest.fixture
def strict():
    """A mail program: no cookie, no token of a form."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def sent(mair, at, mailoutbox):
    """An email of a finding, as it left."""
    move("in_finding", FindingFactory(published=True).ref, said(contributor=mair), at=at)
    actions.send_due(by=SITE, at=at + LATER)
    messaging.deliver_due(by=SITE, at=at + LATER)
    return mailoutbox[0]


def path_of(token, language="en"):
    with translation.override(language):
        return reverse("stop_telling", args=[token])


def stopped(mair):
    wish = TellingWish.objects.filter(contributor=mair).first()
    return wish.unwanted if wish else []


class TestForged:
    def forged(self, mair):
        token = unsubscribing.token_for(mair, ["answers"])
        held, stamp, signature = token.split(":")
        other = signing.dumps({"to": mair.public_id, "kinds": list(Kind.values)}, salt="another")
        return [
            "x",
            "",
            token[:-1],
            token + "A",
            token.swapcase(),
            f"{held}:{stamp}:{signature[::-1]}",
            f"{held[::-1]}:{stamp}:{signature}",
            f"{other.split(':')[0]}:{stamp}:{signature}",
            other,
            "é" * 50,
            "a" * 5000,
            mair.public_id,
        ]

    def test_a_forged_or_altered_token_changes_nothing(self, mair, strict):
        tokens = [token for token in self.forged(mair) if token]

        statuses = {strict.post(path_of(token), {**ONE_CLICK, "all": "yes"}).status_code for token in tokens}

        assert statuses == {404}
        assert not TellingWish.objects.exists()

    def test_a_token_stops_nobody_else_and_no_other_kind(self, mair, strict):
        other = ContributorFactory()

        strict.post(path_of(unsubscribing.token_for(mair, ["answers"])), {"to": other.public_id, "kinds": "links"})

        assert stopped(mair) == ["answers"]
        assert stopped(other) == []

    def test_a_signed_kind_that_there_is_not_stops_nothing(self, mair, strict):
        strict.post(path_of(unsubscribing.token_for(mair, ["everything"])), ONE_CLICK)

        assert stopped(mair) == []

    def test_somebody_erased_has_nothing_to_stop(self, mair, at, strict):
        token = unsubscribing.token_for(mair, ["answers"])
        mair.email, mair.erased_at = "", at
        mair.save()

        assert strict.post(path_of(token), ONE_CLICK).status_code == 404
        assert not TellingWish.objects.exists()

    def test_it_is_throttled(self, mair, strict, at, monkeypatch):
        token = unsubscribing.token_for(mair, ["answers"])
        monkeypatch.setattr(tellings, "STOPPED", ClientThrottle("stop-telling", newcomers=2))

        with time_machine.travel(at, tick=False):
            statuses = [strict.post(path_of(token), ONE_CLICK).status_code for _ in range(3)]

        assert statuses == [200, 200, 429]


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_scanner_that_opens_the_address_changes_nothing(mair, strict, language, method):
    getattr(strict, method)(path_of(unsubscribing.token_for(mair, ["answers"]), language))

    assert not TellingWish.objects.exists()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_page_has_a_button_that_works_without_a_cookie(mair, strict, language):
    path = path_of(unsubscribing.token_for(mair, ["answers"]), language)

    page = strict.get(path)
    response = strict.post(path, {"these": "yes"})

    assert 'name="these"' in page.content.decode()
    assert response.status_code == 200
    assert response["Content-Language"] == language
    assert stopped(mair) == ["answers"]


def test_all_of_them_at_once(mair, strict):
    strict.post(path_of(unsubscribing.token_for(mair, ["answers"])), {"all": "yes"})

    assert stopped(mair) == sorted(Kind.values)


class TestHeaders:
    def test_an_email_says_where_its_mail_program_stops_it(self, sent, mair, strict):
        as_read = message_from_bytes(sent.message().as_bytes())
        address = "".join(as_read["List-Unsubscribe"].split()).strip("<>")

        response = strict.post(address.removeprefix("https://testserver").replace("http://testserver", ""), ONE_CLICK)

        assert as_read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert response.status_code == 200
        assert stopped(mair) == ["findings"]

    def test_it_is_the_address_that_the_words_give_too(self, sent):
        assert sent.extra_headers["List-Unsubscribe"].strip("<>") in sent.body

    def test_what_waited_meanwhile_is_not_sent(self, mair, at, strict, mailoutbox):
        move("in_finding", FindingFactory(published=True).ref, said(contributor=mair), at=at)
        strict.post(path_of(unsubscribing.token_for(mair, ["findings"])), ONE_CLICK)

        actions.send_due(by=SITE, at=at + LATER)

        assert not Message.objects.exists()

    def test_what_nobody_can_stop_has_none(self, mair, at, mailoutbox):
        messaging.send(
            by=SITE, at=at, address=mair.email, language="en", subject="A code", body="1", about=None, dedupe_key="code"
        )
        messaging.deliver_due(by=SITE, at=at)

        assert "List-Unsubscribe" not in mailoutbox[0].extra_headers

    def test_the_address_goes_when_the_message_is_forgotten(self, sent, at):
        messaging.forget_settled(by=SITE, at=at + timedelta(days=400))

        assert Message.objects.get().stop_url == ""
