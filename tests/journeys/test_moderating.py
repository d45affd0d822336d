"""What a moderator hides leaves every surface at once."""

import re

import pytest

from tests.journeys.test_speaking import open_contribution, speak

pytestmark = pytest.mark.journey
WORDS = "Mister Prydderch at number twelve never cuts his hedge and everybody knows why."


def test_a_reported_contribution_is_hidden_and_leaves_every_surface(walker, second_walker):
    speak(walker, WORDS)
    open_contribution(walker, WORDS)
    address = walker.page.url
    page = second_walker.page
    second_walker.go(address)
    second_walker.follow(page.get_by_role("link", name=re.compile("Report something wrong")).first)
    page.get_by_label("It says who someone is, or where they live").check()
    second_walker.follow(page.get_by_role("button", name="Send the report"))

    second_walker.sign_in("huw.bevan@aberwen.example")
    second_walker.go("/desk/moderation/")
    second_walker.follow(page.get_by_role("link", name=re.compile("Mister Prydderch")).first)
    second_walker.follow(page.get_by_role("button", name="Take this case"))
    page.get_by_label("Hide it").check()
    page.get_by_label("Why?").select_option(label="It says who someone is, or where they live")
    page.get_by_label("What the author is told").fill("It names a neighbour. Say it without his name.")
    second_walker.follow(page.get_by_role("button", name="Decide"))

    walker.page.context.clear_cookies()
    surfaces = ["/contributions/?q=Prydderch", "/contributions/feed.atom", "/search/?q=Prydderch", "/"]
    surfaces += ["/contributions/download.csv", "/places/bryn-teg/", "/organisations/aberwen-council/"]
    for surface in [*surfaces, "/api/v1/contributions?q=Prydderch", address.removeprefix(walker.site)]:
        answer = walker.page.request.get(f"{walker.site}{surface}")
        assert "number twelve" not in answer.text(), surface
