"""What makes a server unsafe to start, and what is odd: each as a sentence that says what to do."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.utils.module_loading import import_string

LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "::1"}
SHORTEST_KEY = 50
TEXTS_IN_FILES = "saidanddone.messaging.text_files.write"
EXPOSED_DEMONSTRATION = (
    "DEMONSTRATION is on, but SITE_URL, ALLOWED_HOSTS or --host names more than this machine. "
    "The demonstration asks for no second factor: turn it off, or serve it on localhost only."
)
EXPOSED_DEBUG = "DEBUG is on, but --host names more than this machine. It shows errors in full: turn it off."
DEBUG = "DEBUG is on: errors are shown in full and no second factor is asked. Turn it off on a server."
REDIRECTS = (
    "SITE_URL starts with https:// and TRUSTED_PROXIES is 0. Behind a proxy that ends TLS, every page would lead to "
    "itself for ever: set TRUSTED_PROXIES to how many proxies of yours stand in front."
)


def insecurities(settings: Any, *, host: str = "localhost") -> list[str]:
    """Nothing for a server that may start on a host; with DEBUG or DEMONSTRATION on, any may, on this machine only."""
    if settings.DEMONSTRATION:
        return [] if _is_local(settings) and host in LOOPBACK else [EXPOSED_DEMONSTRATION]
    if settings.DEBUG:
        return [] if host in LOOPBACK else [EXPOSED_DEBUG]
    return list(_found(settings))


def oddities(settings: Any) -> list[str]:
    """What keeps no server from starting, and is hardly meant."""
    if settings.DEBUG and not settings.DEMONSTRATION:
        return [DEBUG]
    return [REDIRECTS] if settings.HTTPS and not settings.TRUSTED_PROXIES else []


def _found(settings: Any) -> Iterator[str]:
    if len(settings.SECRET_KEY) < SHORTEST_KEY or settings.SECRET_KEY.startswith(settings.INSECURE_KEY):
        yield f"SECRET_KEY is missing or short. Set it to at least {SHORTEST_KEY} random characters."
    if "*" in settings.ALLOWED_HOSTS:
        yield "ALLOWED_HOSTS is '*'. Name the hosts that this site answers to."
    if not settings.HTTPS and urlsplit(settings.SITE_URL).hostname not in LOOPBACK:
        yield "SITE_URL starts with http://. People send personal words here: serve it with HTTPS."
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend") and settings.HTTPS:
        yield "EMAIL_URL is not set, so nobody would get a message. Set it to smtp://user:password@host:port."
    if settings.TEXT_SERVICE == TEXTS_IN_FILES and settings.HTTPS:
        yield f"TEXT_SERVICE is {TEXTS_IN_FILES}, so nobody would get a text message. Name a service that sends them."
    elif settings.TEXT_SERVICE and not _can_be_called(settings.TEXT_SERVICE):
        yield f"TEXT_SERVICE is {settings.TEXT_SERVICE!r}, which is no function of this installation."


def _can_be_called(name: str) -> bool:
    try:
        return callable(import_string(name))
    except ImportError:
        return False


def _is_local(settings: Any) -> bool:
    return urlsplit(settings.SITE_URL).hostname in LOOPBACK and set(settings.ALLOWED_HOSTS) <= LOOPBACK | {"testserver"}


def insist(settings: Any, *, host: str = "localhost") -> None:
    """Stop the program if it would serve unsafely on a host."""
    found = insecurities(settings, host=host)
    if found:
        raise SystemExit("The server does not start like this:\n" + "\n".join(f"  - {each}" for each in found))
