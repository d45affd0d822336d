"""Say something, in three steps and without an account."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from saidanddone.contributions import actions, speaking
from saidanddone.contributions.drafts import Draft
from saidanddone.contributions.files import Upload
from saidanddone.contributions.forms import SendForm, WhatForm, WhereForm, WhomForm, YouForm
from saidanddone.contributions.models import Contribution
from saidanddone.contributions.permissions import may_enter_for_others
from saidanddone.contributions.queries import speaking as offers
from saidanddone.contributions.sources import Source, source_of
from saidanddone.contributions.speaking import Progress
from saidanddone.core import clock
from saidanddone.core.languages import active
from saidanddone.core.refs import Ref
from saidanddone.core.requests import Request
from saidanddone.core.rules import Refused
from saidanddone.core.throttle import ClientThrottle, Throttled
from saidanddone.people.queries import return_link_url
from saidanddone.people.sessions import remember_contributor

View = Callable[[Request], HttpResponse]
SENDING = ClientThrottle("speak", limit=10, address_limit=300, seconds=600)
STEPPING = ClientThrottle("speak-step", limit=60, address_limit=1500, seconds=60)
AT_LEAST_SECONDS = 4
"""Nobody goes through the steps faster; a machine does, and is asked to press once more."""
AFTER = {"what": "speak_where", "where": "speak_whom", "whom": "speak_similar", "you": "speak_check"}
PAGES = {"what": "speak", "where": "speak_where", "whom": "speak_whom", "you": "speak_you"}


class _NoLongerHolds(Exception):
    """An earlier answer is no longer possible, as when an organisation has closed meanwhile."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step


def _page(*methods: str) -> Callable[[View], View]:
    """A page that anyone may open, that nobody keeps, and that leads back to an answer that no longer holds."""

    def decorate(view: View) -> View:
        @login_not_required
        @never_cache
        @require_http_methods(methods)
        @wraps(view)
        def page(request: Request) -> HttpResponse:
            try:
                return view(request)
            except _NoLongerHolds as error:
                return redirect(PAGES[error.step])

        return page

    return decorate


@_page("GET", "POST")
def what(request: Request) -> HttpResponse:
    return _step(request, "what")


@_page("GET", "POST")
def where(request: Request) -> HttpResponse:
    return _step(request, "where")


@_page("GET", "POST")
def whom(request: Request) -> HttpResponse:
    return _step(request, "whom")


@_page("GET", "POST")
def you(request: Request) -> HttpResponse:
    return _step(request, "you")


@_page("GET", "HEAD")
def similar(request: Request) -> HttpResponse:
    """Others may have said it already: one can add one's voice to theirs instead."""
    progress = speaking.load(request, clock.now())
    if not progress.may_open("you"):
        return _to_missing(progress)
    found = [] if _is_for_other(progress) else offers.similar(progress.answers["what"]["text"][0], by=request.viewer)
    if not found:
        return redirect("speak_you")
    return render(request, "contributions/speak_similar.html", {"similar": found, "progress": progress})


@_page("GET", "POST")
def check(request: Request) -> HttpResponse:
    """Everything on one page before it is sent."""
    at = clock.now()
    progress = speaking.load(request, at)
    if progress.missing():
        return _to_missing(progress)
    answers = _all_cleaned(request, progress)
    form = SendForm(request.POST or None, request.FILES or None)
    if request.method == "GET":
        return _check_page(request, progress, answers, form, 200)
    status = 400
    try:
        if form.is_valid():
            return _send(request, progress, answers, form, at)
    except (Refused, Throttled) as reason:
        form.add_error(None, str(reason))
        status = 429 if isinstance(reason, Throttled) else 400
    speaking.save(request, progress)
    return _check_page(request, progress, answers, form, status)


@_page("GET", "HEAD")
def done(request: Request) -> HttpResponse:
    """It is said: the return link, to be kept."""
    return _done_page(request, "contributions/speak_done.html")


@_page("GET", "HEAD")
def letter(request: Request) -> HttpResponse:
    """The return link on paper, for somebody whose words a connector brought in."""
    return _done_page(request, "contributions/speak_letter.html")


@login_not_required
@require_POST
def discard(request: Request) -> HttpResponse:
    speaking.discard(request)
    messages.success(request, _("What you had begun is deleted."))
    return redirect("home")


def _step(request: Request, step: str) -> HttpResponse:
    at = clock.now()
    progress = speaking.load(request, at)
    if not progress.answers or "about" in request.GET:
        progress = replace(progress, wishes=_wishes(request) or progress.wishes)
    if not progress.may_open(step):
        return _to_missing(progress)
    is_sent = request.method == "POST"
    form = _form(request, progress, step, request.POST if is_sent else progress.data(step))
    if is_sent:
        STEPPING.hit(request, at=at.timestamp())
        if form.is_valid():
            progress = progress.with_answers(step, speaking.answers_of(form))
            speaking.save(request, progress)
            return _onward(request, progress, step)
    context = {"form": form, "progress": progress, "for_other": _is_for_other(progress), "about": _about(progress, at)}
    context |= _beside(request, progress, step, form)
    return render(request, f"contributions/speak_{step}.html", context, status=400 if is_sent else 200)


def _onward(request: Request, progress: Progress, step: str) -> HttpResponse:
    """To the next page; from a change, back to where everything is checked."""
    if request.GET.get("change"):
        return _to_missing(progress) if progress.missing() else redirect("speak_check")
    return redirect(AFTER[step])


def _to_missing(progress: Progress) -> HttpResponse:
    return redirect(PAGES[progress.missing() or "what"])


def _wishes(request: Request) -> dict[str, str]:
    """What a link to here asked for: the place, organisation, topic or thing that somebody came from."""
    names = ("place", "to", "topic", "kind", "about")
    return {name: request.GET[name][:80] for name in names if name in request.GET}


def _about(progress: Progress, at: datetime) -> Source | None:
    """What somebody was asked about, while it takes views."""
    return source_of(progress.wishes.get("about", ""), clock.local_date(at))


def _form(request: Request, progress: Progress, step: str, data: QueryDict | None) -> Form:
    """The form of a step, empty where it was not answered yet."""
    wishes = progress.wishes
    if step == "what":
        may_enter = may_enter_for_others(by=request.viewer)
        return WhatForm(data, may_enter_for_others=may_enter, initial={"kind": wishes.get("kind")})
    if step == "where":
        return WhereForm(data, initial={"place": wishes.get("place"), "topic": wishes.get("topic")})
    if step == "whom":
        where = _cleaned(request, progress, "where")
        offered = offers.organisations_for(where["place"])
        wished = [each for each in offered if each.slug == wishes.get("to")]
        suggested = wished or offers.suggested(offered, topic=where["topic"], service=where["service"])
        return WhomForm(data, offered=offered, suggested=suggested)
    knows_address = not _is_for_other(progress) and offers.has_address(request.viewer)
    return YouForm(data, knows_address=knows_address, initial={"may_be_quoted": True})


def _cleaned(request: Request, progress: Progress, step: str) -> dict[str, Any]:
    """What was answered in an earlier step, or nothing if it does not hold any more."""
    form = _form(request, progress, step, progress.data(step))
    if not form.is_valid():
        raise _NoLongerHolds(step)
    return form.cleaned_data


def _beside(request: Request, progress: Progress, step: str, form: Form) -> dict[str, Any]:
    """What a step's page shows beside its form."""
    if step == "where":
        return {"map": offers.places_map(), "is_marked": form["latitude"].value() not in (None, "")}
    if step == "you":
        return {"recognition": offers.recognition_of(_cleaned(request, progress, "where"))}
    return {}


def _all_cleaned(request: Request, progress: Progress) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for step in speaking.STEPS:
        answers |= _cleaned(request, progress, step)
    return answers


def _is_for_other(progress: Progress) -> bool:
    return progress.answers.get("what", {}).get("whose") == ["other"]


def _check_page(request: Request, progress: Progress, answers: dict[str, Any], form: Form, status: int) -> HttpResponse:
    context = {"form": form, "progress": progress, "answers": answers, "for_other": _is_for_other(progress)}
    context["about"] = _about(progress, clock.now())
    context |= {"recognition": offers.recognition_of(answers), **offers.summary_of(answers)}
    return render(request, "contributions/speak_check.html", context, status=status)


def _send(request: Request, progress: Progress, answers: dict[str, Any], form: Form, at: datetime) -> HttpResponse:
    if form.cleaned_data["website"]:
        raise Refused(_("Please leave the last field empty, and send it again."))
    if at.timestamp() - progress.began_at < AT_LEAST_SECONDS:
        raise Refused(_("That was very fast. Please look over it once more, and send it again."))
    SENDING.hit(request, at=at.timestamp())
    for_other = _is_for_other(progress)
    about = _about(progress, at)
    draft = _draft(request, progress, answers, files=form.cleaned_data["files"], source=about.ref if about else None)
    spoken = actions.speak(by=request.viewer, at=at, draft=draft)
    said = spoken.contribution
    if not for_other and not said.contributor.person_id:
        remember_contributor(request, said.contributor)
    speaking.finish(request, public_id=said.public_id, token=spoken.token, for_other=for_other)
    return redirect("speak_done")


def _draft(
    request: Request, progress: Progress, answers: dict[str, Any], *, files: tuple[Upload, ...], source: Ref | None
) -> Draft:
    for_other = _is_for_other(progress)
    return Draft(
        kind=answers["kind"],
        text=answers["text"],
        language=answers["language"],
        place=answers["place"],
        topic=answers["topic"],
        service=answers["service"],
        latitude=answers["latitude"],
        longitude=answers["longitude"],
        organisations=tuple(answers["organisations"]),
        audience=answers["audience"],
        credit=answers["credit"],
        credit_name=answers["credit_name"],
        may_be_quoted=answers["may_be_quoted"],
        may_be_contacted=answers["may_be_contacted"],
        channel=answers["channel"] if for_other else Contribution.Channel.WEB,
        said_date=answers["said_date"] if for_other else None,
        contributor=None if for_other else offers.contributor_of(request.viewer),
        contributor_person_id=None if for_other else request.viewer.person_id,
        contributor_email=answers.get("email", ""),
        files=files,
        source=source,
        submission_key=progress.key,
    )


def _done_page(request: Request, template: str) -> HttpResponse:
    found = speaking.done(request)
    if found is None:
        return redirect("yours")
    said = get_object_or_404(Contribution, public_id=found.public_id)
    link = return_link_url(found.token, active()) if found.token else ""
    code = speaking.qr_code(link) if link else ""
    return render(request, template, {"said": said, "link": link, "code": code, "for_other": found.for_other})
