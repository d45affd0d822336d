"""Those who work together: called out on a phone, read in Welsh by keyboard on a small screen."""

import re

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Walker

pytestmark = pytest.mark.journey
LEAD = "elin.prosser@aberwen.example"
FITS = "document.documentElement.scrollWidth <= innerWidth"
SEEN = """() => {
    const at = document.activeElement.getBoundingClientRect();
    return at.width > 0 && at.height > 0 && at.left >= -1 && at.right <= innerWidth + 1;
}"""
"""Whether what has the focus can be seen, across the whole width of the screen."""


@pytest.fixture
def small(browser: Browser, site: str) -> Walker:
    """A small screen with scripts, so that axe looks too."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    yield Walker(context.new_page(), site)
    context.close()


def test_a_call_out_is_heard_on_a_phone(phone, walker):
    page = phone.page
    phone.sign_in(LEAD)
    phone.go("/desk/alliances/")
    phone.follow(page.get_by_role("link", name=re.compile("^The relationship.*Home from hospital")))
    assert page.evaluate(FITS)
    call = page.get_by_role("listitem").filter(has_text="Aberwen Council").filter(has_text="not yet")
    assert call.count() == 1

    phone.follow(page.get_by_role("button", name="We have heard, and come"))
    phone.follow(page.get_by_role("link", name="Say what you do"))
    page.get_by_label("What do you do?").fill("Three beds at the hub on Mill Lane, from eight.")
    phone.follow(page.get_by_role("button", name="Send"))

    assert page.get_by_text("Three beds at the hub on Mill Lane, from eight.").is_visible()
    assert call.count() == 0
    walker.go("/alliances/")
    walker.follow(walker.page.get_by_role("link", name="Home from hospital").first)
    words = walker.page.get_by_role("main").inner_text()
    assert "3 of 5 partners said that they come" in words
    assert "Three beds at the hub" not in words


def test_an_alliance_is_read_in_welsh_by_keyboard_on_a_small_screen(small):
    page = small.page
    small.go("/cy/alliances/")
    _tab_to(small, "Ystafelloedd i bawb")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    small.check()

    assert page.locator("html").get_attribute("lang") == "cy"
    assert page.get_by_role("heading", level=1).inner_text() == "Ystafelloedd i bawb"
    assert page.evaluate(FITS)
    links = page.get_by_role("main").get_by_role("link").count()
    page.evaluate(
        "document.querySelector('main').setAttribute('tabindex', '-1'); document.querySelector('main').focus()"
    )
    for _ in range(links):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML")
    small.follow(page.get_by_role("link", name=re.compile("^Darllen(wch)? ")).first)
    assert page.evaluate(FITS)


def _tab_to(walker: Walker, name: str) -> None:
    for _ in range(120):
        walker.page.keyboard.press("Tab")
        if walker.page.evaluate("document.activeElement.innerText?.trim() ?? ''").startswith(name):
            return
    raise AssertionError(f"the keyboard does not reach {name!r} at {walker.page.url}")


def test_the_drawing_of_the_network_says_in_a_table_what_it_shows(small):
    page = small.page
    small.go("/alliances/network/")

    assert page.evaluate(FITS)
    drawings = page.get_by_role("main").get_by_role("img")
    assert drawings.count()
    assert drawings.count() == page.get_by_role("main").get_by_role("img", name=re.compile(r"\S")).count()
    tables = page.locator("main table")
    assert tables.count()
    for table in tables.all():
        assert (table.locator("caption").text_content() or "").strip()
        assert table.locator("thead th[scope=col]").count() > 1
        assert table.locator("tbody tr").count()
    words = " ".join(each.text_content() or "" for each in tables.all())
    assert "Aberwen Council" in words and "Bryn Teg Neighbours" in words
