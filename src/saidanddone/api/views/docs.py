"""The API's own description: for programs as OpenAPI 3.1, for people as a page made from the same."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saidanddone.api.explaining import explained
from saidanddone.api.reading import described


def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(described())


def nothing_here(request: HttpRequest) -> HttpResponse:
    raise Http404


@login_not_required
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html", explained())
