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
    second_walker.go(address.removeprefix(second_walker.site))
    second_walker.page.get_by_role("link", name=re.compile("Report something wrong")).first.click()
    second_walker.check()
    second_walker.page.get_by_label("It says who someone is, or where they live").check()
    second_walker.page.get_by_role("button", name="Send the report").click()
    second_walker.check()

    second_walker.sign_in("huw.bevan@aberwen.example")
    second_walker.go("/desk/moderation/")
    second_walker.page.get_by_role("link", name=re.compile("Mister Prydderch")).first.click()
    second_walker.check()
    second_walker.page.get_by_role("button", name="Take this case").click()
    second_walker.page.get_by_label("Hide it").check()
    second_walker.page.get_by_label("Why?").select_option(label="It says who someone is, or where they live")
    second_walker.page.get_by_label("What the author is told").fill("It names a neighbour. Say it without his name.")
    second_walker.page.get_by_role("button", name="Decide").click()
    second_walker.check()

    walker.page.context.clear_cookies()
    surfaces = ["/contributions/?q=Prydderch", "/contributions/feed.atom", "/search/?q=Prydderch", "/"]
    surfaces += ["/contributions/download.csv", "/places/bryn-teg/", "/organisations/aberwen-council/"]
    for surface in [*surfaces, "/api/v1/contributions?q=Prydderch", address.removeprefix(walker.site)]:
        answer = walker.page.request.get(f"{walker.site}{surface}")
        assert "number twelve" not in answer.text(), surface
