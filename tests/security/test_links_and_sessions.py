"""Sessions change their key when somebody comes in, and end when they go; links and codes hold for one, and in time."""

from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core import signing
from django.test import Client
from django.urls import reverse

from saidanddone.contributions.models import Contribution
from saidanddone.core.viewer import SITE
from saidanddone.messaging.models import Message
from saidanddone.people import actions as people
from saidanddone.people.models import Person
from tests.contributions.conftest import Speaker
from tests.messaging.factories import as_sent

pytestmark = pytest.mark.django_db
PHRASE = "a phrase that is long enough"
SESSIONS = import_module(settings.SESSION_ENGINE).SessionStore


@pytest.fixture
def gwen(at):
    return people.add_person(by=SITE, at=at, email="gwen@example.org", name="Gwen", language="en", password=PHRASE)


@pytest.fixture
def clock(at):
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def planted(client):
    """A session whose key somebody else knows, because they have put it into this browser."""
    session = client.session
    session["planted"] = "by someone else"
    session.save()
    client.cookies["sessionid"] = session.session_key
    return session.session_key


def sign_in(client):
    return client.post(reverse("account_login"), {"login": "gwen@example.org", "password": PHRASE})


def opens_account(key):
    return "_auth_user_id" in SESSIONS(key).load()


def test_signing_in_changes_the_key_of_the_session(client, gwen, planted):
    response = sign_in(client)

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(gwen.pk)
    assert client.session.session_key != planted
    assert not opens_account(planted)


def test_a_key_that_nobody_gave_out_is_not_taken(client, gwen):
    client.cookies["sessionid"] = "k" * 32

    sign_in(client)

    assert client.session.session_key != "k" * 32
    assert not opens_account("k" * 32)


def test_signing_out_ends_the_session_for_every_copy_of_its_key(client, gwen):
    sign_in(client)
    copy = Client()
    copy.cookies["sessionid"] = client.session.session_key
    assert copy.get(reverse("your_details")).status_code == 200

    client.post(reverse("account_logout"))

    assert copy.get(reverse("your_details")).status_code == 302


def test_a_new_password_ends_the_other_sessions(client, gwen):
    sign_in(client)
    elsewhere = Client()
    sign_in(elsewhere)

    data = {"oldpassword": PHRASE, "password1": PHRASE + " 2", "password2": PHRASE + " 2"}
    response = client.post(reverse("account_change_password"), data)

    assert response.status_code == 302
    assert client.get(reverse("your_details")).status_code == 200
    assert elsewhere.get(reverse("your_details")).status_code == 302


def test_opening_an_invitation_changes_the_key_of_the_session(client, cast, planted, at, clock):
    token = invitation_token(cast, at)

    response = client.get(reverse("open_invitation", args=[token]))

    assert (response.status_code, token in response["Location"]) == (302, False)
    assert client.session.session_key != planted


def invitation_token(cast, at):
    by = cast.viewer("administrator")
    people.invite(by=by, organisation=cast.council, role="officer", email="nia@example.org", language="en", at=at)
    return as_sent(Message.objects.get(address="nia@example.org"), at).split("/i/")[1].split("/")[0]


def test_a_link_for_a_new_password_is_worth_nothing_after_its_use(client, gwen):
    link = reset_link(gwen)

    first, second = (set_password(Client(), link, f"{PHRASE} {turn}") for turn in ("one", "two"))

    assert (first, second) == (302, None)
    assert Person.objects.get(pk=gwen.pk).check_password(f"{PHRASE} one")


def test_a_link_for_a_new_password_runs_out(client, gwen, clock):
    link = reset_link(gwen)

    clock.shift(timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 1))

    assert set_password(client, link, f"{PHRASE} late") is None
    assert Person.objects.get(pk=gwen.pk).check_password(PHRASE)


def test_a_link_for_a_new_password_opens_nobody_elses_account(client, gwen, cast):
    key = default_token_generator.make_token(gwen)
    link = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(cast.aled), key])

    assert set_password(client, link, f"{PHRASE} foreign") is None


def reset_link(person):
    key = default_token_generator.make_token(person)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])


def set_password(client, link, password):
    """The status of what a new password is sent to; None where the link led to no form."""
    page = client.get(link, follow=True)
    if "password1" not in page.text:
        return None
    address = page.redirect_chain[-1][0]
    return client.post(address, {"password1": password, "password2": password}).status_code


class TestCodeForAnAddress:
    ADDRESS = "mair@example.org"

    @pytest.fixture
    def mair(self, client, cast, clock):
        cast.sign_in(client, "resident")
        return client

    def asked(self, client):
        client.post("/yours/email/", {"email": self.ADDRESS})
        body = Message.objects.order_by("-pk").first().body
        return next(word for word in body.replace(".", " ").split() if word.isdigit() and len(word) == 6)

    def send(self, client, code):
        return client.post("/yours/email/code/", {"code": code})

    def is_kept(self, cast):
        cast.mair.refresh_from_db()
        return cast.mair.email == self.ADDRESS

    def test_it_runs_out_in_half_an_hour(self, mair, cast, clock):
        code = self.asked(mair)

        clock.shift(timedelta(minutes=30, seconds=1))

        assert self.send(mair, code)["Location"].endswith("/yours/email/")
        assert not self.is_kept(cast)

    def test_it_is_used_once(self, mair, cast):
        code = self.asked(mair)
        self.send(mair, code)
        mair.post("/yours/email/", {"remove": "yes"})

        assert self.send(mair, code)["Location"].endswith("/yours/email/")
        assert not self.is_kept(cast)

    def test_it_is_of_no_use_in_another_browser(self, mair, cast):
        code, elsewhere = self.asked(mair), Client()
        cast.sign_in(elsewhere, "resident")

        assert self.send(elsewhere, code)["Location"].endswith("/yours/email/")
        assert not self.is_kept(cast)

    def test_a_newer_one_takes_its_place(self, mair, cast, clock):
        older = self.asked(mair)
        clock.shift(60)
        newer = self.asked(mair)

        if older != newer:
            assert self.send(mair, older).status_code == 400
        assert self.send(mair, newer).status_code == 302
        assert self.is_kept(cast)

    def test_after_six_wrong_ones_none_is_right(self, mair, cast):
        code = self.asked(mair)
        wrong = "000000" if code != "000000" else "111111"

        assert {self.send(mair, wrong).status_code for _ in range(6)} == {400}
        assert self.send(mair, code).status_code == 400
        assert not self.is_kept(cast)


class TestPageThatHoldsWhatWasWritten:
    """The signed copy in each page of the form of speaking."""

    @pytest.fixture
    def sealed(self, client, cast, clock):
        speaker = Speaker(client, cast, clock)
        speaker.steps()
        clock.shift(60)
        return client.get("/say/check/").context["progress"].sealed

    def test_it_is_enough_in_another_browser(self, sealed):
        assert Client().post("/say/check/", {"progress": sealed}).status_code == 302
        assert Contribution.objects.exists()

    @pytest.mark.parametrize(
        "spoilt", [lambda sealed: sealed[:-1] + "x", lambda sealed: "x" + sealed, lambda _: "x:y:z"]
    )
    def test_changed_it_is_not_taken(self, sealed, spoilt):
        response = Client().post("/say/check/", {"progress": spoilt(sealed)})

        assert (response.status_code, response["Location"]) == (302, "/say/")
        assert not Contribution.objects.exists()

    def test_signed_for_something_else_it_is_not_taken(self, sealed):
        foreign = signing.dumps({"key": "k" * 64, "began_at": 0, "answers": {}, "wishes": {}}, compress=True)

        assert Client().post("/say/check/", {"progress": foreign})["Location"] == "/say/"

    def test_it_runs_out_after_two_days(self, sealed, clock):
        clock.shift(timedelta(days=2, seconds=61))

        assert Client().post("/say/check/", {"progress": sealed})["Location"] == "/say/"
        assert not Contribution.objects.exists()
