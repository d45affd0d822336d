"""The register of decisions, each as an open record, and its page for views."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from saidanddone.contributions.cards import card
from saidanddone.core import clock
from saidanddone.core.downloads import Ending, throttle
from saidanddone.core.paging import Page, page_number
from saidanddone.core.requests import Request
from saidanddone.decisions import decision_downloads, decision_files
from saidanddone.decisions.filters import FilterForm
from saidanddone.decisions.models import Decision
from saidanddone.decisions.queries import decision_pages
from saidanddone.decisions.queries.history import history as history_of
from saidanddone.decisions.queries.register import Register, register
from saidanddone.ui import reports

FilteredView = Callable[..., HttpResponseBase]


def filtered(view: FilteredView) -> FilteredView:
    """Read the filters of the address; what cannot be understood is a 400 that says why and keeps what was chosen."""

    @login_not_required
    @require_safe
    @wraps(view)
    def read(request: Request, **arguments: Any) -> HttpResponseBase:
        form = FilterForm(request.GET)
        if form.is_valid():
            return view(request, form, **arguments)
        nothing = Register(Page([], 1, 1, 0, False, False), [])
        context = {"form": form, "register": nothing, "query": "", "is_filtered": True}
        return render(request, "decisions/decisions.html", context, status=400)

    return read


@filtered
def decisions(request: Request, form: FilterForm) -> HttpResponse:
    on, number = clock.local_date(clock.now()), page_number(request.GET.get("page"))
    shown = register(form.filters, viewer=request.viewer, on=on, number=number)
    query = urlencode({name: value for name, value in form.cleaned_data.items() if value})
    context = {"form": form, "register": shown, "query": f"?{query}" if query else "", "is_filtered": bool(query)}
    return render(request, "decisions/decisions.html", context)


@filtered
def decisions_download(request: Request, form: FilterForm, ending: Ending) -> StreamingHttpResponse:
    return decision_downloads.DOWNLOAD.answer(request, ending, decision_downloads.rows(form.filters))


@login_not_required
@require_safe
def decision(request: Request, public_id: str) -> HttpResponse:
    found = _visible(request, public_id)
    on, number = clock.local_date(clock.now()), page_number(request.GET.get("page"))
    page = decision_pages.decision_page(found, viewer=request.viewer, on=on, number=number)
    return render(request, "decisions/decision.html", {"page": page})


@login_not_required
@require_safe
def decision_pdf(request: Request, public_id: str) -> HttpResponse:
    throttle(request)
    at, found = clock.now(), _visible(request, public_id)
    on, size = clock.local_date(at), decision_files.MOST_CONSIDERED
    page = decision_pages.decision_page(found, viewer=request.viewer, on=on, number=1, size=size)
    return reports.answer(decision_files.as_pdf(page, history_of(found), at=at), f"decision-{public_id}")


@login_not_required
@require_safe
def views(request: Request, public_id: str) -> HttpResponse:
    """What can be shaped, the way to say something about it, and what people have said."""
    found = _visible(request, public_id)
    if found.views_close_date is None:
        raise Http404
    on, number = clock.local_date(clock.now()), page_number(request.GET.get("page"))
    page = decision_pages.decision_page(found, viewer=request.viewer, on=on, number=1)
    said = decision_pages.views_on(found, request.viewer, number=number)
    asked = {"about": str(found.ref), "place": found.place.slug, "to": found.organisation.slug}
    asked |= {"topic": found.topic.slug} if found.topic else {}
    cards = [card(each, on) for each in said.rows]
    context = {"page": page, "views": said, "cards": cards, "speak_url": f"{reverse('speak')}?{urlencode(asked)}"}
    return render(request, "decisions/views.html", context)


@login_not_required
@require_safe
def history(request: Request, public_id: str) -> HttpResponse:
    found = _visible(request, public_id)
    return render(request, "decisions/history.html", {"decision": found, "events": history_of(found)})


def _visible(request: Request, public_id: str) -> Decision:
    return get_object_or_404(decision_pages.rows(request.viewer), public_id=public_id)
