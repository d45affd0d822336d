"""One of everything: what each address of the site is opened with, and what must not be seen where it should not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress

from saidanddone.alliances import actions as alliances
from saidanddone.alliances.drafts import CoverDraft
from saidanddone.alliances.models import Alliance, Check
from saidanddone.commitments import actions as commitments
from saidanddone.commitments.actions import UpdateDraft
from saidanddone.commitments.models import Commitment, FollowUp, Indicator, Report, Setback, UpdateFile
from saidanddone.contributions import actions as contributions
from saidanddone.contributions.files import Upload
from saidanddone.contributions.models import Answer, Attachment, CannedOpening, Contribution, Verdict
from saidanddone.core import clock
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.decisions import actions as decisions
from saidanddone.decisions.changes import BackingDraft, ItemDraft
from saidanddone.decisions.models import Backing, Finding
from saidanddone.decisions.models import Decision as Choice
from saidanddone.funds import actions as funds
from saidanddone.funds.models import Fund, Line
from saidanddone.messaging.models import Message
from saidanddone.moderation import actions as moderation
from saidanddone.moderation import registry
from saidanddone.moderation.models import Case, Decision
from saidanddone.people import actions as people
from saidanddone.people.models import BankHoliday, Invitation, Person, Service
from saidanddone.places.models import Profile
from saidanddone.record import sequencer
from saidanddone.record.models import Checkpoint, Entry
from saidanddone.surveys import stopping
from saidanddone.surveys.models import Estimate, Survey, Wave
from saidanddone.thread import unsubscribing
from saidanddone.thread.models import CreditsPage, Telling, Thanks
from saidanddone.trust.models import Comparison, PlanAction
from tests.alliances.factories import alliance_draft, signed, written
from tests.commitments.factories import (
    CommitmentFactory,
    FollowUpFactory,
    IndicatorFactory,
    ObservationFactory,
    OutcomeFactory,
    OwnerFactory,
    SetbackFactory,
)
from tests.contributions.factories import AnswerFactory, ContributionFactory, TopicFactory, VerdictFactory
from tests.decisions.factories import Story
from tests.funds.factories import OrderDraftFactory, TransferDraftFactory
from tests.funds.factories import set_up as set_up_fund
from tests.messaging.factories import MessageFactory, as_sent
from tests.people.cast import Cast, assemble
from tests.people.factories import ServiceFactory
from tests.surveys.factories import (
    EstimateFactory,
    PanelMemberFactory,
    QuestionFactory,
    SampleCaseFactory,
    SurveyFactory,
    WaveFactory,
)
from tests.thread.factories import ThanksFactory
from tests.trust.factories import ComparisonFactory, PlanActionFactory

HERE = Path(__file__).parent


@dataclass(frozen=True)
class World:
    """The cast, and what they have said, answered, reported and decided."""

    at: datetime
    cast: Cast
    said: Contribution
    answer: Answer
    verdict: Verdict
    attachment: Attachment
    opening: CannedOpening
    waiting: Contribution
    hidden: Contribution
    decision: Decision
    choice: Choice
    reported: Case
    service: Service
    figure: Profile
    failed: Message
    handed: Telling
    credits: CreditsPage
    thanks: Thanks
    letter: Message
    doubtful: Message
    batched: Message
    promised: Commitment
    shown_by: UpdateFile
    standing: Commitment
    asked: FollowUp
    setback: Setback
    planned: PlanAction
    compared: Comparison
    indicator: Indicator
    report: Report
    return_token: str
    invitation_token: str
    finding: Finding
    draft: Finding
    wave: Wave
    found: Estimate
    fund: Fund
    alliance: Alliance
    check: Check


def make() -> World:
    at = clock.now()
    cast = assemble()
    for person in Person.objects.all():  # as allauth has it of everyone who signed up
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    topic, service = TopicFactory(slug="buses"), ServiceFactory(organisation=cast.council, slug="buses")
    facts = {"place": cast.bryn_teg, "contributor": cast.mair, "organisations": (cast.council,), "topic": topic}
    said = ContributionFactory(at=at - timedelta(days=3), service=service, with_point=True, **facts)
    answer = AnswerFactory(contribution=said, organisation=cast.council, officer=cast.owen, at=at - timedelta(days=2))
    verdict = VerdictFactory(answer=answer, value="partly", words="Half of it.", at=at - timedelta(days=1))
    waiting = ContributionFactory(at=at - timedelta(days=1), **facts)
    hidden = ContributionFactory(at=at - timedelta(days=2), **facts)
    decision = _decided(cast, hidden, at)
    moderation.report(
        by=STRANGER, about=waiting.ref, reason="personal", words="Look.", reporter_key="a reporter", at=at
    )
    invitation_token = _invited(cast, at)
    alliance = _allied(cast, at)
    world = World(
        at=at,
        cast=cast,
        said=said,
        answer=answer,
        verdict=verdict,
        attachment=_attached(cast, waiting, at),
        opening=CannedOpening.objects.create(organisation=cast.council, language="en", text="Thank you for"),
        waiting=waiting,
        hidden=hidden,
        decision=decision,
        choice=_choice(cast, at),
        reported=Case.objects.open().get(),
        service=service,
        figure=Profile.objects.create(
            place=cast.bryn_teg, dimension="sex", category="female", count=900, source="Census 2021", year=2021
        ),
        failed=MessageFactory(has_failed=True),
        handed=_handed(cast, at),
        credits=CreditsPage.objects.create(contributor=cast.mair, credit_name=said.credit_name, opened_at=at),
        thanks=ThanksFactory(contribution=said, organisation=cast.council, at=at),
        letter=MessageFactory(is_letter=True),
        doubtful=MessageFactory(in_doubt=True),
        batched=MessageFactory(is_letter=True, is_batched=True),
        promised=_promised(cast, contribution=said),
        shown_by=_shown(cast, at),
        standing=_promised(cast, standing=True),
        indicator=_measured(cast),
        report=Report.objects.create(outcome=_measured(cast).outcome, due_date=date(2026, 1, 1)),
        asked=FollowUpFactory(commitment=_promised(cast, kept=True), contribution=said),
        setback=SetbackFactory(organisation=cast.council, place=cast.bryn_teg),
        planned=PlanActionFactory(organisation=cast.council),
        compared=ComparisonFactory(commitment__organisation=cast.council),
        return_token=people.issue_return_link(by=SITE, contributor=cast.mair, at=at),
        invitation_token=invitation_token,
        finding=_found(cast, said, at, is_published=True),
        draft=_found(cast, said, at, is_published=False),
        wave=_asked(cast, at),
        found=EstimateFactory(analysis__published=True, analysis__wave__survey__organisation=cast.council),
        fund=_pooled(cast, at),
        alliance=alliance,
        check=alliance.checks.get(),
    )
    sequencer.run_once(at=at)
    return world


def _pooled(cast: Cast, at: datetime) -> Fund:
    """The council's and Aberwen Homes', open, with a transfer that waits."""
    by = cast.viewer("steward")
    fund = funds.open_fund(by=by, at=at, fund=set_up_fund(by, host=cast.council, others=(cast.homes,), at=at))
    paid = TransferDraftFactory(partner=fund.partners.first())
    funds.propose_transfer(by=by, at=at, fund=fund, draft=paid)
    line = Line.objects.filter(scheme__fund=fund).order_by("pk").first()
    funds.place_order(by=by, at=at, fund=fund, draft=OrderDraftFactory(line=line, agreed_date=at.date()))
    return fund


def _allied(cast: Cast, at: datetime) -> Alliance:
    """The council's and Aberwen Homes', signed, with a check that Owen is asked in."""
    by, day = cast.viewer("lead"), at.date()
    alliance = alliances.start_alliance(by=by, at=at, draft=alliance_draft(cast.council, cast.homes))
    alliance = signed(written(alliance, by=SITE, at=at), at=at)
    alliance = alliances.name_facilitator(by=by, at=at, alliance=alliance, person=cast.sioned)
    alliances.call_out(by=by, at=at, alliance=alliance, words="The river is rising.")
    check = alliances.plan_check(
        by=by, at=at, alliance=alliance, form=Check.Form.PAIRS, opens_date=day, closes_date=day + timedelta(days=9)
    )
    alliances.name_rater(by=by, at=at, check=check, party=alliance.parties.first(), person=cast.owen)
    return alliance


def _alliance(world: World) -> dict[str, Any]:
    return {"public_id": world.alliance.public_id}


def _covered(world: World) -> dict[str, Any]:
    """A note that everyone reads, once however often it is asked for."""
    draft = CoverDraft(
        party=world.alliance.parties.first(),
        post="Head of care",
        what="We knock the day after.",
        who_carries="The council: the keys.",
        not_acting="One in nine goes back.",
        until_date=date(2099, 1, 1),
        language="en",
        is_public=True,
        submission_key="c" * 64,
    )
    by, at = world.cast.viewer("lead"), world.alliance.begun_at
    note = alliances.write_cover_note(by=by, at=at, alliance=world.alliance, draft=draft)
    return _alliance(world) | {"note": note.public_id}


def _desk_alliance(world: World) -> dict[str, Any]:
    return {"slug": "council"} | _alliance(world)


def _version(world: World) -> dict[str, Any]:
    return _desk_alliance(world) | {"version": world.alliance.versions.get().public_id}


def _clause(world: World) -> dict[str, Any]:
    return _desk_alliance(world) | {"of": world.alliance.clauses.get(kind="exit").public_id}


def _partners_check(world: World) -> dict[str, Any]:
    return _alliance(world) | {"check": world.check.public_id}


def _two_parties(world: World) -> dict[str, Any]:
    one, other = world.alliance.parties.all()
    return {"party": one.public_id, "other": other.public_id}


def _check(world: World) -> dict[str, Any]:
    return {"public_id": world.check.public_id}


def _desk_fund(world: World) -> dict[str, Any]:
    return {"slug": "council"} | _fund(world)


def _transfer(world: World) -> dict[str, Any]:
    return _desk_fund(world) | {"of": world.fund.transfers.get().public_id}


def _fund(world: World) -> dict[str, Any]:
    return {"public_id": world.fund.public_id}


def _found(cast: Cast, said: Contribution, at: datetime, *, is_published: bool) -> Finding:
    """What was understood from what was said, with what its contributor says of it; or a draft of it."""
    by, words = cast.viewer("lead"), {"title": "Nobody gets home.", "summary": "The bus.", "missing": "Much."}
    facts = {"by": by, "at": at}
    finding = decisions.draft_finding(
        organisation=cast.council, place=cast.bryn_teg, language="en", words=words, **facts
    )
    decisions.cite(finding=finding, contributions=[said], **facts)
    decisions.add_writer(finding=finding, role="interpreted", name="Owen", **facts)
    if is_published:
        decisions.publish_finding(finding=finding, **facts)
        mair = cast.viewer("resident")
        decisions.check_meaning(by=mair, at=at, finding=finding, contribution=said, value="partly", words="Nearly.")
    return Finding.objects.get(pk=finding.pk)


def _finding(world: World) -> dict[str, Any]:
    return {"public_id": world.finding.public_id}


def _finding_opening(world: World) -> dict[str, Any]:
    entry = Entry.objects.filter(kind="finding", about_id=world.finding.public_id).get()
    return _finding(world) | {"name": f"{entry.log.number}-{entry.position}-title"}


def _desk_finding(world: World) -> dict[str, Any]:
    return {"slug": world.cast.council.slug, "public_id": world.finding.public_id}


def _desk_draft(world: World) -> dict[str, Any]:
    return {"slug": world.cast.council.slug, "public_id": world.draft.public_id}


def _promised(cast: Cast, **facts: Any) -> Commitment:
    """By the council, with Aberwen Homes as its partner."""
    promised = CommitmentFactory(organisation=cast.council, place=cast.bryn_teg, **facts)
    promised.partners.create(organisation=cast.homes, part="Tells its tenants")
    return promised


def _shown(cast: Cast, at: datetime) -> UpdateFile:
    upload = Upload(b"%PDF-1.7 minutes", "application/pdf", "Minutes")
    draft = UpdateDraft(organisation=cast.council, done="The drivers are hired.", files=(upload,))
    facts = {"by": cast.viewer("officer"), "at": at, "commitment": _promised(cast), "draft": draft}
    return commitments.update_commitment(**facts).files.get()


def _measured(cast: Cast) -> Indicator:
    """Of an outcome that the council and the housing association answer for; made once."""
    if found := Indicator.objects.first():
        return found
    outcome = OutcomeFactory(place=cast.county)
    for organisation in (cast.council, cast.homes):
        OwnerFactory(outcome=outcome, organisation=organisation)
    indicator = IndicatorFactory(outcome=outcome, steward=cast.council)
    ObservationFactory(indicator=indicator)
    return indicator


def _asked(cast: Cast, at: datetime) -> Wave:
    """A wave of the council's that anyone may answer, in every way that there is."""
    facts = {
        "survey": SurveyFactory(organisation=cast.council, opened=True),
        "modes": ["link", "code", "kiosk", "paper", "panel"],
    }
    facts |= {"opens_date": at.date() - timedelta(days=1), "closes_date": at.date() + timedelta(days=30)}
    wave = WaveFactory(
        state="open",
        opened_at=at,
        link_key="asked",
        identity_deleted_date=at.date() + timedelta(days=90),
        asks=({"name": "trust"}, {"name": "why", "text": True}),
        **facts,
    )
    SampleCaseFactory(wave=wave, email="ceri@example.org")
    PanelMemberFactory(organisation=cast.council, contributor=cast.mair, place=cast.bryn_teg)
    for entry, typist in enumerate((cast.owen, cast.viewer("lead").person_id), start=1):
        typed_by = getattr(typist, "pk", typist)
        wave.sheets.create(
            number="A1", entry=entry, language="en", answers={"trust": entry}, typed_by_id=typed_by, typed_at=at
        )
    return wave


def _drafted(cast: Cast) -> Survey:
    """A draft of the council's with a question and a planned wave, there even after the tables were emptied."""
    found = Survey.objects.filter(organisation=cast.council, state="draft").first()
    if found is None:
        found = SurveyFactory(organisation=cast.council)
        QuestionFactory(survey=found, name="age", single=True)
        WaveFactory(survey=found)
    return found


def _survey(world: World) -> dict[str, Any]:
    return {"slug": "council", "public_id": _drafted(world.cast).public_id}


def _question(world: World) -> dict[str, Any]:
    return _survey(world) | {"question": _drafted(world.cast).questions.get().public_id}


def _planned(world: World) -> dict[str, Any]:
    return _survey(world) | {"wave": _drafted(world.cast).waves.get().public_id}


def _desk_wave(world: World) -> dict[str, Any]:
    survey = world.wave.survey
    return {"slug": survey.organisation.slug, "public_id": survey.public_id, "wave": world.wave.public_id}


def _worked_out(world: World) -> dict[str, Any]:
    wave = world.found.analysis.wave
    return {"public_id": wave.survey.public_id, "wave": wave.public_id}


def _desk_found(world: World) -> dict[str, Any]:
    return _worked_out(world) | {"slug": world.found.analysis.wave.survey.organisation.slug}


def _wave(world: World) -> dict[str, Any]:
    return {"way": world.wave.public_id}


def _outcome(world: World) -> dict[str, Any]:
    return {"public_id": world.indicator.outcome.public_id}


def _attached(cast: Cast, contribution: Contribution, at: datetime) -> Attachment:
    upload = Upload(b"%PDF-1.7 a letter", "application/pdf", "A letter")
    return contributions.attach(by=cast.viewer("resident"), at=at, contribution=contribution, upload=upload)


def _handed(cast: Cast, at: datetime) -> Telling:
    """With the connector who wrote down what somebody said that has no address."""
    facts = {"channel": "conversation", "by": cast.viewer("connector"), "place": cast.bryn_teg}
    said = ContributionFactory(at=at - timedelta(days=30), **facts)
    return Telling.objects.create(
        contributor=said.contributor,
        contribution=said,
        what="answered",
        about_kind="answer",
        about_id="0000000000",
        moved_at=at,
        due_at=at,
        by="connector",
        state="handed",
        settled_at=at,
    )


def _decided(cast: Cast, hidden: Contribution, at: datetime) -> Decision:
    by = cast.viewer("moderator")
    moderation.report(by=STRANGER, about=hidden.ref, reason="personal", words="", reporter_key="another", at=at)
    case = Case.objects.open().about(hidden.ref).get()
    moderation.claim(by=by, public_id=case.public_id, at=at)
    ruling = moderation.Ruling(
        outcome="hide", seen=registry.describe(hidden.ref).seen, category="personal", reason="It names somebody."
    )
    return moderation.decide(by=by, public_id=case.public_id, ruling=ruling, at=at)


def _choice(cast: Cast, at: datetime) -> Choice:
    """Open for views, with a trade-off to try."""
    story = Story(cast, at).open_for_views()
    story.do(decisions.expect, text="More get home.", measure="Tickets", expected_date=at.date() + timedelta(days=90))
    items = (ItemDraft("Evenings", cost=2), ItemDraft("Sundays", cost=2))
    story.do(decisions.set_exercise, kind="priorities", question="What matters most?", limit=3, items=items)
    return story.decision


def _invited(cast: Cast, at: datetime) -> str:
    """The token stands in the letter alone; only its hash is kept."""
    people.invite(
        by=cast.viewer("administrator"),
        organisation=cast.council,
        role="officer",
        email="nia@example.org",
        language="en",
        at=at,
    )
    body = as_sent(Message.objects.get(address="nia@example.org"), at)
    return body.split("/i/")[1].split("/")[0]


def _contribution(world: World) -> dict[str, Any]:
    return {"public_id": world.said.public_id}


def _opening(world: World) -> dict[str, Any]:
    """The key to the words of what was said first, which the world's record has given a number."""
    entry = Entry.objects.filter(kind="contribution", about_id=world.said.public_id).get()
    return _contribution(world) | {"name": f"{entry.log.number}-{entry.position}-text"}


def _own(world: World) -> dict[str, Any]:
    return {"public_id": world.waiting.public_id}


def _clock(world: World) -> dict[str, Any]:
    return {"public_id": world.waiting.public_id, "slug": world.cast.council.slug}


def _report(world: World) -> dict[str, Any]:
    return {"kind": "contribution", "public_id": world.said.public_id}


def _trusted(world: World) -> dict[str, Any]:
    return {"kind": "organisation", "public_id": world.cast.council.public_id}


def _organisation(world: World) -> dict[str, Any]:
    return {"slug": world.cast.council.slug}


def _place(world: World) -> dict[str, Any]:
    return {"slug": world.cast.bryn_teg.slug}


def _choice_address(world: World) -> dict[str, Any]:
    return {"public_id": world.choice.public_id}


def _choice_desk(world: World) -> dict[str, Any]:
    return {"slug": world.cast.council.slug, "public_id": world.choice.public_id}


def _case(world: World) -> dict[str, Any]:
    return {"public_id": world.reported.public_id}


def _decision(world: World) -> dict[str, Any]:
    return {"public_id": world.decision.public_id}


def _backed(world: World) -> Backing:
    """What a lead of the council backs, once however often it is asked for."""
    draft = BackingDraft(
        organisation=world.cast.council,
        post="Chief executive",
        why="It is worth trying.",
        if_it_fails="Nobody is blamed.",
        until_date=date(2099, 1, 1),
        language="en",
        submission_key="b" * 64,
    )
    by = world.cast.viewer("lead")
    return decisions.back(by=by, at=world.choice.created_at, decision=world.choice, draft=draft)


def _bank_holiday() -> BankHoliday:
    """One that is there even after a test with real transactions has emptied the tables."""
    christmas = {"nation": "wales", "date": date(2026, 12, 25)}
    return BankHoliday.objects.get_or_create(**christmas, defaults={"name": "Christmas Day"})[0]


ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **dict.fromkeys(
        (
            "contributions_download",
            "commitments_download",
            "alliances_download",
            "findings_download",
            "coverage_download",
            "moderation_counts_download",
            "outcomes_download",
            "surveys_download",
            "moderation_decisions_download",
            "decisions_download",
            "organisations_download",
            "places_download",
            "setbacks_download",
        ),
        lambda world: {"ending": "csv"},
    ),
    "contribution": _contribution,
    **dict.fromkeys(("survey_results", "survey_method", "survey_pdf"), _worked_out),
    "survey_figures": lambda world: _worked_out(world) | {"ending": "csv"},
    **dict.fromkeys(("desk_results", "analyse_wave", "publish_results", "see_alert"), _desk_found),
    "api_survey_result": lambda world: {"public_id": world.found.analysis.wave.public_id},
    **dict.fromkeys(("survey", "api_survey"), lambda world: {"public_id": world.wave.survey.public_id}),
    **dict.fromkeys(("desk_surveys", "create_survey"), _organisation),
    **dict.fromkeys(("desk_survey", "edit_survey", "preview_survey", "survey_instruments", "plan_wave"), _survey),
    "translate_survey": lambda world: _survey(world) | {"language": "cy"},
    "move_survey": lambda world: _survey(world) | {"state": "archived"},
    "take_from_instrument": lambda world: _survey(world) | {"name": "public-trust"},
    "ask_place": _survey,
    "add_question": lambda world: _survey(world) | {"kind": "scale"},
    **dict.fromkeys(("edit_question", "remove_question"), _question),
    "move_question": lambda world: _question(world) | {"way": "up"},
    **dict.fromkeys(("desk_wave", "edit_wave", "withdraw_wave"), _planned),
    **dict.fromkeys(("set_quota", "set_margin"), lambda world: _planned(world) | {"question": "age"}),
    "move_wave": lambda world: _planned(world) | {"move": "open"},
    **dict.fromkeys(("answer_wave", "answer_check", "answer_thanks", "answer_kiosk"), _wave),
    **dict.fromkeys(
        (
            "survey_sample",
            "survey_paper",
            "make_codes",
            "invite_sample",
            "remind_sample",
            "draw_panel",
            "move_last_day",
        ),
        _desk_wave,
    ),
    "settle_sheet": lambda world: _desk_wave(world) | {"number": "A1"},
    "note_contact": lambda world: _desk_wave(world) | {"case": world.wave.sample.get().public_id},
    "answer_page": lambda world: _wave(world) | {"number": 1},
    **dict.fromkeys(("story", "story_embedded", "story_json", "story_card"), _report),
    "check_words": _contribution,
    "opening": _opening,
    "organisation": _organisation,
    **dict.fromkeys(("desk_trust", "plan_trust_action", "declare_comparison"), _organisation),
    "withdraw_comparison": lambda world: {"public_id": world.compared.public_id},
    "translate_trust_action": lambda world: {"public_id": world.planned.public_id},
    "end_trust_action": lambda world: {"public_id": world.planned.public_id},
    **dict.fromkeys(("trust", "trust_json", "trust_atom", "api_trust"), _trusted),
    "trust_determinant": lambda world: _trusted(world) | {"determinant": "openness"},
    "trust_determinant_area": lambda world: {"determinant": "openness"},
    "place": _place,
    "sitemap_part": lambda world: {"kind": "contributions", "number": 1},
    "edit_topic": lambda world: {"slug": "buses"},
    "retire_topic": lambda world: {"slug": "buses"},
    "api_contribution": _contribution,
    "api_answer": lambda world: {"public_id": world.answer.public_id},
    **dict.fromkeys(("api_finding", "api_finding_evidence"), _finding),
    **dict.fromkeys(("api_decision", "api_decision_uses"), _choice_address),
    **dict.fromkeys(("api_alliance", "api_alliance_versions"), lambda world: _alliance(world)),
    **dict.fromkeys(("api_outcome", "api_outcome_observations"), _outcome),
    "api_commitment": lambda world: {"public_id": world.promised.public_id},
    "api_setback": lambda world: {"public_id": world.setback.public_id},
    "api_organisation": _organisation,
    "api_place": _place,
    "api_place_boundary": _place,
    "api_record_entry": lambda world: {"position": 0},
    "api_record_receipt": lambda world: {"position": 0},
    "api_record_about": _report,
    **dict.fromkeys(
        (
            "your_contribution",
            "correct",
            "change_credit",
            "change_consent",
            "narrow_audience",
            "attach",
            "withdraw",
            "answer_contribution",
            "thank",
            "support",
            "withdraw_support",
            "link_same",
            "unlink_same",
            "add_translation",
        ),
        _own,
    ),
    **dict.fromkeys(("finding", "finding_pdf", "finding_words", "check_meaning", "leave_writers"), _finding),
    "finding_opening": _finding_opening,
    "write_finding": lambda world: {"public_id": world.draft.public_id},
    **dict.fromkeys(("desk_findings", "draft_finding"), _organisation),
    **dict.fromkeys(("supersede_finding", "withdraw_finding"), _desk_finding),
    **dict.fromkeys(
        (
            "finding_workspace",
            "edit_finding",
            "cite_in_finding",
            "uncite_from_finding",
            "cite_source",
            "add_finding_writer",
            "remove_finding_writer",
            "translate_finding",
            "ask_those_cited",
            "publish_finding",
        ),
        _desk_draft,
    ),
    "pause_clock": _clock,
    "resume_clock": _clock,
    "give_verdict": lambda world: {"public_id": world.answer.public_id},
    "attachment": lambda world: {"public_id": world.attachment.public_id},
    "detach": lambda world: {"public_id": world.attachment.public_id},
    "desk_openings": lambda world: {"slug": world.cast.council.slug},
    "remove_opening": lambda world: {"public_id": world.opening.public_id},
    **dict.fromkeys(("credits_page", "credits_file"), lambda world: {"public_id": world.credits.public_id}),
    **dict.fromkeys(("digest", "digest_atom", "digest_poster"), _place),
    "stop_telling": lambda world: {"token": unsubscribing.token_for(world.cast.mair, ["answers"])},
    "stop_asking": lambda world: {"token": stopping.token_for(world.wave.sample.get())},
    "leave_panel": lambda world: {"public_id": world.cast.mair.public_id},
    "take_back_thanks": lambda world: {"public_id": world.thanks.public_id},
    "mark_told": lambda world: {"public_id": world.handed.public_id},
    "return_link": lambda world: {"token": world.return_token},
    "open_invitation": lambda world: {"token": world.invitation_token},
    "retry_message": lambda world: {"public_id": world.failed.public_id},
    "mark_posted": lambda world: {"public_id": world.letter.public_id},
    **dict.fromkeys(("send_again", "mark_arrived"), lambda world: {"public_id": world.doubtful.public_id}),
    **dict.fromkeys(("print_batch", "mark_batch_posted"), lambda world: {"batch": world.batched.batch}),
    **dict.fromkeys(
        (
            "desk_organisation",
            "edit_organisation",
            "desk_promise",
            "end_organisation",
            "add_service",
            "desk_members",
            "invite",
            "add_member",
        ),
        _organisation,
    ),
    "edit_service": lambda world: {"slug": "council", "service_slug": world.service.slug},
    **dict.fromkeys(
        ("service", "describe_service"), lambda world: {"slug": "council", "service_slug": world.service.slug}
    ),
    "end_service": lambda world: {"slug": "council", "service_slug": world.service.slug},
    "end_membership": lambda world: {"public_id": world.cast.owen.memberships.get().public_id},
    "revoke_invitation": lambda world: {"public_id": Invitation.objects.order_by("pk").first().public_id},
    "desk_calendar_year": lambda world: {"year": 2026},
    "remove_bank_holiday": lambda world: {"pk": _bank_holiday().pk},
    "desk_place": _place,
    "edit_place": _place,
    "set_figure": _place,
    "remove_figure": lambda world: {"slug": "bryn-teg", "pk": world.figure.pk},
    **dict.fromkeys(("decision", "decision_views", "decision_history", "decision_try"), _choice_address),
    "decision_pdf": _choice_address,
    "back_decision": _choice_address,
    "end_backing": lambda world: {"public_id": world.choice.public_id, "backing": _backed(world).public_id},
    **dict.fromkeys(("desk_decisions", "draft_decision"), _organisation),
    **dict.fromkeys(
        (
            "desk_decision",
            "decision_considered",
            "decision_dates",
            "decision_sign_offs",
            "decision_expectations",
            "decision_pilot",
            "set_exercise",
            "translate_decision",
        ),
        _choice_desk,
    ),
    "decision_part": lambda world: _choice_desk(world) | {"part": "bounds"},
    "move_decision": lambda world: _choice_desk(world) | {"action": "withdraw_decision"},
    "compare_expectation": lambda world: (
        _choice_desk(world) | {"expectation": world.choice.expectations.get().public_id}
    ),
    **dict.fromkeys(
        (
            "commitment",
            "update_commitment",
            "change_commitment",
            "replace_commitment",
            "commitment_partners",
            "commitment_steps",
            "translate_commitment",
        ),
        lambda world: {"public_id": world.promised.public_id},
    ),
    "update_file": lambda world: {"public_id": world.shown_by.public_id},
    "record_period": lambda world: {"public_id": world.standing.public_id},
    "remove_partner": lambda world: {
        "public_id": world.promised.public_id,
        "pk": world.promised.partners.order_by("pk").first().pk,
    },
    **dict.fromkeys(("check_setback_again", "translate_setback"), lambda world: {"public_id": world.setback.public_id}),
    **dict.fromkeys(("desk_commitments", "make_promise", "desk_setbacks", "say_setback"), _organisation),
    "say_if_it_worked": lambda world: {"public_id": world.asked.commitment.public_id},
    "setback": lambda world: {"public_id": world.setback.public_id},
    **dict.fromkeys(("desk_alliances", "start_alliance"), _organisation),
    "desk_alliance": _desk_alliance,
    "cover_notes": _alliance,
    "cover_note": _covered,
    "cover_note_pdf": _covered,
    "desk_relationship": _desk_alliance,
    "answer_call_out": lambda world: _desk_alliance(world) | {"call_out": world.alliance.call_outs.get().public_id},
    "read_version": _version,
    "sign_deal": lambda world: _version(world) | {"party": world.alliance.parties.first().public_id},
    "write_clause": lambda world: _desk_alliance(world) | {"kind": "wants"},
    "alliance_deed": lambda world: _desk_alliance(world) | {"deed": "facts"},
    "alliance_deed_of": lambda world: _clause(world) | {"deed": "comment"},
    "alliance_press": lambda world: _clause(world) | {"press": "agree"},
    **dict.fromkeys(("take_check", "take_check_whole", "take_check_words"), _check),
    "take_check_of": lambda world: _check(world) | {"party": world.alliance.parties.last().public_id},
    **dict.fromkeys(("alliance_checks", "plan_check"), _alliance),
    **dict.fromkeys(
        ("alliance_check", "check_shown", "check_agenda", "check_agenda_pdf", "check_words_alone"), _partners_check
    ),
    **dict.fromkeys(("agree_repair", "talk_over"), _partners_check),
    "end_repair": lambda world: _partners_check(world) | {"repair": "7k3m9qx2pd"},
    **dict.fromkeys(("alliance_openness", "alliance_trust", "bring_scores"), _alliance),
    "press_openness": lambda world: _alliance(world) | _two_parties(world) | {"press": "open"},
    "check_between": lambda world: _partners_check(world) | _two_parties(world),
    "name_raters": lambda world: _partners_check(world) | {"party": world.alliance.parties.first().public_id},
    "press_check": lambda world: _partners_check(world) | {"press": "open"},
    **dict.fromkeys(("alliance", "alliance_deal", "alliance_deal_pdf", "alliance_versions"), _alliance),
    **dict.fromkeys(("alliance_continuity", "alliance_continuity_pdf"), _alliance),
    **dict.fromkeys(("alliance_words", "translate_alliance"), _alliance),
    "translate_clause": lambda world: (
        _alliance(world) | {"clause": world.alliance.clauses.filter(kind="brings").first().public_id}
    ),
    "alliance_text": lambda world: _alliance(world) | {"number": 1},
    **dict.fromkeys(("api_fund", "api_fund_figures", "api_fund_orders"), _fund),
    **dict.fromkeys(("fund", "fund_orders", "fund_giving", "fund_books", "fund_what_if", "fund_csv"), _fund),
    **dict.fromkeys(("desk_funds", "set_up_fund"), _organisation),
    **dict.fromkeys(
        ("desk_fund", "desk_fund_books", "desk_fund_transfers", "fund_words", "translate_fund"), _desk_fund
    ),
    "translate_fund_of": lambda world: _desk_fund(world) | {"kind": "scheme", "of": world.fund.schemes.get().public_id},
    **dict.fromkeys(
        ("fund_statement", "fund_statement_csv", "fund_statement_pdf"),
        lambda world: _desk_fund(world) | {"partner": "council"},
    ),
    "fund_deed": lambda world: _desk_fund(world) | {"deed": "transfer"},
    "fund_deed_of": lambda world: _transfer(world) | {"deed": "refuse"},
    "fund_press": lambda world: _transfer(world) | {"press": "approve"},
    **dict.fromkeys(("outcome", "outcome_pdf", "hand_over", "hand_over_pdf"), _outcome),
    "figures_download": lambda world: _outcome(world) | {"ending": "csv"},
    **dict.fromkeys(("desk_outcomes", "set_outcome"), _organisation),
    **dict.fromkeys(("desk_outcome", "translate_outcome"), lambda world: _organisation(world) | _outcome(world)),
    "translate_indicator": lambda world: _organisation(world) | {"public_id": world.indicator.public_id},
    "outcome_deed": lambda world: _organisation(world) | _outcome(world) | {"deed": "end"},
    "indicator_deed": lambda world: _organisation(world) | {"public_id": world.indicator.public_id, "deed": "figure"},
    "publish_report": lambda world: _organisation(world) | {"public_id": world.report.public_id},
    "report": _report,
    "reported": _report,
    "moderation_decision": _decision,
    "appeal": _decision,
    "desk_case": _case,
    "claim_case": _case,
    "release_case": _case,
    "decide_case": _case,
    "record_tile": lambda world: {"where": f"0/000.p/{Checkpoint.objects.newest().size}"},
    "record_entry": lambda world: {"position": "0"},
    "record_content": lambda world: {"position": "0"},
    "record_receipt": lambda world: {"position": "0"},
    "record_log": lambda world: {"number": "1"},
    "account_confirm_email": lambda world: {"key": "nonsense"},
    "account_reset_password_from_key": lambda world: {"uidb36": "1", "key": "set-password"},
    "mfa_remove_webauthn": lambda world: {"pk": 1},
    "mfa_edit_webauthn": lambda world: {"pk": 1},
    "openid_connect_login": lambda world: {"provider_id": "none"},
    "openid_connect_callback": lambda world: {"provider_id": "none"},
}
"""URL name → what it is opened with. A name with arguments that is not here fails a test."""
