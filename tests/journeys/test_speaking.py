"""People say something, come back by their private link, and are answered."""

import re

import pytest

from tests.journeys.conftest import Walker

pytestmark = pytest.mark.journey
WORDS = "The hedge at the corner of Heol Las hides the pavement, so prams go into the road."
FASTER_THAN_A_PERSON = 4500
"""Milliseconds: a form filled in less looks like a machine's, and is asked for a second press."""


def speak(walker: Walker, words: str) -> str:
    """Go through the steps without an account; returns the private link."""
    page = walker.page
    walker.go("/say/")
    page.get_by_label("A concern").check()
    page.get_by_label("In your own words").fill(words)
    walker.follow(page.get_by_role("button", name="Continue"))
    page.get_by_label("Which place is it about?").select_option(label=_place(page))
    walker.follow(page.get_by_role("button", name="Continue"))
    page.get_by_label("Aberwen Council").check()
    walker.follow(page.get_by_role("button", name="Continue"))
    if "/similar/" in page.url:
        walker.follow(page.get_by_role("link", name="None of these: go on with mine"))
    page.get_by_label("Without a name, but counted").check()
    walker.follow(page.get_by_role("button", name="Continue"))
    page.wait_for_timeout(FASTER_THAN_A_PERSON)
    walker.follow(page.get_by_role("button", name="Say it"))
    return page.get_by_role("textbox", name="Private link").input_value()


def _place(page) -> str:
    options = page.get_by_label("Which place is it about?").locator("option").all_inner_texts()
    return next(option for option in options if option.strip().endswith("Bryn Teg"))


def open_contribution(walker: Walker, words: str) -> None:
    walker.go(f"/contributions/?q={words.split()[1]}+{words.split()[4]}")
    walker.follow(walker.page.get_by_role("link", name=re.compile(re.escape(words[:30]))).first)


def test_someone_speaks_without_an_account_and_comes_back_by_the_link(walker, second_walker):
    link = speak(walker, WORDS)

    second_walker.go(link)

    assert second_walker.page.url == f"{second_walker.site}/yours/"
    assert second_walker.page.get_by_text(WORDS[:40]).first.is_visible()


def test_an_officer_answers_and_the_contributor_says_whether_they_were_understood(walker, second_walker):
    words = "Lamp 14 on Rhodfa Fawr flickers like a disco, all night, every night."
    speak(walker, words)

    officer = second_walker.page
    second_walker.sign_in("rhian.morgan@aberwen.example")
    open_contribution(second_walker, words)
    second_walker.follow(officer.get_by_role("link", name="Answer this").first)
    officer.get_by_label("Here is our answer").check()
    officer.get_by_label("Your words").fill("A fitter will be there on Thursday. Thank you for the number.")
    second_walker.follow(officer.get_by_role("button", name="Look at it first"))
    second_walker.follow(officer.get_by_role("button", name="Publish the answer"))
    open_contribution(walker, words)
    walker.follow(walker.page.get_by_role("button", name="Partly").first)
    open_contribution(walker, words)

    assert walker.page.get_by_text("A fitter will be there on Thursday.").first.is_visible()
    assert walker.page.get_by_text("you understood me in part").first.is_visible()


def test_it_works_without_javascript_on_a_small_screen(phone):
    link = speak(phone, "The tap in the allotments has been dry since Whitsun, and we carry water from home.")

    phone.go(link)

    assert phone.page.get_by_text("The tap in the allotments").first.is_visible()


def test_it_works_in_welsh(walker):
    page = walker.page
    walker.go("/cy/say/")
    page.get_by_label("Pryder").check()
    page.get_by_label("Yn eich geiriau eich hun").fill("Mae'r goleuadau ger yr ysgol wedi diffodd ers wythnos.")
    walker.follow(page.get_by_role("button", name="Parhau"))
    page.get_by_label("Am ba le mae'n sôn?").select_option(index=3)
    walker.follow(page.get_by_role("button", name="Parhau"))
    page.get_by_label("Cyngor Aberwen").check()
    walker.follow(page.get_by_role("button", name="Parhau"))
    if "/similar/" in page.url:
        walker.follow(page.get_by_role("link", name=re.compile("Dim un o'r rhain")))
    page.get_by_label("Heb enw, ond wedi'i gyfrif").check()
    walker.follow(page.get_by_role("button", name="Parhau"))
    page.wait_for_timeout(FASTER_THAN_A_PERSON)
    walker.follow(page.get_by_role("button", name="Ei ddweud"))

    assert page.locator("html").get_attribute("lang") == "cy"
    assert page.get_by_role("textbox", name="Dolen breifat").input_value().startswith(walker.site)
