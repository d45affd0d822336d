"""One's own account: what it is called, in which language it is written to, and how it is closed."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.messaging.models import Message
from saidanddone.people import actions
from saidanddone.people.models import Contributor, Invitation, Person
from saidanddone.people.queries import viewer_for
from tests.messaging.factories import MessageFactory
from tests.people.factories import ContributorFactory, MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gwen(at):
    return actions.add_person(by=SITE, at=at, email="Gwen@Example.org", name="Gwen", language="cy", password="x" * 20)


def test_an_account_made_by_the_site_can_sign_in(client, gwen):
    assert gwen.email == "gwen@example.org"
    assert EmailAddress.objects.get(user=gwen).verified

    response = client.post(reverse("account_login"), {"login": "gwen@example.org", "password": "x" * 20})

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(gwen.pk)


def test_only_the_site_makes_accounts_for_others(cast, at):
    for name in ("stranger", "lead", "administrator"):
        with pytest.raises(Refused):
            actions.add_person(by=cast.viewer(name), at=at, email="x@example.org")


def test_a_person_changes_their_own_name_and_language(client, gwen):
    client.force_login(gwen)

    response = client.post(
        reverse("your_details"),
        {"name": " Gwen  Parry ", "language": "en", "email": "stolen@example.org", "is_active": "", "public_id": "x"},
    )

    after = Person.objects.get(pk=gwen.pk)
    assert (after.name, after.language) == ("Gwen Parry", "en")
    assert (after.email, after.is_active, after.public_id) == (gwen.email, True, gwen.public_id)
    assert response["Location"] == "/account/details/"


def test_the_page_goes_on_in_the_language_chosen(client, gwen):
    client.force_login(gwen)

    response = client.post(reverse("your_details"), {"name": "", "language": "cy"})

    assert response["Location"] == "/cy/account/details/"


@pytest.mark.parametrize("told", [{"language": "fr"}, {}, {"name": "x" * 121, "language": "cy"}])
def test_wrong_details_are_named(client, gwen, told):
    client.force_login(gwen)

    assert client.post(reverse("your_details"), told).status_code == 400


def test_nobody_changes_someone_else(gwen, at):
    other = viewer_for(PersonFactory(), at=at)

    for by in (STRANGER, other, SITE):
        with pytest.raises(Refused):
            actions.change_person(by=by, person=gwen, at=at, name="x", language="en")
    for by in (STRANGER, other):
        with pytest.raises(Refused):
            actions.erase_person(by=by, person=gwen, at=at)


def test_closing_an_account_leaves_nothing_personal(client, gwen, cast, at):
    role = MembershipFactory(person=gwen, organisation=cast.council)
    contributor = ContributorFactory(person=gwen)
    Authenticator.objects.create(user=gwen, type="totp", data={})
    SocialAccount.objects.create(user=gwen, provider="oidc", uid="gwen")
    actions.invite(by=SITE, organisation=cast.homes, role="lead", email=gwen.email, language="en", at=at)
    client.force_login(gwen)

    client.post(reverse("close_account"), {"sure": "on"})

    shell = Person.objects.get(pk=gwen.pk)
    assert (shell.name, shell.is_active, shell.has_usable_password()) == ("", False, False)
    assert "gwen" not in str(vars(shell)).lower()
    for model in (EmailAddress, Authenticator, SocialAccount):
        assert not model.objects.filter(user=gwen).exists()
    assert not Invitation.objects.exists()
    assert not Message.objects.filter(address="gwen@example.org").exists()
    assert Contributor.objects.get(pk=contributor.pk).person is None
    role.refresh_from_db()
    assert role.end_date is not None
    assert "_auth_user_id" not in client.session


def test_what_was_for_somebody_goes_with_their_account_whatever_their_address_was(gwen, at):
    MessageFactory(recipient=str(gwen.ref), address="former@example.org")

    actions.erase_person(by=SITE, person=gwen, at=at)

    assert not Message.objects.exists()


def test_a_role_that_has_not_begun_goes_with_the_account(gwen, cast, at):
    MembershipFactory(person=gwen, organisation=cast.council, start_date="2099-01-01")

    actions.erase_person(by=SITE, person=gwen, at=at)

    assert not gwen.memberships.exists()


def test_the_address_can_be_used_for_a_new_account(gwen, at):
    actions.erase_person(by=viewer_for(gwen, at=at), person=gwen, at=at)

    assert actions.add_person(by=SITE, at=at, email="gwen@example.org")


def test_an_account_is_closed_only_by_saying_so(client, gwen):
    client.force_login(gwen)

    assert client.get(reverse("close_account")).status_code == 200
    assert client.post(reverse("close_account"), {}).status_code == 400
    assert Person.objects.get(pk=gwen.pk).is_active


def test_the_last_administrator_does_not_close_their_account(client, cast):
    client.force_login(cast.aled)

    response = client.post(reverse("close_account"), {"sure": "on"})

    assert response.status_code == 403
    assert b"no administrator left" in response.content


def test_a_person_who_speaks_twice_is_one_contributor(gwen, at):
    by = viewer_for(gwen, at=at)

    first = actions.new_contributor(by=by, at=at, language="cy", person_id=gwen.pk)
    second = actions.new_contributor(by=by, at=at, language="cy", person_id=gwen.pk)

    assert first == second


def test_nobody_speaks_under_someone_elses_account(gwen, at):
    with pytest.raises(Refused):
        actions.new_contributor(by=STRANGER, at=at, language="cy", person_id=gwen.pk)
