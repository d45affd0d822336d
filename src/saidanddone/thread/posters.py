"""A place's “said and done” as something to pin up: one page of A4 with a code to point a phone at."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from saidanddone.core.languages import active
from saidanddone.thread.queries.digest import Digest
from saidanddone.ui import documents
from saidanddone.ui.states import look

MOST = 3


def as_pdf(digest: Digest, *, at: datetime) -> bytes:
    address = settings.SITE_URL + reverse("digest", args=[digest.place.slug])
    days = {
        "start": date_format(digest.start_date, "j F"),
        "end": date_format(digest.end_date, "j F Y"),
    }
    story = digest.story
    facts = {
        "title": gettext("Said and done in %(place)s") % {"place": digest.place.local_name},
        "language": active(),
        "site": address.partition("://")[2],
        "page_words": "{page}",
        "days": gettext("%(start)s to %(end)s") % days,
        "parts": [
            {
                "stage": part.stage,
                "word": str(look(part.stage).word),
                "number": part.number,
                "lines": [line.title for line in part.lines[:MOST]],
            }
            for part in digest.parts
        ],
        "quote": story.quote if story else "",
        "change": story.change.title if story else "",
        "because": gettext("This changed because somebody spoke"),
        "call": gettext("Say what you think, and follow what comes of it"),
        "code": documents.code(address),
        "code_words": gettext("A code that leads to %(address)s") % {"address": address},
    }
    return documents.pdf("thread/poster.typ", facts, at=at)
