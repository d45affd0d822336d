"""People say something, come back by their private link, and are answered."""

import re

import pytest

from tests.journeys.conftest import Walker

pytestmark = pytest.mark.journey
WORDS = "The hedge at the corner of Heol Las hides the pavement, so prams go into the road."


def speak(walker: Walker, words: str, *, check=lambda: None) -> str:
    """Go through the steps without an account; returns the private link."""
    page = walker.page
    page.goto(f"{walker.site}/say/")
    check()
    page.get_by_label("A concern").check()
    page.get_by_label("In your own words").fill(words)
    page.get_by_role("button", name="Continue").click()
    check()
    page.get_by_label("Which place is it about?").select_option(label=_place(page))
    page.get_by_role("button", name="Continue").click()
    check()
    page.get_by_label("Aberwen Council").check()
    page.get_by_role("button", name="Continue").click()
    if "/similar/" in page.url:
        check()
        page.get_by_role("link", name="None of these: go on with mine").click()
    check()
    page.get_by_label("Without a name, but counted").check()
    page.get_by_role("button", name="Continue").click()
    check()
    page.wait_for_timeout(4500)  # a machine would be faster, and is asked to press twice
    page.get_by_role("button", name="Say it").click()
    check()
    return page.get_by_role("textbox", name="Private link").input_value()


def _place(page) -> str:
    options = page.get_by_label("Which place is it about?").locator("option").all_inner_texts()
    return next(option for option in options if option.strip().endswith("Bryn Teg"))


def open_contribution(walker: Walker, words: str) -> None:
    walker.page.goto(f"{walker.site}/contributions/?q={words.split()[1]}+{words.split()[4]}")
    walker.page.get_by_role("link", name=re.compile(re.escape(words[:30]))).first.click()


def test_someone_speaks_without_an_account_and_comes_back_by_the_link(walker, second_walker):
    link = speak(walker, WORDS, check=walker.check)

    second_walker.page.goto(link)

    assert second_walker.page.url == f"{second_walker.site}/yours/"
    second_walker.check()
    assert second_walker.page.get_by_text(WORDS[:40]).first.is_visible()


def test_an_officer_answers_and_the_contributor_says_whether_they_were_understood(walker, second_walker):
    words = "Lamp 14 on Rhodfa Fawr flickers like a disco, all night, every night."
    speak(walker, words)

    second_walker.sign_in("rhian.morgan@aberwen.example")
    open_contribution(second_walker, words)
    second_walker.check()
    second_walker.page.get_by_role("link", name="Answer this").first.click()
    second_walker.check()
    second_walker.page.get_by_label("Here is our answer").check()
    second_walker.page.get_by_label("Your words").fill("A fitter will be there on Thursday. Thank you for the number.")
    second_walker.page.get_by_role("button", name="Look at it first").click()
    second_walker.check()
    second_walker.page.get_by_role("button", name="Publish the answer").click()
    second_walker.check()
    open_contribution(walker, words)
    walker.check()
    walker.page.get_by_role("button", name="Partly").or_(walker.page.get_by_role("link", name="Partly")).first.click()
    walker.check()
    if walker.page.get_by_role("button", name="Say so").count():
        walker.page.get_by_role("button", name="Say so").click()
    open_contribution(walker, words)

    assert walker.page.get_by_text("A fitter will be there on Thursday.").first.is_visible()
    assert walker.page.get_by_text("you understood me in part").first.is_visible()


def test_it_works_by_keyboard_alone(walker):
    page = walker.page
    page.goto(f"{walker.site}/say/")

    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the main part"
    page.keyboard.press("Enter")
    _tab_to(page, "An experience")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("A bench by the surgery, for those who wait for the bus home.")
    _tab_to_button(page, "Continue")
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile("/say/where/"))
    assert page.get_by_role("heading", name="Where is it, and what is it about?").is_visible()


def _tab_to(page, label: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.labels?.[0]?.innerText?.trim() ?? ''").startswith(label):
            return
    raise AssertionError(f"the keyboard does not reach {label!r}")


def _tab_to_button(page, name: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText?.trim() ?? ''") == name:
            return
    raise AssertionError(f"the keyboard does not reach {name!r}")


def test_it_works_without_javascript_on_a_small_screen(phone):
    link = speak(phone, "The tap in the allotments has been dry since Whitsun, and we carry water from home.")

    phone.page.goto(link)

    assert phone.page.get_by_text("The tap in the allotments").first.is_visible()


def test_it_works_in_welsh(walker):
    page = walker.page
    walker.go("/cy/say/")

    page.get_by_label("Pryder").check()
    page.get_by_label("Yn eich geiriau eich hun").fill("Mae'r goleuadau ger yr ysgol wedi diffodd ers wythnos.")
    page.get_by_role("button", name="Parhau").click()

    walker.check()
    assert page.locator("html").get_attribute("lang") == "cy"
    assert page.get_by_role("heading", name="Ble y mae, ac am beth y mae?").is_visible()
