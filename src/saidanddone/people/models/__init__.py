"""The people and organisations of the area."""

from saidanddone.people.models.accounts import Invitation, Membership, Person
from saidanddone.people.models.contributors import Contributor, ReturnLink
from saidanddone.people.models.organisations import (
    BankHoliday,
    Nation,
    Organisation,
    Promise,
    Service,
    ServiceVersion,
)

__all__ = [
    "BankHoliday",
    "Contributor",
    "Invitation",
    "Membership",
    "Nation",
    "Organisation",
    "Person",
    "Promise",
    "ReturnLink",
    "Service",
    "ServiceVersion",
]
