"""Every kind of page, wide and narrow, in both languages: no violation of a WCAG rule, and nothing too wide."""

import pytest

from tests.journeys.conftest import Walker

pytestmark = pytest.mark.journey
PUBLIC = [
    "/",
    "/contributions/",
    "/contributions/?view=map",
    "/contributions/?q=zzzz",
    "/findings/",
    "/decisions/",
    "/commitments/",
    "/outcomes/",
    "/setbacks/",
    "/coverage/",
    "/equity/",
    "/digest/aberwen/",
    "/what-would-you-add/",
    "/organisations/",
    "/organisations/aberwen-council/",
    "/places/",
    "/places/bryn-teg/",
    "/search/?q=bws",
    "/say/",
    "/record/",
    "/record/check/",
    "/record/entries/3/",
    "/moderation/policy/",
    "/moderation/counts/",
    "/moderation/decisions/",
    "/about/",
    "/data/",
    "/accessibility/",
    "/privacy/",
    "/cookies/",
    "/account/login/",
    "/account/signup/",
    "/nowhere/",
]
DESK = {
    "rhian.morgan@aberwen.example": ["/desk/", "/desk/inbox/", "/account/details/"],
    "elin.prosser@aberwen.example": [
        "/desk/aberwen-council/findings/",
        "/desk/aberwen-council/decisions/",
        "/desk/aberwen-council/commitments/",
        "/desk/aberwen-council/setbacks/",
        "/desk/aberwen-council/outcomes/",
        "/desk/aberwen-council/commitments/new/",
        "/desk/organisations/",
        "/desk/organisations/aberwen-council/",
        "/desk/organisations/aberwen-council/promise/",
        "/desk/organisations/aberwen-council/people/",
        "/desk/people/",
    ],
    "huw.bevan@aberwen.example": ["/desk/", "/desk/moderation/"],
    "aled.vaughan@aberwen.example": [
        "/desk/",
        "/desk/settings/",
        "/desk/topics/",
        "/desk/topics/new/",
        "/desk/places/",
        "/desk/organisations/",
        "/desk/people/",
        "/desk/bank-holidays/",
        "/desk/moderation/channels/",
        "/desk/messages/",
        "/desk/messages/letters/",
    ],
}
in_both_languages = pytest.mark.parametrize("language", ["", "/cy"])
wide_and_narrow = pytest.mark.parametrize("width", [360, 1280])


@pytest.fixture
def looker(browser, site, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    yield Walker(context.new_page(), site)
    context.close()


def look(walker: Walker, path: str) -> None:
    walker.go(path)
    overflow = walker.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0, f"{path} is {overflow} pixels too wide"


@in_both_languages
@wide_and_narrow
def test_public_pages_are_open_to_everyone(looker, language):
    for path in PUBLIC:
        look(looker, f"{language}{path}")


@in_both_languages
@wide_and_narrow
@pytest.mark.parametrize("kind", ["findings", "decisions", "commitments", "outcomes", "setbacks"])
def test_a_page_of_each_kind_is_open_to_everyone(looker, language, kind):
    looker.go(f"{language}/{kind}/")

    addresses = looker.page.locator(f"main a[href*='/{kind}/']").evaluate_all("all => all.map(a => a.pathname)")
    things = sorted({each for each in addresses if len(each.strip("/").split("/")[-1]) == 10})
    assert things
    for address in things[:3]:
        look(looker, address)


@in_both_languages
@wide_and_narrow
def test_the_page_of_a_contribution_is_open_to_everyone(looker, language):
    looker.go(f"{language}/contributions/?state=answered")

    looker.follow(looker.page.locator("main .stories a").first)
    look(looker, f"{looker.page.url}words/")


@in_both_languages
@wide_and_narrow
@pytest.mark.parametrize("email", DESK)
def test_the_desk_is_open_to_everyone_who_works_there(looker, email, language):
    looker.sign_in(email)

    for path in DESK[email]:
        look(looker, f"{language}{path}")


def test_a_story_on_paper_has_all_its_voices_and_addresses_and_none_of_the_furniture(walker):
    walker.go("/decisions/?state=decided")
    addresses = walker.page.locator("main a[href^='/decisions/']").evaluate_all("all => all.map(a => a.pathname)")
    decided = next(each for each in addresses if len(each.strip("/").split("/")[-1]) == 10)
    walker.go(f"/thread{decided.replace('decisions', 'decision')}")

    walker.page.emulate_media(media="print")

    page = walker.page
    assert page.locator(".on-paper").inner_text().startswith(page.url)
    assert page.locator(".sections, .crumbs, .bottom nav, .copy, .code").locator("visible=true").count() == 0
    assert page.locator(".story").locator("visible=true").count() == page.locator(".story").count()
    link = page.locator(".came a").first
    shown = link.evaluate("each => getComputedStyle(each, '::after').content")
    assert link.get_attribute("href").startswith("/")
    assert "href" in shown or link.get_attribute("href") in shown
