"""The site's two languages, and the fields that say things in both."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language


class Language(models.TextChoices):
    ENGLISH = "en", "English"
    WELSH = "cy", "Cymraeg"


KNOWN = tuple(str(each) for each in Language.values)
"""Their codes, the site's first language first; enums make such a list anew each time they are asked."""


def active() -> str:
    """`en` or `cy`, whatever the thread's language says in full."""
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    return language if language in KNOWN else Language.ENGLISH.value


def said_in(thing: Any, field: str, language: str | None = None) -> str:
    """The value of `field` in the reader's language: `name_cy` for Welsh where it is filled in, else `name`."""
    language = language or active()
    translated = getattr(thing, f"{field}_{language}", "") if language != Language.ENGLISH else ""
    return str(translated or getattr(thing, field))
