"""Invitations are for one address, work once, run out, and never give more than the inviter may give."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.urls import reverse

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.messaging.models import Message
from saidanddone.people import actions
from saidanddone.people.models import Invitation, Membership
from saidanddone.people.queries import viewer_for
from saidanddone.people.roles import Permission, RoleName
from saidanddone.people.tokens import hash_of
from tests.messaging.factories import as_sent
from tests.people.cast import ROLES_OF_CAST
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
NAMES = ("stranger", "resident", *ROLES_OF_CAST)


@pytest.fixture
def gwen():
    return person("gwen@example.org")


def person(email, *, verified=True):
    found = PersonFactory(email=email)
    EmailAddress.objects.create(user=found, email=email, verified=verified, primary=True)
    return found


def token_in(body):
    return next(line.split("/i/")[1].strip("/") for line in body.split() if "/i/" in line)


@pytest.fixture
def invited(cast, at):
    """An officer's role at the council, offered to gwen@example.org."""
    return actions.invite(
        by=cast.viewer("lead"),
        organisation=cast.council,
        role="officer",
        email="Gwen@example.org",
        language="en",
        at=at,
    )


@pytest.fixture
def token(invited, at):
    token = token_in(as_sent(Message.objects.get(), at))
    invited.refresh_from_db()
    return token


@pytest.fixture(autouse=True)
def moment(monkeypatch, at):
    """The clock that the pages read: `moment.now` can be moved."""

    class Clock:
        now = at

    monkeypatch.setattr("saidanddone.core.clock.now", lambda: Clock.now)
    return Clock


def test_an_invitation_is_sent_and_keeps_only_the_hash(invited, token):
    message = Message.objects.get()

    assert message.address == invited.email == "gwen@example.org"
    assert "Officer" in message.subject
    assert invited.token_hash == hash_of(token)


def test_the_letter_is_in_the_language_chosen(cast, at):
    actions.invite(by=SITE, organisation=cast.council, role="lead", email="x@example.org", language="cy", at=at)

    message = Message.objects.get()
    assert message.language == "cy"
    body = as_sent(message, at)
    assert "/cy/i/" in body
    assert "Cyngor Aberwen" in body


def test_nobody_but_the_site_makes_the_link_of_an_invitation_and_only_of_an_open_one(invited, cast, at):
    with pytest.raises(Refused):
        actions.renew_invitation(by=cast.viewer("lead"), invitation=invited, at=at)
    with pytest.raises(Refused):
        actions.renew_invitation(by=SITE, invitation=invited, at=at + timedelta(days=8))


def test_whoever_was_invited_accepts_once(client, gwen, token, cast):
    client.force_login(gwen)
    opened = client.get(reverse("open_invitation", args=[token]))
    page = client.get(reverse("invitation")).content.decode()
    accepted = client.post(reverse("invitation"))
    again = client.get(reverse("open_invitation", args=[token]))

    assert token not in opened["Location"]
    assert "Aberwen Council invites you" in page
    assert accepted["Location"] == reverse("desk")
    assert Membership.objects.get(person=gwen).role == "officer"
    assert again.status_code == 410
    assert b"has been used" in again.content


def test_the_accepted_role_gives_its_permissions_in_that_organisation_alone(gwen, invited, cast, at):
    actions.accept_invitation(by=viewer_for(gwen, at=at), invitation=invited, at=at)

    viewer = viewer_for(gwen, at=at)
    assert viewer.may(Permission.ANSWER, cast.council.pk)
    assert not viewer.may(Permission.ANSWER, cast.homes.pk)
    assert not viewer.may(Permission.ANSWER)


def test_an_invitation_runs_out_after_seven_days(client, gwen, token, invited, moment, at):
    client.force_login(gwen)
    client.get(reverse("open_invitation", args=[token]))
    moment.now = at + timedelta(days=7)

    opened = client.get(reverse("open_invitation", args=[token]))
    page = client.get(reverse("invitation"))
    accepted = client.post(reverse("invitation"))

    assert (opened.status_code, page.status_code, accepted.status_code) == (410, 410, 410)
    assert b"has run out" in page.content
    assert not Membership.objects.filter(person=gwen).exists()
    with pytest.raises(Refused, match="run out"):
        actions.accept_invitation(by=viewer_for(gwen, at=at), invitation=invited, at=moment.now)


def test_a_withdrawn_invitation_says_so(client, gwen, token, invited, cast, at):
    client.force_login(gwen)
    client.get(reverse("open_invitation", args=[token]))
    actions.revoke_invitation(by=cast.viewer("lead"), invitation=invited, at=at)

    assert b"has been withdrawn" in client.get(reverse("open_invitation", args=[token])).content
    assert client.post(reverse("invitation")).status_code == 410
    assert not Membership.objects.filter(person=gwen).exists()


@pytest.mark.parametrize("wrong", ["x", "x" * 43])
def test_an_unknown_invitation_is_a_friendly_404(client, wrong):
    response = client.get(f"/i/{wrong}/")

    assert response.status_code == 404
    assert b"We do not know this invitation" in response.content


def test_the_page_without_an_opened_link_knows_no_invitation(client, gwen, invited):
    client.force_login(gwen)

    assert client.get(reverse("invitation")).status_code == 404
    assert client.post(reverse("invitation")).status_code == 404


def test_an_invitation_of_another_is_not_accepted(client, token, invited, at):
    other = person("other@example.org")
    client.force_login(other)
    client.get(reverse("open_invitation", args=[token]))

    page = client.get(reverse("invitation"))
    accepted = client.post(reverse("invitation"))

    assert b"This is for another address" in page.content
    assert b"Accept" not in page.content
    assert accepted.status_code == 403
    assert not Membership.objects.filter(person=other).exists()


def test_an_address_that_is_not_proved_does_not_count(client, token):
    pretender = person("gwen@example.org", verified=False)
    client.force_login(pretender)
    client.get(reverse("open_invitation", args=[token]))

    assert client.post(reverse("invitation")).status_code == 403


def test_a_second_proved_address_counts(gwen, cast, at):
    EmailAddress.objects.create(user=gwen, email="Gwen@Work.example", verified=True, primary=False)
    invitation = actions.invite(
        by=SITE, organisation=cast.homes, role="lead", email="gwen@work.example", language="en", at=at
    )

    assert actions.accept_invitation(by=viewer_for(gwen, at=at), invitation=invitation, at=at)


def test_a_stranger_is_asked_to_sign_in_and_comes_back(client, token):
    client.get(reverse("open_invitation", args=[token]))

    page = client.get(reverse("invitation")).content.decode()
    posted = client.post(reverse("invitation"))

    assert f"{reverse('account_login')}?next=/invitation/" in page
    assert f"{reverse('account_signup')}?next=/invitation/" in page
    assert posted.status_code == 200
    assert (
        not Membership.objects.filter(role="officer", organisation__slug="council")
        .exclude(person__email="owen@example.org")
        .exists()
    )


def test_nobody_accepts_without_an_account(invited, at):
    with pytest.raises(Refused, match="Sign in"):
        actions.accept_invitation(by=STRANGER, invitation=invited, at=at)


def test_of_two_attempts_one_finds_it_used(gwen, invited, at):
    by = viewer_for(gwen, at=at)
    stale = Invitation.objects.get(pk=invited.pk)
    actions.accept_invitation(by=by, invitation=invited, at=at)

    with pytest.raises(Refused, match="used already"):
        actions.accept_invitation(by=by, invitation=stale, at=at)


def test_a_role_that_is_held_already_stays_one(gwen, invited, cast, at):
    actions.add_membership(by=SITE, person=gwen, organisation=cast.council, role="officer", at=at)

    actions.accept_invitation(by=viewer_for(gwen, at=at), invitation=invited, at=at)

    assert Membership.objects.filter(person=gwen).count() == 1


def test_a_new_invitation_withdraws_the_one_that_waits(invited, token, client, cast, at):
    actions.invite(by=SITE, organisation=cast.council, role="officer", email="gwen@example.org", language="en", at=at)

    assert client.get(reverse("open_invitation", args=[token])).status_code == 410
    assert Invitation.objects.open(at).count() == 1


MAY_INVITE = {
    ("council", "connector"): {"lead", "administrator"},
    ("council", "officer"): {"lead", "administrator"},
    ("council", "lead"): {"lead", "administrator"},
    ("council", "steward"): {"lead", "administrator"},
    ("homes", "officer"): {"administrator"},
    ("homes", "lead"): {"administrator"},
    (None, "moderator"): {"administrator"},
    (None, "administrator"): {"administrator"},
    ("council", "administrator"): set(),
    ("council", "moderator"): set(),
    (None, "officer"): set(),
    (None, "lead"): set(),
    ("council", "emperor"): set(),
    (None, "emperor"): set(),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("offer", MAY_INVITE)
def test_who_may_invite_whom(cast, at, offer, name):
    where, role = offer
    facts = {"organisation": getattr(cast, where) if where else None, "role": role}

    if name in MAY_INVITE[offer]:
        assert actions.invite(by=cast.viewer(name), email="x@example.org", language="en", at=at, **facts)
    else:
        with pytest.raises(Refused):
            actions.invite(by=cast.viewer(name), email="x@example.org", language="en", at=at, **facts)
        assert not Message.objects.exists()


def test_nobody_is_invited_to_what_has_ended(cast, at):
    cast.council.ended_date = at.date()
    cast.council.save()

    with pytest.raises(Refused, match="ended"):
        actions.invite(by=SITE, organisation=cast.council, role="officer", email="x@example.org", language="en", at=at)


@pytest.mark.parametrize("role", ["administrator", "moderator", "emperor", ""])
def test_a_lead_cannot_smuggle_a_role_of_the_site_through_the_form(client, cast, role):
    client.force_login(cast.lowri)
    told = {"email": "x@example.org", "role": role, "language": "en"}

    response = client.post(reverse("invite", args=["council"]), told)

    assert response.status_code == 400
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("name", ["officer", "connector", "steward", "moderator", "other_officer"])
def test_others_do_not_reach_the_form(client, cast, name):
    client.force_login(getattr(cast, ROLES_OF_CAST[name]))
    told = {"email": "x@example.org", "role": "lead", "language": "en"}

    assert client.get(reverse("invite", args=["council"])).status_code == 403
    assert client.post(reverse("invite", args=["council"]), told).status_code == 403
    assert client.post(reverse("invite_to_site"), told | {"role": "administrator"}).status_code == 403
    assert not Invitation.objects.exists()


def test_a_lead_of_another_organisation_does_not_invite(client, cast):
    client.force_login(cast.lowri)
    told = {"email": "x@example.org", "role": "officer", "language": "en"}

    assert client.post(reverse("invite", args=["homes"]), told).status_code == 403
    assert client.post(reverse("invite_to_site"), told | {"role": "moderator"}).status_code == 403


def test_a_lead_invites_through_the_form_and_nothing_else_is_taken(client, cast, at):
    client.force_login(cast.lowri)
    told = {
        "email": "New@Example.org",
        "role": "officer",
        "language": "cy",
        "organisation": str(cast.homes.pk),
        "expires_at": "2999-01-01",
        "accepted_at": "2026-01-01",
        "invited_by": str(cast.aled.pk),
        "token_hash": "x" * 64,
    }

    client.post(reverse("invite", args=["council"]), told)

    made = Invitation.objects.get()
    assert (made.email, made.organisation, made.invited_by) == ("new@example.org", cast.council, cast.lowri)
    assert (made.accepted_at, made.expires_at - made.created_at) == (None, timedelta(days=7))
    assert made.token_hash != "x" * 64


@pytest.mark.parametrize("name", NAMES)
def test_who_may_withdraw_an_invitation(cast, invited, at, name):
    if name in ("lead", "administrator"):
        actions.revoke_invitation(by=cast.viewer(name), invitation=invited, at=at)
        invited.refresh_from_db()
        assert invited.revoked_at == at
    else:
        with pytest.raises(Refused):
            actions.revoke_invitation(by=cast.viewer(name), invitation=invited, at=at)


def test_a_lead_does_not_withdraw_an_invitation_to_the_whole_site(cast, at):
    invitation = actions.invite(
        by=SITE, organisation=None, role="moderator", email="x@example.org", language="en", at=at
    )

    with pytest.raises(Refused):
        actions.revoke_invitation(by=cast.viewer("lead"), invitation=invitation, at=at)


def test_an_accepted_invitation_is_not_withdrawn(gwen, invited, at):
    actions.accept_invitation(by=viewer_for(gwen, at=at), invitation=invited, at=at)
    invited.refresh_from_db()

    with pytest.raises(Refused, match="has been used"):
        actions.revoke_invitation(by=SITE, invitation=invited, at=at)


def test_the_page_lists_what_waits_and_withdraws_it(client, cast, invited, moment, at):
    client.force_login(cast.lowri)
    moment.now = at + timedelta(days=8)
    assert b"Has run out" in client.get(reverse("desk_members", args=["council"])).content

    client.post(reverse("revoke_invitation", args=[invited.public_id]))

    assert b"gwen@example.org" not in client.get(reverse("desk_members", args=["council"])).content


@pytest.mark.parametrize(
    "facts",
    [
        {"role": "administrator"},
        {"role": "officer", "organisation": None},
        {"expires_at": "before"},
        {"accepted_at": "now", "revoked_at": "now"},
    ],
)
def test_the_database_holds_what_must_be_true(cast, at, facts):
    moments = {"before": at - timedelta(days=1), "now": at}
    row = {
        "organisation": cast.council,
        "role": RoleName.OFFICER,
        "email": "x@example.org",
        "token_hash": "h",
        "created_at": at,
        "expires_at": at + timedelta(days=7),
    } | {name: moments.get(value, value) if isinstance(value, str) else value for name, value in facts.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(**row)
