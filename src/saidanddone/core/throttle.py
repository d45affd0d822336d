"""Throttles on the cache: so many of one thing by one client in one stretch of time.

A fixed window per key; counts are kept in Django's cache, so without a shared cache they hold for each process.
"""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext


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
        slot = f"throttle:{self.name}:{key}:{window}"
        cache.add(slot, 0, self.seconds + 1)
        try:
            count = cache.incr(slot)
        except ValueError:  # the slot went out of the cache between the two calls
            return
        if count > self.limit:
            raise Throttled(retry_after=int((window + 1) * self.seconds - at) + 1)
