"""What the account pages send is plain, in the reader's language, and tells nobody who has an account."""

from pathlib import Path

import allauth
import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.template.loader import get_template
from django.urls import reverse

from tests.people.factories import PersonFactory

THEIRS = Path(allauth.__file__).parent / "templates"
SENT = sorted(
    str(path.relative_to(THEIRS)) for folder in ("account", "mfa") for path in (THEIRS / folder / "email").glob("*.txt")
)


@pytest.fixture
def gwen(db):
    person = PersonFactory(email="gwen@example.org")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@pytest.mark.parametrize("name", SENT)
def test_every_email_of_the_account_pages_is_in_our_words(name):
    origin = Path(get_template(name).origin.name)

    assert THEIRS not in origin.parents
    assert "user account" not in origin.read_text()


@pytest.mark.parametrize(
    ("prefix", "subject", "words"),
    [
        ("", "Your code to sign in", "Type this code into the page"),
        ("/cy", "Eich cod mewngofnodi", "Teipiwch y cod hwn yn y dudalen"),
    ],
)
def test_a_code_to_sign_in_comes_in_the_language_of_the_page(client, gwen, prefix, subject, words):
    client.post(prefix + reverse("account_request_login_code"), {"email": gwen.email})

    (sent,) = mail.outbox
    assert sent.subject == subject
    assert words in sent.body
    assert "Hello from" not in sent.body


def test_nobody_learns_from_the_page_who_has_an_account(client, gwen):
    known = client.post(reverse("account_request_login_code"), {"email": gwen.email})
    client.logout()
    unknown = client.post(reverse("account_request_login_code"), {"email": "nobody@example.org"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    told = [message.subject for message in mail.outbox]
    assert told == ["Your code to sign in", "There is no account with this address"]


@pytest.mark.django_db
@pytest.mark.slow
def test_two_hundred_people_in_one_hall_can_sign_in(client):
    answers = {
        client.post(reverse("account_request_login_code"), {"email": f"p{number}@example.org"}).status_code
        for number in range(200)
    }

    assert answers == {302}


def test_guessing_at_one_account_is_stopped(client, gwen):
    guess = {"login": gwen.email, "password": "not the password"}

    told = [client.post(reverse("account_login"), guess).text for _ in range(7)]

    assert "Too many failed login attempts" in told[-1]
