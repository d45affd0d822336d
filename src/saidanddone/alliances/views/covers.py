"""Notes that cover somebody who takes a risk with others: all that a reader may see, one, and one to print."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from saidanddone.alliances import cover_reports
from saidanddone.alliances.models import CoverNote
from saidanddone.alliances.queries import alliances as queries
from saidanddone.alliances.queries import covers
from saidanddone.core import clock
from saidanddone.core.downloads import throttle
from saidanddone.core.paging import page_number, paginate
from saidanddone.core.requests import Request
from saidanddone.ui import reports


@login_not_required
@require_safe
def cover_notes(request: Request, public_id: str) -> HttpResponse:
    alliance = queries.alliance_of(request.viewer, public_id)
    rows = covers.of_alliance(alliance, request.viewer)
    page = paginate(rows, number=page_number(request.GET.get("page")))
    context = {"alliance": alliance, "page": page, "seat": covers.seat_at(alliance, request.viewer)}
    return render(request, "alliances/covers.html", context)


def _note(request: Request, public_id: str, note: str) -> CoverNote:
    alliance = queries.alliance_of(request.viewer, public_id)
    return get_object_or_404(covers.of_alliance(alliance, request.viewer), public_id=note)


@login_not_required
@require_safe
def cover_note(request: Request, public_id: str, note: str) -> HttpResponse:
    found = _note(request, public_id, note)
    context: dict[str, Any] = {"note": found, "alliance": found.alliance}
    context |= {
        "backs_from": covers.backs_from(found, request.viewer),
        "ends_from": covers.ends_from(found, request.viewer),
    }
    return render(request, "alliances/cover.html", context)


@login_not_required
@require_safe
def cover_note_pdf(request: Request, public_id: str, note: str) -> HttpResponse:
    """On one page, to sign off and to hang up."""
    throttle(request)
    found = _note(request, public_id, note)
    return reports.answer(cover_reports.as_pdf(found, at=clock.now()), f"cover-note-{found.public_id}")
