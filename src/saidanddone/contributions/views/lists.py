"""The list of what people say: as cards, as a map, as a file."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from saidanddone.contributions import downloads
from saidanddone.contributions.filters import FilterForm
from saidanddone.contributions.queries import lists, maps
from saidanddone.contributions.queries.listing import listing
from saidanddone.core import clock
from saidanddone.core.downloads import Ending
from saidanddone.core.paging import page_number
from saidanddone.core.requests import Request
from saidanddone.core.viewer import STRANGER
from saidanddone.search.throttle import SEARCHING

FilteredView = Callable[..., HttpResponseBase]


def filtered(view: FilteredView) -> FilteredView:
    """Read the filters of the address; what cannot be understood is a 400 that says why and keeps what was typed."""

    @login_not_required
    @require_safe
    @wraps(view)
    def read(request: Request, **arguments: Any) -> HttpResponseBase:
        form = FilterForm(request.GET, lists.options())
        if form.is_valid():
            if form.cleaned_data["q"]:
                SEARCHING.hit(request, at=clock.now().timestamp())
            return view(request, form, **arguments)
        return render(request, "contributions/list_refused.html", {"form": form}, status=400)

    return read


@filtered
def contributions(request: Request, form: FilterForm) -> HttpResponse:
    on = clock.local_date(clock.now())
    shown = listing(form, viewer=request.viewer, on=on, number=page_number(request.GET.get("page")))
    name = "contributions/_results.html" if request.headers.get("HX-Request") else "contributions/list.html"
    response = render(request, name, {"form": form, "listing": shown})
    patch_vary_headers(response, ["HX-Request"])
    return response


@filtered
def contributions_map(request: Request, form: FilterForm) -> JsonResponse:
    """The points of the map as GeoJSON: what everyone may see."""
    on = clock.local_date(clock.now())
    return JsonResponse(maps.points(form.filters, viewer=STRANGER, on=on), content_type="application/geo+json")


@filtered
def contributions_download(request: Request, form: FilterForm, ending: Ending) -> StreamingHttpResponse:
    """What everyone may see, as a file, row by row."""
    rows = downloads.rows(form.filters, on=clock.local_date(clock.now()))
    return downloads.DOWNLOAD.answer(request, ending, rows)
