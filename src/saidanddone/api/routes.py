"""How an address of the API is declared: its name, its shape, and the problems that it may answer with."""

from collections.abc import Callable
from typing import Any

from ninja import Router

from saidanddone.api.problems import MEDIA_TYPE, TITLES

PROBLEM = {"$ref": "#/components/schemas/Problem"}
PROBLEM_SCHEMA = {
    "title": "Problem",
    "description": "Problem details (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "instance": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["parameter", "detail"],
                "properties": {"parameter": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
ALWAYS = (400, 405, 406, 429, 500)


def read(
    router: Router, path: str, *, name: str, shape: Any, also: tuple[int, ...] = ()
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a GET. `name` is both the URL's name and the operation's id; `also` are problems beyond the usual."""
    answers = {
        status: {"description": TITLES[status][1], "content": {MEDIA_TYPE: {"schema": PROBLEM}}}
        for status in sorted({*ALWAYS, *also})
    }
    return router.get(path, url_name=name, operation_id=name, response=shape, openapi_extra={"responses": answers})
