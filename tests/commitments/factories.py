"""Commitments, outcomes and setbacks as rows: for whoever reads them. What goes with a write comes through actions."""

from datetime import UTC, date, datetime, timedelta

import factory

from saidanddone.commitments import models
from saidanddone.commitments.drafts import PromiseDraft, SetbackDraft
from tests.contributions.factories import ContributionFactory
from tests.people.factories import OrganisationFactory
from tests.places.factories import PlaceFactory

MOMENT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
"""As in `tests.conftest`: Monday 2 March 2026."""
TODAY = MOMENT.date()


class CommitmentFactory(factory.django.DjangoModelFactory):
    """On course; `kept=True`, `kept_late=True`, `overdue=True`, `dropped=True`, `standing=True`."""

    class Meta:
        model = models.Commitment

    promise = factory.Sequence(lambda n: f"We will run bus {n} until ten at night.")
    language = "en"
    place = factory.SubFactory(PlaceFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    start_date = TODAY - timedelta(days=60)
    due_date = TODAY + timedelta(days=60)
    first_due_date = factory.SelfAttribute("due_date")
    made_at = MOMENT - timedelta(days=60)

    class Params:
        kept = factory.Trait(kept_date=TODAY)
        overdue = factory.Trait(due_date=TODAY - timedelta(days=1))
        kept_late = factory.Trait(due_date=TODAY - timedelta(days=1), kept_date=TODAY)
        dropped = factory.Trait(dropped_date=TODAY, drop_reason="The grant was cut.")
        standing = factory.Trait(is_standing=True, due_date=None, standard="A reply to every caller in two days.")


class OutcomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Outcome

    title = factory.Sequence(lambda n: f"Everybody can get home after work, by way {n}")
    why = "I have turned down two jobs because I could not get back."
    language = "en"
    place = factory.SubFactory(PlaceFactory)
    set_date = date(2021, 1, 1)
    set_at = MOMENT


class OwnerFactory(factory.django.DjangoModelFactory):
    """One that answers; `asked=True`: named by another, and not yet agreed."""

    class Meta:
        model = models.Owner

    outcome = factory.SubFactory(OutcomeFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    agreed_at = MOMENT
    since_date = date(2021, 1, 1)

    class Params:
        asked = factory.Trait(agreed_at=None)


class IndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Indicator

    outcome = factory.SubFactory(OutcomeFactory)
    title = factory.Sequence(lambda n: f"People who can get home after nine, measure {n}")
    language = "en"
    definition = "Of those at work after nine, how many can get home by bus or on foot within an hour."
    unit = "%"
    better = "higher"
    kind = "better_off"
    source = "Travel survey"
    frequency = "quarter"
    steward = factory.SubFactory(OrganisationFactory)
    rule_declared_at = MOMENT - timedelta(days=2000)
    key = factory.Sequence(lambda n: f"home-after-nine-{n}")


class ObservationFactory(factory.django.DjangoModelFactory):
    """The quarters of 2021 and after, one after the other; `missing=True`: without a value."""

    class Meta:
        model = models.Observation

    class Params:
        number = factory.Sequence(lambda n: n)
        missing = factory.Trait(value=None, note="The survey was not held.")

    indicator = factory.SubFactory(IndicatorFactory)
    start_date = factory.LazyAttribute(lambda row: date(2021 + row.number // 4, row.number % 4 * 3 + 1, 1))
    end_date = factory.LazyAttribute(lambda row: row.start_date + timedelta(days=88))
    value = 50.0
    status = "final"
    recorded_at = MOMENT


class LineFactory(factory.django.DjangoModelFactory):
    """A baseline of 40 in 2021; `target=True`: 60 at the end of 2030."""

    class Meta:
        model = models.Line

    indicator = factory.SubFactory(IndicatorFactory)
    kind = "baseline"
    date = date(2021, 1, 1)
    value = 40.0
    set_at = MOMENT

    class Params:
        target = factory.Trait(kind="target", date=date(2030, 12, 31), value=60.0)


class SetbackFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Setback

    title = "Forty people got the wrong letter"
    text = "A letter that was meant for one street went to another."
    language = "en"
    organisation = factory.SubFactory(OrganisationFactory)
    place = factory.SubFactory(PlaceFactory)
    known_date = TODAY - timedelta(days=3)
    said_at = MOMENT
    is_in_time = True
    touched = "Forty households"
    fix = "A new letter, by hand."
    fix_owner = "The housing team"
    check_date = TODAY + timedelta(days=30)


class PromiseDraftFactory(factory.Factory):
    """What `actions.promise` takes: `for_organisation` is meant by `organisation=`."""

    class Meta:
        model = PromiseDraft

    promise = factory.Sequence(lambda n: f"We will run bus {n} until ten at night.")
    place = factory.SubFactory(PlaceFactory)
    start_date = TODAY
    due_date = TODAY + timedelta(days=60)

    class Params:
        standing = factory.Trait(is_standing=True, due_date=None, standard="A reply to every caller in two days.")


class SetbackDraftFactory(factory.Factory):
    """What `actions.say_setback` takes."""

    class Meta:
        model = SetbackDraft

    title = "Forty people got the wrong letter"
    text = "A letter that was meant for one street went to another."
    place = factory.SubFactory(PlaceFactory)
    known_date = TODAY - timedelta(days=3)
    touched = "Forty households"
    fix = "A new letter, by hand."
    fix_owner = "The housing team"
    check_date = TODAY + timedelta(days=30)


class FollowUpFactory(factory.django.DjangoModelFactory):
    """Somebody who was asked; `value="no"` says what they answered."""

    class Meta:
        model = models.FollowUp

    commitment = factory.SubFactory(CommitmentFactory, kept=True)
    contribution = factory.SubFactory(ContributionFactory)
    contributor = factory.SelfAttribute("contribution.contributor")
    asked_at = MOMENT
    answered_at = factory.LazyAttribute(lambda row: MOMENT if row.value else None)
    value = ""
