"""Saying something."""

import pytest

from saidanddone.contributions import actions
from saidanddone.contributions.models import Addressee, Contribution, Tally
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.people.models import Contributor
from saidanddone.record.models import Entry
from tests.contributions.factories import ContributionFactory, DraftFactory

pytestmark = pytest.mark.django_db


def test_stranger_says_something_and_becomes_a_contributor(at):
    draft = DraftFactory(contributor=None)

    said = actions.say(by=STRANGER, at=at, draft=draft)

    assert said.state == Contribution.State.PUBLISHED
    assert said.published_at == at
    assert Contributor.objects.get() == said.contributor


def test_form_sent_twice_is_one_contribution(at):
    draft = DraftFactory(contributor=None, submission_key="k" * 64)

    first = actions.say(by=STRANGER, at=at, draft=draft)
    second = actions.say(by=STRANGER, at=at, draft=draft)

    assert first == second
    assert Contributor.objects.count() == 1


def test_every_organisation_gets_a_clock_from_its_own_promise(cast, at):
    draft = DraftFactory(place=cast.bryn_teg, organisations=(cast.council, cast.homes))

    said = actions.say(by=SITE, at=at, draft=draft)

    due = dict(said.addressees.values_list("organisation__slug", "due_date"))
    assert {slug: day.isoformat() for slug, day in due.items()} == {"council": "2026-03-16", "homes": "2026-03-09"}


def test_published_contribution_is_recorded_without_words_or_names(cast, at):
    said = ContributionFactory(organisations=[cast.council], text="The lift is broken.", credit_name="Mair Pugh")

    entry = Entry.objects.get(kind="contribution")
    assert entry.about == said.ref
    assert entry.facts["organisations"] == ["council"]
    assert set(entry.commitments) == {"text", "credit_name"}
    assert b"lift" not in bytes(entry.content)
    assert b"Mair" not in bytes(entry.content)


def test_what_is_said_to_one_organisation_leaves_no_trace_on_the_record():
    ContributionFactory(for_one_organisation=True, answered=True)

    assert not Entry.objects.exists()


@pytest.mark.parametrize("trait", ["held", "hidden", "withdrawn", "answered", "late", "for_organisations", "supported"])
def test_figures_equal_a_recount_in_every_state(trait, at):
    ContributionFactory(**{trait: True})
    ContributionFactory(answered=True)

    assert actions.recount(by=SITE, at=at) == 0
    assert Tally.objects.get(scope="site", measure="said").count >= 1


def test_credit_without_a_name_is_refused(at):
    with pytest.raises(Refused):
        actions.say(by=SITE, at=at, draft=DraftFactory(credit_name=""))


def test_late_is_known_from_the_date(cast, at):
    ContributionFactory(late=True)

    assert Addressee.objects.late(at.date()).count() == 1
