"""Turns what clients do wrong into pages that say so: 400 for a bad request, 429 for too many."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saidanddone.core.throttle import Throttled


class ClientErrorsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Throttled):
            return None
        response = render(request, "429.html", {"reason": str(exception)}, status=429)
        response["Retry-After"] = str(exception.retry_after)
        return response
