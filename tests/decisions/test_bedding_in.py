"""What was decided is left to bed in before it is redesigned, and the days it named are missed in public."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from saidanddone.core.rules import Refused
from saidanddone.decisions import actions
from saidanddone.decisions.changes import Changes
from tests.decisions.factories import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast, at) -> Story:
    """Decided, and left to bed in for 200 days; what is expected of it is looked at after 180."""
    with time_machine.travel(at, tick=False):
        return Story(cast, at).decided().through_the_gate()


@pytest.fixture
def other(cast, at, story) -> Story:
    return Story(cast, at).decided()


def shown(client, story, days, name="decision"):
    with time_machine.travel(story.at + timedelta(days=days), tick=False):
        page = client.get(reverse(name, args=[story.decision.public_id])).content.decode()
    return " ".join(re.sub("<[^>]*>", " ", page).split())


def test_what_is_left_to_bed_in_is_not_replaced_before_its_day(story, other):
    with pytest.raises(Refused, match="left to bed in until 18 September 2026"):
        story.do(actions.replace_decision, replacement=other.decision, reason="A better one.")

    story.at += timedelta(days=200)
    story.do(actions.replace_decision, replacement=other.decision, reason="A better one.")

    assert story.decision.state == "replaced"


def test_another_choice_by_revision_is_no_way_round_bedding_in(story):
    chosen, another = story.decision.options.order_by("order")

    with pytest.raises(Refused, match="left to bed in"):
        story.do(actions.revise_decision, changes=Changes({"choice": another}), reason="We changed our mind.")

    story.do(actions.revise_decision, changes=Changes({"choice": chosen, "reasons": "Most."}), reason="Said better.")


def test_moving_the_day_to_bed_in_keeps_the_earlier_one_in_sight(story, other, at):
    sooner = Changes({"bed_in_until_date": at.date()})

    story.do(actions.revise_decision, changes=sooner, reason="It does harm.")
    story.do(actions.replace_decision, replacement=other.decision, reason="A better one.")

    assert "bed_in_until_date" in story.decision.versions.order_by("number").last().words


def test_the_day_and_the_choice_are_not_changed_at_once(story, at):
    another = story.decision.options.order_by("order").last()

    with pytest.raises(Refused, match="left to bed in"):
        both = Changes({"bed_in_until_date": at.date(), "choice": another})
        story.do(actions.revise_decision, changes=both, reason="It does harm.")


def test_what_does_harm_is_withdrawn_at_any_time(story):
    story.do(actions.withdraw_decision, reason="Somebody was hurt.")

    assert story.decision.state == "withdrawn"


@pytest.mark.parametrize("end", ["changed", "stopped"])
def test_a_pilot_that_is_over_makes_room(story, other, at, end):
    pilot = Changes({"is_pilot": True, "pilot_review_date": at.date() + timedelta(days=90)})
    story.do(actions.revise_decision, changes=pilot, reason="It is tried first.")
    story.do(actions.end_pilot, end=end, learnt="Few came.")

    story.do(actions.replace_decision, replacement=other.decision, reason="A better one.")

    assert story.decision.state == "replaced"


def test_a_missed_day_of_review_stands_on_the_page_and_in_the_register(client, story):
    words = "Nobody has said what came of that look."
    assert words not in shown(client, story, 365)

    assert words in shown(client, story, 366)
    with time_machine.travel(story.at + timedelta(days=366), tick=False):
        register = client.get(reverse("decisions")).content.decode()
    assert "It was to be looked at again by" in register


def test_a_missed_day_of_review_is_over_once_it_is_looked_at(client, story):
    story.at += timedelta(days=366)
    story.do(actions.start_review, reason="A year is over.")

    assert "Nobody has said what came of that look." not in shown(client, story, 1)


def test_a_pilot_past_its_day_says_that_nobody_has_ended_it(client, story, at):
    pilot = Changes({"is_pilot": True, "pilot_review_date": at.date() + timedelta(days=90)})
    story.do(actions.revise_decision, changes=pilot, reason="It is tried first.")
    words = "Nobody has said how it ends."

    assert words not in shown(client, story, 90)
    assert words in shown(client, story, 91)

    story.do(actions.end_pilot, end="continued", learnt="Many came.")
    assert words not in shown(client, story, 91)


def test_what_was_expected_and_never_compared_says_so(client, story):
    words = "Nobody has compared it yet."

    assert words not in shown(client, story, 180)
    assert words in shown(client, story, 181)


def test_an_expectation_shows_the_day_on_which_it_was_written(client, story, at):
    assert "Written down on 2 March 2026" in shown(client, story, 1)
