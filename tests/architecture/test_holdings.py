"""Every row that names somebody stands in the file of all that is held about them, or is left out with a reason."""

from django.apps import apps

from saidanddone.contributions import holdings
from saidanddone.contributions.queries.held import FIELDS
from saidanddone.people.models import Contributor, Person

ACT = "who acted for an organisation, in its name; what they did is the organisation's, and nothing about them"
MODERATOR = "who moderated; naming them to those whom they judged would put them at risk, and it is not about them"
SECRET = "opens the account; it is of no use to anybody but a thief"
NOT_HELD = {
    **dict.fromkeys(
        (
            "commitments.Change.changed_by",
            "commitments.Commitment.made_by",
            "commitments.Line.set_by",
            "commitments.Observation.recorded_by",
            "commitments.Opinion.given_by",
            "commitments.Outcome.set_by",
            "commitments.Period.recorded_by",
            "commitments.Report.published_by",
            "commitments.Setback.said_by",
            "commitments.Update.updated_by",
            "contributions.Answer.answered_by",
            "contributions.ClockPause.paused_by",
            "decisions.Decision.created_by",
            "decisions.Evidence.cited_by",
            "decisions.Finding.created_by",
            "decisions.SignOff.signed_by",
            "decisions.Backing.made_by",
            "decisions.StateChange.changed_by",
            "alliances.Acknowledgement.made_by",
            "alliances.Alliance.begun_by",
            "alliances.Alliance.facilitator",
            "alliances.CallOut.called_by",
            "alliances.Check.facilitator",
            "alliances.Clause.written_by",
            "alliances.Comment.made_by",
            "alliances.DealVersion.proposed_by",
            "alliances.Rater.person",
            "alliances.Review.held_by",
            "alliances.Signature.signed_by",
            "alliances.CoverNote.written_by",
            "alliances.CoverBacking.signed_by",
            "funds.Batch.brought_by",
            "funds.Forecast.made_by",
            "funds.Fund.set_up_by",
            "funds.Order.cancelled_by",
            "funds.Order.placed_by",
            "funds.Transfer.proposed_by",
            "funds.Transfer.settled_by",
            "funds.Virement.asked_by",
            "funds.Virement.settled_by",
            "funds.YearEnd.closed_by",
            "people.ServiceVersion.written_by",
            "surveys.Alert.seen_by",
            "surveys.PaperSheet.typed_by",
            "surveys.Survey.created_by",
            "thread.Thanks.noted_by",
            "trust.Comparison.declared_by",
            "trust.PlanAction.planned_by",
        ),
        ACT,
    ),
    "contributions.Contribution.entered_by": "the connector who wrote down what somebody else said: it is about them",
    "moderation.Case.claimed_by": MODERATOR,
    "moderation.Decision.decided_by": MODERATOR,
    "people.Invitation.accepted_by": "what came of it is the membership, which is in the file",
    "people.Invitation.invited_by": ACT,
    "mfa.Authenticator.user": SECRET,
    "socialaccount.SocialAccount.user": "nobody can sign in through others here: no provider is set up",
}


def naming_people() -> set[str]:
    """Foreign keys, one to one and many to many; inherited ones too."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model in (Person, Contributor)
    }


def test_every_row_that_names_somebody_is_in_the_file_or_left_out_with_a_reason():
    held = FIELDS | holdings.fields()

    assert naming_people() - held - NOT_HELD.keys() == set()


def test_nothing_is_both_in_the_file_and_left_out():
    assert (FIELDS | holdings.fields()) & NOT_HELD.keys() == set()


def test_nothing_is_listed_that_is_not_there():
    assert (FIELDS | holdings.fields() | NOT_HELD.keys()) - naming_people() == set()
