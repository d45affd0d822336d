"""Public identifiers: ten characters that can be read out on the telephone and guess nothing about the row."""

import random
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
LENGTH = 10
PATTERN = f"[{ALPHABET}]{{{LENGTH}}}"

_drawn: ContextVar[Callable[[int], bytes]] = ContextVar("drawn", default=secrets.token_bytes)


def new_public_id() -> str:
    """Fifty random bits: each byte gives one of 32 characters, all alike."""
    return "".join([ALPHABET[byte & 31] for byte in _drawn.get()(LENGTH)])


@contextmanager
def drawn_from(seed: str) -> Iterator[None]:
    """Inside, the same seed gives the same identifiers: for the demonstration area, whose addresses stay the same."""
    token = _drawn.set(random.Random(seed).randbytes)  # noqa: S311 - an identifier is public, not a secret
    try:
        yield
    finally:
        _drawn.reset(token)


class PublicIdConverter:
    """The `<public_id:…>` of a URL pattern; anything else is a 404 before a query is made."""

    regex = PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
