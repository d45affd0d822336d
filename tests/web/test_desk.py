"""The desk: each role finds what is its own; the inbox runs by the day that is due; bulk acknowledgement."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from saidanddone.contributions.models import Answer
from tests.contributions.factories import AnswerFactory, ContributionFactory, VerdictFactory
from tests.people.factories import MembershipFactory
from tests.web.test_home import page_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment_stands_still")]


def inbox(client, **query):
    return page_of(client.get(reverse("desk_inbox"), query))


def rows_of(page):
    return [words_of(row) for row in page.find_class("inbox__words")]


@pytest.fixture
def owen(client, cast):
    """An officer of the council, signed in."""
    client.force_login(cast.owen)
    return cast.owen


def test_the_inbox_begins_with_what_is_longest_overdue_and_ends_with_what_has_no_day(client, cast, owen, at):
    for days, words in ((1, "Asked yesterday."), (60, "Asked in January."), (90, "Asked in December.")):
        ContributionFactory(organisations=[cast.council], at=at - timedelta(days=days), text=words)

    rows = rows_of(inbox(client))

    assert [row.split(" Concern")[0].split("answer ")[-1].split("Late ")[-1] for row in rows] == [
        "Asked in December.",
        "Asked in January.",
        "Asked yesterday.",
    ]


def test_an_officer_sees_nothing_of_another_organisation(client, cast, owen):
    ContributionFactory(organisations=[cast.homes], text="For the others.")

    assert rows_of(inbox(client)) == []


def test_a_row_leads_to_the_form_of_its_own_organisation(client, cast, owen):
    MembershipFactory(person=owen, organisation=cast.homes, role="officer")
    said = ContributionFactory(organisations=[cast.council, cast.homes])

    links = [link.get("href") for link in inbox(client).xpath("//*[@class='inbox__words']//a")]
    pages = {link: client.get(link).text for link in links}

    asked = f"/contributions/{said.public_id}/answer/?as="
    assert sorted(links) == [f"{asked}council", f"{asked}homes"]
    assert "<h1>Answer for Aberwen Council</h1>" in pages[f"{asked}council"]
    assert "<h1>Answer for Aberwen Homes</h1>" in pages[f"{asked}homes"]
    assert 'href="?as=council"' in pages[f"{asked}homes"]


def test_what_was_said_to_one_organisation_alone_is_in_its_inbox_and_no_other(client, cast):
    ContributionFactory(organisations=[cast.council], for_one_organisation=True, text="Between us.")

    client.force_login(cast.owen)
    own = rows_of(inbox(client))
    client.force_login(cast.helen)
    other = rows_of(inbox(client))

    assert "Between us." in own[0]
    assert "Not public" in own[0]
    assert other == []


@pytest.mark.parametrize("trait", ["held", "hidden", "withdrawn"])
def test_what_is_not_published_is_not_in_the_inbox(client, cast, owen, trait):
    ContributionFactory(organisations=[cast.council], **{trait: True})

    assert rows_of(inbox(client)) == []


@pytest.mark.parametrize(("who", "may"), [("owen", False), ("lowri", True)])
def test_the_openings_are_offered_to_those_who_may_change_them(client, cast, who, may):
    client.force_login(getattr(cast, who))

    page = client.get(reverse("desk")).text

    assert (reverse("desk_openings", args=["council"]) in page) is may


def test_its_parts_are_late_asked_again_and_answered(client, cast, owen, at):
    ContributionFactory(organisations=[cast.council], late=True, text="This one is late.")
    ContributionFactory(organisations=[cast.council], answered=True, text="This one is answered.")
    again = ContributionFactory(organisations=[cast.council], text="This one is asked again.")
    VerdictFactory(answer=AnswerFactory(contribution=again), value="no")

    found = {state: rows_of(inbox(client, state=state)) for state in ("late", "reopened", "answered")}

    assert {state: [row for row in rows if "This one is" in row].__len__() for state, rows in found.items()} == {
        "late": 1,
        "reopened": 1,
        "answered": 1,
    }
    assert "is late" in found["late"][0]
    assert "asked again" in found["reopened"][0]
    assert "is answered" in found["answered"][0]


def test_the_inbox_can_be_walked_by_keys_and_says_which(client, cast, owen):
    ContributionFactory(organisations=[cast.council])

    page = inbox(client)

    assert len(page.xpath("//*[@data-row]")) == 1
    assert [words_of(key) for key in page.iter("kbd")] == ["j", "k", "Enter", "a", "x", "?"]
    assert page.xpath("//*[@data-row]//a/@href")


@pytest.mark.parametrize("query", [{"state": "secret"}, {"organisation": "homes"}, {"sort": "pk"}, {"page": "0"}])
def test_an_inbox_has_no_other_parts(client, owen, query):
    assert client.get(reverse("desk_inbox"), query).status_code == 400


def acknowledge(client, *contributions, organisation="council", **fields):
    data = {"organisation": organisation, "chosen": [each.public_id for each in contributions], **fields}
    response = client.post(reverse("desk_acknowledge"), data)
    return response, [str(message) for message in get_messages(response.wsgi_request)]


def test_ticked_ones_are_acknowledged_in_one_go_and_once(client, cast, owen):
    ticked = [ContributionFactory(organisations=[cast.council]) for _ in range(3)]
    ContributionFactory(organisations=[cast.council])

    first = acknowledge(client, *ticked, text="We have seen it.")
    second = acknowledge(client, *ticked)

    assert first[1] == ["3 were marked as seen."]
    assert second[1][-1] == "0 were marked as seen."
    assert Answer.objects.filter(kind="acknowledged", text="We have seen it.").count() == 3


def test_nothing_ticked_is_said_kindly(client, owen):
    response, said = acknowledge(client)

    assert response.status_code == 302
    assert said == ["Tick at least one that you have seen."]


def test_nobody_acknowledges_for_an_organisation_that_is_not_theirs(client, cast, owen):
    said = ContributionFactory(organisations=[cast.homes])

    words = acknowledge(client, said, organisation="homes")[1]

    assert words == ["You do not act for this organisation."]
    assert not Answer.objects.exists()


def test_what_was_said_to_others_is_not_acknowledged_along(client, cast, owen):
    other = ContributionFactory(organisations=[cast.homes])

    acknowledge(client, other)

    assert not Answer.objects.exists()


def test_a_steward_reads_the_inbox_but_does_not_tick(client, cast):
    ContributionFactory(organisations=[cast.council])
    client.force_login(cast.huw)

    page = inbox(client)

    assert len(rows_of(page)) == 1
    assert not page.xpath("//input[@name='chosen']")


def test_who_acts_for_two_organisations_sees_both_and_can_choose(client, cast, owen):
    MembershipFactory(person=owen, organisation=cast.homes)
    for organisation in (cast.council, cast.homes):
        ContributionFactory(organisations=[organisation])

    both, one = inbox(client), inbox(client, organisation="homes")

    assert (len(rows_of(both)), len(rows_of(one))) == (2, 1)
    assert len(both.xpath("//select[@name='organisation']/option")) == 2


def test_the_desk_of_a_moderator_has_no_inbox(client, cast):
    client.force_login(cast.megan)

    page = page_of(client.get(reverse("desk")))

    assert not page.find_class("inbox-card")
    assert client.get(reverse("desk_inbox")).status_code == 403


def test_only_an_administrator_reaches_the_settings(client, cast):
    client.force_login(cast.aled)
    allowed = client.get(reverse("desk_settings")).status_code
    client.force_login(cast.lowri)

    assert (allowed, client.get(reverse("desk_settings")).status_code) == (200, 403)
