"""Persons, organisations, contributors."""

from datetime import UTC, date, datetime

import factory

from saidanddone.people import models
from saidanddone.people.roles import RoleName
from tests.places.factories import PlaceFactory

LONG_AGO = date(2024, 1, 1)


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Person

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Organisation
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"organisation-{n}")
    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = models.Organisation.Kind.PUBLIC_BODY
    tier = models.Organisation.Tier.LOCAL

    class Params:
        promising = factory.Trait(promise_days=10)

    @factory.post_generation
    def places(self, create, extracted, **kwargs):
        if create and extracted:
            self.places.set(extracted)


class ServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Service

    organisation = factory.SubFactory(OrganisationFactory)
    slug = factory.Sequence(lambda n: f"service-{n}")
    name = factory.Sequence(lambda n: f"Service {n}")


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Membership

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = RoleName.OFFICER
    start_date = LONG_AGO

    class Params:
        of_site = factory.Trait(organisation=None, role=RoleName.MODERATOR)


class ContributorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Contributor

    created_at = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

    class Params:
        with_account = factory.Trait(person=factory.SubFactory(PersonFactory))


__all__ = [
    "ContributorFactory",
    "MembershipFactory",
    "OrganisationFactory",
    "PersonFactory",
    "PlaceFactory",
    "ServiceFactory",
]
