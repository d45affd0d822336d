"""The questions of a survey at the desk: taken from what ships, or one's own, and their order."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.surveys import actions, instruments
from saidanddone.surveys.forms.building import TakeForm
from saidanddone.surveys.forms.places import PlacesForm
from saidanddone.surveys.forms.questions import QuestionForm
from saidanddone.surveys.models import Question, Survey
from saidanddone.surveys.permissions.building import check_builds
from saidanddone.surveys.queries import building as queries
from saidanddone.surveys.views.desk import page_of
from saidanddone.surveys.views.forms import Context, form_page, pressed


def _draft(request: Request, slug: str, public_id: str) -> Survey:
    survey = queries.survey_of(request.viewer, slug, public_id)
    check_builds(by=request.viewer, survey=survey)
    return survey


@never_cache
@require_safe
def survey_instruments(request: Request, slug: str, public_id: str) -> HttpResponse:
    survey = _draft(request, slug, public_id)
    offered = [instruments.instrument(name) for name in instruments.names(survey.kind)]
    context: Context = {"survey": survey, "organisation": survey.organisation, "instruments": offered}
    return render(request, "surveys/instruments.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def take_from_instrument(request: Request, slug: str, public_id: str, name: str) -> HttpResponse:
    survey = _draft(request, slug, public_id)
    if name not in instruments.names(survey.kind):
        raise Http404
    chosen = instruments.instrument(name)
    form = TakeForm(posted(request), instrument=chosen, names=queries.subject_of(survey).names)

    def take() -> Any:
        facts: Context = {"by": request.viewer, "at": clock.now(), "survey": survey, "instrument": chosen}
        return actions.take_from_instrument(**facts, **form.taken())

    context: Context = {
        "heading": chosen.said("title"),
        "instrument": chosen,
        "button": _("Take them"),
        "back": page_of(survey),
    }
    done = _("The questions stand at the end of the survey.")
    return form_page(request, form, take, to=lambda made: page_of(survey), done=done, **context)


@never_cache
@require_http_methods(["GET", "POST"])
def add_question(request: Request, slug: str, public_id: str, kind: str) -> HttpResponse:
    survey = _draft(request, slug, public_id)
    if kind not in Question.Kind.values:
        raise Http404
    form = QuestionForm(posted(request), kind=kind, before=list(survey.questions.all()))

    def add() -> Question:
        return actions.add_question(by=request.viewer, at=clock.now(), survey=survey, draft=form.draft())

    context: Context = {
        "heading": _("A question of your own"),
        "eyebrow": Question.Kind(kind).label,
        "back": page_of(survey),
    }
    return form_page(request, form, add, to=lambda made: page_of(survey), done=_("The question is added."), **context)


@never_cache
@require_http_methods(["GET", "POST"])
def ask_place(request: Request, slug: str, public_id: str) -> HttpResponse:
    survey = _draft(request, slug, public_id)
    form = PlacesForm(posted(request))

    def add() -> Question:
        return actions.add_question(by=request.viewer, at=clock.now(), survey=survey, draft=form.draft())

    context: Context = {"heading": _("Where people live"), "back": page_of(survey), "button": _("Add the question")}
    return form_page(request, form, add, to=lambda made: page_of(survey), done=_("The question is added."), **context)


@never_cache
@require_http_methods(["GET", "POST"])
def edit_question(request: Request, slug: str, public_id: str, question: str) -> HttpResponse:
    survey = _draft(request, slug, public_id)
    chosen = queries.question_of(survey, question)
    before = list(survey.questions.filter(order__lt=chosen.order))
    form = QuestionForm(posted(request), kind=chosen.kind, before=before, question=chosen)

    def edit() -> Question:
        return actions.edit_question(by=request.viewer, at=clock.now(), question=chosen, draft=form.draft())

    context: Context = {
        "heading": chosen.said("wording"),
        "eyebrow": chosen.get_kind_display(),
        "back": page_of(survey),
    }
    context["taken_from"] = instruments.instrument(chosen.instrument) if chosen.instrument else None
    return form_page(request, form, edit, to=lambda made: page_of(survey), done=_("Saved."), **context)


@never_cache
@require_POST
def move_question(request: Request, slug: str, public_id: str, question: str, way: str) -> HttpResponse:
    survey = queries.survey_of(request.viewer, slug, public_id)
    chosen = queries.question_of(survey, question)
    if way not in {"up", "down"}:
        raise Http404
    facts: Context = {"by": request.viewer, "at": clock.now(), "question": chosen, "up": way == "up"}
    to = f"{page_of(survey)}#{chosen.name}"
    return pressed(request, lambda: actions.move_question(**facts), to=to)


@never_cache
@require_POST
def remove_question(request: Request, slug: str, public_id: str, question: str) -> HttpResponse:
    survey = queries.survey_of(request.viewer, slug, public_id)
    chosen = queries.question_of(survey, question)
    facts: Context = {"by": request.viewer, "at": clock.now(), "question": chosen}
    return pressed(
        request, lambda: actions.remove_question(**facts), to=page_of(survey), done=_("The question is removed.")
    )
