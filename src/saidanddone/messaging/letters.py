"""Letters as one PDF, each on its own page, its address where the window of a DL envelope is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from saidanddone.core.clock import local_date
from saidanddone.messaging.models import Message
from saidanddone.ui import documents


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with its words as they leave."""

    message: Message
    body: str
    links: tuple[str, ...] = ()


def as_pdf(letters: Sequence[Letter], *, language: str, at: datetime) -> bytes:
    with translation.override(language):
        title = ngettext("%(number)d letter", "%(number)d letters", len(letters)) % {"number": len(letters)}
    rows = [_facts(letter, at) for letter in letters]
    facts = {"title": title, "language": language, "page_words": "{page}", "letters": rows}
    return documents.pdf("messaging/letters.typ", facts, at=at)


def _facts(letter: Letter, at: datetime) -> dict[str, Any]:
    """The lines of an address, and paragraphs as lists of lines: the words themselves are never read as markup."""
    message = letter.message
    with translation.override(message.language):
        return {
            "language": message.language,
            "area": settings.AREA[message.language],
            "site": settings.SITE_URL.partition("://")[2],
            "address": [line.strip() for line in message.address.splitlines() if line.strip()],
            "day": date_format(local_date(at), "j F Y"),
            "subject": message.subject,
            "paragraphs": [_paragraph(each, letter.links) for each in letter.body.split("\n\n") if each.strip()],
            "code_help": gettext("Point the camera of a telephone at the square, or type this address:"),
        }


def _paragraph(words: str, links: tuple[str, ...]) -> dict[str, Any]:
    """Its lines; a private link that stands on the last of them is drawn as a code too, and printed large."""
    lines = words.split("\n")
    address = lines[-1] if lines[-1] in links else ""
    if not address:
        return {"lines": lines, "address": "", "code": "", "code_words": ""}
    words_of_code = gettext("A code that leads to %(address)s") % {"address": address}
    return {"lines": lines[:-1], "address": address, "code": documents.code(address), "code_words": words_of_code}
