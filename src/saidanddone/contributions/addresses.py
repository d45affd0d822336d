"""A code that shows that an email address or a mobile number is somebody's own: sent there, kept as a keyed hash."""

import secrets
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

EMAIL, TEXT = "email", "text"
"""An address of one channel is never taken for one of the other: each has its own place in the session."""
KEPT_SECONDS = 1800
MOST_TRIES = 6


def new_code(request: HttpRequest, address: str, at: datetime, channel: str = EMAIL) -> str:
    """Six digits, for one address, in this browser, for half an hour."""
    code = f"{secrets.randbelow(10**6):06}"
    kept = {"address": address, "hash": _hashed(address, code), "at": at.timestamp(), "tries": 0}
    request.session[_key(channel)] = kept
    return code


def waiting_address(request: HttpRequest, at: datetime, channel: str = EMAIL) -> str | None:
    """The address whose code is waited for."""
    kept: dict[str, Any] | None = request.session.get(_key(channel))
    return kept["address"] if kept and at.timestamp() - kept["at"] <= KEPT_SECONDS else None


def is_code(request: HttpRequest, code: str, at: datetime, channel: str = EMAIL) -> bool:
    """Whether it is the code. After a few wrong ones none is right any more."""
    address, key = waiting_address(request, at, channel), _key(channel)
    if address is None:
        return False
    kept = request.session[key] | {"tries": request.session[key]["tries"] + 1}
    request.session[key] = kept
    return kept["tries"] <= MOST_TRIES and constant_time_compare(kept["hash"], _hashed(address, code))


def forget(request: HttpRequest, *channels: str) -> None:
    """Of all channels, where none is named."""
    for channel in channels or (EMAIL, TEXT):
        request.session.pop(_key(channel), None)


def _key(channel: str) -> str:
    return f"address-{channel}"


def _hashed(address: str, code: str) -> str:
    return salted_hmac("saidanddone.contributions.addresses", f"{address}:{code}", algorithm="sha256").hexdigest()
