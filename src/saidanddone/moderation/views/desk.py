"""A moderator's queue and cases, and an administrator's channels."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saidanddone.core import clock
from saidanddone.core.paging import page_number
from saidanddone.core.requests import Request
from saidanddone.core.rules import Refused, refusal
from saidanddone.moderation import actions, queries
from saidanddone.moderation.forms import ChannelsForm, RulingForm
from saidanddone.moderation.models import Case
from saidanddone.moderation.permissions import check_claim, check_moderate, check_set_modes


@never_cache
@require_safe
def queue(request: Request) -> HttpResponse:
    check_moderate(by=request.viewer)
    origin = request.GET.get("origin", "")
    if origin and origin not in Case.Origin.values:
        raise BadRequest(gettext("There is no such list."))
    page = queries.queue(origin=origin, number=page_number(request.GET.get("page")))
    facts = {"page": page, "looks": queries.looks(page.rows, at=clock.now()), "origin": origin}
    return render(request, "moderation/desk_queue.html", facts | {"waiting": queries.waiting_by_origin()})


@never_cache
@require_safe
def case(request: Request, public_id: str) -> HttpResponse:
    check_moderate(by=request.viewer)
    look = queries.sight_of(_case_or_404(public_id), at=clock.now())
    form = RulingForm(thing=look.thing) if look.thing else None
    return _case_page(request, look, form)


@require_POST
def claim(request: Request, public_id: str) -> HttpResponse:
    _case_or_404(public_id)
    actions.claim(by=request.viewer, public_id=public_id, at=clock.now())
    return redirect("desk_case", public_id=public_id)


@require_POST
def release(request: Request, public_id: str) -> HttpResponse:
    _case_or_404(public_id)
    actions.release(by=request.viewer, public_id=public_id, at=clock.now())
    return redirect("desk_moderation")


@never_cache
@require_POST
def decide(request: Request, public_id: str) -> HttpResponse:
    check_moderate(by=request.viewer)
    look = queries.sight_of(_case_or_404(public_id), at=clock.now())
    form = RulingForm(request.POST, thing=look.thing)
    if not form.is_valid():
        return _case_page(request, look, form)
    try:
        actions.decide(by=request.viewer, public_id=public_id, ruling=form.ruling, at=clock.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _case_page(request, look, form)
    messages.success(request, gettext("Decided. The author is told, if we can reach them."))
    return redirect("desk_moderation")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def channels(request: Request) -> HttpResponse:
    check_set_modes(by=request.viewer)
    form = ChannelsForm(request.POST or None, initial=queries.modes())
    if request.method != "POST" or not form.is_valid():
        return render(request, "moderation/desk_channels.html", {"form": form})
    actions.set_modes(by=request.viewer, modes=form.cleaned_data, at=clock.now())
    messages.success(request, gettext("Saved. It holds for what comes in from now on."))
    return redirect("desk_channels")


def _case_or_404(public_id: str) -> Case:
    return get_object_or_404(Case.objects.select_related("claimed_by", "decision", "appeal"), public_id=public_id)


def _case_page(request: Request, look: queries.Look, form: RulingForm | None) -> HttpResponse:
    viewer, found = request.viewer, look.case
    why_not = refusal(check_claim, by=viewer, case=found, thing=look.thing, at=clock.now())
    facts = {
        "look": look,
        "form": form,
        "earlier": queries.earlier_cases(found),
        "put_back": queries.words_put_back(found, look.thing),
        "is_mine": not why_not and found.claimed_by_id == viewer.person_id,
        "may_claim": not why_not,
        "why_not": why_not,
    }
    return render(request, "moderation/desk_case.html", facts, status=400 if form and form.errors else 200)
