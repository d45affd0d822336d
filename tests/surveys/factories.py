"""Surveys as rows, in the state that their traits name: for whoever reads them."""

from datetime import date

import factory

from saidanddone.surveys import models
from saidanddone.surveys.codes import case_digest
from saidanddone.surveys.questionnaire import digest, frozen
from tests.contributions.factories import MOMENT
from tests.people.factories import ContributorFactory, OrganisationFactory

ENDS = {
    "en": {"0": "Not at all", "10": "Completely", "88": "Don't know"},
    "cy": {"0": "Dim o gwbl", "10": "Yn llwyr", "88": "Ddim yn gwybod"},
}
TRUST = {
    "points": list(range(11)),
    "bands": [
        {"name": "low", "lowest": 0, "highest": 4, "side": -1},
        {"name": "neutral", "lowest": 5, "highest": 5, "side": 0},
        {"name": "high", "lowest": 6, "highest": 10, "side": 1},
    ],
    "missing": {"88": "dont_know"},
    "dont_know_in_base": True,
    "is_reversed": False,
}


class SurveyFactory(factory.django.DjangoModelFactory):
    """A draft; `ready=True`, `opened=True`."""

    class Meta:
        model = models.Survey

    organisation = factory.SubFactory(OrganisationFactory)
    kind = "public"
    title = {"en": "Trust in Aberwen", "cy": "Ymddiriedaeth yn Aberwen"}
    introduction = {"en": "What you think of those who serve you.", "cy": "Eich barn am y rhai sy'n eich gwasanaethu."}
    about_kind = "organisation"
    about_id = factory.LazyAttribute(lambda survey: survey.organisation.public_id)
    created_at = MOMENT

    class Params:
        ready = factory.Trait(state="ready")
        opened = factory.Trait(state="ready", first_opened_at=MOMENT)
        of_staff = factory.Trait(kind="staff")


class QuestionFactory(factory.django.DjangoModelFactory):
    """A scale of 0 to 10 in both languages; `single=True`, `text=True`."""

    class Meta:
        model = models.Question

    survey = factory.SubFactory(SurveyFactory)
    name = factory.Sequence(lambda n: f"question-{n}")
    order = factory.Sequence(lambda n: n)
    kind = "scale"
    wording = {"en": "How much do you trust the council?", "cy": "Faint ydych chi'n ymddiried yn y cyngor?"}
    labels = ENDS
    scoring = TRUST

    class Params:
        single = factory.Trait(
            kind="single",
            wording={"en": "How old are you?", "cy": "Faint yw eich oed?"},
            labels={
                "en": {"1": "16 to 34", "2": "35 to 64", "3": "65 or over", "77": "Prefer not to say"},
                "cy": {"1": "16 i 34", "2": "35 i 64", "3": "65 neu hŷn", "77": "Gwell gen i beidio â dweud"},
            },
            scoring={"missing": {"77": "prefer_not"}},
        )
        text = factory.Trait(
            kind="text",
            wording={"en": "Why is that?", "cy": "Pam hynny?"},
            labels={},
            scoring={},
            may_be_contribution=True,
        )


class WaveFactory(factory.django.DjangoModelFactory):
    """Planned; `opened=True`, `closed=True`. Its questions are frozen when it opens."""

    class Meta:
        model = models.Wave
        skip_postgeneration_save = True

    survey = factory.SubFactory(SurveyFactory, ready=True)
    number = factory.Sequence(lambda n: n + 1)
    opens_date = date(2026, 3, 1)
    closes_date = date(2026, 3, 31)
    identity_deleted_date = date(2026, 6, 30)
    sampling = "probability"
    modes = ["link", "code"]

    class Params:
        opened = factory.Trait(
            survey=factory.SubFactory(SurveyFactory, opened=True), state="open", opened_at=MOMENT, link_key="aberwen"
        )
        closed = factory.Trait(
            survey=factory.SubFactory(SurveyFactory, opened=True), state="closed", opened_at=MOMENT, closed_at=MOMENT
        )

    @factory.post_generation
    def asks(wave, create, questions, **more):
        """`asks=[{…}, …]`: the questions of its survey, frozen where it has opened."""
        for each in questions or ():
            QuestionFactory(survey=wave.survey, **each)
        if wave.opened_at and not wave.questions:
            wave.questions = frozen(wave.survey.questions.all())
            wave.questions_digest = digest(wave.questions)
            wave.save(update_fields=["questions", "questions_digest"])


class SampleCaseFactory(factory.django.DjangoModelFactory):
    """Somebody drawn; `code="7k3m9qx2pd4t"` gives them that one."""

    class Meta:
        model = models.SampleCase
        skip_postgeneration_save = True

    wave = factory.SubFactory(WaveFactory, opened=True)
    key = factory.Sequence(lambda n: f"case-{n}")
    name = "Mair Rees"
    address = "2 Heol y Bont\nAberwen"
    stratum = "valley"
    cluster = "c1"
    weight = 2.5

    @factory.post_generation
    def code(case, create, code, **more):
        if code:
            case.codes.create(digest=case_digest(code))


class PanelMemberFactory(factory.django.DjangoModelFactory):
    """A contributor with an address of their own."""

    class Meta:
        model = models.PanelMember

    organisation = factory.SubFactory(OrganisationFactory)
    contributor = factory.SubFactory(
        ContributorFactory, email=factory.Sequence(lambda number: f"member{number}@example.org")
    )
    joined_at = MOMENT


class ResponseFactory(factory.django.DjangoModelFactory):
    """Finished."""

    class Meta:
        model = models.Response

    wave = factory.SubFactory(WaveFactory, opened=True)
    key_digest = factory.Sequence(lambda n: f"{n:064x}")
    mode = "web"
    language = "en"
    begun_date = date(2026, 3, 2)
    finished_date = date(2026, 3, 2)


class AnalysisFactory(factory.django.DjangoModelFactory):
    """Worked out; `published=True`."""

    class Meta:
        model = models.Analysis

    wave = factory.SubFactory(WaveFactory, closed=True)
    made_at = MOMENT
    method = "Taylor linearisation"
    engine = "saidanddone"
    count = 100

    class Params:
        published = factory.Trait(
            published_at=MOMENT,
            readers="everyone",
            wave=factory.SubFactory(WaveFactory, closed=True, state="published", published_at=MOMENT),
        )


class EstimateFactory(factory.django.DjangoModelFactory):
    """The share of an answer, each of its own name."""

    class Meta:
        model = models.Estimate

    analysis = factory.SubFactory(AnalysisFactory)
    item = "council"
    figure = factory.Sequence(lambda n: f"figure-{n}")
    kind = "share"
    value, lower, upper, error = 0.42, 0.38, 0.46, 0.02
    degrees = 99
    count = 100


class WrittenAnswerFactory(factory.django.DjangoModelFactory):
    """Waiting to be read."""

    class Meta:
        model = models.WrittenAnswer

    wave = factory.SubFactory(WaveFactory, closed=True)
    question = "why"
    text = "They listened."
    language = "en"
