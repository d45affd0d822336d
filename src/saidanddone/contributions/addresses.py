"""A code that shows that an email address is somebody's own: sent there, and kept in the session as a keyed hash."""

import secrets
from datetime import datetime

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

_KEY = "address"
KEPT_SECONDS = 1800
MOST_TRIES = 6


def new_code(request: HttpRequest, email: str, at: datetime) -> str:
    """Six digits, for one address, in this browser, for half an hour."""
    code = f"{secrets.randbelow(10**6):06}"
    request.session[_KEY] = {"email": email, "hash": _hashed(email, code), "at": at.timestamp(), "tries": 0}
    return code


def waiting_address(request: HttpRequest, at: datetime) -> str | None:
    """The address whose code is waited for."""
    kept = request.session.get(_KEY)
    return kept["email"] if kept and at.timestamp() - kept["at"] <= KEPT_SECONDS else None


def is_code(request: HttpRequest, code: str, at: datetime) -> bool:
    """Whether it is the code. After a few wrong ones none is right any more."""
    email = waiting_address(request, at)
    if email is None:
        return False
    kept = request.session[_KEY] | {"tries": request.session[_KEY]["tries"] + 1}
    request.session[_KEY] = kept
    return kept["tries"] <= MOST_TRIES and constant_time_compare(kept["hash"], _hashed(email, code))


def forget(request: HttpRequest) -> None:
    request.session.pop(_KEY, None)


def _hashed(email: str, code: str) -> str:
    return salted_hmac("saidanddone.contributions.addresses", f"{email}:{code}", algorithm="sha256").hexdigest()
