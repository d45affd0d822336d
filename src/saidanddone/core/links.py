"""Addresses of other sites that somebody gives: which of them a page may lead to, and whose they are."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from saidanddone.core.text import clean_line

LONGEST = 500
_is_address = URLValidator(schemes=["https"])


def is_safe(link: str) -> bool:
    """A whole https address of a named host, without a name or password that could pass for the host.

    >>> is_safe("https://data.example.org/buses?year=2025")
    True
    >>> is_safe("https://example.org@evil.example/")
    False
    """
    if len(link) > LONGEST or "\\" in link or clean_line(link) != link:
        return False
    try:
        _is_address(link)
        parts = urlsplit(link)
    except (ValidationError, ValueError):
        return False
    return "@" not in parts.netloc and "." in (parts.hostname or "")


def host_of(link: str) -> str:
    """Whose it is, for a reader: as ASCII, so that letters of other scripts pass for no others; empty if unsafe.

    >>> host_of("https://www.example.org/a")
    'example.org'
    """
    if not is_safe(link):
        return ""
    try:
        host = (urlsplit(link).hostname or "").encode("idna").decode()
    except UnicodeError:
        return ""
    return host.removeprefix("www.")
