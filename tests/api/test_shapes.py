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
    "Alliance": "id url title purpose language translation is_redacted kind formation template state parties places "
    "outcomes predecessor starts_date ends_date review_date drill_months no_baseline_reason signed_at ended_date "
    "end_reason",
    "AllianceBarrier": "id words owner due_date raised_at ended_date is_removed how_it_ended",
    "AllianceCallOut": "id is_drill called_at came",
    "AllianceCheck": "number form closed_at raters organisations next_date",
    "AllianceInFull": "deal funds reviews barriers checks call_outs",
    "AllianceParty": "id organisation department is_bridge joined_date left_date leave_reason",
    "AllianceReview": "id kind held_date summary",
    "Answer": "id url contribution organisation kind text reason passed_to language answered_at verdict",
    "Backing": "id organisation post why if_it_fails language made_at until_date ended_date end_reason",
    "Bound": "kind by text figures",
    "Boundary": "type id properties geometry",
    "Change": "field milestone before after reason changed_at",
    "Checks": "yes partly no",
    "Commitment": "id url promise notice for_whom pledged_by state language translation is_redacted organisation "
    "partners place service origin outcome start_date due_date first_due_date is_standing standard cost_pence funding "
    "funding_end_date risk made_at kept_date dropped_date drop_reason replaced_by asked_at worked",
    "CommitmentInFull": "milestones updates changes source_claims periods setbacks replaces",
    "Computed": "value expected distance share",
    "Contribution": "id url kind text language translations place point topic service said_date channel "
    "published_at corrected_at is_redacted credit may_be_quoted support_count same_as addressed_to",
    "ContributionLink": "id url",
    "DatePromise": "state due_date promised_at met_date superseded_at is_missed reason",
    "DealClause": "id kind party level words language is_taken_out",
    "DealSignature": "party post signed_at digest",
    "DealVersion": "number state title purpose reason digest proposed_at signed_at clauses kept_back seen signatures",
    "Decision": "id url state question why_now who_is_affected trust_impact headline where_from reasons "
    "without_listening_because decided_by authority interests dissent conditions choice language translation "
    "is_redacted place topic organisation announced_at views_close_date decided_at decided_date review_date "
    "bed_in_until_date is_pilot pilot_review_date pilot_end pilot_learnt replaced_by reason considered",
    "DecisionInFull": "bounds options scenarios documents dates state_changes sign_offs expectations backings versions "
    "replaces",
    "Document": "title link",
    "Entry": "position kind about at fields commitments content leaf_hash",
    "Evidence": "contribution reference sentence cited_at",
    "EvidenceCounts": "people supports contributions not_shown references",
    "Expectation": "id text measure expected_date recorded_at outcome found compared_at",
    "Finding": "id url kind state title summary missing disagreement language translation is_redacted place topic "
    "organisation checking_until_date published_at ended_at reason superseded_by writers evidence checks",
    "Fund": "id url name purpose language translation is_redacted kind host partners starts_date ends_date year_month "
    "tolerance_pence surplus locked_date opened_at closed_at closed_reason",
    "FundFigures": "year name is_closed budget_pence spent_pence promised_pence received_pence purse_pence "
    "reserve_pence partners lines",
    "FundInFull": "years closed_years lines",
    "FundLine": "id name language translation scheme scheme_id outcome lead risk",
    "FundLineFigures": "line budget_pence spent_pence promised_pence used_in_kind_pence forecast_pence cause plans",
    "FundOrder": "id url line year kind state organisation recipient is_individual identifier amount_pence agreed_date "
    "starts_date ends_date title description language translation places placed_at cancelled_at cancelled_reason",
    "FundPartner": "organisation joined_date",
    "FundPartnerFigures": "organisation promised_pence due_pence received_pence promised_in_kind_pence "
    "given_in_kind_pence",
    "FundPlan": "what owner due_date ended_date came_of_it",
    "Indicator": "id key title definition unit better kind population geography source source_link frequency "
    "steward technical_note revision_rule chosen_with language translation rule rule_declared_at lines computed "
    "opinions",
    "Line": "id kind date value set_at superseded_at reason",
    "Milestone": "id title due_date reached_date dropped_date",
    "Observation": "id indicator place start_date end_date value lower upper sample_size status source note "
    "recorded_at superseded_at",
    "Opinion": "id by value reason language name given_at",
    "Option": "id title text cost_pence gain loss asks",
    "Organisation": "slug url name summary kind tier nation home_page promise_days ended_date",
    "OrganisationFigures": "asked waiting late answered passed_on first_answers median_days percentile_90_days "
    "share_in_time share_understood",
    "OrganisationInFull": "places services predecessors successor figures",
    "Outcome": "id url title why language translation is_redacted place report_months set_date set_at ended_date "
    "end_reason lessons owners",
    "OutcomeInFull": "indicators reports commitments setbacks",
    "Owner": "id organisation plan_link plan_text clashes_with agreed_at since_date until_date follows",
    "Partner": "organisation part",
    "Period": "start_date end_date kept_count all_count note source recorded_at",
    "Place": "slug url name level code parent centre",
    "PlaceFigures": "said answered waiting",
    "Receipt": "position receipt",
    "Record": "is_standing size waiting origin verifier_key root signed_at checkpoint url",
    "Reference": "kind id words url",
    "Report": "id due_date text language published_at is_missed",
    "RoleSeen": "about by words",
    "Scenario": "title matters_to text",
    "Service": "slug name organisation id ended_date successor",
    "Setback": "id url title text language translation is_redacted organisation place service commitment decision "
    "outcome known_date said_at is_in_time touched cost cause fix fix_owner check_date checked_date found lesson",
    "SignOff": "voice name organisation says not_asked_because signed_at",
    "StateChange": "before after reason changed_at",
    "Topic": "slug name retired_date",
    "Translated": "language made_by words",
    "SourceClaim": "about value source link said_date imported_at",
    "Update": "id organisation done next evidence evidence_ref files claim language updated_at is_redacted",
    "UpdateFile": "id url media_type size sha256 description",
    "Use": "id contribution finding reference value because cited_at",
    "UseCounts": "contributions findings references not_shown used partly not_used",
    "Verdict": "id value words given_at",
    "Version": "number words reason replaced_at",
    "Worked": "asked yes partly no cannot_tell",
    "Writer": "name role credit_role organisation",
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
