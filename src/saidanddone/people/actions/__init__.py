"""Every write to accounts, contributors, organisations and roles."""

from saidanddone.people.actions.calendar import add_bank_holiday, remove_bank_holiday
from saidanddone.people.actions.contributors import (
    change_contact_details,
    claim_contributor,
    close_sent_links,
    delete_closed_links,
    erase_contributor,
    issue_return_link,
    new_contributor,
    request_return_links,
    revoke_return_links,
    rotate_return_link,
)
from saidanddone.people.actions.invitations import (
    accept_invitation,
    delete_past_invitations,
    invite,
    renew_invitation,
    revoke_invitation,
)
from saidanddone.people.actions.memberships import add_membership, end_membership
from saidanddone.people.actions.organisations import (
    OrganisationFacts,
    add_group,
    add_organisation,
    edit_organisation,
    end_organisation,
    publish_promise,
)
from saidanddone.people.actions.persons import add_person, change_person, erase_person
from saidanddone.people.actions.services import add_service, describe_service, edit_service, end_service

__all__ = [
    "OrganisationFacts",
    "accept_invitation",
    "add_bank_holiday",
    "add_group",
    "add_membership",
    "add_organisation",
    "add_person",
    "add_service",
    "change_contact_details",
    "change_person",
    "claim_contributor",
    "close_sent_links",
    "delete_closed_links",
    "delete_past_invitations",
    "describe_service",
    "edit_organisation",
    "edit_service",
    "end_membership",
    "end_organisation",
    "end_service",
    "erase_contributor",
    "erase_person",
    "invite",
    "issue_return_link",
    "new_contributor",
    "publish_promise",
    "remove_bank_holiday",
    "renew_invitation",
    "request_return_links",
    "revoke_invitation",
    "revoke_return_links",
    "rotate_return_link",
]
