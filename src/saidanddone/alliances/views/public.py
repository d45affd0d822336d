"""The public pages of alliances: the list, and the one page with deal and relationship side by side."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saidanddone.alliances import downloads, pages
from saidanddone.alliances.deals import purpose_of, title_of
from saidanddone.alliances.forms.filters import AlliancesForm
from saidanddone.alliances.queries import alliances as queries
from saidanddone.commitments.forms.wall import Choices
from saidanddone.core import clock
from saidanddone.core.downloads import Ending
from saidanddone.core.paging import page_number, paginate
from saidanddone.core.requests import Request

ListView = Callable[..., HttpResponseBase]


def filtered(view: ListView) -> ListView:
    """Read the filters of the address; what cannot be understood is a 400 that says why."""

    @login_not_required
    @require_safe
    @wraps(view)
    def read(request: Request, **arguments: Any) -> HttpResponseBase:
        form = AlliancesForm(request.GET, Choices.read())
        if form.is_valid():
            return view(request, form, **arguments)
        return render(request, "alliances/alliances.html", {"form": form}, status=400)

    return read


@filtered
def alliances(request: Request, form: AlliancesForm) -> HttpResponse:
    rows = queries.with_deals(queries.matching(request.viewer, form.filters)).prefetch_related("places")
    page = paginate(rows, number=page_number(request.GET.get("page")))
    cards = [(each, title_of(each), purpose_of(each)) for each in page.rows]
    return render(request, "alliances/alliances.html", {"form": form, "page": page, "cards": cards})


@filtered
def alliances_download(request: Request, form: AlliancesForm, ending: Ending) -> StreamingHttpResponse:
    """What everyone may see, as a file, row by row."""
    return downloads.DOWNLOAD.answer(request, ending, downloads.rows(form.filters))


@login_not_required
@require_safe
def alliance(request: Request, public_id: str) -> HttpResponse:
    found = queries.alliance_of(request.viewer, public_id)
    page = pages.page(found, request.viewer, at=clock.now())
    context = {"alliance": found, "page": page, "seat": queries.seat_of(request.viewer, found)}
    return render(request, "alliances/alliance.html", context)
