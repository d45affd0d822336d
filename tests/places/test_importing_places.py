"""Places come in from GeoJSON: each feature is created, changed, unchanged or rejected with its reason, once."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import saidanddone
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.places import actions
from saidanddone.places.importing import BadFile, read_features, read_words
from saidanddone.places.models import Place
from saidanddone.places.queries import outlines, place_at, tree
from saidanddone.search.models import SearchDocument
from tests.places.factories import PlaceFactory

pytestmark = pytest.mark.django_db
SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]}
CORNER = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}
DEMONSTRATION = Path(saidanddone.__file__).parent / "demonstration" / "data" / "places.geojson"


def feature(geometry=None, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.fixture
def bring_in(at):
    def bring_in(*features, by=SITE, maps=None, fixed=None, is_trial=False):
        return actions.import_places(
            by=by, features=features, maps=maps or {}, fixed=fixed or {}, at=at, is_trial=is_trial
        )

    return bring_in


def test_places_come_in_whatever_their_order_in_the_file(bring_in):
    summary = bring_in(
        feature(slug="castle", name="Castle", parent="town", level="ward"),
        feature(slug="town", name="Town", parent="county", level="town"),
        feature(slug="county", name="County", name_cy="Sir", level="county", code="W06"),
    )

    assert str(summary) == "3 read: 3 created, 0 changed, 0 unchanged, 0 rejected"
    assert list(tree().values_list("path", flat=True)) == ["county/", "county/town/", "county/town/castle/"]


def test_the_same_file_again_changes_nothing(bring_in):
    features = [
        feature(SQUARE, slug="county", name="County"),
        feature(CORNER, slug="town", name="Town", parent="county"),
    ]
    bring_in(*features)

    assert str(bring_in(*features)) == "2 read: 0 created, 0 changed, 2 unchanged, 0 rejected"


def test_what_differs_is_changed_and_what_is_not_said_stays(bring_in):
    bring_in(feature(SQUARE, slug="town", name="Town", name_cy="Tref", code="W01", level="town"))

    summary = bring_in(feature(slug="town", name="The Town"))

    place = Place.objects.get()
    assert (summary.changed, summary.read) == (1, 1)
    assert (place.name, place.name_cy, place.code, place.level) == ("The Town", "Tref", "W01", "town")
    assert place.boundary == SQUARE


def test_a_boundary_brings_centre_outline_and_extent(bring_in):
    bring_in(feature(SQUARE, name="Town"))

    place = Place.objects.get(slug="town")
    assert (place.latitude, place.longitude) == (1, 1)
    assert (place.west, place.south, place.east, place.north) == (0, 0, 2, 2)
    assert place.outline == SQUARE


def test_a_place_that_moves_takes_those_within_along(bring_in):
    bring_in(
        feature(slug="old", name="Old"),
        feature(slug="new", name="New"),
        feature(slug="town", name="Town", parent="old"),
        feature(slug="ward", name="Ward", parent="town"),
    )

    bring_in(feature(slug="town", name="Town", parent="new"), feature(slug="lane", name="Lane", parent="ward"))

    paths = set(tree().values_list("path", flat=True))
    assert {"new/town/", "new/town/ward/", "new/town/ward/lane/"} <= paths


def test_properties_may_have_other_names_and_fixed_values(bring_in):
    PlaceFactory(slug="county", code="W06")

    bring_in(
        feature(WD24NM="Castle", WD24CD="W05001", up="W06"),
        maps={"name": "WD24NM", "code": "WD24CD", "parent": "up"},
        fixed={"level": "ward"},
    )

    castle = Place.objects.get(slug="castle")
    assert (castle.code, castle.level, castle.parent.slug) == ("W05001", "ward", "county")


@pytest.mark.parametrize(
    ("raw", "field", "reason"),
    [
        (None, "", "not a GeoJSON Feature"),
        ({"type": "Point"}, "", "not a GeoJSON Feature"),
        ({"type": "Feature", "properties": None}, "properties", "not a JSON object"),
        (feature(slug="x"), "name", "is missing"),
        (feature(name="  \u0000 "), "name", "is missing"),
        (feature(name="x" * 121), "name", "longer than 120"),
        (feature(name=["x"]), "name", "not text"),
        (feature(name=True), "name", "not text"),
        (feature(name="X", slug="Not a slug"), "slug", "must be small letters"),
        (feature(name="X", slug="x" * 81), "slug", "must be small letters"),
        (feature(name="…"), "slug", "must be small letters"),
        (feature(name="X", level="planet"), "level", "is none of"),
        (feature(name="X", code="9" * 41), "code", "longer than 40"),
        (feature(name="X", parent="nowhere"), "parent", "no place that we know"),
        (feature(name="X", parent="x"), "parent", "no place that we know"),
        (feature({"type": "Point", "coordinates": [0, 0]}, name="X"), "geometry", "Polygon or a MultiPolygon"),
        (feature("here", name="X"), "geometry", "Polygon or a MultiPolygon"),
    ],
)
def test_a_feature_that_does_not_fit_is_rejected_and_the_others_come_in(bring_in, raw, field, reason):
    summary = bring_in(feature(name="Before"), raw, feature(name="After"))

    [rejected] = summary.rejected
    assert (rejected.number, rejected.name) == (2, field)
    assert reason in rejected.reason
    assert (summary.created, summary.read) == (2, 3)


def test_two_places_that_lie_in_each_other_are_both_rejected(bring_in):
    summary = bring_in(feature(slug="a", name="A", parent="b"), feature(slug="b", name="B", parent="a"))

    assert [rejected.number for rejected in summary.rejected] == [1, 2]


def test_a_place_does_not_come_to_lie_in_itself(bring_in):
    bring_in(feature(slug="a", name="A"), feature(slug="b", name="B", parent="a"))

    [rejected] = bring_in(feature(slug="a", name="A", parent="b")).rejected

    assert "lies in this place itself" in rejected.reason


def test_the_same_slug_with_other_facts_is_rejected(bring_in):
    summary = bring_in(feature(name="Town", slug="x"), feature(name="Town", slug="x"), feature(name="Other", slug="x"))

    assert (summary.created, summary.unchanged) == (1, 1)
    assert "twice" in summary.rejected[0].reason


def test_another_official_code_is_another_place(bring_in):
    bring_in(feature(name="Trinity", code="W01"))

    [rejected] = bring_in(feature(name="Trinity", code="W02")).rejected

    assert "give it another slug" in rejected.reason


def test_the_code_of_another_place_is_no_slug(bring_in):
    PlaceFactory(slug="town", code="w01")

    [rejected] = bring_in(feature(name="X", slug="w01")).rejected

    assert "official code of another place" in rejected.reason


def test_places_do_not_nest_without_end(bring_in):
    features = [
        feature(slug=f"{n}" + "x" * 79, name="X", parent=f"{n - 1}" + "x" * 79 if n else None) for n in range(8)
    ]

    summary = bring_in(*features)

    assert summary.created == 6
    assert "too deep" in summary.rejected[0].reason


def test_a_trial_changes_nothing(bring_in):
    summary = bring_in(feature(SQUARE, name="Town"), is_trial=True)

    assert summary.created == 1
    assert not Place.objects.exists()
    assert not SearchDocument.objects.exists()


def test_places_are_found_by_search_words(bring_in):
    bring_in(feature(name="Bridge End", name_cy="Pen-y-bont", code="W05"))

    document = SearchDocument.objects.get()
    assert (document.kind, document.public_id) == ("place", Place.objects.get().public_id)


def test_only_those_who_may_bring_in_files(bring_in, cast):
    for name in ("stranger", "resident", "officer", "lead", "steward", "moderator"):
        with pytest.raises(Refused):
            bring_in(by=cast.viewer(name))

    assert bring_in(by=cast.viewer("administrator")).read == 0
    with pytest.raises(Refused):
        bring_in(by=STRANGER)


def test_the_smallest_place_around_a_point_is_found(bring_in):
    bring_in(
        feature(SQUARE, slug="county", name="County"),
        feature(CORNER, slug="town", name="Town", parent="county"),
        feature(slug="nowhere", name="Nowhere"),
    )

    assert place_at(latitude=0.5, longitude=0.5).slug == "town"
    assert place_at(latitude=1.5, longitude=1.5).slug == "county"
    assert place_at(latitude=9, longitude=9) is None


def test_a_map_has_the_outlines_that_are_known(bring_in):
    bring_in(feature(SQUARE, slug="county", name="County"), feature(slug="nowhere", name="Nowhere"))

    assert [shown["properties"]["slug"] for shown in outlines(Place.objects.all())] == ["county"]


def test_the_command_reports_writes_the_rejects_and_takes_them_again(tmp_path, capsys):
    path = tmp_path / "wards.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature(name="A"), feature(slug="b"), 7]}))

    with pytest.raises(CommandError, match="2 did not fit"):
        call_command("import_places", str(path), "--set", "level=ward")

    assert "3 read: 1 created, 0 changed, 0 unchanged, 2 rejected" in capsys.readouterr().out
    rejects = tmp_path / "wards.rejects.geojson"
    mended = json.loads(rejects.read_text())
    assert mended["features"][0]["properties"]["_reason"] == "is missing"
    mended["features"] = [mended["features"][0]]
    mended["features"][0]["properties"]["name"] = "B"
    rejects.write_text(json.dumps(mended))
    call_command("import_places", str(rejects), "--set", "level=ward")
    assert Place.objects.get(slug="b").level == "ward"


def test_a_dry_run_of_the_command_says_so(tmp_path, capsys):
    path = tmp_path / "wards.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature(name="A")]}))

    call_command("import_places", str(path), "--dry-run")

    assert "nothing was changed" in capsys.readouterr().out
    assert not Place.objects.exists()


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"type": "FeatureCollection", "features": 7}'])
def test_a_file_that_is_no_collection_is_refused_whole(tmp_path, content):
    path = tmp_path / "x.geojson"
    path.write_bytes(content)

    with pytest.raises(CommandError):
        call_command("import_places", str(path))


def test_a_missing_and_a_huge_file_are_refused(tmp_path, monkeypatch):
    with pytest.raises(BadFile, match="There is no file"):
        read_features(tmp_path / "none.geojson")

    path = tmp_path / "x.geojson"
    path.write_text("[]")
    monkeypatch.setattr("saidanddone.places.importing.LARGEST_FILE", 1)
    with pytest.raises(BadFile, match="larger"):
        read_features(path)


@pytest.mark.parametrize("word", ["WD24NM", "WD24NM=planet"])
def test_a_word_of_the_command_that_names_no_field_is_refused(word):
    with pytest.raises(BadFile, match="names no field"):
        read_words([word], field_last=True)


def test_the_demonstrations_places_come_in_whole(capsys):
    call_command("import_places", str(DEMONSTRATION))

    assert "20 read: 20 created" in capsys.readouterr().out
    assert Place.objects.get(slug="castle").path == "aberwen/aberwen-town/castle/"


def test_rejects_never_take_the_place_of_a_file(tmp_path):
    path = tmp_path / "wards.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [{}]}')
    (tmp_path / "wards.rejects.geojson").write_text("being mended")

    with pytest.raises(CommandError, match="is there already"):
        call_command("import_places", str(path), rejects=path)
    with pytest.raises(CommandError, match=r"wards\.rejects-2\.geojson"):
        call_command("import_places", str(path))

    assert (tmp_path / "wards.rejects.geojson").read_text() == "being mended"
