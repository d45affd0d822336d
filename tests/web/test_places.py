"""A place's page: where it nests, who lives there, what is said there and within."""

import pytest
from django.urls import reverse
from django.utils import translation

from saidanddone.places.models import Profile
from tests.contributions.factories import ContributionFactory
from tests.web.test_home import figures_of, page_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment_stands_still")]


def show(client, place):
    return page_of(client.get(reverse("place", args=[place.slug])))


def test_a_place_counts_what_is_said_within_it(client, cast):
    ContributionFactory(place=cast.bryn_teg, organisations=[cast.council], answered=True)
    ContributionFactory(place=cast.county, organisations=[cast.council])

    assert figures_of(show(client, cast.county)) == {"said here": "2", "answered": "1", "waiting for an answer": "1"}
    assert figures_of(show(client, cast.bryn_teg))["said here"] == "1"


def test_a_place_where_nobody_spoke_has_no_figures_yet(client, cast):
    assert set(figures_of(show(client, cast.bryn_teg)).values()) == {"No data yet"}


def test_breadcrumbs_lead_up_and_the_list_leads_down(client, cast):
    up = show(client, cast.bryn_teg)
    down = show(client, cast.county)

    assert [words_of(each) for each in up.find_class("crumbs")[0].iter("li")] == ["Places", "Aberwen"]
    assert [words_of(each) for each in down.find_class("ranked")[0].iter("a")] == ["Bryn Teg"]


def test_the_profile_names_its_source_and_year_and_shows_the_newest(client, cast):
    for year, count in ((2011, 50), (2021, 80)):
        for category in ("0 to 15", "16 and over"):
            Profile.objects.create(
                place=cast.bryn_teg, dimension="age_band", category=category, count=count, source="Census", year=year
            )

    table = show(client, cast.bryn_teg).xpath("//table")[0]

    assert "Source: Census, 2021" in words_of(table.find("caption"))
    assert [words_of(cell) for cell in table.xpath(".//tbody/tr[1]/*")] == ["0 to 15", "80", "50%"]
    assert "2011" not in words_of(table)


def test_the_profile_is_in_words_in_both_languages(client, cast):
    for category in ("limited-a-lot", "not-limited"):
        Profile.objects.create(
            place=cast.bryn_teg, dimension="disability", category=category, count=5, source="Census", year=2021
        )

    english = client.get(reverse("place", args=["bryn-teg"]))
    with translation.override("cy"):
        welsh = client.get(reverse("place", args=["bryn-teg"]))

    assert "Day-to-day life limited a lot" in english.text
    assert "Bywyd bob dydd wedi" in welsh.text
    for page in (english, welsh):
        assert "imited-a-lot" not in page.text


def test_who_serves_a_place_includes_those_who_serve_the_county(client, cast):
    served = words_of(show(client, cast.bryn_teg))

    assert "Aberwen Council" in served
    assert "Aberwen Homes" in served


@pytest.mark.parametrize("trait", ["held", "hidden", "withdrawn", "for_one_organisation"])
def test_what_is_not_public_is_neither_listed_nor_counted(client, cast, trait):
    ContributionFactory(place=cast.bryn_teg, text="Not for all to see.", **{trait: True})

    page = show(client, cast.bryn_teg)

    assert "Not for all to see" not in words_of(page)
    assert figures_of(page)["said here"] == "No data yet"


def test_the_list_nests_places_as_they_nest(client, cast):
    page = page_of(client.get(reverse("places")))

    assert [each.get("class") for each in page.find_class("nested")[0].iter("li")] == ["nested__0", "nested__1"]
