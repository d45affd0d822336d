"""The page of one contribution, with all that happened to it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse


@login_not_required
def contribution(request: HttpRequest, public_id: str) -> HttpResponse:
    return HttpResponse(public_id)
