"""Who may change contributors, organisations, roles and calendars, and when."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.drafts import ServiceWords
from saidanddone.people.models import Contributor, Invitation, Membership, Organisation, Person, Service
from saidanddone.people.roles import SITE_ROLES, Permission, RoleName

WORDS_OF_ORGANISATION = frozenset({"name", "name_cy", "summary", "summary_cy", "home_page", "places"})
"""What leads and stewards may change of their own organisation."""
FACTS_OF_ORGANISATION = WORDS_OF_ORGANISATION | {"kind", "tier", "nation"}
"""What administrators may change of any: a calendar decides when an answer is late, so it is not an organisation's."""


# Contributors and their return links


def check_new_contributor(*, by: Viewer, person_id: int | None) -> None:
    """Anyone may say something; under an account, only its owner."""
    if person_id is not None and person_id != by.person_id and not by.acts_for_site:
        raise Refused(_("You cannot speak under someone else's account."))


def check_change_contact_details(*, by: Viewer, contributor: Contributor) -> None:
    _check_own(by, contributor)


def check_issue_return_link(*, by: Viewer, contributor: Contributor, at: datetime) -> None:
    """The contributor may have more links; whoever has just made the contributor, at this very moment, the first."""
    if contributor.created_at == at and contributor.erased_at is None:
        return
    _check_own(by, contributor)


def check_close_sent_links(*, by: Viewer, contributor: Contributor) -> None:
    """The contributor, who is reached somewhere else from now on."""
    _check_own(by, contributor)


def check_rotate_return_link(*, by: Viewer, contributor: Contributor) -> None:
    _check_own(by, contributor)


def check_revoke_return_links(*, by: Viewer, contributor: Contributor) -> None:
    """The last way back is not shut: without an account nobody could ever open it again."""
    _check_own(by, contributor)
    if contributor.person_id is None and not contributor.email:
        raise Refused(
            _("Without this link you could not come back. Make a new link instead, or give an email address.")
        )


def check_claim_contributor(*, by: Viewer, contributor: Contributor) -> None:
    """Someone who is signed in and has the contributor's return link open, while nobody else has claimed it."""
    if by.person_id is None:
        raise Refused(_("Sign in first. Then you can keep what you said in your account."))
    if contributor.pk not in by.contributor_ids or contributor.erased_at is not None:
        raise Refused(_("Open your own link first. Then you can keep what you said in your account."))
    if contributor.person_id is not None:
        raise Refused(_("This is kept in an account already."))


def check_erase_contributor(*, by: Viewer, contributor: Contributor) -> None:
    """The contributor; or the site itself, once the contributor has asked for it."""
    if contributor.pk not in by.contributor_ids and not by.acts_for_site:
        raise Refused(_("Only the person who said this can erase it."))


def check_delete_closed_links(*, by: Viewer) -> None:
    """The site itself, once a day."""
    if not by.acts_for_site:
        raise Refused(_("Links are deleted by the site itself."))


def _check_own(by: Viewer, contributor: Contributor) -> None:
    if contributor.pk not in by.contributor_ids and not by.acts_for_site:
        raise Refused(_("Only the person who said this can do that."))
    if contributor.erased_at is not None:
        raise Refused(_("This has been erased."))


# Persons


def check_add_person(*, by: Viewer) -> None:
    """The site itself; people make their own accounts by signing up."""
    if not by.acts_for_site:
        raise Refused(_("People make their own accounts."))


def check_change_person(*, by: Viewer, person: Person) -> None:
    if by.person_id != person.pk:
        raise Refused(_("Only you can change your own details."))


def check_erase_person(*, by: Viewer, person: Person, is_last_administrator: bool) -> None:
    """Only the person, and not while the site would be left without anybody to run it."""
    if by.person_id != person.pk and not by.acts_for_site:
        raise Refused(_("Only you can close your account."))
    if is_last_administrator:
        raise Refused(_last_administrator())


# Roles: memberships and invitations


def check_add_membership(*, by: Viewer) -> None:
    """Administrators; everyone else invites, so that the person agrees first."""
    if not by.may(Permission.ADMINISTER):
        raise Refused(_("Only administrators give a role without an invitation."))


def check_invite(*, by: Viewer, organisation: Organisation | None, role: str) -> None:
    """Leads invite colleagues to their own organisation; only administrators give a role on the whole site."""
    if (role in SITE_ROLES) != (organisation is None) or role not in RoleName.values:
        raise Refused(_("This role does not belong there."))
    if organisation is None:
        if not by.may(Permission.ADMINISTER):
            raise Refused(_("Only administrators can invite someone to a role on the whole site."))
        return
    if not by.may(Permission.INVITE, organisation.pk):
        raise Refused(_("Only the organisation's leads, and administrators, can invite someone."))
    if organisation.ended_date is not None:
        raise Refused(_("This organisation has ended, so nobody new can join it."))


def check_see_people(*, by: Viewer) -> None:
    """Whoever looks after roles anywhere."""
    if not by.may_anywhere(Permission.INVITE):
        raise Refused(_("Only leads and administrators can see who holds which role."))


def check_see_roles(*, by: Viewer, organisation: Organisation | None) -> None:
    """Who works where is for those who look after it: leads their organisation, administrators all."""
    sentence = _("Only the organisation's leads, and administrators, can see who holds which role.")
    _check_looks_after(by, organisation.pk if organisation else None, sentence)


def check_revoke_invitation(*, by: Viewer, invitation: Invitation) -> None:
    """Whoever could have sent it, while it has not been used."""
    _check_looks_after(by, invitation.organisation_id, _("Only whoever may invite can withdraw an invitation."))
    if invitation.accepted_at is not None:
        raise Refused(_("This invitation has been used. End the role instead."))


def check_renew_invitation(*, by: Viewer, invitation: Invitation, at: datetime) -> None:
    """The site itself, as the letter leaves, while the invitation can still be taken up."""
    if not by.acts_for_site or invitation.state(at) != "open":
        raise Refused(_("This invitation is closed."))


def check_delete_past_invitations(*, by: Viewer) -> None:
    """As links."""
    check_delete_closed_links(by=by)


def check_accept_invitation(*, by: Viewer, invitation: Invitation, addresses: Collection[str], at: datetime) -> None:
    """Whoever has proved that the invited email address is theirs, once, before the invitation runs out.

    The state comes first, so that neither a new account nor a new password brings an old invitation back to life.
    """
    refusals = {
        "used": _("This invitation has been used already."),
        "withdrawn": _("This invitation has been withdrawn."),
        "expired": _("This invitation has run out. Ask whoever invited you for a new one."),
    }
    if (state := invitation.state(at)) in refusals:
        raise Refused(refusals[state])
    if by.person_id is None:
        raise Refused(_("Sign in to accept the invitation."))
    if invitation.email.lower() not in {address.lower() for address in addresses}:
        raise Refused(_("This invitation is for another email address. Sign in with the address that it was sent to."))


def check_end_membership(*, by: Viewer, membership: Membership, on: date, is_last_administrator: bool) -> None:
    """The person themselves, a lead of the organisation, or an administrator."""
    if by.person_id != membership.person_id:
        _check_looks_after(by, membership.organisation_id, _("Only a lead or an administrator can end this role."))
    if membership.end_date is not None and membership.end_date <= on:
        raise Refused(_("This role has ended already."))
    if is_last_administrator:
        raise Refused(_last_administrator())


def _check_looks_after(by: Viewer, organisation_id: int | None, sentence: str) -> None:
    """Leads look after the roles in their organisation, administrators after all."""
    if not by.may(Permission.ADMINISTER) and not (
        organisation_id is not None and by.may(Permission.INVITE, organisation_id)
    ):
        raise Refused(sentence)


def _last_administrator() -> str:
    return _("There would be no administrator left. Invite another one first.")


# Organisations, their promises and services


def check_see_organisations(*, by: Viewer) -> None:
    """Whoever looks after any organisation on the desk."""
    if not by.may_anywhere(Permission.EDIT_ORGANISATION):
        raise Refused(_("Only leads, stewards and administrators look after organisations."))


def check_add_organisation(*, by: Viewer) -> None:
    if not by.may(Permission.ADMINISTER):
        raise Refused(_("Only administrators can add an organisation."))


def check_add_group(*, by: Viewer, name: str) -> None:
    """Whoever works with partners may bring in a group with no legal form that is not here yet."""
    if not by.may_anywhere(Permission.ALLY):
        raise Refused(_("Only somebody who works with partners can add a group."))
    if not name:
        raise Refused(_("Give the group a name."))
    if Organisation.objects.filter(Q(name__iexact=name) | Q(name_cy__iexact=name)).exists():
        raise Refused(_("A group or organisation of this name is here already. Choose it from the list."))


def check_edit_organisation(*, by: Viewer, organisation: Organisation, fields: Collection[str]) -> None:
    """Leads and stewards change their organisation's words; administrators its kind, tier and calendar too."""
    may_change = editable_fields(by, organisation)
    if not may_change:
        raise Refused(_("Only the organisation's leads and stewards, and administrators, can change this."))
    if not set(fields) <= may_change:
        raise Refused(_("Only administrators can change what kind of organisation this is."))


def editable_fields(by: Viewer, organisation: Organisation) -> frozenset[str]:
    if by.may(Permission.ADMINISTER):
        return FACTS_OF_ORGANISATION
    if by.may(Permission.EDIT_ORGANISATION, organisation.pk) and organisation.ended_date is None:
        return WORDS_OF_ORGANISATION
    return frozenset()


def check_end_organisation(*, by: Viewer, organisation: Organisation, successor: Organisation | None) -> None:
    if not by.may(Permission.ADMINISTER):
        raise Refused(_("Only administrators can end an organisation."))
    if organisation.ended_date is not None:
        raise Refused(_("This organisation has ended already."))
    if successor is not None and (successor.pk == organisation.pk or successor.ended_date is not None):
        raise Refused(_("Its successor must be another organisation that goes on."))


def check_publish_promise(*, by: Viewer, organisation: Organisation) -> None:
    """Leads of the organisation and administrators, while it goes on."""
    if not by.may(Permission.PUBLISH_PROMISE, organisation.pk):
        raise Refused(_("Only the organisation's leads, and administrators, can publish its promise to answer."))
    if organisation.ended_date is not None:
        raise Refused(_("This organisation has ended, so it cannot promise anything."))


def check_add_service(*, by: Viewer, organisation: Organisation) -> None:
    if not by.may(Permission.EDIT_ORGANISATION, organisation.pk):
        raise Refused(_("Only the organisation's leads and stewards, and administrators, can change its services."))
    if organisation.ended_date is not None:
        raise Refused(_("This organisation has ended, so its services stay as they were."))


def check_edit_service(*, by: Viewer, service: Service) -> None:
    check_add_service(by=by, organisation=service.organisation)


def check_describe_service(*, by: Viewer, service: Service, draft: ServiceWords) -> None:
    """How it works is said with its day; a change with its reason, and never before what it changes."""
    check_edit_service(by=by, service=service)
    if service.ended_date is not None:
        raise Refused(_("This service has ended already."))
    if not draft.words:
        raise Refused(_("Say how it works."))
    newest = service.versions.first()
    if newest and not draft.because:
        raise Refused(_("Say why it changes."))
    if newest and draft.from_date < newest.from_date:
        raise Refused(_("It cannot change before the day of its last change."))


def check_end_service(*, by: Viewer, service: Service, successor: Service | None) -> None:
    check_add_service(by=by, organisation=service.organisation)
    if service.ended_date is not None:
        raise Refused(_("This service has ended already."))
    if successor is not None and (successor.pk == service.pk or successor.ended_date is not None):
        raise Refused(_("Its successor must be another service that goes on."))


# The calendar


def check_add_bank_holiday(*, by: Viewer) -> None:
    if not by.may(Permission.ADMINISTER):
        raise Refused(_("Only administrators can change bank holidays: they decide when an answer is late."))


def check_remove_bank_holiday(*, by: Viewer) -> None:
    check_add_bank_holiday(by=by)
