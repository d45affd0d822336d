"""Turns what clients do wrong into pages that say so: 405 for a method a page does not know, 429 for too many."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from saidanddone.core.throttle import Throttled


class ClientErrorsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path:  # PostgreSQL holds no such character, so nothing can be there
            raise Http404
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            page = render(request, "405.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Throttled):
            return None
        response = render(request, "429.html", {"reason": str(exception)}, status=429)
        response["Retry-After"] = str(exception.retry_after)
        return response
