"""A survey from the first question to what came of it: built, asked on a phone without scripts, read by all."""

import csv
import re
from itertools import pairwise

import pytest

from tests.journeys.conftest import Walker

pytestmark = pytest.mark.journey
LEAD, STEWARD = "elin.prosser@aberwen.example", "tomos.rees@aberwen.example"
TITLE = "How far do you trust those who run the buses?"
WELSH = "I ba raddau ydych chi'n ymddiried yn y rhai sy'n rhedeg y bysiau?"
DESK = "/desk/aberwen-council/surveys/"
SAMPLE = b"key,name,address\n1,Ceri Tomos,1 Heol y Bont\n"


def build(lead: Walker) -> None:
    """From questions that ship to a survey that is ready, in both languages."""
    page = lead.page
    lead.go(DESK)
    lead.follow(page.get_by_role("link", name="Begin a survey"))
    page.get_by_label("In English: Title").fill(TITLE)
    page.get_by_label("In English: What it is for, and what comes of it").fill("We plan the timetable of next year.")
    page.get_by_label("In English: What people read at the end").fill("Thank you.")
    page.get_by_label("The public").check()
    page.get_by_label("Whom is it about?").select_option(label="Aberwen Council")
    lead.follow(page.get_by_role("button", name="Begin it"))
    lead.follow(page.get_by_role("link", name="Take questions that ship"))
    lead.follow(page.get_by_role("link", name="Look at them").first)
    lead.follow(page.get_by_role("button", name="Take them"))
    lead.follow(page.get_by_role("link", name="All words in Cymraeg"))
    page.get_by_label("Title").fill(WELSH)
    page.get_by_label("What it is for, and what comes of it").fill("Rydym yn cynllunio amserlen y flwyddyn nesaf.")
    page.get_by_label("What people read at the end").fill("Diolch.")
    lead.follow(page.get_by_role("button", name="Save"))
    lead.follow(page.get_by_role("link", name="See it as on a phone"))
    assert page.get_by_text(re.compile("^Page 1 of")).is_visible()
    lead.follow(page.get_by_role("link", name="Back"))
    lead.follow(page.get_by_role("button", name="Make it ready"))


def plan(lead: Walker) -> tuple[str, str]:
    """A round that anyone can answer by its link, and one person by a code. Gives both."""
    page = lead.page
    lead.follow(page.get_by_role("link", name="Plan a round"))
    page.get_by_label("Whoever wanted to").check()
    page.get_by_label("An open link").check()
    page.get_by_label("A code for each person who was drawn").check()
    page.get_by_label("In English: whom it speaks for").fill("Whoever takes a bus.")
    page.get_by_label("In Cymraeg: whom it speaks for").fill("Pawb sy'n teithio ar fws.")
    lead.follow(page.get_by_role("button", name="Plan it"))
    lead.follow(page.get_by_role("link", name="Whom it asks: the sample, codes and invitations"))
    page.get_by_label("The sample, as CSV or Excel").set_input_files(
        {"name": "sample.csv", "mimeType": "text/csv", "buffer": SAMPLE}
    )
    lead.follow(page.get_by_role("button", name="Read the file"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Make 1 code, to print elsewhere").click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as handed:
        code = next(csv.DictReader(handed))["code"]
    lead.go(page.url.removesuffix("sample/"))
    lead.follow(page.get_by_role("button", name="Open the round"))
    return page.get_by_role("textbox", name="An open link").input_value(), code


def answer(phone: Walker) -> None:
    """The first point of each scale, page after page, until there is nothing left to ask; then hand it in."""
    page = phone.page
    phone.follow(page.get_by_role("button", name="Begin", exact=True))
    while "/page/" in page.url:
        for group in page.get_by_role("main").get_by_role("group").all():
            group.get_by_role("radio").nth(2).check()
        phone.follow(page.get_by_role("button", name="Save and go on"))
    phone.follow(page.get_by_role("button", name="Hand in"))
    assert page.get_by_text("Thank you. Your answers are handed in").is_visible()


def publish(lead: Walker) -> None:
    """As soon as the worker has worked the figures out; again where it has done so anew since they were looked at."""
    press = lead.page.get_by_role("button", name="Publish these figures")
    published = lead.page.get_by_text("The figures are published.")
    for _ in range(60):
        if press.count():
            lead.follow(press)
            if published.count():
                return
        lead.page.wait_for_timeout(500)
        lead.page.reload()
    raise AssertionError("nothing was published")


def test_a_survey_is_built_answered_without_scripts_and_its_results_are_read(walker, phone):
    walker.sign_in(LEAD)
    build(walker)
    link, code = plan(walker)
    round_of_it = walker.page.url

    phone.go(link)
    answer(phone)
    phone.page.context.clear_cookies()
    phone.go("/answer/")
    phone.page.get_by_label("Your code").fill(code.lower().replace("-", " "))
    phone.follow(phone.page.get_by_role("button"))
    answer(phone)
    walker.go(round_of_it)
    walker.follow(walker.page.get_by_role("button", name="Close the round"))
    walker.follow(walker.page.get_by_role("link", name=re.compile("^Its figures")))
    walker.follow(walker.page.get_by_role("button", name=re.compile("^Work (out the figures|them out anew)")))
    publish(walker)
    walker.follow(walker.page.get_by_role("link", name="Its public page"))

    assert walker.page.get_by_role("heading", level=1).inner_text() == TITLE
    assert walker.page.get_by_text("2 people answered.").is_visible()
    assert "kept back" in walker.page.get_by_role("main").inner_text()
    walker.go(walker.page.url.replace("/surveys/", "/cy/surveys/"))
    assert walker.page.get_by_role("heading", level=1).inner_text() == WELSH


def test_results_are_read_by_ear_as_by_eye(walker):
    page = walker.page
    walker.go("/surveys/")
    walker.follow(page.get_by_role("link", name="Trust in Aberwen Council").first)
    walker.follow(page.get_by_role("link", name=re.compile("^What people said in round")).first)

    levels = [int(each.evaluate("each => each.tagName[1]")) for each in page.locator("main :is(h1,h2,h3,h4)").all()]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    tables = page.locator("main table")
    assert tables.count()
    for table in tables.all():
        assert (table.locator("caption").text_content() or "").strip()
        assert table.locator("thead th[scope=col]").count() > 1
        assert table.locator("tbody tr").count() == table.locator("tbody tr > th[scope=row]").count()
    unheard = "main svg:not([aria-hidden=true]):not([role=img][aria-label], [role=img][aria-labelledby])"
    assert page.locator(unheard).count() == 0
    charts = page.get_by_role("main").get_by_role("img")
    assert charts.count() == page.get_by_role("main").get_by_role("img", name=re.compile(r"\S")).count()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").first.click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as figures:
        rows = list(csv.DictReader(figures))
    assert {"item", "group", "value"} <= set(rows[0])
