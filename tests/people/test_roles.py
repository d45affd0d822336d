"""Roles are given and ended by those who look after them, take effect at once, and one administrator remains."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from saidanddone.core.clock import local_date
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.people import actions
from saidanddone.people.models import Membership
from saidanddone.people.queries import viewer_for
from saidanddone.people.roles import ROLES, SITE_ROLES, Permission, RoleName
from tests.people.cast import ROLES_OF_CAST
from tests.people.factories import MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db
NAMES = ("stranger", "resident", *ROLES_OF_CAST)


@pytest.fixture
def owens(cast):
    return Membership.objects.get(person=cast.owen)


def test_every_role_has_a_class_with_a_sentence():
    assert set(ROLES) == set(RoleName.values)
    assert all(str(role.sentence).endswith(".") for role in ROLES.values())
    assert set(SITE_ROLES) == {"moderator", "administrator"}


def test_no_role_but_the_administrators_administers():
    assert [name for name, role in ROLES.items() if Permission.ADMINISTER in role.permissions] == ["administrator"]


@pytest.mark.parametrize("name", NAMES)
def test_who_may_give_a_role_without_an_invitation(cast, at, name):
    call = {"person": cast.owen, "organisation": cast.homes, "role": "lead", "at": at}

    if name == "administrator":
        assert actions.add_membership(by=cast.viewer(name), **call).role == "lead"
    else:
        with pytest.raises(Refused):
            actions.add_membership(by=cast.viewer(name), **call)


def test_giving_the_same_role_twice_is_one_role(cast, at):
    for _each in range(2):
        actions.add_membership(by=SITE, person=cast.owen, organisation=cast.homes, role="lead", at=at)

    assert Membership.objects.filter(person=cast.owen, role="lead").count() == 1


@pytest.mark.parametrize("name", NAMES)
def test_who_may_end_an_officers_role(cast, owens, at, name):
    if name in ("officer", "lead", "administrator"):
        actions.end_membership(by=cast.viewer(name), membership=owens, at=at)
        assert not viewer_for(cast.owen, at=at).permissions
    else:
        with pytest.raises(Refused):
            actions.end_membership(by=cast.viewer(name), membership=owens, at=at)
        assert viewer_for(cast.owen, at=at).permissions


def test_a_lead_does_not_end_roles_elsewhere(cast, at):
    for person in (cast.helen, cast.megan, cast.aled):
        with pytest.raises(Refused):
            actions.end_membership(by=cast.viewer("lead"), membership=person.memberships.get(), at=at)


def test_a_role_ends_at_once_and_only_once(cast, owens, at):
    actions.end_membership(by=SITE, membership=owens, at=at)

    owens.refresh_from_db()
    assert owens.end_date == local_date(at)
    with pytest.raises(Refused, match="ended already"):
        actions.end_membership(by=SITE, membership=owens, at=at)


def test_a_role_can_be_given_again_on_the_day_it_ended(cast, owens, at):
    actions.end_membership(by=SITE, membership=owens, at=at)
    actions.add_membership(by=SITE, person=cast.owen, organisation=cast.council, role="officer", at=at)

    assert viewer_for(cast.owen, at=at).may(Permission.ANSWER, cast.council.pk)


def test_a_role_that_has_not_begun_gives_nothing(cast, at):
    begins = local_date(at) + timedelta(days=1)
    person = MembershipFactory(organisation=cast.council, start_date=begins).person

    assert not viewer_for(person, at=at).permissions
    assert viewer_for(person, at=at + timedelta(days=1)).permissions


def test_a_role_that_has_not_begun_can_be_ended(cast, at):
    membership = MembershipFactory(organisation=cast.council, start_date=local_date(at) + timedelta(days=9))

    actions.end_membership(by=SITE, membership=membership, at=at)

    membership.refresh_from_db()
    assert membership.end_date == membership.start_date
    assert not viewer_for(membership.person, at=at + timedelta(days=9)).permissions


def test_the_last_administrator_stays(cast, at):
    last = cast.aled.memberships.get()

    with pytest.raises(Refused, match="no administrator left"):
        actions.end_membership(by=cast.viewer("administrator"), membership=last, at=at)

    MembershipFactory(organisation=None, role="administrator")
    actions.end_membership(by=cast.viewer("administrator"), membership=last, at=at)


def test_an_administrator_without_a_working_account_does_not_count(cast, at):
    MembershipFactory(organisation=None, role="administrator", person=PersonFactory(is_active=False))

    with pytest.raises(Refused, match="no administrator left"):
        actions.end_membership(by=SITE, membership=cast.aled.memberships.get(), at=at)


def test_another_role_of_the_last_administrator_may_end(cast, at):
    moderates = MembershipFactory(organisation=None, role="moderator", person=cast.aled)

    actions.end_membership(by=SITE, membership=moderates, at=at)


def test_a_lead_ends_a_role_on_the_page(client, cast, owens):
    client.force_login(cast.lowri)
    page = reverse("end_membership", args=[owens.public_id])

    assert b"End this role?" in client.get(page).content
    assert client.post(page)["Location"] == reverse("desk_members", args=["council"])


def test_someone_gives_up_their_own_role(client, cast, owens):
    client.force_login(cast.owen)
    page = client.get(reverse("your_details"))

    assert owens.public_id.encode() in page.content
    assert client.post(reverse("end_membership", args=[owens.public_id]))["Location"] == reverse("home")


def test_others_do_not_see_or_end_it(client, cast, owens):
    client.force_login(cast.helen)

    assert client.get(reverse("end_membership", args=[owens.public_id])).status_code == 403
    assert client.post(reverse("end_membership", args=[owens.public_id])).status_code == 403
    assert client.get(reverse("desk_members", args=["council"])).status_code == 403


def test_an_administrator_gives_a_role_to_someone_with_an_account(client, cast):
    client.force_login(cast.aled)
    PersonFactory(email="gwen@example.org")

    client.post(reverse("add_to_site"), {"email": "Gwen@example.org", "role": "moderator", "organisation": "1"})
    client.post(reverse("add_member", args=["homes"]), {"email": "gwen@example.org", "role": "lead"})

    given = Membership.objects.filter(person__email="gwen@example.org").values_list("role", "organisation__slug")
    assert set(given) == {("moderator", None), ("lead", "homes")}


@pytest.mark.parametrize("email", ["nobody@example.org", "gone@example.org", "x", ""])
def test_someone_without_an_account_is_better_invited(client, cast, email):
    client.force_login(cast.aled)
    PersonFactory(email="gone@example.org", is_active=False)

    assert client.post(reverse("add_to_site"), {"email": email, "role": "moderator"}).status_code == 400


def test_a_lead_sees_only_the_organisations_that_they_look_after(client, cast):
    client.force_login(cast.lowri)

    page = client.get(reverse("desk_people")).content.decode()

    assert "Aberwen Council" in page
    assert "Aberwen Homes" not in page
    assert "megan@example.org" not in page


def test_past_roles_are_listed(client, cast, owens, at):
    client.force_login(cast.lowri)
    actions.end_membership(by=SITE, membership=owens, at=at)

    assert b"Roles that have ended" in client.get(reverse("desk_members", args=["council"])).content


@pytest.mark.parametrize(
    "facts",
    [
        {"role": "administrator"},
        {"role": "officer", "organisation": None},
        {"role": "emperor"},
    ],
)
def test_the_database_keeps_roles_where_they_belong(cast, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(**{"organisation": cast.council} | facts)


def test_the_database_keeps_an_open_role_single(cast):
    for facts in ({"person": cast.owen, "organisation": cast.council}, {"person": cast.megan, "of_site": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            MembershipFactory(**facts)
