"""The trust page, down to the rows of a figure; and an action that is planned because of it."""

from datetime import timedelta

import pytest

from saidanddone.core import clock

pytestmark = pytest.mark.journey
ACTION = "We print the reason for each late bus at the stop where it was late."


def test_trust_is_followed_to_its_rows_and_an_action_is_planned_in_sight(walker, second_walker):
    page = walker.page
    walker.go("/trust/")
    walker.follow(page.get_by_role("link", name="Aberwen Council").first)
    council = page.url
    walker.follow(page.get_by_role("heading", level=2).get_by_role("link", name="Ability"))
    assert page.get_by_text("What it is", exact=True).first.is_visible()
    assert page.get_by_text("How it can mislead", exact=True).first.is_visible()
    walker.follow(page.get_by_role("link", name="See them").first)
    lead, due = second_walker.page, clock.local_date(clock.now()) + timedelta(days=90)
    second_walker.sign_in("elin.prosser@aberwen.example")
    second_walker.go("/desk/aberwen-council/trust/")
    second_walker.follow(lead.get_by_role("link", name="Plan an action"))
    lead.get_by_role("radio", name="Openness").check()
    lead.get_by_label("What do you do?").fill(ACTION)
    lead.get_by_label("How will people see that it helped?").fill("The share who say that they are told why.")
    lead.get_by_role("group", name="What is it good for?").get_by_role("radio").first.check()
    until = lead.get_by_role("group", name="By which day?")
    for part, number in (("Day", due.day), ("Month", due.month), ("Year", due.year)):
        until.get_by_label(part).fill(str(number))
    lead.get_by_label("Who sees to it?").fill("The head of transport")
    second_walker.follow(lead.get_by_role("button", name="Plan it in public"))
    walker.go(council)

    assert page.get_by_text(ACTION).is_visible()
    walker.go(council.replace("/trust/", "/cy/trust/"))
    assert page.get_by_text(ACTION).is_visible()
