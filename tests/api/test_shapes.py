"""The shapes of the answers: what each says, and a snapshot of their fields, which a version never loses."""

import json

import pytest
from jsonschema import Draft202012Validator

from saidanddone.api.reading import described
from saidanddone.places.models import Profile
from saidanddone.record import sequencer
from tests.contributions.factories import AnswerFactory, ContributionFactory, VerdictFactory
from tests.people.factories import OrganisationFactory, ServiceFactory

pytestmark = [pytest.mark.django_db]
SHAPES = {
    "Addressed": "organisation state asked_at promise_days due_date is_late is_paused acknowledged_at "
    "first_answered_at first_answer_days answered_in_time passed_on_by reopened_at",
    "Answer": "id url contribution organisation kind text reason passed_to language answered_at verdict",
    "Boundary": "type id properties geometry",
    "Contribution": "id url kind text language translations place point topic service said_date channel published_at "
    "corrected_at is_redacted credit may_be_quoted support_count same_as addressed_to",
    "Entry": "position kind about at fields commitments content leaf_hash",
    "Organisation": "slug url name summary kind tier nation home_page promise_days ended_date",
    "OrganisationFigures": "asked waiting late answered passed_on first_answers median_days percentile_90_days "
    "share_in_time share_understood",
    "OrganisationInFull": "places services predecessors successor figures",
    "Place": "slug url name level code parent centre",
    "PlaceFigures": "said answered waiting",
    "Receipt": "position receipt",
    "Record": "is_standing size waiting origin verifier_key root signed_at checkpoint url",
    "Service": "slug name organisation id ended_date successor",
    "Topic": "slug name retired_date",
    "Verdict": "id value words given_at",
}


def read(client, path):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    return json.loads(response.content)


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_keeps_its_fields(name):
    assert set(SHAPES[name].split()) <= set(described()["components"]["schemas"][name]["properties"])


def test_the_schema_is_openapi_3_1(client):
    found = read(client, "openapi.json")

    assert found["openapi"].startswith("3.1")
    for shape in found["components"]["schemas"].values():
        Draft202012Validator.check_schema(shape)


def test_a_contribution_says_who_answered_and_what_was_made_of_it(client, cast):
    said = ContributionFactory(organisations=[cast.council], text="Mae'r bws yn hwyr.", language="cy", supported=2)
    VerdictFactory(answer=AnswerFactory(contribution=said), value="yes", words="They listened.")

    found = read(client, f"contributions/{said.public_id}")

    assert found["url"] == f"http://localhost:8000/contributions/{said.public_id}/"
    assert (found["text"], found["language"], found["support_count"]) == ("Mae'r bws yn hwyr.", "cy", 2)
    assert found["credit"] == {"choice": "name", "name": "Mair Pugh"}
    assert found["addressed_to"][0]["organisation"]["name"] == {"en": "Aberwen Council", "cy": "Cyngor Aberwen"}
    assert found["addressed_to"][0]["state"] == "answered"
    assert found["answers"][0]["verdict"]["words"] == "They listened."


def test_nothing_of_a_contribution_tells_of_contact_or_of_whoever_is_behind_it(client, cast):
    said = ContributionFactory(organisations=[cast.council], contributor_email="mair@example.org")

    content = json.dumps(read(client, f"contributions/{said.public_id}"))

    assert "mair@example.org" not in content
    assert "contacted" not in content
    assert "contributor" not in content


def test_a_link_to_something_that_is_not_public_is_not_told(client, cast):
    hidden = ContributionFactory(organisations=[cast.council], hidden=True)
    said = ContributionFactory(organisations=[cast.council])
    type(said).objects.filter(pk=said.pk).update(same_as=hidden)

    assert read(client, f"contributions/{said.public_id}")["same_as"] is None
    assert read(client, "contributions")["items"][0]["same_as"] is None


def test_an_organisation_that_was_asked_nothing_has_unknown_figures(client, cast):
    ServiceFactory(organisation=cast.council, slug="bins")

    found = read(client, "organisations/council")

    assert found["figures"]["asked"] == 0
    assert {name for name, value in found["figures"].items() if value is None} == {
        "waiting",
        "late",
        "answered",
        "passed_on",
        "median_days",
        "percentile_90_days",
        "share_in_time",
        "share_understood",
    }
    assert found["services"][0]["slug"] == "bins"
    assert found["places"][0]["slug"] == "aberwen"


def test_of_organisations_that_merged_both_sides_are_told(client, cast, at):
    for slug in ("gwen-housing", "ceiri-homes"):
        OrganisationFactory(slug=slug, name=slug, ended_date=at.date(), successor=cast.homes)

    assert read(client, "organisations/ceiri-homes")["successor"]["slug"] == "homes"
    assert [each["slug"] for each in read(client, "organisations/homes")["predecessors"]] == [
        "ceiri-homes",
        "gwen-housing",
    ]


def test_a_place_says_who_lives_there_and_what_is_within(client, cast):
    Profile.objects.create(place=cast.county, dimension="age", category="0 to 15", count=9, source="Census", year=2021)
    ContributionFactory(place=cast.bryn_teg, organisations=[cast.council], answered=True)

    found = read(client, "places/aberwen")

    assert found["profile"] == [
        {"dimension": "age", "category": "0 to 15", "count": 9, "source": "Census", "year": 2021}
    ]
    assert [each["slug"] for each in found["within"]] == ["bryn-teg"]
    assert found["figures"] == {"said": 1, "answered": 1, "waiting": 0}


def test_a_boundary_is_a_geojson_feature(client, cast):
    type(cast.county).objects.filter(pk=cast.county.pk).update(
        boundary={"type": "Polygon", "coordinates": [[[-4, 52], [-3, 52], [-3, 53], [-4, 52]]]}
    )

    found = read(client, "places/aberwen/boundary")

    assert (found["type"], found["geometry"]["type"], found["properties"]["name"]) == ("Feature", "Polygon", "Aberwen")
    assert read(client, "places/bryn-teg/boundary")["geometry"] is None


def test_before_the_first_checkpoint_the_record_says_that_it_has_none(client):
    found = read(client, "record")

    assert (found["size"], found["checkpoint"], found["is_standing"]) == (0, None, True)


def test_the_record_is_read_page_by_page_in_its_own_order(client, cast, at):
    for _ in range(3):
        ContributionFactory(organisations=[cast.council])
    sequencer.run_once(at)
    ContributionFactory(organisations=[cast.council])  # waits for its number

    first = read(client, "record/entries?limit=2")
    second = json.loads(client.get(first["next"].removeprefix("http://localhost:8000")).content)

    assert [entry["position"] for entry in (*first["items"], *second["items"])] == [0, 1, 2]
    assert second["next"] is None
    assert first["items"][1] == read(client, "record/entries/1")


def test_an_empty_record_has_an_empty_list(client):
    assert read(client, "record/entries") == {"items": [], "next": None}


def test_the_record_gives_checkpoint_entry_and_receipt(client, cast, at):
    from saidanddone.core.viewer import SITE
    from saidanddone.record import actions

    said = ContributionFactory(organisations=[cast.council])
    actions.sequence(by=SITE, at=at)

    about = read(client, f"record/about/contribution/{said.public_id}")
    entry = read(client, f"record/entries/{about[0]['position']}")
    receipt = read(client, f"record/entries/{about[0]['position']}/receipt")

    assert read(client, "record")["size"] >= 1
    assert entry == about[0]
    assert entry["about"] == f"contribution:{said.public_id}"
    assert said.text not in entry["content"]
    assert receipt["receipt"].startswith("c2sp.org/tlog-proof@v1")
    assert sequencer


def test_the_page_that_explains_it_has_each_address_and_no_script_from_elsewhere(client):
    content = client.get("/api/v1/docs").content.decode()

    assert all(path in content for path in described()["paths"])
    assert 'src="http' not in content
