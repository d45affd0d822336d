"""A decision goes from state to state by the rules alone; each refusal says what is missing."""

from datetime import timedelta

import pytest

from saidanddone.contributions.signals import moved
from saidanddone.core.refs import Ref
from saidanddone.core.rules import Refused
from saidanddone.decisions import actions
from saidanddone.decisions.changes import BoundDraft, Changes, OptionDraft, SourceDraft
from saidanddone.decisions.models import Decision, StateChange, Use
from saidanddone.decisions.permissions import NotReady
from saidanddone.decisions.queries import gate_missing
from saidanddone.decisions.readiness import missing_for
from saidanddone.record.models import Entry
from saidanddone.search import queries as search
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import EvidenceFactory, FindingFactory, Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast, at) -> Story:
    return Story(cast, at)


@pytest.fixture
def movements():
    """What the thread above is told: pairs of what, and of whose contributions."""
    heard = []

    def hear(sender, contribution_ids, **facts):
        if sender != "said":
            heard.append((sender, contribution_ids))

    moved.connect(hear, weak=False)
    yield heard
    moved.disconnect(hear)


def missing_fields(decision, state):
    return {each.field for each in missing_for(decision, state)}


def test_decided_without_any_evidence_is_refused_with_the_words_of_the_rule(story):
    story.deciding().choose()

    with pytest.raises(NotReady, match="or why you decided without listening"):
        story.do(actions.decide)


def test_decided_without_listening_says_so(story):
    story.deciding().choose(without_listening_because="The contract ended overnight.")

    story.do(actions.decide)

    assert story.decision.state == "decided"


def test_without_listening_does_not_free_from_the_use_of_what_is_cited(story):
    story.deciding().cite(ContributionFactory(), value="").choose(without_listening_because="We were in a hurry.")

    assert missing_fields(story.decision, "decided") == {"uses", "without_listening_because"}


def test_decided_is_refused_while_something_cited_has_no_use(story):
    story.deciding().cite(ContributionFactory(), ContributionFactory(), value="").choose()

    with pytest.raises(NotReady, match="2 of the things you cite have no use yet"):
        story.do(actions.decide)


@pytest.mark.parametrize(
    "field",
    ["choice", "headline", "reasons", "decided_by", "authority", "interests", "decided_date", "review_date"],
)
def test_decided_is_refused_while_a_part_is_missing(story, field):
    empty = None if field in ("choice", "decided_date", "review_date") else ""
    story.deciding().cite(ContributionFactory()).choose(**{field: empty})

    with pytest.raises(NotReady):
        story.do(actions.decide)

    assert missing_fields(story.decision, "decided") == {field}


def test_decided_in_the_future_is_refused(story, at):
    story.deciding().cite(ContributionFactory()).choose(decided_date=at.date() + timedelta(days=1))

    with pytest.raises(Refused, match="today or in the past"):
        story.do(actions.decide)


def test_a_review_before_the_decision_is_refused(story, at):
    story.deciding().cite(ContributionFactory()).choose(review_date=at.date())

    assert missing_fields(story.decision, "decided") == {"review_date"}


@pytest.mark.parametrize("state", ["announced", "open_for_views"])
def test_no_step_is_left_out_on_the_way_to_decided(story, state):
    getattr(story, state)().cite(ContributionFactory()).choose()

    with pytest.raises(Refused, match="cannot become"):
        story.do(actions.decide)


def test_a_draft_is_not_decided(story):
    story.cite(ContributionFactory()).choose()

    with pytest.raises(Refused, match="cannot become"):
        story.do(actions.decide)


def test_confirming_is_no_way_round_deciding(story, at):
    story.deciding()

    with pytest.raises(Refused):
        story.do(actions.confirm, reason="It is fine.", review_date=at.date() + timedelta(days=9))


def test_deciding_again_is_no_way_round_a_review(story):
    story.decided()
    story.do(actions.start_review, reason="A year is over.")

    with pytest.raises(Refused, match="Confirm it, or replace it"):
        story.do(actions.decide)


@pytest.mark.parametrize("name", ["officer", "other_officer", "connector", "steward", "moderator", "administrator"])
def test_only_a_lead_publishes(story, cast, at, name):
    story.do(actions.promise_date, state="decided", due_date=at.date())

    with pytest.raises(Refused, match="Only a lead"):
        actions.announce(by=cast.viewer(name), at=at, decision=story.decision)


@pytest.mark.parametrize("name", ["other_officer", "connector", "steward", "moderator", "resident", "stranger"])
def test_nobody_else_writes_in_a_draft(story, cast, at, name):
    with pytest.raises(Refused):
        actions.edit_draft(
            by=cast.viewer(name), at=at, decision=story.decision, changes=Changes({"question": "Mine now?"})
        )


def test_announcing_needs_a_promised_day(story):
    with pytest.raises(NotReady, match="Promise a day"):
        story.do(actions.announce)


def test_opening_for_views_needs_something_to_shape(story, at):
    story.do(actions.edit_draft, changes=Changes(bounds=(BoundDraft("fixed", "All of it."),)))
    story.announced()

    with pytest.raises(NotReady, match="what people can still shape"):
        story.do(actions.open_for_views, close_date=at.date() + timedelta(days=9))


def test_opening_for_views_that_close_today_is_refused(story, at):
    story.announced()

    with pytest.raises(Refused, match="Give people time"):
        story.do(actions.open_for_views, close_date=at.date())


def test_deciding_does_not_begin_before_the_promised_close(story, at):
    story.open_for_views()

    with pytest.raises(Refused, match="Wait until views are closed"):
        story.do(actions.start_deciding)

    story.at = at + timedelta(days=22)
    story.do(actions.start_deciding)
    assert story.decision.state == "being_decided"


def test_what_can_be_shaped_is_not_emptied_while_people_speak(story):
    story.open_for_views()

    with pytest.raises(Refused, match="what people can still shape"):
        changes = Changes(bounds=(BoundDraft("fixed", "All of it."),))
        story.do(actions.revise_decision, changes=changes, reason="We changed our mind.")


def test_what_is_public_is_not_edited(story):
    story.announced()

    with pytest.raises(Refused, match="revised"):
        story.do(actions.edit_draft, changes=Changes({"question": "Should buses run at all?"}))


def test_what_is_decided_is_not_edited(story):
    story.decided()

    with pytest.raises(Refused, match="revised"):
        story.do(actions.edit_draft, changes=Changes({"reasons": "Others."}))


def test_revision_keeps_the_earlier_words_and_the_reason(story):
    story.announced()

    changes = Changes({"question": "How late should buses 7 and 8 run?"})
    story.do(actions.revise_decision, changes=changes, reason="Bus 8 takes the same road.")

    version = story.decision.versions.get()
    assert version.words == {"question": "How late should bus 7 run?"}
    assert version.reason == "Bus 8 takes the same road."


def test_revision_without_a_reason_is_refused(story):
    story.announced()

    with pytest.raises(Refused, match="Say why you change it"):
        story.do(actions.revise_decision, changes=Changes({"question": "Other words?"}))


def test_revision_of_rows_keeps_them_too(story):
    story.announced()
    kept = story.decision.options.get(title="Until ten")

    options = (OptionDraft("Until eleven", public_id=kept.public_id),)
    story.do(actions.revise_decision, changes=Changes(options=options), reason="Eleven was asked for.")

    assert "As now" in story.decision.versions.get().words["options"]
    assert [each.pk for each in story.decision.options.all()] == [kept.pk]


def test_revision_without_a_change_makes_no_version(story):
    story.announced()

    story.do(actions.revise_decision, changes=Changes({"why_now": "The contract ends in May."}), reason="Nothing.")

    assert not story.decision.versions.exists()


def test_revision_does_not_empty_what_the_decision_stands_on(story):
    story.decided()

    with pytest.raises(Refused, match="cannot be left empty"):
        story.do(actions.revise_decision, changes=Changes({"reasons": ""}), reason="They were wrong.")


def test_the_choice_is_not_taken_away(story):
    story.decided()

    with pytest.raises(Refused, match="cannot be taken away"):
        story.do(actions.revise_decision, changes=Changes(options=(OptionDraft("Another"),)), reason="Wrong.")


def test_the_option_of_another_decision_is_not_chosen(story, cast, at):
    other = Story(cast, at).decision.options.first()

    with pytest.raises(Refused, match="one of the options"):
        story.choose(choice=other)


def test_no_form_writes_a_state(story):
    with pytest.raises(ValueError, match="state"):
        Changes({"state": "decided"})


@pytest.mark.parametrize(
    "facts", [{"held": True}, {"hidden": True}, {"withdrawn": True}, {"for_one_organisation": True}]
)
def test_only_what_everyone_can_read_is_cited(story, facts):
    with pytest.raises(Refused, match="Only what everyone can read"):
        story.cite(ContributionFactory(**facts))


@pytest.mark.parametrize("facts", [{}, {"checking": True}, {"withdrawn": True}])
def test_only_a_finding_that_stands_is_cited(story, facts):
    with pytest.raises(Refused, match="published and stands"):
        story.do(actions.consider, findings=[FindingFactory(**facts)])


@pytest.mark.parametrize("kind", ["contribution", "finding", "decision", "use"])
def test_bare_reference_does_not_stand_for_what_has_rows(story, kind):
    with pytest.raises(Refused):
        story.do(actions.consider, refs=[SourceDraft(Ref(kind, "abc"), "Trust us.")])


def test_reference_without_a_page_needs_words(story):
    with pytest.raises(Refused, match="Say what it is"):
        story.do(actions.consider, refs=[SourceDraft(Ref("dataset", "abc"), "")])


def test_the_same_is_cited_once(story):
    said = ContributionFactory()

    story.cite(said)
    story.cite(said, said)

    assert story.decision.uses.count() == 1


@pytest.mark.parametrize("value", ["partly", "not_used"])
def test_what_is_not_wholly_used_says_why(story, value):
    with pytest.raises(Refused, match="Give a reason"):
        story.cite(ContributionFactory(), value=value)


def test_use_of_another_decision_is_not_set(story, cast, at):
    other = Story(cast, at).cite(ContributionFactory()).decision.uses.get()

    with pytest.raises(Refused, match="another decision"):
        story.do(actions.set_use, uses=[other], value="used")


def test_what_was_considered_is_settled_once_decided(story):
    story.decided()

    with pytest.raises(Refused, match="settled"):
        story.do(actions.leave_out, uses=list(story.decision.uses.all()), reason="Too long.")
    with pytest.raises(Refused, match="settled"):
        story.do(actions.consider, contributions=[ContributionFactory()])


def test_what_was_cited_in_public_is_left_out_for_a_reason_alone(story):
    story.announced().cite(ContributionFactory())
    uses = list(story.decision.uses.all())

    with pytest.raises(Refused, match="Say why it is no longer considered"):
        story.do(actions.leave_out, uses=uses)
    story.do(actions.leave_out, uses=uses, reason="It is about another bus.")

    assert "contribution:" in story.decision.versions.get().words["considered"]


def test_use_that_changes_after_the_decision_keeps_what_was_said(story, movements):
    story.decided()
    movements.clear()

    story.do(actions.set_use, uses=list(story.decision.uses.all()), value="partly", because="Ten, not eleven.")

    use = story.decision.uses.get()
    assert story.decision.versions.get().words == {f"use_{use.public_id}": "used"}
    assert [what for what, _ids in movements] == ["decided"]


def test_moved_day_keeps_the_one_that_was_promised(story, at):
    story.announced()

    with pytest.raises(Refused, match="Say why the day is moved"):
        story.do(actions.promise_date, state="decided", due_date=at.date() + timedelta(days=90))
    story.do(actions.promise_date, state="decided", due_date=at.date() + timedelta(days=90), reason="Elections.")

    assert story.decision.date_promises.filter(superseded_at__isnull=False).count() == 1


def test_missed_day_stays_missed_when_the_state_is_reached_later(story, at):
    story.deciding().cite(ContributionFactory()).choose()
    story.at = at + timedelta(days=70)

    story.do(actions.decide)

    promise = story.decision.date_promises.get()
    assert promise.met_date == story.at.date()
    assert promise.is_missed(story.at.date())


def test_day_in_the_past_is_not_promised(story, at):
    with pytest.raises(Refused, match="still to come"):
        story.do(actions.promise_date, state="decided", due_date=at.date() - timedelta(days=1))


def test_replaced_only_by_a_decision_that_stands(story, cast, at):
    story.decided()
    other = Story(cast, at).announced()

    with pytest.raises(Refused, match="public and stands"):
        story.do(actions.replace_decision, replacement=other.decision, reason="A better one.")
    with pytest.raises(Refused, match="does not replace itself"):
        story.do(actions.replace_decision, replacement=story.decision, reason="A better one.")


def test_two_decisions_do_not_replace_each_other(story, cast, at):
    story.decided()
    other = Story(cast, at).decided()
    story.do(actions.replace_decision, replacement=other.decision, reason="A better one.")

    with pytest.raises(Refused):
        other.do(actions.replace_decision, replacement=story.decision, reason="Back again.")


def test_withdrawal_needs_a_reason_and_ends_it(story):
    story.announced()
    with pytest.raises(Refused, match="Say why it is withdrawn"):
        story.do(actions.withdraw_decision, reason=" ")

    story.do(actions.withdraw_decision, reason="The grant was cut.")

    assert story.decision.state == "withdrawn"
    with pytest.raises(Refused):
        story.do(actions.revise_decision, changes=Changes({"question": "Another?"}), reason="Again.")


def test_confirmed_after_a_review_says_what_was_found_and_keeps_the_earlier_day(story, at):
    story.decided()
    story.do(actions.start_review, reason="A year is over.")

    story.do(actions.confirm, reason="It works.", review_date=at.date() + timedelta(days=700))

    assert story.decision.state == "decided"
    assert "review_date" in story.decision.versions.get().words


def test_every_move_is_on_the_clock_and_in_the_record(story):
    story.decided()

    moves = [(each.before, each.after) for each in StateChange.objects.order_by("pk")]
    entries = Entry.objects.about(story.decision.ref).filter(kind="decision").order_by("pk")
    assert moves == [("draft", "announced"), ("announced", "being_decided"), ("being_decided", "decided")]
    assert [each.facts["state"] for each in entries] == ["announced", "being_decided", "decided"]


def test_draft_leaves_no_trace_in_record_and_index(story):
    story.cite(ContributionFactory())

    assert not Entry.objects.filter(kind__in=("decision", "use")).exists()
    assert not search.find("bus", kinds=["decision"])


def test_record_holds_no_words_and_no_reason_in_the_open(story):
    story.deciding().cite(ContributionFactory(), value="not_used", because="Ann Rees asked for the moon.").choose()
    story.do(actions.decide)

    content = b"".join(bytes(each.content) for each in Entry.objects.filter(kind__in=("decision", "use")))
    assert b"moon" not in content
    assert b"shifts" not in content


def test_use_enters_the_record_with_its_value_once_it_is_decided(story):
    story.decided()

    entries = Entry.objects.filter(kind="use").order_by("pk")
    assert [each.facts["value"] for each in entries] == [None, "used"]


def test_announced_decision_is_found_by_its_words(story):
    story.announced()

    assert [hit.public_id for hit in search.find("contract", kinds=["decision"])] == [story.decision.public_id]


def test_opening_for_views_tells_those_whom_its_findings_cite(story, movements):
    evidence = EvidenceFactory(finding=FindingFactory(published=True))
    story.do(actions.consider, findings=[evidence.finding])

    story.open_for_views()

    assert movements == [("views_opened", [evidence.contribution_id])]


def test_deciding_tells_everyone_cited_directly_or_through_a_finding(story, movements):
    evidence, said = EvidenceFactory(finding=FindingFactory(published=True)), ContributionFactory()
    story.do(actions.consider, findings=[evidence.finding])

    story.decided(said)

    assert movements == [("decided", sorted([evidence.contribution_id, said.pk]))]


def test_gate_names_each_part_that_is_missing(story):
    assert len(gate_missing(story.decision)) == 6

    story.decided().through_the_gate()

    assert gate_missing(story.decision) == []


def test_pilot_needs_the_day_of_its_review(story):
    story.decided().through_the_gate()
    story.do(actions.revise_decision, changes=Changes({"is_pilot": True}), reason="It is tried first.")

    assert gate_missing(story.decision) == [
        "Give the day by which the pilot is continued, changed or stopped.",
    ]


def test_why_a_voice_was_not_asked_passes_for_it(story):
    story.do(actions.sign_off, voice="finance", not_asked_because="It costs nothing.")

    assert len(gate_missing(story.decision)) == 5


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "Ann", "says": ""},
        {"name": "", "says": "Yes."},
        {},
        {"name": "Ann", "says": "Yes.", "not_asked_because": "No time."},
    ],
)
def test_sign_off_speaks_or_says_why_not(story, facts):
    with pytest.raises(Refused, match="Say who signs off"):
        story.do(actions.sign_off, voice="finance", **facts)


def test_sign_off_that_was_public_stays_in_sight(story):
    story.decided().through_the_gate()

    with pytest.raises(Refused, match="Say why you change it"):
        story.do(actions.sign_off, voice="finance", name="Ann Rees", says="We cannot.")
    story.do(actions.sign_off, voice="finance", name="Ann Rees", says="We cannot.", reason="The grant ended.")

    assert story.decision.versions.order_by("-pk").first().words == {"sign_off_finance": "Ann Rees: We can do this."}


def test_expectation_is_written_before_its_day(story, at):
    with pytest.raises(Refused, match="lies ahead"):
        story.do(actions.expect, text="More.", measure="Tickets", expected_date=at.date())


def test_expectation_is_compared_once_and_after_its_day(story, at):
    story.decided().through_the_gate()
    expectation = story.decision.expectations.get()
    facts = {"by": story.lead, "expectation": expectation, "outcome": "partly", "found": "A few more."}

    with pytest.raises(Refused, match="Wait until"):
        actions.compare_expectation(at=at, **facts)
    actions.compare_expectation(at=at + timedelta(days=181), **facts)
    with pytest.raises(Refused, match="compared already"):
        actions.compare_expectation(at=at + timedelta(days=182), **facts)


def test_pilot_ends_once_with_what_was_learnt(story):
    story.decided()
    with pytest.raises(Refused, match="Only a pilot"):
        story.do(actions.end_pilot, end="stopped", learnt="Nobody came.")

    story.do(actions.revise_decision, changes=Changes({"is_pilot": True}))
    story.do(actions.end_pilot, end="stopped", learnt="Nobody came.")

    with pytest.raises(Refused, match="said already"):
        story.do(actions.end_pilot, end="continued", learnt="They did.")


def test_draft_sent_twice_is_one(cast, at):
    facts = {"organisation": cast.council, "place": cast.county, "language": "en", "submission_key": "a" * 64}
    changes = Changes({"question": "Shall we?"})

    for _ in range(2):
        actions.draft_decision(by=cast.viewer("officer"), at=at, changes=changes, **facts)

    assert Decision.objects.count() == 1


def test_nothing_that_was_refused_has_changed_anything(story):
    story.deciding().cite(ContributionFactory(), value="").choose()
    entries = Entry.objects.count()

    with pytest.raises(Refused):
        story.do(actions.decide)

    assert Decision.objects.get().state == "being_decided"
    assert Entry.objects.count() == entries
    assert Use.objects.get().value == ""
