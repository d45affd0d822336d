"""Findings, decisions, promises, outcomes and setbacks: what each says, and what of them nobody is told."""

import json
from datetime import date

import pytest

from saidanddone.api.reading import described
from saidanddone.commitments.models import Opinion, Report, Update
from saidanddone.decisions.models import Check
from tests.commitments.factories import (
    CommitmentFactory,
    FollowUpFactory,
    IndicatorFactory,
    LineFactory,
    ObservationFactory,
    OutcomeFactory,
    OwnerFactory,
    SetbackFactory,
)
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import (
    DecisionFactory,
    EvidenceFactory,
    FindingFactory,
    Story,
    UseFactory,
    WriterFactory,
)

pytestmark = pytest.mark.django_db
MARK = "Quercus"
"""A word that stands in nothing else."""


def read(client, path):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def everything_of(client, *paths):
    return "".join(client.get(f"/api/v1/{path}").content.decode() for path in paths)


# findings


def test_a_finding_says_who_wrote_it_what_it_rests_on_and_what_those_say(client, cast, at):
    row = FindingFactory(published=True, translation={"title": "Does dim bws."}, translated_by="machine")
    said = ContributionFactory(text="I walk home. In the dark.", contributor=cast.mair)
    EvidenceFactory(finding=row, contribution=said, sentence="In the dark.")
    EvidenceFactory(
        finding=row, contribution=None, ref_kind="dataset", ref_id="buses", words="Timetables", kind="dataset"
    )
    WriterFactory(finding=row, name="Sioned", role="interpreted", organisation=cast.council)
    Check.objects.create(finding=row, contribution=said, contributor=cast.mair, value="partly", given_at=at)

    found = read(client, f"findings/{row.public_id}")
    [cited, dataset] = read(client, f"findings/{row.public_id}/evidence")["items"]

    assert found["url"] == f"http://localhost:8000/findings/{row.public_id}/"
    assert found["translation"] == {
        "language": "cy",
        "made_by": "machine",
        "words": {"title": "Does dim bws."},
        "behind": [],
    }
    assert found["writers"][0]["credit_role"] == "https://credit.niso.org/contributor-roles/formal-analysis/"
    assert found["writers"][0]["organisation"]["slug"] == "council"
    assert found["evidence"] == {"people": 1, "supports": 0, "contributions": 1, "not_shown": 0, "references": 1}
    assert found["checks"] == {"yes": 0, "partly": 1, "no": 0}
    assert cited["contribution"]["id"] == said.public_id
    assert cited["sentence"] == "In the dark."
    named = {"kind": "dataset", "id": "buses", "words": "Timetables", "url": None}
    assert dataset["reference"] == named | {"source_kind": "dataset", "source_date": None}
    assert found == read(client, "findings")["items"][0]


def test_a_sentence_that_was_corrected_away_is_not_told(client, cast):
    row = EvidenceFactory(finding=FindingFactory(published=True), sentence="I never said this.")

    [cited] = read(client, f"findings/{row.finding.public_id}/evidence")["items"]

    assert cited["sentence"] is None


@pytest.mark.parametrize(
    ("trait", "is_counted"), [("for_one_organisation", True), ("hidden", False), ("withdrawn", False), ("held", False)]
)
def test_evidence_that_is_not_for_everyone_is_counted_at_most_and_never_shown(client, cast, trait, is_counted):
    row = FindingFactory(published=True, organisation=cast.council)
    said = ContributionFactory(organisations=[cast.council], text=f"{MARK}.", **{trait: True})
    EvidenceFactory(finding=row, contribution=said, sentence=f"{MARK}.")

    found = read(client, f"findings/{row.public_id}")

    assert (found["evidence"]["contributions"], found["evidence"]["not_shown"]) == (int(is_counted), int(is_counted))
    shown = everything_of(client, f"findings/{row.public_id}/evidence", f"findings/{row.public_id}", "findings")
    assert MARK not in shown
    assert said.public_id not in shown


# decisions


@pytest.mark.slow
def test_a_decision_is_an_open_record(client, cast, at):
    story = Story(cast, at).decided().through_the_gate()

    found = read(client, f"decisions/{story.decision.public_id}")
    [use] = read(client, f"decisions/{story.decision.public_id}/uses")["items"]

    assert [bound["kind"] for bound in found["bounds"]] == ["open", "constrained", "fixed"]
    assert found["options"][0]["cost_pence"] == 3_800_000
    assert found["choice"] == found["options"][0]["id"]
    assert (found["state"], found["headline"]) == ("decided", "Bus 7 runs until ten at night")
    assert [change["after"] for change in found["state_changes"]][-1] == "decided"
    assert found["dates"][0]["state"] == "decided"
    assert {each["voice"] for each in found["sign_offs"]} == {"delivery", "finance", "lived_experience"}
    assert found["expectations"][0]["measure"] == "Tickets after nine"
    assert found["versions"]
    assert found["considered"]["used"] == 1
    assert use["value"] == "used"
    listed = read(client, "decisions")["items"][0]
    assert {name: found[name] for name in listed} == listed


def test_the_choice_is_told_by_nothing_before_it_is_decided(client, cast):
    row = DecisionFactory(
        deciding=True, headline=MARK, reasons=MARK, translation={"reasons": MARK, "question": "Pryd?"}
    )
    UseFactory(decision=row, value="not_used", because=MARK)

    shown = everything_of(client, f"decisions/{row.public_id}", f"decisions/{row.public_id}/uses", "decisions")
    found = read(client, f"decisions/{row.public_id}")
    [use] = read(client, f"decisions/{row.public_id}/uses")["items"]

    assert MARK not in shown
    assert (found["headline"], found["decided_date"], found["considered"]["not_used"]) == (None, None, None)
    assert found["translation"]["words"] == {"question": "Pryd?"}
    assert (use["value"], use["because"]) == (None, None)


@pytest.mark.parametrize("trait", ["for_one_organisation", "hidden", "withdrawn", "held"])
def test_uses_of_what_is_not_for_everyone_are_counted_and_not_shown(client, cast, at, trait):
    row = DecisionFactory(decided=True, organisation=cast.council)
    said = ContributionFactory(organisations=[cast.council], **{trait: True})
    use = UseFactory(decision=row, contribution=said, value="partly", because=MARK)
    UseFactory(decision=row, contribution=None, finding=FindingFactory(title=MARK), value="used")
    words = {f"use_{use.public_id}": f"used: {MARK}", "question": "When?"}
    row.versions.create(number=1, words=words, replaced_at=at)

    found = read(client, f"decisions/{row.public_id}")

    assert read(client, f"decisions/{row.public_id}/uses")["items"] == []
    assert (found["considered"]["not_shown"], found["considered"]["partly"]) == (2, 1)
    assert found["versions"][0]["words"] == {"question": "When?"}
    assert MARK not in everything_of(client, f"decisions/{row.public_id}", "decisions")


# promises and setbacks


def test_a_promise_says_its_state_its_parts_and_whether_it_worked(client, cast, at):
    row = CommitmentFactory(kept=True, organisation=cast.council, decision=DecisionFactory(decided=True))
    row.partners.create(organisation=cast.homes, part="Tells its tenants")
    row.milestones.create(title="Hire drivers", due_date=at.date())
    row.changes.create(field="promise", before="Soon.", after=row.promise, reason="Unclear", changed_at=at)
    update = {"commitment": row, "organisation": cast.council, "language": "en", "updated_at": at}
    Update.objects.create(done="It runs.", claim="kept", **update)
    Update.objects.create(done=MARK, hidden_at=at, **update)
    SetbackFactory(commitment=row)
    for value in ("yes", "no", ""):
        FollowUpFactory(commitment=row, value=value)

    found = read(client, f"commitments/{row.public_id}")

    assert (found["state"], found["origin"]) == ("kept", str(row.decision.ref))
    assert found["partners"][0]["part"] == "Tells its tenants"
    assert found["worked"] == {"asked": 3, "yes": 1, "partly": 0, "no": 1, "cannot_tell": 0}
    assert [each["done"] for each in found["updates"]] == ["It runs."]
    assert (len(found["milestones"]), len(found["changes"]), len(found["setbacks"])) == (1, 1, 1)
    listed = read(client, "commitments")["items"][0]
    assert {name: found[name] for name in listed} == listed


def test_a_standing_promise_is_told_period_by_period(client, at):
    row = CommitmentFactory(standing=True)
    span = {"start_date": date(2026, 1, 1), "end_date": date(2026, 1, 31)}
    row.periods.create(kept_count=9, all_count=10, source="Log", recorded_at=at, **span)

    found = read(client, f"commitments/{row.public_id}")

    assert (found["is_standing"], found["due_date"]) == (True, None)
    assert (found["periods"][0]["kept_count"], found["periods"][0]["note"]) == (9, None)


def test_links_to_what_is_hidden_are_not_told(client, at):
    gone = {"hidden_at": at}
    promise = CommitmentFactory(
        decision=DecisionFactory(decided=True, **gone), outcome=OutcomeFactory(**gone), replaced_by=None
    )
    other = CommitmentFactory(replaced_by=CommitmentFactory(**gone))
    setback = SetbackFactory(commitment=CommitmentFactory(**gone), decision=promise.decision, outcome=promise.outcome)
    finding = FindingFactory(
        state="superseded", published_at=at, ended_at=at, superseded_by=FindingFactory(published=True, **gone)
    )

    told = read(client, f"commitments/{promise.public_id}")
    went_wrong = read(client, f"setbacks/{setback.public_id}")

    assert (told["origin"], told["outcome"]) == (None, None)
    assert (went_wrong["commitment"], went_wrong["decision"], went_wrong["outcome"]) == (None, None, None)
    assert read(client, f"commitments/{other.public_id}")["replaced_by"] is None
    assert read(client, f"findings/{finding.public_id}")["superseded_by"] is None


# outcomes


def test_an_outcome_keeps_three_opinions_apart(client, cast, at):
    indicator = IndicatorFactory(steward=cast.council)
    outcome = indicator.outcome
    OwnerFactory(outcome=outcome, organisation=cast.council, named_person="Ann Rees, head of buses")
    OwnerFactory(outcome=outcome, organisation=cast.homes, asked=True)
    LineFactory(indicator=indicator)
    LineFactory(indicator=indicator, target=True)
    ObservationFactory(indicator=indicator, number=19, value=55.0)
    for by, value in (("owners", "on_course"), ("independent", "worse")):
        Opinion.objects.create(
            indicator=indicator, by=by, value=value, reason="We looked.", name="Panel", language="en", given_at=at
        )
    Report.objects.create(outcome=outcome, due_date=date(2026, 1, 1))

    content = everything_of(client, f"outcomes/{outcome.public_id}", "outcomes")
    found = read(client, f"outcomes/{outcome.public_id}")
    [told] = found["indicators"]

    assert [owner["agreed_at"] is None for owner in found["owners"]] == [False, True]
    assert told["computed"]["value"] in Opinion.Value.values
    assert {each["by"]: each["value"] for each in told["opinions"]} == {"owners": "on_course", "independent": "worse"}
    assert [line["kind"] for line in told["lines"]] == ["baseline", "target"]
    assert found["reports"][0]["is_missed"] is True
    assert "Ann Rees" not in content


def test_who_was_asked_to_answer_and_never_agreed_is_not_told(client, cast, at):
    owner = OwnerFactory(asked=True, until_date=at.date(), organisation=cast.council)

    assert read(client, f"outcomes/{owner.outcome.public_id}")["owners"] == []


def test_observations_say_what_is_not_known_and_what_was_revised(client, at):
    indicator = IndicatorFactory()
    ObservationFactory(indicator=indicator, number=0, superseded_at=at)
    ObservationFactory(indicator=indicator, number=0, value=48.0, status="revised")
    ObservationFactory(indicator=indicator, number=1, missing=True)
    path = f"outcomes/{indicator.outcome.public_id}/observations"

    found = read(client, path)["items"]

    assert [each["value"] for each in found] == [50.0, 48.0, None]
    assert found[2]["note"] == "The survey was not held."
    assert len(read(client, f"{path}?current=true")["items"]) == 2
    assert read(client, f"{path}?indicator=another")["items"] == []
    assert read(client, f"{path}?indicator={indicator.key}&limit=1")["next"]


# what is nobody's business


HIDDEN = {
    "findings": [
        lambda at: FindingFactory(title=MARK),
        lambda at: FindingFactory(title=MARK, checking=True),
        lambda at: FindingFactory(title=MARK, published=True, hidden_at=at),
    ],
    "decisions": [
        lambda at: DecisionFactory(question=MARK),
        lambda at: DecisionFactory(question=MARK, decided=True, hidden_at=at),
    ],
    "commitments": [lambda at: CommitmentFactory(promise=MARK, hidden_at=at)],
    "setbacks": [lambda at: SetbackFactory(title=MARK, hidden_at=at)],
    "outcomes": [lambda at: OutcomeFactory(title=MARK, hidden_at=at)],
}
BELOW = {"findings": "/evidence", "decisions": "/uses", "outcomes": "/observations"}


@pytest.mark.parametrize(("path", "make"), [(path, make) for path, found in HIDDEN.items() for make in found])
@pytest.mark.parametrize("who", ["stranger", "lead", "moderator"])
def test_what_is_not_public_is_there_for_nobody(client, cast, at, settings, path, make, who):
    settings.SECOND_FACTOR_REQUIRED = False
    row = make(at)
    cast.sign_in(client, who)

    assert read(client, path) == {"items": [], "next": None}
    for below in ("", BELOW.get(path, "")):
        assert client.get(f"/api/v1/{path}/{row.public_id}{below}").status_code == 404


@pytest.mark.parametrize("field", ["person", "contributor", "email", "submission_key", "import_key", "hidden_at"])
def test_no_shape_has_a_field_of_who_is_behind_it(field):
    shapes = described()["components"]["schemas"]

    assert not [(name, each) for name, shape in shapes.items() for each in shape.get("properties", {}) if field in each]
