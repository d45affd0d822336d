"""The front page shows what was said, answered and owed; what is not known is said to be so."""

from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from tests.contributions.factories import AnswerFactory, ContributionFactory, VerdictFactory

pytestmark = pytest.mark.django_db


def page_of(response):
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def words_of(element):
    return " ".join(element.text_content().split())


def figures_of(page):
    return {words_of(each.find("dt")): words_of(each.find("dd")) for each in page.find_class("figure")}


def test_an_empty_site_shows_no_nought_and_nothing_red(client):
    page = page_of(client.get(reverse("home")))

    assert "No data yet" in words_of(page)
    assert not page.find_class("figure")
    assert not page.xpath("//main//*[@class='tag late']")


def test_the_stages_to_come_are_unknown_and_not_nought(client, cast):
    ContributionFactory(organisations=[cast.council])

    page = page_of(client.get(reverse("home")))

    steps = [words_of(step) for step in page.xpath("//ol[contains(@class, 'loop')]/li")]
    assert steps[0].startswith("1 Said")
    assert all(step.startswith("No data yet") for step in steps[1:])


def test_figures_equal_a_count_of_the_rows(client, cast, at, moment_stands_still):
    ContributionFactory(organisations=[cast.council], answered=True)
    ContributionFactory(organisations=[cast.council], late=True)
    ContributionFactory(organisations=[cast.council])

    figures = figures_of(page_of(client.get(reverse("home"))))

    assert figures == {"answered": "1", "waiting for an answer": "2", "answers owed past the promised day": "1"}


def test_what_is_late_stands_there_openly_the_longest_overdue_first(client, cast, at, moment_stands_still):
    ContributionFactory(organisations=[cast.council], at=at - timedelta(days=40), text="Waiting since January.")
    ContributionFactory(organisations=[cast.council], at=at - timedelta(days=60), text="Waiting since December.")
    ContributionFactory(organisations=[cast.council], at=at, text="Said today.")

    late = [words_of(item) for item in page_of(client.get(reverse("home"))).xpath("//ol[@class='overdue__list']/li")]

    assert ["December" in late[0], "January" in late[1], len(late)] == [True, True, 2]
    assert "Late by" in late[0]


def test_because_somebody_spoke_shows_only_happy_verdicts(client, cast):
    for value in ("yes", "no"):
        said = ContributionFactory(organisations=[cast.council], text=f"This one was judged {value}.")
        VerdictFactory(answer=AnswerFactory(contribution=said), value=value)

    stories = page_of(client.get(reverse("home"))).find_class("because")

    assert ["judged yes" in words_of(story) for story in stories] == [True]


@pytest.mark.parametrize("trait", ["held", "hidden", "withdrawn", "for_one_organisation"])
def test_what_is_not_public_is_nowhere_on_the_page(client, cast, trait):
    said = ContributionFactory(organisations=[cast.council], late=True, text="Not for all to see.", **{trait: True})

    content = client.get(reverse("home")).content.decode()

    assert "Not for all to see" not in content
    assert said.public_id not in content


def test_words_of_a_verdict_that_a_moderator_hid_are_not_shown(client, cast, at):
    said = ContributionFactory(organisations=[cast.council])
    verdict = VerdictFactory(answer=AnswerFactory(contribution=said), value="yes", words="Not for all to see.")
    type(verdict).objects.filter(pk=verdict.pk).update(words_hidden_at=at)

    content = client.get(reverse("home")).content.decode()
    answer = client.get(f"/api/v1/contributions/{said.public_id}").json()["answers"][0]

    assert "Not for all to see" not in content
    assert answer["verdict"]["words"] == ""


def test_there_is_one_invitation_to_speak_in_the_hero(client, cast):
    page = page_of(client.get(reverse("home")))

    assert [words_of(link) for link in page.find_class("hero")[0].find_class("button")] == ["Say something"]


def test_the_page_is_in_welsh_under_its_own_address(client, cast):
    page = page_of(client.get("/cy/"))

    assert page.get("lang") == "cy"
    assert page.xpath("//a[@hreflang='en']")[0].get("href") == "/"
