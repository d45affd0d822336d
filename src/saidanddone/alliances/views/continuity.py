"""The continuity pack of an alliance: for whoever comes next, when people, plan or money change."""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saidanddone.alliances import continuity, pages
from saidanddone.alliances.queries import alliances as queries
from saidanddone.core import clock
from saidanddone.core.downloads import throttle
from saidanddone.core.requests import Request
from saidanddone.ui import reports


def _pack(request: Request, public_id: str, at: datetime) -> continuity.Pack:
    found = queries.alliance_of(request.viewer, public_id)
    return continuity.pack_of(pages.page(found, request.viewer, at=at), at=at)


@login_not_required
@require_safe
def alliance_continuity(request: Request, public_id: str) -> HttpResponse:
    pack = _pack(request, public_id, clock.now())
    return render(request, "alliances/continuity.html", {"pack": pack, "alliance": pack.page.alliance})


@login_not_required
@require_safe
def alliance_continuity_pdf(request: Request, public_id: str) -> HttpResponse:
    throttle(request)
    at = clock.now()
    return reports.answer(continuity.as_pdf(_pack(request, public_id, at), at=at), f"continuity-{public_id}")
