"""What cannot be done to a promise, an outcome or a setback as it stands is refused in words, and changes nothing."""

from datetime import timedelta

import pytest

from saidanddone.commitments import actions
from saidanddone.commitments.actions import Part, PeriodDraft, Step, UpdateDraft
from saidanddone.commitments.models import Commitment, Indicator, Owner, Setback
from saidanddone.commitments.outcome_drafts import IndicatorDraft, OwnerPart
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.record.models import Entry
from tests.commitments.factories import (
    TODAY,
    CommitmentFactory,
    PromiseDraftFactory,
    SetbackDraftFactory,
    SetbackFactory,
)
from tests.people.factories import OrganisationFactory, ServiceFactory

pytestmark = pytest.mark.django_db
TOO_LONG = "300 characters or fewer"


@pytest.fixture
def made(cast):
    return CommitmentFactory(organisation=cast.council)


@pytest.fixture
def refused(cast, at):
    """Called with an action by somebody of the council, with words of the refusal and with the facts."""

    def attempt(action, said, /, by="lead", **facts):
        entered = Entry.objects.count()

        with pytest.raises(Refused, match=said):
            action(by=cast.viewer(by), at=at, **facts)

        assert Entry.objects.count() == entered

    return attempt


def test_a_service_of_another_organisation_is_not_promised_nor_blamed(cast, refused):
    service = ServiceFactory(organisation=cast.homes)
    facts = {"organisation": cast.council, "service": service}

    refused(actions.promise, "belongs to another organisation", draft=PromiseDraftFactory(**facts))
    refused(actions.say_setback, "belongs to another organisation", draft=SetbackDraftFactory(**facts), by="officer")

    assert not Commitment.objects.exists()
    assert not Setback.objects.exists()


def test_a_standing_promise_says_what_is_measured_and_has_no_day(cast, at, refused):
    draft = PromiseDraftFactory(organisation=cast.council, standing=True)

    made = actions.promise(by=cast.viewer("lead"), at=at, draft=draft)

    facts = {"commitment": made, "promise": "", "due_date": TODAY + timedelta(days=9), "reason": "It is time."}
    refused(actions.change_commitment, "has no day by which it ends", **facts)


def test_a_part_and_its_partner_belong_to_the_promise(cast, made, refused):
    other = CommitmentFactory(organisation=cast.council)
    partner = other.partners.create(organisation=cast.homes, part="Tells its tenants")

    refused(actions.add_partner, TOO_LONG, commitment=made, part=Part(cast.homes, "x" * 301))
    refused(actions.remove_partner, "no partner of this promise", commitment=made, partner=partner)


def test_steps_are_few_enough_to_be_read(made, refused):
    steps = [Step(f"Step {number}", TODAY) for number in range(21)]

    refused(actions.set_milestones, "more than 20 steps", commitment=made, steps=steps)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"claim": "nearly"}, "goes on, is kept or is dropped"),
        ({"done": " "}, "Say what was done"),
        ({"done": "x" * 2001}, "2,000 characters"),
        ({"next": "x" * 1001}, "2,000 characters"),
        ({"reached": ("nobodys",)}, "does not belong to this promise"),
    ],
)
def test_an_update_is_whole(cast, made, refused, facts, said):
    draft = UpdateDraft(**{"organisation": cast.council, "done": "The drivers are hired."} | facts)

    refused(actions.update_commitment, said, by="officer", commitment=made, draft=draft)


def test_why_a_promise_changes_or_gives_way_is_said_in_few_words(cast, made, refused):
    other, day = CommitmentFactory(organisation=cast.council), TODAY + timedelta(days=90)

    facts = {"commitment": made, "promise": "", "due_date": day}
    refused(actions.change_commitment, "500 characters", reason="x" * 501, **facts)
    for reason in ("", "x" * 2001):
        refused(actions.replace_commitment, "Say why", commitment=made, replacement=other, reason=reason)


def period(**changes):
    facts = {"start_date": TODAY - timedelta(days=14), "end_date": TODAY - timedelta(days=8), "source": "Call log"}
    return PeriodDraft(**facts | {"kept_count": 1, "all_count": 2} | changes)


def test_a_period_is_recorded_of_a_standing_promise_by_those_who_work_on_it(cast, made, refused):
    standing = CommitmentFactory(organisation=cast.council, standing=True)
    before = standing.start_date - timedelta(days=1)

    refused(actions.record_period, "Only an officer", by="other_officer", commitment=standing, draft=period())
    refused(actions.record_period, "Only a standing promise", by="officer", commitment=made, draft=period())
    for draft in (period(start_date=before), period(end_date=TODAY - timedelta(days=15))):
        refused(actions.record_period, "before the promise did", by="officer", commitment=standing, draft=draft)
    for draft in (period(source=" "), period(source="x" * 301), period(note="x" * 501)):
        refused(actions.record_period, "where the figures come from", by="officer", commitment=standing, draft=draft)


def test_people_are_asked_once_and_not_of_what_they_cannot_see(cast, at):
    for facts in ({"asked_at": at}, {"hidden_at": at}):
        kept = CommitmentFactory(organisation=cast.council, kept=True, **facts)

        with pytest.raises(Refused, match="People have been asked"):
            actions.ask_if_it_worked(by=SITE, at=at + timedelta(weeks=5), commitment=kept)


def test_an_organisation_that_has_ended_answers_for_nothing_new(cast, at, outcome, refused):
    gone = OrganisationFactory(ended_date=TODAY)
    words = {"title": "Home by ten", "definition": "Who can.", "unit": "%", "source": "Survey", "better": "higher"}
    draft = IndicatorDraft(**words, kind="better_off", frequency="quarter", steward=gone, language="en")
    cast.council.ended_date = TODAY

    refused(actions.join_outcome, "has ended", outcome=outcome, organisation=cast.council)
    with pytest.raises(Refused, match="cannot look after an indicator"):
        actions.add_indicator(by=SITE, at=at, outcome=outcome, draft=draft)

    assert not Indicator.objects.exists()


def test_an_owner_joins_once_and_leaves_after_that(cast, outcome, refused):
    owner = Owner.objects.get(organisation=cast.council)
    before = owner.since_date - timedelta(days=1)

    refused(actions.join_outcome, "answers for this already", outcome=outcome, organisation=cast.council)
    refused(actions.leave_outcome, "before they have joined", owner=owner, on=before)
    refused(actions.edit_owner_part, "too long", owner=owner, part=OwnerPart(named_person="x" * 161))


@pytest.mark.parametrize(("reason", "lessons"), [("x" * 2001, ""), ("It is done.", "x" * 3001)])
def test_why_an_outcome_ends_is_said_in_words_that_fit(outcome, refused, reason, lessons):
    refused(actions.end_outcome, "too long", outcome=outcome, reason=reason, lessons=lessons)


def test_what_went_wrong_is_looked_at_again_in_words_that_fit_and_not_while_it_is_hidden(cast, at, refused):
    said, hidden = SetbackFactory(organisation=cast.council), SetbackFactory(organisation=cast.council, hidden_at=at)

    refused(actions.check_setback_again, "2,000 characters", by="officer", setback=said, found="x" * 2001)
    refused(actions.check_setback_again, "has hidden this", by="officer", setback=hidden, found="It is well.")
