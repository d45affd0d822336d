"""Offers of a role, sent to an email address, that can be taken up once and run out."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext, override

from saidanddone.core.clock import local_date
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.messaging import private_links
from saidanddone.people.models import Invitation, Membership, Organisation, Person
from saidanddone.people.permissions import (
    check_accept_invitation,
    check_delete_past_invitations,
    check_invite,
    check_renew_invitation,
    check_revoke_invitation,
)
from saidanddone.people.roles import ROLES
from saidanddone.people.tokens import hash_of, new_token

INVITATION_LIFETIME = timedelta(days=7)


@transaction.atomic
def invite(
    *, by: Viewer, organisation: Organisation | None, role: str, email: str, language: str, at: datetime
) -> Invitation:
    """Send an invitation; one that waits for the same address and role is withdrawn, so that one link works.

    Nobody knows its token yet: `renew_invitation` makes one as the letter leaves.
    """
    check_invite(by=by, organisation=organisation, role=role)
    email = email.strip().lower()
    Invitation.objects.waiting().filter(email=email, organisation=organisation, role=role).update(revoked_at=at)
    invitation = Invitation.objects.create(
        token_hash=hash_of(new_token()),
        email=email,
        organisation=organisation,
        role=role,
        invited_by_id=by.person_id,
        created_at=at,
        expires_at=at + INVITATION_LIFETIME,
    )
    with override(language):
        subject, body = _letter(invitation, private_links.mark(1))
    messaging.send(
        by=by,
        at=at,
        address=email,
        language=language,
        subject=subject,
        body=body,
        about=Ref("invitation", invitation.public_id),
        links=[Ref("invitation", invitation.public_id)],
        dedupe_key=f"invitation:{invitation.public_id}",
    )
    return invitation


def renew_invitation(*, by: Viewer, invitation: Invitation, at: datetime) -> str:
    """Give the invitation another token in place of its last, and return it; only its hash is kept."""
    check_renew_invitation(by=by, invitation=invitation, at=at)
    token = new_token()
    Invitation.objects.waiting().filter(pk=invitation.pk).update(token_hash=hash_of(token))
    return token


def delete_past_invitations(*, by: Viewer, at: datetime) -> int:
    """Delete the invitations that closed a month ago: they hold an address, and the role stands by itself."""
    check_delete_past_invitations(by=by)
    return Invitation.objects.long_past(at).delete()[0]


def revoke_invitation(*, by: Viewer, invitation: Invitation, at: datetime) -> None:
    check_revoke_invitation(by=by, invitation=invitation)
    Invitation.objects.waiting().filter(pk=invitation.pk).update(revoked_at=at)


@transaction.atomic
def accept_invitation(*, by: Viewer, invitation: Invitation, at: datetime) -> Membership:
    """Take up the role. The row is locked, so that of two attempts one finds the invitation used."""
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    person = Person.objects.filter(pk=by.person_id or 0).first()
    addresses = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    check_accept_invitation(by=by, invitation=invitation, addresses=list(addresses), at=at)
    assert person is not None  # noqa: S101 - the check has refused everybody else
    invitation.accepted_at, invitation.accepted_by = at, person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    membership, _ = Membership.objects.get_or_create(
        person=person,
        organisation=invitation.organisation,
        role=invitation.role,
        end_date=None,
        defaults={"start_date": local_date(at)},
    )
    return membership


def _letter(invitation: Invitation, address: str) -> tuple[str, str]:
    role = ROLES[invitation.role]
    where = invitation.organisation.local_name if invitation.organisation else gettext("the whole site")
    values = {"role": role.name.label, "where": where, "sentence": role.sentence, "address": address}
    subject = gettext("An invitation to Said & Done: %(role)s, %(where)s") % values
    body = (
        gettext(
            "You are invited to a role on Said & Done: %(role)s, %(where)s.\n\n"
            "%(sentence)s\n\n"
            "Open this link to accept. It works once, for this email address, for 7 days:\n\n"
            "%(address)s\n\n"
            "If you did not expect this, you can delete this email."
        )
        % values
    )
    return subject[:200], body
