"""What stands on a thread, and how apps put it there. An app registers its source in `ready()` of its `apps.py`:

    events.register("decisions", queries.events_of)     # (contribution, viewer, at) → events

The events of all sources are told in the order of their moments. Each is drawn by its own template, which is given
`event` and the page's `thread`, and holds one `{% knot %}`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from saidanddone.contributions.models import Contribution
from saidanddone.core.viewer import Viewer


class Rank(IntEnum):
    """What was said stands first, what is still to come last, all else by its moment."""

    SAID = 0
    HAPPENED = 1
    TO_COME = 2


@dataclass(frozen=True, slots=True)
class Event:
    """One knot. `stage` is a tone, or `waiting`; `data` is whatever the template needs besides."""

    at: datetime
    template: str
    heading: str
    stage: str
    note: str = ""
    icon: str = ""
    anchor: str = ""
    rank: Rank = Rank.HAPPENED
    data: Any = None

    @property
    def when(self) -> datetime | None:
        """The moment to show; what is to come has none yet."""
        return None if self.rank == Rank.TO_COME else self.at


Source = Callable[[Contribution, Viewer, datetime], Iterable[Event]]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Let a source put its events on every thread. Registering the same name again replaces it."""
    _sources[name] = source


def of_other_apps(contribution: Contribution, viewer: Viewer, at: datetime) -> list[Event]:
    return [event for source in _sources.values() for event in source(contribution, viewer, at)]


def in_order(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: (event.rank, event.at))
