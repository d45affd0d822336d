"""Every public word of surveys, findings, decisions, promises, outcomes, alliances and funds can be taken out by
itself."""

import pytest
from django.apps import apps
from django.db import models

from saidanddone.alliances import handlers as of_alliances
from saidanddone.alliances import models as alliances
from saidanddone.commitments import models as commitments
from saidanddone.commitments import outcome_parts, recording
from saidanddone.decisions import finding_entries, hiding, moderated
from saidanddone.decisions import models as decisions
from saidanddone.funds import handlers as of_funds
from saidanddone.funds import models as funds
from saidanddone.surveys import models as surveys
from saidanddone.surveys import redacting
from saidanddone.trust import handlers
from saidanddone.trust.models import Comparison, PlanAction

REDACTED = {
    decisions.Decision: hiding._OWN,
    **{decisions.Decision._meta.get_field(name).related_model: fields for name, fields in hiding._ROWS.items()},
    decisions.Use: tuple(hiding.UseHandler.words),
    decisions.Backing: tuple(hiding.BackingHandler.words),
    decisions.Exercise: ("question",),
    decisions.ExerciseItem: ("title", "text"),
    decisions.Finding: (*finding_entries.WORDS, "reason"),
    decisions.Evidence: moderated._CITED,
    decisions.Writer: ("name",),
    decisions.Check: ("words",),
    commitments.Commitment: recording.COMMITMENT_WORDS,
    commitments.Partner: ("part",),
    commitments.Milestone: ("title",),
    commitments.Change: ("before", "after", "reason"),
    commitments.Period: ("source", "note"),
    commitments.Update: recording.UPDATE_WORDS,
    commitments.UpdateFile: ("description",),
    commitments.FollowUp: ("words",),
    commitments.Setback: recording.SETBACK_WORDS,
    surveys.Survey: redacting.SURVEY_WORDS,
    surveys.Question: (*redacting.QUESTION_WORDS, "labels"),
    surveys.Wave: (*redacting.WAVE_WORDS, *redacting.LINES, "margins", "questions"),
    surveys.WrittenAnswer: ("text",),
    surveys.Analysis: ("weighting",),
    PlanAction: handlers.PlanActionHandler.names,
    Comparison: handlers.ComparisonHandler.names,
    commitments.Outcome: ("title", "why", "end_reason", "lessons"),
    **{handler.model: tuple(handler.words) for handler in outcome_parts.HANDLERS.values()},
    alliances.Alliance: ("title", "purpose", "end_reason", "no_baseline_reason"),
    alliances.Clause: ("words",),
    alliances.SeenBy: ("brings",),
    alliances.TakenOut: ("words",),
    **{
        model: tuple(name for kind, name, _label, _longest in of_alliances._BESIDE if kind == model.__name__.lower())
        for model in (
            *(alliances.Party, alliances.Signature, alliances.Review, alliances.Barrier),
            *(alliances.CoverNote, alliances.CoverBacking),
        )
    },
    alliances.DealVersion: ("reason",),
    funds.Fund: of_funds.FundHandler.names,
    **{
        model: tuple(field for of, field, *_more in of_funds.PARTS if of == kind)
        for kind, (model, _way) in of_funds.WAYS.items()
    },
}
"""Model → the fields that a moderator's handler rewrites."""
NAMES_A_THING = "names a kind of thing or a thing by its number; nobody writes words there"
LEADS = "an address: a page that must not be linked to goes with the words beside it, which can be hidden"
COUNTED = "the name of a figure that the site counts"
SCORED = "a short name by which answers are counted and files are read; words for people stand beside it"
IDENTITY = "who was drawn: only those who measure see it, until its day"
ANSWERS = "one person's answers by code; their words part from it and are moderated as written answers"
WORKED_OUT = "worked out by the site: numbers by codes"
CODES = "codes and numbers by which answers are read, no words"
BOOKS = "the books of a fund: its partners alone read them, and nothing in them is changed"
UNREAD = "nobody but the person and those who write to them reads it"
PARTNERS = "among partners, who settle it themselves; nobody else reads it"
LEFT = {
    **{f"Review.{name}": PARTNERS for name in ("went_well", "did_not", "next_steps")},
    "Comment.words": PARTNERS,
    "DealVersion.withdrawn_reason": PARTNERS,
    "CallOut.words": PARTNERS,
    "Acknowledgement.words": PARTNERS,
    "PlanStep.what": PARTNERS,
    "Repair.words": PARTNERS,
    "Repair.how_it_ended": PARTNERS,
    "FacilitatorWords.words": "for the facilitator alone; a moderator reads it as little as anybody else",
    "BroughtScore.version": PARTNERS,
    "BroughtScore.dimension": PARTNERS,
    "Alliance.template": NAMES_A_THING,
    "Clause.kind": NAMES_A_THING,
    "Consent.digest": "made by the site",
    "DealVersion.digest": "made by the site",
    "Signature.digest": "made by the site",
    "TakenOut.part": NAMES_A_THING,
    "Check.instrument": SCORED,
    "Rating.item": SCORED,
    "Shown.item": SCORED,
    "Shown.fineness": WORKED_OUT,
    "Use.ref_kind": NAMES_A_THING,
    "Use.ref_id": NAMES_A_THING,
    "Evidence.ref_kind": NAMES_A_THING,
    "Evidence.ref_id": NAMES_A_THING,
    "Document.link": LEADS,
    "Update.evidence_ref": NAMES_A_THING,
    "UpdateFile.media_type": "worked out from the content of the file",
    "Owner.plan_link": LEADS,
    "Indicator.source_link": LEADS,
    "Indicator.key": "how files name it",
    "SourceClaim.source": "as the operator called the file",
    "SourceClaim.link": LEADS,
    "Version.reason": "versions go as a whole when the decision is redacted",
    "Burden.process": "only its counts are public",
    "Way.confirmed": "one of four words",
    "CoverageFigure.measure": COUNTED,
    "GroupFigure.dimension": COUNTED,
    "GroupFigure.group": COUNTED,
    "GroupFigure.measure": COUNTED,
    "TellingWish.address": UNREAD,
    "Telling.what": COUNTED,
    "Telling.about_kind": NAMES_A_THING,
    "Telling.about_id": NAMES_A_THING,
    "CreditsPage.credit_name": "their own choice of name, as it stands under what they said, where it is redacted",
    "Survey.about_kind": NAMES_A_THING,
    "Survey.about_id": NAMES_A_THING,
    "Question.name": SCORED,
    "Question.battery": SCORED,
    "Question.construct": SCORED,
    "Question.instrument": SCORED,
    "Question.determinant": "one of six words",
    "Question.speaks_of": "one of two words",
    "Question.shown_after": SCORED,
    "Question.shown_for": CODES,
    "Question.scoring": CODES,
    "Question.places": CODES,
    "Question.profile": "names of a dimension and of its categories, as the population profile has them",
    "Wave.modes": "words of a list",
    "Wave.link_key": "made by the site",
    "Wave.questions_digest": "made by the site",
    "Quota.question": SCORED,
    **{f"SampleCase.{name}": IDENTITY for name in ("key", "name", "address", "email", "phone", "language")},
    **{f"SampleCase.{name}": IDENTITY for name in ("stratum", "cluster")},
    "Response.stratum": ANSWERS,
    "Response.cluster": ANSWERS,
    "Response.answers": ANSWERS,
    "PaperSheet.number": "as it is printed on the sheet; only those who measure see it",
    "PaperSheet.answers": ANSWERS,
    "WrittenAnswer.question": SCORED,
    "Analysis.method": WORKED_OUT,
    "Analysis.engine": WORKED_OUT,
    "Analysis.rates": WORKED_OUT,
    "Analysis.representativeness": WORKED_OUT,
    "Analysis.reliability": WORKED_OUT,
    "Analysis.drivers": WORKED_OUT,
    "Analysis.association": WORKED_OUT,
    **{f"Estimate.{name}": WORKED_OUT for name in ("item", "figure", "variable", "group", "place", "marker")},
    "Alert.item": WORKED_OUT,
    "Alert.figure": WORKED_OUT,
    "Account.key": "made by the site",
    "Batch.source": BOOKS,
    "Batch.sha256": "made by the site",
    "Transfer.move": "one of a list",
    **{f"Transfer.{name}": BOOKS for name in ("words", "evidence", "refusal", "paid_to")},
    "Virement.refusal": BOOKS,
    "Order.identifier": "a number in a public register",
    "Thanks.words": "its own handler hides and redacts them",
}
"""Field → why no handler named above rewrites it."""


def texts():
    """Every field with words that people write: neither chosen from a list, nor made by the site.

    Surveys keep words by language, so there a field with JSON is one of them.
    """
    for app in ("surveys", "decisions", "commitments", "thread", "trust", "alliances", "funds"):
        holding = models.CharField | models.TextField | (models.JSONField if app == "surveys" else models.TextField)
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.concrete_fields:
                is_text = isinstance(field, holding) and not isinstance(field, models.FileField)
                if is_text and field.editable and not field.choices and field.name != "submission_key":
                    yield model, field.name


@pytest.mark.parametrize(
    ("model", "name"), [pytest.param(*each, id=f"{each[0].__name__}.{each[1]}") for each in texts()]
)
def test_a_field_with_words_can_be_redacted_or_says_why_not(model, name):
    is_redacted = name in REDACTED.get(model, ())

    assert is_redacted != (f"{model.__name__}.{name}" in LEFT)


def test_what_is_listed_is_there():
    known = {f"{model.__name__}.{name}" for model, name in texts()}

    assert set(LEFT) <= known
    assert {f"{model.__name__}.{name}" for model, names in REDACTED.items() for name in names} <= known
