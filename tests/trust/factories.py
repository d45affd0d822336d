"""Published waves of surveys as rows, and an area in which everything that the trust page counts has happened."""

from datetime import date, timedelta

import factory

from saidanddone.surveys.models import Analysis, Estimate
from saidanddone.surveys.questionnaire import frozen
from saidanddone.trust.drafts import PlanDraft
from saidanddone.trust.models import Comparison, PlanAction
from tests.contributions.factories import MOMENT
from tests.people.factories import OrganisationFactory
from tests.surveys.factories import QuestionFactory, SurveyFactory, WaveFactory

CLOSED = date(2026, 2, 1)


class PlanDraftFactory(factory.Factory):
    """What `actions.plan_action` takes."""

    class Meta:
        model = PlanDraft

    organisation = factory.SubFactory(OrganisationFactory)
    determinant = "consistency"
    benefit = "P6"
    what = "We ring back everyone whose answer is late, and say when it comes."
    measure = "Answers in the promised time, on this page."
    owner = "Head of customer services"
    due_date = MOMENT.date() + timedelta(days=90)
    language = "en"


class PlanActionFactory(factory.django.DjangoModelFactory):
    """Open; `done=True`, `dropped=True`, `overdue=True`."""

    class Meta:
        model = PlanAction

    organisation = factory.SubFactory(OrganisationFactory)
    determinant = "consistency"
    benefit = "P6"
    what = "We ring back everyone whose answer is late, and say when it comes."
    measure = "Answers in the promised time, on this page."
    owner = "Head of customer services"
    due_date = MOMENT.date() + timedelta(days=90)
    language = "en"
    planned_at = MOMENT

    class Params:
        done = factory.Trait(done_date=MOMENT.date(), came_of_it="Nine in ten were answered in time.")
        dropped = factory.Trait(dropped_date=MOMENT.date(), came_of_it="There was nobody to do it.")
        overdue = factory.Trait(due_date=MOMENT.date() - timedelta(days=1))


class ComparisonFactory(factory.django.DjangoModelFactory):
    """Of a promise."""

    class Meta:
        model = Comparison

    commitment = factory.SubFactory("tests.commitments.factories.CommitmentFactory")
    measure = "answered_in_time"
    starts_date = MOMENT.date() - timedelta(days=200)
    declared_at = MOMENT


def trust_survey(about, determinant="openness", *, kind="public", name="open-voice"):
    """A survey about an organisation, a service or a place, with one question about one ground."""
    subject = "organisation" if about._meta.model_name == "organisation" else about._meta.model_name
    survey = SurveyFactory(
        opened=True, kind=kind, about_kind=subject, about_id=about.public_id, **_organisation_of(about)
    )
    QuestionFactory(survey=survey, name=name, determinant=determinant)
    return survey


def _organisation_of(about):
    return {"organisation": about} if about._meta.model_name == "organisation" else {}


def published_wave(
    survey, number=1, *, net=0.2, error=0.05, sampling="probability", published=True, readers="", **facts
):
    """One wave with its net and its mean, of everybody; its questions as the survey asks them now."""
    closed = CLOSED - timedelta(days=180 * (10 - number))
    wave = WaveFactory(
        survey=survey,
        number=number,
        state="published" if published else "closed",
        opens_date=closed - timedelta(days=30),
        closes_date=closed,
        identity_deleted_date=closed + timedelta(days=90),
        sampling=sampling,
        questions=frozen(survey.questions.all()),
        opened_at=MOMENT,
    )
    readers = readers or ("organisation" if survey.kind == "staff" else "everyone")
    made = {"made_at": MOMENT, "method": "weighted", "engine": "1", "count": 1100}
    analysis = Analysis.objects.create(wave=wave, published_at=MOMENT if published else None, readers=readers, **made)
    for question in survey.questions.all():
        estimate(analysis, question.name, "net", "net", net, error)
        estimate(analysis, question.name, "mean", "mean", 5 + 5 * net, error)
    return analysis


def estimate(analysis, item, figure, kind, value, error=0.05, **facts):
    facts = {"count": 1100, "lower": value - error, "upper": value + error, "error": error / 2} | facts
    return Estimate.objects.create(analysis=analysis, item=item, figure=figure, kind=kind, value=value, **facts)


def lively_area(at):
    """Three wards with their people, two organisations and a service, and something of everything that is counted."""
    from datetime import timedelta

    from saidanddone.places.models import Profile
    from tests.contributions.factories import AnswerFactory, ContributionFactory, VerdictFactory
    from tests.people.factories import OrganisationFactory, ServiceFactory
    from tests.places.factories import PlaceFactory

    county = PlaceFactory(slug="aberwen", name="Aberwen")
    wards = [PlaceFactory(slug=f"ward-{name}", name=f"Ward {name}", parent=county) for name in "abc"]
    for ward, people in zip(wards, (5000, 3000, 2000), strict=True):
        profile = {"place": ward, "dimension": "population", "category": "all"}
        Profile.objects.create(**profile, count=people, source="Census", year=2021)
        Profile.objects.create(**profile, count=9, source="Census", year=2011)
    council = OrganisationFactory(slug="council", name="Aberwen Council", promise_days=10, places=[county])
    homes = OrganisationFactory(slug="homes", name="Aberwen Homes", promise_days=5, places=[county])
    buses = ServiceFactory(organisation=council, slug="buses", name="Buses")
    kinds = ("answered", "answered", "cannot_do", "already_decided")
    for number, (ward, said) in enumerate([(wards[0], 30), (wards[1], 16), (wards[2], 14)]):
        for each in range(said):
            contribution = ContributionFactory(
                at=at - timedelta(days=60),
                place=ward,
                organisations=[homes] if each % 3 == 0 else [council, homes] if each % 7 == 0 else [council],
                service=buses if each % 3 and each % 2 else None,
                channel="paper" if each % 4 == 0 else "web",
            )
            if each % 5 == 4:
                continue
            days = (2 + each % 4) * (1 + number) + (30 if each % 4 == 3 else 0)
            kind = kinds[each % 4]
            answer = AnswerFactory(
                contribution=contribution,
                at=at - timedelta(days=60) + timedelta(days=days),
                kind=kind,
                **({"reason": "There is no money for it."} if kind == "cannot_do" else {}),
            )
            if each % 2:
                VerdictFactory(answer=answer, at=at, value=("yes", "no", "partly", "cannot_tell")[each // 2 % 4])
    ContributionFactory(at=at, place=wards[0], organisations=[council], for_one_organisation=True, answered=True)
    _understood_and_decided(at, council, homes, wards)
    _done(at, council, homes, buses, wards)
    return {"county": county, "wards": wards, "council": council, "homes": homes, "buses": buses}


def _understood_and_decided(at, council, homes, wards):
    from datetime import timedelta

    from saidanddone.contributions.models import Contribution
    from saidanddone.decisions.models import Bound, Check, DatePromise
    from tests.decisions.factories import DecisionFactory, EvidenceFactory, FindingFactory, UseFactory

    said = list(Contribution.objects.public().order_by("pk"))
    for number in range(6):
        finding = FindingFactory(published=True, organisation=council if number % 2 else homes, place=wards[number % 3])
        for each in said[number * 3 : number * 3 + 3]:
            EvidenceFactory(finding=finding, contribution=each)
            value = "yes" if number < 4 or each == said[number * 3] else "no"
            Check.objects.create(
                finding=finding, contribution=each, contributor=each.contributor, value=value, given_at=at
            )
    for number in range(8):
        decision = DecisionFactory(
            decided=True,
            organisation=council if number % 2 else homes,
            place=wards[number % 3],
            without_listening_because="A wall was about to fall." if number == 3 else "",
            reasons="" if number == 5 else "Most shifts end at nine.",
        )
        if number != 7:
            due = at.date() + timedelta(days=3 if number % 3 else -3)
            DatePromise.objects.create(
                decision=decision, state="decided", due_date=due, promised_at=at, met_date=at.date()
            )
        if number % 2:
            Bound.objects.create(decision=decision, kind="open", text="The time of the last bus.")
        UseFactory(decision=decision, contribution=said[number])
    waiting = DecisionFactory(announced=True, organisation=council, place=wards[0])
    DatePromise.objects.create(
        decision=waiting, state="decided", due_date=at.date() - timedelta(days=9), promised_at=at
    )
    DecisionFactory(withdrawn=True, organisation=council, place=wards[0])


def _done(at, council, homes, buses, wards):
    from datetime import timedelta

    from saidanddone.contributions.models import Contribution
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

    said = list(Contribution.objects.public().order_by("-pk"))
    traits = ("kept", "kept", "kept", "kept_late", "overdue", "dropped", "standing")
    for number, trait in enumerate(traits * 2):
        commitment = CommitmentFactory(
            organisation=council if number % 3 else homes,
            place=wards[number % 3],
            service=buses if number % 3 else None,
            **{trait: True},
        )
        if trait == "kept":
            for each, value in zip(
                said[number * 4 : number * 4 + 4], ("yes", "yes", "partly", "cannot_tell"), strict=True
            ):
                FollowUpFactory(commitment=commitment, contribution=each, value=value)
    CommitmentFactory(organisation=council, place=wards[0], kept=True, hidden_at=at)
    for number in range(5):
        known = at.date() - timedelta(days=2 + 4 * number)
        SetbackFactory(
            organisation=council if number % 2 else homes,
            place=wards[number % 3],
            service=buses if number % 2 else None,
            known_date=known,
            is_in_time=number < 3,
            check_date=at.date() + timedelta(days=30),
        )
    for number, values in enumerate([(41, 60), (41, 43), (39, 35), (), (41, 62)]):
        indicator = IndicatorFactory(outcome=OutcomeFactory(place=wards[number % 3]))
        OwnerFactory(outcome=indicator.outcome, organisation=council if number % 2 else homes)
        OwnerFactory(outcome=indicator.outcome, organisation=homes if number % 2 else council, asked=True)
        LineFactory(indicator=indicator)
        LineFactory(indicator=indicator, target=True)
        if number == 1:
            LineFactory(indicator=indicator, target=True, value=70, superseded_at=at, reason="The grant was cut.")
        days = (date(2024, 1, 1), at.date() - timedelta(days=100))
        for start, value in zip(days, values, strict=False):
            ObservationFactory(indicator=indicator, start_date=start, end_date=start + timedelta(days=88), value=value)
    ObservationFactory(indicator=indicator, place=wards[0], start_date=days[1], end_date=days[1], value=1)


def years_ago(number, at):
    """Move every other thing that happened so many years into the past, with what hangs on it."""
    from saidanddone.commitments.models import Commitment, FollowUp, Line, Setback
    from saidanddone.contributions.models import Addressee, Answer, Contribution, Verdict
    from saidanddone.decisions.models import Check, DatePromise, Decision

    days = timedelta(days=366 * number)
    said = set(Contribution.objects.order_by("pk").values_list("pk", flat=True)[::2])
    decided = set(Decision.objects.order_by("pk").values_list("pk", flat=True)[::2])
    _move(Contribution.objects.filter(pk__in=said), days, "published_at")
    _move(Addressee.objects.filter(contribution__in=said), days, "asked_at", "first_answered_at", "due_date")
    _move(Answer.objects.filter(contribution__in=said), days, "answered_at")
    _move(Decision.objects.filter(pk__in=decided), days, "announced_at", "decided_at", "decided_date")
    _move(DatePromise.objects.filter(decision__in=decided), days, "promised_at", "due_date", "met_date")
    for model, names in (
        (Verdict, ("given_at",)),
        (FollowUp, ("answered_at",)),
        (Check, ("given_at",)),
        (Setback, ("said_at", "known_date")),
        (Commitment, ("start_date", "first_due_date", "due_date", "kept_date", "dropped_date")),
        (Line, ("set_at", "superseded_at")),
    ):
        rows = set(model.objects.order_by("pk").values_list("pk", flat=True)[::2])
        _move(model.objects.filter(pk__in=rows), days, *names)


def _move(rows, days, *names):
    for row in rows:
        for name in names:
            moment = getattr(row, name)
            setattr(row, name, moment - days if moment else None)
        row.save(update_fields=names)


def cosigned_record(at):
    """Entries of two years, of which a witness has cosigned the first of this one too."""
    from saidanddone.core.viewer import SITE
    from saidanddone.record import actions as record
    from saidanddone.record.models import Cosignature
    from saidanddone.record.notes import COSIGNATURE
    from tests.record.factories import WITNESS, publish, sequenced

    witness = record.register_witness(by=SITE, at=at, key=str(WITNESS.key(COSIGNATURE)))
    publish(5, at=at - timedelta(days=400))
    found = sequenced(3, at=at)
    line = WITNESS.cosign(found.signed_note.text, at=at).line
    Cosignature.objects.create(checkpoint=found, witness=witness, line=line, cosigned_at=at)
    sequenced(4, at=at)
