"""What people can be asked to say something about: a higher app registers the kind, and whether it takes views now.

The form of saying something keeps the reference, so that what comes in is linked to what it was asked about.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from saidanddone.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Source:
    """What is asked about, as the form shows it."""

    ref: Ref
    title: str
    url: str
    language: str


Find = Callable[[str, date], Source | None]
"""Public id and day → what is asked about, or None if it takes no views then."""

_kinds: dict[str, Find] = {}


def register(kind: str, find: Find) -> None:
    """Called in the `apps.py` of the app that owns the kind."""
    _kinds[kind] = find


def source_of(text: str, on: date) -> Source | None:
    """What a reference in an address names, if it takes views on that day; anything else is nothing."""
    kind, _, public_id = text.partition(":")
    return _kinds[kind](public_id, on) if kind in _kinds and public_id else None
