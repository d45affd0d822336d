"""What one browser keeps of a survey that it is answering: the key to the response, out of reach of scripts.

answer-<wave>   a code, or the secret of the open link, until the answers are handed in; then only that they were
"""

import re
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from saidanddone.surveys import codes
from saidanddone.surveys.codes import Key
from saidanddone.surveys.models import Wave

_SECRET = re.compile(r"[A-Za-z0-9_-]{32}")
_HANDED_IN = "handed-in"


def name(wave_id: str) -> str:
    """By the public id of a wave."""
    return f"answer-{wave_id}"


def key(request: HttpRequest, wave_id: str) -> Key | None:
    kind, _, secret = request.COOKIES.get(name(wave_id), "").partition(".")
    if kind == "code" and codes.as_made(secret) == secret:
        return Key(secret, is_code=True)
    return Key(secret) if kind == "link" and _SECRET.fullmatch(secret) else None


def is_handed_in(request: HttpRequest, wave: Wave) -> bool:
    return request.COOKIES.get(name(wave.public_id)) == _HANDED_IN


def give(response: HttpResponse, wave: Wave, held: Key) -> None:
    """A code goes when the browser is closed, as it can be typed again; the secret of a link stays for the wave."""
    expires = None if held.is_code else _end(wave)
    _set(response, wave, f"{'code' if held.is_code else 'link'}.{held.secret}", expires)


def note_handed_in(response: HttpResponse, wave: Wave, held: Key) -> None:
    """From here on the browser leads to no answers; it knows that some were handed in."""
    _set(response, wave, _HANDED_IN, None if held.is_code else _end(wave))


def forget(response: HttpResponse, wave: Wave) -> None:
    response.delete_cookie(name(wave.public_id), samesite="Lax")


def _set(response: HttpResponse, wave: Wave, value: str, expires: datetime | None) -> None:
    response.set_cookie(
        name(wave.public_id),
        value,
        expires=expires,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _end(wave: Wave) -> datetime:
    return datetime.combine(wave.closes_date + timedelta(days=1), time(), UTC)
