"""The page of one contribution, with all that happened to it, and its words held against the record."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saidanddone.core import clock
from saidanddone.core.requests import Request
from saidanddone.thread import words
from saidanddone.thread.queries import contribution as queries


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


@login_not_required
@require_safe
def check_words(request: Request, public_id: str) -> HttpResponse:
    return render(request, "thread/words.html", {"check": _check(request, public_id)})


@login_not_required
@require_safe
def opening(request: Request, public_id: str, name: str) -> HttpResponse:
    """The key to some words, for whoever may read them: `verify.py --opening` takes it."""
    held = _check(request, public_id).reading.opening(name)
    if held is None:
        raise Http404
    attached = {"Content-Disposition": f'attachment; filename="words-{name}.json"', "Cache-Control": "no-store"}
    return JsonResponse(held.as_json(), json_dumps_params={"ensure_ascii": False, "indent": 1}, headers=attached)


def _check(request: Request, public_id: str) -> words.Check:
    try:
        return words.check(queries.rows(public_id, viewer=request.viewer, at=clock.now()))
    except queries.NotThere:
        raise Http404 from None
