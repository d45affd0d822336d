"""What went wrong, for everyone to read."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saidanddone.commitments import setback_downloads
from saidanddone.commitments.cards import setback_card
from saidanddone.commitments.permissions import check_looks_again, check_translate_setback
from saidanddone.commitments.queries import setbacks as queries
from saidanddone.core import clock
from saidanddone.core.downloads import Ending
from saidanddone.core.paging import page_number
from saidanddone.core.requests import Request
from saidanddone.core.rules import allows


@login_not_required
@require_safe
def setbacks(request: Request) -> HttpResponse:
    organisation = queries.organisation_of(request.GET.get("organisation", ""))
    number = page_number(request.GET.get("page"))
    page = queries.page(viewer=request.viewer, number=number, organisation=organisation)
    in_time, total = queries.said_in_time(organisation)
    context = {
        "page": page,
        "cards": [setback_card(row) for row in page.rows],
        "in_time": in_time,
        "total": total,
        "days": settings.SETBACK_DAYS,
        "organisation": organisation,
    }
    return render(request, "commitments/setbacks.html", context)


@login_not_required
@require_safe
def setbacks_download(request: Request, ending: Ending) -> StreamingHttpResponse:
    return setback_downloads.DOWNLOAD.answer(request, ending, setback_downloads.rows())


@login_not_required
@require_safe
def setback(request: Request, public_id: str) -> HttpResponse:
    found = queries.one(public_id, viewer=request.viewer)
    if found is None:
        raise Http404
    context = {
        "setback": found,
        "days": settings.SETBACK_DAYS,
        "is_check_missed": found.checked_date is None and found.check_date < clock.local_date(clock.now()),
        "may_check": allows(check_looks_again, by=request.viewer, setback=found),
        "may_translate": allows(check_translate_setback, by=request.viewer, setback=found),
        "may_report": not request.viewer.permissions,
    }
    return render(request, "commitments/setback.html", context)
