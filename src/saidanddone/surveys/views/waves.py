"""The rounds of a survey at the desk: their plan, their quotas, and when they open and close."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import refusal
from saidanddone.surveys import actions
from saidanddone.surveys.forms.waves import LastDayForm, MarginForm, QuotaForm, WaveForm, WithdrawWaveForm
from saidanddone.surveys.models import Question, Wave
from saidanddone.surveys.permissions.waves import (
    check_changes_plan,
    check_moves_last_day,
    check_open_wave,
    check_plans_waves,
    check_sets_margins,
    check_withdraws_wave,
)
from saidanddone.surveys.queries import building as queries
from saidanddone.surveys.queries import margins
from saidanddone.surveys.questionnaire import questionnaire
from saidanddone.surveys.states import WAVES
from saidanddone.surveys.views.desk import page_of
from saidanddone.surveys.views.forms import Context, form_page, pressed
from saidanddone.surveys.ways_in import WayIn, addresses

MOVES = {
    "open": (actions.open_wave, _("The round is open.")),
    "close": (actions.close_wave, _("The round is closed.")),
}


def _wave(request: Request, slug: str, public_id: str, wave: str) -> Wave:
    return queries.wave_of(queries.survey_of(request.viewer, slug, public_id), wave)


def wave_page(wave: Wave) -> str:
    survey = wave.survey
    return reverse("desk_wave", args=[survey.organisation.slug, survey.public_id, wave.public_id])


@never_cache
@require_http_methods(["GET", "POST"])
def plan_wave(request: Request, slug: str, public_id: str) -> HttpResponse:
    survey = queries.survey_of(request.viewer, slug, public_id)
    check_plans_waves(by=request.viewer, survey=survey)
    at = clock.now()
    form = WaveForm(posted(request), today=clock.local_date(at))

    def plan() -> Wave:
        return actions.plan_wave(by=request.viewer, at=at, survey=survey, draft=form.draft())

    context: Context = {"heading": _("Plan a round"), "button": _("Plan it"), "back": page_of(survey)}
    return form_page(request, form, plan, to=wave_page, done=_("The round is planned."), **context)


@never_cache
@require_safe
def desk_wave(request: Request, slug: str, public_id: str, wave: str) -> HttpResponse:
    chosen = _wave(request, slug, public_id, wave)
    survey, at = chosen.survey, clock.now()
    asked, quotas = questionnaire(chosen), list(chosen.quotas.order_by("question", "code"))
    facts: Context = {"questions": list(survey.questions.all()), "on": clock.local_date(at)}
    facts["others"] = survey.waves.exclude(pk=chosen.pk)
    context: Context = {"wave": chosen, "survey": survey, "organisation": survey.organisation, "asked": asked}
    context["why_not_open"] = refusal(check_open_wave, by=request.viewer, wave=chosen, **facts)
    context["moves"] = WAVES.after(chosen.state)
    context["margin_questions"] = margins.of_questions(chosen, facts["questions"])
    context["quota_questions"] = _with_quotas(asked, quotas)
    context["ways"] = [WayIn(each).label for each in chosen.modes if each in WayIn.values]
    context["addresses"] = addresses(chosen) if chosen.takes_answers(facts["on"]) else []
    return render(request, "surveys/desk_wave.html", context)


def _with_quotas(asked: Any, quotas: Any) -> list[tuple[Any, list[tuple[str, int]]]]:
    """Questions for which quotas can be set, with those that are: label and number."""
    return [
        (each, [(each.label(quota.code).text, quota.wanted) for quota in quotas if quota.question == each.name])
        for each in asked
        if each.kind == Question.Kind.SINGLE
    ]


@never_cache
@require_http_methods(["GET", "POST"])
def edit_wave(request: Request, slug: str, public_id: str, wave: str) -> HttpResponse:
    chosen = _wave(request, slug, public_id, wave)
    check_changes_plan(by=request.viewer, wave=chosen)
    form = WaveForm(posted(request), wave=chosen)

    def edit() -> Wave:
        return actions.edit_wave(by=request.viewer, at=clock.now(), wave=chosen, draft=form.draft())

    context: Context = {"heading": _("Change the plan"), "back": wave_page(chosen)}
    return form_page(request, form, edit, to=wave_page, done=_("Saved."), **context)


@never_cache
@require_http_methods(["GET", "POST"])
def set_quota(request: Request, slug: str, public_id: str, wave: str, question: str) -> HttpResponse:
    chosen = _wave(request, slug, public_id, wave)
    check_changes_plan(by=request.viewer, wave=chosen)
    asked = get_object_or_404(chosen.survey.questions.filter(kind=Question.Kind.SINGLE), name=question)
    set_already = {each.code: each.wanted for each in chosen.quotas.filter(question=question)}
    form = QuotaForm(posted(request), question=asked, wanted=set_already)

    def set_it() -> Any:
        facts: Context = {"by": request.viewer, "at": clock.now(), "wave": chosen, "question": question}
        return actions.set_quota(**facts, wanted=form.wanted())

    context: Context = {"heading": _("How many of each are wanted?"), "eyebrow": asked.said("wording")}
    done, back = _("The quotas are set."), wave_page(chosen)
    return form_page(request, form, set_it, to=lambda made: back, done=done, back=back, **context)


@never_cache
@require_http_methods(["GET", "POST"])
def set_margin(request: Request, slug: str, public_id: str, wave: str, question: str) -> HttpResponse:
    """Typed, or taken from the population profile for a start."""
    chosen = _wave(request, slug, public_id, wave)
    check_sets_margins(by=request.viewer, wave=chosen)
    kinds = (Question.Kind.SINGLE, Question.Kind.SCALE)
    asked = get_object_or_404(chosen.survey.questions.filter(kind__in=kinds), name=question)
    known = margins.known(chosen, asked)
    of_profile = margins.from_profile(chosen, asked)
    taken = of_profile if of_profile and "profile" in request.GET else known
    form = MarginForm(posted(request), question=asked, shares=taken.per_cent, source=taken.source)

    def set_it() -> Any:
        facts: Context = {"by": request.viewer, "at": clock.now(), "wave": chosen, "question": question}
        return actions.set_margin(**facts, shares=form.shares(), source=form.cleaned_data["source"])

    context: Context = {"heading": _("What is it weighted to?"), "eyebrow": asked.said("wording")}
    context |= {"of_profile": of_profile, "template": "surveys/set_margin.html"}
    done, back = _("What it is weighted to is set."), f"{wave_page(chosen)}#margins"
    return form_page(request, form, set_it, to=lambda made: back, done=done, back=back, **context)


@never_cache
@require_http_methods(["GET", "POST"])
def move_last_day(request: Request, slug: str, public_id: str, wave: str) -> HttpResponse:
    chosen = _wave(request, slug, public_id, wave)
    check_moves_last_day(by=request.viewer, wave=chosen)
    form = LastDayForm(posted(request), initial={"closes_date": chosen.closes_date})

    def move() -> Wave:
        return actions.move_last_day(by=request.viewer, at=clock.now(), wave=chosen, **form.cleaned_data)

    context: Context = {"heading": _("Move the last day"), "button": _("Move it"), "back": wave_page(chosen)}
    return form_page(request, form, move, to=wave_page, done=_("The last day is moved."), **context)


@never_cache
@require_POST
def move_wave(request: Request, slug: str, public_id: str, wave: str, move: str) -> HttpResponse:
    """Open or close it."""
    chosen = _wave(request, slug, public_id, wave)
    if move not in MOVES:
        raise Http404
    action, done = MOVES[move]
    facts: Context = {"by": request.viewer, "at": clock.now(), "wave": chosen}
    return pressed(request, lambda: action(**facts), to=wave_page(chosen), done=done)


@never_cache
@require_http_methods(["GET", "POST"])
def withdraw_wave(request: Request, slug: str, public_id: str, wave: str) -> HttpResponse:
    chosen = _wave(request, slug, public_id, wave)
    check_withdraws_wave(by=request.viewer, wave=chosen)
    form = WithdrawWaveForm(posted(request))

    def withdraw() -> Wave:
        return actions.withdraw_wave(by=request.viewer, at=clock.now(), wave=chosen, **form.cleaned_data)

    context: Context = {
        "heading": _("Withdraw this round"),
        "button": _("Withdraw it"),
        "button_kind": "warning",
    }
    done = _("The round is withdrawn.")
    return form_page(request, form, withdraw, to=wave_page, done=done, back=wave_page(chosen), **context)
