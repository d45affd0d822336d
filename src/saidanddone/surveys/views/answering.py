"""Answer a survey: by a code or a link, one battery a page, without an account and without JavaScript."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import translate_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saidanddone.core import clock
from saidanddone.core.languages import Language, active
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused
from saidanddone.core.throttle import ClientThrottle
from saidanddone.surveys import actions, cookies
from saidanddone.surveys.codes import Key
from saidanddone.surveys.forms.answering import CodeForm, FinishForm, PageForm
from saidanddone.surveys.models import Response, Wave
from saidanddone.surveys.queries import answering as queries
from saidanddone.surveys.questionnaire import questionnaire, shown
from saidanddone.surveys.steps import Way

GUESSING = ClientThrottle("answer-code", limit=20, address_limit=300, newcomers=300, seconds=600)
"""Room for a hall in which two hundred people type a code; of sixty bits, nobody guesses one in a thousand years."""
BEGINNING = ClientThrottle("answer-begin", limit=20, address_limit=600, newcomers=600, seconds=600)
SAVING = ClientThrottle("answer-save", limit=120, address_limit=3000, newcomers=3000, seconds=60)


@dataclass(frozen=True, slots=True)
class Taking:
    """Somebody at a survey: its wave, what they hold, and what they have answered so far."""

    wave: Wave
    key: Key | None
    response: Response | None

    @property
    def is_begun(self) -> bool:
        return bool(self.response and not self.response.finished_date)

    def way(self) -> Way:
        return Way.of(questionnaire(self.wave), self.response.answers if self.response else {})


View = Callable[..., HttpResponse]


def _page(view: View) -> View:
    """A page that anyone may open and nobody keeps. Where answers are not taken any more it says so."""

    @login_not_required
    @never_cache
    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def page(request: Request, **arguments: Any) -> HttpResponse:
        if "way" not in arguments:
            return view(request, **arguments)
        taking = _taking(request, arguments.pop("way"))
        return view(request, taking, **arguments)

    return page


def _taking(request: Request, way: str) -> Taking:
    """Most come back with their key to the wave's own name, and one read finds all of it."""
    key = cookies.key(request, way)
    response = queries.response_of(way, key)
    wave = response.wave if response else queries.wave_of(way)
    if wave is None:
        raise Http404
    if way != wave.public_id:
        key = cookies.key(request, wave.public_id)
        response = queries.response_of(wave.public_id, key)
    if not queries.may_open(wave, key, request.viewer):
        raise Http404
    return Taking(wave, key, response)


@_page
def code(request: Request) -> HttpResponse:
    """Type a code. It stands in no address, so that no log and no history has it."""
    form = CodeForm(posted(request))
    if form.is_bound:
        GUESSING.hit(request, at=clock.now().timestamp())
    if form.is_valid():
        wave = queries.wave_of_code(form.cleaned_data["code"])
        if wave and wave.opened_at:
            response = redirect("answer_wave", wave.public_id)
            cookies.give(response, wave, Key(form.cleaned_data["code"], is_code=True))
            return response
        form.add_error("code", _("We do not know this code. If we wrote to you twice, try that of the newer letter."))
    return render(request, "surveys/answer_code.html", {"form": form}, status=400 if form.errors else 200)


@_page
def start(request: Request, taking: Taking) -> HttpResponse:
    """What it is about, and the press with which it begins."""
    if cookies.is_handed_in(request, taking.wave) and request.method == "GET" and "again" not in request.GET:
        return redirect("answer_thanks", taking.wave.public_id)
    if not taking.wave.takes_answers(clock.local_date(clock.now())):
        return _closed(request, taking.wave)
    if taking.key is None and "link" not in taking.wave.modes:
        return redirect("answer")
    if request.method == "POST":
        return _begin(request, taking)
    context = {"taking": taking, "wave": taking.wave, "pages": len(taking.way().pages), "form": Form()}
    return render(request, "surveys/answer_start.html", context)


def _begin(request: Request, taking: Taking) -> HttpResponse:
    at = clock.now()
    BEGINNING.hit(request, at=at.timestamp())
    key = taking.key
    if key is None or ("anew" in request.POST and not key.is_code):
        key = Key.made()
    try:
        begun = actions.begin_response(by=request.viewer, at=at, wave=taking.wave, key=key, language=active())
    except Refused as refused:
        return _closed(request, taking.wave, str(refused))
    response = _onward(taking.wave, Way.of(questionnaire(taking.wave), begun.answers).next)
    cookies.give(response, taking.wave, key)
    return response


def _onward(wave: Wave, page: Any) -> HttpResponse:
    if page is None:
        return redirect("answer_check", wave.public_id)
    return redirect("answer_page", wave.public_id, page.number)


@_page
def page(request: Request, taking: Taking, number: int) -> HttpResponse:
    """One battery: shown as it was answered, saved when it is sent."""
    if not taking.is_begun:
        return redirect("answer_wave", taking.wave.public_id)
    way = taking.way()
    asked = way.page(number)
    if asked is None:
        return _onward(taking.wave, way.after(number))
    form = PageForm(posted(request), questions=asked.questions, answers=way.answers)
    if form.is_valid() and (saved := _saved(request, taking, form)):
        if (wished := request.POST.get("language")) in Language.values:
            return redirect(translate_url(request.path, str(wished)))
        return _onward(taking.wave, Way.of(questionnaire(taking.wave), saved.answers).after(number))
    context = {"form": form, "wave": taking.wave, "now": way.place(number), "all": len(way.pages)}
    context |= {"before": way.before(number), "is_alone": len(asked.questions) == 1}
    return render(request, "surveys/answer_page.html", context, status=400 if form.errors else 200)


def _saved(request: Request, taking: Taking, form: PageForm) -> Response | None:
    at = clock.now()
    SAVING.hit(request, at=at.timestamp())
    held: dict[str, Any] = {"wave": taking.wave, "key": taking.key, "answers": form.answers, "language": active()}
    try:
        return actions.save_answers(by=request.viewer, at=at, **held)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


@_page
def check(request: Request, taking: Taking) -> HttpResponse:
    """What was left out, which words are given further, and the press with which it is handed in."""
    key, response = taking.key, taking.response
    if not taking.is_begun or key is None or response is None:
        return redirect("answer_wave", taking.wave.public_id)
    way, asked = taking.way(), shown(questionnaire(taking.wave), response.answers)
    written = queries.written(asked, response)
    form = FinishForm(posted(request), written=written)
    if form.is_valid() and _finished(request, taking, form):
        done = redirect("answer_thanks", taking.wave.public_id)
        cookies.note_handed_in(done, taking.wave, key)
        return done
    pages = [(each, [one for one in each.questions if one in way.left_out]) for each in way.pages]
    context = {"form": form, "wave": taking.wave, "left_out": [(each, left) for each, left in pages if left]}
    context |= {"last": way.pages[-1] if way.pages else None, "asked": len(asked)}
    context |= {"answered": len(asked) - len(way.left_out)}
    context["written"] = [(each, words, form[each.name]) for each, words in written]
    return render(request, "surveys/answer_check.html", context, status=400 if form.errors else 200)


def _finished(request: Request, taking: Taking, form: FinishForm) -> bool:
    at = clock.now()
    SAVING.hit(request, at=at.timestamp())
    held: dict[str, Any] = {"wave": taking.wave, "key": taking.key, "language": active()}
    try:
        actions.finish_response(by=request.viewer, at=at, as_contributions=form.given, **held)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


@_page
def thanks(request: Request, taking: Taking) -> HttpResponse:
    """What comes of it."""
    return render(request, "surveys/answer_thanks.html", {"wave": taking.wave, "is_public": _is_public(taking.wave)})


def _is_public(wave: Wave) -> bool:
    return wave.survey.kind != wave.survey.Kind.STAFF


def _closed(request: Request, wave: Wave, why: str = "") -> HttpResponse:
    begins = clock.local_date(clock.now()) < wave.opens_date
    context = {"wave": wave, "why": why, "begins": begins, "is_public": _is_public(wave)}
    return render(request, "surveys/answer_closed.html", context, status=410)
