"""What cannot be done to a decision as it stands is refused in the words that its writer reads, and changes nothing."""

from datetime import timedelta

import pytest

from saidanddone.core.refs import Ref
from saidanddone.core.rules import Refused
from saidanddone.decisions import actions
from saidanddone.decisions.changes import BoundDraft, Changes, DocumentDraft, OptionDraft, ScenarioDraft, SourceDraft
from saidanddone.decisions.models import Decision, Expectation, SignOff, Use
from saidanddone.decisions.permissions import considering as rules
from saidanddone.record.models import Entry
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import Story
from tests.decisions.refusing import TOO_LONG, refused_by

pytestmark = pytest.mark.django_db
refused = refused_by(Decision, Expectation, SignOff, Use, Entry)


@pytest.fixture
def story(cast, at):
    return Story(cast, at)


def draft(cast, at, changes):
    facts = {"organisation": cast.council, "place": cast.county, "language": "en"}
    return actions.draft_decision(by=cast.viewer("officer"), at=at, changes=changes, **facts)


def test_a_closed_organisation_decides_nothing_new(cast, at):
    cast.council.ended_date = at.date()
    cast.council.save()

    with pytest.raises(Refused, match="has closed"):
        draft(cast, at, Changes({"question": "Shall we?"}))

    assert not Decision.objects.exists()


def test_a_decision_begins_with_its_question_and_keeps_it(cast, at, story):
    with pytest.raises(Refused, match="Write the question"):
        draft(cast, at, Changes({"why_now": "The contract ends."}))

    refused(story, actions.edit_draft, "Write the question", changes=Changes({"question": " "}))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (Changes({"question": "x" * 300}), TOO_LONG),
        (Changes(scenarios=(ScenarioDraft("A strike", "", "No bus."),)), "Give each scenario a title"),
        (Changes(documents=(DocumentDraft("The report", "ftp://x.example/report"),)), "Give each document a title"),
        (Changes(documents=(DocumentDraft("", "https://x.example/report"),)), "Give each document a title"),
        (Changes(bounds=(BoundDraft("loose", "The time."),)), "Say what it is"),
        (Changes(bounds=(BoundDraft("open", ""),)), "Say what it is"),
        (Changes(bounds=(BoundDraft("open", "The time.", by="money"),)), "and only of that"),
        (Changes(bounds=(BoundDraft("constrained", "The money.", figures="£1"),)), "and only of that"),
        (Changes(bounds=(BoundDraft("constrained", "The money.", by="money"),)), "Give the figures"),
        (Changes(options=(OptionDraft(""),)), "Give each option a title"),
        (Changes(options=(OptionDraft("Until ten", cost_pence=-1),)), "not below nothing"),
        (Changes(options=(OptionDraft("Until ten", cost_pence=10**15),)), "not below nothing"),
        (Changes(options=(OptionDraft("Until ten", public_id="nobodys"),)), "belongs to another decision"),
        (Changes(options=tuple(OptionDraft(f"Way {n}") for n in range(31))), "too much to read"),
    ],
)
def test_what_is_not_whole_is_not_kept(story, changes, said):
    refused(story, actions.edit_draft, said, changes=changes)


@pytest.mark.parametrize(("when", "reason", "said"), [(1, "", "what the review found"), (0, "As it was.", "to come")])
def test_a_decision_is_confirmed_with_what_was_found_and_the_next_day(story, at, when, reason, said):
    story.decided()
    story.do(actions.start_review, reason="A year has gone by.")

    refused(story, actions.confirm, said, reason=reason, review_date=at.date() + timedelta(days=when))


def test_no_more_is_cited_at_a_time_than_can_be_read(story, monkeypatch):
    monkeypatch.setattr(rules, "MOST_AT_ONCE", 1)

    refused(story, actions.consider, "at a time, or fewer", contributions=[ContributionFactory() for _ in range(2)])


@pytest.mark.parametrize(
    ("ref", "words", "said"),
    [
        (Ref("decision", "d"), "Another", "cited as such"),
        (Ref("dataset", "x" * 41), "Tickets", TOO_LONG),
        (Ref("dataset", "t"), "x" * 301, TOO_LONG),
        (Ref("dataset", "t"), "", "Say what it is that you cite"),
    ],
)
def test_a_reference_says_in_a_few_words_what_it_is(story, ref, words, said):
    refused(story, actions.consider, said, refs=[SourceDraft(ref, words)])


def test_what_has_no_page_here_is_cited_in_words(story):
    story.do(actions.consider, refs=[SourceDraft(Ref("dataset", "t"), "Tickets sold after nine")])

    assert story.decision.uses.get().words == "Tickets sold after nine"


def test_a_use_has_a_value_and_a_reason_that_fits(story):
    story.announced().cite(ContributionFactory())
    uses = list(story.decision.uses.all())

    refused(story, actions.leave_out, TOO_LONG, uses=uses, reason="x" * 301)
    refused(story, actions.set_use, "Choose used", uses=uses, value="liked", because="")
    refused(story, actions.set_use, TOO_LONG, uses=uses, value="not_used", because="x" * 1001)


def test_what_has_ended_stays_as_it_is(story, at):
    story.decided()
    uses = list(story.decision.uses.all())
    story.do(actions.withdraw_decision, reason="The grant was cut.")
    day = at.date() + timedelta(days=30)

    refused(story, actions.set_use, "has ended", uses=uses, value="used", because="")
    refused(story, actions.sign_off, "has ended", voice="finance", name="Ann Rees", says="Yes.")
    refused(story, actions.expect, "has ended", text="More.", measure="Tickets", expected_date=day)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"voice": "choir", "name": "Ann Rees", "says": "Yes."}, "Choose who signs off"),
        ({"voice": "finance", "name": "x" * 161, "says": "Yes."}, TOO_LONG),
        ({"voice": "finance", "name": "Ann Rees", "says": "x" * 2001}, TOO_LONG),
        ({"voice": "finance", "not_asked_because": "x" * 1001}, TOO_LONG),
    ],
)
def test_a_sign_off_is_of_a_voice_in_words_that_fit(story, facts, said):
    refused(story, actions.sign_off, said, **facts)


@pytest.mark.parametrize(
    ("text", "measure", "said"),
    [
        ("", "Tickets", "Say what you expect"),
        ("More.", "", "Say what you expect"),
        ("x" * 401, "Tickets", TOO_LONG),
        ("More.", "x" * 301, TOO_LONG),
    ],
)
def test_what_is_expected_is_said_with_its_measure(story, at, text, measure, said):
    day = at.date() + timedelta(days=30)

    refused(story, actions.expect, said, text=text, measure=measure, expected_date=day)


def test_nothing_is_compared_before_it_is_decided(story, at):
    day = at.date() + timedelta(days=30)
    story.do(actions.expect, text="More get home.", measure="Tickets", expected_date=day)
    facts = {"by": story.lead, "expectation": story.decision.expectations.get()}

    with pytest.raises(Refused, match="nothing to compare yet"):
        actions.compare_expectation(at=at + timedelta(days=31), outcome="partly", found="A few more.", **facts)


@pytest.mark.parametrize(
    ("outcome", "found", "said"),
    [("perhaps", "More.", "Say whether"), ("partly", " ", "Say whether"), ("partly", "x" * 2001, TOO_LONG)],
)
def test_what_came_is_said_in_words_that_fit(story, at, outcome, found, said):
    story.decided().through_the_gate()
    facts = {"by": story.lead, "expectation": story.decision.expectations.get()}

    with pytest.raises(Refused, match=said):
        actions.compare_expectation(at=at + timedelta(days=181), outcome=outcome, found=found, **facts)


@pytest.mark.parametrize(
    ("end", "learnt", "said"),
    [
        ("forgotten", "Nobody came.", "Say whether it is"),
        ("stopped", " ", "Say whether it is"),
        ("stopped", "x" * 2001, TOO_LONG),
    ],
)
def test_a_pilot_ends_in_one_of_three_ways_with_what_was_learnt(story, end, learnt, said):
    story.decided()
    story.do(actions.revise_decision, changes=Changes({"is_pilot": True}))

    refused(story, actions.end_pilot, said, end=end, learnt=learnt)


def revised(values=None, **rows):
    return {"changes": Changes(values or {}, **rows), "reason": "We looked again."}


def test_only_what_is_public_is_revised(story):
    refused(story.announced(), actions.revise_decision, "Edit the rest", **revised({"headline": "Until ten"}))


def test_what_was_decided_keeps_days_that_can_be(story, at):
    story.decided()
    tomorrow, yesterday = (at.date() + timedelta(days=days) for days in (1, -1))

    refused(story, actions.revise_decision, "today or in the past", **revised({"decided_date": tomorrow}))
    refused(story, actions.revise_decision, "come after the decision", **revised({"review_date": yesterday}))


def test_what_was_decided_with_what_people_said_was_not_decided_without_listening(story):
    story.decided()

    because = {"without_listening_because": "There was no time."}
    refused(story, actions.revise_decision, "or why you decided without listening", **revised(because))


def test_while_it_is_open_something_can_be_shaped(story):
    story.open_for_views()

    fixed = (BoundDraft("fixed", "The route."),)
    refused(story, actions.revise_decision, "nothing to ask", **revised(bounds=fixed))


def test_a_day_is_promised_only_for_what_is_still_to_come(story, at):
    story.decided()

    refused(story, actions.promise_date, "before it is taken", state="decided", due_date=at.date())


def test_what_was_decided_before_is_confirmed_or_replaced_and_not_decided_anew(story):
    story.decided()
    story.do(actions.start_review, reason="A year has gone by.")

    refused(story, actions.decide, "Confirm it, or replace it")


def test_only_what_is_under_review_is_confirmed(story, at):
    story.deciding().cite(ContributionFactory()).choose()

    day = at.date() + timedelta(days=365)
    refused(story, actions.confirm, "Only what is under review", reason="As it was.", review_date=day)


def test_nothing_is_left_out_where_nothing_is_named(story):
    story.announced()
    entered = Entry.objects.count()

    story.do(actions.leave_out, uses=[], reason="It was ours.")

    assert Entry.objects.count() == entered


def test_why_nobody_was_listened_to_may_be_said_better_but_not_left_out(story):
    story.deciding().choose(without_listening_because="There was no time.")
    story.do(actions.decide)

    refused(
        story,
        actions.revise_decision,
        "cannot be|Say what you considered",
        **revised({"without_listening_because": ""}),
    )
    story.do(actions.revise_decision, **revised({"without_listening_because": "The grant ended that night."}))

    assert story.decision.without_listening_because == "The grant ended that night."
