"""What apps above say of a thing, on its page in an app below that does not know them.

    beside.register("outcome", alliances_of_outcome)        in `ready()` of the higher app
    {% beside outcome.ref %}                                on the page

A teller is asked once a page, and gives what the viewer may see.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from saidanddone.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Beside:
    """A link and the heading under which it stands; `language` is that of its words."""

    heading: str | Promise
    words: str
    url: str
    language: str = ""


Teller = Callable[[str, Viewer], Iterable[Beside]]
"""The public id of a thing, and who looks → what stands beside it."""

_tellers: dict[str, list[Teller]] = defaultdict(list)


def register(kind: str, teller: Teller) -> None:
    _tellers[kind].append(teller)


def told_of(kind: str, public_id: str, viewer: Viewer) -> dict[str, list[Beside]]:
    """By heading, in the order in which they were told."""
    found: dict[str, list[Beside]] = {}
    for teller in _tellers.get(kind, ()):
        for each in teller(public_id, viewer):
            found.setdefault(str(each.heading), []).append(each)
    return found
