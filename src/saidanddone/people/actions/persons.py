"""Accounts: made by their owners through sign-up (allauth), changed and closed here."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from saidanddone.core.clock import local_date
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.people.models import Contributor, Invitation, Person
from saidanddone.people.models.accounts import ERASED
from saidanddone.people.permissions import check_add_person, check_change_person, check_erase_person
from saidanddone.people.queries import is_last_administrator


@transaction.atomic
def add_person(
    *, by: Viewer, at: datetime, email: str, name: str = "", language: str = "en", password: str | None = None
) -> Person:
    """An account whose address counts as proven: for the demonstration area and the command line."""
    check_add_person(by=by)
    person = Person.objects.create_user(email, password, name=name, language=language)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def change_person(*, by: Viewer, person: Person, at: datetime, name: str, language: str) -> None:
    check_change_person(by=by, person=person)
    person.name, person.language = name.strip(), language
    person.save(update_fields=["name", "language"])


@transaction.atomic
def erase_person(*, by: Viewer, person: Person, at: datetime) -> None:
    """Close an account: roles end, and address, name and every way to sign in are deleted.

    The row stays as an empty shell, so that what an organisation answered still has an author that nobody can name.
    What the person said as a contributor stays with the credit they chose; `contributions` erases that on request.
    """
    check_erase_person(by=by, person=person, is_last_administrator=is_last_administrator(person, at=at))
    today = local_date(at)
    person.memberships.filter(start_date__gt=today).delete()
    person.memberships.current(today).update(end_date=today)
    messaging.forget(by=by, at=at, recipient=person.ref)
    addresses = {person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)}
    for address in addresses:
        Invitation.objects.filter(email__iexact=address).delete()
        messaging.forget(by=by, at=at, address=address)
    for ways_in in (EmailAddress, Authenticator, SocialAccount):
        ways_in.objects.filter(user=person).delete()
    Contributor.objects.filter(person=person).update(person=None)
    person.email, person.name, person.is_active = f"{person.public_id}{ERASED}", "", False
    person.last_login = None
    person.set_unusable_password()
    person.save()
