"""Findings and decisions as rows, in the state that their traits name: for whoever reads them.

What goes with a write (record, search, `moved`) comes only through the actions; test those by calling them.
"""

from datetime import UTC, datetime, timedelta

import factory

from saidanddone.decisions import models
from tests.contributions.factories import ContributionFactory
from tests.people.factories import OrganisationFactory
from tests.places.factories import PlaceFactory

MOMENT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
"""As in `tests.conftest`: Monday 2 March 2026."""


class FindingFactory(factory.django.DjangoModelFactory):
    """A draft; `published=True`, `checking=True`, `withdrawn=True`."""

    class Meta:
        model = models.Finding

    title = factory.Sequence(lambda n: f"People on route {n} cannot get home after nine.")
    summary = "Shifts end at nine and the last bus has gone by then."
    language = "en"
    place = factory.SubFactory(PlaceFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    created_at = MOMENT

    class Params:
        checking = factory.Trait(state="checking", checking_at=MOMENT, checking_until_date=MOMENT.date())
        published = factory.Trait(state="published", published_at=MOMENT)
        withdrawn = factory.Trait(
            state="withdrawn", published_at=MOMENT, ended_at=MOMENT, reason="It rested on a mistake of ours."
        )


class EvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Evidence

    finding = factory.SubFactory(FindingFactory)
    contribution = factory.SubFactory(ContributionFactory)
    cited_at = MOMENT


class WriterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Writer

    finding = factory.SubFactory(FindingFactory)
    role = "interpreted"
    name = factory.Sequence(lambda n: f"Writer {n}")


class DecisionFactory(factory.django.DjangoModelFactory):
    """A draft; `announced=True`, `open_for_views=True`, `deciding=True`, `decided=True`, `withdrawn=True`."""

    class Meta:
        model = models.Decision

    question = factory.Sequence(lambda n: f"How late should bus {n} run?")
    language = "en"
    place = factory.SubFactory(PlaceFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    created_at = MOMENT

    class Params:
        announced = factory.Trait(state="announced", announced_at=MOMENT)
        open_for_views = factory.Trait(
            state="open_for_views", announced_at=MOMENT, views_close_date=MOMENT.date() + timedelta(days=28)
        )
        deciding = factory.Trait(state="being_decided", announced_at=MOMENT)
        decided = factory.Trait(
            state="decided",
            announced_at=MOMENT,
            decided_at=MOMENT,
            decided_date=MOMENT.date(),
            review_date=MOMENT.date() + timedelta(days=365),
            headline="Bus 7 runs until ten at night",
            reasons="Most shifts end at nine.",
            decided_by="The cabinet",
            authority="Transport Act 1985, section 63",
        )
        withdrawn = factory.Trait(state="withdrawn", announced_at=MOMENT, reason="The grant was cut.")


class UseFactory(factory.django.DjangoModelFactory):
    """Of a contribution, or of a finding: `UseFactory(contribution=None, finding=…)`."""

    class Meta:
        model = models.Use

    decision = factory.SubFactory(DecisionFactory)
    contribution = factory.SubFactory(ContributionFactory)
    value = "used"
    cited_at = MOMENT
