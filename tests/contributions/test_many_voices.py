"""Voices that were given elsewhere are brought in together, each counted once."""

from datetime import timedelta

import pytest

from saidanddone.contributions import actions
from saidanddone.contributions.models import Contribution
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from tests.contributions.factories import MOMENT, ContributionFactory
from tests.people.factories import ContributorFactory


@pytest.mark.django_db
def test_voices_are_counted_once_and_never_the_contributors_own():
    contribution = ContributionFactory()
    voices = {ContributorFactory(): MOMENT + timedelta(hours=hours) for hours in range(3)}

    first = actions.support_many(by=SITE, at=MOMENT, contribution=contribution, voices=voices)
    again = actions.support_many(
        by=SITE, at=MOMENT, contribution=contribution, voices={**voices, contribution.contributor: MOMENT}
    )

    assert (first, again) == (3, 0)
    assert Contribution.objects.get(pk=contribution.pk).support_count == 3
    assert set(contribution.supports.values_list("given_at", flat=True)) == set(voices.values())


@pytest.mark.django_db
def test_only_the_site_brings_in_the_voices_of_others(cast):
    contribution = ContributionFactory()

    with pytest.raises(Refused):
        actions.support_many(by=cast.viewer("administrator"), at=MOMENT, contribution=contribution, voices={})


@pytest.mark.django_db
def test_nobody_joins_in_with_what_is_not_public():
    contribution = ContributionFactory(hidden=True)

    with pytest.raises(Refused):
        actions.support_many(by=SITE, at=MOMENT, contribution=contribution, voices={})
