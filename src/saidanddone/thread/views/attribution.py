"""What somebody gave and what it led to: for them, to show to others, and as a file that proves itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from saidanddone.contributions.own_pages import own_page
from saidanddone.core import clock
from saidanddone.core.paging import page_number
from saidanddone.core.requests import Request
from saidanddone.people.models import Contributor
from saidanddone.thread import actions, attestations
from saidanddone.thread.models import CreditsPage
from saidanddone.thread.queries import attribution as queries

MOST = 200
"""Contributions in one file."""


@own_page("GET", "HEAD")
def your_attribution(request: Request) -> HttpResponse:
    number = page_number(request.GET.get("page"))
    page, gifts = queries.page_of(queries.own(request.viewer), number=number, viewer=request.viewer)
    context = {
        "page": page,
        "gifts": gifts,
        "names": queries.names(request.viewer),
        "open_page": queries.open_page(request.viewer),
    }
    return render(request, "thread/your_attribution.html", context)


@own_page("GET", "HEAD")
def your_attribution_file(request: Request) -> HttpResponse:
    gifts = queries.gifts(list(queries.own(request.viewer)[:MOST]))
    return _file(attestations.attestation(gifts, name="", at=clock.now()))


@own_page("POST")
def change_credits_page(request: Request) -> HttpResponse:
    """Open the page under a name, or close it."""
    opened = queries.open_page(request.viewer)
    if request.POST.get("close") and opened:
        actions.close_credits(by=request.viewer, at=clock.now(), page=opened)
        messages.success(request, gettext("The page is closed."))
    elif name := request.POST.get("name", "")[:120]:
        said = queries.own(request.viewer).filter(credit_name=name).first()
        contributor = get_object_or_404(Contributor, pk=said.contributor_id if said else 0)
        actions.open_credits(by=request.viewer, at=clock.now(), contributor=contributor, credit_name=name)
        messages.success(request, gettext("The page is open to everyone."))
    return redirect("your_attribution")


@login_not_required
@require_safe
def credits_page(request: Request, public_id: str) -> HttpResponse:
    opened = _opened(public_id)
    page, gifts = queries.page_of(queries.under(opened), number=page_number(request.GET.get("page")))
    return render(request, "thread/credits.html", {"opened": opened, "page": page, "gifts": gifts})


@login_not_required
@require_safe
def credits_file(request: Request, public_id: str) -> HttpResponse:
    opened = _opened(public_id)
    gifts = queries.gifts(list(queries.under(opened)[:MOST]))
    return _file(attestations.attestation(gifts, name=opened.credit_name, at=clock.now()))


def _opened(public_id: str) -> CreditsPage:
    if opened := queries.opened(public_id):
        return opened
    raise Http404


def _file(content: dict[str, object]) -> JsonResponse:
    attached = {"Content-Disposition": 'attachment; filename="attribution.json"', "Cache-Control": "no-store"}
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1}, headers=attached)
