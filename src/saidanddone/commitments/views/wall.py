"""The promise wall, and the same as files."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saidanddone.commitments import downloads
from saidanddone.commitments.cards import card
from saidanddone.commitments.forms.wall import Choices, WallForm
from saidanddone.commitments.queries import wall
from saidanddone.core import clock
from saidanddone.core.downloads import Ending
from saidanddone.core.paging import page_number
from saidanddone.core.requests import Request

WallView = Callable[..., HttpResponseBase]


def filtered(view: WallView) -> WallView:
    """Read the filters of the address; what cannot be understood is a 400 that says why."""

    @login_not_required
    @require_safe
    @wraps(view)
    def read(request: Request, **arguments: Any) -> HttpResponseBase:
        form = WallForm(request.GET, Choices.read())
        if form.is_valid():
            return view(request, form, **arguments)
        return render(request, "commitments/wall.html", {"form": form}, status=400)

    return read


@filtered
def commitments(request: Request, form: WallForm) -> HttpResponse:
    by, on = request.viewer, clock.local_date(clock.now())
    page = wall.page(form.filters, viewer=by, on=on, number=page_number(request.GET.get("page")))
    context = {
        "form": form,
        "page": page,
        "cards": [card(row, on) for row in page.rows],
        "counts": form.counted(wall.counts(form.filters, viewer=by, on=on)),
    }
    return render(request, "commitments/wall.html", context)


@login_not_required
@require_safe
def pledges(request: Request) -> HttpResponse:
    """What leaders promise in person, with what became of it."""
    on = clock.local_date(clock.now())
    number = page_number(request.GET.get("page"))
    page = wall.page(wall.Filters(pledged=True), viewer=request.viewer, on=on, number=number)
    return render(request, "commitments/pledges.html", {"page": page, "cards": [card(row, on) for row in page.rows]})


@filtered
def commitments_download(request: Request, form: WallForm, ending: Ending) -> StreamingHttpResponse:
    """What everyone may see, as a file, row by row."""
    rows = downloads.rows(form.filters, on=clock.local_date(clock.now()))
    return downloads.DOWNLOAD.answer(request, ending, rows)
