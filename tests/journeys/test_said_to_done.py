"""From a resident's words to "did it work for you?": a resident, an officer and a lead, each at their own browser."""

import re
import subprocess
import sys
from datetime import timedelta

import pytest

from saidanddone.core import clock
from tests.journeys.conftest import Walker
from tests.journeys.test_speaking import open_contribution, speak

pytestmark = pytest.mark.journey
WORDS = "The crossing by the chapel gives nine seconds, and my mother needs fourteen to reach the island."
TITLE = "Nine seconds are too few to cross by the chapel."
PROMISE = "We will give walkers fifteen seconds at the crossing by the chapel."
FOUR_WEEKS_LATER = """
import os
from datetime import timedelta
from saidanddone.config.command import set_up_demonstration
set_up_demonstration()
os.environ["DJANGO_SETTINGS_MODULE"] = "saidanddone.config.settings"
import django
django.setup()
from saidanddone.commitments import tasks
from saidanddone.commitments.models import Commitment
from saidanddone.core import clock
for each in Commitment.objects.filter(promise={promise!r}):
    each.kept_date -= timedelta(days=28)
    each.start_date -= timedelta(days=28)
    each.save()
tasks.ask_if_it_worked(at=clock.now())
"""


def understand(officer: Walker) -> None:
    """Begin a finding, rest it on what was said, and write what was understood."""
    page = officer.page
    officer.go("/desk/aberwen-council/findings/new/")
    page.get_by_label("What was understood, in one sentence").fill(TITLE)
    page.get_by_label("Where").select_option(index=0)
    page.get_by_label("English").check()
    officer.follow(page.get_by_role("button", name="Go on"))
    page.get_by_label("Words").fill("chapel fourteen island")
    officer.follow(page.get_by_role("button", name="Show"))
    page.get_by_role("button", name=re.compile("^Cite ?:")).first.click()
    page.get_by_role("button", name=re.compile("Leave it out")).first.wait_for()
    officer.check()
    page.get_by_label("The summary").fill("People who walk slowly are left standing between two streams of cars.")
    page.get_by_label("What is missing").fill("We did not ask those who drive through.")
    officer.follow(page.get_by_role("button", name="Save"))
    page.get_by_text("Name somebody who wrote it").click()
    page.get_by_label("Their name, as they want it shown").fill("Rhian Morgan")
    page.get_by_label("What they did").select_option(label="Interpreted what was heard")
    officer.follow(page.get_by_role("button", name="Name them"))


def publish(lead: Walker) -> None:
    lead.go("/desk/aberwen-council/findings/")
    lead.follow(lead.page.get_by_role("link", name=TITLE))
    lead.follow(lead.page.get_by_role("button", name="Publish it"))


def promise(lead: Walker, finding: str) -> None:
    page, day = lead.page, clock.local_date(clock.now()) + timedelta(days=60)
    lead.go(f"/desk/aberwen-council/commitments/new/?finding={finding}")
    page.get_by_label("What do you promise?").fill(PROMISE)
    until = page.get_by_role("group", name=re.compile("^By which day")).first
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        until.get_by_label(part).fill(str(number))
    place = page.get_by_label("For which place?")
    if not place.input_value():
        place.select_option(index=1)
    lead.follow(page.get_by_role("button", name=re.compile("promise", re.I)).last)


def keep(lead: Walker) -> None:
    page = lead.page
    lead.follow(page.get_by_role("link", name=re.compile("How does it go|how it goes", re.I)).first)
    page.get_by_label("What was done?").fill("The timer is set to fifteen seconds since this morning.")
    page.get_by_label("It is kept").check()
    lead.follow(page.get_by_role("button", name="Say so"))


def let_four_weeks_pass(demonstration: dict[str, str]) -> None:
    script = FOUR_WEEKS_LATER.format(promise=PROMISE)
    subprocess.run([sys.executable, "-c", script], env=demonstration, check=True, timeout=60)


def test_words_are_followed_to_what_changed_and_whoever_said_them_says_if_it_worked(
    walker, second_walker, browser, site, demonstration
):
    link = speak(walker, WORDS)
    second_walker.sign_in("rhian.morgan@aberwen.example")
    understand(second_walker)
    third = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    lead = Walker(third.new_page(), site)
    lead.sign_in("elin.prosser@aberwen.example")
    publish(lead)
    finding = re.search("/findings/([0-9a-z]{10})/", lead.page.url)[1]
    promise(lead, finding)
    keep(lead)
    page_of_promise = lead.page.url
    let_four_weeks_pass(demonstration)

    walker.go(link)
    open_contribution(walker, WORDS)
    assert walker.page.get_by_text(TITLE).first.is_visible()
    assert walker.page.get_by_text(PROMISE).first.is_visible()
    walker.go(page_of_promise)
    walker.follow(walker.page.get_by_role("button", name="Yes", exact=True))
    lead.go(page_of_promise)

    assert lead.page.get_by_text("1 of 1 person who was asked has answered.").is_visible()
    third.close()


def test_the_workspace_of_a_finding_works_by_keyboard_alone(walker):
    page = walker.page
    walker.sign_in("rhian.morgan@aberwen.example")
    walker.go("/desk/aberwen-council/findings/new/")
    page.get_by_label("What was understood, in one sentence").fill("Bins are missed, and nobody says so.")
    page.get_by_label("Where").select_option(index=0)
    page.get_by_label("English").check()
    walker.follow(page.get_by_role("button", name="Go on"))

    page.locator("body").press("/")
    page.keyboard.type("bins")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("c")

    page.get_by_role("button", name=re.compile("Leave it out")).first.wait_for()
    walker.check()
