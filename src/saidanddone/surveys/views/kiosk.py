"""A kiosk, on a tablet in a library: it begins anew after each person, and keeps no cookie of them.

The key to a response travels in the page alone, so that nothing is left in the browser when the next person comes.
"""

import re
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saidanddone.core import clock
from saidanddone.core.languages import active
from saidanddone.core.requests import Request
from saidanddone.core.rules import Refused
from saidanddone.core.throttle import ClientThrottle
from saidanddone.surveys import actions
from saidanddone.surveys.codes import Key
from saidanddone.surveys.forms.answering import PageForm
from saidanddone.surveys.models import Response, Wave
from saidanddone.surveys.queries import answering as queries
from saidanddone.surveys.questionnaire import questionnaire
from saidanddone.surveys.steps import Page, Way

PRESSING = ClientThrottle("kiosk", limit=120, address_limit=1500, newcomers=1500, seconds=60)
_SECRET = re.compile(r"[A-Za-z0-9_-]{32}")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def kiosk(request: Request, way: str) -> HttpResponse:
    wave = queries.wave_of(way)
    if wave is None or "kiosk" not in wave.modes or not queries.may_open(wave, None, request.viewer):
        raise Http404
    if not wave.takes_answers(clock.local_date(clock.now())):
        return render(
            request, "surveys/answer_closed.html", {"wave": wave, "why": "", "begins": False, "is_public": False}
        )
    if request.method == "GET":
        return render(request, "surveys/kiosk_start.html", {"wave": wave, "why": "", "form": Form()})
    PRESSING.hit(request, at=clock.now().timestamp())
    return _pressed(request, wave)


def _pressed(request: Request, wave: Wave) -> HttpResponse:
    """Begin, or go on from the page that was sent; the next one is the answer to the press itself."""
    secret = request.POST.get("key", "")
    key = Key(secret, at_kiosk=True) if _SECRET.fullmatch(secret) else Key.made(at_kiosk=True)
    held: dict[str, Any] = {"by": request.viewer, "at": clock.now(), "wave": wave, "key": key, "language": active()}
    try:
        response = actions.begin_response(**held)
        way = Way.of(questionnaire(wave), response.answers)
        number = request.POST.get("page", "")
        sent = way.page(int(number)) if number.isdecimal() and len(number) < 5 else None
        if sent is None:
            return _shown(request, wave, key, way, way.after(0))
        form = PageForm(request.POST, questions=sent.questions, answers=way.answers)
        if not form.is_valid():
            return _shown(request, wave, key, way, sent, form, status=400)
        response = actions.save_answers(**held, answers=form.answers)
        way = Way.of(questionnaire(wave), response.answers)
        return _next(request, wave, key, way, sent, held, response)
    except Refused as refused:
        return render(
            request, "surveys/kiosk_start.html", {"wave": wave, "why": str(refused), "form": Form()}, status=400
        )


def _next(
    request: Request, wave: Wave, key: Key, way: Way, sent: Page, held: dict[str, Any], response: Response
) -> HttpResponse:
    """The page before or after, or thanks once the last one is answered."""
    if "back" in request.POST:
        return _shown(request, wave, key, way, way.before(sent.number) or sent)
    if following := way.after(sent.number):
        return _shown(request, wave, key, way, following)
    actions.finish_response(**held)
    return render(request, "surveys/kiosk_thanks.html", {"wave": wave})


def _shown(
    request: Request,
    wave: Wave,
    key: Key,
    way: Way,
    asked: Page | None,
    form: PageForm | None = None,
    status: int = 200,
) -> HttpResponse:
    if asked is None:
        raise Refused
    form = form or PageForm(None, questions=asked.questions, answers=way.answers)
    context = {"form": form, "wave": wave, "secret": key.secret, "number": asked.number, "now": way.place(asked.number)}
    context |= {"all": len(way.pages), "before": way.before(asked.number), "is_alone": len(asked.questions) == 1}
    context["is_last"] = way.after(asked.number) is None
    return render(request, "surveys/kiosk_page.html", context, status=status)
