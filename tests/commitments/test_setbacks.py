"""What went wrong is said openly, in time or late, and looked at again."""

from datetime import date, datetime, timedelta

import pytest

from saidanddone.commitments import actions
from saidanddone.commitments.models import Setback
from saidanddone.commitments.queries.desk import desk_setbacks, late_for
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER
from saidanddone.moderation import registry
from saidanddone.record.models import Entry
from saidanddone.search import queries as search
from tests.commitments.factories import TODAY, CommitmentFactory, OutcomeFactory, SetbackDraftFactory, SetbackFactory
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import DecisionFactory, UseFactory
from tests.people.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def say(cast, at, by="officer", **facts):
    draft = SetbackDraftFactory(**{"organisation": cast.council} | facts)
    return actions.say_setback(by=cast.viewer(by), at=at, draft=draft)


def test_a_setback_is_recorded_findable_and_moves_the_thread_of_those_it_concerns(cast, at, movements):
    said = ContributionFactory()
    commitment = CommitmentFactory(organisation=cast.council, contribution=said)

    setback = say(cast, at, commitment=commitment)

    facts = Entry.objects.get(kind="setback").facts
    assert facts["about"] == [str(commitment.ref)]
    assert facts["is_in_time"] is True
    assert "title" not in facts
    assert search.matches("letter", kind="setback").get().public_id == setback.public_id
    assert movements == [("setback", setback.ref, [said.pk])]


def test_a_setback_of_a_decision_moves_what_it_used(cast, at, movements):
    decision = DecisionFactory(organisation=cast.council, decided=True)
    used = UseFactory(decision=decision).contribution
    UseFactory(decision=decision, value="not_used", because="Too dear")

    say(cast, at, decision=decision)

    assert [ids for *_, ids in movements] == [[used.pk]]


@pytest.mark.parametrize(("said_on", "in_time"), [(date(2026, 3, 13), True), (date(2026, 3, 16), False)])
def test_it_is_in_time_within_ten_working_days(cast, settings, at, said_on, in_time):
    """Known on Friday 27 February, 2026: St David's Day is no bank holiday."""
    settings.SETBACK_DAYS = 10
    moment = datetime.combine(said_on, at.timetz())

    setback = say(cast, moment, known_date=date(2026, 2, 27), check_date=date(2026, 5, 1))

    assert setback.is_in_time is in_time


def test_a_form_that_is_sent_twice_is_one_setback(cast, at):
    first = say(cast, at, submission_key="a" * 64)

    assert say(cast, at, submission_key="a" * 64) == first


@pytest.mark.parametrize("name", ["stranger", "resident", "connector", "other_officer", "steward", "moderator"])
def test_only_an_officer_says_it(cast, at, name):
    with pytest.raises(Refused, match="Only an officer of the organisation"):
        say(cast, at, by=name)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"title": " "}, "what went wrong"),
        ({"touched": ""}, "whom it touched"),
        ({"fix": ""}, "what is done about it"),
        ({"fix_owner": ""}, "who sees to it"),
        ({"known_date": TODAY + timedelta(days=1)}, "today or in the past"),
        ({"check_date": TODAY}, "a day to come"),
        ({"text": "x" * 3001}, "too long"),
    ],
)
def test_what_is_not_whole_is_not_said(cast, at, facts, words):
    with pytest.raises(Refused, match=words):
        say(cast, at, **facts)

    assert not Setback.objects.exists()


def test_it_concerns_ones_own(cast, at):
    foreign = CommitmentFactory(organisation=cast.homes)

    with pytest.raises(Refused, match="no part in this promise"):
        say(cast, at, commitment=foreign)
    with pytest.raises(Refused, match="no public decision"):
        say(cast, at, decision=DecisionFactory(organisation=cast.council))
    with pytest.raises(Refused, match="does not answer for this outcome"):
        say(cast, at, outcome=OutcomeFactory())
    foreign.partners.create(organisation=cast.council, part="Drives")
    assert say(cast, at, commitment=foreign)


def test_the_second_look_is_said_once_with_what_it_found(cast, at):
    setback, officer = SetbackFactory(organisation=cast.council), cast.viewer("officer")

    with pytest.raises(Refused, match="what you found"):
        actions.check_setback_again(by=officer, at=at, setback=setback, found=" ")
    with pytest.raises(Refused, match="Only an officer"):
        actions.check_setback_again(by=cast.viewer("other_officer"), at=at, setback=setback, found="All well.")
    actions.check_setback_again(
        by=officer, at=at, setback=setback, found="All forty have it.", cause="A slip", lesson="Check the list."
    )
    with pytest.raises(Refused, match="looked at again already"):
        actions.check_setback_again(by=officer, at=at, setback=setback, found="Not so.")

    setback.refresh_from_db()
    assert (setback.checked_date, setback.found, setback.cause) == (TODAY, "All forty have it.", "A slip")
    assert Entry.objects.get(kind="setback-checked").facts["checked_date"] == TODAY.isoformat()


def test_a_cause_that_was_said_is_not_said_anew(cast, at):
    setback = SetbackFactory(organisation=cast.council, cause="A slip")

    actions.check_setback_again(
        by=cast.viewer("officer"), at=at, setback=setback, found="All well.", cause="Not our fault"
    )

    setback.refresh_from_db()
    assert setback.cause == "A slip"


def test_a_hidden_setback_leaves_lists_and_search(cast, at):
    setback = say(cast, at)
    handler = registry.handler("setback")

    handler.hide(setback.public_id, at)

    assert not search.matches("letter", kind="setback").exists()
    assert not Setback.objects.visible_to(STRANGER).exists()
    assert not handler.is_visible(setback.public_id, STRANGER)


def test_what_the_second_look_found_is_told_once_to_those_whom_the_setback_was_told(cast, at, movements):
    said = ContributionFactory()
    setback = say(cast, at, commitment=CommitmentFactory(organisation=cast.council, contribution=said))
    officer, later = cast.viewer("officer"), at + timedelta(days=30)

    actions.check_setback_again(by=officer, at=later, setback=setback, found="All forty have it.")
    with pytest.raises(Refused):
        actions.check_setback_again(by=officer, at=later, setback=setback, found="Again.")

    assert movements == [("setback", setback.ref, [said.pk]), ("setback_checked", setback.ref, [said.pk])]


def test_a_second_look_that_is_late_counts_beside_promises_in_the_desks_menu(cast, at):
    facts = {"organisation": cast.council, "known_date": TODAY - timedelta(days=40)}
    SetbackFactory(check_date=TODAY - timedelta(days=1), **facts)
    SetbackFactory(check_date=TODAY, **facts)
    SetbackFactory(check_date=TODAY - timedelta(days=9), checked_date=TODAY, found="All well.", **facts)
    SetbackFactory(check_date=TODAY - timedelta(days=9), hidden_at=at, **facts)
    CommitmentFactory(organisation=cast.council, overdue=True)
    CommitmentFactory(organisation=cast.council, overdue=True, hidden_at=at)

    assert late_for(cast.viewer("officer"), on=TODAY) == 2
    assert late_for(cast.viewer("other_officer"), on=TODAY) == 0
    assert late_for(STRANGER, on=TODAY) == 0


def test_whoever_carries_on_the_work_is_reminded_of_the_second_look(cast, at):
    ended = OrganisationFactory(ended_date=TODAY, successor=cast.council)
    SetbackFactory(organisation=ended, known_date=TODAY - timedelta(days=9), check_date=TODAY - timedelta(days=1))

    assert late_for(cast.viewer("officer"), on=TODAY) == 1
    assert desk_setbacks(cast.council, number=1).rows
