"""Errors as RFC 9457 problem details: what went wrong, in a form that a program and a person can both read."""

import json
import logging
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import ValidationError

from saidanddone.core.throttle import Throttled

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: ("bad-request", "The request cannot be understood."),
    404: ("not-found", "There is no such thing here, or it is not public."),
    405: ("read-only", "This API is for reading: GET, HEAD and OPTIONS."),
    406: ("only-json", "This API speaks JSON."),
    422: ("wrong-value", "A value is not one that this address takes."),
    429: ("too-many", "Too many requests from one address."),
    500: ("our-fault", "Something went wrong on our side."),
}
log = logging.getLogger("saidanddone.api")


@dataclass
class Problem(Exception):
    """A refusal with its status, in words for whoever wrote the request."""

    status: int
    detail: str = ""
    errors: list[dict[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    def as_json(self, path: str) -> dict[str, Any]:
        name, title = TITLES[self.status]
        said: dict[str, Any] = {
            "type": f"{settings.SITE_URL}/api/v1/docs#{name}",
            "title": title,
            "status": self.status,
            "instance": path,
        }
        if self.detail:
            said["detail"] = self.detail
        if self.errors:
            said["errors"] = self.errors
        return said


def response_to(request: HttpRequest, exception: Exception) -> HttpResponse:
    problem = problem_of(exception)
    if problem.status == 500:
        log.error("%s failed", request.path, exc_info=exception)
        got_request_exception.send(sender=problem_of, request=request)
    return HttpResponse(
        json.dumps(problem.as_json(request.path)),
        status=problem.status,
        content_type=MEDIA_TYPE,
        headers=problem.headers,
    )


def problem_of(exception: Exception) -> Problem:
    match exception:
        case Problem():
            return exception
        case ValidationError():
            return Problem(422, errors=[_error(found) for found in exception.errors])
        case Throttled():
            return Problem(429, str(exception), headers={"Retry-After": str(exception.retry_after)})
        case Http404() | PermissionDenied():  # whether a thing that is not public exists is not told
            return Problem(404)
        case BadRequest():
            return Problem(400, str(exception))
    return Problem(500)


def _error(found: dict[str, Any]) -> dict[str, str]:
    """One wrong value: its parameter and what is wrong with it."""
    location = found.get("loc")
    name = str(location[-1]) if isinstance(location, list | tuple) and location else ""
    return {"parameter": name, "detail": str(found.get("msg", ""))}
