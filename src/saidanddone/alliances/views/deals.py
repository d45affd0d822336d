"""The deal by itself: the text that is in force, and how it changed from version to version."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saidanddone.alliances import deal_reports
from saidanddone.alliances.deals import deal_of, shown_text
from saidanddone.alliances.histories import history_of, signatures_of
from saidanddone.alliances.queries import alliances as queries
from saidanddone.core import clock
from saidanddone.core.downloads import throttle
from saidanddone.core.requests import Request
from saidanddone.record import canonical
from saidanddone.ui import reports


@login_not_required
@require_safe
def alliance_deal(request: Request, public_id: str) -> HttpResponse:
    found = queries.alliance_of(request.viewer, public_id)
    reader = queries.reader_of(request.viewer, found)
    deal = deal_of(found, reader)
    context = {"alliance": found, "deal": deal, "reader": reader, "signatures": signatures_of(deal.version)}
    return render(request, "alliances/deal.html", context)


@login_not_required
@require_safe
def alliance_deal_pdf(request: Request, public_id: str) -> HttpResponse:
    """To print and to send: for partners with what is theirs, for everyone without."""
    throttle(request)
    found = queries.alliance_of(request.viewer, public_id)
    reader = queries.reader_of(request.viewer, found)
    deal = deal_of(found, reader)
    content = deal_reports.as_pdf(found, deal, reader, signatures_of(deal.version), at=clock.now())
    return reports.answer(content, f"deal-{public_id}")


@login_not_required
@require_safe
def alliance_versions(request: Request, public_id: str) -> HttpResponse:
    found = queries.alliance_of(request.viewer, public_id)
    history = history_of(found, queries.reader_of(request.viewer, found))
    return render(request, "alliances/versions.html", {"alliance": found, "history": history})


@login_not_required
@require_safe
def alliance_text(request: Request, public_id: str, number: int) -> HttpResponse:
    """A version as canonical JSON, so that its digest can be worked out: of partners' whole text, or of everyone's."""
    throttle(request)
    found = queries.alliance_of(request.viewer, public_id)
    version = next((each for each in queries.signed_versions(found) if each.number == number), None)
    if version is None:
        raise Http404
    text = shown_text(version.text, queries.reader_of(request.viewer, found), version)
    response = HttpResponse(canonical.json_of(text), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="deal-{public_id}-{number}.json"'
    return response
