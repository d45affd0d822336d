"""Every field of what the API tells of is in its shape, under its own name or another, or left out with a reason."""

import pytest

from saidanddone.api import schemas
from saidanddone.commitments import models as commitments
from saidanddone.decisions import models as decisions

ALWAYS = {
    "id": "the database's own number",
    "translated_by": "`translation` says who made it",
    "translated_from": "`translation` says what is behind",
    "submission_key": "keeps a form that is sent twice from making two rows",
    "import_key": "who imported knows it",
    "hidden_at": "nothing that is hidden is told",
    **dict.fromkeys(
        ("created_by", "made_by", "updated_by", "changed_by", "recorded_by", "set_by", "said_by", "given_by"),
        "an organisation speaks; who pressed the button is its own business",
    ),
    **dict.fromkeys(("cited_by", "signed_by", "published_by"), "who pressed the button"),
    "order": "they are told in it",
}
RENAMED = {"public_id": "id"}
PARENT = "it is told within it"


def told(model, shape, left_out="", **renamed):
    reasons = dict(each.split(": ", 1) for each in left_out.split("; ") if each)
    return pytest.param(model, shape, reasons, renamed, id=model.__name__)


@pytest.mark.parametrize(
    ("model", "shape", "left_out", "renamed"),
    [
        told(
            decisions.Finding,
            schemas.Finding,
            "created_at: published_at is what everyone can see; checking_at: before it was published",
        ),
        told(
            decisions.Evidence,
            schemas.Evidence,
            f"finding: {PARENT}",
            **dict.fromkeys(("ref_kind", "ref_id", "words", "link", "kind", "source_date"), "reference"),
        ),
        told(
            decisions.Writer,
            schemas.Writer,
            f"finding: {PARENT}; contributor: the name is what they chose to show; person: the name is what they chose"
            "; contribution: the name follows what they chose there",
        ),
        told(decisions.Decision, schemas.DecisionInFull, "created_at: announced_at is what everyone can see"),
        told(decisions.Bound, schemas.Bound, f"decision: {PARENT}"),
        told(decisions.Option, schemas.Option, f"decision: {PARENT}"),
        told(decisions.Scenario, schemas.Scenario, f"decision: {PARENT}"),
        told(decisions.Document, schemas.Document, f"decision: {PARENT}"),
        told(decisions.DatePromise, schemas.DatePromise, f"decision: {PARENT}"),
        told(decisions.StateChange, schemas.StateChange, f"decision: {PARENT}"),
        told(decisions.Version, schemas.Version, f"decision: {PARENT}"),
        told(decisions.SignOff, schemas.SignOff, f"decision: {PARENT}"),
        told(decisions.Backing, schemas.Backing, f"decision: {PARENT}"),
        told(decisions.Expectation, schemas.Expectation, f"decision: {PARENT}"),
        told(
            decisions.Use,
            schemas.Use,
            f"decision: {PARENT}",
            **dict.fromkeys(("ref_kind", "ref_id", "words", "link", "kind", "source_date"), "reference"),
        ),
        told(
            commitments.Commitment,
            schemas.CommitmentInFull,
            **dict.fromkeys(("decision", "finding", "contribution"), "origin"),
        ),
        told(commitments.Partner, schemas.Partner, f"commitment: {PARENT}"),
        told(commitments.Milestone, schemas.Milestone, f"commitment: {PARENT}"),
        told(commitments.Update, schemas.Update, f"commitment: {PARENT}"),
        told(
            commitments.UpdateFile,
            schemas.UpdateFile,
            f"update: {PARENT}; file: fetched by its url",
        ),
        told(commitments.Change, schemas.Change, f"commitment: {PARENT}"),
        told(commitments.SourceClaim, schemas.SourceClaim, f"commitment: {PARENT}"),
        told(commitments.Period, schemas.Period, f"commitment: {PARENT}"),
        told(commitments.Setback, schemas.Setback),
        told(commitments.Outcome, schemas.OutcomeInFull),
        told(
            commitments.Owner, schemas.Owner, f"outcome: {PARENT}; named_person: shown to the owners' own people only"
        ),
        told(commitments.Indicator, schemas.Indicator, f"outcome: {PARENT}"),
        told(commitments.Line, schemas.Line, f"indicator: {PARENT}"),
        told(commitments.Opinion, schemas.Opinion, f"indicator: {PARENT}"),
        told(commitments.Report, schemas.Report, f"outcome: {PARENT}"),
        told(commitments.Observation, schemas.Observation),
    ],
)
def test_every_field_is_told_or_left_out_with_a_reason(model, shape, left_out, renamed):
    fields = {field.name for field in model._meta.concrete_fields}
    shown = set(shape.model_fields)

    own = fields - set(ALWAYS) - set(left_out)
    untold = {field for field in own if (renamed | RENAMED).get(field, field) not in shown}

    assert not untold
    assert set(left_out) <= fields
    assert not set(left_out) & shown


def test_models_whose_rows_are_told_of_nowhere_are_few_and_known():
    """Checks and follow-ups are counts; burdens are protected; the exercise has its own page."""
    counted = {"Check", "FollowUp", "Burden", "Exercise", "ExerciseItem", "ExerciseResponse"}
    there = {*decisions.__all__, *commitments.__all__}

    [mark] = test_every_field_is_told_or_left_out_with_a_reason.pytestmark
    assert there - counted == {param.id for param in mark.args[1]}
