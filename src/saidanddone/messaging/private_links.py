"""Private links in messages, such as a contributor's way back: made only as a message leaves.

In the table a mark stands for each, so that no token rests there, outlives the message, or is sent when it is no
longer wanted. The apps that own such links register how one is made.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from saidanddone.core.refs import Ref
from saidanddone.messaging.models import Message


class Issue(Protocol):
    """Makes the address to send, in place of what an earlier attempt to send the same message made.

    None where there is nobody any more whom it would lead to, or who is reached where the message goes.
    """

    def __call__(self, public_id: str, *, message: Message, at: datetime) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Filled:
    """A body as it leaves, and the private links in it."""

    body: str
    links: tuple[str, ...]


_issuers: dict[str, Issue] = {}


def register(kind: str, issue: Issue) -> None:
    """Say how a link of some kind is made: `Ref(kind, public_id)` among the `links` of `send` asks for one."""
    _issuers[kind] = issue


def mark(number: int) -> str:
    """Stands in the body for the link of that number, from 1. Typed by somebody else, it leads the reader home."""
    return f"[[link {number}]]"


def filled(message: Message, at: datetime) -> Filled | None:
    """The body with its links in it; None where it was to bring links and none of them leads anywhere any more."""
    wanted = {mark(number): Ref.parse(each) for number, each in enumerate(message.private_links, start=1)}
    made = {
        place: _issuers[ref.kind](ref.public_id, message=message, at=at)
        for place, ref in wanted.items()
        if place in message.body
    }
    if made and not any(made.values()):
        return None
    body = message.body
    for place, address in made.items():
        body = body.replace(place, address or "–")
    return Filled(body, tuple(address for address in made.values() if address))
