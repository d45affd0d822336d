"""Search: what is found of each kind, and what is said where so much is found that not all is shown."""

import pytest
from django.urls import reverse

from tests.contributions.factories import ContributionFactory
from tests.web.test_home import page_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment_stands_still")]


def show(client, words):
    return words_of(page_of(client.get(reverse("search"), {"q": words})))


@pytest.fixture
def two_are_ranked(monkeypatch):
    for module in ("search.queries", "web.queries.searching"):
        monkeypatch.setattr(f"saidanddone.{module}.LIMIT", 2)


@pytest.mark.usefixtures("two_are_ranked")
@pytest.mark.parametrize(("count", "told"), [(2, "2 things that were said"), (3, "More than 2 things that were said")])
def test_a_count_that_is_cut_is_said_to_be_more(client, cast, count, told):
    for _ in range(count):
        ContributionFactory(place=cast.bryn_teg, text="The bus never came.")

    page = show(client, "bus")

    assert told in page
    assert ("only the newest 2 are shown" in page) == (count > 2)


def test_organisations_and_places_are_found_by_their_names(client, cast):
    from saidanddone.search import index

    index.rebuild()

    assert "Aberwen Council" in show(client, "council")
    assert "Bryn Teg" in show(client, "bryn teg")


@pytest.mark.parametrize("junk", ["\x01", "\x0b\x1f", "\x00"])
def test_control_characters_are_no_words(client, cast, junk):
    assert client.get(reverse("search"), {"q": junk}).status_code == 200
