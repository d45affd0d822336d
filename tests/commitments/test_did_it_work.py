"""Four weeks after a promise was kept, whoever's words led to it is asked whether it worked for them."""

from datetime import timedelta

import pytest

from saidanddone.commitments import actions, tasks
from saidanddone.commitments.models import FollowUp
from saidanddone.contributions import actions as contributions
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER, Viewer
from saidanddone.moderation import registry
from saidanddone.moderation.models import Case, ChannelRule
from saidanddone.people.models import Organisation
from saidanddone.record.models import Entry, Opening
from tests.commitments.factories import TODAY, CommitmentFactory, FollowUpFactory
from tests.contributions.factories import ContributionFactory, contributor_of
from tests.decisions.factories import EvidenceFactory, FindingFactory
from tests.people.factories import ContributorFactory

pytestmark = pytest.mark.django_db
KEPT = TODAY - timedelta(weeks=4)


@pytest.fixture
def said():
    return ContributionFactory()


@pytest.fixture
def asked(said):
    return FollowUpFactory(contribution=said)


def say(asked, at, value="yes", words="", by=None):
    by = by or contributor_of(asked.contribution)
    return actions.say_if_it_worked(by=by, at=at, follow_up=asked, value=value, words=words)


def test_each_contributor_is_asked_once_however_much_they_said(at, said, movements):
    more = ContributionFactory(contributor=said.contributor)
    other = ContributionFactory()
    finding = FindingFactory(published=True)
    for each in (said, more, other):
        EvidenceFactory(finding=finding, contribution=each)
    commitment = CommitmentFactory(finding=finding, kept_date=KEPT)

    tasks.ask_if_it_worked(at=at)
    tasks.ask_if_it_worked(at=at + timedelta(hours=1))

    assert set(FollowUp.objects.values_list("contribution", flat=True)) == {said.pk, other.pk}
    assert movements == [("asked_if_it_worked", commitment.ref, sorted([said.pk, other.pk]))]
    assert Entry.objects.get(kind="follow-up-asked").facts["asked"] == 2


def test_nobody_is_asked_a_day_early_nor_of_what_was_dropped(at, said):
    CommitmentFactory(contribution=said, kept_date=KEPT + timedelta(days=1))
    CommitmentFactory(contribution=said, dropped=True)

    tasks.ask_if_it_worked(at=at)

    assert not FollowUp.objects.exists()


def test_people_are_asked_although_the_organisation_has_ended(cast, at, said):
    CommitmentFactory(contribution=said, kept_date=KEPT, organisation=cast.council)
    Organisation.objects.filter(pk=cast.council.pk).update(ended_date=TODAY)

    tasks.ask_if_it_worked(at=at)

    assert FollowUp.objects.get().contributor == said.contributor


def test_whoever_withdrew_or_was_erased_is_not_asked(at, said):
    CommitmentFactory(contribution=ContributionFactory(withdrawn=True), kept_date=KEPT)
    contributions.erase_contributor(by=SITE, at=at, contributor=said.contributor)
    CommitmentFactory(contribution=said, kept_date=KEPT)

    tasks.ask_if_it_worked(at=at)

    assert not FollowUp.objects.exists()


def test_only_the_site_asks_and_not_before_time(cast, at, said):
    commitment = CommitmentFactory(contribution=said, kept_date=KEPT)

    with pytest.raises(Refused, match="nobody chooses whom to ask"):
        actions.ask_if_it_worked(by=cast.viewer("lead"), at=at, commitment=commitment)
    with pytest.raises(Refused, match="four weeks"):
        actions.ask_if_it_worked(by=SITE, at=at - timedelta(days=1), commitment=commitment)


def test_what_they_say_stands_and_may_be_changed_and_the_record_keeps_each(at, asked):
    say(asked, at, "no", "The bus does not come.")
    say(asked, at + timedelta(days=1), "partly", "It comes on weekdays.")

    asked.refresh_from_db()
    assert (asked.value, asked.shown_words) == ("partly", "It comes on weekdays.")
    entries = Entry.objects.filter(kind="follow-up").order_by("pk")
    assert [each.facts["value"] for each in entries] == ["no", "partly"]
    assert Opening.objects.filter(entry__in=entries).get().entry == entries[1]


def test_the_same_again_is_no_second_entry(at, asked):
    say(asked, at, "yes")
    say(asked, at, "yes")

    assert Entry.objects.filter(kind="follow-up").count() == 1


@pytest.mark.parametrize("name", ["stranger", "officer", "lead", "moderator"])
def test_nobody_says_it_for_them(cast, at, asked, name):
    with pytest.raises(Refused, match="Only those whose words led"):
        say(asked, at, by=cast.viewer(name))
    with pytest.raises(Refused, match="Only those whose words led"):
        say(asked, at, by=Viewer(contributor_ids=frozenset({ContributorFactory().pk})))


def test_what_is_no_verdict_is_refused(at, asked):
    for value, words, why in (("maybe", "", "Choose yes"), ("yes", "x" * 2001, "too long"), ("", "", "Choose yes")):
        with pytest.raises(Refused, match=why):
            say(asked, at, value, words)


def test_a_hidden_promise_is_judged_by_nobody(at, asked):
    type(asked.commitment).objects.filter(pk=asked.commitment_id).update(hidden_at=at)

    with pytest.raises(Refused, match="not published"):
        say(asked, at)


def test_words_are_held_where_the_rule_of_their_channel_says_so_and_the_value_counts(at, asked):
    ChannelRule.objects.create(channel="web", mode="hold_then_publish")

    say(asked, at, "no", "The bus does not come.")

    asked.refresh_from_db()
    assert (asked.value, asked.shown_words) == ("no", "")
    assert Case.objects.open().about(asked.ref).exists()
    registry.handler("follow-up").show(asked.public_id, at)
    asked.refresh_from_db()
    assert asked.shown_words


def test_words_taken_back_leave_moderators_nothing(at, asked):
    ChannelRule.objects.create(channel="web", mode="hold_then_publish")
    say(asked, at, "no", "The bus does not come.")

    say(asked, at, "no", "")

    assert not Case.objects.open().about(asked.ref).exists()


def test_hidden_words_are_read_by_nobody(at, asked):
    say(asked, at, "no", "The driver is Dai.")
    handler = registry.handler("follow-up")
    assert handler.is_visible(asked.public_id, STRANGER)

    handler.hide(asked.public_id, at)

    assert not handler.is_visible(asked.public_id, STRANGER)
    asked.refresh_from_db()
    assert not asked.shown_words


@pytest.mark.parametrize("way", ["withdraw", "erase"])
def test_what_is_withdrawn_or_erased_takes_the_words_along_and_the_count_stays(at, asked, way):
    say(asked, at, "no", "The bus does not come.")

    if way == "withdraw":
        contributions.withdraw(by=contributor_of(asked.contribution), at=at, contribution=asked.contribution)
    else:
        contributions.erase_contributor(by=SITE, at=at, contributor=asked.contributor)

    asked.refresh_from_db()
    assert (asked.value, asked.words) == ("no", "")
    assert not Opening.objects.filter(entry__about_id=asked.public_id).exists()
