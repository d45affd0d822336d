"""Answers that reach the table: without a network for a while, at a kiosk, and from paper typed in twice."""

import re

import pytest
from playwright.sync_api import Error

from tests.journeys.test_surveys import DESK, LEAD, STEWARD

pytestmark = pytest.mark.journey
HUBS = "What should our hubs be open for?"


@pytest.fixture
def kiosk(walker) -> str:
    """Somebody at the desk of the round that is open in the demonstration area; the address of its kiosk."""
    walker.sign_in(LEAD)
    walker.go(DESK)
    walker.follow(walker.page.get_by_role("link", name=HUBS))
    walker.follow(walker.page.get_by_role("link", name="Round 1"))
    return walker.page.get_by_role("textbox", name="A kiosk").input_value()


def choose(page) -> None:
    """Something for every question of the page."""
    for group in page.get_by_role("main").get_by_role("group").all():
        (group.get_by_role("radio").or_(group.get_by_role("checkbox"))).first.check()
    for words in page.get_by_role("textbox").all():
        words.fill("A room to mend things in.")


def kept(page) -> str:
    """Whatever the browser keeps that a page's scripts could read, and the values of the page's fields."""
    return page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")


def test_without_a_network_nothing_is_lost_and_nothing_stays_behind(second_walker):
    page = second_walker.page
    second_walker.go("/surveys/")
    second_walker.follow(page.get_by_role("link", name=HUBS))
    second_walker.follow(page.get_by_role("link", name="Answer this survey"))
    second_walker.follow(page.get_by_role("button", name="Begin", exact=True))
    first = page.url
    page.context.set_offline(True)
    choose(page)
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_text("There is no network just now.").wait_for()
    with page.expect_navigation():
        page.context.set_offline(False)
    second_walker.check()
    second_walker.go(first)
    assert page.get_by_role("radio", checked=True).or_(page.get_by_role("checkbox", checked=True)).count()

    while "/page/" in page.url:
        choose(page)
        second_walker.follow(page.get_by_role("button", name="Save and go on"))
    second_walker.follow(page.get_by_role("button", name="Hand in"))
    assert kept(page) == '[{},{},""]'
    second_walker.go(first)
    assert "/thanks/" in page.url
    page.go_back()
    assert "A room to mend things in." not in page.content()


def test_a_kiosk_shows_nothing_of_the_person_before(kiosk, second_walker):
    page = second_walker.page
    second_walker.go(kiosk)
    before = page.context.cookies()
    second_walker.follow(page.get_by_role("button", name="Begin"))
    while page.get_by_role("button", name="Go on").count():
        choose(page)
        second_walker.follow(page.get_by_role("button", name="Go on"))
    choose(page)
    second_walker.follow(page.get_by_role("button", name="Hand in"))
    assert {each["name"] for each in page.context.cookies()} <= {each["name"] for each in before} | {"csrftoken"}
    assert kept(page) == '[{},{},""]'
    second_walker.follow(page.get_by_role("link", name="For the next person"))
    second_walker.follow(page.get_by_role("button", name="Begin"))

    assert page.get_by_role("radio", checked=True).or_(page.get_by_role("checkbox", checked=True)).count() == 0
    page.go_back()
    with pytest.raises(Error, match="ERR_CACHE_MISS"):  # what was sent is not in the browser any more
        page.go_back()


def test_a_kiosk_that_is_left_alone_begins_anew(kiosk, second_walker):
    page = second_walker.page
    page.clock.install()
    second_walker.go(kiosk)
    second_walker.follow(page.get_by_role("button", name="Begin"))
    choose(page)
    with page.expect_navigation():
        page.clock.run_for(121_000)

    assert page.get_by_role("button", name="Begin").is_visible()
    assert page.get_by_role("group").count() == 0


def test_a_sheet_of_paper_is_typed_in_by_two_and_settled_where_they_differ(kiosk, walker, second_walker):
    walker.follow(walker.page.get_by_role("link", name="Sheets of paper"))
    second_walker.sign_in(STEWARD)
    second_walker.go(walker.page.url)
    for each, chosen in ((walker, 0), (second_walker, 1)):
        each.page.get_by_label("Number on the sheet").fill("J-1")
        group = each.page.get_by_role("group").first
        group.get_by_role("radio").or_(group.get_by_role("checkbox")).nth(chosen).check()
        each.follow(each.page.get_by_role("button", name="Keep this sheet"))
    page = second_walker.page
    assert page.get_by_text("It differs from the first. Look at the paper.").is_visible()
    read = page.get_by_role("definition").all_inner_texts()
    assert len(read) == 2 and read[0] != read[1]
    page.get_by_role("group").get_by_role("radio").or_(page.get_by_role("checkbox")).first.check()
    second_walker.follow(page.get_by_role("button", name="This stands on the paper"))

    assert page.get_by_text("The sheet is settled.").is_visible()
    assert page.get_by_text(re.compile(r"\d+ sheets? (is a response|are responses)\.")).is_visible()
