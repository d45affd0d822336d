"""A promise goes into the record, can be found, and moves the thread of those whose words led to it."""

from datetime import timedelta

import pytest

from saidanddone.commitments import actions
from saidanddone.commitments.actions import Part, PeriodDraft, Step, UpdateDraft
from saidanddone.commitments.models import Commitment
from saidanddone.commitments.queries.voices import voices_of
from saidanddone.commitments.states import State, state_of
from saidanddone.core.rules import Refused
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


class TestSteps:
    """What of a step is changed stays in sight, for a reason."""

    @pytest.fixture
    def step(self, cast, at, made):
        return actions.set_milestones(by=cast.viewer("lead"), at=at, commitment=made, steps=[Step("Hire", TODAY)])[0]

    def set_to(self, cast, at, made, *steps, reason="The grant came late"):
        return actions.set_milestones(by=cast.viewer("lead"), at=at, commitment=made, steps=steps, reason=reason)

    def test_a_moved_day_keeps_the_earlier_one(self, cast, at, made, step, client):
        later = TODAY + timedelta(days=9)

        self.set_to(cast, at, made, Step("Hire", later, step.public_id))

        change = made.changes.get()
        assert (change.field, change.milestone, change.before_day, change.after_day) == ("step_day", step, TODAY, later)
        assert Entry.objects.filter(kind="commitment-change").order_by("pk")[1].facts == {
            "field": "step_day",
            "milestone": step.public_id,
            "before": TODAY.isoformat(),
            "after": later.isoformat(),
        }
        page = client.get(f"/commitments/{made.public_id}/").text
        assert "The day of a step was moved" in page
        assert "The grant came late" in page
        assert page.count('<del><time datetime="2026-03-02"') == 2, "beside the step, and among what happened"

    def test_another_name_keeps_the_earlier_one(self, cast, at, made, step, client):
        self.set_to(cast, at, made, Step("Hire ten drivers", TODAY, step.public_id))

        assert (made.changes.get().before, made.changes.get().after) == ("Hire", "Hire ten drivers")
        assert "<del>Hire</del>" in client.get(f"/commitments/{made.public_id}/").text

    def test_a_step_that_is_taken_away_stays_in_sight(self, cast, at, made, step, client):
        assert self.set_to(cast, at, made) == []

        assert made.changes.get().field == "step_gone"
        page = client.get(f"/commitments/{made.public_id}/").text
        assert "<del>Hire</del>" in page
        assert "A step was taken away" in page

    def test_what_stays_as_it_is_and_what_is_new_need_no_reason(self, cast, at, made, step):
        self.set_to(cast, at, made, Step("Hire", TODAY, step.public_id), Step("Print", TODAY), reason="")

        assert not made.changes.exists()

    @pytest.mark.parametrize(
        ("day", "reason", "words"),
        [
            (TODAY + timedelta(days=1), " ", "Say why"),
            (TODAY - timedelta(days=1), "It was so", "That day has passed"),
            (TODAY + timedelta(days=1), "x" * 501, "500 characters"),
        ],
    )
    def test_a_day_is_not_moved_in_silence_nor_into_the_past(self, cast, at, made, step, day, reason, words):
        with pytest.raises(Refused, match=words):
            self.set_to(cast, at, made, Step("Hire", day, step.public_id), reason=reason)

    def test_a_step_that_was_taken_away_is_not_reached_nor_brought_back(self, cast, at, made, step):
        self.set_to(cast, at, made)

        with pytest.raises(Refused, match="does not belong"):
            self.set_to(cast, at, made, Step("Hire", TODAY, step.public_id))
        with pytest.raises(Refused, match="does not belong"):
            update(cast, at, made, reached=(step.public_id,))

    def test_a_moderator_takes_words_out_of_steps_parts_and_what_they_were_before(self, cast, at, made, step):
        part = Part(cast.homes, "Asks Eira at number 4")
        actions.add_partner(by=cast.viewer("lead"), at=at, commitment=made, part=part)
        self.set_to(cast, at, made, Step("Hire Eira", TODAY, step.public_id))
        handler = registry.handler("commitment")
        words = handler.describe(made.public_id).words

        left = {name: text.replace("Eira", "[…]") for name, text in words.items()}
        handler.rewrite(made.public_id, left, is_redacted=True, at=at)

        change, partner = made.changes.get(), made.partners.get()
        step.refresh_from_db()
        assert (step.title, change.before, change.after) == ("Hire […]", "Hire", "Hire […]")
        assert partner.part == "Asks […] at number 4"
