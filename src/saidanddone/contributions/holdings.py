"""Which apps hold what about somebody: an app above registers its part of the file of all that is held, in `apps.py`:

    holdings.register("tellings", _("What you were told"), held.tellings, "thread.Telling.contributor")

The fields are those by which its rows name people; a test holds them to the models, so that nothing is left out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from saidanddone.people.models import Contributor, Person

Rows = list[dict[str, Any]]
Source = Callable[[Sequence[Contributor], Person | None], Rows]
"""All that somebody is as contributors, and their account if they have one → what is held of them."""


@dataclass(frozen=True, slots=True)
class Holding:
    label: str | Promise
    source: Source
    fields: frozenset[str]


_holdings: dict[str, Holding] = {}


def register(name: str, label: str | Promise, source: Source, *fields: str) -> None:
    """`name` is its key in the file. Registering the same name again replaces it."""
    _holdings[name] = Holding(label, source, frozenset(fields))


def all_of(own: Sequence[Contributor], person: Person | None) -> dict[str, Rows]:
    return {name: holding.source(own, person) for name, holding in _holdings.items()}


def headed(held: Mapping[str, Any]) -> list[tuple[str | Promise, Rows]]:
    """The parts that were registered, each under its heading, as the file to be read shows them."""
    return [(holding.label, held[name]) for name, holding in _holdings.items() if held.get(name)]


def fields() -> frozenset[str]:
    """Every field by which what is registered names people: `thread.Telling.contributor`."""
    return frozenset().union(*(holding.fields for holding in _holdings.values()))
