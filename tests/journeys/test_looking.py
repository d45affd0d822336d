"""Every kind of public page, wide and narrow, in both languages: no violation of a WCAG rule."""

import pytest

from tests.journeys.conftest import Walker

pytestmark = pytest.mark.journey
PATHS = [
    "/",
    "/contributions/",
    "/contributions/?view=map",
    "/organisations/",
    "/organisations/aberwen-council/",
    "/places/",
    "/places/bryn-teg/",
    "/search/?q=bws",
    "/record/",
    "/moderation/policy/",
    "/about/",
    "/accessibility/",
    "/privacy/",
    "/account/login/",
    "/nowhere/",
]


@pytest.mark.parametrize("language", ["", "/cy"])
@pytest.mark.parametrize("width", [360, 1280])
def test_public_pages_are_open_to_everyone(browser, site, width, language):
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    walker = Walker(context.new_page(), site)

    for path in PATHS:
        walker.go(f"{language}{path}")
        overflow = walker.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{path} is {overflow} pixels too wide at {width}"

    context.close()


def test_the_page_of_a_contribution_is_open_to_everyone(walker):
    walker.go("/contributions/")

    walker.page.locator("main a[href^='/contributions/']").filter(has_text="“").first.click()

    walker.check()


@pytest.mark.parametrize(
    ("email", "paths"),
    [
        ("rhian.morgan@aberwen.example", ["/desk/", "/desk/inbox/"]),
        ("huw.bevan@aberwen.example", ["/desk/", "/desk/moderation/"]),
        ("aled.vaughan@aberwen.example", ["/desk/", "/desk/settings/", "/desk/places/"]),
    ],
)
def test_the_desk_is_open_to_everyone_who_works_there(walker, email, paths):
    walker.sign_in(email)

    for path in paths:
        walker.go(path)
