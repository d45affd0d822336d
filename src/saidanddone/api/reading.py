"""What every read of the API has in common: one rule of visibility, CORS, ETags, throttling, and errors as problems.

No cookie is looked at: whoever asks is a stranger, and sees what the public sees.
"""

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from saidanddone import __version__
from saidanddone.api import problems
from saidanddone.api.problems import Problem
from saidanddone.api.routes import PROBLEM_SCHEMA
from saidanddone.core import clock
from saidanddone.core.client_address import client_address
from saidanddone.core.throttle import Throttle

PREFIX = "api/v1/"
METHODS = "GET, HEAD, OPTIONS"
SPOKEN = {"*/*", "application/*", "application/json", "application/geo+json", problems.MEDIA_TYPE}
READS = Throttle("api", limit=600, seconds=60)


class ReadApi(NinjaAPI):
    """Ninja's API with problems for errors, and nothing of its own at its root."""

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        return problems.response_to(request, exc)


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view a public read: GET, HEAD and OPTIONS, from any origin, with an ETag."""

    @csrf_exempt  # nothing is written; without this a POST would get a page (403) in place of a problem (405)
    @login_not_required
    @wraps(view)
    def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = _answer(view, request, args, kwargs)
        except Exception as exception:
            response = problems.response_to(request, exception)
        request.session.accessed = False  # middleware looked, the answer did not: it does not vary by cookie
        return _with_headers(request, response)

    return read


def _answer(
    view: Callable[..., HttpResponse], request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": METHODS})
    if request.method not in ("GET", "HEAD"):
        raise Problem(405, headers={"Allow": METHODS})
    if not _accepts_json(request):
        raise Problem(406, "Ask for application/json.")
    READS.hit(client_address(request), at=clock.now().timestamp())
    _refuse_unknown_parameters(request)
    method, request.method = request.method, "GET"
    try:
        response = view(request, *args, **kwargs)
    finally:
        request.method = method
    return _only_if_changed(request, response) if response.status_code == 200 else response


def _accepts_json(request: HttpRequest) -> bool:
    accepted = request.headers.get("Accept", "*/*") or "*/*"
    return any(part.partition(";")[0].strip().lower() in SPOKEN for part in accepted.split(","))


def _refuse_unknown_parameters(request: HttpRequest) -> None:
    known = parameters_of(request.resolver_match.url_name) if request.resolver_match else frozenset()
    unknown = sorted(set(request.GET) - known)
    if unknown:
        takes = f"This address takes: {', '.join(sorted(known))}." if known else "This address takes no parameters."
        raise Problem(400, f"Unknown: {', '.join(unknown)[:200]}. {takes}")
    twice = sorted(name for name in request.GET if len(request.GET.getlist(name)) > 1)
    if twice:
        raise Problem(400, f"Given more than once: {', '.join(twice)}.")


@cache
def parameters_of(url_name: str | None) -> frozenset[str]:
    """The query parameters that an address takes, by its published schema."""
    return frozenset(
        parameter["name"]
        for methods in described()["paths"].values()
        for operation in methods.values()
        if operation["operationId"] == url_name
        for parameter in operation["parameters"]
        if parameter["in"] == "query"
    )


def _only_if_changed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    conditional = get_conditional_response(request, etag=response["ETag"], response=response)
    return conditional or response


def _with_headers(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = "no-cache"  # what is hidden leaves at once, so a copy is asked about each time
    if request.method == "OPTIONS":
        response["Access-Control-Allow-Methods"] = METHODS
        response["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
        response["Access-Control-Max-Age"] = "86400"
    if request.method == "HEAD":
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


RULES = (
    "What is hidden or withdrawn on the pages is not here either, from the same moment.",
    "Lists come in pages: follow `next` until it is null. `limit` is 1 to 100.",
    "Answers carry an ETag; send it back as If-None-Match and get 304 while nothing has changed.",
    "An unknown parameter is an error (400), and so is a value that a parameter does not take (422).",
    "Errors are problem details (RFC 9457), as application/problem+json.",
    "One address may ask 600 times a minute.",
)
DESCRIPTION = (
    "Everything that the public may read on this site, for programs. Read-only, without a key.\n\n"
    + "\n".join(f"* {rule}" for rule in RULES)
)

api = ReadApi(
    title="Said & Done",
    version=f"1 ({__version__})",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url=None,
)


@cache
def described() -> dict[str, Any]:
    """The OpenAPI schema. The addresses are declared as the URL conf is read, which nobody may have done yet."""
    get_resolver().url_patterns  # noqa: B018 - reading it is what it is for
    schema: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    schema["components"]["schemas"]["Problem"] = PROBLEM_SCHEMA
    return schema
