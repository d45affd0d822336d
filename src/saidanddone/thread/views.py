"""The page of one contribution, with all that happened to it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saidanddone.core import clock
from saidanddone.core.requests import Request
from saidanddone.thread import queries


@login_not_required
@require_safe
def contribution(request: Request, public_id: str) -> HttpResponse:
    try:
        found = queries.thread(public_id, viewer=request.viewer, at=clock.now())
    except queries.NotThere:
        raise Http404 from None
    if isinstance(found, queries.Gone):
        status = 410 if found.state == "withdrawn" else 404
        return render(request, "thread/gone.html", {"gone": found}, status=status)
    return render(request, "thread/contribution.html", {"thread": found})
