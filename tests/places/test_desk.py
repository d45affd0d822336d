"""Administrators look after places on the desk; nobody else does."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from saidanddone.core.rules import Refused
from saidanddone.places import actions
from saidanddone.places.models import Place, Profile
from tests.people.cast import ROLES_OF_CAST
from tests.places.factories import PlaceFactory

SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]}


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.aled)
    return client


def boundary(content=SQUARE):
    return SimpleUploadedFile("town.geojson", json.dumps(content).encode(), "application/geo+json")


def test_a_new_place_gets_its_short_name_from_its_name(desk, cast):
    response = desk.post(
        reverse("add_place"),
        {"name": " Cwm  Derw ", "name_cy": "", "level": "community", "parent": "bryn-teg", "boundary": boundary()},
    )

    place = Place.objects.get(slug="cwm-derw")
    assert response["Location"] == reverse("desk_place", args=["cwm-derw"])
    assert (place.name, place.path, place.boundary) == ("Cwm Derw", "aberwen/bryn-teg/cwm-derw/", SQUARE)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "required"),
        ({"name": "…"}, "Give a short name"),
        ({"slug": "bryn-teg"}, "Another place has this short name"),
        ({"slug": "no slug"}, "slug"),
        ({"level": "planet"}, "valid choice"),
        ({"parent": "nowhere"}, "valid choice"),
        ({"boundary": boundary({"type": "Point"})}, "must be a Polygon"),
        ({"boundary": SimpleUploadedFile("x", b" " * 2_000_001)}, "2 MB"),
    ],
)
def test_what_does_not_fit_is_named_and_the_words_stay(desk, changes, sentence):
    told = {"name": "Cwm Derw", "level": "community", "code": "W0999"} | changes

    response = desk.post(reverse("add_place"), told)

    page = response.content.decode()
    assert response.status_code == 400
    assert sentence in page
    assert "W0999" in page
    assert Place.objects.count() == 2


def test_changing_a_place_keeps_its_slug_and_takes_nothing_else(desk, cast):
    before = Place.objects.get(slug="bryn-teg")

    desk.post(
        reverse("edit_place", args=["bryn-teg"]),
        {
            "name": "Bryn Teg Newydd",
            "level": "town",
            "parent": "",
            "slug": "stolen",
            "path": "stolen/",
            "public_id": "stolenxxxx",
            "latitude": "9",
            "id": "999",
        },
    )

    after = Place.objects.get(pk=before.pk)
    assert (after.name, after.slug, after.path, after.level) == ("Bryn Teg Newydd", "bryn-teg", "bryn-teg/", "town")
    assert (after.public_id, after.latitude) == (before.public_id, None)


def test_a_place_cannot_lie_in_one_of_its_own(desk, cast):
    PlaceFactory(slug="ward", parent=cast.bryn_teg)

    response = desk.post(
        reverse("edit_place", args=["bryn-teg"]), {"name": "Bryn Teg", "level": "town", "parent": "ward"}
    )

    assert response.status_code == 403
    assert Place.objects.get(slug="bryn-teg").path == "aberwen/bryn-teg/"


def test_moving_a_place_moves_those_within(desk, cast):
    PlaceFactory(slug="ward", parent=cast.bryn_teg)

    desk.post(reverse("edit_place", args=["bryn-teg"]), {"name": "Bryn Teg", "level": "town", "parent": ""})

    assert Place.objects.get(slug="ward").path == "bryn-teg/ward/"


def test_a_figure_is_added_corrected_and_removed(desk, cast):
    told = {"dimension": "age", "category": "16-24", "count": "7", "source": "Census", "year": "2021"}
    desk.post(reverse("set_figure", args=["bryn-teg"]), told)
    desk.post(reverse("set_figure", args=["bryn-teg"]), told | {"count": "8"})

    figure = Profile.objects.get()
    assert figure.count == 8
    assert b"16 to 24" in desk.get(reverse("desk_place", args=["bryn-teg"])).content
    assert desk.get(reverse("remove_figure", args=["bryn-teg", figure.pk])).status_code == 405
    desk.post(reverse("remove_figure", args=["bryn-teg", figure.pk]))
    assert not Profile.objects.exists()


@pytest.mark.parametrize("count", ["", "-1", "x", "9" * 30])
def test_a_wrong_figure_is_named(desk, cast, count):
    told = {"dimension": "age", "category": "16-24", "count": count, "source": "Census", "year": "2021"}

    assert desk.post(reverse("set_figure", args=["bryn-teg"]), told).status_code == 400


def test_a_figure_of_another_place_is_not_removed(desk, cast, at):
    figure = Profile.objects.create(
        place=cast.county, dimension="age", category="all", count=1, source="Census", year=2021
    )

    assert desk.post(reverse("remove_figure", args=["bryn-teg", figure.pk])).status_code == 404


@pytest.mark.parametrize("name", [name for name in ROLES_OF_CAST if name != "administrator"])
@pytest.mark.parametrize("page", ["desk_places", "add_place", "desk_place", "edit_place", "set_figure"])
def test_only_administrators_open_the_pages(client, cast, name, page):
    client.force_login(getattr(cast, ROLES_OF_CAST[name]))
    arguments = [] if page in ("desk_places", "add_place") else ["bryn-teg"]

    assert client.get(reverse(page, args=arguments)).status_code == 403


@pytest.mark.parametrize("page", ["desk_places", "add_place", "desk_place", "edit_place", "set_figure"])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_pages_stand_in_both_languages(desk, cast, page, language):
    arguments = [] if page in ("desk_places", "add_place") else ["bryn-teg"]
    prefix = "" if language == "en" else "/cy"

    response = desk.get(prefix + reverse(page, args=arguments))

    assert response.status_code == 200
    assert f'lang="{language}"' in response.content.decode()


def test_the_list_takes_the_same_queries_for_many_places(desk, cast, django_assert_max_num_queries):
    for _each in range(30):
        PlaceFactory(parent=cast.bryn_teg)

    with django_assert_max_num_queries(12):
        desk.get(reverse("desk_places"))


@pytest.mark.parametrize(
    "call",
    [
        lambda by, cast, at: actions.remove_figure(by=by, figure=Profile(), at=at),
        lambda by, cast, at: actions.set_figure(
            by=by, place=cast.county, dimension="a", category="b", count=1, source="c", year=2021, at=at
        ),
        lambda by, cast, at: actions.edit_place(by=by, place=cast.county, facts=None, parent=None, at=at),
        lambda by, cast, at: actions.add_place(by=by, facts=None, parent=None, at=at),
    ],
)
@pytest.mark.parametrize("name", ["stranger", "resident", "officer", "lead", "steward", "moderator"])
def test_the_actions_refuse_everybody_else(cast, at, call, name):
    with pytest.raises(Refused):
        call(cast.viewer(name), cast, at)
