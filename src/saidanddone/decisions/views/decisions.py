"""The register of decisions, each as an open record, and its page for views."""

import json
from collections.abc import Callable, Iterator
from functools import wraps
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from saidanddone.contributions.cards import card
from saidanddone.core import clock
from saidanddone.core.paging import Page, page_number
from saidanddone.core.requests import Request
from saidanddone.core.tables import csv_lines
from saidanddone.core.throttle import ClientThrottle
from saidanddone.core.viewer import STRANGER
from saidanddone.decisions.filters import FilterForm
from saidanddone.decisions.models import Decision
from saidanddone.decisions.queries import decision_pages
from saidanddone.decisions.queries.history import history as history_of
from saidanddone.decisions.queries.register import COLUMNS, Register, downloaded, register

DOWNLOADS = ClientThrottle("download", limit=10, address_limit=60, seconds=60)
FilteredView = Callable[[Request, FilterForm], HttpResponseBase]


def filtered(view: FilteredView) -> Callable[[Request], HttpResponseBase]:
    """Read the filters of the address; what cannot be understood is a 400 that says why and keeps what was chosen."""

    @login_not_required
    @require_safe
    @wraps(view)
    def read(request: Request) -> HttpResponseBase:
        form = FilterForm(request.GET)
        if form.is_valid():
            return view(request, form)
        nothing = Register(Page([], 1, 1, 0, False, False), [])
        context = {"form": form, "register": nothing, "query": "", "is_filtered": True}
        return render(request, "decisions/decisions.html", context, status=400)

    return read


@filtered
def decisions(request: Request, form: FilterForm) -> HttpResponse:
    on, number = clock.local_date(clock.now()), page_number(request.GET.get("page"))
    shown = register(form.filters, viewer=request.viewer, on=on, number=number)
    query = urlencode({name: value for name, value in form.cleaned_data.items() if value})
    context = {"form": form, "register": shown, "query": query, "is_filtered": bool(query)}
    return render(request, "decisions/decisions.html", context)


@filtered
def decisions_csv(request: Request, form: FilterForm) -> StreamingHttpResponse:
    DOWNLOADS.hit(request, at=clock.now().timestamp())
    rows = (list(row.values()) for row in downloaded(form.filters, viewer=STRANGER))
    lines = csv_lines(tuple(COLUMNS), rows)
    return _file((line for part in (["\ufeff"], lines) for line in part), "text/csv; charset=utf-8", "decisions.csv")


@filtered
def decisions_json(request: Request, form: FilterForm) -> StreamingHttpResponse:
    DOWNLOADS.hit(request, at=clock.now().timestamp())
    return _file(_json_lines(form), "application/json", "decisions.json")


def _json_lines(form: FilterForm) -> Iterator[str]:
    between = "[\n"
    for row in downloaded(form.filters, viewer=STRANGER):
        yield between + json.dumps(row, ensure_ascii=False)
        between = ",\n"
    yield "\n]\n" if between != "[\n" else "[]\n"


def _file(lines: Iterator[str], content_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_not_required
@require_safe
def decision(request: Request, public_id: str) -> HttpResponse:
    found = _visible(request, public_id)
    on, number = clock.local_date(clock.now()), page_number(request.GET.get("page"))
    page = decision_pages.decision_page(found, viewer=request.viewer, on=on, number=number)
    return render(request, "decisions/decision.html", {"page": page})


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
