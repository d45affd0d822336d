"""Barriers have owners, call-outs are answered, and a review says why."""

from datetime import date, timedelta

import pytest

from saidanddone.alliances import actions
from saidanddone.alliances.models import Review
from saidanddone.core.rules import Refused


def test_a_barrier_is_ended_by_the_party_that_can_remove_it(table):
    first, second, _third = table.live().parties
    barrier = actions.raise_barrier(
        by=table.lead(first),
        at=table.at,
        alliance=table.alliance,
        words="Two forms for one rail",
        owner=second,
        due_date=date(2026, 5, 1),
    )

    with pytest.raises(Refused, match="Only the party"):
        actions.end_barrier(by=table.lead(first), at=table.at, barrier=barrier, is_removed=True, how="Gone")
    ended = actions.end_barrier(
        by=table.lead(second), at=table.at, barrier=barrier, is_removed=False, how="The law asks for both."
    )
    assert ended.is_removed is False
    with pytest.raises(Refused, match="already"):
        actions.end_barrier(by=table.lead(second), at=table.at, barrier=barrier, is_removed=True, how="Gone")


def test_nothing_is_looked_after_before_it_is_signed(table):
    with pytest.raises(Refused, match="signed deal"):
        actions.call_out(by=table.lead(table.parties[0]), at=table.at, alliance=table.alliance, words="Come")


def test_a_step_comes_again(table):
    first = table.live().parties[0]
    step = actions.plan_step(
        by=table.lead(first),
        at=table.at,
        alliance=table.alliance,
        what="Eat together",
        owner=first,
        every_days=28,
        next_date=date(2026, 3, 9),
    )

    done = actions.step_done(by=table.lead(first), at=table.at, step=step)

    assert (done.last_date, done.next_date) == (table.at.date(), table.at.date() + timedelta(days=28))


def test_a_call_out_goes_to_all_in_one_step_and_each_says_that_it_comes(table):
    first, second, third = table.live().parties
    called = actions.call_out(
        by=table.lead(third),
        at=table.at,
        alliance=table.alliance,
        words="The river is over the wall.",
        submission_key="c" * 64,
    )
    again = actions.call_out(
        by=table.lead(third),
        at=table.at,
        alliance=table.alliance,
        words="The river is over the wall.",
        submission_key="c" * 64,
    )
    assert called == again

    first_time = actions.acknowledge(by=table.lead(first), at=table.at, call_out=called, party=first)
    later = table.at + timedelta(minutes=9)
    actions.acknowledge(by=table.lead(first), at=later, call_out=called, party=first, words="Two boats")
    actions.acknowledge(by=table.lead(second), at=later, call_out=called, party=second)

    first_time.refresh_from_db()
    assert (first_time.words, first_time.made_at) == ("Two boats", table.at), "the first time counts"
    with pytest.raises(Refused, match="party that you work for"):
        actions.acknowledge(by=table.lead(first), at=table.at, call_out=called, party=third)
    actions.stand_down(by=table.lead(third), at=later, call_out=called)
    with pytest.raises(Refused, match="over"):
        actions.acknowledge(by=table.lead(third), at=later, call_out=called, party=third)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"went_well": ""}, "went well"),
        ({"kind": "stalled", "reasons": []}, "stuck"),
        ({"reasons": ["weather"]}, "from the list"),
        ({"held_date": date(2026, 3, 3)}, "still to come"),
    ],
)
def test_a_review_says_what_went_well_what_did_not_and_why(table, facts, words):
    by = table.lead(table.live().parties[0])
    own = {"held_date": date(2026, 3, 1), "went_well": "All came.", "did_not": "No money.", "next_steps": "Ask again."}

    with pytest.raises(Refused, match=words):
        actions.hold_review(by=by, at=table.at, alliance=table.alliance, review=Review(**own | facts))


def test_a_review_sets_the_next_one(table):
    by = table.lead(table.live().parties[0])
    review = Review(
        held_date=date(2026, 3, 1),
        went_well="All came.",
        did_not="No money.",
        next_steps="Ask again.",
        next_date=date(2027, 3, 1),
    )

    actions.hold_review(by=by, at=table.at, alliance=table.alliance, review=review)

    table.alliance.refresh_from_db()
    assert table.alliance.review_date == date(2027, 3, 1)
