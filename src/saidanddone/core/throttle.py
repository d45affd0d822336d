"""Throttles on the cache: so many of one thing by one client in one stretch of time.

A fixed window per key; counts are kept in Django's cache, so without a shared cache they hold for each process.
"""

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from saidanddone.core.client_address import client_address


class Throttled(Exception):
    """Too many; `retry_after` says in how many seconds to try again. The middleware turns it into a 429."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(gettext("That was a lot in a short time. Please wait a little and try again."))
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Throttle:
    """At most `limit` in `seconds`, for each key."""

    name: str
    limit: int
    seconds: int

    def hit(self, key: str, *, at: float) -> None:
        """Count one at the moment `at` (seconds since 1970); raise `Throttled` when it is one too many."""
        window = int(at // self.seconds)
        slot = f"throttle:{self.name}:{_sealed(key)}:{window}"
        cache.add(slot, 0, self.seconds + 1)
        try:
            count = cache.incr(slot)
        except ValueError:  # the slot went out of the cache between the two calls
            return
        if count > self.limit:
            raise Throttled(retry_after=int((window + 1) * self.seconds - at) + 1)


@dataclass(frozen=True, slots=True)
class ClientThrottle:
    """At most `limit` in `seconds` for an account or a session, and `address_limit` for everyone at one address.

    The address limit leaves room for a hall where two hundred people share one connection. Whoever comes without a
    session could be anyone, or one machine that throws its cookies away: all of them at one address are `newcomers`.
    """

    name: str
    limit: int = 10
    address_limit: int = 300
    newcomers: int = 300
    seconds: int = 60

    def hit(self, request: HttpRequest, *, at: float) -> None:
        address, client = client_address(request), client_key(request)
        Throttle(f"{self.name}:address", self.address_limit, self.seconds).hit(address, at=at)
        if client:
            Throttle(f"{self.name}:client", self.limit, self.seconds).hit(client, at=at)
        else:
            Throttle(f"{self.name}:newcomers", self.newcomers, self.seconds).hit(address, at=at)


def client_key(request: HttpRequest) -> str:
    """The account or the session that a request came with; empty for a first visit, which has neither."""
    if request.user.is_authenticated:
        return f"account:{request.user.pk}"
    return f"session:{request.session.session_key}" if request.session.session_key else ""


def _sealed(key: str) -> str:
    """Addresses and sessions are kept in the cache as a keyed hash only."""
    return salted_hmac("saidanddone.core.throttle", key).hexdigest()[:24]
