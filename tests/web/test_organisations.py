"""An organisation's page: its promise, how it keeps it, what is late, which services fail people, what came before."""

from datetime import timedelta

import pytest
from django.urls import reverse

from saidanddone.contributions.models import Contribution
from saidanddone.people.actions import publish_promise
from saidanddone.people.models import Organisation
from saidanddone.web.queries.organisations import WAITING
from tests.contributions.factories import AnswerFactory, ContributionFactory, VerdictFactory
from tests.people.factories import OrganisationFactory, ServiceFactory
from tests.web.test_home import figures_of, page_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment_stands_still")]


def show(client, organisation):
    return page_of(client.get(reverse("organisation", args=[organisation.slug])))


def test_an_organisation_that_was_asked_nothing_has_no_figures_yet(client, cast):
    figures = figures_of(show(client, cast.council))

    assert set(figures.values()) == {"No data yet"}


def test_without_a_promise_nothing_is_said_of_time(client):
    page = show(client, OrganisationFactory(promise_days=None))

    assert "has made no promise" in words_of(page)
    assert "of first answers came in time" not in figures_of(page)


def test_a_promise_that_is_withdrawn_keeps_its_figures(client, cast, at):
    council = cast.council
    publish_promise(by=cast.viewer("administrator"), organisation=council, days=8, at=at - timedelta(days=99))
    AnswerFactory(contribution=ContributionFactory(organisations=[council], late=True), at=at)
    ContributionFactory(organisations=[council], late=True)
    publish_promise(by=cast.viewer("administrator"), organisation=council, days=None, at=at)

    page = show(client, council)

    assert "no longer promises to answer" in words_of(page)
    assert "has made no promise" not in words_of(page)
    assert figures_of(page)["late now"] == "1"
    assert figures_of(page)["of first answers came in time"] == "0%"


def test_a_promise_that_is_withdrawn_before_anything_was_due_is_not_denied(client, cast, at):
    publish_promise(by=cast.viewer("administrator"), organisation=cast.council, days=8, at=at)
    publish_promise(by=cast.viewer("administrator"), organisation=cast.council, days=None, at=at)

    assert "no longer promises to answer" in words_of(show(client, cast.council))


def test_the_entries_of_its_promises_can_be_checked(client, cast, at):
    for days in (8, None):
        publish_promise(by=cast.viewer("administrator"), organisation=cast.council, days=days, at=at)

    assert "2 entries about this are on the public record." in words_of(show(client, cast.council))


def test_median_and_share_in_time_equal_those_of_the_answers(client, cast, at):
    for days in (1, 2, 2, 20):  # 20 calendar days are 14 working days, past the promise of ten
        said = ContributionFactory(organisations=[cast.council], at=at - timedelta(days=28))
        AnswerFactory(contribution=said, at=at - timedelta(days=28 - days))

    figures = figures_of(show(client, cast.council))

    assert figures["median to the first answer"] == "2 working days"
    assert figures["nine in ten answered within"] == "14 working days"
    assert figures["of first answers came in time"] == "75%"


def test_late_and_waiting_stand_apart(client, cast):
    ContributionFactory(organisations=[cast.council], late=True, text="Owed since December.")
    ContributionFactory(organisations=[cast.council], text="Asked today.")

    page = show(client, cast.council)

    late = page.xpath("//section[@aria-labelledby='late']")[0]
    waiting = page.xpath("//section[@aria-labelledby='waiting']")[0]
    assert ["Owed" in words_of(late), "Asked" in words_of(late)] == [True, False]
    assert ["Owed" in words_of(waiting), "Asked" in words_of(waiting)] == [False, True]


def test_many_late_ones_do_not_hide_what_waits(client, cast):
    for _ in range(WAITING):
        ContributionFactory(organisations=[cast.council], late=True)
    ContributionFactory(organisations=[cast.council], text="Asked today.")

    page = show(client, cast.council)

    assert "Everything that waits is late." not in words_of(page)
    assert "Asked today." in words_of(page.xpath("//section[@aria-labelledby='waiting']")[0])


@pytest.mark.parametrize("trait", ["held", "hidden", "withdrawn", "for_one_organisation"])
def test_what_is_not_public_is_not_listed(client, cast, trait):
    ContributionFactory(organisations=[cast.council], late=True, text="Not for all to see.", **{trait: True})

    assert "Not for all to see" not in words_of(show(client, cast.council))


def test_three_late_answers_about_one_service_are_a_repeated_failure(client, cast, at):
    repairs = ServiceFactory(organisation=cast.council, name="Repairs")
    for _ in range(3):
        said = ContributionFactory(organisations=[cast.council], service=repairs, at=at - timedelta(days=40))
        AnswerFactory(contribution=said, at=at)

    assert "Repairs: 3 late answers" in words_of(show(client, cast.council))


def test_two_are_not(client, cast, at):
    repairs = ServiceFactory(organisation=cast.council, name="Repairs")
    for _ in range(2):
        said = ContributionFactory(organisations=[cast.council], service=repairs, at=at - timedelta(days=40))
        AnswerFactory(contribution=said, at=at)

    assert "again and again" not in words_of(show(client, cast.council))


def test_what_happened_longer_ago_than_ninety_days_no_longer_counts(client, cast, at):
    repairs = ServiceFactory(organisation=cast.council, name="Repairs")
    for _ in range(5):
        ContributionFactory(organisations=[cast.council], service=repairs, at=at - timedelta(days=91))

    assert "again and again" not in words_of(show(client, cast.council))


def test_people_who_were_not_understood_make_a_repeated_failure(client, cast):
    repairs = ServiceFactory(organisation=cast.council, name="Repairs")
    for _ in range(3):
        said = ContributionFactory(
            organisations=[cast.council], service=repairs, kind=Contribution.Kind.QUESTION, answered=True
        )
        VerdictFactory(answer=said.answers.get(), value="no")

    assert "Repairs: 3 people not understood" in words_of(show(client, cast.council))


def test_succession_is_shown_on_both_sides(client, at):
    new = OrganisationFactory(name="Cartrefi Aberwen")
    old = [
        OrganisationFactory(name=name, ended_date=at.date(), successor=new) for name in ("Gwen Housing", "Ceiri Homes")
    ]

    assert all("Its work went to: Cartrefi Aberwen" in words_of(show(client, each)) for each in old)
    follows = words_of(show(client, new)).partition("promised there:")[2]
    assert all(each.name in follows for each in old)


def test_the_list_shows_a_dash_where_nothing_is_known(client, cast):
    page = page_of(client.get(reverse("organisations")))

    row = next(row for row in page.xpath("//tbody/tr") if "Aberwen Council" in words_of(row))
    assert [words_of(cell) for cell in row.findall("td")] == ["10 days", "–", "–", "–", "–"]


@pytest.mark.parametrize("days", [10, None])
def test_the_page_takes_at_most_thirteen_queries(client, cast, days, django_assert_max_num_queries):
    Organisation.objects.filter(pk=cast.council.pk).update(promise_days=days)
    for _ in range(3):
        ContributionFactory(organisations=[cast.council], late=True)
        ContributionFactory(organisations=[cast.council])
    show(client, cast.council)  # fills the cache of bank holidays

    with django_assert_max_num_queries(13):
        show(client, cast.council)


def test_an_unknown_organisation_is_not_found(client):
    assert client.get(reverse("organisation", args=["nobody"])).status_code == 404
