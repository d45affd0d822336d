"""What makes a server unsafe to start: each as a sentence that says what to do."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "::1"}
SHORTEST_KEY = 50
EXPOSED_DEMONSTRATION = (
    "DEMONSTRATION is on, but SITE_URL or ALLOWED_HOSTS names more than this machine. "
    "The demonstration asks for no second factor: turn it off, or serve it on localhost only."
)


def insecurities(settings: Any) -> list[str]:
    """Nothing for a server that may start; with DEBUG on, or a demonstration on this machine only, all may."""
    if settings.DEMONSTRATION:
        return [] if _is_local(settings) else [EXPOSED_DEMONSTRATION]
    return [] if settings.DEBUG else list(_found(settings))


def _found(settings: Any) -> Iterator[str]:
    if len(settings.SECRET_KEY) < SHORTEST_KEY or settings.SECRET_KEY.startswith(settings.INSECURE_KEY):
        yield f"SECRET_KEY is missing or short. Set it to at least {SHORTEST_KEY} random characters."
    if "*" in settings.ALLOWED_HOSTS:
        yield "ALLOWED_HOSTS is '*'. Name the hosts that this site answers to."
    if not settings.HTTPS and urlsplit(settings.SITE_URL).hostname not in LOOPBACK:
        yield "SITE_URL starts with http://. People send personal words here: serve it with HTTPS."
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend") and settings.HTTPS:
        yield "EMAIL_URL is not set, so nobody would get a message. Set it to smtp://user:password@host:port."


def _is_local(settings: Any) -> bool:
    return urlsplit(settings.SITE_URL).hostname in LOOPBACK and set(settings.ALLOWED_HOSTS) <= LOOPBACK | {"testserver"}


def insist(settings: Any) -> None:
    """Stop the program if it would serve unsafely."""
    found = insecurities(settings)
    if found:
        raise SystemExit("The server does not start like this:\n" + "\n".join(f"  - {each}" for each in found))
