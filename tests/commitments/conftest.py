"""An outcome that the council and the housing association answer for together, with one indicator."""

import pytest

from saidanddone.people.roles import RoleName
from tests.commitments.factories import IndicatorFactory, OutcomeFactory, OwnerFactory
from tests.people.factories import MembershipFactory, OrganisationFactory, PersonFactory


@pytest.fixture
def outcome(cast):
    outcome = OutcomeFactory(place=cast.county)
    OwnerFactory(outcome=outcome, organisation=cast.council)
    OwnerFactory(outcome=outcome, organisation=cast.homes)
    return outcome


@pytest.fixture
def indicator(cast, outcome):
    return IndicatorFactory(outcome=outcome, steward=cast.council, key="home-after-nine")


@pytest.fixture
def assessor(cast):
    """Someone who measures for an organisation with no part in it."""
    person = PersonFactory(email="ann@example.org")
    MembershipFactory(person=person, organisation=OrganisationFactory(slug="audit"), role=RoleName.STEWARD)
    return person
