"""The desk of surveys: an organisation's list, and a survey as it is built."""

import secrets
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saidanddone.core import clock
from saidanddone.core.languages import Language
from saidanddone.core.paging import page_number, paginate
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import allows
from saidanddone.surveys import actions, craft, result_alerts
from saidanddone.surveys.drafts import SurveyDraft
from saidanddone.surveys.forms.answering import PageForm
from saidanddone.surveys.forms.building import SurveyForm, SurveyWordsForm, TranslationForm
from saidanddone.surveys.models import Question, Survey
from saidanddone.surveys.permissions.building import check_builds, check_builds_for
from saidanddone.surveys.queries import building as queries
from saidanddone.surveys.questionnaire import Asked
from saidanddone.surveys.readiness import lacking
from saidanddone.surveys.steps import paged
from saidanddone.surveys.views.forms import Context, form_page, pressed

STATES = {
    "ready": (actions.make_ready, _("The survey is ready. Plan its first round.")),
    "draft": (actions.rewrite_survey, _("The survey is a draft again.")),
    "archived": (actions.archive_survey, _("The survey is put away.")),
}


@never_cache
@require_safe
def own_surveys(request: Request) -> HttpResponse:
    """Leads on to the surveys of the first organisation that one measures for."""
    return redirect("desk_surveys", queries.organisations_of(request.viewer)[0].slug)


@never_cache
@require_safe
def desk_surveys(request: Request, slug: str) -> HttpResponse:
    organisation = queries.organisation_of(request.viewer, slug)
    page = paginate(queries.surveys_of(organisation), number=page_number(request.GET.get("page")))
    alerts = result_alerts.unseen(request.viewer, organisation)
    context: Context = {"organisation": organisation, "page": page, "alerts": alerts}
    return render(request, "surveys/desk_surveys.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def create_survey(request: Request, slug: str) -> HttpResponse:
    organisation = queries.organisation_of(request.viewer, slug)
    check_builds_for(by=request.viewer, organisation=organisation)
    about, initial = queries.may_be_about(organisation), {"submission_key": secrets.token_hex(32)}
    form = SurveyForm(posted(request), about=about, initial=initial)

    def create() -> Survey:
        typed = form.cleaned_data
        facts: Context = {
            "kind": typed["kind"],
            "about": typed["about"],
            "submission_key": typed["submission_key"] or None,
        }
        draft = SurveyDraft(organisation=organisation, words=form.words(), **facts)
        return actions.create_survey(by=request.viewer, at=clock.now(), draft=draft)

    context: Context = {
        "heading": _("Begin a survey"),
        "button": _("Begin it"),
        "back": reverse("desk_surveys", args=[slug]),
    }
    return form_page(request, form, create, to=page_of, done=_("The draft is begun. Now its questions."), **context)


def page_of(survey: Survey) -> str:
    return reverse("desk_survey", args=[survey.organisation.slug, survey.public_id])


@never_cache
@require_safe
def desk_survey(request: Request, slug: str, public_id: str) -> HttpResponse:
    """The questions in order, what is missing, and what could be better."""
    survey = queries.survey_of(request.viewer, slug, public_id)
    questions = list(survey.questions.all())
    context: Context = {
        "survey": survey,
        "organisation": survey.organisation,
        "subject": queries.subject_of(survey),
    }
    context |= checked(survey, questions)
    context["may_build"] = allows(check_builds, by=request.viewer, survey=survey)
    context["waves"] = list(survey.waves.defer("questions").order_by("-number"))
    context["kinds"] = Question.Kind.choices
    return render(request, "surveys/desk_survey.html", context)


def checked(survey: Survey, questions: list[Question]) -> dict[str, Any]:
    asked = [Asked.of(each) for each in questions]
    lacks = lacking(survey, questions)
    by_question: dict[str, list[str]] = {}
    for each in lacks:
        by_question.setdefault(each.question, []).append(each.words)
    rows = [(question, by_question.get(question.name, [])) for question in questions]
    facts: Context = {"rows": rows, "lacks": lacks, "survey_lacks": by_question.get("", [])}
    return {**facts, "rules": craft.review(asked), "minutes": craft.minutes(asked)}


@never_cache
@require_http_methods(["GET", "POST"])
def edit_survey(request: Request, slug: str, public_id: str) -> HttpResponse:
    survey = queries.survey_of(request.viewer, slug, public_id)
    check_builds(by=request.viewer, survey=survey)
    form = SurveyWordsForm(posted(request), survey=survey)

    def edit() -> Survey:
        return actions.edit_survey(by=request.viewer, at=clock.now(), survey=survey, words=form.words())

    context: Context = {"heading": _("What people read around the questions"), "back": page_of(survey)}
    return form_page(request, form, edit, to=page_of, done=_("Saved."), **context)


@never_cache
@require_http_methods(["GET", "POST"])
def translate_survey(request: Request, slug: str, public_id: str, language: str) -> HttpResponse:
    survey = queries.survey_of(request.viewer, slug, public_id)
    if language not in Language.values:
        raise Http404
    check_builds(by=request.viewer, survey=survey)
    form = TranslationForm(posted(request), survey=survey, questions=list(survey.questions.all()), language=language)

    def translate() -> Survey:
        words: Context = {"words": form.around(), "questions": form.by_question()}
        facts: Context = {"by": request.viewer, "at": clock.now(), "survey": survey}
        return actions.translate_survey(**facts, language=language, **words)

    other = next(each for each in Language if each.value != language)
    context: Context = {
        "survey": survey,
        "language": Language(language),
        "other": other,
        "back": page_of(survey),
    }
    template = "surveys/translate_survey.html"
    return form_page(request, form, translate, to=page_of, done=_("Saved."), template=template, **context)


@never_cache
@require_safe
def preview_survey(request: Request, slug: str, public_id: str) -> HttpResponse:
    """As people will see it on a phone."""
    survey = queries.survey_of(request.viewer, slug, public_id)
    pages = paged([Asked.of(each) for each in survey.questions.all()])
    forms = [PageForm(None, questions=page.questions, answers={}) for page in pages]
    context: Context = {"survey": survey, "forms": forms, "organisation": survey.organisation}
    return render(request, "surveys/preview.html", context)


@never_cache
@require_POST
def move_survey(request: Request, slug: str, public_id: str, state: str) -> HttpResponse:
    """Bring it into another state."""
    survey = queries.survey_of(request.viewer, slug, public_id)
    if state not in STATES:
        raise Http404
    action, done = STATES[state]
    facts: Context = {"by": request.viewer, "at": clock.now(), "survey": survey}
    return pressed(request, lambda: action(**facts), to=page_of(survey), done=done)
