"""The picture of a story that goes with a link to it: 1200 by 630."""

import hashlib
import json

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext

from saidanddone.core.languages import active
from saidanddone.core.text import excerpt
from saidanddone.thread.story import Story
from saidanddone.ui import documents

KEPT_FOR = 3600


def png(story: Story) -> bytes:
    """Drawn once for the same words; kept for an hour."""
    facts = {
        "title": excerpt(story.heading, 130),
        "language": active(),
        "word": str(story.centre.look.word),
        "tone": story.centre.look.tone,
        "who": story.centre.who,
        "counts": [{"tone": tone, "word": str(word), "number": number} for tone, word, number in story.counts],
        "site": settings.SITE_URL.partition("://")[2],
        "call": gettext("From what was said to what changed"),
    }
    key = "card:" + hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    return cache.get_or_set(key, lambda: documents.png("thread/card.typ", facts, 1200), KEPT_FOR) or b""
