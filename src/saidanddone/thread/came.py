"""What an event about something else shows: that thing as a link, its state, and what was said of these words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saidanddone.core.refs import Ref, url_of
from saidanddone.decisions.bilingual import Said
from saidanddone.thread.events import Event

TEMPLATE = "thread/events/came.html"


@dataclass(frozen=True, slots=True)
class Came:
    """`words` are the thing's own; `because` is the reason that its organisation gave."""

    words: Said | None = None
    url: str = ""
    state: str = ""
    state_words: Any = ""
    text: str = ""
    text_language: str = ""
    """Where it is not that of `words`; reasons are in the language of `words`."""
    because: str = ""
    verdict: str = ""
    verdict_words: str = ""
    who: str = ""

    @property
    def language(self) -> str:
        return self.text_language or (self.words.language if self.words else "")


def event(at: datetime, heading: str, stage: str, came: Came, **facts: Any) -> Event:
    return Event(at, TEMPLATE, heading, stage, data=came, **facts)


def address(ref: Ref) -> str:
    return url_of(ref) or ""


Events = Iterator[Event]
