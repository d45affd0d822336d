"""The panel: joined and left on one's own page, stopped by the link in a message, drawn from at the desk."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from saidanddone.contributions.own_pages import own_page
from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused
from saidanddone.core.throttle import ClientThrottle
from saidanddone.people.secret_addresses import keeps_secret
from saidanddone.surveys import actions, stopping
from saidanddone.surveys.forms.panels import DrawPanelForm, JoinPanelForm
from saidanddone.surveys.models import PanelMember
from saidanddone.surveys.permissions.panels import check_draws_panel
from saidanddone.surveys.queries import panels as queries
from saidanddone.surveys.queries import sample
from saidanddone.surveys.views.forms import form_page

STOPPED = ClientThrottle("stop-asking", limit=30, address_limit=300, seconds=60)


@own_page("GET", "POST")
def your_panels(request: Request) -> HttpResponse:
    """Which panels one is in, what that means, and how to join one."""
    contributor, is_reached = queries.who_joins(request.viewer)
    offered = queries.offered()
    form = JoinPanelForm(posted(request), offered=offered)
    if form.is_bound and form.is_valid() and contributor:
        chosen = {name: form.cleaned_data[name] for name in ("organisation", "place")}
        try:
            actions.join_panel(by=request.viewer, at=clock.now(), contributor=contributor, **chosen)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("You have joined. Thank you: we ask you seldom."))
            return redirect("your_panels")
    context = {"form": form, "own": queries.own(request.viewer), "is_reached": is_reached, "offered": offered}
    return render(request, "surveys/your_panels.html", context, status=400 if form.errors else 200)


@own_page("POST")
def leave_panel(request: Request, public_id: str) -> HttpResponse:
    own = PanelMember.objects.filter(contributor__in=request.viewer.contributor_ids)
    member = get_object_or_404(own, public_id=public_id)
    actions.leave_panel(by=request.viewer, at=clock.now(), member=member)
    messages.success(request, _("You have left. Nobody asks you any more."))
    return redirect("your_panels")


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_secret
def stop_asking(request: Request, token: str) -> HttpResponse:
    """One press, without signing in. Opening it alone changes nothing: mail programs open links by themselves.

    A mail program's own button posts here without cookies (RFC 8058). The signed token alone says whose it is.
    """
    STOPPED.hit(request, at=clock.now().timestamp())
    found = stopping.read(token)
    if found is None:
        raise Http404
    for_good = "once" not in request.POST
    context = {"asked": found, "for_good": for_good}
    if request.method == "POST":
        facts: dict[str, Any] = {"by": request.viewer, "at": clock.now(), "case": found.case, "member": found.member}
        actions.stop_asking(**facts, for_good=for_good)
        return render(request, "surveys/stopped_asking.html", context)
    return render(request, "surveys/stop_asking.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def draw_panel(request: Request, slug: str, public_id: str, wave: str) -> HttpResponse:
    found = sample.wave_for_desk(request.viewer, slug, public_id, wave)
    check_draws_panel(by=request.viewer, wave=found)
    form, at = DrawPanelForm(posted(request)), clock.now()
    drawn: list[int] = []

    def draw() -> None:
        drawn.append(actions.draw_panel(by=request.viewer, at=at, wave=found, **form.cleaned_data))
        words = ngettext("%(number)s member is drawn.", "%(number)s members are drawn.", drawn[0])
        messages.success(request, words % {"number": f"{drawn[0]:,}"})

    to = reverse("survey_sample", args=[slug, public_id, wave])
    counts = {
        "members": queries.size(found),
        "can_be_asked": len(queries.may_be_asked(found, place=None, on=clock.local_date(at))),
    }
    words: dict[str, Any] = {"heading": gettext_lazy("Draw from the panel"), "button": gettext_lazy("Draw them")}
    return form_page(
        request, form, draw, to=lambda made: to, done="", template="surveys/draw_panel.html", back=to, **words, **counts
    )
