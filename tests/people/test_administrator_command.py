"""The first administrator comes from the command line."""

import pytest
from django.core.management import CommandError, call_command

from saidanddone.people.management.commands import add_administrator
from saidanddone.people.models import Membership, Person

pytestmark = pytest.mark.django_db


def test_a_new_administrator_gets_an_account_with_the_password_that_was_typed(monkeypatch):
    monkeypatch.setattr(add_administrator, "getpass", lambda prompt: "hedgerow-lantern-42")

    call_command("add_administrator", "megan@example.org")

    membership = Membership.objects.get(person__email="megan@example.org")
    assert membership.role == "administrator"
    assert membership.person.check_password("hedgerow-lantern-42")


def test_the_same_person_again_changes_nothing(monkeypatch):
    monkeypatch.setattr(add_administrator, "getpass", lambda prompt: "hedgerow-lantern-42")

    call_command("add_administrator", "megan@example.org")
    call_command("add_administrator", "megan@example.org")

    assert Person.objects.count() == Membership.objects.count() == 1


@pytest.mark.parametrize(("email", "password"), [("nobody", "hedgerow-lantern-42"), ("megan@example.org", "short")])
def test_what_is_no_address_or_a_weak_password_is_refused(monkeypatch, email, password):
    monkeypatch.setattr(add_administrator, "getpass", lambda prompt: password)

    with pytest.raises(CommandError):
        call_command("add_administrator", email)

    assert not Person.objects.exists()
