"""What was announced, and who holds which pen; and an outcome that two answer for, with one indicator."""

import pytest

from saidanddone.contributions.signals import moved
from saidanddone.people.roles import RoleName
from tests.commitments.factories import IndicatorFactory, OutcomeFactory, OwnerFactory
from tests.people.factories import MembershipFactory, OrganisationFactory, PersonFactory


@pytest.fixture
def movements():
    """Each movement as (what, about, the contributions)."""
    seen = []

    def see(sender, *, about, contribution_ids, **_more):
        if sender != "said":
            seen.append((sender, about, contribution_ids))

    moved.connect(see)
    yield seen
    moved.disconnect(see)


@pytest.fixture(autouse=True)
def open_gate(monkeypatch):
    """The gate of decisions lacks nothing, unless a test says what."""
    missing = []
    monkeypatch.setattr("saidanddone.commitments.permissions.promising.gate_missing", lambda decision: missing)
    return missing


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
