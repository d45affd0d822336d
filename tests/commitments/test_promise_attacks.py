"""What nobody may do to a promise: speak for others, move the past, end it twice, keep it afterwards."""

from datetime import timedelta

import pytest

from saidanddone.commitments import actions
from saidanddone.commitments.actions import Part, PeriodDraft, Step, UpdateDraft
from saidanddone.commitments.models import Commitment
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER
from saidanddone.record.models import Entry
from tests.commitments.factories import TODAY, CommitmentFactory, PromiseDraftFactory
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import DecisionFactory, FindingFactory
from tests.people.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=100)


def promise(cast, at, by="lead", **facts):
    draft = PromiseDraftFactory(**{"organisation": cast.council} | facts)
    return actions.promise(by=cast.viewer(by), at=at, draft=draft)


def update(cast, at, commitment, by="officer", organisation=None, **facts):
    draft = UpdateDraft(**{"organisation": organisation or cast.council, "done": "The drivers are hired."} | facts)
    return actions.update_commitment(by=cast.viewer(by), at=at, commitment=commitment, draft=draft)


@pytest.fixture
def made(cast):
    return CommitmentFactory(organisation=cast.council)


@pytest.mark.parametrize("name", ["stranger", "resident", "connector", "officer", "steward", "moderator"])
def test_only_a_lead_promises(cast, at, name):
    with pytest.raises(Refused, match="Only a lead of the organisation"):
        promise(cast, at, by=name)


def test_nobody_promises_for_another_or_a_closed_organisation(cast, at):
    with pytest.raises(Refused, match="Only a lead of the organisation"):
        promise(cast, at, organisation=cast.homes)
    cast.council.ended_date = at.date()
    with pytest.raises(Refused, match="has closed"):
        promise(cast, at)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"promise": " \n"}, "in one plain sentence"),
        ({"promise": "x" * 301}, "300 characters"),
        ({"pledged_by": "x" * 161}, "160 characters"),
        ({"due_date": None}, "by which day"),
        ({"due_date": TODAY - timedelta(days=1), "start_date": TODAY - timedelta(days=9)}, "That day has passed"),
        ({"start_date": LATER}, "before the day on which you start"),
        ({"standing": True, "standard": ""}, "what is measured"),
        ({"is_standing": True, "standard": "Two days"}, "no day by which it ends"),
        ({"cost_pence": -1}, "from nothing upwards"),
        ({"steps": (Step("", TODAY),)}, "Name each step"),
        ({"steps": (Step("Hire drivers", LATER),)}, "between the start and the end"),
    ],
)
def test_what_is_not_whole_is_not_promised(cast, at, facts, words):
    with pytest.raises(Refused, match=words):
        promise(cast, at, **facts)

    assert not Commitment.objects.exists()


def test_a_decision_carries_promises_once_it_stands_and_its_gate_lacks_nothing(cast, at, open_gate):
    open_gate += ["Finance has not signed off."]

    with pytest.raises(Refused, match="Finance has not signed off"):
        promise(cast, at, decision=DecisionFactory(organisation=cast.council, decided=True))
    open_gate.clear()
    for state in ("announced", "deciding", "withdrawn"):
        with pytest.raises(Refused, match="Only what has been decided"):
            promise(cast, at, decision=DecisionFactory(organisation=cast.council, **{state: True}))
    with pytest.raises(Refused, match="Only what has been decided"):
        promise(cast, at, decision=DecisionFactory(organisation=cast.council, decided=True, hidden_at=at))
    with pytest.raises(Refused, match="a decision of another organisation"):
        promise(cast, at, decision=DecisionFactory(organisation=cast.homes, decided=True))
    assert promise(cast, at, decision=DecisionFactory(organisation=cast.council, decided=True)).decision


def test_a_promise_does_not_tell_what_is_not_public(cast, at):
    for finding in (FindingFactory(), FindingFactory(withdrawn=True), FindingFactory(published=True, hidden_at=at)):
        with pytest.raises(Refused, match="Only a published finding"):
            promise(cast, at, finding=finding)
    for said in (ContributionFactory(hidden=True), ContributionFactory(for_one_organisation=True)):
        with pytest.raises(Refused, match="was said to everyone"):
            promise(cast, at, contribution=said)


def test_a_promise_has_one_origin(cast, at):
    with pytest.raises(Refused, match="comes from one thing"):
        promise(cast, at, finding=FindingFactory(published=True), contribution=ContributionFactory())


def test_a_partner_is_another_one_that_stands_once_with_a_part(cast, at, made):
    lead = cast.viewer("lead")

    for part, words in (
        (Part(cast.council, "Drives"), "not its own partner"),
        (Part(cast.homes, " "), "Each has its own part"),
        (Part(OrganisationFactory(ended_date=TODAY), "Drives"), "has closed"),
    ):
        with pytest.raises(Refused, match=words):
            actions.add_partner(by=lead, at=at, commitment=made, part=part)
    actions.add_partner(by=lead, at=at, commitment=made, part=Part(cast.homes, "Tells its tenants"))
    with pytest.raises(Refused, match="a partner already"):
        actions.add_partner(by=lead, at=at, commitment=made, part=Part(cast.homes, "Again"))
    with pytest.raises(Refused, match="Only a lead"):
        actions.add_partner(by=cast.viewer("officer"), at=at, commitment=made, part=Part(cast.homes, "Again"))


def test_only_those_who_work_on_it_say_how_it_goes(cast, at, made):
    for name in ("stranger", "resident", "connector", "steward", "moderator"):
        with pytest.raises(Refused, match="Only an officer of an organisation that works"):
            update(cast, at, made, by=name)
    with pytest.raises(Refused, match="no part in this promise"):
        update(cast, at, made, by="other_officer", organisation=cast.homes)
    with pytest.raises(Refused, match="Only an officer of an organisation that works"):
        update(cast, at, made, by="other_officer")


def test_a_partner_says_what_it_did_but_not_that_the_promise_is_kept_or_dropped(cast, at, made):
    made.partners.create(organisation=cast.homes, part="Tells its tenants")

    assert update(cast, at, made, by="other_officer", organisation=cast.homes).done
    for claim in ("kept", "dropped"):
        with pytest.raises(Refused, match="Only the organisation that leads"):
            update(cast, at, made, by="other_officer", organisation=cast.homes, claim=claim, reason="The grant.")


@pytest.mark.parametrize("ended", [{"kept": True}, {"dropped": True}])
def test_what_has_ended_ends_no_second_time_and_changes_no_more(cast, at, ended):
    made = CommitmentFactory(organisation=cast.council, **ended)
    other = CommitmentFactory(organisation=cast.council)
    lead = cast.viewer("lead")

    for claim in ("", "kept", "dropped"):
        with pytest.raises(Refused, match="has ended"):
            update(cast, at, made, claim=claim, reason="The grant.")
    with pytest.raises(Refused, match="has ended"):
        actions.change_commitment(by=lead, at=at, commitment=made, due_date=LATER, reason="Later")
    with pytest.raises(Refused, match="has ended"):
        actions.replace_commitment(by=lead, at=at, commitment=made, replacement=other, reason="Better")
    with pytest.raises(Refused, match="that takes its place has ended"):
        actions.replace_commitment(by=lead, at=at, commitment=other, replacement=made, reason="Better")


def test_a_promise_is_dropped_with_a_reason_only(cast, at, made):
    with pytest.raises(Refused, match="Say why it is dropped"):
        update(cast, at, made, claim="dropped")


def test_two_promises_do_not_replace_each_other_nor_one_itself(cast, at, made):
    other, foreign = CommitmentFactory(organisation=cast.council), CommitmentFactory(organisation=cast.homes)
    lead = cast.viewer("lead")
    actions.replace_commitment(by=lead, at=at, commitment=made, replacement=other, reason="Better")

    for commitment, replacement in ((other, made), (other, other), (other, foreign)):
        with pytest.raises(Refused):
            actions.replace_commitment(by=lead, at=at, commitment=commitment, replacement=replacement, reason="Again")


def test_the_day_moves_for_a_reason_and_never_into_the_past(cast, at, made):
    lead = cast.viewer("lead")

    for facts, words in (
        ({"due_date": LATER, "reason": " "}, "Say why"),
        ({"due_date": made.due_date, "reason": "Same"}, "Nothing is changed"),
        ({"due_date": TODAY - timedelta(days=1), "reason": "Was so"}, "That day has passed"),
        ({"promise": "x" * 301, "reason": "Longer"}, "300 characters"),
    ):
        with pytest.raises(Refused, match=words):
            actions.change_commitment(by=lead, at=at, commitment=made, **facts)
    with pytest.raises(Refused, match="Only a lead"):
        actions.change_commitment(by=cast.viewer("officer"), at=at, commitment=made, due_date=LATER, reason="Later")


def test_a_standing_promise_is_never_kept_and_its_figures_are_never_overwritten(cast, at):
    standing = CommitmentFactory(organisation=cast.council, standing=True)
    officer = cast.viewer("officer")
    week = {"start_date": TODAY - timedelta(days=14), "end_date": TODAY - timedelta(days=8), "source": "Call log"}
    record = {"by": officer, "at": at, "commitment": standing}

    with pytest.raises(Refused, match="has no end"):
        update(cast, at, standing, claim="kept")
    with pytest.raises(Refused, match="more often than it was asked for"):
        actions.record_period(**record, draft=PeriodDraft(**week, kept_count=3, all_count=2))
    with pytest.raises(Refused, match="not over yet"):
        actions.record_period(**record, draft=PeriodDraft(**week | {"end_date": TODAY}, kept_count=1, all_count=2))
    actions.record_period(**record, draft=PeriodDraft(**week, kept_count=1, all_count=2))
    with pytest.raises(Refused, match="recorded already"):
        actions.record_period(**record, draft=PeriodDraft(**week, kept_count=2, all_count=2))


def test_a_step_that_was_reached_is_not_rewritten_and_no_foreign_one_taken(cast, at, made):
    lead = cast.viewer("lead")
    first, second = actions.set_milestones(
        by=lead, at=at, commitment=made, steps=[Step("Hire drivers", TODAY), Step("Print tables", TODAY)]
    )
    update(cast, at, made, reached=(first.public_id,))

    with pytest.raises(Refused, match="stays as it is"):
        actions.set_milestones(by=lead, at=at, commitment=made, steps=[])
    with pytest.raises(Refused, match="does not belong"):
        foreign = CommitmentFactory(organisation=cast.council)
        actions.set_milestones(
            by=lead, at=at, commitment=foreign, steps=[Step("Mine", foreign.due_date, second.public_id)]
        )


def test_what_a_moderator_hid_is_not_updated_and_seen_by_its_own_alone(cast, at):
    hidden = CommitmentFactory(organisation=cast.council, hidden_at=at)

    with pytest.raises(Refused, match="A moderator has hidden this"):
        update(cast, at, hidden)
    assert not Commitment.objects.visible_to(STRANGER).exists()
    assert not Commitment.objects.visible_to(cast.viewer("other_officer")).exists()
    assert Commitment.objects.visible_to(cast.viewer("officer")).get() == hidden


def test_what_is_refused_leaves_no_entry(cast, at, made):
    with pytest.raises(Refused):
        update(cast, at, made, claim="dropped")

    assert not Entry.objects.exists()
