"""A promise goes into the record, can be found, and moves the thread of those whose words led to it."""

from datetime import timedelta

import pytest

from saidanddone.commitments import actions
from saidanddone.commitments.actions import Part, PeriodDraft, Step, UpdateDraft
from saidanddone.commitments.models import Commitment
from saidanddone.commitments.queries.voices import voices_of
from saidanddone.commitments.states import State, state_of
from saidanddone.moderation import registry
from saidanddone.people.models import Organisation
from saidanddone.record.models import Entry, Opening
from saidanddone.search import queries as search
from tests.commitments.factories import TODAY, CommitmentFactory, PromiseDraftFactory
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import DecisionFactory, EvidenceFactory, FindingFactory, UseFactory

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=100)


def promise(cast, at, **facts):
    draft = PromiseDraftFactory(**{"organisation": cast.council} | facts)
    return actions.promise(by=cast.viewer("lead"), at=at, draft=draft)


def update(cast, at, commitment, **facts):
    draft = UpdateDraft(**{"organisation": cast.council, "done": "The drivers are hired."} | facts)
    return actions.update_commitment(by=cast.viewer("officer"), at=at, commitment=commitment, draft=draft)


def newest():
    return Entry.objects.order_by("-pk").first()


@pytest.fixture
def said():
    return ContributionFactory()


@pytest.fixture
def made(cast, said):
    return CommitmentFactory(organisation=cast.council, contribution=said)


def test_a_promise_is_recorded_findable_and_moves_the_thread(cast, at, said, movements):
    made = promise(
        cast, at, contribution=said, partners=(Part(cast.homes, "Tells its tenants"),), steps=(Step("Hire", TODAY),)
    )

    facts = Entry.objects.get(kind="commitment").facts
    assert facts["organisation"] == "council"
    assert facts["origin"] == str(said.ref)
    assert facts["partners"] == ["homes"]
    assert "promise" not in facts
    assert made.first_due_date == made.due_date
    assert search.matches("bus", kind="commitment").get().public_id == made.public_id
    assert movements == [("promised", made.ref, [said.pk])]


def test_a_form_that_is_sent_twice_is_one_promise(cast, at):
    first = promise(cast, at, submission_key="a" * 64)

    assert promise(cast, at, submission_key="a" * 64) == first
    assert Entry.objects.filter(kind="commitment").count() == 1


def test_an_update_that_is_sent_twice_is_one(cast, at, made):
    first = update(cast, at, made, submission_key="a" * 64)

    assert update(cast, at, made, submission_key="a" * 64) == first
    assert made.updates.count() == 1


def test_whose_words_led_to_it_are_found_through_finding_and_decision_with_what_says_the_same(cast):
    used, partly, unused, cited, alone = (ContributionFactory() for _ in range(5))
    same = ContributionFactory()
    type(same).objects.filter(pk=same.pk).update(same_as=cited)
    finding = FindingFactory(published=True)
    EvidenceFactory(finding=finding, contribution=cited)
    decision = DecisionFactory(organisation=cast.council, decided=True)
    UseFactory(decision=decision, contribution=used)
    UseFactory(decision=decision, contribution=partly, value="partly", because="Half of it")
    UseFactory(decision=decision, contribution=unused, value="not_used", because="Too dear")
    UseFactory(decision=decision, contribution=None, finding=finding)

    assert set(voices_of(CommitmentFactory(decision=decision))) == {used, partly, cited, same}
    assert set(voices_of(CommitmentFactory(finding=finding))) == {cited, same}
    assert set(voices_of(CommitmentFactory(contribution=same))) == {cited, same}
    assert set(voices_of(CommitmentFactory(contribution=alone))) == {alone}
    assert not voices_of(CommitmentFactory())


def test_what_replaces_a_promise_keeps_those_whose_words_led_to_it(cast, at, said, made, movements):
    new = promise(cast, at)

    actions.replace_commitment(by=cast.viewer("lead"), at=at, commitment=made, replacement=new, reason="Better")

    made.refresh_from_db()
    assert state_of(made, TODAY) == State.REPLACED
    assert list(voices_of(new)) == [said]
    assert movements == [("replaced", made.ref, [said.pk])]
    assert made.updates.get().done == "Better"
    assert newest().kind == "commitment-replaced"


def test_kept_is_kept_today_and_told(cast, at, said, made, movements):
    update(cast, at, made, claim="kept")

    made.refresh_from_db()
    assert made.kept_date == TODAY
    assert newest().facts["kept_date"] == TODAY.isoformat()
    assert movements == [("kept", made.ref, [said.pk])]


def test_dropped_keeps_its_reason(cast, at, said, made, movements):
    added = update(cast, at, made, done="", claim="dropped", reason="The grant was cut.")

    made.refresh_from_db()
    assert (made.dropped_date, made.drop_reason) == (TODAY, "The grant was cut.")
    assert added.done == "The grant was cut."
    assert [what for what, *_ in movements] == ["dropped"]


def test_a_moved_day_keeps_the_earlier_one_in_sight_and_makes_nothing_kept_in_time(cast, at, made, movements):
    first = made.due_date
    actions.change_commitment(
        by=cast.viewer("lead"), at=at, commitment=made, due_date=LATER, promise="We will run it daily.", reason="Late"
    )
    update(cast, at + timedelta(days=80), made, claim="kept")

    made.refresh_from_db()
    wording, day = made.changes.order_by("pk")
    assert (day.before, day.after, day.reason) == (first.isoformat(), LATER.isoformat(), "Late")
    assert wording.after == made.promise == "We will run it daily."
    assert made.first_due_date == first
    assert state_of(made, LATER) == State.KEPT_LATE
    assert [what for what, *_ in movements] == ["changed", "kept"]
    assert search.matches("daily", kind="commitment").exists()


def test_steps_are_reached_by_an_update(cast, at, made):
    (step,) = actions.set_milestones(by=cast.viewer("lead"), at=at, commitment=made, steps=[Step("Hire", TODAY)])

    update(cast, at, made, reached=(step.public_id,))

    assert made.milestones.get().reached_date == TODAY


def test_a_partner_comes_and_goes_and_the_record_keeps_both(cast, at, made):
    lead = cast.viewer("lead")

    partner = actions.add_partner(by=lead, at=at, commitment=made, part=Part(cast.homes, "Tells its tenants"))
    actions.remove_partner(by=lead, at=at, commitment=made, partner=partner)

    assert not made.partners.exists()
    entries = Entry.objects.filter(kind="commitment-partner").order_by("pk")
    assert [each.facts["has_a_part"] for each in entries] == [True, False]


def test_a_standing_promise_is_measured_per_period_once(cast, at):
    standing = CommitmentFactory(organisation=cast.council, standing=True)
    draft = PeriodDraft(
        start_date=TODAY - timedelta(days=14),
        end_date=TODAY - timedelta(days=8),
        kept_count=9,
        all_count=10,
        source="Call log",
    )

    for _ in range(2):
        actions.record_period(by=cast.viewer("officer"), at=at, commitment=standing, draft=draft)

    assert standing.periods.get().kept_count == 9
    assert Entry.objects.filter(kind="commitment-period").count() == 1


def test_a_successor_goes_on_with_the_promises_of_what_it_took_over(cast, at, made):
    Organisation.objects.filter(pk=cast.council.pk).update(ended_date=TODAY, successor=cast.homes)
    draft = UpdateDraft(organisation=cast.homes, done="We took it over.", claim="kept")

    actions.update_commitment(by=cast.viewer("other_officer"), at=at, commitment=made, draft=draft)

    made.refresh_from_db()
    assert made.kept_date == TODAY


def test_a_moderator_hides_a_promise_from_search_and_shows_it_again(cast, at):
    made = promise(cast, at)
    handler = registry.handler("commitment")

    handler.hide(made.public_id, at)
    assert not search.matches("bus", kind="commitment").exists()
    assert not Commitment.objects.public().exists()
    handler.show(made.public_id, at)
    assert search.matches("bus", kind="commitment").exists()


def test_words_that_a_moderator_takes_out_open_no_more_in_earlier_wordings_too(cast, at):
    made = promise(cast, at, promise="Ask Mrs Pugh for the key.")
    lead = cast.viewer("lead")
    actions.change_commitment(by=lead, at=at, commitment=made, promise="Ask Mrs P. for the key.", reason="Shorter")
    handler = registry.handler("commitment")
    described = handler.describe(made.public_id)
    words = described.words | {name: "Ask […]" for name, text in described.words.items() if "Ask" in text}

    handler.rewrite(made.public_id, words, is_redacted=True, at=at)

    made.refresh_from_db()
    change = made.changes.get()
    assert (made.promise, change.before, change.after) == ("Ask […]", "Ask […]", "Ask […]")
    assert made.is_redacted
    kept = set(Opening.objects.filter(entry__about_id=made.public_id).values_list("entry__kind", "field"))
    assert kept == {("commitment-correction", "promise")}


def test_an_update_is_described_hidden_and_shown(cast, at, made):
    added = update(cast, at, made)
    handler = registry.handler("commitment-update")

    handler.hide(added.public_id, at)

    assert not handler.describe(added.public_id).is_shown
    assert not handler.is_visible(added.public_id, cast.viewer("stranger"))
