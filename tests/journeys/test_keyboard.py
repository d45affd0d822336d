"""Everything can be done by keyboard: speaking from the first page to the private link, and an officer's inbox."""

import re

import pytest

from tests.journeys.conftest import Walker
from tests.journeys.test_speaking import FASTER_THAN_A_PERSON

pytestmark = pytest.mark.journey


def test_someone_speaks_by_keyboard_alone(walker):
    page = walker.page
    walker.go("/say/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the main part"
    page.keyboard.press("Enter")
    tab_to(page, "An experience")
    page.keyboard.press("ArrowDown")
    tab_to(page, "In your own words")
    page.keyboard.type("A bench by the surgery, for those who wait for the bus home.")
    press(walker, "Continue")

    tab_to(page, "Which place is it about?")
    page.keyboard.type("Bryn Teg")
    press(walker, "Continue")
    tab_to(page, "Aberwen Council")
    page.keyboard.press("Space")
    press(walker, "Continue")
    if "/similar/" in page.url:
        press(walker, "None of these: go on with mine")
    tab_to(page, "By my name")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    press(walker, "Continue")
    page.wait_for_timeout(FASTER_THAN_A_PERSON)
    press(walker, "Say it")

    assert page.get_by_role("textbox", name="Private link").input_value().startswith(walker.site)


def test_an_officer_goes_through_the_inbox_by_keys(walker):
    page = walker.page
    walker.sign_in("rhian.morgan@aberwen.example")
    walker.go("/desk/inbox/")
    words = page.locator("[data-row] p a")

    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator(":focus").inner_text() == words.nth(1).inner_text()
    page.keyboard.press("k")
    assert page.locator(":focus").inner_text() == words.nth(0).inner_text()
    page.keyboard.press("x")
    assert page.locator("[data-row]").first.get_by_role("checkbox").is_checked()
    with page.expect_navigation():
        page.keyboard.press("a")
    walker.check()

    assert re.search("/contributions/[^/]+/", page.url)


def tab_to(page, label: str) -> None:
    """Press Tab until the field of this label has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.labels?.[0]?.innerText?.trim() ?? ''").startswith(label):
            return
    raise AssertionError(f"the keyboard does not reach {label!r} at {page.url}")


def press(walker: Walker, name: str) -> None:
    """Press Tab until the link or button of this name has the focus, then Enter; the next page is checked."""
    for _ in range(60):
        walker.page.keyboard.press("Tab")
        if walker.page.evaluate("document.activeElement.innerText?.trim() ?? ''") == name:
            with walker.page.expect_navigation():
                walker.page.keyboard.press("Enter")
            walker.check()
            return
    raise AssertionError(f"the keyboard does not reach {name!r} at {walker.page.url}")
