"""What leaves with `saidanddone export`: a table for each kind of row that everyone may read, and why all else stays.

Every model stands either in `TABLES` or in `STAYS`, and every field of a table is a column or left out with its reason;
a test holds both to the models, so that an export never falls behind them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from saidanddone.alliances import models as alliances
from saidanddone.commitments import models as commitments
from saidanddone.contributions import models as contributions
from saidanddone.decisions import models as decisions
from saidanddone.decisions.credits import CREDIT_OF, credit_address
from saidanddone.decisions.models.decisions import open_sources
from saidanddone.funds import models as funds
from saidanddone.people import models as people
from saidanddone.places import models as places
from saidanddone.surveys import models as surveys
from saidanddone.trust import models as trust

NUMBER = "the database's own number"
WHO = "somebody's account, which is theirs; what they chose to show stands in another column"
FORM = "keeps a form that is sent twice from making two rows"
SHOWN = "everything in the file is shown to everyone"
INNER = "inner reference to where it came from; it may name a number in another system"
DERIVED = "worked out from other tables"
Reasons = Mapping[str, str]
_DEAL = "between the parties of an alliance; what everybody may know of it is on its page"
SERVICE = {"service": "service__public_id"}
"""Two organisations may each have a service with the same slug."""


@dataclass(frozen=True, slots=True)
class Table:
    """`keys` names what stands for a row that has no public name; `hides` empties a field where its condition holds;
    `adds` are columns worked out from a field: from which, and the word for each of its values.
    """

    name: str
    rows: Callable[[], QuerySet]
    left_out: Reasons = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    hides: Mapping[str, Q] = field(default_factory=dict)
    adds: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)


def _spoken() -> QuerySet:
    return contributions.Contribution.objects.public()


def _answers() -> QuerySet:
    return contributions.Answer.objects.filter(contribution__in=_spoken(), hidden_at__isnull=True)


def _findings() -> QuerySet:
    return decisions.Finding.objects.public()


def _decisions() -> QuerySet:
    return decisions.Decision.objects.public()


def _promises() -> QuerySet:
    return commitments.Commitment.objects.public()


def _alliances() -> QuerySet:
    return alliances.Alliance.objects.public()


def _funds() -> QuerySet:
    return funds.Fund.objects.public()


def _outcomes() -> QuerySet:
    return commitments.Outcome.objects.public()


def _surveys() -> QuerySet:
    return surveys.Survey.objects.public()


def _waves() -> QuerySet:
    return surveys.Wave.objects.public()


def _of(model: type, whole: str, rows: Callable[[], QuerySet]) -> Callable[[], QuerySet]:
    """The rows of a model whose whole everyone may read."""
    return lambda: model.objects.filter(**{f"{whole}__in": rows()})  # type: ignore[attr-defined]


_MODERATED = {"hidden_at": SHOWN, "submission_key": FORM}
_WORDS_HIDDEN = {"words": Q(words_hidden_at__isnull=False)}

TABLES: tuple[Table, ...] = (
    Table("places", places.Place.objects.all, {"path": DERIVED, "outline": "a coarser drawing of the boundary"}),
    Table("profiles", places.Profile.objects.all),
    Table("organisations", people.Organisation.objects.all),
    Table("promises-to-answer", people.Promise.objects.all),
    Table("services", people.Service.objects.all, keys={"successor": "successor__public_id"}),
    Table("service-versions", people.ServiceVersion.objects.all, {"written_by": WHO}),
    Table("bank-holidays", people.BankHoliday.objects.all),
    Table("topics", contributions.Topic.objects.all),
    Table(
        "contributions",
        _spoken,
        {
            "source_kind": INNER,
            "source_id": INNER,
            "contributor": WHO,
            "may_be_contacted": "between the contributor and the organisations",
            "audience": SHOWN,
            "shared_with": SHOWN,
            "state": SHOWN,
            "created_at": "published_at is what everyone can see",
            "hidden_at": SHOWN,
            "withdrawn_at": SHOWN,
            "same_as": "the other one may be seen by fewer",
            "import_key": INNER,
            "submission_key": FORM,
        },
        keys=SERVICE,
    ),
    Table("translations", _of(contributions.Translation, "contribution", _spoken)),
    Table("versions", _of(contributions.Version, "contribution", _spoken)),
    Table(
        "attachments",
        _of(contributions.Attachment, "contribution", _spoken),
        {"file": "where the server keeps it; fetch it by its public_id"},
    ),
    Table("addressees", _of(contributions.Addressee, "contribution", _spoken), {"paused_at": "see clock-pauses"}),
    Table(
        "clock-pauses",
        lambda: contributions.ClockPause.objects.filter(addressee__contribution__in=_spoken()),
        {"paused_by": WHO, "hidden_at": SHOWN},
        keys={"addressee": "addressee__contribution__public_id"},
        hides={"reason": Q(hidden_at__isnull=False)},
    ),
    Table("answers", _answers, {"answered_by": WHO, **_MODERATED}),
    Table(
        "verdicts",
        _of(contributions.Verdict, "answer", _answers),
        {"contributor": WHO, "words_hidden_at": SHOWN},
        hides=_WORDS_HIDDEN,
    ),
    Table("findings", _findings, {"created_by": WHO, **_MODERATED}),
    Table(
        "evidence",
        lambda: decisions.Evidence.objects.filter(finding__in=_findings()).filter(
            Q(contribution__isnull=True) | Q(contribution__in=_spoken())
        ),
        {"cited_by": WHO},
    ),
    Table(
        "writers",
        _of(decisions.Writer, "finding", _findings),
        {"contributor": WHO, "contribution": "under which of their words they chose the name", "person": WHO},
        adds={"credit_role": ("role", {role: credit_address(role) for role in CREDIT_OF})},
    ),
    Table(
        "finding-checks",
        lambda: decisions.Check.objects.filter(finding__in=_findings(), contribution__in=_spoken()),
        {"contributor": WHO, "words_hidden_at": SHOWN},
        hides=_WORDS_HIDDEN,
    ),
    Table("decisions", _decisions, {"created_by": WHO, **_MODERATED}),
    *(
        Table(name, _of(model, "decision", _decisions), left_out)
        for name, model, left_out in (
            ("bounds", decisions.Bound, {}),
            ("options", decisions.Option, {}),
            ("scenarios", decisions.Scenario, {}),
            ("decision-changes", decisions.StateChange, {"changed_by": WHO}),
            ("decision-dates", decisions.DatePromise, {}),
            ("decision-versions", decisions.Version, {}),
            ("decision-documents", decisions.Document, {}),
            ("sign-offs", decisions.SignOff, {"signed_by": WHO}),
            ("expectations", decisions.Expectation, {}),
            ("backings", decisions.Backing, {"made_by": WHO, "submission_key": FORM}),
            ("exercises", decisions.Exercise, {}),
        )
    ),
    Table("exercise-items", lambda: decisions.ExerciseItem.objects.filter(exercise__decision__in=_decisions())),
    Table(
        "uses",
        lambda: decisions.Use.objects.filter(decision__in=decisions.Decision.objects.taken()).filter(
            Q(contribution__isnull=True) | Q(contribution__in=_spoken()), open_sources()
        ),
    ),
    Table("commitments", _promises, {"made_by": WHO, "import_key": INNER, **_MODERATED}, keys=SERVICE),
    *(
        Table(name, _of(model, "commitment", _promises), left_out)
        for name, model, left_out in (
            ("partners", commitments.Partner, {}),
            ("milestones", commitments.Milestone, {}),
            ("commitment-changes", commitments.Change, {"changed_by": WHO}),
            ("periods", commitments.Period, {"recorded_by": WHO}),
            ("commitment-source-claims", commitments.SourceClaim, {}),
        )
    ),
    Table(
        "commitment-updates",
        lambda: commitments.Update.objects.filter(commitment__in=_promises(), hidden_at__isnull=True),
        {"updated_by": WHO, **_MODERATED},
    ),
    Table(
        "commitment-update-files",
        lambda: commitments.UpdateFile.objects.filter(
            update__commitment__in=_promises(), update__hidden_at__isnull=True
        ),
        {"file": "where the server keeps it; fetch it by its public_id"},
    ),
    Table(
        "follow-ups",
        lambda: commitments.FollowUp.objects.filter(commitment__in=_promises(), contribution__in=_spoken()).exclude(
            value=""
        ),
        {"contributor": WHO, "words_hidden_at": SHOWN},
        hides=_WORDS_HIDDEN,
    ),
    Table("outcomes", _outcomes, {"set_by": WHO, **_MODERATED}),
    Table("owners", _of(commitments.Owner, "outcome", _outcomes)),
    Table("reports", _of(commitments.Report, "outcome", _outcomes), {"published_by": WHO}),
    Table("indicators", _of(commitments.Indicator, "outcome", _outcomes)),
    *(
        Table(
            name,
            lambda model=model: model.objects.filter(indicator__outcome__in=_outcomes()),  # type: ignore[misc]
            left_out,
        )
        for name, model, left_out in (
            ("observations", commitments.Observation, {"recorded_by": WHO}),
            ("lines", commitments.Line, {"set_by": WHO}),
            ("opinions", commitments.Opinion, {"given_by": WHO}),
        )
    ),
    Table("setbacks", commitments.Setback.objects.public, {"said_by": WHO, **_MODERATED}, keys=SERVICE),
    Table("alliances", _alliances, {"begun_by": WHO, "facilitator": WHO, "next_facts": _DEAL, **_MODERATED}),
    Table("alliance-parties", _of(alliances.Party, "alliance", _alliances)),
    Table("funds", _funds, {"set_up_by": WHO, **_MODERATED}),
    Table("fund-partners", _of(funds.Partner, "fund", _funds)),
    Table("fund-instalments", lambda: funds.Instalment.objects.filter(partner__fund__in=_funds())),
    Table("fund-schemes", _of(funds.Scheme, "fund", _funds)),
    Table("fund-lines", lambda: funds.Line.objects.filter(scheme__fund__in=_funds())),
    Table("fund-budgets", lambda: funds.Budget.objects.filter(line__scheme__fund__in=_funds())),
    Table("fund-accounts", _of(funds.Account, "fund", _funds)),
    Table(
        "fund-orders",
        lambda: funds.Order.objects.filter(line__scheme__fund__in=_funds()),
        {
            "placed_by": WHO,
            "cancelled_by": WHO,
            "submission_key": FORM,
            "paid_pence": "single payments are between the partners",
        },
        hides={"recipient": Q(is_individual=True)},
    ),
    Table("fund-forecasts", lambda: funds.Forecast.objects.filter(line__scheme__fund__in=_funds()), {"made_by": WHO}),
    Table("fund-plans", lambda: funds.VariancePlan.objects.filter(forecast__line__scheme__fund__in=_funds())),
    Table("fund-years", _of(funds.YearEnd, "fund", _funds), {"closed_by": WHO}),
    Table("fund-totals", lambda: funds.Total.objects.filter(account__fund__in=_funds())),
    Table("trust-actions", trust.PlanAction.objects.public, {"planned_by": WHO, **_MODERATED}, keys=SERVICE),
    Table("trust-comparisons", trust.Comparison.objects.public, {"declared_by": WHO, "hidden_at": SHOWN}),
    Table("surveys", _surveys, {"created_by": WHO, "submission_key": FORM}),
    Table("survey-questions", _of(surveys.Question, "survey", _surveys)),
    Table("survey-waves", _waves, {"submission_key": FORM, "link_key": "it opens the survey to whoever has the link"}),
    Table("survey-analyses", surveys.Analysis.objects.public),
    Table(
        "survey-figures",
        lambda: surveys.Estimate.objects.filter(analysis__in=surveys.Analysis.objects.public()),
        {"id": NUMBER},
    ),
)

_PRIVATE = "private to people; a backup holds it"
_FIGURES = "figures worked out from the other tables"
_BOOKS = "between the partners of a fund; what everybody may know of it is in fund-totals and fund-budgets"
_RECORD = "the record leaves as itself, in the folder record/"
STAYS: Reasons = {
    "record.Log": _RECORD,
    "record.Entry": _RECORD,
    "record.Tile": _RECORD,
    "record.Checkpoint": _RECORD,
    "record.Witness": _RECORD,
    "record.Cosignature": _RECORD,
    "record.Opening": "opens somebody's words; whoever may read them gets it on their page",
    "search.SearchDocument": "an index, built anew from the other tables",
    "messaging.Message": _PRIVATE,
    "people.Person": _PRIVATE,
    "people.Membership": _PRIVATE,
    "people.Invitation": _PRIVATE,
    "people.Contributor": _PRIVATE,
    "people.ReturnLink": _PRIVATE,
    "moderation.ChannelRule": "how this site is set; the page of the policy says it",
    "moderation.Case": _PRIVATE,
    "moderation.Report": _PRIVATE,
    "moderation.Decision": "published one by one where they are public; their words may show what they hid",
    "moderation.Appeal": _PRIVATE,
    "moderation.SealedOriginal": _PRIVATE,
    "contributions.Support": "who added their voice is theirs; support_count is a column of contributions",
    "contributions.CannedOpening": "a tool of the desk",
    "contributions.ImportRun": "how far an import came",
    "contributions.Tally": _FIGURES,
    "contributions.DueDay": _FIGURES,
    "contributions.AnswerTime": _FIGURES,
    "decisions.ExerciseResponse": "one person's response; its results are on the page of the decision",
    "surveys.Quota": "how a wave is going; what came of it is in its rates",
    "surveys.SampleCase": _PRIVATE,
    "surveys.SampleCode": _PRIVATE,
    "surveys.PanelMember": _PRIVATE,
    "surveys.Response": "one person's answers; the figures worked out of all of them are in survey-figures",
    "surveys.PaperSheet": "one person's answers, as they were typed in",
    "surveys.WrittenAnswer": "one person's words; what they gave as a contribution is in contributions",
    "surveys.Alert": "for whoever looks after a survey; the change itself is in survey-figures",
    "commitments.Burden": "what staff say of their work; its counts are on the page of the outcome",
    "alliances.Check": _DEAL,
    "alliances.Rater": _PRIVATE,
    "alliances.Rating": _PRIVATE,
    "alliances.Shown": _DEAL,
    "alliances.FacilitatorWords": _PRIVATE,
    "alliances.NetworkPicture": _FIGURES,
    "alliances.BroughtScore": _DEAL,
    "alliances.Openness": _PRIVATE,
    "alliances.Repair": _DEAL,
    "alliances.CoverNote": _DEAL,
    "alliances.CoverBacking": _DEAL,
    "alliances.Review": _DEAL,
    "alliances.Barrier": _DEAL,
    "alliances.PlanStep": _DEAL,
    "alliances.CallOut": _DEAL,
    "alliances.Clause": _DEAL,
    "alliances.Comment": _DEAL,
    "alliances.Consent": _DEAL,
    "alliances.SeenBy": _DEAL,
    "alliances.DealVersion": "holds what partners alone read; its public part is on the page of the alliance",
    "alliances.TakenOut": "what stands in the place of words that a moderator took out; it is on the page of the deal",
    "alliances.Signature": "who signed is somebody's account; which parties signed is in the record",
    "alliances.Acknowledgement": _DEAL,
    "alliances.Pool": "which fund is whose stands on the page of the alliance",
    "funds.Batch": _BOOKS,
    "funds.Transfer": _BOOKS,
    "funds.Virement": _BOOKS,
    "thread.Way": _FIGURES,
    "thread.CoverageFigure": _FIGURES,
    "thread.GroupFigure": f"{_FIGURES}; its small numbers are protected where it is shown",
    "thread.TellingWish": _PRIVATE,
    "thread.Telling": _PRIVATE,
    "thread.Thanks": "between an organisation and whoever it thanked; its shares are on the page of equity",
    "thread.CreditsPage": "a choice that its owner may take back; what it shows is in contributions",
}
"""Models whose rows are in no table, and why."""
