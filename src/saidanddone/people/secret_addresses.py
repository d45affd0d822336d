"""Addresses that carry a secret, kept out of caches, referrers, indexes and logs.

They are return links, invitations, and what stops the next message.
"""

import logging
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

_SECRET = re.compile(r"(?:(?<=/r/|/i/)|(?<=/stop/))[^/\s\"'?#]{8,}")
REDACTED = "[secret]"


def redacted(text: str) -> str:
    return _SECRET.sub(REDACTED, text)


class SecretsFilter(logging.Filter):
    """Goes over the finished sentence, so that no argument of a log call can carry a token past it."""

    def filter(self, record: logging.LogRecord) -> bool:
        sentence = record.getMessage()
        if (clean := redacted(sentence)) != sentence:
            record.msg, record.args = clean, ()
        return True


def keeps_secret(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whatever the view answers is not stored, not indexed, and its address is sent to nobody."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapper
